//! The texts that forms need, by the key convention of [`crate::domain::form`].

use super::super::read::Reading;
use super::super::tree::Spot;
use super::{kinds, limits};
use crate::domain::form::{Field, Form, Kind};

/// A text that somebody looks for.
#[derive(Clone, Debug)]
pub(super) struct Need {
    /// The keys that are tried, the first that exists is said.
    pub(super) keys: Vec<String>,
    /// A key outside the forms' texts that serves as a last resort.
    pub(super) last_resort: Option<String>,
    /// Whether it is missed when there is none.
    pub(super) missed: Missed,
    /// Variables that are filled in.
    pub(super) variables: Vec<String>,
    /// Whether people pick by what it says.
    pub(super) label: Label,
    /// How long it may get.
    pub(super) limit: Option<limits::Limit>,
    /// What calls for it.
    pub(super) file: String,
    /// In which line.
    pub(super) line: usize,
}

/// Whether a text is missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missed {
    /// People would see a hole.
    Yes,
    /// It is fine without.
    No,
}

/// Whether a text is something to be picked by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// It is: it has to say the same every time.
    Yes,
    /// It is a sentence.
    No,
}

/// What every text of a form may name.
const POLICY: [&str; 3] = ["company", "contact", "hotline"];
/// Attributes of a field's text: whether it is missed, further variables, the limit.
const OF_FIELDS: [(&str, Missed, &[&str], Option<limits::Limit>); 5] = [
    ("question", Missed::Yes, &[], Some(limits::QUESTION)),
    ("short", Missed::Yes, &[], Some(limits::QUESTION)),
    ("help", Missed::No, &[], Some(limits::HELP)),
    ("example", Missed::No, &[], Some(limits::EXAMPLE)),
    ("error", Missed::No, &["example"], Some(limits::PARAGRAPH)),
];

/// Every text that a form looks for.
pub(super) fn of_form(reading: &Reading, form: &Form) -> Vec<Need> {
    let root = Spot::root(&reading.tree);
    let mut list = List { form, file: &reading.source.file, needs: Vec::new() };
    let at = root.key("id").line();
    list.add(vec![format!("form-{}.title", form.id)], at, Missed::Yes, Label::Yes, Some(limits::TITLE));
    list.add(vec![format!("form-{}.summary", form.id)], at, Missed::Yes, Label::No, Some(limits::SUMMARY));
    list.add(vec![format!("form-{}.subject", form.id)], at, Missed::No, Label::No, None);
    list.also(form.fields.iter().map(|field| field.id.as_str()));
    for (index, field) in form.fields.iter().enumerate() {
        list.field(field, root.key("field").item(index));
    }
    for (index, rule) in form.priority.iter().enumerate() {
        if let Some(notice) = &rule.notice {
            let line = root.key("priority").item(index).key("notice").line();
            let keys = vec![format!("form-{}-notice-{notice}", form.id), format!("form-any-notice-{notice}")];
            list.add(keys, line, Missed::Yes, Label::No, Some(limits::PARAGRAPH));
        }
    }
    list.needs
}

struct List<'a> {
    form: &'a Form,
    file: &'a str,
    needs: Vec<Need>,
}

impl List<'_> {
    fn add(&mut self, keys: Vec<String>, line: usize, missed: Missed, label: Label, limit: Option<limits::Limit>) {
        self.needs.push(Need {
            keys,
            last_resort: None,
            missed,
            variables: POLICY.iter().map(|name| (*name).to_owned()).collect(),
            label,
            limit,
            file: self.file.to_owned(),
            line,
        });
    }

    /// Further variables of the text added last.
    fn also<'n>(&mut self, variables: impl IntoIterator<Item = &'n str>) {
        if let Some(need) = self.needs.last_mut() {
            need.variables.extend(variables.into_iter().map(str::to_owned));
        }
    }

    fn field(&mut self, field: &Field, spot: Spot<'_>) {
        let form = &self.form.id;
        let at = spot.key("id").line();
        let prefixes = [format!("form-{form}-{}", field.id), format!("form-any-{}", field.id)];
        for (attribute, missed, variables, limit) in OF_FIELDS {
            let keys = prefixes.iter().map(|prefix| format!("{prefix}.{attribute}")).collect();
            let is_shown = field.kind != Kind::Note || attribute == "question";
            self.add(keys, at, if is_shown { missed } else { Missed::No }, Label::No, limit);
            self.also(variables.iter().copied());
        }
        let shown: &[(&str, &Vec<String>)] = if kinds::has_options(field.kind) {
            &[("options", &field.options)]
        } else {
            &[("alternatives", &field.alternatives)]
        };
        for (key, words) in shown {
            for (index, word) in words.iter().enumerate() {
                self.option(&prefixes, word, spot.key(key).item(index).line(), Missed::Yes);
            }
        }
        if matches!(field.kind, Kind::System | Kind::Systems) {
            self.option(&prefixes, "other", at, if field.kind == Kind::System { Missed::Yes } else { Missed::No });
        }
        // These have words of their own that serve every field.
        if matches!(field.kind, Kind::YesNo | Kind::Confirm) {
            self.option(&prefixes, "yes", at, Missed::No);
            self.option(&prefixes, "no", at, Missed::No);
        }
        if field.allow_unknown {
            self.option(&prefixes, "unknown", at, Missed::No);
        }
        for (index, unit) in field.units.iter().enumerate() {
            let keys = vec![format!("form-{form}-{}-{unit}", field.id), format!("form-any-unit-{unit}")];
            let line = spot.key("units").item(index).line();
            self.add(keys, line, Missed::Yes, Label::Yes, Some(limits::OPTION));
            self.or(format!("draft-unit-{unit}"));
        }
        for (index, hint) in field.hint.iter().enumerate() {
            let keys = vec![format!("form-{form}-hint-{}", hint.id), format!("form-any-hint-{}", hint.id)];
            let line = spot.key("hint").item(index).key("id").line();
            self.add(keys, line, Missed::Yes, Label::No, Some(limits::PARAGRAPH));
            self.also(["answer", "day"]);
        }
    }

    fn option(&mut self, prefixes: &[String], word: &str, line: usize, missed: Missed) {
        let keys = prefixes.iter().map(|prefix| format!("{prefix}-{word}")).collect();
        self.add(keys, line, missed, Label::Yes, Some(limits::OPTION));
        self.or(format!("draft-option-{word}"));
    }

    fn or(&mut self, last_resort: String) {
        if let Some(need) = self.needs.last_mut() {
            need.last_resort = Some(last_resort);
        }
    }
}
