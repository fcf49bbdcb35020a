//! A secret given as a value or as a file; never shown.

use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};

use super::ConfigError;

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
            (None, Some(file)) => std::fs::read_to_string(file)
                .map(|text| Some(Self::new(text.trim_end_matches(['\r', '\n']))))
                .map_err(|source| ConfigError::Read { path: file.clone(), source }),
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
