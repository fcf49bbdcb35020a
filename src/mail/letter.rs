//! Builds the message that goes out, the same for every way of sending.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::Message;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};

use super::{Mail, MailError, MailTrouble};
use crate::domain::Email;

/// Who the mails come from.
#[derive(Clone, Debug)]
pub struct Sender {
    /// Shown name (the support company).
    pub name: String,
    /// Address.
    pub email: Email,
}

/// The message with text and HTML as alternatives.
///
/// # Errors
/// Permanent when an address cannot stand in a mail.
pub(super) fn letter(mail: &Mail, from: &Sender, now: DateTime<Utc>) -> Result<Message, MailError> {
    let refused = |doing: &str, source: Box<dyn std::error::Error + Send + Sync>| MailError {
        trouble: MailTrouble::Permanent,
        doing: doing.to_owned(),
        source: Some(source),
    };
    // The parser's errors do not repeat the address.
    let to = mail.to.as_str().parse().map_err(|error| refused("read the recipient's address", Box::new(error)))?;
    let sender = from.email.as_str().parse().map_err(|error| refused("read the sender's address", Box::new(error)))?;
    let part = |kind: ContentType, body: &str| SinglePart::builder().header(kind).body(body.to_owned());
    Message::builder()
        .from(Mailbox::new(Some(one_line(&from.name)), sender))
        .to(Mailbox::new(None, to))
        .subject(one_line(&mail.subject))
        .date(SystemTime::from(now))
        .message_id(Some(format!("<{}@{}>", in_id(&mail.id), from.email.domain())))
        // No out-of-office answers to a bot (RFC 3834).
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
        .multipart(
            MultiPart::alternative()
                .singlepart(part(ContentType::TEXT_PLAIN, &mail.text))
                .singlepart(part(ContentType::TEXT_HTML, &mail.html)),
        )
        .map_err(|error| refused("put the mail together", Box::new(error)))
}

/// An id as it may stand in a Message-ID and in a file's name: other bytes become `_` and two hex digits.
pub(super) fn in_id(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' || (byte == b'.' && !out.is_empty() && !out.ends_with('.')) {
            out.push(char::from(byte));
        } else {
            out.push('_');
            out.push_str(&hex::encode([byte]));
        }
    }
    out
}

/// A header is one line, whatever a name or subject holds.
fn one_line(text: &str) -> String {
    text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> Mail {
        Mail {
            id: "turn:7/ä".to_owned(),
            to: Email::parse("anna.berger@muster.example").unwrap(),
            subject: "Ihr Anmeldecode\r\nBcc: x@evil.example".to_owned(),
            text: "Größe".to_owned(),
            html: "<p>Größe</p>".to_owned(),
        }
    }

    fn sender() -> Sender {
        Sender { name: "CS Speicherwerk\r\nX-Evil: 1".to_owned(), email: Email::parse("bot@cs.example").unwrap() }
    }

    #[test]
    fn the_headers_are_what_a_bot_owes() {
        let now = "2026-11-24T09:15:00Z".parse().unwrap();
        let written = String::from_utf8(letter(&mail(), &sender(), now).unwrap().formatted()).unwrap();
        for line in [
            "To: anna.berger@muster.example",
            "Date: Tue, 24 Nov 2026 09:15:00 +0000",
            "Message-ID: <turn_3a7_2f_c3_a4@cs.example>",
            "Auto-Submitted: auto-generated",
        ] {
            assert!(written.lines().any(|found| found == line), "{line:?} is missing in\n{written}");
        }
        assert!(written.contains("multipart/alternative") && written.contains("text/html; charset=utf-8"));
    }

    #[test]
    fn a_line_break_in_a_text_adds_no_header() {
        let now = "2026-11-24T09:15:00Z".parse().unwrap();
        let written = String::from_utf8(letter(&mail(), &sender(), now).unwrap().formatted()).unwrap();
        let headers = written.split("\r\n\r\n").next().unwrap();
        assert!(!headers.lines().any(|line| line.starts_with("Bcc:") || line.starts_with("X-Evil:")), "{headers}");
    }

    #[test]
    fn different_ids_stay_different() {
        let ids = ["a/b", "a_2fb", "a.b", "a..b", ".a", "a b", "../a"];
        let mut written: Vec<String> = ids.iter().map(|id| in_id(id)).collect();
        assert!(
            written.iter().all(|id| !id.contains('/') && !id.starts_with('.') && !id.contains("..")),
            "{written:?}"
        );
        written.sort();
        written.dedup();
        assert_eq!(written.len(), ids.len());
    }
}
