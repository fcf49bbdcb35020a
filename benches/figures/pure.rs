//! (a) `conversation::turn` by itself, on one core: no database, no network, no text said.

use std::hint::black_box;
use std::time::Duration;

use ticketlotse::config::Config;
use ticketlotse::conversation::effect::{Ask, Effect};
use ticketlotse::conversation::event::{Answer, Event, EventKind, Place};
use ticketlotse::conversation::state::State;
use ticketlotse::conversation::turn;
use ticketlotse::conversation::world::{Capabilities, DeskCaps, Ids, Settings, World};
use ticketlotse::domain::{Action, Clock, EventId, MessageId, Person, Status, Ticket, TicketNumber};
use ticketlotse::service::clock::SystemClock;
use ticketlotse::wiring;

use crate::load::now;
use crate::page::{Page, Row};
use crate::world;

/// How long each is measured.
const SPAN: Duration = Duration::from_secs(2);
/// Turns between two looks at the clock.
const BATCH: u32 = 500;
/// The aim, per second.
const AIM: f64 = 200_000.0;
/// Tickets of the shown page.
const SHOWN: usize = 8;

/// A chat in memory.
struct Chat {
    settings: Settings,
    person: Person,
    platform: Capabilities,
    desk: DeskCaps,
    ids: Ids,
}

impl Chat {
    fn turn(&self, state: State, event: &Event) -> (State, Vec<Effect>) {
        let world = World {
            now: event.at,
            person: &self.person,
            ids: &self.ids,
            settings: &self.settings,
            platform: &self.platform,
            desk: &self.desk,
        };
        let turned = turn(state, event, &world);
        (turned.state, turned.effects)
    }
}

fn event(kind: EventKind) -> Event {
    Event { id: EventId::new("e1"), at: SystemClock.now(), place: Place::Private, kind }
}

fn said(text: &str) -> Event {
    event(EventKind::Said { message: MessageId::new("m1"), text: text.to_owned(), files: Vec::new(), about: None })
}

/// Turns per second: `round` is one turn (or the two of a question and its answer), from one state to the next.
fn per_second(mut state: State, mut round: impl FnMut(State) -> State) -> f64 {
    let mut rounds = 0_u32;
    // Caches and branch predictors get to know it first.
    for _ in 0..BATCH {
        state = round(state);
    }
    let begun = now();
    while begun.elapsed() < SPAN {
        for _ in 0..BATCH {
            state = round(state);
        }
        rounds += BATCH;
    }
    f64::from(rounds) / begun.elapsed().as_secs_f64()
}

fn tickets(count: usize) -> Vec<Ticket> {
    let ticket = |at: usize| Ticket {
        number: TicketNumber::new(format!("CS-2026-{:06}", 4700 + at)),
        title: "Archiv-NAS antwortet langsam".to_owned(),
        ticket_type: "stoerung".into(),
        status: Status::New,
        priority: ticketlotse::domain::Priority::Normal,
        created: SystemClock.now(),
        changed: SystemClock.now(),
        customer: world::customer(0),
        contact: Some(world::contact(0)),
        contact_name: "Anna Berger".to_owned(),
        watchers: Vec::new(),
        version: 1,
    };
    (0..count).map(ticket).collect()
}

/// Measures menu, list and form step.
pub fn measure(page: &mut Page) -> anyhow::Result<()> {
    let chat = Chat {
        settings: wiring::live(&Config::default())?.settings,
        person: Person::Member(Box::new(world::entitled(0))),
        platform: Capabilities { buttons: true, native_forms: true, files: true, prefix: String::new() },
        desk: DeskCaps {
            actions: Action::ALL.to_vec(),
            name: "embedded".to_owned(),
            max_file_bytes: 25 << 20,
            finds_by_op: true,
            poll_secs: 2,
        },
        ids: Ids::new("op"),
    };
    let (member, _) = chat.turn(State::default(), &event(EventKind::LinkChanged));
    let menu = said("menü");
    let menus = per_second(member.clone(), |state| black_box(chat.turn(state, &menu)).0);

    let list = said("meine tickets");
    let mut answer = event(EventKind::Answered {
        ask: 0,
        answer: Answer::Tickets { tickets: tickets(SHOWN), total: 12, filed_here_only: false },
    });
    let lists = per_second(member.clone(), |state| {
        let (state, effects) = chat.turn(state, &list);
        let asked = effects.iter().find_map(|effect| match effect {
            Effect::Ask { id, ask: Ask::List(_) } => Some(*id),
            _ => None,
        });
        if let EventKind::Answered { ask, .. } = &mut answer.kind {
            *ask = asked.expect("a list is asked for");
        }
        let (state, effects) = chat.turn(state, &answer);
        assert!(matches!(black_box(effects).as_slice(), [Effect::Say { .. }]), "the list is said");
        state
    });

    let (form, _) = chat.turn(member, &said("neu störung"));
    let (first, back) = (said("1"), said("zurück"));
    // Two turns: an answer, and back to its question.
    let steps = 2.0
        * per_second(form, |state| {
            let (state, _) = black_box(chat.turn(state, &first));
            black_box(chat.turn(state, &back)).0
        });
    for (what, per_second) in [("menu", menus), ("list: asked and shown", lists), ("form step", steps)] {
        page.add(Row::aimed(
            "a",
            &format!("pure turns, {what}"),
            format!("{per_second:.0}/s"),
            "200,000/s",
            per_second >= AIM,
        ));
    }
    Ok(())
}
