//! The folder of one device: its session, its keys, its stores. One process works on it at a time.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use matrix_sdk::authentication::matrix::MatrixSession;
use rustix::fs::FlockOperation;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::Refusal;
use super::late::Unread;
use super::settings::MatrixSettings;
use crate::domain::Chance;

/// Bytes of the store key.
const KEY_BYTES: usize = 32;
/// The SDK's file with the device's own keys.
const CRYPTO_STORE: &str = "matrix-sdk-crypto.sqlite3";

/// A session as it is kept.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Which homeserver.
    pub(super) homeserver: String,
    /// Account, device and tokens.
    pub(super) session: MatrixSession,
    /// The device's own signing key: the store that belongs to this session holds exactly this one.
    pub(super) ed25519: String,
}

/// The folder of a device.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Makes it, for its owner only.
    pub(super) fn make(&self) -> Result<(), Refusal> {
        use std::os::unix::fs::DirBuilderExt;
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.path);
        made.map_err(|error| Refusal::folder(&self.path, error))
    }

    /// Where the SDK keeps its stores.
    pub(super) fn stores(&self) -> PathBuf {
        self.path.join("store")
    }

    /// Whether the device's own keys are there.
    pub(super) fn has_keys(&self) -> bool {
        self.stores().join(CRYPTO_STORE).exists()
    }

    /// Takes the folder for this process, as long as the file lives.
    pub(super) fn lock(&self) -> Result<File, Refusal> {
        let file = self.private_file("lock")?;
        match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(file),
            Err(_) => Err(Refusal::InUse { folder: self.path.clone() }),
        }
    }

    /// The session; `None` before the first login.
    pub(super) fn session(&self) -> Result<Option<Kept>, Refusal> {
        let path = self.path.join("session.json");
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Refusal::folder(&path, error)),
        };
        serde_json::from_str(&text).map(Some).map_err(|_| Refusal::Unreadable { file: path })
    }

    /// Keeps the session, whole or not at all.
    pub(super) fn keep_session(&self, kept: &Kept) -> Result<(), Refusal> {
        let json = serde_json::to_string_pretty(kept).map_err(|_| Refusal::Unreadable { file: self.path.clone() })?;
        self.write("session.json", &json)
    }

    /// The key of the stores: the configured one, or the one made here before.
    pub(super) fn store_key(&self, settings: &MatrixSettings) -> Result<Option<[u8; KEY_BYTES]>, Refusal> {
        let key = match &settings.store_key {
            Some(key) => Some(key.clone()),
            None => self.secret("store.key")?,
        };
        let Some(key) = key else { return Ok(None) };
        let mut bytes = [0; KEY_BYTES];
        let wrong = |_| Refusal::Unreadable { file: self.path.join("store.key") };
        hex::decode_to_slice(key.expose_secret(), &mut bytes).map_err(wrong)?;
        Ok(Some(bytes))
    }

    /// Makes a key for the stores, for good.
    pub(super) fn make_store_key(&self, chance: &dyn Chance) -> Result<[u8; KEY_BYTES], Refusal> {
        let mut bytes = [0; KEY_BYTES];
        chance.fill(&mut bytes);
        self.write("store.key", &hex::encode(bytes))?;
        Ok(bytes)
    }

    /// The recovery key: the configured one, or the one made here before.
    pub(super) fn recovery_key(&self, settings: &MatrixSettings) -> Result<Option<SecretString>, Refusal> {
        match &settings.recovery_key {
            Some(key) => Ok(Some(key.clone())),
            None => self.secret("recovery.key"),
        }
    }

    pub(super) fn keep_recovery_key(&self, key: &str) -> Result<PathBuf, Refusal> {
        self.write("recovery.key", key)?;
        Ok(self.path.join("recovery.key"))
    }

    /// Messages that an earlier process could not read yet. A file that is broken says there are none.
    pub(super) fn unread(&self) -> Vec<Unread> {
        let text = std::fs::read_to_string(self.path.join("unread.json")).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    pub(super) fn keep_unread(&self, unread: &[Unread]) -> Result<(), Refusal> {
        let file = self.path.join("unread.json");
        let json = serde_json::to_string(unread).map_err(|_| Refusal::Unreadable { file })?;
        self.write("unread.json", &json)
    }

    /// When the homeserver last said that the bot says too much.
    pub(super) fn limited(&self) -> Option<DateTime<Utc>> {
        std::fs::read_to_string(self.path.join("limited")).ok()?.trim().parse().ok()
    }

    pub(super) fn keep_limited(&self, at: DateTime<Utc>) -> Result<(), Refusal> {
        self.write("limited", &at.to_rfc3339())
    }

    /// Puts a device that is no more out of the way; its keys are kept.
    pub(super) fn set_aside(&self, device: &str) -> Result<PathBuf, Refusal> {
        let to = self.path.join(format!("before-{device}"));
        std::fs::create_dir_all(&to).map_err(|error| Refusal::folder(&to, error))?;
        for name in ["store", "session.json"] {
            let from = self.path.join(name);
            if from.exists() {
                std::fs::rename(&from, to.join(name)).map_err(|error| Refusal::folder(&from, error))?;
            }
        }
        Ok(to)
    }

    fn secret(&self, name: &str) -> Result<Option<SecretString>, Refusal> {
        let path = self.path.join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Some(SecretString::from(text.trim().to_owned()))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Refusal::folder(&path, error)),
        }
    }

    fn write(&self, name: &str, text: &str) -> Result<(), Refusal> {
        let (path, fresh) = (self.path.join(name), format!("{name}.new"));
        let written = self.private_file(&fresh).and_then(|mut file| {
            let done = file.set_len(0).and_then(|()| file.write_all(text.as_bytes())).and_then(|()| file.sync_all());
            done.map_err(|error| Refusal::folder(&path, error))
        });
        written?;
        std::fs::rename(self.path.join(&fresh), &path).map_err(|error| Refusal::folder(&path, error))
    }

    fn private_file(&self, name: &str) -> Result<File, Refusal> {
        let path = self.path.join(name);
        let opened = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path);
        opened.map_err(|error| Refusal::folder(&path, error))
    }
}
