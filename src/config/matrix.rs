//! `[matrix]`: the bot's account on a Matrix homeserver.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{ConfigError, Secret};

/// Characters of the store key: 32 bytes in hexadecimal.
const STORE_KEY_CHARS: usize = 64;

/// The bot on Matrix.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MatrixConfig {
    /// Whether the bot answers on Matrix. Sign it in once before: `ticketlotse matrix login`.
    pub enabled: bool,
    /// Address of the homeserver.
    pub homeserver: String,
    /// The bot's account.
    pub user: String,
    /// Its password. Kept, the bot can sign in again by itself when the homeserver ends its session.
    pub password: Option<Secret>,
    /// A file that holds the password.
    pub password_file: Option<PathBuf>,
    /// An access token instead of a password, for `ticketlotse matrix login` only.
    pub token: Option<Secret>,
    /// A file that holds the token.
    pub token_file: Option<PathBuf>,
    /// Folder for the session and the encryption keys; of one process only, and part of every backup.
    pub folder: PathBuf,
    /// The key that the store of the encryption keys is encrypted with: 64 hexadecimal digits.
    pub store_key: Option<Secret>,
    /// A file that holds the store key. Without either, `matrix login` makes one in the folder.
    pub store_key_file: Option<PathBuf>,
    /// The account's recovery key, for a fresh machine. Without one, the first `matrix login` makes one in the folder.
    pub recovery_key: Option<Secret>,
    /// A file that holds the recovery key.
    pub recovery_key_file: Option<PathBuf>,
    /// How the bot's device is called.
    pub device_name: String,
    /// Homeservers from which invitations are accepted, `*` for all. Empty: only the bot's own.
    pub invites_from: Vec<String>,
    /// Invitations accepted per hour and homeserver.
    pub invites_per_hour: u32,
    /// Whether data only goes into encrypted chats: in others the bot opens an encrypted one.
    pub require_encryption: bool,
    /// Certificate authority of the homeserver as PEM, if it is not one that the system knows.
    pub ca_file: Option<PathBuf>,
}

impl Default for MatrixConfig {
    fn default() -> Self {
        Self {
            enabled: false,
            homeserver: "https://matrix.example.org".to_owned(),
            user: "@ticketlotse:example.org".to_owned(),
            password: None,
            password_file: None,
            token: None,
            token_file: None,
            folder: PathBuf::from("matrix"),
            store_key: None,
            store_key_file: None,
            recovery_key: None,
            recovery_key_file: None,
            device_name: "Ticketlotse".to_owned(),
            invites_from: Vec::new(),
            invites_per_hour: 60,
            require_encryption: false,
            ca_file: None,
        }
    }
}

impl MatrixConfig {
    /// The password.
    pub fn password(&self) -> Result<Option<Secret>, ConfigError> {
        Secret::resolve("matrix.password", self.password.as_ref(), self.password_file.as_ref())
    }

    /// The access token.
    pub fn token(&self) -> Result<Option<Secret>, ConfigError> {
        Secret::resolve("matrix.token", self.token.as_ref(), self.token_file.as_ref())
    }

    /// The recovery key.
    pub fn recovery_key(&self) -> Result<Option<Secret>, ConfigError> {
        Secret::resolve("matrix.recovery_key", self.recovery_key.as_ref(), self.recovery_key_file.as_ref())
    }

    /// The store key, which is 64 hexadecimal digits.
    pub fn store_key(&self) -> Result<Option<Secret>, ConfigError> {
        let key = Secret::resolve("matrix.store_key", self.store_key.as_ref(), self.store_key_file.as_ref())?;
        let right =
            |key: &Secret| key.expose().len() == STORE_KEY_CHARS && key.expose().chars().all(|c| c.is_ascii_hexdigit());
        if key.as_ref().is_some_and(|key| !right(key)) {
            let message = "write 64 hexadecimal digits, as `openssl rand -hex 32` makes them".to_owned();
            return Err(ConfigError::Value { key: "matrix.store_key", message });
        }
        Ok(key)
    }

    /// The name of the account's homeserver, as it stands behind the colon of `matrix.user`.
    pub fn server_name(&self) -> &str {
        self.user.split_once(':').map_or("", |(_, server)| server)
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if !self.enabled {
            return Ok(());
        }
        if !self.user.starts_with('@') || self.server_name().is_empty() {
            let message = "write the whole account, as in @ticketlotse:example.org".to_owned();
            return Err(ConfigError::Value { key: "matrix.user", message });
        }
        let local = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
        if !self.homeserver.starts_with("https://") && !local.iter().any(|own| self.homeserver.starts_with(own)) {
            let message = "write an address with https://; http:// only goes to the own machine".to_owned();
            return Err(ConfigError::Value { key: "matrix.homeserver", message });
        }
        Ok(())
    }
}
