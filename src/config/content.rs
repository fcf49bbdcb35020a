//! `[content]`: own forms and texts.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Own forms and texts; without them those that are part of the program are used.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ContentConfig {
    /// Folder of the forms.
    pub dialogs: Option<PathBuf>,
    /// Folder of the texts.
    pub locales: Option<PathBuf>,
}
