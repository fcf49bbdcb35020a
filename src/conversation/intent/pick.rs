//! Picking one or several of the options shown: by number, by place, by name, by a part of the name, with typos.

use super::fold::{Kind, Token, phrase, tokens};
use super::lexicon::Lexicon;
use super::typo;

/// What was picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// The option with this id.
    One(String),
    /// Several fit: ask which of these ids.
    Several(Vec<String>),
    /// None fits.
    None,
}

/// What was picked of several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PickedMany {
    /// Ids, in the options' order, each once.
    pub ids: Vec<String>,
    /// Parts of the answer that fit none or several options: as written, with the ids they may have meant.
    pub unclear: Vec<(String, Vec<String>)>,
}

/// Picks one of the options, given as ids with the names they are known by.
///
/// An id may stand more than once, with another name each time. Positions count ids, in the order they first stand.
pub fn pick(text: &str, options: &[(&str, &str)], lexicon: &Lexicon) -> Picked {
    let said = tokens(text);
    let ids = distinct(options.iter().map(|(id, _)| *id));
    let by_name = exactly_named(text, options);
    if let [id] = by_name.as_slice() {
        return Picked::One((*id).to_owned());
    }
    let by_place = place(&said, &ids, lexicon);
    let content = content(&said, lexicon);
    let by_part = if content.is_empty() { Vec::new() } else { partly_named(&content, options, Strictness::Exact) };
    match (by_place, by_part.as_slice()) {
        (Some(id), []) => return Picked::One(id.to_owned()),
        // „12“ of „12 Monate“ is a name, not a place; „2“ that is both is unclear.
        (Some(id), parts) if parts.len() == 1 && parts[0] != id => return several(vec![id, parts[0]]),
        (Some(id), _) => return Picked::One(id.to_owned()),
        (None, [_, ..]) => return several(by_part),
        (None, []) => {}
    }
    if content.is_empty() { Picked::None } else { several(partly_named(&content, options, Strictness::Typos)) }
}

/// Picks some of the options; parts are separated by commas, line breaks, slashes or words such as „und“.
pub fn pick_many(text: &str, options: &[(&str, &str)], lexicon: &Lexicon) -> PickedMany {
    let whole = phrase(text);
    if lexicon.none.contains(&whole) {
        return PickedMany::default();
    }
    let ids = distinct(options.iter().map(|(id, _)| *id));
    if lexicon.all.contains(&whole) {
        return PickedMany { ids: ids.into_iter().map(str::to_owned).collect(), unclear: Vec::new() };
    }
    if let Picked::One(id) = pick(text, options, lexicon)
        && tokens(text).len() == 1
    {
        return PickedMany { ids: vec![id], unclear: Vec::new() };
    }
    let mut chosen = Vec::new();
    let mut unclear = Vec::new();
    for part in parts(text, lexicon) {
        match pick(&part, options, lexicon) {
            Picked::One(id) => chosen.push(id),
            Picked::Several(ids) => unclear.push((part, ids)),
            Picked::None => unclear.push((part, Vec::new())),
        }
    }
    let ids = ids.into_iter().filter(|id| chosen.iter().any(|picked| picked == id)).map(str::to_owned).collect();
    PickedMany { ids, unclear }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    Exact,
    Typos,
}

fn several(ids: Vec<&str>) -> Picked {
    match ids.as_slice() {
        [] => Picked::None,
        [id] => Picked::One((*id).to_owned()),
        _ => Picked::Several(ids.into_iter().map(str::to_owned).collect()),
    }
}

fn distinct<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all: Vec<&str> = Vec::new();
    for id in ids {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    all
}

fn exactly_named<'a>(text: &str, options: &[(&'a str, &str)]) -> Vec<&'a str> {
    let said = phrase(text);
    let named = |label: &str| {
        let before_bracket = label.split(['(', '–']).next().unwrap_or(label);
        phrase(label) == said || phrase(before_bracket) == said
    };
    if said.is_empty() {
        return Vec::new();
    }
    distinct(options.iter().filter(|(_, label)| named(label)).map(|(id, _)| *id))
}

/// The option at the place that is said: „2“, „die zweite“, „Nummer 2“.
fn place<'a>(said: &[Token], ids: &[&'a str], lexicon: &Lexicon) -> Option<&'a str> {
    let mut places = Vec::new();
    for token in said {
        if let Some(place) = token.word().and_then(|word| lexicon.ordinals.get(word)) {
            places.push(i64::from(*place));
        } else if lexicon.is_filler(token) || is_noun(token, lexicon) {
        } else if let Some(number) = lexicon.number(token) {
            places.push(i64::from(number));
        } else {
            return None;
        }
    }
    let [place] = places.as_slice() else { return None };
    let count = i64::try_from(ids.len()).ok()?;
    let index = if *place < 0 { count + place } else { place - 1 };
    ids.get(usize::try_from(index).ok()?).copied()
}

fn is_noun(token: &Token, lexicon: &Lexicon) -> bool {
    token.word().is_some_and(|word| lexicon.ticket_nouns.contains(word))
}

/// The words that can name an option.
fn content(said: &[Token], lexicon: &Lexicon) -> Vec<String> {
    said.iter()
        .filter(|token| !lexicon.is_filler(token))
        .map(|token| match &token.kind {
            Kind::Word(word) => word.clone(),
            Kind::Number(number) => number.to_lowercase(),
        })
        .collect()
}

/// Options whose name holds all words that were said; those whose name begins so win.
fn partly_named<'a>(said: &[String], options: &[(&'a str, &str)], strictness: Strictness) -> Vec<&'a str> {
    let fits = |typed: &str, meant: &str| {
        let begins = typed.chars().count() >= 3 && meant.starts_with(typed);
        let exact = typed == meant || begins;
        let inside = typed.chars().count() >= 4 && meant.contains(typed);
        exact || inside || (strictness == Strictness::Typos && typo::distance(typed, meant).is_some())
    };
    let holds = |label: &str| {
        let words = phrase(label);
        let words: Vec<&str> = words.split(' ').collect();
        said.iter().all(|typed| words.iter().any(|meant| fits(typed, meant)))
    };
    let whole_words = |label: &str| {
        let words = phrase(label);
        said.iter().all(|typed| words.split(' ').any(|meant| meant == typed))
    };
    let begins = |label: &str| phrase(label).starts_with(&said.join(" "));
    let fitting: Vec<&(&str, &str)> = options.iter().filter(|(_, label)| holds(label)).collect();
    for better in [&whole_words as &dyn Fn(&str) -> bool, &begins] {
        let narrowed = distinct(fitting.iter().filter(|(_, label)| better(label)).map(|(id, _)| *id));
        if narrowed.len() == 1 {
            return narrowed;
        }
    }
    distinct(fitting.iter().map(|(id, _)| *id))
}

/// The parts of an answer that picks several.
fn parts(text: &str, lexicon: &Lexicon) -> Vec<String> {
    let mut parts = Vec::new();
    for piece in text.split([',', ';', '\n', '/', '+', '&']) {
        let said = tokens(piece);
        let all_numbers = said.iter().filter(|token| !joins(token, lexicon)).all(|token| token.number().is_some());
        let mut start = 0;
        for token in &said {
            if joins(token, lexicon) {
                parts.push(piece[start..token.start].trim().to_owned());
                start = token.end;
            } else if all_numbers {
                parts.push(piece[token.start..token.end].to_owned());
                start = token.end;
            }
        }
        parts.push(piece[start..].trim().to_owned());
    }
    parts.retain(|part| part.chars().any(char::is_alphanumeric));
    parts
}

fn joins(token: &Token, lexicon: &Lexicon) -> bool {
    token.word().is_some_and(|word| lexicon.joins.contains(word))
}
