//! An e-mail address.

use super::{Read, Said};
use crate::conversation::form::scene::Asked;
use crate::conversation::form::{Value, derived, texts};
use crate::conversation::text::Text;
use crate::domain::Email;

pub(super) fn read(asked: Asked<'_>, said: Said<'_>) -> Read {
    let words = said.text().split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')'));
    let addresses: Vec<Email> = words
        .filter(|word| word.contains('@'))
        .filter_map(|word| Email::parse(word.trim_end_matches(['.', '!', '?'])))
        .collect();
    match addresses.as_slice() {
        [email] => Read::Value(Value::Email(email.to_string())),
        _ => Read::Wrong(texts::error(asked.scene, asked.field)),
    }
}

/// The address of the own company, where the form wants that.
pub(super) fn check(asked: Asked<'_>, email: &str) -> Option<Text> {
    let foreign = asked.field.own_company && !derived::own_domain(asked.scene, email);
    let domain = asked.scene.person.member.email.domain();
    foreign.then(|| texts::reason(asked.scene, asked.field, "own-company").with("domain", domain))
}
