//! For any form and any sequence of events: nothing panics, no answer is lost or taken twice, nothing required is missing in
//! what is sent and nothing that does not apply is in it; step by step and natively the same answers give the same ticket.

mod lost;
mod same;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use ticketlotse::conversation::effect::Effect;
use ticketlotse::conversation::event::{Answer, DeskOutcome, Event, EventKind, Place, Press, Refresh, RefusedWhy};
use ticketlotse::conversation::state::State;
use ticketlotse::conversation::turn;
use ticketlotse::conversation::world::{Capabilities, DeskCaps, Ids, Settings, World};
use ticketlotse::domain::form::Form;
use ticketlotse::domain::{Action, EventId, FileMeta, MessageId, Person, Status};

use super::{anna, form, now};
use crate::turn::{SETTINGS, detail, file, presses, shown, ticket};

const KINDS: &[&str] = &[
    "text",
    "long_text",
    "choice",
    "multi_choice",
    "yes_no",
    "number",
    "date",
    "datetime",
    "time_window",
    "email",
    "phone",
    "serial",
    "system",
    "systems",
    "site",
    "sites",
    "contract",
    "person",
    "watchers",
    "address",
    "ticket_ref",
    "attachment",
    "note",
    "confirm",
];

const WORDS: &[&str] = &[
    "1",
    "2",
    "3",
    "99",
    "ja",
    "nein",
    "ok",
    "weiß nicht",
    "zurück",
    "weiter",
    "überspringen",
    "abbrechen",
    "übersicht",
    "absenden",
    "ändern 1",
    "ändern 2",
    "ändern",
    "später",
    "fortsetzen",
    "entwürfe",
    "neu beginnen",
    "warum",
    "nochmal",
    "rückgängig",
    "meine tickets",
    "hilfe",
    "danke",
    "hallo",
    "neu",
    "neu a",
    "neu b",
    "Halle 7",
    "rot",
    "blau",
    "eins, zwei",
    "Ein längerer Text, der mehr als zwanzig Zeichen hat.",
    "20 TiB",
    "1,5",
    "morgen",
    "morgen 8 Uhr",
    "gestern abend",
    "20 Uhr",
    "3.12. 20–23 Uhr",
    "x@muster.example",
    "x@fremd.example",
    "0171 3920041",
    "ich, 0171 3920041",
    "Petra Lange",
    "AX7-204711",
    "das nas",
    "lager",
    "Hafenstraße 12",
    "28195 Bremen",
    "4711",
    "Text: zurück",
    "Text: absenden",
    "",
    "?",
    "\u{7}\u{202e}",
    "jetzt anlegen",
    "weiter ausfüllen",
    "so lassen",
    "language en",
    "sprache deutsch",
];

/// A random form as its file would have it: conditions look back only, as the linter demands.
fn any_form(id: &'static str) -> impl Strategy<Value = Form> {
    let field = (0..KINDS.len(), any::<[bool; 6]>(), any::<prop::sample::Index>(), 0..6usize);
    (prop::collection::vec(field, 1..9), 0..4usize).prop_map(move |(fields, rules)| {
        let mut lines: Vec<String> = Vec::new();
        if rules > 2 {
            lines.push("quick_after = [\"f0\"]".to_owned());
        }
        for (place, (kind, flags, other, test)) in fields.iter().enumerate() {
            let [required, more, unknown, conditional, hinted, bounded] = *flags;
            let kind = KINDS[*kind];
            let name = if kind == "long_text" && place.is_multiple_of(2) {
                "description".to_owned()
            } else {
                format!("f{place}")
            };
            lines.push(format!("[[field]]\nid = \"{name}\"\nkind = \"{kind}\""));
            if required && !more && kind != "note" {
                lines.push("required = true".to_owned());
            }
            if more {
                lines.push("more = true".to_owned());
            }
            if unknown {
                lines.push("allow_unknown = true".to_owned());
            }
            if matches!(kind, "choice" | "multi_choice") {
                lines.push("options = [\"eins\", \"zwei\", \"drei\"]".to_owned());
            }
            if bounded {
                let bound = match kind {
                    "long_text" => "min_length = 20\n",
                    "number" => "units = [\"TiB\", \"TB\"]\nmin = 1\n",
                    "person" => "with_phone = true\nalternatives = [\"new\"]\n",
                    "site" => "alternatives = [\"new_address\"]\n",
                    "time_window" => "max = 3\nalternatives = [\"asap\"]\n",
                    "date" => "not_before = \"today\"\n",
                    _ => "",
                };
                lines.push(bound.to_owned());
            }
            if conditional && place > 0 {
                let other = other.index(place);
                let other = fields[..place].get(other).map_or_else(String::new, |_| id_of(&fields, other));
                let test = [
                    "filled = true",
                    "is = \"eins\"",
                    "is = \"yes\"",
                    "filled = false",
                    "is_not = \"zwei\"",
                    "at_least = 3",
                ][*test];
                lines.push(format!("when = {{ field = \"{other}\", {test} }}"));
            }
            if hinted {
                lines.extend(
                    "[[field.hint]]\nid = \"h\"\nconfirm = true\nwhen = { field = \"@known\", is = \"no\" }\n"
                        .lines()
                        .map(str::to_owned),
                );
            }
        }
        for rule in 0..rules {
            let level = ["critical", "high", "low"][rule % 3];
            let other = id_of(&fields, rule % fields.len());
            lines.push(format!("[[priority]]\nlevel = \"{level}\"\nwhen = {{ field = \"{other}\", filled = true }}"));
        }
        Form { id: id.into(), ..form(&lines.join("\n")) }
    })
}

type Sketch = (usize, [bool; 6], prop::sample::Index, usize);

fn id_of(fields: &[Sketch], place: usize) -> String {
    let is_description = KINDS[fields[place].0] == "long_text" && place.is_multiple_of(2);
    if is_description { "description".to_owned() } else { format!("f{place}") }
}

/// Several long texts would share one id: then only the first keeps it.
fn with_unique_ids(mut form: Form) -> Form {
    let mut seen = BTreeSet::new();
    form.fields.retain(|field| seen.insert(field.id.clone()));
    form
}

/// What happens.
#[derive(Clone, Debug)]
enum Move {
    Say(usize, bool),
    OnlyFile,
    Press(prop::sample::Index),
    Edit(prop::sample::Index, usize),
    Delete(prop::sample::Index),
    Native(Vec<(prop::sample::Index, usize)>, bool),
    Looked(u8),
    Desk(u8),
    Opened,
}

fn any_move() -> impl Strategy<Value = Move> {
    let word = 0..WORDS.len();
    prop_oneof![
        8 => (word.clone(), prop::bool::weighted(0.1)).prop_map(|(word, file)| Move::Say(word, file)),
        1 => Just(Move::OnlyFile),
        8 => any::<prop::sample::Index>().prop_map(Move::Press),
        1 => (any::<prop::sample::Index>(), word.clone()).prop_map(|(at, word)| Move::Edit(at, word)),
        1 => any::<prop::sample::Index>().prop_map(Move::Delete),
        2 => (prop::collection::vec((any::<prop::sample::Index>(), word), 0..6), any::<bool>())
            .prop_map(|(values, send)| Move::Native(values, send)),
        2 => (0..4u8).prop_map(Move::Looked),
        2 => (0..5u8).prop_map(Move::Desk),
        1 => Just(Move::Opened),
    ]
}

/// A conversation over forms of its own.
struct Talk {
    state: State,
    settings: Settings,
    person: Person,
    presses: Vec<Press>,
    said: Vec<MessageId>,
    asks: Vec<u32>,
    events: u32,
}

impl Talk {
    fn with(forms: Vec<Form>) -> Self {
        let person = Person::Member(Box::new(anna()));
        let settings = Settings { forms: Arc::new(forms), ..SETTINGS.clone() };
        let state = State { link: person.entitled().map(|anna| anna.link.clone()), ..State::default() };
        Self { state, settings, person, presses: Vec::new(), said: Vec::new(), asks: Vec::new(), events: 0 }
    }

    fn happens(&mut self, kind: EventKind) -> Vec<Effect> {
        self.events += 1;
        let event = Event { id: EventId::new(format!("e{}", self.events)), at: now(), place: Place::Private, kind };
        let ids = Ids::new(format!("op{}", self.events));
        let platform = Capabilities { buttons: true, native_forms: true, files: true, prefix: String::new() };
        let desk = DeskCaps {
            actions: Action::ALL.to_vec(),
            name: "test".to_owned(),
            max_file_bytes: 1 << 20,
            finds_by_op: true,
            poll_secs: 30,
        };
        let world = World {
            now: now(),
            person: &self.person,
            ids: &ids,
            settings: &self.settings,
            platform: &platform,
            desk: &desk,
        };
        let turned = turn(std::mem::take(&mut self.state), &event, &world);
        self.state = turned.state;
        self.presses.extend(presses(&turned.effects));
        self.asks.extend(turned.effects.iter().filter_map(|effect| match effect {
            Effect::Ask { id, .. } => Some(*id),
            _ => None,
        }));
        turned.effects
    }

    fn says(&mut self, text: &str, files: Vec<FileMeta>) -> Vec<Effect> {
        let message = MessageId::new(format!("m{}", self.events));
        self.said.push(message.clone());
        self.happens(EventKind::Said { message, text: text.to_owned(), files, about: None })
    }

    fn moves(&mut self, to: &Move) -> Vec<Effect> {
        match to {
            Move::Say(word, with_file) => {
                let files = if *with_file { vec![file(&format!("{}.txt", self.events))] } else { Vec::new() };
                self.says(WORDS[*word], files)
            }
            Move::OnlyFile => self.says("", vec![file(&format!("{}.png", self.events))]),
            Move::Press(at) if !self.presses.is_empty() => {
                let press = at.get(&self.presses).clone();
                self.happens(EventKind::Pressed { press: Some(press) })
            }
            Move::Edit(at, word) if !self.said.is_empty() => {
                let message = at.get(&self.said).clone();
                self.happens(EventKind::Edited { message, text: WORDS[*word].to_owned() })
            }
            Move::Delete(at) if !self.said.is_empty() => {
                let message = at.get(&self.said).clone();
                self.happens(EventKind::Deleted { message })
            }
            Move::Native(values, send) => {
                let Some(draft) = self.state.drafts.last().cloned() else { return Vec::new() };
                let form = self.settings.form(&draft.ticket_type).expect("its form").clone();
                let values =
                    values.iter().map(|(at, word)| (at.get(&form.fields).id.clone(), vec![WORDS[*word].to_owned()]));
                let refresh = if *send { Refresh::Send } else { Refresh::Show };
                let values = values.collect();
                self.happens(EventKind::FormSent { draft: draft.id, values, files: BTreeMap::new(), refresh })
            }
            Move::Looked(how) => {
                let Some(ask) = self.asks.pop() else { return Vec::new() };
                let answer = match how {
                    0 => Answer::NoSuchTicket,
                    1 => Answer::Unavailable { reference: "R-1".to_owned() },
                    2 => Answer::WhichTicket {
                        tickets: vec![ticket("CS-1", "a", Status::New), ticket("CS-2", "b", Status::New)],
                    },
                    _ => shown(&detail("CS-2026-004711", "x", Status::New)),
                };
                self.happens(EventKind::Answered { ask, answer })
            }
            Move::Desk(how) => {
                let Some(op) = self.state.writes.last().map(|write| write.op.clone()) else { return Vec::new() };
                let outcome = match how {
                    0 => DeskOutcome::Delayed,
                    1 => DeskOutcome::Unknown,
                    2 => DeskOutcome::Refused { reason: RefusedWhy::Invalid, reference: "R-2".to_owned() },
                    _ => DeskOutcome::Done { ticket: Box::new(ticket("CS-2026-000001", "x", Status::New)) },
                };
                self.happens(EventKind::DeskDone { op, outcome })
            }
            Move::Opened => self.happens(EventKind::Opened),
            Move::Press(_) | Move::Edit(..) | Move::Delete(_) => Vec::new(),
        }
    }
}

/// Few in the daily run; `FORM_CASES=5000` for a long one.
#[expect(clippy::disallowed_methods, reason = "how long to look is chosen by whoever looks")]
fn cases() -> u32 {
    std::env::var("FORM_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(192)
}
