//! One turn in progress: the state being changed and the effects gathered. Flows work on this and nothing else.

use super::effect::{Ask, AskId, DeskWrite, Effect, Where};
use super::event::Event;
use super::intent::Lexicon;
use super::message::{Block, Message, Tone};
use super::state::{Awaiting, PendingWrite, SentMessage, State, Then, WriteKind};
use super::text::Text;
use super::world::World;
use crate::domain::{Entitled, MessageId, OpKey, TicketNumber};

/// One turn in progress.
pub struct Run<'w> {
    /// The state, changed as the turn goes on.
    pub state: State,
    /// What caused the turn.
    pub event: &'w Event,
    /// What may be known.
    pub world: &'w World<'w>,
    /// Effects so far.
    pub effects: Vec<Effect>,
}

impl<'w> Run<'w> {
    /// Begins a turn.
    pub fn new(state: State, event: &'w Event, world: &'w World<'w>) -> Self {
        Self { state, event, world, effects: Vec::new() }
    }

    /// The language code in use.
    pub fn language(&self) -> &str {
        let default = self.world.settings.lexicons.first().map_or("de", |lexicon| lexicon.language.as_str());
        self.state.spoken().unwrap_or(default)
    }

    /// The words of the language in use.
    pub fn lexicon(&self) -> &'w Lexicon {
        self.world.settings.lexicon(self.state.spoken().unwrap_or_default())
    }

    /// The entitled person, if it is one.
    pub fn entitled(&self) -> Option<&'w Entitled> {
        self.world.person.entitled()
    }

    /// Says a message.
    pub fn say(&mut self, message: Message) {
        self.effects.push(Effect::Say { message: Box::new(message), place: Where::Private, not_before: None });
    }

    /// Says one paragraph that anyone may read.
    pub fn say_text(&mut self, text: Text) {
        self.say(Message::new(vec![Block::Paragraph { text }]));
    }

    /// Says something that holds the entitled person's data.
    pub fn say_private(&mut self, blocks: Vec<Block>) {
        self.say(Message::new(blocks).private());
    }

    /// The question that was open is settled: what is said next is a command again. A draft stays open.
    pub fn settle(&mut self) {
        self.state.awaiting = Awaiting::Nothing;
        self.state.misses = 0;
    }

    /// Says one notice that anyone may read.
    pub fn notice(&mut self, tone: Tone, text: Text) {
        self.say(Message::new(vec![Block::Notice { tone, text }]));
    }

    /// Asks the world; `then` is done with the answer. An answer that is no longer expected is dropped.
    pub fn ask(&mut self, ask: Ask, then: Then) -> AskId {
        let id = self.state.next_ask;
        self.state.next_ask = id.wrapping_add(1);
        self.state.asked.push((id, then));
        if self.state.asked.len() > State::MAX_ASKED {
            self.state.asked.remove(0);
        }
        self.effects.push(Effect::Ask { id, ask });
        id
    }

    /// Orders a desk write and remembers what to say when it is done.
    pub fn write(&mut self, write: DeskWrite, what: WriteKind, number: Option<TicketNumber>) -> OpKey {
        let op = OpKey::new(self.world.ids.fresh());
        self.state.writes.push(PendingWrite { op: op.clone(), what, number, accepted: self.world.now });
        if self.state.writes.len() > State::MAX_WRITES {
            self.state.writes.remove(0);
        }
        self.effects.push(Effect::Write { op: op.clone(), write: Box::new(write) });
        op
    }

    /// Remembers which write a person's message became, for later edits and deletions.
    pub fn remember_sent(&mut self, message: MessageId, op: &OpKey, number: Option<TicketNumber>) {
        self.state.sent.push(SentMessage { message, op: op.clone(), number });
        if self.state.sent.len() > State::MAX_SENT {
            self.state.sent.remove(0);
        }
    }

    /// Writes to the audit log.
    pub fn audit(&mut self, what: impl Into<String>, ticket: Option<&TicketNumber>) {
        self.effects.push(Effect::Audit { what: what.into(), ticket: ticket.cloned() });
    }
}
