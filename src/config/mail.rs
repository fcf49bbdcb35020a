//! `[mail]`: how one-time codes go out.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ConfigError, Secret};
use crate::domain::Email;

/// How mail goes out.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MailConfig {
    /// `smtp`, or `folder` to write every mail as a file (to try things out).
    pub transport: Transport,
    /// Sender's address.
    pub from: String,
    /// SMTP server.
    pub host: String,
    /// Its port: 587 with `starttls`, 465 with `implicit`.
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: TlsMode,
    /// Account, if the server wants one.
    pub user: Option<String>,
    /// Its password.
    pub password: Option<Secret>,
    /// A file that holds the password.
    pub password_file: Option<PathBuf>,
    /// The last day on which the password is good, as `2027-01-01`: `doctor` warns 30 days before.
    #[schemars(with = "Option<String>")]
    pub password_expires: Option<NaiveDate>,
    /// Certificate authority of the server as PEM, if it is not one that the system knows.
    pub ca_file: Option<PathBuf>,
    /// Folder for `transport = "folder"`.
    pub folder: PathBuf,
}

/// Ways to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// An SMTP server.
    Smtp,
    /// Files in a folder.
    Folder,
}

/// Ways to encrypt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TlsMode {
    /// STARTTLS, required.
    Starttls,
    /// TLS from the first byte.
    Implicit,
    /// None: only to a server on the own machine.
    None,
}

impl Default for MailConfig {
    fn default() -> Self {
        Self {
            transport: Transport::Smtp,
            from: "ticketlotse@cs-speicherwerk.com".to_owned(),
            host: "localhost".to_owned(),
            port: 587,
            tls: TlsMode::Starttls,
            user: None,
            password: None,
            password_file: None,
            password_expires: None,
            ca_file: None,
            folder: PathBuf::from("mail"),
        }
    }
}

impl MailConfig {
    /// The password.
    pub fn password(&self) -> Result<Option<Secret>, ConfigError> {
        Secret::resolve("mail.password", self.password.as_ref(), self.password_file.as_ref())
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if Email::parse(&self.from).is_none() {
            let message = "this is not an e-mail address; it becomes the sender of all mail".to_owned();
            return Err(ConfigError::Value { key: "mail.from", message });
        }
        let own_machine = ["localhost", "127.0.0.1", "::1"].contains(&self.host.as_str());
        if self.transport == Transport::Smtp && self.tls == TlsMode::None && !own_machine {
            let message =
                "unencrypted mail only goes to a server on the own machine; write starttls or implicit".to_owned();
            return Err(ConfigError::Value { key: "mail.tls", message });
        }
        Ok(())
    }
}
