//! One file per kind of answer: how it is read from what a person typed or pressed, checked, shown and asked for.
//!
//! [`read`] is the same for a chat and for a native form. It never loses a word: what is not understood is said to be so,
//! with what is expected and an example; what can be understood in part is kept while the rest is asked for. No kind is a
//! dead end: where a list has nothing that fits, words are taken as they are once the person confirms them.

mod address;
mod attachment;
mod bounds;
mod choice;
mod contract;
mod date;
mod datetime;
mod email;
mod listed;
mod multi_choice;
mod number;
mod person;
mod phone;
mod serial;
mod shape;
mod site;
mod system;
mod text;
mod ticket_ref;
mod time_window;
mod watchers;
mod yes_no;

use super::scene::{Asked, Scene};
use super::{Confirming, Value, texts, words};
use crate::conversation::message::Input;
use crate::conversation::text::{Arg, Text};
use crate::domain::form::{Field, Kind};

pub use attachment::{FileTrouble, merge as merge_files};
pub use system::name as system_name;

/// Most options shown at once; the others are found by typing a part of their name.
pub const MAX_OPTIONS: usize = 20;
/// What the button says that ends picking several things.
pub const DONE: &str = "@done";
/// What the button says that takes an answer as it is, although a part is missing.
pub const AS_IS: &str = "@as_is";

/// What a person gave as an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<'a> {
    /// Words.
    Typed(&'a str),
    /// The value of a button or of a native list.
    Picked(&'a str),
}

impl<'a> Said<'a> {
    /// The words or the value.
    pub fn text(self) -> &'a str {
        match self {
            Self::Typed(text) | Self::Picked(text) => text,
        }
    }
}

/// What was understood.
#[derive(Clone, Debug, PartialEq)]
pub enum Read {
    /// An answer.
    Value(Value),
    /// A part of one; what is missing is asked for with [`partly`].
    Partly(Value),
    /// An answer if the person says so.
    Confirm(Value, Confirming),
    /// Several options fit: those with these values.
    Which(Vec<String>),
    /// The number of a ticket, to be looked up.
    LookUp(String),
    /// Not an answer; what is expected, with an example.
    Wrong(Text),
}

/// Something to pick.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// The value that a button or a native list carries.
    pub value: String,
    /// What it says.
    pub label: Text,
}

impl Pick {
    /// A value with its label.
    pub fn new(value: impl Into<String>, label: Text) -> Self {
        Self { value: value.into(), label }
    }
}

/// Reads an answer; `so_far` is the part that was understood before.
pub fn read(asked: Asked<'_>, said: Said<'_>, so_far: Option<&Value>) -> Read {
    if said.text().trim().is_empty() {
        return Read::Wrong(texts::error(asked.scene, asked.field));
    }
    if let Some(value) = standing_for(asked, said) {
        return Read::Value(value);
    }
    let read = match asked.field.kind {
        Kind::Text | Kind::LongText => text::read(asked, said),
        Kind::Choice => choice::read(asked, said),
        Kind::MultiChoice => multi_choice::read(asked, said, so_far),
        Kind::YesNo | Kind::Confirm => yes_no::read(asked, said),
        Kind::Number => number::read(asked, said),
        Kind::Date => date::read(asked, said),
        Kind::Datetime => datetime::read(asked, said, so_far),
        Kind::TimeWindow => time_window::read(asked, said, so_far),
        Kind::Email => email::read(asked, said),
        Kind::Phone => phone::read(asked, said),
        Kind::Serial => serial::read(asked, said),
        Kind::System => system::read(asked, said),
        Kind::Systems => system::read_many(asked, said, so_far),
        Kind::Site => site::read(asked, said),
        Kind::Sites => site::read_many(asked, said, so_far),
        Kind::Contract => contract::read(asked, said),
        Kind::Person => person::read(asked, said, so_far),
        Kind::Watchers => watchers::read(asked, said, so_far),
        Kind::Address => address::read(asked, said, so_far),
        Kind::TicketRef => ticket_ref::read(asked, said),
        Kind::Attachment | Kind::Note => Read::Wrong(texts::error(asked.scene, asked.field)),
    };
    checked(asked, read)
}

/// Reads what the inputs of a native form gave; nothing given is nothing answered.
pub fn read_native(asked: Asked<'_>, values: &[String]) -> Option<Read> {
    let given: Vec<&str> = values.iter().map(String::as_str).filter(|value| !value.trim().is_empty()).collect();
    let first = given.first()?;
    let read = match (native(asked), asked.field.kind) {
        (Input::PickMany { .. }, Kind::MultiChoice) => checked(asked, multi_choice::picked(asked, &given)),
        (Input::PickMany { .. }, Kind::Systems) => checked(asked, system::picked(asked, &given)),
        (Input::PickMany { .. }, Kind::Sites) => checked(asked, site::picked(asked, &given)),
        (Input::PickMany { .. }, Kind::Watchers) => checked(asked, watchers::picked(asked, &given)),
        (Input::Pick { .. }, _) => read(asked, Said::Picked(first), None),
        _ => read(asked, Said::Typed(&given.join("\n")), None),
    };
    // Nobody is asked for another window there: all are given at once.
    Some(match read {
        Read::Partly(windows @ Value::Windows(_)) => checked(asked, Read::Value(windows)),
        other => other,
    })
}

/// What is wrong with an answer, if anything; asked again before sending, because time passes and other answers change.
pub fn check(asked: Asked<'_>, value: &Value) -> Option<Text> {
    match value {
        Value::Text(words) => text::check(asked, words),
        Value::Number { number, unit } => number::check(asked, *number, unit.as_deref()),
        Value::Date(day) if asked.field.kind == Kind::Date => date::check(asked, *day),
        Value::Datetime(moment) => datetime::check(asked, *moment),
        Value::Windows(windows) => time_window::check(asked, windows),
        Value::Email(email) => email::check(asked, email),
        Value::Options(ids) => multi_choice::check(asked, ids.len()),
        Value::Systems(ids) => multi_choice::check(asked, ids.len()),
        Value::Sites(names) => multi_choice::check(asked, names.len()),
        Value::People(ids) => watchers::check(asked, ids),
        Value::System(id) => system::check(asked, id),
        Value::Files(files) => attachment::check(asked, files),
        _ => None,
    }
}

/// What can be picked, alternatives and „Weiß ich nicht“ last; with a part understood, what can be picked then.
pub fn options(asked: Asked<'_>, so_far: Option<&Value>) -> Vec<Pick> {
    if let Some(so_far) = so_far {
        return partly_options(asked, so_far);
    }
    let mut options = match asked.field.kind {
        Kind::Choice => choice::options(asked),
        Kind::MultiChoice => multi_choice::options(asked),
        Kind::YesNo | Kind::Confirm => yes_no::options(asked),
        Kind::System => system::options(asked),
        Kind::Systems => system::options_many(asked),
        Kind::Site | Kind::Sites => site::options(asked),
        Kind::Contract => contract::options(asked),
        Kind::Person => person::options(asked),
        Kind::Watchers => watchers::options(asked),
        _ => Vec::new(),
    };
    let label = |id: &str| Pick::new(id, texts::option(asked.scene, &asked.field.id, id));
    options.extend(asked.field.alternatives.iter().map(|id| label(id)));
    if asked.field.allow_unknown {
        options.push(label("unknown"));
    }
    options
}

/// What is shown of what can be picked, and how many more there are, found by typing a part of their name.
pub fn shown(asked: Asked<'_>, so_far: Option<&Value>) -> (Vec<Pick>, usize) {
    let mut options = options(asked, so_far);
    let is_own = matches!(
        asked.field.kind,
        Kind::System | Kind::Systems | Kind::Site | Kind::Sites | Kind::Contract | Kind::Person | Kind::Watchers
    );
    let stand_ins =
        asked.field.alternatives.len() + usize::from(asked.field.allow_unknown) + usize::from(so_far.is_some());
    let things = options.len().saturating_sub(stand_ins);
    if !is_own || things <= MAX_OPTIONS {
        return (options, 0);
    }
    options.drain(MAX_OPTIONS..things);
    (options, things - MAX_OPTIONS)
}

/// Whether what can be picked is a list to pick from by number; else it only stands beside words.
pub fn is_list(field: &Field) -> bool {
    matches!(
        field.kind,
        Kind::Choice
            | Kind::MultiChoice
            | Kind::YesNo
            | Kind::Confirm
            | Kind::System
            | Kind::Systems
            | Kind::Site
            | Kind::Sites
            | Kind::Contract
            | Kind::Person
            | Kind::Watchers
    )
}

/// The options that are left when several fit.
pub fn narrowed(asked: Asked<'_>, values: &[String]) -> Vec<Pick> {
    let options = options(asked, None);
    let label = |value: &String| {
        let listed = options.iter().find(|pick| &pick.value == value).map(|pick| pick.label.clone());
        Pick::new(value, listed.unwrap_or_else(|| date::label(asked.scene, value)))
    };
    values.iter().map(label).collect()
}

/// The question for what is still missing, and what helps to answer it.
pub fn partly(asked: Asked<'_>, so_far: &Value) -> (Text, Text) {
    let shown = || show(asked.scene, asked.field, so_far);
    let (question, help) = match so_far {
        Value::Date(_) => ("draft-ask-time", "draft-ask-time.help"),
        Value::Windows(_) => ("draft-ask-more-windows", "draft-ask-more-windows.help"),
        Value::Person { name, .. } if name.is_empty() => ("draft-ask-name", "draft-ask-name.help"),
        Value::Person { .. } => ("draft-ask-phone", "draft-ask-phone.help"),
        Value::Text(_) => ("draft-ask-postal-code", "draft-ask-postal-code.help"),
        _ => ("draft-ask-more-picks", "draft-ask-more-picks.help"),
    };
    let with = |key| Text::key(key).with("answer", shown()).with("most", time_window::most(asked.field));
    (with(question), with(help))
}

fn partly_options(asked: Asked<'_>, so_far: &Value) -> Vec<Pick> {
    let as_is = |key: &'static str| vec![Pick::new(AS_IS, Text::key(key))];
    match so_far {
        Value::Date(_) => as_is("draft-pick-only-day"),
        Value::Windows(_) => vec![Pick::new(DONE, Text::key("draft-pick-no-more-windows"))],
        Value::Text(_) => as_is("draft-pick-as-is"),
        Value::Person { name, .. } if name.is_empty() => Vec::new(),
        Value::Person { .. } => as_is("draft-pick-without-phone"),
        _ => multi_choice::toggles(asked, so_far),
    }
}

/// Shows an answer.
pub fn show(scene: Scene<'_>, field: &Field, value: &Value) -> Text {
    let one = |key: &'static str, name: &'static str, arg: Arg| Text::key(key).with(name, arg);
    match value {
        Value::Text(text) | Value::Site(text) | Value::Email(text) | Value::Serial(text) => Text::verbatim(text),
        Value::Phone(number) => Text::verbatim(phone::spaced(number)),
        Value::Option(id) | Value::Alternative(id) => texts::option(scene, &field.id, id),
        Value::Options(ids) => list(ids.iter().map(|id| texts::option(scene, &field.id, id))),
        Value::Bool(yes) => texts::option(scene, &field.id, if *yes { "yes" } else { "no" }),
        Value::Number { number, unit } => number::show(scene, field, *number, unit.as_deref()),
        Value::Date(day) => one("draft-value-day", "day", Arg::Date(*day)),
        Value::Datetime(moment) => one("draft-value-moment", "moment", Arg::Exact(*moment)),
        Value::Windows(windows) => list(windows.iter().map(|window| time_window::show(scene, *window))),
        Value::System(id) => system::show(scene, id),
        Value::Systems(ids) => list(ids.iter().map(|id| system::show(scene, id))),
        Value::Sites(names) => list(names.iter().map(Text::verbatim)),
        Value::Contract(id) => contract::show(scene, id),
        Value::Person { name, phone, .. } => person::show(name, phone.as_deref()),
        Value::People(ids) => list(ids.iter().map(|id| watchers::show(scene, id))),
        Value::Address { .. } => Text::verbatim(address::lines(value).join(", ")),
        Value::Ticket(number) => Text::verbatim(number.as_str()),
        Value::Files(files) => list(files.iter().map(|file| Text::verbatim(&file.name))),
        Value::Unknown => texts::option(scene, &field.id, "unknown"),
    }
}

/// The value for machines, and as a native input gives it back.
pub fn raw(scene: Scene<'_>, value: &Value) -> Vec<String> {
    let local = |moment: &chrono::DateTime<chrono::Utc>| moment.with_timezone(&scene.zone()).format("%Y-%m-%dT%H:%M");
    match value {
        Value::Text(text)
        | Value::Site(text)
        | Value::Email(text)
        | Value::Phone(text)
        | Value::Serial(text)
        | Value::Option(text)
        | Value::Alternative(text) => vec![text.clone()],
        Value::Options(ids) | Value::Sites(ids) => ids.clone(),
        Value::Bool(yes) => vec![if *yes { "yes" } else { "no" }.to_owned()],
        Value::Number { number, unit } => vec![number::raw(*number, unit.as_deref())],
        Value::Date(day) => vec![day.to_string()],
        Value::Datetime(moment) => vec![local(moment).to_string()],
        Value::Windows(windows) => windows.iter().map(|window| time_window::raw(scene, *window)).collect(),
        Value::System(id) => vec![id.to_string()],
        Value::Systems(ids) => ids.iter().map(ToString::to_string).collect(),
        Value::Contract(id) => vec![id.to_string()],
        Value::Person { name, phone, .. } => vec![person::raw(name, phone.as_deref())],
        Value::People(ids) => ids.iter().map(ToString::to_string).collect(),
        Value::Address { .. } => vec![address::lines(value).join("\n")],
        Value::Ticket(number) => vec![number.to_string()],
        Value::Files(files) => files.iter().map(|file| file.id.to_string()).collect(),
        Value::Unknown => vec!["unknown".to_owned()],
    }
}

/// How a native form asks.
pub fn native(asked: Asked<'_>) -> Input {
    let picks = || {
        let options: Vec<(String, Text)> =
            options(asked, None).into_iter().map(|pick| (pick.value, pick.label)).collect();
        options
    };
    let listed = !listed::is_empty(asked);
    match asked.field.kind {
        Kind::Choice | Kind::YesNo | Kind::Confirm | Kind::System => Input::Pick { options: picks() },
        Kind::Site | Kind::Contract if listed => Input::Pick { options: picks() },
        Kind::Person if listed && !person::is_free(asked) => Input::Pick { options: picks() },
        Kind::MultiChoice => Input::PickMany { options: picks() },
        Kind::Systems | Kind::Sites | Kind::Watchers if listed => Input::PickMany { options: picks() },
        Kind::Attachment => attachment::native(asked),
        Kind::Note => Input::Note,
        Kind::LongText | Kind::Address => area(asked),
        Kind::TimeWindow if time_window::most(asked.field) > 1 => area(asked),
        Kind::Email => line(asked, "email"),
        Kind::Phone => line(asked, "tel"),
        Kind::Date if free_words(asked).is_empty() => line(asked, "date"),
        Kind::Datetime if free_words(asked).is_empty() => line(asked, "datetime-local"),
        _ => line(asked, "text"),
    }
}

/// What may be written instead of an answer into a native input that is no list.
pub fn free_words(asked: Asked<'_>) -> Vec<Text> {
    let ids = asked.field.alternatives.iter().map(String::as_str);
    let ids = ids.filter(|id| !(asked.field.kind == Kind::Person && *id == person::NEW));
    let ids = ids.chain(asked.field.allow_unknown.then_some("unknown"));
    ids.map(|id| texts::option(asked.scene, &asked.field.id, id)).collect()
}

fn line(asked: Asked<'_>, hint: &str) -> Input {
    let example = Some(texts::example(asked.scene, asked.field));
    Input::Line { hint: hint.to_owned(), example, max_length: text::most(asked.field) }
}

fn area(asked: Asked<'_>) -> Input {
    Input::Area { example: Some(texts::example(asked.scene, asked.field)), max_length: text::most(asked.field) }
}

/// „Weiß ich nicht“ and the alternatives of a field, by their id or their name.
fn standing_for(asked: Asked<'_>, said: Said<'_>) -> Option<Value> {
    let Asked { scene, field, .. } = asked;
    let named = |id: &str| match said {
        Said::Picked(value) => value == id,
        Said::Typed(text) => {
            let keys = texts::option_keys(scene.form, &field.id, id);
            keys.iter().flat_map(|key| words::names(scene.lexicon, key)).any(|name| words::alike(name, text))
        }
    };
    let unknown = || named("unknown") || matches!(said, Said::Typed(text) if words::is_unknown(text, scene.lexicon));
    if field.allow_unknown && unknown() {
        return Some(Value::Unknown);
    }
    let alternative = field.alternatives.iter().find(|id| named(id))?;
    (field.kind != Kind::Person || alternative != person::NEW).then(|| Value::Alternative(alternative.clone()))
}

/// An answer that breaks a rule of its field is none.
fn checked(asked: Asked<'_>, read: Read) -> Read {
    match read {
        Read::Value(value) => match check(asked, &value) {
            Some(wrong) => Read::Wrong(wrong),
            None => Read::Value(value),
        },
        other => other,
    }
}

fn list(texts: impl Iterator<Item = Text>) -> Text {
    Text::key("draft-value-list").with("items", Arg::List(texts.collect()))
}
