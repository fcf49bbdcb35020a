//! What a form sent: its values and files, after the form's token was checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::Response;

use super::Desk;
use super::access::{Signed, same};
use super::trouble::Trouble;
use super::view::View;
use crate::desks::DeskFile;
use crate::domain::{FileId, FileMeta, OpKey};
use crate::platforms::web::{clean_name, is_too_slow};

/// Fields of a form at most, files included.
const MAX_FIELDS: usize = 60;
/// Longest value of a field in bytes.
const MAX_VALUE_BYTES: usize = 400_000;
/// Longest operation key that is believed.
const MAX_OP: usize = 100;

/// A form's values by name, and its files.
#[derive(Debug, Default)]
pub(super) struct Input {
    values: BTreeMap<String, String>,
    pub(super) files: Vec<DeskFile>,
}

impl Input {
    /// A value, without blanks around it; empty when there is none.
    pub(super) fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |value| value.trim())
    }

    /// The key of the operation that the form was made for.
    pub(super) fn op(&self) -> Result<OpKey, Trouble> {
        let op = self.value("op");
        let plain = op.len() <= MAX_OP && op.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if op.is_empty() || !plain { Err(Trouble::Invalid) } else { Ok(OpKey::new(format!("desk-{op}"))) }
    }

    /// Reads a form without asking for its token or for a place among those that are read: the sign-in has none yet.
    pub(super) async fn read(desk: &Desk, mut parts: Multipart) -> Result<Self, Trouble> {
        let mut input = Self::default();
        for _ in 0..MAX_FIELDS {
            let Some(field) = parts.next_field().await.map_err(|error| refused(&error))? else { return Ok(input) };
            input.take(desk, field).await?;
        }
        Err(Trouble::Invalid)
    }

    async fn take(&mut self, desk: &Desk, field: Field<'_>) -> Result<(), Trouble> {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file_name) = field.file_name().map(clean_name) else {
            let bytes = bytes(field, MAX_VALUE_BYTES).await?;
            // Browsers send line breaks as CR LF.
            let value = String::from_utf8(bytes).map_err(|_| Trouble::Invalid)?.replace("\r\n", "\n");
            self.values.insert(name, value);
            return Ok(());
        };
        let mime = field.content_type().unwrap_or("application/octet-stream").to_owned();
        let most = usize::try_from(desk.page.max_file_bytes).unwrap_or(usize::MAX);
        let bytes = bytes(field, most).await?;
        // A file input that nobody filled sends an empty part without a name.
        if !file_name.is_empty() {
            let meta = FileMeta { id: FileId::new(""), name: file_name, mime, size_bytes: bytes.len() as u64 };
            self.files.push(DeskFile { meta, bytes });
        }
        Ok(())
    }
}

async fn bytes(mut field: Field<'_>, most: usize) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| refused(&error))? {
        if bytes.len() + chunk.len() > most {
            return Err(Trouble::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn refused(error: &MultipartError) -> Trouble {
    match error.status() {
        _ if is_too_slow(error) => Trouble::TooSlow,
        StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLarge,
        _ => Trouble::Invalid,
    }
}

impl FromRequest<Arc<Desk>> for Input {
    type Rejection = Response;

    /// Only a form that carries the session's token is read to its end by a handler.
    async fn from_request(request: Request, desk: &Arc<Desk>) -> Result<Self, Response> {
        let signed = request.extensions().get::<Signed>().cloned();
        let headers = request.headers().clone();
        let read = async {
            let signed = signed.as_ref().ok_or(Trouble::Foreign)?;
            let _place = desk.forms.acquire().await.map_err(|_| Trouble::Unavailable)?;
            let parts = Multipart::from_request(request, desk).await.map_err(|_| Trouble::Invalid)?;
            let input = Self::read(desk, parts).await?;
            if same(input.value("token"), &signed.token) { Ok(input) } else { Err(Trouble::Foreign) }
        };
        read.await.map_err(|trouble| trouble.page(&View::new(desk, &headers, signed.as_ref())))
    }
}
