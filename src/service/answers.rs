//! Answers to what a turn asks. Rights are checked here and in the desk's guard, from current data, never by words.

use std::sync::Arc;

use super::intake::Stored;
use super::writes::MAX_FILED;
use super::{Service, ServiceError};
use crate::conversation::effect::Ask;
use crate::conversation::event::{Answer, Place};
use crate::desks::{DeskError, DeskTrouble};
use crate::domain::{Entitled, FileId, Person, TicketNumber};
use crate::platforms::Delivery;
use crate::store::inbox::InboxRow;
use crate::store::links::ConversationRow;

impl Service {
    /// The answer to a question of a turn; trouble of the desk is an answer, too.
    pub(super) async fn answer(
        self: &Arc<Self>,
        conversation: &ConversationRow,
        person: &Person,
        ask: Ask,
        stored: &Stored,
        row: &InboxRow,
    ) -> Result<Answer, ServiceError> {
        match ask {
            Ask::SendCode { email, language } => {
                self.send_code(conversation, &email, &language, &stored.origin, &row.id).await
            }
            // A code typed where others read along is void, whatever the turn thought.
            Ask::CheckCode { .. } if stored.event.place == Place::Room => {
                self.store.void_code(&conversation.id).await?;
                Ok(Answer::CodeVoid)
            }
            Ask::CheckCode { code } => self.check_code(conversation, &code).await,
            Ask::List(query) => {
                let Some(entitled) = person.entitled() else { return Ok(Answer::NoSuchTicket) };
                let filed = self.store.filed_by(&entitled.member.id, self.desk_name(), MAX_FILED).await?;
                let page_size = self.live().settings.policy.page_size;
                let listed = self.desk.list(entitled, &filed, &query, page_size).await;
                Ok(listed.unwrap_or_else(|error| unavailable(&error, row)))
            }
            Ask::Ticket { number } => {
                let Some(entitled) = person.entitled() else { return Ok(Answer::NoSuchTicket) };
                self.ticket(entitled, &number, row).await
            }
            Ask::SendFile { number, file } => {
                let Some(entitled) = person.entitled() else { return Ok(Answer::NoSuchTicket) };
                self.send_file(conversation, entitled, (&number, &file), stored, row).await
            }
        }
    }

    async fn ticket(&self, entitled: &Entitled, said: &str, row: &InboxRow) -> Result<Answer, ServiceError> {
        let filed = self.store.filed_by(&entitled.member.id, self.desk_name(), MAX_FILED).await?;
        let live = self.live();
        let found = self.desk.ticket(entitled, &filed, &live.settings.forms, said).await;
        let mut answer = found.unwrap_or_else(|error| unavailable(&error, row));
        if let Answer::Ticket { detail, muted, .. } = &mut answer {
            *muted = self.store.is_muted(&entitled.member.id, &detail.ticket.number).await?;
        }
        Ok(answer)
    }

    async fn send_file(
        &self,
        conversation: &ConversationRow,
        entitled: &Entitled,
        (number, file): (&TicketNumber, &FileId),
        stored: &Stored,
        row: &InboxRow,
    ) -> Result<Answer, ServiceError> {
        let filed = self.store.filed_by(&entitled.member.id, self.desk_name(), MAX_FILED).await?;
        let found = match self.desk.file(entitled, &filed, number, file).await {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(Answer::NoSuchTicket),
            Err(error) => return Ok(unavailable(&error, row)),
        };
        let Some(platform) = self.platform(&conversation.identity.platform) else { return Ok(Answer::NoSuchTicket) };
        let delivery = Delivery {
            id: format!("{}-file-{file}", row.id),
            conversation: conversation.id.clone(),
            identity: conversation.identity.clone(),
            link: Some(entitled.link.clone()),
            address: conversation.address.clone(),
            room: None,
            thread: stored.origin.thread.clone(),
            message: Arc::new(crate::conversation::message::Message::new(Vec::new()).about(number)),
            language: String::new(),
            words: self.words(),
        };
        match platform.deliver_file(&delivery, &found.meta, found.bytes).await {
            Ok(()) => Ok(Answer::FileSent),
            Err(error) => {
                tracing::warn!(error = ?error, "a file was not delivered");
                Ok(Answer::Unavailable { reference: reference(row) })
            }
        }
    }
}

fn unavailable(error: &DeskError, row: &InboxRow) -> Answer {
    match error.trouble {
        DeskTrouble::NotFound | DeskTrouble::NotAllowed => Answer::NoSuchTicket,
        DeskTrouble::Credentials => {
            tracing::error!(reference = reference(row), error = ?error, "the desk refuses our credentials: renew them");
            Answer::Unavailable { reference: reference(row) }
        }
        _ => {
            tracing::warn!(reference = reference(row), error = ?error, "the desk could not answer");
            Answer::Unavailable { reference: reference(row) }
        }
    }
}

/// What the person is given and the log holds, so that support finds the one by the other.
fn reference(row: &InboxRow) -> String {
    format!("R{}", row.seq)
}
