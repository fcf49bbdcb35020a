//! What applies: conditions over answers that may still be open, and the priority that follows from them.
//!
//! An answer that may still come makes a condition [`Truth::Open`]; a question is asked only when its condition is
//! [`Truth::Yes`]. Before sending everything is decided with [`Answers::Final`]: what is not answered then, stays so.

use super::derived;
use super::scene::Scene;
use super::{Draft, Value};
use crate::domain::form::{Condition, Field, Form, Kind, PriorityRule, Test, derived as names};
use crate::domain::{FieldId, Priority};

/// Whether something holds, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// It depends on an answer that may still come.
    Open,
}

impl Truth {
    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Open => Self::Open,
        }
    }

    /// All of them hold: one `No` decides, an `Open` leaves it open.
    fn all(truths: impl Iterator<Item = Self>) -> Self {
        truths.fold(Self::Yes, |so_far, next| match (so_far, next) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Open, _) | (_, Self::Open) => Self::Open,
            _ => Self::Yes,
        })
    }

    fn any(truths: impl Iterator<Item = Self>) -> Self {
        Self::all(truths.map(Self::not)).not()
    }
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }
}

/// Whether unanswered questions may still be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// They may.
    Coming,
    /// They are seen all at once, in a native form: an optional one that is empty is left out on purpose, a required one is
    /// still to come.
    Seen,
    /// They will not: the draft is to be sent as it is.
    Final,
}

/// The priority as far as it is decided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Proposed<'a> {
    /// By this rule.
    By(&'a PriorityRule),
    /// No rule fits: normal.
    Default,
    /// It depends on an answer that may still come.
    Open,
}

impl Proposed<'_> {
    /// The level, once decided.
    pub fn level(self) -> Option<Priority> {
        match self {
            Self::By(rule) => Some(rule.level),
            Self::Default => Some(Priority::Normal),
            Self::Open => None,
        }
    }
}

/// Which fields of a draft apply, decided once for all of them.
#[derive(Debug)]
pub struct Conditions<'a> {
    scene: Scene<'a>,
    draft: &'a Draft,
    answers: Answers,
    applies: Vec<Truth>,
}

/// What a condition sees when it looks at a field.
enum Looked<'a> {
    Answer(&'a Value),
    Word(&'static str),
    Nothing,
    Open,
}

impl Looked<'_> {
    #[expect(clippy::fn_params_excessive_bools, reason = "turns what is known into the word of a form file")]
    fn yes_no(known: bool) -> Self {
        Self::Word(if known { "yes" } else { "no" })
    }
}

impl<'a> Conditions<'a> {
    /// Decides which fields apply, in their order; a field can only look back, so one pass does it.
    pub fn new(scene: Scene<'a>, draft: &'a Draft, answers: Answers) -> Self {
        let mut conditions = Self { scene, draft, answers, applies: Vec::with_capacity(scene.form.fields.len()) };
        for field in &scene.form.fields {
            let truth = field.when.as_ref().map_or(Truth::Yes, |when| conditions.holds(when));
            conditions.applies.push(truth);
        }
        conditions
    }

    /// The form these are about.
    pub fn form(&self) -> &'a Form {
        self.scene.form
    }

    /// Whether a field applies; one that the form does not have never does.
    pub fn applies(&self, id: &FieldId) -> Truth {
        let index = self.scene.form.fields.iter().position(|field| &field.id == id);
        index.and_then(|index| self.applies.get(index)).copied().unwrap_or(Truth::No)
    }

    /// The fields that surely apply, in order, notes included.
    pub fn applying(&self) -> impl Iterator<Item = &'a Field> {
        let fields = self.scene.form.fields.iter().zip(&self.applies);
        fields.filter(|(_, truth)| **truth == Truth::Yes).map(|(field, _)| field)
    }

    /// Whether a condition holds.
    pub fn holds(&self, condition: &Condition) -> Truth {
        self.holds_for(condition, None)
    }

    /// Whether a condition of a field's hint holds; it may look at what is derived from that field's answer.
    pub fn holds_at(&self, condition: &Condition, field: &Field) -> Truth {
        self.holds_for(condition, Some(field))
    }

    /// The priority: the first rule that fits, as long as no earlier one is open.
    pub fn priority(&self) -> Proposed<'a> {
        for rule in &self.scene.form.priority {
            match rule.when.as_ref().map_or(Truth::Yes, |when| self.rule_holds(when)) {
                Truth::Yes => return Proposed::By(rule),
                Truth::Open => return Proposed::Open,
                Truth::No => {}
            }
        }
        Proposed::Default
    }

    /// A rule that looks at the priority itself would never end; it never fits.
    fn rule_holds(&self, when: &Condition) -> Truth {
        if fields_of(when).any(|field| field == names::PRIORITY) { Truth::No } else { self.holds(when) }
    }

    fn holds_for(&self, condition: &Condition, at: Option<&Field>) -> Truth {
        match condition {
            Condition::All(all) => Truth::all(all.all.iter().map(|part| self.holds_for(part, at))),
            Condition::Any(any) => Truth::any(any.any.iter().map(|part| self.holds_for(part, at))),
            Condition::Not(not) => self.holds_for(&not.not, at).not(),
            Condition::Test(test) => match self.look(&test.field, at) {
                Looked::Open => Truth::Open,
                Looked::Nothing => Truth::from(test.filled == Some(false)),
                Looked::Word(word) => Truth::from(compare(test, |wanted| wanted == word, None)),
                Looked::Answer(value) => Truth::from(compare(test, |wanted| equals(value, wanted), Some(value))),
            },
        }
    }

    fn look(&self, field: &str, at: Option<&Field>) -> Looked<'a> {
        match field {
            names::PRIORITY => match self.priority().level() {
                Some(level) => Looked::Word(level.id()),
                None => Looked::Open,
            },
            names::DRIVE_RETENTION => self.drive_retention(),
            names::KNOWN => self.derived_from(at, derived::known),
            names::WORKING_DAY => self.derived_from(at, derived::working_day),
            id => self.look_at_field(id),
        }
    }

    fn look_at_field(&self, id: &str) -> Looked<'a> {
        let Some(index) = self.scene.form.fields.iter().position(|field| field.id.as_str() == id) else {
            return Looked::Nothing;
        };
        let field = &self.scene.form.fields[index];
        match self.applies.get(index) {
            Some(Truth::No) => Looked::Nothing,
            Some(Truth::Open) => Looked::Open,
            // Not decided yet: a rule looks ahead. What is answered counts.
            Some(Truth::Yes) | None => match self.draft.answers.get(&field.id) {
                Some(answered) => Looked::Answer(&answered.value),
                None if self.may_come(field) => Looked::Open,
                None => Looked::Nothing,
            },
        }
    }

    fn may_come(&self, field: &Field) -> bool {
        let declined = field.more && self.draft.more == Some(false);
        let passed = self.draft.skipped.contains(&field.id) || field.kind == Kind::Note;
        match self.answers {
            Answers::Coming => !declined && !passed,
            Answers::Seen => field.required && !passed,
            Answers::Final => false,
        }
    }

    fn drive_retention(&self) -> Looked<'a> {
        let Some(field) = self.scene.form.fields.iter().find(|field| field.kind == Kind::System) else {
            return Looked::Nothing;
        };
        match self.look_at_field(field.id.as_str()) {
            Looked::Answer(Value::System(id)) => {
                let contract = self.scene.system(id).and_then(|system| self.scene.contract_of(system));
                contract.map_or(Looked::Nothing, |contract| Looked::yes_no(contract.drive_retention))
            }
            Looked::Open => Looked::Open,
            _ => Looked::Nothing,
        }
    }

    fn derived_from(&self, at: Option<&Field>, derive: fn(Scene<'_>, &Value) -> Option<bool>) -> Looked<'a> {
        let value = at.and_then(|field| self.draft.answers.get(&field.id)).map(|answered| &answered.value);
        value.and_then(|value| derive(self.scene, value)).map_or(Looked::Nothing, Looked::yes_no)
    }
}

/// The ids that a condition looks at.
pub fn fields_of(condition: &Condition) -> Box<dyn Iterator<Item = &str> + '_> {
    match condition {
        Condition::All(all) => Box::new(all.all.iter().flat_map(fields_of)),
        Condition::Any(any) => Box::new(any.any.iter().flat_map(fields_of)),
        Condition::Not(not) => fields_of(&not.not),
        Condition::Test(test) => Box::new(std::iter::once(test.field.as_str())),
    }
}

/// The comparison of a test with an answer that is there. Without any comparison it asks whether there is an answer.
fn compare(test: &Test, equal: impl Fn(&str) -> bool, value: Option<&Value>) -> bool {
    if let Some(wanted) = &test.is {
        return equal(wanted) && value.is_none_or(|value| selected(value) <= 1);
    }
    if let Some(wanted) = &test.is_not {
        return !equal(wanted);
    }
    if let Some(wanted) = &test.one_of {
        return wanted.iter().any(|wanted| equal(wanted));
    }
    if let Some(wanted) = &test.contains {
        return equal(wanted);
    }
    if let Some(least) = test.at_least {
        return matches!(value, Some(Value::Number { number, .. }) if *number >= least);
    }
    test.filled.unwrap_or(true)
}

/// How many things a selection holds; 1 for everything that is no selection.
fn selected(value: &Value) -> usize {
    match value {
        Value::Options(ids) => ids.len(),
        Value::Systems(ids) => ids.len(),
        Value::Sites(names) => names.len(),
        Value::People(ids) => ids.len(),
        _ => 1,
    }
}

/// Whether an answer is (or, for selections, contains) what a form file names.
fn equals(value: &Value, wanted: &str) -> bool {
    match value {
        Value::Bool(yes) => wanted == if *yes { "yes" } else { "no" },
        Value::Number { number, .. } => {
            wanted.parse::<f64>().is_ok_and(|wanted| (wanted - number).abs() < f64::EPSILON)
        }
        Value::Text(text) | Value::Site(text) | Value::Email(text) | Value::Phone(text) | Value::Serial(text) => {
            text == wanted
        }
        Value::Option(id) | Value::Alternative(id) => id == wanted,
        Value::Options(ids) => ids.iter().any(|id| id == wanted),
        Value::Sites(names) => names.iter().any(|name| name == wanted),
        Value::System(id) => id.as_str() == wanted,
        Value::Systems(ids) => ids.iter().any(|id| id.as_str() == wanted),
        Value::Contract(id) => id.as_str() == wanted,
        Value::Ticket(number) => number.as_str() == wanted,
        Value::People(ids) => ids.iter().any(|id| id.as_str() == wanted),
        Value::Person { member, .. } => member.as_ref().is_some_and(|id| id.as_str() == wanted),
        Value::Date(day) => day.to_string() == wanted,
        Value::Unknown => wanted == "unknown",
        Value::Datetime(_) | Value::Windows(_) | Value::Address { .. } | Value::Files(_) => false,
    }
}
