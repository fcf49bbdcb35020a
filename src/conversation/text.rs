//! What the conversation says: text keys with typed arguments. The sentences are in `locales/`.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A sentence to be said, named by its Fluent key (`message` or `message.attribute`), or text that a person wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Text {
    /// A key in `locales/` with its arguments.
    Key(Key),
    /// Written by a person (a subject, a reply, a name): shown as it is, never as markup.
    Verbatim(String),
    /// Several texts, one after the other, joined by the given separator (a symbol, never words).
    Joined(Vec<Text>, String),
}

/// A Fluent key and its arguments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Key {
    /// Keys to try, the first that exists is taken: `form-x-y.question`, then `form-any-y.question`.
    pub ids: Vec<Cow<'static, str>>,
    /// Named arguments.
    pub args: Vec<(Cow<'static, str>, Arg)>,
}

/// A typed argument; how it looks is the language's business.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    /// Text written by a person.
    Str(String),
    /// A count (also selects the plural).
    Int(i64),
    /// A number with decimals.
    Number(f64),
    /// A day.
    Date(NaiveDate),
    /// A moment at a glance: with weekday or „heute“, in the configured zone; of older days only the day.
    Moment(DateTime<Utc>),
    /// A moment always said with its time of day.
    Exact(DateTime<Utc>),
    /// Only the time of day of a moment.
    Clock(DateTime<Utc>),
    /// A size in bytes.
    Bytes(u64),
    /// Another text.
    Text(Box<Text>),
    /// Several texts as a list („A, B und C“).
    List(Vec<Text>),
}

impl Text {
    /// The key that is always there and says nothing; `locales` says it without looking it up, and leaves an optional text
    /// of a block (`Option<T>`) out when it is spoken empty.
    pub const NOTHING: &str = "nothing";

    /// A text without arguments.
    pub fn key(id: impl Into<Cow<'static, str>>) -> Self {
        Self::Key(Key { ids: vec![id.into()], args: Vec::new() })
    }

    /// The first of several keys that exists.
    pub fn first_of<I: Into<Cow<'static, str>>>(ids: impl IntoIterator<Item = I>) -> Self {
        Self::Key(Key { ids: ids.into_iter().map(Into::into).collect(), args: Vec::new() })
    }

    /// The first of several keys that exists, or nothing at all: then a block's optional text is left out.
    pub fn optional<I: Into<Cow<'static, str>>>(ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(Into::into).chain([Cow::Borrowed(Self::NOTHING)]);
        Self::Key(Key { ids: ids.collect(), args: Vec::new() })
    }

    /// Adds an argument. On verbatim text it changes nothing.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, arg: impl Into<Arg>) -> Self {
        if let Self::Key(key) = &mut self {
            key.args.push((name.into(), arg.into()));
        }
        self
    }

    /// Text that a person wrote.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self::Verbatim(text.into())
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Str(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Str(text)
    }
}
impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::Text(Box::new(text))
    }
}
impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}
impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
impl From<f64> for Arg {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}
impl From<NaiveDate> for Arg {
    fn from(day: NaiveDate) -> Self {
        Self::Date(day)
    }
}
impl From<DateTime<Utc>> for Arg {
    fn from(moment: DateTime<Utc>) -> Self {
        Self::Moment(moment)
    }
}
impl From<&crate::domain::TicketNumber> for Arg {
    fn from(number: &crate::domain::TicketNumber) -> Self {
        Self::Str(number.to_string())
    }
}
