//! Writes every mail into a folder instead of sending it: the demo's mailbox, and a way to try things out.
//!
//! Per mail one `.eml` file that any mail program opens, and beside it a `.json` file from which the mailbox page is made.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt;

use super::letter::{Sender, in_id, letter};
use super::{Mail, MailError, MailTrouble, Mailer};
use crate::domain::Clock;

/// Largest `.json` file that is read back.
const MAX_KEPT_BYTES: u64 = 1 << 20;

/// A mail in the folder.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptMail {
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// The mail.
    pub mail: Mail,
}

/// A mailer that writes files.
#[derive(Debug)]
pub struct FolderMailer {
    folder: PathBuf,
    from: Sender,
    clock: Arc<dyn Clock>,
}

impl FolderMailer {
    /// Writes into `folder`, which is made if it does not exist.
    ///
    /// # Errors
    /// Permanent when the folder cannot be made.
    pub fn new(folder: impl Into<PathBuf>, from: Sender, clock: Arc<dyn Clock>) -> Result<Self, MailError> {
        let folder = folder.into();
        std::fs::create_dir_all(&folder).map_err(|error| trouble("make the mail folder", error))?;
        Ok(Self { folder, from, clock })
    }

    async fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let waiting = self.folder.join(format!("{name}.part"));
        let mut file = tokio::fs::File::create(&waiting).await?;
        file.write_all(bytes).await?;
        file.sync_all().await?;
        tokio::fs::rename(&waiting, self.folder.join(name)).await
    }
}

#[async_trait]
impl Mailer for FolderMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let now = self.clock.now();
        let message = letter(mail, &self.from, now)?;
        let kept = serde_json::to_vec_pretty(&KeptMail { sent_at: now, mail: mail.clone() })
            .map_err(|error| trouble("write a mail as JSON", error.into()))?;
        let name = in_id(&mail.id);
        // The name comes from the id: a mail sent twice is one file. The `.json` comes last: what is listed is whole.
        self.write(&format!("{name}.eml"), &message.formatted())
            .await
            .map_err(|error| trouble("write a mail", error))?;
        self.write(&format!("{name}.json"), &kept).await.map_err(|error| trouble("write a mail", error))
    }

    async fn check(&self) -> Result<(), MailError> {
        self.write("check", b"").await.map_err(|error| trouble("write into the mail folder", error))?;
        tokio::fs::remove_file(self.folder.join("check"))
            .await
            .map_err(|error| trouble("write into the mail folder", error))
    }
}

/// A full or failing disk may be mended; a folder that is not there or not ours needs an operator.
fn trouble(doing: &str, error: io::Error) -> MailError {
    let passes = !matches!(
        error.kind(),
        io::ErrorKind::NotFound
            | io::ErrorKind::PermissionDenied
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::InvalidData
    );
    let trouble = if passes { MailTrouble::Transient } else { MailTrouble::Permanent };
    MailError { trouble, doing: doing.to_owned(), source: Some(Box::new(error)) }
}

/// The newest `limit` mails of a folder, newest first. A folder that does not exist holds none; what is no mail is left out.
pub fn kept_mails(folder: &Path, limit: usize) -> io::Result<Vec<KeptMail>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut mails = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let is_json = path.extension().is_some_and(|extension| extension == "json");
        if is_json && path.metadata().is_ok_and(|meta| meta.is_file() && meta.len() <= MAX_KEPT_BYTES) {
            mails.extend(std::fs::read(&path).ok().and_then(|text| serde_json::from_slice::<KeptMail>(&text).ok()));
        }
    }
    mails.sort_by(|a, b| b.sent_at.cmp(&a.sent_at).then_with(|| b.mail.id.cmp(&a.mail.id)));
    mails.truncate(limit);
    Ok(mails)
}
