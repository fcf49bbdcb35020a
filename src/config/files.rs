//! `[files]`: files that people send.

use serde::{Deserialize, Serialize};

use super::ConfigError;

/// Files that people send.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FilesConfig {
    /// Size of one file in MiB.
    pub max_mib: u64,
    /// Files of one ticket or reply.
    pub max_count: u32,
    /// Allowed endings, lower case, without dot.
    pub types: Vec<String>,
}

impl Default for FilesConfig {
    fn default() -> Self {
        let types = "7z asup bmp csv docx eml gif gz heic jpeg jpg json log md mp4 msg odt pcap pdf png pptx rar svg tar tgz tif tiff txt webp xlsx xml zip";
        Self { max_mib: 25, max_count: 10, types: types.split(' ').map(str::to_owned).collect() }
    }
}

impl FilesConfig {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if !(1..=200).contains(&self.max_mib) {
            let message = "a file may have 1 to 200 MiB".to_owned();
            return Err(ConfigError::Value { key: "files.max_mib", message });
        }
        if !(1..=20).contains(&self.max_count) {
            let message = "a ticket may have 1 to 20 files".to_owned();
            return Err(ConfigError::Value { key: "files.max_count", message });
        }
        Ok(())
    }
}
