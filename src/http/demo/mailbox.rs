//! The demo's mailbox: what the folder mailer wrote, newest first, with the code ready to be copied.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Demo, json};
use crate::conversation::text::{Arg, Text};
use crate::mail::folder::{KeptMail, kept_mails};

/// Mails shown at once.
const SHOWN: usize = 30;
/// Letters of a one-time code.
const CODE_LETTERS: usize = 8;

/// A mail as the page shows it.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Shown {
    id: String,
    to: String,
    subject: String,
    text: String,
    code: Option<String>,
    at: DateTime<Utc>,
    when: String,
}

/// The code of a mail: it stands on a line of its own.
fn code_in(text: &str) -> Option<String> {
    let is_code = |line: &str| {
        line.len() == CODE_LETTERS && line.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    text.lines().map(str::trim).find(|line| is_code(line)).map(str::to_owned)
}

/// `GET /mailbox/mails`.
pub(super) async fn mails(State(demo): State<Arc<Demo>>) -> Response {
    let folder = demo.mail_folder.clone();
    let read = tokio::task::spawn_blocking(move || kept_mails(&folder, SHOWN)).await;
    let Ok(Ok(mails)) = read else {
        tracing::error!("the demo's mail folder could not be read");
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let shown = |KeptMail { sent_at, mail }: KeptMail| Shown {
        when: demo.say(&Text::key("web-demo-mail-at").with("at", Arg::Moment(sent_at))),
        code: code_in(&mail.text),
        id: mail.id,
        to: mail.to.to_string(),
        subject: mail.subject,
        text: mail.text,
        at: sent_at,
    };
    json(mails.into_iter().map(shown).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::code_in;

    #[test]
    fn the_code_is_the_line_of_its_own() {
        assert_eq!(code_in("Guten Tag,\n\n    K7PQ2MXA\n\nHALLOXYZ ist kein Code."), Some("K7PQ2MXA".to_owned()));
        assert_eq!(code_in("Guten Tag,\n\nkein Code"), None);
    }
}
