//! A conversation in a small world of one company.

use ticketlotse::conversation::effect::{AskId, DeskWrite, Effect};
use ticketlotse::conversation::event::{Answer, Event, EventKind, Place, Press};
use ticketlotse::conversation::message::Block;
use ticketlotse::conversation::state::State;
use ticketlotse::conversation::turn;
use ticketlotse::conversation::world::{Capabilities, DeskCaps, Ids, World};
use ticketlotse::domain::{
    Action, Colleague, ContactState, Contract, Customer, Email, Entitled, EventId, Member, MessageId, Person, Role,
    System,
};
use ticketlotse::locales::Speaking;

use super::{LIVE, now};

/// Most lines that are played.
const MAX_LINES: usize = 60;
/// Largest state in bytes.
const MAX_STATE_BYTES: usize = 2_000_000;

/// Anna Berger, who has two systems and a colleague.
pub fn anna() -> Entitled {
    let day = |text: &str| text.parse().expect("a day");
    let email = |text: &str| Email::parse(text).expect("an address");
    let system = |id: &str, name: &str, serial: &str, site: &str| System {
        id: id.into(),
        customer: "K-1".into(),
        contract: "V-1".into(),
        name: name.to_owned(),
        model: "A700".to_owned(),
        serial: serial.to_owned(),
        site: site.to_owned(),
    };
    let colleague = |id: &str, name: &str| Colleague {
        id: id.into(),
        name: name.to_owned(),
        email: email(&format!("{id}@muster.example")),
    };
    Entitled {
        link: "L-1".into(),
        member: Member {
            id: "anna".into(),
            customer: "K-1".into(),
            email: email("anna@muster.example"),
            enabled: true,
            role: Role::User,
            name: "Anna Berger".to_owned(),
            salutation: None,
        },
        customer: Customer { id: "K-1".into(), name: "Muster GmbH".to_owned() },
        contracts: vec![Contract {
            id: "V-1".into(),
            customer: "K-1".into(),
            name: "Basis".to_owned(),
            valid_from: day("2020-01-01"),
            valid_until: day("2099-12-31"),
            drive_retention: false,
        }],
        systems: vec![
            system("S1", "Archiv-NAS", "6SL3AB4711", "Rechenzentrum Nord"),
            system("S2", "Backup-Filer", "7KD9XY0815", "Lager Süd"),
        ],
        colleagues: vec![colleague("anna", "Anna Berger"), colleague("karl", "Karl Weber")],
        contact: ContactState::Linked { id: "S-1".into() },
    }
}

/// The conversation.
pub struct Talk {
    state: State,
    person: Person,
    buttons: Vec<Press>,
    asks: Vec<AskId>,
    events: u32,
}

impl Talk {
    /// Anna is signed in.
    pub fn begin() -> Self {
        let anna = anna();
        let state = State { link: Some(anna.link.clone()), ..State::default() };
        Self { state, person: Person::Member(Box::new(anna)), buttons: Vec::new(), asks: Vec::new(), events: 0 }
    }

    /// Plays a script: a line is said; `#n` presses the nth button there was; `$` answers what was asked with nothing found.
    pub fn plays(&mut self, script: &str) {
        for line in script.lines().take(MAX_LINES) {
            match (line.strip_prefix('#'), line) {
                (_, "$") => self.looked(),
                (Some(number), _) => {
                    let at = number.trim().parse::<usize>().unwrap_or_default();
                    if let Some(press) = self.buttons.get(at).cloned() {
                        self.presses(press);
                    }
                }
                (None, text) => {
                    let message = MessageId::new(format!("m{}", self.events));
                    let (text, files, about) = (text.to_owned(), Vec::new(), None);
                    self.happens(EventKind::Said { message, text, files, about });
                }
            }
        }
        let json = serde_json::to_string(&self.state).expect("a state can be written");
        assert!(json.len() < MAX_STATE_BYTES, "{} bytes", json.len());
        serde_json::from_str::<State>(&json).expect("what was written can be read");
    }

    /// A button, maybe a forged one.
    pub fn presses(&mut self, press: Press) {
        self.happens(EventKind::Pressed { press: Some(press) });
    }

    fn looked(&mut self) {
        for ask in std::mem::take(&mut self.asks) {
            self.happens(EventKind::Answered { ask, answer: Answer::NoSuchTicket });
        }
    }

    fn happens(&mut self, kind: EventKind) {
        self.events += 1;
        let event = Event { id: EventId::new(format!("e{}", self.events)), at: now(), place: Place::Private, kind };
        let ids = Ids::new(format!("op{}", self.events));
        let platform = Capabilities { buttons: true, native_forms: true, files: true, prefix: String::new() };
        let desk = DeskCaps {
            actions: Action::ALL.to_vec(),
            name: "fuzz".to_owned(),
            max_file_bytes: 1 << 20,
            finds_by_op: true,
            poll_secs: 30,
        };
        let world = World {
            now: now(),
            person: &self.person,
            ids: &ids,
            settings: &LIVE.settings,
            platform: &platform,
            desk: &desk,
        };
        let turned = turn(std::mem::take(&mut self.state), &event, &world);
        self.state = turned.state;
        for effect in turned.effects {
            self.take(effect);
        }
    }

    fn take(&mut self, effect: Effect) {
        match effect {
            Effect::Ask { id, .. } => self.asks.push(id),
            Effect::Write { write, .. } => {
                // Nothing was ever found: there is no ticket that could be written to.
                assert!(matches!(*write, DeskWrite::Create(_)), "{write:?}");
            }
            Effect::Say { message, .. } => {
                for language in ["de", "en"] {
                    LIVE.locales.speak(Speaking { language, zone: LIVE.settings.zone, now: now() }, &message);
                }
                for block in &message.blocks {
                    if let Block::Choices { choices, .. } = block {
                        self.buttons.extend(choices.iter().map(|choice| choice.press.clone()));
                    }
                }
            }
            _ => {}
        }
    }
}
