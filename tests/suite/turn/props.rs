//! Whatever happens in whatever order: nothing panics, nothing of one link is shown to another, nobody who is not entitled
//! reads or writes, nothing is closed without a clear yes, and the state stays small and readable.

use std::collections::BTreeMap;

use proptest::prelude::*;
use ticketlotse::conversation::effect::{Act, Ask, AskId, DeskWrite, Effect, ListQuery, Scope, States, Where};
use ticketlotse::conversation::event::{
    Answer, DeskOutcome, EventKind, FormStep, Place, Press, QuietStep, Refresh, RefusedWhy, SignInStep, Update,
    UpdatesWanted,
};
use ticketlotse::conversation::intent::Command;
use ticketlotse::conversation::message::Audience;
use ticketlotse::conversation::state::{Awaiting, Confirmed, State};
use ticketlotse::domain::{
    Action, Author, Entry, EntryKind, MessageId, OpKey, Person, Priority, Status, TicketNumber, TicketTypeId,
};

use super::{Chat, detail, file, member, presses, said, shown, ticket};

/// Largest state in bytes: bounded collections of bounded texts.
const MAX_STATE_BYTES: usize = 400_000;

const WORDS: &[&str] = &[
    "hallo",
    "hilfe",
    "hilfe schließe",
    "menü",
    "meine tickets",
    "firma",
    "beobachtete",
    "my tickets",
    "company",
    "neu",
    "neu störung",
    "neues ticket hardware platte kaputt",
    "anmelden",
    "abmelden",
    "sign in",
    "sign out",
    "ich",
    "mensch",
    "schließe 4711 läuft wieder",
    "schließe 4711",
    "schließe",
    "schließe nicht",
    "close 4711 works",
    "öffne wieder 4711",
    "wieder öffnen",
    "eskaliere 4711 eilt",
    "eskaliere",
    "priorität 4711 hoch",
    "priorität",
    "hoch",
    "antworte 4711 Hallo",
    "antworte",
    "antworte Hallo",
    "anhang 4711",
    "kollege 4711 +Weber",
    "kollege 4711",
    "kollege 4711 -Weber",
    "Weber",
    "stumm 4711",
    "folge 4711",
    "bewerte 4711 5",
    "bewerte",
    "suche",
    "suche Plan",
    "entwürfe",
    "fortsetzen",
    "sprache",
    "sprache en",
    "language de",
    "benachrichtigungen",
    "ruhezeiten 22-7 uhr",
    "22–7 Uhr",
    "nächste seite",
    "vorige seite",
    "die zweite",
    "die letzte",
    "1",
    "2",
    "3",
    "4711",
    "#4711",
    "CS-2026-004711",
    "999999999999",
    "ja",
    "ja",
    "nein",
    "ok",
    "abbrechen",
    "zurück",
    "weiter",
    "überspringen",
    "absenden",
    "übersicht",
    "ändern 1",
    "später",
    "neu beginnen",
    "warum",
    "Text: ja",
    "danke",
    "blubb",
    "äh",
    "läuft wieder",
    "anna@muster.example",
    "K7WX3PQM",
    "k7wx-3pqm",
    "",
    " ",
    "\u{202e}\u{0}",
    "<script>alert(1)</script>",
    "**fett** {0}",
    "Komplettausfall",
    "gestern 8:30",
    "0171 2345678",
    "weiß ich nicht",
];

#[derive(Clone, Debug)]
enum Step {
    Says(String, usize, Option<&'static str>),
    PressesOffered(usize),
    Presses(Press),
    Forged,
    FormSent(String),
    Edits(usize, String),
    Deletes(usize),
    AnswersOpen(usize, u8),
    AnswersNothing(AskId, u8),
    DeskDone(usize, u8),
    Updated(u8),
    Contact(&'static str),
    Overdue,
    LinkChanged,
    Opened,
    Becomes(u8),
    Goes(Place),
    Later(i64),
    Restarts,
}

fn press() -> impl Strategy<Value = Press> {
    let number = || TicketNumber::from("CS-2026-004711");
    prop_oneof![
        proptest::sample::select(Command::ALL.to_vec()).prop_map(|command| Press::Command { command }),
        Just(Press::NewTicket { ticket_type: TicketTypeId::new("zugang") }),
        Just(Press::NewTicket { ticket_type: TicketTypeId::new("gibtsnicht") }),
        Just(Press::Answer { draft: "d".into(), field: "system".into(), value: "x".to_owned() }),
        Just(Press::Form { draft: "d".into(), step: FormStep::Send }),
        Just(Press::Show { number: number() }),
        (proptest::sample::select(Action::ALL.to_vec()), proptest::option::of("[a-z0-9]{0,6}"))
            .prop_map(move |(action, value)| Press::Act { number: number(), action, value }),
        (0..3u8, any::<u32>(), proptest::option::of(".{0,5}")).prop_map(|(scope, page, words)| Press::List {
            query: ListQuery {
                scope: [Scope::Own, Scope::Company, Scope::Watched][usize::from(scope)],
                states: States::All,
                words,
                page,
                ..ListQuery::default()
            }
        }),
        (0..6u32, any::<bool>()).prop_map(|(id, yes)| Press::Confirm { id, yes }),
        proptest::sample::select(vec!["de", "en", "xx"]).prop_map(|code| Press::Language { language: code.to_owned() }),
        Just(Press::Updates { which: UpdatesWanted::Answers }),
        Just(Press::Quiet { quiet: QuietStep::Ask }),
        Just(Press::SignIn { step: SignInStep::NewCode }),
        Just(Press::SignIn { step: SignInStep::OtherAddress }),
        Just(Press::AttachTo { number: Some("CS-2026-004711".into()) }),
        Just(Press::AttachTo { number: None }),
        Just(Press::FollowUp { number: "CS-2026-004711".into(), ticket_type: "stoerung".into() }),
        Just(Press::SkipInput),
        Just(Press::Cancel),
        Just(Press::File { number: "CS-2026-004711".into(), file: "f".into() }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let about = || proptest::option::weighted(0.1, Just("CS-2026-004711"));
    let word = proptest::sample::select(WORDS).prop_map(str::to_owned);
    prop_oneof![
        12 => (word, 0..2usize, about()).prop_map(|(text, files, about)| Step::Says(text, files, about)),
        1 => (".{0,40}", 0..3usize, about()).prop_map(|(text, files, about)| Step::Says(text, files, about)),
        1 => (8_000..9_000usize).prop_map(|length| Step::Says("x".repeat(length), 0, None)),
        10 => any::<usize>().prop_map(Step::PressesOffered),
        3 => press().prop_map(Step::Presses),
        1 => Just(Step::Forged),
        1 => ".{0,20}".prop_map(Step::FormSent),
        1 => (any::<usize>(), ".{0,20}").prop_map(|(at, text)| Step::Edits(at, text)),
        1 => any::<usize>().prop_map(Step::Deletes),
        12 => (any::<usize>(), any::<u8>()).prop_map(|(at, how)| Step::AnswersOpen(at, how)),
        1 => (any::<AskId>(), any::<u8>()).prop_map(|(ask, how)| Step::AnswersNothing(ask, how)),
        5 => (any::<usize>(), any::<u8>()).prop_map(|(at, how)| Step::DeskDone(at, how)),
        2 => any::<u8>().prop_map(Step::Updated),
        1 => proptest::sample::select(vec!["L1", "L2", "L3"]).prop_map(Step::Contact),
        1 => Just(Step::Overdue),
        1 => Just(Step::LinkChanged),
        1 => Just(Step::Opened),
        3 => (0..6u8).prop_map(Step::Becomes),
        2 => prop_oneof![3 => Just(Place::Private), 1 => Just(Place::Room)].prop_map(Step::Goes),
        1 => (1..3_000i64).prop_map(Step::Later),
        1 => Just(Step::Restarts),
    ]
}

/// Everything of a link's data carries this mark.
fn mark(link: &str) -> String {
    format!("GEHEIM-{link}")
}

/// What the test knows besides the chat.
struct Watcher {
    chat: Chat,
    open: Vec<(AskId, Ask)>,
    offered: Vec<Press>,
    ops: Vec<OpKey>,
    messages: Vec<MessageId>,
}

impl Watcher {
    fn new() -> Self {
        let chat = Chat::with(member("anna", "L1"));
        Self { chat, open: Vec::new(), offered: Vec::new(), ops: Vec::new(), messages: Vec::new() }
    }

    fn link(&self) -> Option<String> {
        self.chat.person.entitled().map(|entitled| entitled.link.as_str().to_owned())
    }

    fn answer(&self, ask: Option<&Ask>, how: u8) -> Answer {
        let title = self.link().map_or_else(|| "nobody's".to_owned(), |link| mark(&link));
        let statuses = Status::ALL;
        let status = statuses[usize::from(how) % statuses.len()];
        let tickets = || (1..=3).map(|n| ticket(&format!("CS-2026-{n:06}"), &title, status)).collect::<Vec<_>>();
        if how.is_multiple_of(11) {
            return Answer::Unavailable { reference: "R1".to_owned() };
        }
        match ask {
            Some(Ask::List(_)) if how.is_multiple_of(5) => Answer::AdminsOnly,
            Some(Ask::List(_)) if how % 5 == 1 => {
                Answer::Tickets { tickets: Vec::new(), total: 0, filed_here_only: how.is_multiple_of(2) }
            }
            Some(Ask::List(_)) => {
                Answer::Tickets { tickets: tickets(), total: 30, filed_here_only: how.is_multiple_of(2) }
            }
            Some(Ask::Ticket { .. }) if how.is_multiple_of(5) => Answer::NoSuchTicket,
            Some(Ask::Ticket { .. }) if how % 5 == 1 => Answer::WhichTicket { tickets: tickets() },
            Some(Ask::Ticket { .. }) => shown(&detail("CS-2026-004711", &title, status)),
            Some(Ask::SendCode { .. }) => {
                [Answer::CodeSent, Answer::CodeSent, Answer::NotAdmitted, Answer::Wait { until: self.chat.now }]
                    [usize::from(how) % 4]
                    .clone()
            }
            Some(Ask::CheckCode { .. }) => [
                Answer::CodeWrong { left: 2 },
                Answer::CodeVoid,
                Answer::CodeExpired,
                Answer::Linked { link: "L1".into() },
            ][usize::from(how) % 4]
                .clone(),
            Some(Ask::SendFile { .. }) => Answer::FileSent,
            None => [Answer::NoSuchTicket, Answer::AdminsOnly, Answer::Linked { link: "L9".into() }, Answer::CodeSent]
                [usize::from(how) % 4]
                .clone(),
        }
    }

    fn outcome(&self, how: u8) -> DeskOutcome {
        let title = self.link().map_or_else(|| "nobody's".to_owned(), |link| mark(&link));
        let status = Status::ALL[usize::from(how) % Status::ALL.len()];
        match how % 5 {
            0 => DeskOutcome::Delayed,
            1 => DeskOutcome::Unknown,
            2 => DeskOutcome::Refused { reason: RefusedWhy::Stale, reference: "R2".to_owned() },
            _ => DeskOutcome::Done { ticket: Box::new(ticket("CS-2026-004711", &title, status)) },
        }
    }

    fn kind(&mut self, step: &Step) -> Option<EventKind> {
        Some(match step {
            Step::Says(text, files, about) => {
                let message = MessageId::new(format!("message{}", self.messages.len()));
                self.messages.push(message.clone());
                let files = (0..*files).map(|n| file(&format!("f{n}.txt"))).collect();
                EventKind::Said { message, text: text.clone(), files, about: about.map(TicketNumber::from) }
            }
            Step::PressesOffered(at) if self.offered.is_empty() => {
                return self.kind(&Step::Presses(Press::Confirm { id: u32::try_from(at % 5).unwrap_or(0), yes: true }));
            }
            Step::PressesOffered(at) => {
                EventKind::Pressed { press: Some(self.offered[at % self.offered.len()].clone()) }
            }
            Step::Presses(press) => EventKind::Pressed { press: Some(press.clone()) },
            Step::Forged => EventKind::Pressed { press: None },
            Step::FormSent(value) => EventKind::FormSent {
                draft: self.chat.state.open_draft.clone().unwrap_or_else(|| "d".into()),
                values: BTreeMap::from([("description".into(), vec![value.clone()])]),
                files: BTreeMap::new(),
                refresh: Refresh::Send,
            },
            Step::Edits(at, text) => {
                let message = self.messages.get(at % (self.messages.len() + 1)).cloned();
                EventKind::Edited { message: message.unwrap_or_else(|| "none".into()), text: text.clone() }
            }
            Step::Deletes(at) => {
                let message = self.messages.get(at % (self.messages.len() + 1)).cloned();
                EventKind::Deleted { message: message.unwrap_or_else(|| "none".into()) }
            }
            Step::AnswersOpen(at, how) => {
                if self.open.is_empty() {
                    return None;
                }
                let (ask, question) = self.open.remove(at % self.open.len());
                EventKind::Answered { ask, answer: self.answer(Some(&question), *how) }
            }
            Step::AnswersNothing(ask, how) => EventKind::Answered { ask: *ask, answer: self.answer(None, *how) },
            Step::DeskDone(at, how) => {
                let op = self.ops.get(at % (self.ops.len() + 1)).cloned().unwrap_or_else(|| "no-op".into());
                EventKind::DeskDone { op, outcome: self.outcome(*how) }
            }
            Step::Updated(how) => EventKind::Updated(Box::new(self.update(*how))),
            Step::Contact(link) => EventKind::ContactFound { contact: "S-1".into(), link: (*link).into() },
            Step::Overdue => EventKind::ContactOverdue,
            Step::LinkChanged => EventKind::LinkChanged,
            Step::Opened => EventKind::Opened,
            Step::Becomes(_) | Step::Goes(_) | Step::Later(_) | Step::Restarts => return None,
        })
    }

    fn update(&self, how: u8) -> Update {
        let title = self.link().map_or_else(|| "nobody's".to_owned(), |link| mark(&link));
        let entry = Entry {
            status: None,
            priority: None,
            id: 7,
            at: self.chat.now,
            author: if how.is_multiple_of(2) { Author::Support } else { Author::System },
            author_name: "Mira".to_owned(),
            kind: EntryKind::ALL[usize::from(how) % EntryKind::ALL.len()],
            text: title.clone(),
            files: vec![file("f")],
        };
        let status = Status::ALL[usize::from(how) % Status::ALL.len()];
        Update {
            ticket: ticket("CS-2026-004711", &title, status),
            entry,
            was: how.is_multiple_of(3).then_some(Status::New),
            priority_was: how.is_multiple_of(4).then_some(Priority::Low),
        }
    }

    fn around(&mut self, step: &Step) {
        match step {
            Step::Becomes(who) => {
                self.chat.person = match who {
                    0 => Person::Stranger,
                    1 => Person::Lapsed,
                    2 => Person::Blocked,
                    3 => member("anna", "L1"),
                    4 => member("karl", "L2"),
                    _ => member("nora", "L3"),
                };
            }
            Step::Goes(place) => self.chat.place = *place,
            Step::Later(minutes) => self.chat.later(*minutes),
            Step::Restarts => {
                let json = serde_json::to_string(&self.chat.state).expect("a state is plain data");
                self.chat.state = serde_json::from_str(&json).expect("a state reads itself");
            }
            _ => {}
        }
    }

    fn take(&mut self, step: &Step) -> Result<(), TestCaseError> {
        self.around(step);
        let Some(kind) = self.kind(step) else { return Ok(()) };
        let before = self.chat.state.clone();
        let linked = matches!(&kind, EventKind::Answered { answer: Answer::Linked { .. }, .. });
        let effects = self.chat.happens(kind.clone());
        self.check_privacy(&effects)?;
        self.check_writes(&kind, &before, &effects)?;
        if effects.iter().any(|effect| matches!(effect, Effect::Unlink { .. })) {
            self.chat.person = Person::Stranger;
        }
        self.check_state(linked)?;
        for effect in &effects {
            match effect {
                Effect::Ask { id, ask } => self.open.push((*id, ask.clone())),
                Effect::Write { op, .. } => self.ops.push(op.clone()),
                _ => {}
            }
        }
        let offered = presses(&effects);
        if !offered.is_empty() {
            self.offered.extend(offered);
            let over = self.offered.len().saturating_sub(40);
            self.offered.drain(..over);
        }
        Ok(())
    }

    fn check_privacy(&self, effects: &[Effect]) -> Result<(), TestCaseError> {
        let entitled = self.chat.person.entitled();
        for effect in effects {
            let json = serde_json::to_string(effect).expect("effects are plain data");
            for link in ["L1", "L2", "L3"] {
                let own = self.link().as_deref() == Some(link);
                prop_assert!(own || !json.contains(&mark(link)), "{link}'s data in {json}");
            }
            let for_entitled = matches!(effect, Effect::Write { .. } | Effect::Mute { .. })
                || matches!(effect, Effect::Ask { ask: Ask::List(_) | Ask::Ticket { .. } | Ask::SendFile { .. }, .. });
            prop_assert!(entitled.is_some() || !for_entitled, "not entitled: {json}");
        }
        for (message, place) in said(effects) {
            let json = serde_json::to_string(message).expect("messages are plain data");
            let private = message.audience == Audience::Entitled;
            prop_assert!(entitled.is_some() || !private, "not entitled: {json}");
            prop_assert!(private || !json.contains("GEHEIM-"), "anybody could read {json}");
            prop_assert!(place == Where::Private || !private, "in the room: {json}");
        }
        Ok(())
    }

    /// What is not easily undone is written only on a clear yes to the question about exactly that.
    fn check_writes(&self, kind: &EventKind, before: &State, effects: &[Effect]) -> Result<(), TestCaseError> {
        for effect in effects {
            let Effect::Write { write, .. } = effect else { continue };
            let DeskWrite::Act { number, act } = &**write else { continue };
            if !matches!(act, Act::Close { .. } | Act::Reopen { .. } | Act::Escalate { .. }) {
                continue;
            }
            let Awaiting::Confirmation { id, on_yes: Confirmed::Act { number: asked, act: wanted, .. } } =
                &before.awaiting
            else {
                return Err(TestCaseError::fail(format!("written unasked: {act:?}")));
            };
            prop_assert!(asked == number && wanted == act, "another question was answered");
            let yes = match kind {
                EventKind::Pressed { press: Some(Press::Confirm { id: pressed, yes }) } => pressed == id && *yes,
                // A word in a room may be meant for anybody; a button is only ever shown to the one it is for.
                EventKind::Said { text, .. } => {
                    self.chat.place == Place::Private && ["ja", "ok", "absenden"].contains(&text.as_str())
                }
                _ => false,
            };
            prop_assert!(yes, "no clear yes: {kind:?}");
        }
        Ok(())
    }

    fn check_state(&self, linked: bool) -> Result<(), TestCaseError> {
        let state = &self.chat.state;
        let json = serde_json::to_string(state).expect("a state is plain data");
        prop_assert!(json.len() < MAX_STATE_BYTES, "{} bytes", json.len());
        prop_assert_eq!(&serde_json::from_str::<State>(&json).expect("a state reads itself"), state);
        prop_assert!(state.asked.len() <= State::MAX_ASKED && state.writes.len() <= State::MAX_WRITES);
        prop_assert!(state.sent.len() <= State::MAX_SENT && state.offered.len() <= State::MAX_OFFERED);
        match &self.chat.person {
            Person::Member(entitled) => prop_assert_eq!(state.link.as_ref(), Some(&entitled.link)),
            Person::Stranger | Person::Blocked => prop_assert!(state.link.is_none() || linked),
            Person::Lapsed => {}
        }
        for link in ["L1", "L2", "L3"] {
            let own = state.link.as_ref().is_some_and(|own| own.as_str() == link);
            prop_assert!(own || !json.contains(&mark(link)), "{link}'s data is remembered for another");
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, max_shrink_iters: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_events_breaks_the_rules(steps in proptest::collection::vec(step(), 1..80)) {
        let mut watcher = Watcher::new();
        for step in &steps {
            watcher.take(step)?;
        }
    }
}
