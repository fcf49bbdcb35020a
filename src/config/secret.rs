//! A secret given as a value or as a file; never shown.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};

use super::ConfigError;

/// A secret as the configuration names it, without its value. Each one that a section knows has a line in
/// [`super::Config::secrets`].
#[derive(Clone, Copy, Debug)]
pub struct NamedSecret<'c> {
    /// `section.key`.
    pub key: &'static str,
    /// Whether its value is in the configuration itself.
    pub is_in_config: bool,
    /// The file that holds it.
    pub file: Option<&'c Path>,
    /// The last day on which it is good, if whoever gave it out said so.
    pub expires: Option<NaiveDate>,
}

impl<'c> NamedSecret<'c> {
    pub(super) fn new(
        key: &'static str,
        value: Option<&Secret>,
        file: Option<&'c PathBuf>,
        expires: Option<NaiveDate>,
    ) -> Self {
        Self { key, is_in_config: value.is_some(), file: file.map(PathBuf::as_path), expires }
    }

    /// Whether it is given at all.
    pub fn is_given(&self) -> bool {
        self.is_in_config || self.file.is_some()
    }
}

/// A secret's value. Shown and written as `…`.
#[derive(Clone, Debug, Default)]
pub struct Secret(SecretString);

impl Secret {
    /// Wraps a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The secret itself, for the one who needs it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Hands it on, still hidden.
    pub fn into_inner(self) -> SecretString {
        self.0
    }

    /// Takes the value, or reads the file (without its last line break).
    pub(super) fn resolve(
        key: &'static str,
        value: Option<&Self>,
        file: Option<&PathBuf>,
    ) -> Result<Option<Self>, ConfigError> {
        match (value, file) {
            (Some(_), Some(_)) => {
                Err(ConfigError::Value { key, message: "give the value or the file, not both".to_owned() })
            }
            (Some(value), None) => Ok(Some(value.clone())),
            (None, Some(file)) => {
                let wrong = |why: String| ConfigError::Value { key, message: format!("{}: {why}", file.display()) };
                let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
                let secret = text.trim_end_matches(['\r', '\n']);
                if secret.is_empty() { Err(wrong("the file is empty".to_owned())) } else { Ok(Some(Self::new(secret))) }
            }
            (None, None) => Ok(None),
        }
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("…")
    }
}

impl schemars::JsonSchema for Secret {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Secret".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "writeOnly": true })
    }
}
