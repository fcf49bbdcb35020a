//! Gives a ticket's files out: only to the entitled, only as downloads, never as something the browser would run.

use std::fmt::Write;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::refusal::Refusal;
use super::routes::Web;
use super::upload::clean_name;
use crate::domain::{FileId, TicketNumber};

/// `GET /chat/files/{number}/{id}`. Whatever is wrong, the answer is the same: there is no such file.
pub async fn download(
    State(web): State<Arc<Web>>,
    Path((number, file)): Path<(TicketNumber, FileId)>,
    sent: HeaderMap,
) -> Response {
    let site = sent.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let host = sent.get("host").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let from_elsewhere = !matches!(site, None | Some("same-origin" | "none"));
    let session = match web.platform.session(&sent).await {
        Ok(Some(session)) if !from_elsewhere && web.config().origins.admit_host(host) => session,
        Ok(_) => return web.refuse(&Refusal::NotFound, web.default_language()),
        Err(refusal) => return web.refuse(&refusal, web.default_language()),
    };
    match web.door.ticket_file(&session.identity, &number, &file).await {
        Some((meta, bytes)) => (headers(&meta.name), bytes).into_response(),
        None => web.refuse(&Refusal::NotFound, &web.language_of(&session.conversation.id).await),
    }
}

fn headers(name: &str) -> [(HeaderName, HeaderValue); 6] {
    [
        (CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (CONTENT_DISPOSITION, disposition(name)),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    ]
}

/// `attachment` with the name in ASCII and in full (RFC 6266 with RFC 8187).
pub fn disposition(name: &str) -> HeaderValue {
    let name = clean_name(name);
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || " .-_()".contains(c) { c } else { '_' }).collect();
    let mut full = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            full.push(char::from(byte));
        } else {
            let _ = write!(full, "%{byte:02X}");
        }
    }
    let text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_file_name_cannot_break_out_of_its_header() {
        assert_eq!(
            disposition("Prüf\"bericht\r\nX: 1.pdf"),
            "attachment; filename=\"Pr_f_berichtX_ 1.pdf\"; filename*=UTF-8''Pr%C3%BCf%22berichtX%3A%201.pdf"
        );
        assert_eq!(disposition("../a.svg"), "attachment; filename=\"a.svg\"; filename*=UTF-8''a.svg");
    }
}
