//! What happened in a room, one after the other, into the inbox.

use matrix_sdk::deserialized_responses::TimelineEvent;
use matrix_sdk::ruma::{EventId, RoomId, ServerName};
use matrix_sdk::{Room, RoomState};
use serde_json::Value;

use super::addressed::{Called, Replies, in_private, to_bot};
use super::context::Context;
use super::direct::{Standing, partner, room_of, standing};
use super::ear::{Ear, Spot, event_id, identity};
use super::event::{Said, Seen, What, read};
use super::gap::{Came, Knows, fill, since_asked};
use super::late::Unread;
use super::listen::Gap;
use super::settings::server_of;
use super::{Aside, reactions};
use crate::conversation::event::{EventKind, Press};
use crate::conversation::intent::Command;
use crate::domain::MessageId;

/// Where the events of a room are said.
struct Here<'a> {
    room: &'a Room,
    /// The person, in a direct chat.
    partner: Option<String>,
    /// The bot's name in the room.
    name: Option<String>,
}

impl Ear {
    /// Takes in what happened in a room.
    pub(super) async fn work(&self, room: &RoomId, events: Vec<TimelineEvent>, gap: Option<Gap>) {
        let Some(room) = self.client.get_room(room) else { return };
        let mut seen = self.read(events);
        if let Some(gap) = gap {
            let (_, came, _) = since_asked(seen.iter().map(|(seen, _)| (seen.clone(), ())).collect(), self.me());
            let knows = if came == Came::Before { Knows::Yes } else { Knows::No };
            let mut all = self.read(fill(&room, &gap, knows).await);
            all.append(&mut seen);
            seen = all;
        }
        let (seen, came, join) = since_asked(seen, self.me());
        let partner = self.partner_of(&room).await;
        let name = room.get_member_no_sync(room.own_user_id()).await.ok().flatten();
        let name = name.and_then(|member| member.display_name().map(str::to_owned));
        let here = Here { room: &room, partner, name };
        if let (Came::Invited, Some(join)) = (came, join) {
            self.came(&here, &join, &seen).await;
        }
        for (seen, event) in &seen {
            self.take(&here, seen, Some(event)).await;
        }
    }

    /// Takes in one event that could not be read before.
    pub(super) async fn take_late(&self, room: &Room, event: &TimelineEvent) {
        let here = Here { room, partner: self.partner_of(room).await, name: None };
        for (seen, event) in self.read(vec![event.clone()]) {
            self.take(&here, &seen, Some(&event)).await;
        }
    }

    async fn partner_of(&self, room: &Room) -> Option<String> {
        match partner(room).await {
            Ok(partner) => partner,
            Err(error) => {
                // Unknown members are others: nothing private is said before it is known that they are not.
                tracing::warn!(error = ?error, room = %room.room_id(), "the members of a room are not known");
                None
            }
        }
    }

    fn read(&self, events: Vec<TimelineEvent>) -> Vec<(Seen, TimelineEvent)> {
        let read = |event: TimelineEvent| {
            let json = event.raw().deserialize_as_unchecked::<Value>().unwrap_or_default();
            (read(&json, &self.settings.user), event)
        };
        events.into_iter().map(read).collect()
    }

    /// The bot was asked in: a direct chat is kept as such, closed for whoever comes later, and greeted, unless the person
    /// has said something already.
    async fn came(&self, here: &Here<'_>, join: &str, seen: &[(Seen, TimelineEvent)]) {
        let Some(partner) = &here.partner else { return };
        let _ = self.aside.send(Aside::Settle(here.room.clone()));
        let said = |seen: &Seen| &seen.sender == partner && matches!(seen.what, What::Message(_) | What::Unreadable);
        if !seen.iter().any(|(seen, _)| said(seen)) {
            let spot = Spot { address: here.room.room_id().to_string(), ..Spot::default() };
            self.hand_in(partner, event_id(join), &spot, EventKind::Opened).await;
        }
    }

    async fn take(&self, here: &Here<'_>, seen: &Seen, event: Option<&TimelineEvent>) {
        match &seen.what {
            What::Message(said) => self.said(here, seen, said).await,
            What::Edited { of, text } => {
                let text = in_private(text, self.called(here));
                self.corrected(here, seen, of, EventKind::Edited { message: MessageId::from(of.as_str()), text }).await;
            }
            What::Redacted { of } => {
                self.corrected(here, seen, of, EventKind::Deleted { message: MessageId::from(of.as_str()) }).await;
            }
            What::Reacted { to, sign } => self.reacted(here, seen, to, sign).await,
            What::Replaced { by } => self.follow(here.room, &seen.sender, by).await,
            What::Unreadable => {
                let session = event.and_then(|event| event.kind.session_id()).map(str::to_owned);
                let unread = Unread {
                    room: here.room.room_id().to_string(),
                    event: seen.id.clone(),
                    sender: seen.sender.clone(),
                    session,
                    since: self.clock.now(),
                    told: here.partner.is_none(),
                };
                self.late.add(&self.folder, unread);
            }
            What::Member(_) | What::Other => {}
        }
    }

    fn called<'a>(&'a self, here: &'a Here<'_>) -> Called<'a> {
        Called { id: self.me(), name: here.name.as_deref() }
    }

    async fn said(&self, here: &Here<'_>, seen: &Seen, said: &Said) {
        let id = event_id(&seen.id);
        if self.is_known(&id).await {
            return;
        }
        let referred = said.reply_to.as_deref().or(said.thread.as_deref());
        let (text, spot, about) = if here.partner.as_deref() == Some(seen.sender.as_str()) {
            let context = self.own_message(here.room, referred).await;
            let spot = Spot { address: here.room.room_id().to_string(), room: None, thread: said.thread.clone() };
            (in_private(&said.text, self.called(here)), spot, context.and_then(|context| context.about))
        } else {
            let own = self.own_message(here.room, said.reply_to.as_deref()).await;
            let replies = if own.is_some() { Replies::ToBot } else { Replies::No };
            let Some(text) = to_bot(said, self.called(here), replies) else { return };
            let address = self.address_of(&seen.sender).await;
            (text, Spot { address, room: Some(here.room.room_id().to_string()), thread: said.thread.clone() }, None)
        };
        let files = match &said.file {
            Some(file) => self.fetch(seen, &spot, file).await,
            None => Vec::new(),
        };
        if text.is_empty() && files.is_empty() {
            if said.file.is_none() {
                self.hand_in(&seen.sender, id, &spot, EventKind::Opened).await;
            }
        } else {
            let message = MessageId::from(seen.id.as_str());
            self.hand_in(&seen.sender, id, &spot, EventKind::Said { message, text, files, about }).await;
        }
        if let (None, Ok(event)) = (&spot.room, EventId::parse(&seen.id)) {
            let _ = self.aside.send(Aside::Read(here.room.clone(), event));
        }
    }

    /// What was changed or taken back: only what the same person said to the bot.
    async fn corrected(&self, here: &Here<'_>, seen: &Seen, of: &str, kind: EventKind) {
        if !self.is_known(&event_id(of)).await {
            return;
        }
        let room = here.room.room_id().to_string();
        let spot = if here.partner.is_some() {
            Spot { address: room, ..Spot::default() }
        } else {
            Spot { address: self.address_of(&seen.sender).await, room: Some(room), thread: None }
        };
        self.hand_in(&seen.sender, event_id(&seen.id), &spot, kind).await;
    }

    async fn reacted(&self, here: &Here<'_>, seen: &Seen, to: &str, sign: &str) {
        if here.partner.as_deref() != Some(seen.sender.as_str()) {
            return;
        }
        let context = self.own_message(here.room, Some(to)).await;
        let press = match context {
            Some(context) => reactions::press(sign, &context),
            // On a message of their own: a ticket is to be made.
            None if sign.starts_with('🎫') => Some(Press::Command { command: Command::New }),
            None => None,
        };
        let Some(press) = press else { return };
        let spot = Spot { address: here.room.room_id().to_string(), ..Spot::default() };
        self.hand_in(&seen.sender, event_id(&seen.id), &spot, EventKind::Pressed { press: Some(press) }).await;
    }

    /// The context of a message, if it is one of the bot's.
    async fn own_message(&self, room: &Room, id: Option<&str>) -> Option<Context> {
        let id = EventId::parse(id?).ok()?;
        let event = room.event(&id, None).await.ok()?;
        let json = event.raw().deserialize_as_unchecked::<Value>().ok()?;
        let own = json.get("sender").and_then(Value::as_str) == Some(self.me());
        own.then(|| json.get("content").map(Context::of).unwrap_or_default())
    }

    /// Where private messages to somebody go who spoke in a room; empty where a chat has to be opened.
    async fn address_of(&self, sender: &str) -> String {
        let known = self.store.conversation_known(&identity(sender)).await.ok().flatten();
        let Some(row) = known else { return String::new() };
        let (Some(room), Ok(person)) = (room_of(&self.client, &row.address), sender.try_into()) else {
            return String::new();
        };
        match standing(&room, person).await {
            Ok(Standing::Deserted | Standing::Outside) => String::new(),
            _ => row.address,
        }
    }

    /// The room was replaced: the bot moves with it.
    async fn follow(&self, room: &Room, by_whom: &str, to: &str) {
        let Ok(to) = RoomId::parse(to) else { return };
        if self.client.get_room(&to).is_some_and(|room| room.state() == RoomState::Joined) {
            return;
        }
        let via: Vec<_> = ServerName::parse(server_of(by_whom)).into_iter().collect();
        match self.client.join_room_by_id_or_alias((&*to).into(), &via).await {
            Ok(joined) => {
                let _ = self.aside.send(Aside::Settle(joined));
            }
            Err(error) => {
                tracing::warn!(error = ?error, room = %room.room_id(), "a room was replaced and the new one cannot be joined");
            }
        }
    }
}
