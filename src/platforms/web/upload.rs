//! Takes files in: one per request, checked while it comes in, never kept beyond the limit.

use std::sync::Arc;

use axum::Json;
use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use axum::extract::{Extension, State};

use super::guard::Visitor;
use super::patience::is_too_slow;
use super::refusal::Refusal;
use super::routes::Web;
use crate::domain::FileMeta;

/// Longest file name in characters.
const MAX_NAME_CHARS: usize = 150;
/// Uploads held in memory at the same time; the next one waits.
pub const AT_ONCE: usize = 4;

/// The name without a path, control characters and characters that turn the reading direction.
pub fn clean_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let clean: String = name.chars().filter(|c| !c.is_control() && !turns(*c)).collect();
    let clean = clean.trim().trim_start_matches('.');
    let count = clean.chars().count();
    // The end of a long name goes on telling what it is.
    clean.chars().skip(count.saturating_sub(MAX_NAME_CHARS)).collect()
}

/// The extension, lower case.
fn extension(name: &str) -> Option<String> {
    name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase())
}

async fn bytes(mut field: Field<'_>, most: u64) -> Result<Vec<u8>, Refusal> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| unread(&error))? {
        if bytes.len() + chunk.len() > most {
            return Err(Refusal::FileTooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Why a part could not be read.
fn unread(error: &MultipartError) -> Refusal {
    if is_too_slow(error) { Refusal::TooSlow } else { Refusal::Malformed }
}

/// `POST /chat/files`: one part named `file`. Whoever is not signed in is refused before anything is read.
pub async fn upload(
    State(web): State<Arc<Web>>,
    Extension(visitor): Extension<Visitor>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Json<FileMeta>, Refusal> {
    let identity = &visitor.session.identity;
    web.intake.takes_files(identity, &identity.user).await?;
    let mut parts = parts.map_err(|_| Refusal::Malformed)?;
    let _place = web.uploads.acquire().await.map_err(|_| Refusal::Unavailable)?;
    let field = parts.next_field().await.map_err(|error| unread(&error))?.ok_or(Refusal::Malformed)?;
    if field.name() != Some("file") {
        return Err(Refusal::Malformed);
    }
    let name = clean_name(field.file_name().unwrap_or_default());
    let known = extension(&name).is_some_and(|extension| web.config().file_types.contains(&extension));
    if !known {
        return Err(Refusal::FileType);
    }
    let mime = field.content_type().unwrap_or("application/octet-stream").to_owned();
    let bytes = bytes(field, web.config().max_file_bytes).await?;
    if bytes.is_empty() {
        return Err(Refusal::FileEmpty);
    }
    Ok(Json(web.intake.store_file(identity, &identity.user, &name, &mime, bytes).await?))
}

#[cfg(test)]
mod tests {
    use super::{clean_name, extension};

    #[test]
    fn a_name_is_only_a_name() {
        assert_eq!(clean_name("C:\\Users\\a\\Log 1.txt"), "Log 1.txt");
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("a\u{202e}gpj.exe\n"), "agpj.exe");
        assert_eq!(clean_name(".htaccess"), "htaccess");
        assert_eq!(clean_name(&format!("{}.log", "x".repeat(500))).len(), 150);
        assert_eq!(extension("Log.TXT").as_deref(), Some("txt"));
        assert_eq!(extension("README"), None);
    }
}
