//! What a conversation remembers between turns. Saved as JSON in the turn's transaction.
//!
//! Everything here belongs to (identity, link): when the link in the world is another one than [`State::link`], the turn
//! drops all of it before it does anything else. Every collection is bounded.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::effect::{Act, AskId, ListQuery};
use super::event::{Press, UpdatesWanted};
use super::form::Draft;
use super::intent::Command;
use crate::domain::{Action, DraftId, Email, FileMeta, LinkId, MemberId, MessageId, OpKey, TicketNumber, TicketTypeId};

/// The state of one conversation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Language, once chosen; `None` is the default language.
    pub language: Option<String>,
    /// Language last recognised, where it is another one than the chosen one: answered = asked.
    pub speaking: Option<String>,
    /// To stay with that language is still to be offered.
    pub offer_language: bool,
    /// The link this state belongs to.
    pub link: Option<LinkId>,
    /// The person signed out or was revoked: only an explicit `anmelden` links again.
    pub signed_out: bool,
    /// What the next free text answers.
    pub awaiting: Awaiting,
    /// Drafts, the newest last.
    pub drafts: Vec<Draft>,
    /// The draft that is being filled in; the others are parked.
    pub open_draft: Option<DraftId>,
    /// The list last shown, for „die zweite“ and for the next page.
    pub list: Option<ShownList>,
    /// The ticket last shown or written about.
    pub ticket: Option<TicketNumber>,
    /// Questions to the world that are not answered yet, with what is to be done then.
    pub asked: Vec<(AskId, Then)>,
    /// Name of the next question.
    pub next_ask: AskId,
    /// Desk writes under way, with what is to be said then.
    pub writes: Vec<PendingWrite>,
    /// Desk writes that the person was told had failed, oldest first: an operator may have them done all the same.
    pub given_up: Vec<GivenUp>,
    /// Drafts that were sent and whose write is under way, oldest first: a refusal gives them back.
    pub sent_drafts: Vec<SentDraft>,
    /// Messages that became something at the desk, newest last, for edits and deletions.
    pub sent: Vec<SentMessage>,
    /// Number of the last confirmation asked for.
    pub confirmation: u32,
    /// Buttons last offered by a label that is always the same: they may be typed.
    pub offered: Vec<Offered>,
    /// Misunderstandings in a row.
    pub misses: u8,
    /// Which updates are told.
    pub updates: UpdatesWanted,
    /// Quiet hours as minutes after midnight in the configured zone, from and until.
    pub quiet: Option<(u16, u16)>,
}

/// What the next free text answers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "awaiting", rename_all = "snake_case")]
pub enum Awaiting {
    /// Nothing: it is a command.
    #[default]
    Nothing,
    /// The business e-mail.
    Email {
        /// What the person wanted before they had to sign in.
        after: Option<Command>,
    },
    /// The code.
    Code {
        /// The address it went to.
        email: Email,
        /// What the person wanted before.
        after: Option<Command>,
    },
    /// The open draft's current question or summary (see [`Draft::stage`]).
    Form,
    /// Yes or no.
    Confirmation {
        /// Its number.
        id: u32,
        /// What happens on yes.
        on_yes: Confirmed,
    },
    /// What an action needs: a text, a priority, a colleague or a rating.
    ActionInput {
        /// On which ticket.
        number: TicketNumber,
        /// Its subject.
        title: String,
        /// Which action.
        action: Action,
        /// What has been given so far.
        given: Option<String>,
        /// Colleagues that were offered, in order.
        #[serde(default)]
        offered: Vec<MemberId>,
    },
    /// The ticket type, after `neu`.
    TicketType {
        /// Text that was already given and becomes the description.
        text: Option<String>,
        /// The person's message it came from.
        #[serde(default)]
        message: Option<MessageId>,
        /// Files that were already sent.
        #[serde(default)]
        files: Vec<FileMeta>,
    },
    /// Which of these drafts goes on.
    Drafts {
        /// Those, as they were numbered.
        drafts: Vec<DraftId>,
    },
    /// Which of several tickets was meant.
    WhichTicket {
        /// Those.
        numbers: Vec<TicketNumber>,
        /// What was to be done with it.
        then: Then,
    },
    /// The ticket that these files (and the words with them) belong to.
    FilesFor {
        /// Files, at most as many as a reply takes.
        files: Vec<FileMeta>,
        /// Words sent with them; may be empty.
        text: String,
        /// The person's message they came with.
        message: MessageId,
    },
    /// Words to search for.
    SearchWords,
    /// Quiet hours.
    QuietHours,
    /// The language.
    Language,
    /// „Meinten Sie …?“
    DidYouMean {
        /// Suggested commands.
        commands: Vec<Command>,
    },
}

/// What happens when a person says yes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "confirmed", rename_all = "snake_case")]
pub enum Confirmed {
    /// The action is written.
    Act {
        /// On which ticket.
        number: TicketNumber,
        /// Its subject, named when it is asked again.
        title: String,
        /// What.
        act: Act,
    },
    /// The reply is written.
    Reply {
        /// On which ticket.
        number: TicketNumber,
        /// Its subject.
        title: String,
        /// The words.
        text: String,
        /// Files.
        files: Vec<FileMeta>,
        /// The person's message it came from.
        message: Option<MessageId>,
    },
    /// The draft is discarded.
    DiscardDraft {
        /// Which.
        draft: DraftId,
    },
    /// The draft starts over.
    RestartDraft {
        /// Which.
        draft: DraftId,
    },
    /// The person signs out.
    SignOut,
    /// A follow-up ticket is opened for a closed one.
    FollowUp {
        /// Of which ticket.
        number: TicketNumber,
        /// Of which type.
        ticket_type: TicketTypeId,
    },
}

/// An action that was asked for, with what was said with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wish {
    /// Which action.
    pub action: Action,
    /// What was said with it: a text, a reason, a priority, a colleague, stars.
    pub given: Option<String>,
    /// Files sent with it.
    pub files: Vec<FileMeta>,
    /// The person's message it came from.
    pub message: Option<MessageId>,
    /// Whether the person named the ticket.
    pub named: Named,
    /// The ticket's whole number, where it is known before the desk has answered.
    #[serde(default)]
    pub number: Option<TicketNumber>,
}

/// Whether a ticket was named or only meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Named {
    /// By number, by place in the list, or with its own button.
    #[default]
    Said,
    /// It was only the one last shown: nothing is written without asking.
    Implied,
}

/// What is to be done when an answer comes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "then", rename_all = "snake_case")]
pub enum Then {
    /// Show the list.
    ShowList {
        /// As asked.
        query: ListQuery,
    },
    /// Show the ticket.
    ShowTicket,
    /// Begin the action on the ticket.
    BeginAction {
        /// Which, and what was said with it.
        wish: Wish,
    },
    /// Show the person's open tickets to pick the one that the action is for.
    PickTicket {
        /// Which action, and what was said with it.
        wish: Wish,
    },
    /// Answer a form's ticket field.
    AnswerField {
        /// Which draft.
        draft: DraftId,
        /// Which field.
        field: crate::domain::FieldId,
    },
    /// Go on with the sign-in.
    SignIn {
        /// The address.
        email: Email,
        /// What the person wanted before.
        after: Option<Command>,
    },
    /// Nothing more to do than to say how it went.
    Tell,
}

/// The list last shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownList {
    /// As asked, with the page shown.
    pub query: ListQuery,
    /// The numbers by position; the first has index [`ShownList::first`].
    pub numbers: Vec<TicketNumber>,
    /// Index of the first one shown (1 on the first page).
    pub first: usize,
    /// How many there are in all.
    pub total: u64,
}

/// A desk write under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PendingWrite {
    /// Its key.
    pub op: OpKey,
    /// What it was, for the words afterwards.
    pub what: WriteKind,
    /// The ticket, if it exists.
    pub number: Option<TicketNumber>,
    /// When it was accepted.
    pub accepted: DateTime<Utc>,
}

/// What a write was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WriteKind {
    /// A new ticket.
    Create,
    /// A reply.
    Reply,
    /// The remaining answers of a ticket that was filed at once.
    Addition,
    /// A correction.
    Correction,
    /// A withdrawal.
    Withdrawal,
    /// An action.
    Act {
        /// Which.
        act: Act,
    },
}

/// A desk write that failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GivenUp {
    /// What it was.
    pub write: PendingWrite,
    /// The draft that the person got back.
    pub draft: Option<DraftId>,
}

/// A draft that was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SentDraft {
    /// The write that creates the ticket.
    pub op: OpKey,
    /// As it was sent.
    pub draft: Draft,
    /// Colleagues named after the ticket was ordered; they are added once it has a number.
    #[serde(default)]
    pub watchers: Vec<crate::domain::MemberId>,
}

/// A button that may be typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offered {
    /// Its label's text key; empty where only its name is typed.
    pub label: String,
    /// The name of the file that it brings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it does.
    pub press: Press,
}

/// A message that became something at the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SentMessage {
    /// The person's message.
    pub message: MessageId,
    /// The write it became.
    pub op: OpKey,
    /// The ticket, once known.
    pub number: Option<TicketNumber>,
}

impl State {
    /// Most messages remembered for edits.
    pub const MAX_SENT: usize = 200;
    /// Most buttons that may be typed.
    pub const MAX_OFFERED: usize = 20;
    /// Most sent drafts kept until their write is done.
    pub const MAX_SENT_DRAFTS: usize = 5;
    /// Most questions to the world that may be open; older ones are given up.
    pub const MAX_ASKED: usize = 20;
    /// Most desk writes whose outcome is awaited; older ones are still done, but no longer told.
    pub const MAX_WRITES: usize = 50;

    /// Most failed desk writes remembered; what becomes of older ones is no longer told.
    pub const MAX_GIVEN_UP: usize = 20;

    /// Forgets everything that belongs to the link, keeping the language.
    #[must_use]
    pub fn forgotten(&self) -> Self {
        Self {
            language: self.language.clone(),
            speaking: self.speaking.clone(),
            offer_language: self.offer_language,
            signed_out: self.signed_out,
            confirmation: self.confirmation,
            next_ask: self.next_ask,
            ..Self::default()
        }
    }

    /// Without what was begun and not sent: drafts, open questions, what was last shown. What is under way stays.
    #[must_use]
    pub fn without_begun(&self) -> Self {
        Self {
            awaiting: Awaiting::Nothing,
            drafts: Vec::new(),
            open_draft: None,
            list: None,
            ticket: None,
            offered: Vec::new(),
            misses: 0,
            ..self.clone()
        }
    }

    /// The language to answer in: the one recognised, else the one chosen; `None` is the default language.
    pub fn spoken(&self) -> Option<&str> {
        self.speaking.as_deref().or(self.language.as_deref())
    }

    /// The draft being filled in.
    pub fn draft(&self) -> Option<&Draft> {
        let open = self.open_draft.as_ref()?;
        self.drafts.iter().find(|draft| &draft.id == open)
    }

    /// The draft being filled in, to change it.
    pub fn draft_mut(&mut self) -> Option<&mut Draft> {
        let open = self.open_draft.clone()?;
        self.drafts.iter_mut().find(|draft| draft.id == open)
    }
}
