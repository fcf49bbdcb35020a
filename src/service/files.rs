//! Files of tickets for platforms that let people download them.

use std::sync::Arc;

use async_trait::async_trait;

use super::Service;
use super::writes::MAX_FILED;
use crate::domain::{FileId, FileMeta, Identity, TicketNumber};
use crate::platforms::FileDoor;
use crate::store::audit::NewEntry;

/// The service as the download route sees it.
pub struct Downloads(pub Arc<Service>);

#[async_trait]
impl FileDoor for Downloads {
    async fn ticket_file(
        &self,
        identity: &Identity,
        number: &TicketNumber,
        file: &FileId,
    ) -> Option<(FileMeta, Vec<u8>)> {
        let found = self.0.ticket_file(identity, number, file).await;
        found.unwrap_or_else(|error| {
            tracing::warn!(error = ?error, "a file could not be fetched");
            None
        })
    }
}

impl Service {
    async fn ticket_file(
        &self,
        identity: &Identity,
        number: &TicketNumber,
        file: &FileId,
    ) -> Result<Option<(FileMeta, Vec<u8>)>, anyhow::Error> {
        let Some(conversation) = self.store.conversation_known(identity).await? else { return Ok(None) };
        let person = self.store.person(&conversation.id, self.desk_name(), self.today()).await?;
        let Some(entitled) = person.entitled() else { return Ok(None) };
        let filed = self.store.filed_by(&entitled.member.id, self.desk_name(), MAX_FILED).await?;
        let Some(found) = self.desk.file(entitled, &filed, number, file).await? else { return Ok(None) };
        let entry = NewEntry {
            who: format!("member:{}", entitled.member.id),
            place: format!("{}:{}", identity.platform, conversation.id),
            what: "file.downloaded".to_owned(),
            ticket: Some(number.clone()),
        };
        self.store.audit(&entry, self.now()).await?;
        Ok(Some((found.meta, found.bytes)))
    }
}
