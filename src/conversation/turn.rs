//! One turn: an event changes the state and has effects. The door of the house: who may come in is decided here, for every
//! event, before any flow sees it.

use super::effect::{Effect, Where};
use super::event::{Answer, Event, EventKind, Place, Press};
use super::flow::{answered, corrections, menu, new_ticket, outcome, pressed, said, settings, sign_in, updates};
use super::intent::Command;
use super::message::{Audience, Block, Message, Tone};
use super::run::Run;
use super::state::{Awaiting, Offered, State, Then};
use super::text::{Arg, Text};
use super::world::World;
use crate::domain::Person;

/// What a turn results in.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The state afterwards.
    pub state: State,
    /// What is to be done, in order.
    pub effects: Vec<Effect>,
}

/// Handles one event. Never fails and never panics, whatever the event.
pub fn turn(state: State, event: &Event, world: &World<'_>) -> Turn {
    let mut run = Run::new(state, event, world);
    // A sign-in's answer belongs to the link that it made; every other one to the link that asked.
    let then = expected(&mut run);
    let (types_code, wanted) = (types_code(&run), wanted_before(&run));
    let change = reconcile(&mut run);
    let then = then.filter(|then| change == LinkChange::Same || matches!(then, Then::SignIn { .. }));
    match world.person {
        // The code was right, and what the turn said about it was lost with the process.
        Person::Member(_) if change == LinkChange::Begun && types_code => {
            sign_in::welcome(&mut run, wanted);
        }
        Person::Member(_) => for_member(&mut run, then, change),
        Person::Stranger | Person::Lapsed => for_unproven(&mut run, then, change),
        Person::Blocked => for_blocked(&mut run),
    }
    if !run.effects.iter().any(|effect| matches!(effect, Effect::Ask { .. })) {
        settings::offer_language(&mut run);
    }
    remember_offered(&mut run);
    if event.place == Place::Room {
        keep_private(&mut run);
    }
    Turn { state: run.state, effects: run.effects }
}

/// What happened to the link since the last turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LinkChange {
    /// The same as before.
    Same,
    /// A link where there was none or another.
    Begun,
    /// None any more.
    Ended,
}

/// Takes out what is to be done with the answer that this event is.
fn expected(run: &mut Run<'_>) -> Option<Then> {
    let EventKind::Answered { ask, .. } = &run.event.kind else { return None };
    let at = run.state.asked.iter().position(|(id, _)| id == ask)?;
    Some(run.state.asked.remove(at).1)
}

/// Whether this event answers the question for the code.
fn types_code(run: &Run<'_>) -> bool {
    matches!((&run.event.kind, &run.state.awaiting), (EventKind::Said { .. }, Awaiting::Code { .. }))
}

/// What was wanted before the sign-in that goes on.
fn wanted_before(run: &Run<'_>) -> Option<Command> {
    match &run.state.awaiting {
        Awaiting::Code { after, .. } => *after,
        _ => None,
    }
}

/// Drops everything that belongs to another link than the present one.
fn reconcile(run: &mut Run<'_>) -> LinkChange {
    let now = match run.world.person {
        Person::Member(entitled) => Some(entitled.link.clone()),
        // The link stands, its right rests: what was begun waits for a new contract.
        Person::Lapsed => run.state.link.clone(),
        Person::Stranger | Person::Blocked => None,
    };
    if now == run.state.link {
        return LinkChange::Same;
    }
    run.state = run.state.forgotten();
    run.state.signed_out = now.is_none();
    run.state.link.clone_from(&now);
    if now.is_some() { LinkChange::Begun } else { LinkChange::Ended }
}

/// An entitled person's event.
fn for_member(run: &mut Run<'_>, then: Option<Then>, change: LinkChange) {
    match &run.event.kind {
        EventKind::Opened => menu::greet(run),
        EventKind::Said { message, text, files, about } => said::said(run, message, text, files, about.as_ref()),
        EventKind::Pressed { press: Some(press) } => pressed::pressed(run, press),
        EventKind::Pressed { press: None } => pressed::forged(run),
        EventKind::FormSent { draft, values, files, refresh } => {
            new_ticket::native(run, draft, values, files, *refresh);
        }
        EventKind::Edited { message, text } => corrections::edited(run, message, text),
        EventKind::Deleted { message } => corrections::deleted(run, message),
        EventKind::NotTaken { why } => menu::not_taken(run, why),
        EventKind::Answered { answer, .. } => {
            if let Some(then) = then {
                answered::answered(run, then, answer);
            }
        }
        EventKind::DeskDone { op, outcome } => outcome::told(run, op, outcome),
        EventKind::Updated(update) => updates::updated(run, update),
        EventKind::MailFailed => sign_in::mail_failed(run),
        EventKind::ContactFound { contact, link } => updates::contact_found(run, contact, link),
        EventKind::ContactOverdue => updates::contact_overdue(run),
        EventKind::LinkChanged if change == LinkChange::Begun => sign_in::welcome(run, None),
        EventKind::LinkChanged => {}
    }
}

/// An event of somebody who is not proven, or whose right rests: only the sign-in and what holds nobody's data.
fn for_unproven(run: &mut Run<'_>, then: Option<Then>, change: LinkChange) {
    match &run.event.kind {
        EventKind::Opened => sign_in::introduce(run),
        EventKind::Said { message, text, files, .. } => sign_in::said(run, message, text, files),
        EventKind::Pressed { press: Some(press) } => sign_in::pressed(run, press),
        EventKind::Pressed { press: None } => pressed::forged(run),
        EventKind::FormSent { .. } => sign_in::required(run, Some(Command::New)),
        // Nothing is ever written for them; without a word an edit would seem to have arrived.
        EventKind::Edited { message, .. } | EventKind::Deleted { message } => {
            if run.state.sent.iter().any(|sent| &sent.message == message) {
                sign_in::required(run, None);
            }
        }
        EventKind::NotTaken { why } => menu::not_taken(run, why),
        EventKind::Answered { answer, .. } => match (then, answer) {
            (Some(Then::SignIn { email, after }), answer) => sign_in::answered(run, email, after, answer),
            (Some(_), answer) if !matches!(answer, Answer::FileSent) => sign_in::required(run, None),
            _ => {}
        },
        EventKind::DeskDone { op, outcome } => outcome::untold(run, op, outcome),
        EventKind::MailFailed => sign_in::mail_failed(run),
        EventKind::LinkChanged if change == LinkChange::Ended => sign_in::ended(run),
        EventKind::LinkChanged | EventKind::Updated(_) | EventKind::ContactFound { .. } | EventKind::ContactOverdue => {
        }
    }
}

/// A revoked identity's event: one sentence, whatever it was.
fn for_blocked(run: &mut Run<'_>) {
    run.state = State { signed_out: true, ..run.state.forgotten() };
    let by_person = matches!(
        run.event.kind,
        EventKind::Opened
            | EventKind::Said { .. }
            | EventKind::Pressed { .. }
            | EventKind::FormSent { .. }
            | EventKind::LinkChanged
    );
    if by_person {
        sign_in::blocked(run);
    }
}

/// Remembers the buttons of what was just said, so that their labels can be typed where there are no buttons.
fn remember_offered(run: &mut Run<'_>) {
    let says = run.effects.iter().filter_map(|effect| match effect {
        Effect::Say { message, not_before: None, .. } => Some(&message.blocks),
        _ => None,
    });
    let choices = says.flatten().filter_map(|block| match block {
        Block::Choices { choices, .. } => Some(choices),
        _ => None,
    });
    let offered: Vec<Offered> = choices
        .flatten()
        .filter_map(|choice| match (&choice.label, &choice.press) {
            (Text::Key(key), press @ Press::File { .. }) => {
                let name = key.args.iter().find_map(|(arg, value)| match value {
                    Arg::Str(name) if arg == "name" => Some(name.clone()),
                    _ => None,
                });
                Some(Offered { label: String::new(), name: Some(name?), press: press.clone() })
            }
            (Text::Key(key), press) if key.args.is_empty() => {
                key.ids.first().map(|id| Offered { label: id.to_string(), name: None, press: press.clone() })
            }
            _ => None,
        })
        .take(State::MAX_OFFERED)
        .collect();
    if !offered.is_empty() {
        run.state.offered = offered;
    }
}

/// In a room others read along: whatever could hold data, or goes on as a dialog, is said privately, and the room is told.
fn keep_private(run: &mut Run<'_>) {
    let asks = run.effects.iter().any(|effect| matches!(effect, Effect::Ask { .. } | Effect::Write { .. }));
    let says = run.effects.iter().any(|effect| matches!(effect, Effect::Say { .. }));
    let open_to_all = !asks
        && run.effects.iter().all(|effect| match effect {
            Effect::Say { message, .. } => message.audience == Audience::Anyone && for_the_room(&message.blocks),
            _ => true,
        });
    if open_to_all && says && matches!(run.event.kind, EventKind::Opened | EventKind::Said { .. }) {
        for effect in &mut run.effects {
            if let Effect::Say { place, .. } = effect {
                *place = Where::SameRoom;
            }
        }
    } else if asks || says {
        let text = Text::key("menu-answered-privately");
        let message = Message::new(vec![Block::Notice { tone: Tone::Info, text }]);
        let say = Effect::Say { message: Box::new(message), place: Where::SameRoom, not_before: None };
        run.effects.insert(0, say);
    }
}

/// Whether blocks can stand in a room: no button that is only one person's, no question that asks for something private.
fn for_the_room(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| match block {
        Block::Heading { .. } | Block::Paragraph { .. } | Block::Footnote { .. } | Block::Facts { .. } => true,
        Block::Choices { choices, .. } => {
            choices.iter().all(|choice| matches!(choice.press, Press::Command { .. } | Press::Language { .. }))
        }
        _ => false,
    })
}
