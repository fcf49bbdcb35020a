//! The pure turn: events in, effects out, in a small world of its own.

use std::sync::LazyLock;

use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};
use chrono_tz::Europe::Berlin;
use ticketlotse::config::Config;
use ticketlotse::conversation::effect::{Ask, AskId, DeskWrite, Effect, Where};
use ticketlotse::conversation::event::{Answer, Event, EventKind, Place, Press};
use ticketlotse::conversation::message::{Block, Message};
use ticketlotse::conversation::state::State;
use ticketlotse::conversation::text::Text;
use ticketlotse::conversation::turn;
use ticketlotse::conversation::world::{Capabilities, DeskCaps, Ids, Settings, World};
use ticketlotse::domain::{
    Action, Colleague, ContactState, Contract, Customer, Email, Entitled, Entry, EntryKind, EventId, FileMeta, Member,
    MessageId, Person, Priority, Role, Status, Ticket, TicketDetail, TicketNumber,
};
use ticketlotse::wiring;

mod door;
mod failures;
mod lists;
mod props;

/// The shipped words and forms with the default policy.
pub static SETTINGS: LazyLock<Settings> =
    LazyLock::new(|| wiring::live(&Config::default()).expect("the shipped texts and forms").settings);

/// One chat in a small world.
pub struct Chat {
    /// What the conversation remembers.
    pub state: State,
    /// Who is talking.
    pub person: Person,
    /// Where.
    pub place: Place,
    /// Now.
    pub now: DateTime<Utc>,
    /// What the platform can do.
    pub platform: Capabilities,
    /// What the desk can do.
    pub desk: DeskCaps,
    events: u32,
}

impl Chat {
    /// A chat with that person on Tuesday, 24 November 2026, 10:15 in Berlin.
    pub fn with(person: Person) -> Self {
        Self {
            state: State::default(),
            person,
            place: Place::Private,
            now: Berlin.with_ymd_and_hms(2026, 11, 24, 10, 15, 0).single().expect("a moment").with_timezone(&Utc),
            platform: Capabilities { buttons: true, native_forms: false, files: true, prefix: "!ticket".to_owned() },
            desk: DeskCaps {
                actions: Action::ALL.to_vec(),
                name: "test".to_owned(),
                max_file_bytes: 25 << 20,
                finds_by_op: true,
                poll_secs: 30,
            },
            events: 0,
        }
    }

    /// One event.
    pub fn happens(&mut self, kind: EventKind) -> Vec<Effect> {
        self.events += 1;
        let own = matches!(
            kind,
            EventKind::Answered { .. } | EventKind::DeskDone { .. } | EventKind::Updated(_) | EventKind::LinkChanged
        );
        let place = if own { Place::Private } else { self.place };
        let event = Event { id: EventId::new(format!("e{}", self.events)), at: self.now, place, kind };
        let ids = Ids::new(format!("op{}", self.events));
        let world = World {
            now: self.now,
            person: &self.person,
            ids: &ids,
            settings: &SETTINGS,
            platform: &self.platform,
            desk: &self.desk,
        };
        let turned = turn(std::mem::take(&mut self.state), &event, &world);
        self.state = turned.state;
        turned.effects
    }

    /// The person writes.
    pub fn says(&mut self, text: &str) -> Vec<Effect> {
        self.sends(text, &[], None)
    }

    /// The person writes with files, maybe in reply to a ticket's message.
    pub fn sends(&mut self, text: &str, files: &[FileMeta], about: Option<&str>) -> Vec<Effect> {
        let message = MessageId::new(format!("m{}", self.events + 1));
        let (text, files, about) = (text.to_owned(), files.to_vec(), about.map(TicketNumber::from));
        self.happens(EventKind::Said { message, text, files, about })
    }

    /// The person presses.
    pub fn presses(&mut self, press: Press) -> Vec<Effect> {
        self.happens(EventKind::Pressed { press: Some(press) })
    }

    /// The world answers the one question that these effects ask.
    pub fn answers(&mut self, effects: &[Effect], answer: Answer) -> Vec<Effect> {
        let (ask, _) = asked(effects);
        self.happens(EventKind::Answered { ask, answer })
    }

    /// Says something that looks a ticket up, and answers with that ticket.
    pub fn says_about(&mut self, text: &str, detail: &TicketDetail) -> Vec<Effect> {
        let effects = self.says(text);
        self.answers(&effects, shown(detail))
    }

    /// Later.
    pub fn later(&mut self, minutes: i64) {
        self.now += Duration::minutes(minutes);
    }
}

/// The one question of some effects.
pub fn asked(effects: &[Effect]) -> (AskId, &Ask) {
    let mut asks = effects.iter().filter_map(|effect| match effect {
        Effect::Ask { id, ask } => Some((*id, ask)),
        _ => None,
    });
    let first = asks.next().unwrap_or_else(|| panic!("nothing was asked: {effects:#?}"));
    assert!(asks.next().is_none(), "more than one question: {effects:#?}");
    first
}

/// The messages of some effects.
pub fn said(effects: &[Effect]) -> Vec<(&Message, Where)> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Say { message, place, .. } => Some((&**message, *place)),
            _ => None,
        })
        .collect()
}

/// The text keys of some effects' messages, in order.
pub fn keys(effects: &[Effect]) -> Vec<String> {
    let mut keys = Vec::new();
    for (message, _) in said(effects) {
        for block in &message.blocks {
            let (Block::Heading { text }
            | Block::Paragraph { text }
            | Block::Footnote { text }
            | Block::Notice { text, .. }) = block
            else {
                continue;
            };
            match text {
                Text::Joined(parts, _) => keys.extend(parts.first().and_then(key)),
                text => keys.extend(key(text)),
            }
        }
    }
    keys
}

fn key(text: &Text) -> Option<String> {
    match text {
        Text::Key(key) => Some(key.ids[0].to_string()),
        _ => None,
    }
}

/// The desk writes of some effects.
pub fn writes(effects: &[Effect]) -> Vec<&DeskWrite> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Write { write, .. } => Some(&**write),
            _ => None,
        })
        .collect()
}

/// The buttons of some effects' messages.
pub fn presses(effects: &[Effect]) -> Vec<Press> {
    let blocks = said(effects).into_iter().flat_map(|(message, _)| &message.blocks);
    let choices = blocks.filter_map(|block| match block {
        Block::Choices { choices, .. } => Some(choices),
        _ => None,
    });
    choices.flatten().map(|choice| choice.press.clone()).collect()
}

/// A member with that link: `anna` is a user of K-1, `karl` its admin, `nora` a user of K-2.
pub fn member(who: &str, link: &str) -> Person {
    let customer = if who == "nora" { "K-2" } else { "K-1" };
    let colleague = |name: &str, id: &str| Colleague {
        id: id.into(),
        name: name.to_owned(),
        email: Email::parse(&format!("{id}@muster.example")).expect("an address"),
    };
    let colleagues = match customer {
        "K-2" => vec![colleague("Nora Licht", "nora")],
        _ => vec![colleague("Anna Berger", "anna"), colleague("Karl Weber", "karl"), colleague("Lena Vogt", "lena")],
    };
    let own = colleagues.iter().find(|one| one.id.as_str() == who).expect("a colleague").clone();
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    Person::Member(Box::new(Entitled {
        link: link.into(),
        member: Member {
            id: own.id.clone(),
            customer: customer.into(),
            email: own.email,
            enabled: true,
            role: if who == "karl" { Role::CustomerAdmin } else { Role::User },
            name: own.name,
            salutation: None,
        },
        customer: Customer { id: customer.into(), name: "Muster GmbH".to_owned() },
        contracts: vec![Contract {
            id: "V-1".into(),
            customer: customer.into(),
            name: "Premium".to_owned(),
            valid_from: day("2024-01-01"),
            valid_until: day("2026-12-31"),
            drive_retention: false,
        }],
        systems: Vec::new(),
        colleagues,
        contact: ContactState::Linked { id: format!("S-{who}").as_str().into() },
    }))
}

/// A ticket of Anna's.
pub fn ticket(number: &str, title: &str, status: Status) -> Ticket {
    let at = Berlin.with_ymd_and_hms(2026, 11, 20, 9, 0, 0).single().expect("a moment").with_timezone(&Utc);
    Ticket {
        number: number.into(),
        title: title.to_owned(),
        ticket_type: "stoerung".into(),
        status,
        priority: Priority::Normal,
        created: at,
        changed: at,
        customer: "K-1".into(),
        contact: Some("S-anna".into()),
        contact_name: "Anna Berger".to_owned(),
        watchers: Vec::new(),
        version: 1,
    }
}

/// The same in full.
pub fn detail(number: &str, title: &str, status: Status) -> TicketDetail {
    let ticket = ticket(number, title, status);
    let entry = Entry {
        status: None,
        priority: None,
        id: 1,
        at: ticket.created,
        author: ticketlotse::domain::Author::Customer,
        author_name: "Anna Berger".to_owned(),
        kind: EntryKind::Created,
        text: title.to_owned(),
        files: Vec::new(),
    };
    TicketDetail {
        ticket,
        customer_name: "Muster GmbH".to_owned(),
        assignee: None,
        service_level: None,
        fields: Vec::new(),
        history: vec![entry],
        rating: None,
    }
}

/// The answer that shows a ticket to its contact.
pub fn shown(detail: &TicketDetail) -> Answer {
    let open = detail.ticket.status.is_open();
    let fits = |action: &&Action| match action {
        Action::Close | Action::Escalate | Action::SetPriority => open,
        Action::Reopen => detail.ticket.status == Status::Resolved,
        Action::Rate => !open,
        Action::Reply | Action::AddWatcher => detail.ticket.status != Status::Closed,
        _ => true,
    };
    let actions = Action::ALL.iter().filter(fits).copied().collect();
    Answer::Ticket { detail: Box::new(detail.clone()), actions, muted: false }
}

/// A stored file.
pub fn file(name: &str) -> FileMeta {
    FileMeta { id: name.into(), name: name.to_owned(), mime: "text/plain".to_owned(), size_bytes: 1200 }
}
