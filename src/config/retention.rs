//! `[retention]`: how long what is kept is kept.

use serde::{Deserialize, Serialize};

use super::ConfigError;

/// Days after which what is kept is deleted; 0 keeps it for ever.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the unit is part of each key")]
pub struct RetentionConfig {
    /// Drafts and open questions of conversations in which nothing happened since.
    pub drafts_days: u32,
    /// Marks by which an event or a delivery is known as done. Events that come again later count as new: at least 7.
    pub handled_days: u32,
    /// What the web chat shows of a conversation.
    pub transcripts_days: u32,
    /// The audit log.
    pub audit_days: u32,
    /// Files that were sent and belong to no ticket.
    pub files_days: u32,
    /// Chat identities without a link, with everything of their conversation; blocked ones stay.
    pub identities_days: u32,
    /// Closed tickets of the embedded desk.
    pub tickets_days: u32,
}

impl Default for RetentionConfig {
    fn default() -> Self {
        Self {
            drafts_days: 90,
            handled_days: 30,
            transcripts_days: 365,
            audit_days: 730,
            files_days: 30,
            identities_days: 180,
            tickets_days: 0,
        }
    }
}

impl RetentionConfig {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if (1..7).contains(&self.handled_days) {
            let message = "platforms send an event again after days: write 7 or more, or 0 to keep all".to_owned();
            return Err(ConfigError::Value { key: "retention.handled_days", message });
        }
        if (1..90).contains(&self.audit_days) {
            let message = "write 90 or more, or 0 to keep all".to_owned();
            return Err(ConfigError::Value { key: "retention.audit_days", message });
        }
        Ok(())
    }
}
