//! What happens to a conversation. Everything comes through this one door: what a person does, the answers to what the
//! conversation asked, and the outcomes of what it ordered.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::effect::{AskId, ListQuery};
use crate::domain::{
    Action, DraftId, Entry, EventId, FieldId, FileMeta, LinkId, MessageId, OpKey, Priority, Status, Ticket,
    TicketDetail, TicketNumber, TicketTypeId,
};

/// One event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Unique; the inbox refuses a second one.
    pub id: EventId,
    /// When it happened (the service's clock).
    pub at: DateTime<Utc>,
    /// Where a person said it; service events are always private.
    pub place: Place,
    /// What happened.
    pub kind: EventKind,
}

/// How private the chat is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Exactly the person and the bot.
    Private,
    /// Others can read along: no data, no codes.
    Room,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum EventKind {
    /// The chat was opened (or the bot was invited): it greets.
    Opened,
    /// The person wrote something, maybe with files, maybe only files.
    Said {
        /// The platform's message, so that a later edit or deletion finds what it became.
        message: MessageId,
        /// The words; empty for files alone.
        text: String,
        /// Files already stored.
        files: Vec<FileMeta>,
        /// The ticket that the message replied to was about.
        about: Option<TicketNumber>,
    },
    /// The person pressed a button.
    Pressed {
        /// What the button carries. `None`: from another version or forged; answered with "please open again".
        press: Option<Press>,
    },
    /// A native form was sent.
    FormSent {
        /// Which draft.
        draft: DraftId,
        /// Values by field, as the inputs gave them.
        values: BTreeMap<FieldId, Vec<String>>,
        /// Files by field.
        files: BTreeMap<FieldId, Vec<FileMeta>>,
        /// Only to show the fields that now apply; nothing is sent.
        refresh: Refresh,
    },
    /// A message was edited.
    Edited {
        /// Which.
        message: MessageId,
        /// The new words.
        text: String,
    },
    /// A message was deleted.
    Deleted {
        /// Which.
        message: MessageId,
    },
    /// The person sent something that could not be taken; they are told why.
    NotTaken {
        /// Why.
        why: NotTaken,
    },
    /// The answer to an [`super::effect::Effect::Ask`].
    Answered {
        /// To which.
        ask: AskId,
        /// The answer.
        answer: Answer,
    },
    /// What became of a desk write.
    DeskDone {
        /// Which write.
        op: OpKey,
        /// What became of it.
        outcome: DeskOutcome,
    },
    /// Something changed on a ticket of this person.
    Updated(Box<Update>),
    /// The mail with the one-time code could not be sent and will not be.
    MailFailed,
    /// The Support-ID was filled in; told once.
    ContactFound {
        /// The Support-ID.
        contact: crate::domain::ContactId,
        /// For which link.
        link: LinkId,
    },
    /// Three days without a Support-ID; told once.
    ContactOverdue,
    /// A link came into being, ended or was revoked outside a turn (an operator, a trusted workspace, a deactivation).
    LinkChanged,
}

/// Why something that a person sent was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum NotTaken {
    /// Longer than a message may be.
    TooLong,
    /// A file that is too large.
    FileTooLarge {
        /// Its name.
        name: String,
    },
    /// A kind of file that is not taken.
    FileType {
        /// Its name.
        name: String,
    },
    /// A file that the platform does not give out (any more).
    FileGone {
        /// Its name.
        name: String,
    },
    /// Encrypted, and the key for it has not come.
    Unreadable,
}

/// Why a native form arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refresh {
    /// It was sent: file the ticket.
    Send,
    /// An answer changed that others depend on: show the form again.
    Show,
}

/// What a button does. Carries no rights: everything is checked again when it is pressed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Press {
    /// The same as saying a command (`mine`, `help`, …).
    Command {
        /// Which.
        command: super::intent::Command,
    },
    /// Open the form of a ticket type.
    NewTicket {
        /// Which type.
        ticket_type: TicketTypeId,
    },
    /// Answer this question of this draft; pressed later it changes nothing else.
    Answer {
        /// Which draft.
        draft: DraftId,
        /// Which question.
        field: FieldId,
        /// The value as the field kind reads it.
        value: String,
    },
    /// Something about the form as a whole.
    Form {
        /// Which draft.
        draft: DraftId,
        /// What.
        step: FormStep,
    },
    /// Show a ticket.
    Show {
        /// Which.
        number: TicketNumber,
    },
    /// Begin an action on a ticket.
    Act {
        /// Which ticket.
        number: TicketNumber,
        /// Which action.
        action: Action,
        /// The value, if the button brings it (a priority, a rating, a member id).
        value: Option<String>,
    },
    /// Show a page of a list.
    List {
        /// The whole query, page included.
        query: ListQuery,
    },
    /// Answer yes or no to this confirmation.
    Confirm {
        /// Which confirmation (counts up); an older one is refused.
        id: u32,
        /// The answer.
        yes: bool,
    },
    /// Set the language.
    Language {
        /// `de`, `en`, …
        language: String,
    },
    /// Set which updates are told.
    Updates {
        /// Which.
        which: UpdatesWanted,
    },
    /// Set or ask for quiet hours.
    Quiet {
        /// What.
        quiet: QuietStep,
    },
    /// A step of the sign-in other than typing.
    SignIn {
        /// Which.
        step: SignInStep,
    },
    /// The files that were just sent belong to this ticket; `None`: to a new one.
    AttachTo {
        /// Which.
        number: Option<TicketNumber>,
    },
    /// Open a new ticket that refers to a closed one.
    FollowUp {
        /// The closed one.
        number: TicketNumber,
        /// The new one's type.
        ticket_type: TicketTypeId,
    },
    /// Leave out what is optional in the question that is open (a comment).
    SkipInput,
    /// Drop the question that is open; nothing is changed.
    Cancel,
    /// A desk file to be delivered.
    File {
        /// Of which ticket.
        number: TicketNumber,
        /// Which file.
        file: crate::domain::FileId,
    },
}

/// What a button does about quiet hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuietStep {
    /// Ask from when until when.
    Ask,
    /// No quiet hours.
    Off,
}

/// What a button does during the sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInStep {
    /// Send a new code to the same address.
    NewCode,
    /// Name another address.
    OtherAddress,
}

/// Which updates a person wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UpdatesWanted {
    /// Answers, status and priority changes.
    #[default]
    All,
    /// Only what support writes or asks.
    Answers,
    /// None.
    None,
}

/// A step within a form other than an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum FormStep {
    /// One question back.
    Back,
    /// Leave an optional question out.
    Skip,
    /// Show the summary.
    Summary,
    /// Edit that answer.
    Edit {
        /// Which.
        field: FieldId,
    },
    /// Go on where it stopped.
    Resume,
    /// Send it.
    Send,
    /// File the critical ticket now and the rest as one addition.
    SendNow,
    /// Decline to file it now and go on.
    GoOn,
    /// Keep it for later.
    Later,
    /// Discard it (asks first).
    Cancel,
    /// Start over.
    Restart,
    /// Show it as a native form.
    Native,
    /// Go on step by step.
    Stepwise,
    /// Ask the optional questions as well.
    More,
    /// Leave the optional questions out.
    NoMore,
    /// Go on with the form of another ticket type, taking along what means the same there.
    Switch {
        /// The other type.
        to: TicketTypeId,
    },
}

/// Answers to what the conversation asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// A page of tickets; only what the person may see.
    Tickets {
        /// In order.
        tickets: Vec<Ticket>,
        /// How many there are in all.
        total: u64,
        /// The desk could not be asked for a part of it (no Support-ID yet).
        filed_here_only: bool,
    },
    /// A ticket in full, with what the person may do to it now.
    Ticket {
        /// The ticket.
        detail: Box<TicketDetail>,
        /// Allowed to this person, in this state, by this desk.
        actions: Vec<Action>,
        /// Whether the person has muted it.
        muted: bool,
    },
    /// None that the person may see; existence is not told.
    NoSuchTicket,
    /// Only the role „Kundenadministrator“ may.
    AdminsOnly,
    /// A number without a year fits several visible tickets.
    WhichTicket {
        /// Those.
        tickets: Vec<Ticket>,
    },
    /// The code is on its way.
    CodeSent,
    /// `Ihre E-Mail ist nicht zur Anmeldung zugelassen.`
    NotAdmitted,
    /// Asked too often.
    Wait {
        /// Until when.
        until: DateTime<Utc>,
    },
    /// The code was right; the link exists from now on. The next turn's world knows the person.
    Linked {
        /// The new link.
        link: LinkId,
    },
    /// The code was wrong.
    CodeWrong {
        /// So many tries are left.
        left: u32,
    },
    /// Too many wrong entries: the code is void.
    CodeVoid,
    /// The code is too old (or used).
    CodeExpired,
    /// The file is on its way to the person.
    FileSent,
    /// The desk does not answer.
    Unavailable {
        /// A reference for the operator.
        reference: String,
    },
}

/// What became of a desk write.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum DeskOutcome {
    /// Done and read back.
    Done {
        /// The ticket as it is now.
        ticket: Box<Ticket>,
    },
    /// Stored here, the desk does not answer; it is tried on. Told once.
    Delayed,
    /// The desk may or may not have it and cannot say: an operator decides.
    Unknown,
    /// The desk refused.
    Refused {
        /// Why.
        reason: RefusedWhy,
        /// A reference for the operator.
        reference: String,
    },
}

/// Why the desk refused a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusedWhy {
    /// Not to be seen by this person (any more).
    NoSuchTicket,
    /// Not allowed to this person.
    NotAllowed,
    /// Not in this state.
    WrongState,
    /// It changed meanwhile.
    Stale,
    /// The desk does not take it.
    Invalid,
}

/// A change on a ticket, for one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Update {
    /// The ticket as it is now.
    pub ticket: Ticket,
    /// The public entry that tells it.
    pub entry: Entry,
    /// Status before, when it changed.
    pub was: Option<Status>,
    /// Priority before, when it changed.
    pub priority_was: Option<Priority>,
}
