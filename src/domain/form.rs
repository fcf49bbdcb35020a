//! A form as its TOML file defines it: fields, kinds, conditions, priority rules. No texts, no answers.
//!
//! A ticket type is one file `dialogs/<id>.toml`; its texts are found in Fluent by key convention:
//! `form-<type>` (`.title .summary`), `form-<type>-<field>` (`.question .short .help .example .error`) and
//! `form-<type>-<field>-<option>`; keys without the type (`form-any-<field>`) serve every form that has no own text.
//! Alternatives are like options, and so are `yes`, `no` and `unknown` where a field says them differently. Units are
//! `form-<type>-<field>-<unit>` or `form-any-unit-<unit>`. A `note` shows its `.question`. Hints and notices have the keys
//! named at [`Hint`] and [`PriorityRule`], or `form-any-hint-<id>` and `form-any-notice-<id>`. Every text of a form may
//! name `$company`, `$contact` and `$hotline` (the policy's).
//!
//! Some field ids mean something to the ticket itself: `subject` becomes its title (without such a field the title is
//! made from the answers), `description` its first entry, `system` its system, `serial` that of a system that is not
//! listed, `watchers` its watchers, `callback_phone` the number support rings. Where `form-<type>.subject` exists it makes
//! the title, with the fields' ids as arguments (the spoken answers, empty where there is none).
//!
//! [`crate::dialogs`] reads and lints the files; [`crate::conversation::form`] runs them.

use serde::{Deserialize, Serialize};

use super::{FieldId, Priority, TicketTypeId};

/// One ticket type with its form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Id of the ticket type; equals the file's name.
    pub id: TicketTypeId,
    /// One emoji shown beside the title, never instead of it.
    #[serde(default)]
    pub icon: String,
    /// Place in the overview; ascending.
    pub order: u32,
    /// Fields in the order they are asked.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
    /// The first rule that fits decides the proposed priority; without one it is `normal`.
    #[serde(default)]
    pub priority: Vec<PriorityRule>,
    /// Other ticket types to offer when a condition holds.
    #[serde(default)]
    pub offer: Vec<Offer>,
    /// After these fields are answered a critical ticket can be created at once; the rest becomes one addition.
    #[serde(default)]
    pub quick_after: Vec<FieldId>,
    /// Actions switched off for this type.
    #[serde(default)]
    pub actions_off: Vec<super::Action>,
    /// Mapping per desk; the embedded one needs nothing. Free-form, checked by the desk's adapter.
    #[serde(default)]
    #[schemars(with = "std::collections::BTreeMap<String, serde_json::Value>")]
    pub desk: std::collections::BTreeMap<String, serde_json::Value>,
}

impl Form {
    /// Id of the field that becomes the title.
    pub const SUBJECT: &str = "subject";
    /// Id of the field that becomes the description.
    pub const DESCRIPTION: &str = "description";

    /// The field with that id.
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        self.fields.iter().find(|field| &field.id == id)
    }
}

/// One question.
#[expect(clippy::struct_excessive_bools, reason = "each is a key of its own in a form's file")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Id, unique within the form.
    pub id: FieldId,
    /// What kind of answer.
    pub kind: Kind,
    /// Must be answered before the form can be sent (when its condition holds).
    #[serde(default)]
    pub required: bool,
    /// Belongs to the block behind „Möchten Sie weitere Angaben machen?“; such a field is never required.
    #[serde(default)]
    pub more: bool,
    /// Asked only when this holds; may look at earlier fields only.
    #[serde(default)]
    pub when: Option<Condition>,
    /// Options of `choice` and `multi_choice`, by id.
    #[serde(default)]
    pub options: Vec<String>,
    /// Answer proposed before the person says anything.
    #[serde(default)]
    pub default: Option<String>,
    /// „Weiß ich nicht“ is an honest answer (also to a required field).
    #[serde(default)]
    pub allow_unknown: bool,
    /// Shortest text in characters.
    #[serde(default)]
    pub min_length: Option<u32>,
    /// Longest text in characters.
    #[serde(default)]
    pub max_length: Option<u32>,
    /// Smallest number, or fewest selections, files or windows.
    #[serde(default)]
    pub min: Option<f64>,
    /// Largest number, or most selections, files or windows.
    #[serde(default)]
    pub max: Option<f64>,
    /// The number must be whole.
    #[serde(default)]
    pub whole: bool,
    /// The number must be larger than this field's (`size_new` > `size_old`).
    #[serde(default)]
    pub greater_than: Option<FieldId>,
    /// Units of a `number`; the first is the default. With `TiB` and `TB` the other one is shown as well.
    #[serde(default)]
    pub units: Vec<String>,
    /// Regular shape of the text: `cve`, `wwpn_or_iqn`, … (see [`Pattern`]).
    #[serde(default)]
    pub pattern: Option<Pattern>,
    /// The text must have as many lines as this number field says.
    #[serde(default)]
    pub lines_equal: Option<FieldId>,
    /// The text must repeat this field's (type the volume's name again before it is deleted).
    #[serde(default)]
    pub equals: Option<FieldId>,
    /// Earliest date or time relative to now: `now`, `today`, `-90d`, `+2wd` (working days).
    #[serde(default)]
    pub not_before: Option<String>,
    /// Latest date or time relative to now.
    #[serde(default)]
    pub not_after: Option<String>,
    /// Shortest duration of a `time_window` in hours.
    #[serde(default)]
    pub min_hours: Option<u32>,
    /// Longest duration of a `time_window` in hours.
    #[serde(default)]
    pub max_hours: Option<u32>,
    /// Extra choices that stand for a free answer (`asap` in a `time_window`, `new_address` in a `site`, …).
    #[serde(default)]
    pub alternatives: Vec<String>,
    /// The address must belong to the person's own company.
    #[serde(default)]
    pub own_company: bool,
    /// A person also needs a telephone number.
    #[serde(default)]
    pub with_phone: bool,
    /// What to do besides asking, when the given answer holds.
    #[serde(default)]
    pub hint: Vec<Hint>,
}

impl Field {
    /// A field of that kind without any rule.
    pub fn of(id: FieldId, kind: Kind) -> Self {
        Self {
            id,
            kind,
            required: false,
            more: false,
            when: None,
            options: Vec::new(),
            default: None,
            allow_unknown: false,
            min_length: None,
            max_length: None,
            min: None,
            max: None,
            whole: false,
            greater_than: None,
            units: Vec::new(),
            pattern: None,
            lines_equal: None,
            equals: None,
            not_before: None,
            not_after: None,
            min_hours: None,
            max_hours: None,
            alternatives: Vec::new(),
            own_company: false,
            with_phone: false,
            hint: Vec::new(),
        }
    }
}

/// A notice shown when a condition holds right after the field was answered: `form-<type>-hint-<id>`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    /// Text id.
    pub id: String,
    /// When it is shown; may look at this and earlier fields. `None`: always.
    #[serde(default)]
    pub when: Option<Condition>,
    /// The answer only counts once the person has confirmed it after reading the hint.
    #[serde(default)]
    pub confirm: bool,
}

/// What a condition may look at besides fields; derived, never asked.
pub mod derived {
    /// The priority as far as it is decided (`critical`, `high`, `normal`, `low`).
    pub const PRIORITY: &str = "@priority";
    /// In a hint: whether the answer of the hint's field is known in the person's company (`yes`, `no`): a serial number
    /// of a system under contract, an address in a domain that a colleague has.
    pub const KNOWN: &str = "@known";
    /// In a hint: whether the day (of every window) answered to the hint's field is a working day (`yes`, `no`).
    pub const WORKING_DAY: &str = "@working_day";
    /// Whether the contract of the chosen system lets the customer keep failed drives (`yes`, `no`); no answer while no
    /// system under contract is chosen.
    pub const DRIVE_RETENTION: &str = "@drive_retention";
}

/// Kinds of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line of text.
    Text,
    /// Text of several lines.
    LongText,
    /// One of several options.
    Choice,
    /// Some of several options.
    MultiChoice,
    /// Yes or no.
    YesNo,
    /// A number, maybe with a unit.
    Number,
    /// A day.
    Date,
    /// A day and a time.
    Datetime,
    /// A beginning and an end.
    TimeWindow,
    /// An e-mail address.
    Email,
    /// A telephone number, kept as E.164 (ITU-T).
    Phone,
    /// A serial number, upper case.
    Serial,
    /// One of the customer's systems under contract, or another one.
    System,
    /// Several of the customer's systems.
    Systems,
    /// One of the customer's sites.
    Site,
    /// Several of the customer's sites.
    Sites,
    /// One of the customer's contracts.
    Contract,
    /// A colleague (or, with `new`, anybody by name).
    Person,
    /// Colleagues who watch the ticket.
    Watchers,
    /// A postal address.
    Address,
    /// A ticket that the person may see.
    TicketRef,
    /// Files.
    Attachment,
    /// Only shown, never answered.
    Note,
    /// To be confirmed („Eine aktuelle, getestete Sicherung liegt vor.“).
    Confirm,
}

/// Shapes a text may have to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Pattern {
    /// `CVE-2026-12345` (cve.org numbering).
    Cve,
    /// A Fibre Channel WWPN with or without colons, or an iSCSI name (RFC 3720 section 3.2.6.3.1).
    WwpnOrIqn,
    /// A word without spaces: the name of a volume or share.
    Name,
}

/// What must hold for a field to be asked or a rule to fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Condition {
    /// All of them.
    All(AllOf),
    /// At least one of them.
    Any(AnyOf),
    /// The opposite.
    Not(NotOf),
    /// A field compared.
    Test(Test),
}

/// All conditions hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AllOf {
    /// The conditions.
    pub all: Vec<Condition>,
}

/// At least one condition holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnyOf {
    /// The conditions.
    pub any: Vec<Condition>,
}

/// The condition does not hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotOf {
    /// The condition.
    pub not: Box<Condition>,
}

/// One field compared with a constant; exactly one of the comparisons is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// The field looked at; an id that starts with `@` is derived (see [`derived`]).
    pub field: String,
    /// Its answer is this option (or number, or `yes`, `no`, `unknown`).
    #[serde(default)]
    pub is: Option<String>,
    /// Its answer is another one (true only when there is an answer).
    #[serde(default)]
    pub is_not: Option<String>,
    /// Its answer is one of these.
    #[serde(default)]
    pub one_of: Option<Vec<String>>,
    /// Its selection contains this.
    #[serde(default)]
    pub contains: Option<String>,
    /// Its number is at least this.
    #[serde(default)]
    pub at_least: Option<f64>,
    /// `true`: it has an answer; `false`: it has none.
    #[serde(default)]
    pub filled: Option<bool>,
}

/// A level and when it fits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriorityRule {
    /// The proposed priority.
    pub level: Priority,
    /// When; `None` always fits.
    #[serde(default)]
    pub when: Option<Condition>,
    /// Text to show as soon as the rule fits: `form-<type>-notice-<id>`.
    #[serde(default)]
    pub notice: Option<String>,
}

/// Another ticket type that may fit better.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// The other type.
    pub to: TicketTypeId,
    /// When it is offered (once).
    pub when: Condition,
}
