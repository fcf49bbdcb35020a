//! Plays the scenes of a transcript.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use chrono::{Datelike, Duration, TimeZone, Utc};
use chrono_tz::Europe::Berlin;
use ticketlotse::conversation::event::{EventKind, Place, Press, Refresh};
use ticketlotse::conversation::message::{Block, FormPurpose, Message, Spoken};
use ticketlotse::conversation::text::Text;
use ticketlotse::domain::{Clock, EventId, FieldId, FileMeta, Identity, MessageId};
use ticketlotse::locales::Speaking;
use ticketlotse::platforms::{Inbound, Intake, IntakeError, Origin};
use ticketlotse::store::links::Proof;

use super::people::{self, Somebody};
use super::recorder::{Recorder, Shown};
use super::stage::{Stage, moment};
use super::{happenings, plain};

/// Messages of the bot that a button may be in.
const REMEMBERED: usize = 40;

/// A transcript being played.
pub struct Play {
    /// What is behind it.
    pub stage: Stage,
    /// Who is talking.
    pub person: &'static Somebody,
    /// Where.
    pub place: Place,
    /// Messages shown to each, newest last.
    shown: HashMap<&'static str, VecDeque<Message<Spoken>>>,
    /// What each person said, to be edited and deleted: text and message id.
    said: Vec<(String, MessageId)>,
    /// The code in the newest mail.
    pub code: Option<String>,
    /// Mails that were looked at.
    pub mails_seen: BTreeSet<String>,
    events: usize,
}

impl Play {
    /// Begins; Anna Berger is there, but not signed in.
    pub async fn begin(native_forms: bool) -> Self {
        let stage = Stage::set(native_forms).await;
        let person = people::named("Anna Berger");
        Self {
            stage,
            person,
            place: Place::Private,
            shown: HashMap::new(),
            said: Vec::new(),
            code: None,
            mails_seen: BTreeSet::new(),
            events: 0,
        }
    }

    /// The identity of a person.
    pub fn identity(person: &Somebody) -> Identity {
        let user = person.email.split('@').next().unwrap_or_default().to_owned();
        Identity { platform: Recorder::NAME.to_owned(), workspace: "test".to_owned(), user }
    }

    /// Links the person, as if they had signed in before.
    pub async fn link(&mut self, person: &'static Somebody) {
        let (identity, now) = (Self::identity(person), self.stage.clock.now());
        let store = &self.stage.store;
        let row = store.conversation_of(&identity, person.email, now).await.expect("a conversation");
        let email = ticketlotse::domain::Email::parse(person.email).expect("an address");
        let member = store.member_by_email(&email).await.expect("the store").expect("a member");
        store.link(&row.id, &member.id, Proof::Code, now).await.expect("a link");
        store.want_contact("embedded", &member.id, now).await.expect("a wish");
    }

    /// What happens around the chat.
    pub async fn happens(&mut self, what: &str) -> Vec<Vec<String>> {
        for part in what.split(';').map(str::trim) {
            happenings::happen(self, part).await;
        }
        self.answers().await
    }

    /// The person says or presses something.
    pub async fn says(&mut self, text: &str) -> Vec<Vec<String>> {
        let mut text = text.replace("{code}", self.code.as_deref().unwrap_or("{code}"));
        let label = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Some(label) = label.filter(|label| !label.starts_with('+')) {
            let press = self.find_press(label);
            return self.send(EventKind::Pressed { press: Some(press) }).await;
        }
        if let Some(values) = text.strip_prefix("{form:").and_then(|rest| rest.strip_suffix('}')) {
            let kind = self.fill_form(values, Refresh::Send);
            return self.send(kind).await;
        }
        if let Some(values) = text.strip_prefix("{form changes:").and_then(|rest| rest.strip_suffix('}')) {
            let kind = self.fill_form(values, Refresh::Show);
            return self.send(kind).await;
        }
        let mut files = Vec::new();
        while let Some((before, name)) = text.strip_suffix(']').and_then(|rest| rest.rsplit_once("[+")) {
            let (name, before) = (name.to_owned(), before.trim_end().to_owned());
            match self.upload(&name).await {
                Ok(file) => files.insert(0, file),
                Err(error) => return vec![vec![format!("(upload refused: {error})")]],
            }
            text = before;
        }
        self.events += 1;
        let message = MessageId::new(format!("msg{}", self.events));
        self.said.push((text.clone(), message.clone()));
        let about = text.strip_prefix("(re ").and_then(|rest| rest.split_once(')')).map(|(number, rest)| {
            let (number, rest) = (number.to_owned(), rest.trim().to_owned());
            (number, rest)
        });
        let (about, text) = about.map_or((None, text), |(number, rest)| (Some(number.into()), rest));
        self.send(EventKind::Said { message, text, files, about }).await
    }

    /// Sends an event that the platform would have sent.
    pub async fn send(&mut self, kind: EventKind) -> Vec<Vec<String>> {
        self.events += 1;
        let id = EventId::new(format!("event{}", self.events));
        match self.hand_in(id, kind).await {
            Ok(()) => self.answers().await,
            Err(error) => vec![vec![format!("(refused: {error})")]],
        }
    }

    /// Hands an event in under its id.
    pub async fn hand_in(&self, id: EventId, kind: EventKind) -> Result<(), IntakeError> {
        let room = (self.place == Place::Room).then(|| "room".to_owned());
        let inbound = Inbound {
            id,
            identity: Self::identity(self.person),
            address: self.person.email.to_owned(),
            place: self.place,
            kind,
            origin: Origin {
                limit_key: "198.51.100.7".to_owned(),
                described: "Testchat".to_owned(),
                room,
                thread: None,
            },
        };
        self.stage.door().accept(inbound).await
    }

    async fn upload(&self, name: &str) -> Result<FileMeta, IntakeError> {
        let (name, size) = name.split_once(' ').unwrap_or((name, "1200"));
        let size = size.parse::<usize>().expect("a size in bytes");
        let identity = Self::identity(self.person);
        self.stage
            .door()
            .store_file(&identity, self.person.email, name, "application/octet-stream", vec![7; size])
            .await
    }

    /// The message id of something said before.
    pub fn message_of(&self, text: &str) -> MessageId {
        let found = self.said.iter().rev().find(|(said, _)| said == text);
        found.unwrap_or_else(|| panic!("nobody said {text:?}")).1.clone()
    }

    /// Everything that the person was shown since the last time, line by line.
    pub async fn answers(&mut self) -> Vec<Vec<String>> {
        self.stage.service.settle().await.expect("the service settles");
        let mut answers = Vec::new();
        for shown in self.stage.recorder.take(self.person.email) {
            match shown {
                Shown::Message { message, language, room } => {
                    let mut lines = plain::lines(&message, &self.mandatory(&language));
                    if room.is_some() {
                        lines[0] = format!("(in the room) {}", lines[0]);
                    }
                    answers.push(lines);
                    let kept = self.shown.entry(self.person.email).or_default();
                    kept.push_back(message);
                    if kept.len() > REMEMBERED {
                        kept.pop_front();
                    }
                }
                Shown::File(name, bytes) => answers.push(vec![format!("(file {name}, {bytes} bytes)")]),
            }
        }
        answers
    }

    /// The word for what must be filled in, as the pages say it.
    fn mandatory(&self, language: &str) -> String {
        let live = self.stage.service.live();
        let how = Speaking { language, zone: live.settings.zone, now: self.stage.clock.now() };
        live.locales.say(how, &Text::key("web-page-required")).plain()
    }

    /// Lets everything happen that is due; what is shown stays for the next step.
    pub async fn answers_later(&self) {
        self.stage.service.settle().await.expect("the service settles");
    }

    fn messages(&self) -> impl Iterator<Item = &Message<Spoken>> {
        self.shown.get(self.person.email).into_iter().flatten().rev()
    }

    /// The newest button with that label; `Label@2` is the one before it.
    fn find_press(&self, label: &str) -> Press {
        let (label, back) = match label.rsplit_once('@') {
            Some((label, back)) if back.parse::<usize>().is_ok() => (label, back.parse::<usize>().unwrap_or(1)),
            _ => (label, 1),
        };
        let presses = self.messages().flat_map(|message| &message.blocks).filter_map(|block| match block {
            Block::Choices { choices, .. } => {
                choices.iter().find(|choice| choice.label.plain() == label).map(|choice| choice.press.clone())
            }
            Block::Tickets { rows } => {
                rows.iter().find(|row| row.number.as_str() == label).map(|row| row.press.clone())
            }
            Block::Ticket(card) => card
                .history
                .iter()
                .flat_map(|entry| &entry.files)
                .find(|file| file.name == label)
                .map(|file| Press::File { number: card.number.clone(), file: file.id.clone() }),
            _ => None,
        });
        presses.into_iter().nth(back - 1).unwrap_or_else(|| panic!("there is no button [{label}]"))
    }

    fn fill_form(&self, values: &str, refresh: Refresh) -> EventKind {
        let form = self.messages().flat_map(|message| &message.blocks).find_map(|block| match block {
            Block::Form(form) => Some(form),
            _ => None,
        });
        let form = form.expect("a native form was shown");
        let FormPurpose::Draft { draft, .. } = &form.purpose;
        let mut filled: BTreeMap<FieldId, Vec<String>> =
            form.fields.iter().map(|field| (field.id.clone(), field.value.clone())).collect();
        for pair in values.split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (field, value) = pair.split_once('=').expect("field=value");
            let value = value.trim().replace("\\n", "\n");
            filled.insert(
                field.trim().into(),
                if value.is_empty() { Vec::new() } else { value.split('|').map(str::to_owned).collect() },
            );
        }
        EventKind::FormSent { draft: draft.clone(), values: filled, files: BTreeMap::new(), refresh }
    }

    /// Moves the clock: `2026-11-24 18:00`, `18:00` (the same day), `+10 min`, `+3 h`, `+2 d`.
    pub fn move_clock(&self, text: &str) -> bool {
        let now = self.stage.clock.now();
        if let Some(at) = moment(text) {
            self.stage.clock.set(at);
            return true;
        }
        if let Some((hours, minutes)) = text.split_once(':').and_then(|(h, m)| Some((h.parse().ok()?, m.parse().ok()?)))
        {
            let day = now.with_timezone(&Berlin);
            let at = Berlin.with_ymd_and_hms(day.year(), day.month(), day.day(), hours, minutes, 0).earliest();
            self.stage.clock.set(at.expect("a time of that day").with_timezone(&Utc));
            return true;
        }
        let Some((amount, unit)) = text.strip_prefix('+').and_then(|rest| rest.split_once(' ')) else { return false };
        let Ok(amount) = amount.parse::<i64>() else { return false };
        let by = match unit {
            "s" => Duration::seconds(amount),
            "min" => Duration::minutes(amount),
            "h" => Duration::hours(amount),
            "d" => Duration::days(amount),
            _ => return false,
        };
        self.stage.clock.advance(by);
        true
    }

    /// What is left undone at the end of a transcript: nothing may be.
    pub async fn leftovers(&self) -> Vec<String> {
        let rows = self.stage.store.unsettled(100).await.expect("the store");
        rows.into_iter()
            .map(|(row, state, note)| format!("{:?} {} {state}: {note}", row.row.lane, row.row.id))
            .collect()
    }
}
