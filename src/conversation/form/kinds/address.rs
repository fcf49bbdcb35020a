//! A postal address, read from lines or commas around the postal code.

use super::{AS_IS, Read, Said};
use crate::conversation::form::Value;
use crate::conversation::form::scene::Asked;

pub(super) fn read(asked: Asked<'_>, said: Said<'_>, so_far: Option<&Value>) -> Read {
    let before = match so_far {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    if let (Said::Picked(AS_IS), Some(text)) = (said, before) {
        return Read::Value(as_is(text));
    }
    let text = super::text::lines(said.text());
    if let Some(address) = parse(asked, &text) {
        return Read::Value(address);
    }
    let together = before.map_or_else(|| text.clone(), |before| format!("{before}\n{text}"));
    match parse(asked, &together) {
        Some(address) => Read::Value(address),
        None => Read::Partly(Value::Text(together)),
    }
}

/// The address in lines, without what is empty.
pub(super) fn lines(value: &Value) -> Vec<String> {
    let Value::Address { company, street, postal_code, city, notes } = value else { return Vec::new() };
    let place = format!("{postal_code} {city}");
    let lines = [company.as_str(), street.as_str(), place.trim(), notes.as_str()];
    lines.into_iter().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Company, street, postal code and city, then what the goods reception must know. Needs a street and a postal code; without
/// a company it is the customer's own.
fn parse(asked: Asked<'_>, text: &str) -> Option<Value> {
    let parts: Vec<&str> = text.split(['\n', ',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let (at, (postal_code, city)) =
        parts.iter().enumerate().find_map(|(at, part)| postal(part).map(|found| (at, found)))?;
    let (before, mut after) = (&parts[..at], &parts[at + 1..]);
    let (street, company) = before.split_last()?;
    let mut city = city;
    if city.is_empty() {
        let (first, rest) = after.split_first()?;
        (*first).clone_into(&mut city);
        after = rest;
    }
    let company = if company.is_empty() { asked.scene.person.customer.name.clone() } else { company.join(", ") };
    Some(Value::Address { company, street: (*street).to_owned(), postal_code, city, notes: after.join(", ") })
}

/// A postal code (five digits, in Austria and Switzerland four) at the beginning, and what follows it.
fn postal(part: &str) -> Option<(String, String)> {
    let (first, rest) = part.split_once(char::is_whitespace).unwrap_or((part, ""));
    let code =
        ["D-", "DE-", "A-", "AT-", "CH-"].iter().find_map(|country| first.strip_prefix(country)).unwrap_or(first);
    let fits = matches!(code.len(), 4 | 5) && code.chars().all(|c| c.is_ascii_digit());
    // „1200 Wien“ is one, „1200“ alone may be a house number: then the city must follow.
    fits.then(|| (first.to_owned(), rest.trim().to_owned()))
}

/// An address that has no postal code that is known here.
fn as_is(text: &str) -> Value {
    let empty = String::new;
    Value::Address {
        company: empty(),
        street: text.replace('\n', ", "),
        postal_code: empty(),
        city: empty(),
        notes: empty(),
    }
}
