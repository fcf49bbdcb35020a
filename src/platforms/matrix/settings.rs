//! What the operator configured, as this platform needs it.

use std::path::PathBuf;

use secrecy::SecretString;

/// The bot's account and how it behaves.
#[derive(Clone, Debug)]
pub struct MatrixSettings {
    /// Address of the homeserver.
    pub homeserver: String,
    /// The account, `@name:server`.
    pub user: String,
    /// Its password.
    pub password: Option<SecretString>,
    /// An access token to sign in with instead.
    pub token: Option<SecretString>,
    /// Folder for the session and the stores.
    pub folder: PathBuf,
    /// The key of the stores as 64 hexadecimal digits; else the one in the folder.
    pub store_key: Option<SecretString>,
    /// The recovery key; else the one in the folder.
    pub recovery_key: Option<SecretString>,
    /// The device's name.
    pub device_name: String,
    /// Who may invite.
    pub invites: Invites,
    /// Whether data goes into chats that are not encrypted.
    pub plain_chats: PlainChats,
    /// Largest file that is fetched.
    pub max_file_bytes: u64,
    /// Certificate authority of the homeserver as PEM.
    pub ca_pem: Option<Vec<u8>>,
}

/// Whose invitations are accepted.
#[derive(Clone, Debug)]
pub struct Invites {
    /// From these homeservers; `*` for all.
    pub servers: Vec<String>,
    /// At most so many per hour and homeserver.
    pub per_hour: u32,
}

/// What is done in a chat that is not encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainChats {
    /// It is answered there.
    Answered,
    /// An encrypted one is opened for every answer that holds data.
    Avoided,
}

/// The homeserver's name in an account, an alias or a room: what follows the first colon.
pub fn server_of(id: &str) -> &str {
    id.split_once(':').map_or("", |(_, server)| server)
}
