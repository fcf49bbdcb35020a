//! Files that people send: fetched, decrypted and kept before the message that names them; too large ones are not fetched.

use std::time::Duration;

use matrix_sdk::media::{MediaFormat, MediaRequestParameters};

use super::ear::{Ear, Spot, identity};
use super::event::{Attachment, Seen};
use crate::conversation::event::{EventKind, NotTaken};
use crate::domain::{EventId, FileMeta};
use crate::platforms::IntakeError;

/// Tries for one file, and the pause between them.
const TRIES: u32 = 5;
const AGAIN: Duration = Duration::from_secs(2);

impl Ear {
    /// The file, kept; nothing where it is not taken, and then the person is told why. Whoever is not signed in is asked to
    /// sign in by the message itself.
    pub(super) async fn fetch(&self, seen: &Seen, spot: &Spot, file: &Attachment) -> Vec<FileMeta> {
        let why = match self.fetched(seen, spot, file).await {
            Ok(kept) => return kept.into_iter().collect(),
            Err(why) => why,
        };
        let id = EventId::new(format!("matrix:{}/file", seen.id));
        self.hand_in(&seen.sender, id, spot, EventKind::NotTaken { why }).await;
        Vec::new()
    }

    async fn fetched(&self, seen: &Seen, spot: &Spot, file: &Attachment) -> Result<Option<FileMeta>, NotTaken> {
        let name = named(file);
        if file.size_bytes.is_some_and(|size| size > self.settings.max_file_bytes) {
            return Err(NotTaken::FileTooLarge { name });
        }
        let bytes = self.download(file).await.ok_or_else(|| NotTaken::FileGone { name: name.clone() })?;
        let sender = identity(&seen.sender);
        loop {
            let kept = self.intake.store_file(&sender, &spot.address, &name, &file.mime, bytes.clone());
            match kept.await {
                Ok(kept) => return Ok(Some(kept)),
                Err(IntakeError::TooLarge) => return Err(NotTaken::FileTooLarge { name }),
                Err(IntakeError::FileType) => return Err(NotTaken::FileType { name }),
                Err(IntakeError::NotSignedIn) => return Ok(None),
                Err(IntakeError::TooMany { retry_after_secs }) => {
                    tokio::time::sleep(Duration::from_secs(retry_after_secs.into())).await;
                }
                Err(IntakeError::Unavailable) => tokio::time::sleep(AGAIN).await,
            }
        }
    }

    async fn download(&self, file: &Attachment) -> Option<Vec<u8>> {
        let request = MediaRequestParameters { source: file.source.clone(), format: MediaFormat::File };
        for _ in 0..TRIES {
            match self.client.media().get_media_content(&request, false).await {
                Ok(bytes) => return Some(bytes),
                Err(error) => {
                    tracing::warn!(error = ?error, "a file could not be fetched");
                    tokio::time::sleep(AGAIN).await;
                }
            }
        }
        None
    }
}

/// The file's name; pictures out of a phone often have one without an ending.
fn named(file: &Attachment) -> String {
    let kind = file.mime.split(['/', ';']).nth(1).unwrap_or_default();
    let plain = !kind.is_empty() && kind.chars().all(|c| c.is_ascii_alphanumeric());
    if file.name.contains('.') || !plain { file.name.clone() } else { format!("{}.{kind}", file.name) }
}
