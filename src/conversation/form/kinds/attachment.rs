//! Files. They come with messages or from a native form, never as words.

use crate::conversation::form::Value;
use crate::conversation::form::scene::{Asked, Scene};
use crate::conversation::form::texts;
use crate::conversation::message::Input;
use crate::conversation::text::Text;
use crate::domain::FileMeta;
use crate::domain::form::Field;

/// Why a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileTrouble {
    /// There are enough already.
    TooMany,
    /// It is larger than allowed.
    TooLarge,
    /// Files of this type are not taken.
    Type,
}

/// Adds files to those that are there. A file that is there already is not added again; what is not taken comes back
/// with the reason.
pub fn merge(
    scene: Scene<'_>,
    field: &Field,
    there: Option<&Value>,
    more: &[FileMeta],
) -> (Vec<FileMeta>, Vec<(FileMeta, FileTrouble)>) {
    let mut files = match there {
        Some(Value::Files(files)) => files.clone(),
        _ => Vec::new(),
    };
    let mut refused = Vec::new();
    for file in more {
        if files.iter().any(|known| known.id == file.id) {
            continue;
        }
        match trouble(scene, file) {
            Some(trouble) => refused.push((file.clone(), trouble)),
            None if files.len() >= most(scene, field) => refused.push((file.clone(), FileTrouble::TooMany)),
            None => files.push(file.clone()),
        }
    }
    (files, refused)
}

/// Fewest and most files.
pub(super) fn check(asked: Asked<'_>, files: &[FileMeta]) -> Option<Text> {
    let most = most(asked.scene, asked.field);
    let reason = |reason| texts::reason(asked.scene, asked.field, reason).with("count", files.len());
    #[expect(clippy::cast_precision_loss, reason = "counts of files are small")]
    let too_few = asked.field.min.filter(|least| (files.len() as f64) < *least);
    if let Some(least) = too_few {
        return Some(reason("too-few").with("least", least));
    }
    (files.len() > most).then(|| reason("too-many").with("most", most))
}

pub(super) fn native(asked: Asked<'_>) -> Input {
    let files = match asked.draft.value(&asked.field.id) {
        Some(Value::Files(files)) => files.clone(),
        _ => Vec::new(),
    };
    Input::Files {
        max_count: u32::try_from(most(asked.scene, asked.field)).unwrap_or(u32::MAX),
        max_bytes: asked.scene.policy().max_file_bytes,
        files,
    }
}

/// Most files of a field: its own limit, at most that of the policy.
fn most(scene: Scene<'_>, field: &Field) -> usize {
    let policy = scene.policy().max_files as usize;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a small positive number")]
    let own = field.max.map(|most| most.clamp(0.0, 1000.0) as usize);
    own.map_or(policy, |own| own.min(policy))
}

fn trouble(scene: Scene<'_>, file: &FileMeta) -> Option<FileTrouble> {
    let policy = scene.policy();
    let extension = file.name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    if file.size_bytes > policy.max_file_bytes {
        Some(FileTrouble::TooLarge)
    } else if !policy.file_types.is_empty() && !policy.file_types.contains(&extension) {
        Some(FileTrouble::Type)
    } else {
        None
    }
}
