//! Actions on a ticket. Nothing is written that was not said in so many words or confirmed: [`begin`] looks at what was
//! said and asks for what is missing, [`input`] takes the answer, [`confirm`] asks before what is not easily undone,
//! [`refused`] says why something is not possible, [`watchers`] and [`files`] are what their names say.

use super::said::Saying;
use super::words::paragraph;
use super::{new_ticket, pressed};
use crate::conversation::effect::{Act, DeskWrite, Effect, TicketTarget};
use crate::conversation::message::{Message, Tone};
use crate::conversation::run::Run;
use crate::conversation::state::{Awaiting, WriteKind};
use crate::conversation::text::Text;
use crate::domain::{Action, FileMeta, MemberId, MessageId, TicketDetail, TicketNumber};

pub mod begin;
pub mod confirm;
pub mod files;
pub mod input;
pub mod refused;
pub mod watchers;

/// A ticket as the world answered it.
#[derive(Clone, Copy, Debug)]
pub struct LookedUp<'a> {
    /// The ticket.
    pub detail: &'a TicketDetail,
    /// What this person may do to it now.
    pub allowed: &'a [Action],
    /// Whether they muted it.
    pub muted: bool,
}

/// An action whose input is awaited ([`Awaiting::ActionInput`]).
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// On which ticket.
    pub number: TicketNumber,
    /// Its subject.
    pub title: String,
    /// Which action.
    pub action: Action,
    /// What has been given so far.
    pub given: Option<String>,
    /// Colleagues that were offered, in order.
    pub offered: Vec<MemberId>,
}

impl Open {
    /// Waits for what the action needs.
    pub fn await_input(self, run: &mut Run<'_>) {
        let Self { number, title, action, given, offered } = self;
        run.state.awaiting = Awaiting::ActionInput { number, title, action, given, offered };
        run.state.misses = 0;
    }
}

/// Words and files for a ticket, with the person's message they came in.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplyParts {
    /// The words; may be empty when there are files.
    pub text: String,
    /// Files.
    pub files: Vec<FileMeta>,
    /// The message.
    pub message: Option<MessageId>,
}

/// A reply to a message that was about a ticket. The desk's guard checks the right when it is written; so a reply is taken
/// even while the desk does not answer.
pub fn reply_to(run: &mut Run<'_>, number: &TicketNumber, saying: Saying<'_>) {
    let parts = ReplyParts {
        text: saying.text.to_owned(),
        files: saying.files.to_vec(),
        message: Some(saying.message.clone()),
    };
    write_reply(run, number, parts);
}

/// Writes a reply, if its text and files are within the limits; else says which and keeps what was asked.
pub fn write_reply(run: &mut Run<'_>, number: &TicketNumber, parts: ReplyParts) {
    if !within_limits(run, &parts.text, parts.files.len()) {
        return;
    }
    run.settle();
    run.state.ticket = Some(number.clone());
    run.audit("action.reply", Some(number));
    let ReplyParts { text, files, message } = parts;
    let to = TicketTarget::Number { number: number.clone() };
    let write = DeskWrite::Reply { to, text, files, message: message.clone() };
    let op = run.write(write, WriteKind::Reply, Some(number.clone()));
    if let Some(message) = message {
        run.remember_sent(message, &op, Some(number.clone()));
    }
}

/// Writes an action that was said in so many words or confirmed.
pub fn write_act(run: &mut Run<'_>, number: &TicketNumber, act: Act) {
    run.settle();
    run.state.ticket = Some(number.clone());
    run.audit(format!("action.{}", act.action().id()), Some(number));
    let write = DeskWrite::Act { number: number.clone(), act: act.clone() };
    run.write(write, WriteKind::Act { act }, Some(number.clone()));
}

/// Whether a text and a number of files are within the limits; says which limit is not kept.
pub fn within_limits(run: &mut Run<'_>, text: &str, files: usize) -> bool {
    let policy = &run.world.settings.policy;
    let (length, limit) = (text.chars().count(), usize::try_from(policy.max_text).unwrap_or(usize::MAX));
    let max_files = usize::try_from(policy.max_files).unwrap_or(usize::MAX);
    if length > limit {
        run.notice(Tone::Refusal, Text::key("actions-text-too-long").with("length", length).with("limit", limit));
    } else if files > max_files {
        run.notice(Tone::Refusal, Text::key("actions-too-many-files").with("limit", max_files));
    }
    length <= limit && files <= max_files
}

/// The person backs out: the open question is dropped, files that nothing refers to are forgotten, nothing is changed.
pub fn nothing_changed(run: &mut Run<'_>) {
    match std::mem::take(&mut run.state.awaiting) {
        Awaiting::Nothing => return pressed::forged(run),
        Awaiting::FilesFor { files, .. } | Awaiting::TicketType { files, .. } => {
            run.effects.extend(files.into_iter().map(|file| Effect::ForgetFile { file: file.id }));
        }
        Awaiting::Code { .. } => run.effects.push(Effect::VoidCode),
        _ => {}
    }
    run.settle();
    run.say(Message::new(vec![paragraph(Text::key("actions-nothing-changed"))]));
    new_ticket::reminder(run);
}

/// „Schließe nicht“: nothing is done, whatever else is open goes on.
pub fn nothing_done(run: &mut Run<'_>) {
    run.say_text(Text::key("actions-nothing-changed"));
    new_ticket::reminder(run);
}

/// A text that names the ticket.
pub fn naming(key: &'static str, number: &TicketNumber, title: &str) -> Text {
    Text::key(key).with("number", number).with("title", title)
}
