//! Turns: the events of one conversation, one at a time, each committed with everything it ordered.

use std::collections::{BTreeSet, VecDeque};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::aside::Aside;
use super::intake::Stored;
use super::outbox::{SavedMessage, message_row};
use super::writes::{SavedWrite, write_row};
use super::{Service, ServiceError};
use crate::conversation;
use crate::conversation::effect::{Ask, DeskWrite, Effect, Where};
use crate::conversation::event::{Answer, Event, EventKind, Place};
use crate::conversation::message::{Audience, Message, Tone};
use crate::conversation::state::State;
use crate::conversation::text::Text;
use crate::conversation::world::{Ids, World};
use crate::database::Trouble;
use crate::domain::{ConversationId, EventId, FileId, LinkId, Person};
use crate::failpoint::failpoint;
use crate::platforms::{Origin, Platform, Words};
use crate::store::audit::NewEntry;
use crate::store::inbox::{Claim, InboxRow};
use crate::store::links::ConversationRow;
use crate::store::outbox::Lane;
use crate::store::turns::Commit;
use crate::telemetry::{Stopwatch, measures, millis};

/// Events within one turn: an answer may lead to the next question, but not for ever.
const MAX_STEPS: usize = 12;
/// After so many failed tries an event is set aside, and the person is told. A process that ends meanwhile counts as one: an
/// event in whose turn it happens to be killed again and again must not be taken for the cause.
const MAX_ATTEMPTS: i64 = 30;

/// What a turn has gathered before it is committed.
#[derive(Default)]
struct Gathered {
    commit: Commit,
    says: usize,
    link_changed: bool,
    void_code: bool,
    /// How long the answers took.
    asked: Duration,
}

impl Gathered {
    /// Whether an ordered write takes that file along.
    fn sends(&self, file: &FileId) -> bool {
        self.commit.outbox.iter().any(|row| row.lane == Lane::Write && row.payload.contains(file.as_str()))
    }
}

/// What a turn is about.
#[derive(Clone, Copy)]
struct Turning<'a> {
    row: &'a InboxRow,
    conversation: &'a ConversationRow,
    stored: &'a Stored,
    platform: &'a dyn Platform,
}

/// Whether there was anything to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Handled {
    /// An event was handled (or set aside); there may be another.
    Turn,
    /// None waits that this process can handle.
    Nothing,
}

impl Service {
    /// Runs a conversation's waiting events, unless somebody already does.
    pub(super) fn wake(self: &Arc<Self>, conversation: ConversationId) {
        let service = Arc::clone(self);
        self.tasks.spawn(async move { service.run(&conversation).await });
    }

    /// Runs all waiting events of a conversation in order, then delivers what they ordered.
    pub(super) async fn run(self: &Arc<Self>, conversation: &ConversationId) {
        let lock = Arc::clone(&self.locks.entry(conversation.clone()).or_default());
        let guard = lock.lock().await;
        let Ok(permit) = self.turns.acquire().await else { return };
        while !self.ending.is_cancelled() {
            match self.next_turn(conversation).await {
                Ok(Handled::Turn) => self.deliver_of(conversation).await,
                Ok(Handled::Nothing) => break,
                Err(error) => {
                    measures::turn_failed();
                    tracing::warn!(error = ?error, "a turn failed; it is swept up and tried again");
                    break;
                }
            }
        }
        drop((permit, guard));
        // Nobody else holds the lock: forget it, so that the map does not grow for ever.
        self.locks.remove_if(conversation, |_, kept| Arc::strong_count(kept) <= 2);
    }

    /// The oldest waiting event, unless there is none. One that failed too often, or cannot be read, is set aside.
    async fn next_turn(self: &Arc<Self>, conversation: &ConversationId) -> Result<Handled, ServiceError> {
        let claim = Claim { by: &self.me, lease_secs: self.tuning.lease_secs, now: self.now() };
        let Some(row) = self.store.next_event(conversation, claim).await? else { return Ok(Handled::Nothing) };
        if row.attempts > MAX_ATTEMPTS {
            return self.set_aside(&row, "failed too often").await;
        }
        match self.one_turn(&row).await {
            Err(error @ ServiceError::Stored(..)) => {
                tracing::error!(event = %row.id, error = ?error, "what was stored cannot be read");
                self.set_aside(&row, "cannot be read").await
            }
            // Not the event's fault: however long the database is away, the event waits.
            Err(ServiceError::Database(error)) if error.trouble == Trouble::Transient => {
                if let Err(error) = self.store.give_back(row.seq, &self.me).await {
                    tracing::warn!(error = ?error, "an event could not be given back; its claim ends by itself");
                }
                Err(error.into())
            }
            handled => handled,
        }
    }

    /// Takes an event out of the way of the next ones, keeps it for the operator, and tells the person.
    async fn set_aside(&self, row: &InboxRow, why: &str) -> Result<Handled, ServiceError> {
        tracing::error!(event = %row.id, seq = row.seq, why, "an event was set aside; the person is told");
        self.store.set_aside(row.seq, why, self.now()).await?;
        measures::set_aside();
        let Some(conversation) = self.store.conversation(&row.conversation).await? else { return Ok(Handled::Turn) };
        let Some(platform) = self.platform(&conversation.identity.platform) else { return Ok(Handled::Turn) };
        let contact = self.live().settings.policy.contact_email.clone();
        let reference = format!("R{}", row.seq);
        let text = Text::key("menu-turn-failed").with("contact", contact).with("reference", reference);
        let aside = Aside {
            id: format!("{}-failed", seed(&row.id)),
            tone: Tone::Warning,
            text,
            language: self.language(&State::default()),
        };
        self.say_aside(platform.as_ref(), &conversation, aside).await;
        Ok(Handled::Turn)
    }

    /// One event, with the answers to what it asked, in one commit.
    async fn one_turn(self: &Arc<Self>, row: &InboxRow) -> Result<Handled, ServiceError> {
        let watch = Stopwatch::start();
        let Some(conversation) = self.store.conversation(&row.conversation).await? else {
            self.store.set_aside(row.seq, "no such conversation", self.now()).await?;
            measures::set_aside();
            return Ok(Handled::Turn);
        };
        let stored: Stored = serde_json::from_str(&row.event).map_err(|error| ServiceError::Stored("event", error))?;
        let Some(platform) = self.platform(&conversation.identity.platform) else {
            // The platform is not part of this process (or not configured any more); the event waits.
            return Ok(Handled::Nothing);
        };
        let state: State = match self.store.state(&row.conversation).await? {
            Some(json) => serde_json::from_str(&json).map_err(|error| ServiceError::Stored("state", error))?,
            None => State::default(),
        };
        let mut held = files_in(&state);
        held.extend(files_in(&stored.event));
        let person = self.store.person(&row.conversation, self.desk_name(), self.today()).await?;
        let who = who(&person);
        let kind = event_name(&stored.event);
        let waited_ms = (self.now() - stored.event.at).num_milliseconds();
        let turning = Turning { row, conversation: &conversation, stored: &stored, platform: platform.as_ref() };
        let (state, mut gathered, steps) = self.steps(turning, state, person).await?;
        // What the conversation held and neither holds nor sends any more is nobody's.
        held.retain(|file| !files_in(&state).contains(file) && !gathered.sends(file));
        gathered.commit.forgotten_files.extend(held);
        let (ordered, asked_ms) = (gathered.commit.outbox.len(), millis(gathered.asked));
        let committing = Stopwatch::start();
        self.commit(turning, &who, state, gathered).await?;
        tracing::info!(
            conversation = %row.conversation,
            event = kind,
            outcome = "done",
            steps,
            ordered,
            tries = row.attempts,
            waited_ms,
            asked_ms,
            commit_ms = committing.elapsed_ms(),
            took_ms = watch.elapsed_ms(),
            "turn"
        );
        measures::turn(kind, watch.elapsed());
        Ok(Handled::Turn)
    }

    /// The event and the answers to what it asked, one after the other.
    async fn steps(
        self: &Arc<Self>,
        turning: Turning<'_>,
        mut state: State,
        mut person: Person,
    ) -> Result<(State, Gathered, usize), ServiceError> {
        let Turning { row, conversation, stored, platform } = turning;
        let ids = Ids::new(seed(&row.id));
        let mut gathered = Gathered::default();
        let mut queue = VecDeque::from([stored.event.clone()]);
        let mut steps = 0;
        while let Some(event) = queue.pop_front() {
            steps += 1;
            if steps > MAX_STEPS {
                tracing::error!(event = %row.id, "a turn asked more than a turn may");
                break;
            }
            for effect in self.step(&mut state, &event, &person, &ids, platform) {
                let Effect::Ask { id, ask } = effect else {
                    self.gather(&mut gathered, effect, stored, conversation, &person, &state);
                    continue;
                };
                platform.typing(&conversation.id, &conversation.address).await;
                let asking = Stopwatch::start();
                let answer = self.answer_or_moment(turning, &state, &person, ask).await?;
                gathered.asked += asking.elapsed();
                if matches!(answer, Answer::Linked { .. }) {
                    gathered.link_changed = true;
                    person = self.store.person(&row.conversation, self.desk_name(), self.today()).await?;
                }
                queue.push_back(Event {
                    id: EventId::new(format!("{}/a{id}", row.id)),
                    at: event.at,
                    place: Place::Private,
                    kind: EventKind::Answered { ask: id, answer },
                });
            }
        }
        Ok((state, gathered, steps))
    }

    /// Waits for an answer; if it takes its time, the person is told once that it is being worked on.
    async fn answer_or_moment(
        self: &Arc<Self>,
        turning: Turning<'_>,
        state: &State,
        person: &Person,
        ask: Ask,
    ) -> Result<Answer, ServiceError> {
        let Turning { row, conversation, stored, platform } = turning;
        let mut asked = pin!(self.answer(conversation, person, ask, stored, row));
        if let Ok(answer) = tokio::time::timeout(self.tuning.moment_after, &mut asked).await {
            return answer;
        }
        if stored.event.place == Place::Private {
            // The same id for the whole turn: shown once, however many answers take their time.
            let id = format!("{}-moment", seed(&row.id));
            let language = self.language(state);
            let aside = Aside { id, tone: Tone::Info, text: Text::key("menu-moment"), language };
            self.say_aside(platform, conversation, aside).await;
        }
        asked.await
    }

    /// The pure part.
    fn step(
        &self,
        state: &mut State,
        event: &Event,
        person: &Person,
        ids: &Ids,
        platform: &dyn Platform,
    ) -> Vec<Effect> {
        let live = self.live();
        let world = World {
            now: self.now(),
            person,
            ids,
            settings: &live.settings,
            platform: platform.capabilities(),
            desk: self.desk.caps(),
        };
        let turn = conversation::turn(std::mem::take(state), event, &world);
        *state = turn.state;
        turn.effects
    }

    /// Turns an effect into what is committed.
    fn gather(
        &self,
        gathered: &mut Gathered,
        effect: Effect,
        stored: &Stored,
        conversation: &ConversationRow,
        person: &Person,
        state: &State,
    ) {
        let now = self.now();
        let link = person.entitled().map(|entitled| entitled.link.clone());
        match effect {
            Effect::Say { message, place, not_before } => {
                gathered.says += 1;
                let id = format!("{}-say{}", seed(&stored.event.id), gathered.says);
                let Origin { room, thread, .. } = stored.origin.clone();
                // What was asked in a room is answered there, in its thread, or privately, where that thread is not.
                let same_place = place == Where::SameRoom || room.is_none();
                let room = room.filter(|_| place == Where::SameRoom);
                let thread = thread.filter(|_| same_place);
                let saved = SavedMessage { message: *message, language: self.language(state), room, thread };
                gathered.commit.outbox.push(message_row(id, &conversation.id, link, &saved, now, not_before));
            }
            // The person of this turn was entitled when it was accepted: from here on it is delivered whatever happens.
            Effect::Write { op, write } => {
                let Some(entitled) = person.entitled() else { return };
                if matches!(*write, DeskWrite::Create(_)) {
                    gathered.commit.filings.push(op.clone());
                }
                let role = entitled.member.role;
                let saved = SavedWrite { op, write: *write, role, language: self.language(state), retried: 0 };
                gathered.commit.outbox.push(write_row(&conversation.id, entitled, &saved, now));
            }
            Effect::VoidCode => gathered.void_code = true,
            Effect::Unlink { link } => {
                gathered.link_changed = true;
                gathered.commit.unlinked.push(link);
            }
            Effect::Mute { number, muted } => gathered.commit.mutes.push((number, muted)),
            Effect::ForgetFile { file } => gathered.commit.forgotten_files.push(file),
            Effect::Audit { what, ticket } => {
                gathered.commit.audit.push(NewEntry { what, ticket, ..NewEntry::default() });
            }
            Effect::Ask { .. } => {}
        }
    }

    async fn commit(
        self: &Arc<Self>,
        turning: Turning<'_>,
        who: &str,
        state: State,
        gathered: Gathered,
    ) -> Result<(), ServiceError> {
        let Turning { row, conversation, platform, .. } = turning;
        let Gathered { mut commit, link_changed, void_code, .. } = gathered;
        if void_code {
            self.store.void_code(&conversation.id).await?;
        }
        commit.inbox_seq = row.seq;
        commit.state = serde_json::to_string(&state).map_err(|error| ServiceError::Stored("state", error))?;
        for entry in &mut commit.audit {
            who.clone_into(&mut entry.who);
            entry.place = format!("{}:{}", conversation.identity.platform, conversation.id);
        }
        failpoint!(
            "commit.before",
            crate::database::DatabaseError::new(Trouble::Transient, "commit a turn: a test lets it fail")
        );
        self.store.commit_turn(&row.conversation, commit, self.now()).await?;
        failpoint!("commit.after");
        if link_changed {
            platform.link_changed(&conversation.id, &conversation.address).await;
        }
        Ok(())
    }

    /// What platforms say by themselves.
    pub(super) fn words(&self) -> Words {
        let live = self.live();
        Words { locales: Arc::clone(&live.locales), zone: live.settings.zone, now: self.now() }
    }

    pub(super) fn language(&self, state: &State) -> String {
        let live = self.live();
        state.spoken().map_or_else(|| live.settings.lexicon("").language.clone(), str::to_owned)
    }
}

/// Ids of a turn begin with this: the same event gives the same ids, so a turn that is repeated orders nothing twice.
pub(super) fn seed(event: &EventId) -> String {
    hex::encode(&Sha256::digest(event.as_str().as_bytes())[..10])
}

fn who(person: &Person) -> String {
    person.entitled().map(|entitled| format!("member:{}", entitled.member.id)).unwrap_or_default()
}

/// The files that a state or an event names, wherever in it: whatever is written like a [`FileMeta`].
pub(super) fn files_in(holder: &impl Serialize) -> BTreeSet<FileId> {
    fn search(value: &serde_json::Value, into: &mut BTreeSet<FileId>) {
        match value {
            serde_json::Value::Object(fields) => {
                if fields.contains_key("size_bytes") && fields.contains_key("mime") {
                    into.extend(fields.get("id").and_then(serde_json::Value::as_str).map(FileId::from));
                }
                fields.values().for_each(|value| search(value, into));
            }
            serde_json::Value::Array(values) => values.iter().for_each(|value| search(value, into)),
            _ => {}
        }
    }
    let mut files = BTreeSet::new();
    // What cannot be written as JSON could not have been kept either.
    search(&serde_json::to_value(holder).unwrap_or_default(), &mut files);
    files
}

/// The kind of an event for the log: never what it holds.
fn event_name(event: &Event) -> &'static str {
    match &event.kind {
        EventKind::Opened => "opened",
        EventKind::Said { .. } => "said",
        EventKind::Pressed { .. } => "pressed",
        EventKind::FormSent { .. } => "form",
        EventKind::Edited { .. } => "edited",
        EventKind::Deleted { .. } => "deleted",
        EventKind::NotTaken { .. } => "not_taken",
        EventKind::Answered { .. } => "answered",
        EventKind::DeskDone { .. } => "desk",
        EventKind::Updated(_) => "update",
        EventKind::ContactFound { .. } | EventKind::ContactOverdue => "contact",
        EventKind::MailFailed => "mail",
        EventKind::LinkChanged => "link",
    }
}

/// The link whose data a message holds, if it holds any.
pub(super) fn link_of(message: &Message<Text>, link: Option<LinkId>) -> Option<LinkId> {
    match message.audience {
        Audience::Entitled => link,
        Audience::Anyone => None,
    }
}
