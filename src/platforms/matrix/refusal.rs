//! Why the bot does not start on Matrix, and what mends it. It rather stays away than overwrite its own keys.

use std::path::{Path, PathBuf};

/// Why the bot refuses, in words for the operator.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Never signed in.
    #[error("the bot is not signed in on Matrix: run `ticketlotse matrix login`")]
    NotSignedIn,
    /// The session is there, the device's keys are not.
    #[error(
        "the session in {folder} belongs to device {device}, but the store with the device's keys is gone. With a new store \
         the bot would overwrite its own keys and could read nothing any more. Restore the folder from a backup, or run \
         `ticketlotse matrix login --new-device`"
    )]
    StoreGone {
        /// Which folder.
        folder: PathBuf,
        /// Which device.
        device: String,
    },
    /// The store is of another device than the session.
    #[error(
        "the store in {folder} is not that of device {device}, to which the session belongs. Restore session and store from \
         the same backup, or run `ticketlotse matrix login --new-device`"
    )]
    OtherDevice {
        /// Which folder.
        folder: PathBuf,
        /// The session's device.
        device: String,
    },
    /// The store key does not open the store.
    #[error(
        "the store in {folder} cannot be opened with this key: set matrix.store_key to the one that it was made with \
         (without one in the configuration it is in the file store.key in the folder)"
    )]
    WrongKey {
        /// Which folder.
        folder: PathBuf,
    },
    /// There is a store and no key for it.
    #[error("there is no key for the store in {folder}: set matrix.store_key, or put the file store.key back")]
    NoKey {
        /// Which folder.
        folder: PathBuf,
    },
    /// The configuration names another account than the session.
    #[error(
        "the configuration names {configured}, the session is that of {kept}: correct matrix.user, or name another \
         matrix.folder"
    )]
    OtherAccount {
        /// In the configuration.
        configured: String,
        /// In the session.
        kept: String,
    },
    /// The device has keys on the homeserver that are not these.
    #[error(
        "device {device} has other keys on the homeserver than the store here: somebody else uses this token. Sign in with \
         the password, which makes a device of its own"
    )]
    ForeignKeys {
        /// Which device.
        device: String,
    },
    /// Another process works on the folder.
    #[error("another process works on {folder}; every process needs a folder, and so a device, of its own")]
    InUse {
        /// Which folder.
        folder: PathBuf,
    },
    /// Somebody signed the device out.
    #[error(
        "the homeserver has ended the session of device {device} for good. Run `ticketlotse matrix login --new-device`; \
         with the recovery key the new device is trusted at once"
    )]
    SignedOut {
        /// Which device.
        device: String,
    },
    /// Signing in needs something to sign in with.
    #[error("to sign in, set matrix.password_file (or matrix.token_file)")]
    NoPassword,
    /// The homeserver said no.
    #[error("{doing}: {said}")]
    Server {
        /// What was being done.
        doing: &'static str,
        /// What it said.
        said: String,
    },
    /// A file holds something else than it should.
    #[error("{file} cannot be read: it is not what the bot wrote there")]
    Unreadable {
        /// Which.
        file: PathBuf,
    },
    /// The file system.
    #[error("{path}: {error}")]
    File {
        /// Which file or folder.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

impl Refusal {
    pub(super) fn folder(path: &Path, error: std::io::Error) -> Self {
        Self::File { path: path.to_owned(), error }
    }

    pub(super) fn server(doing: &'static str, error: impl std::fmt::Display) -> Self {
        Self::Server { doing, said: error.to_string() }
    }
}
