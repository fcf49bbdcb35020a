//! The mails there are, made from the texts in `locales/*/mail.ftl`: the one with the sign-in code.

use chrono::{DateTime, Duration, Utc};
use maud::{DOCTYPE, Markup, html};

use super::Mail;
use crate::conversation::message::Spoken;
use crate::conversation::text::{Arg, Text};
use crate::conversation::world::Settings;
use crate::domain::Email;
use crate::locales::{Locales, Speaking};

/// Longest description of where a code was asked for, in characters; some of it comes from outside.
const MAX_ORIGIN: usize = 120;

const READ_MUCH_LATER: Duration = Duration::days(1000);

/// What the mail with the sign-in code needs.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeMail {
    /// Unique id of the mail.
    pub id: String,
    /// To whom.
    pub to: Email,
    /// In which language.
    pub language: String,
    /// The code.
    pub code: String,
    /// Minutes that it is valid.
    pub minutes: i64,
    /// On which platform it was asked for.
    pub platform: String,
    /// From where there: workspace and account, on the web the browser. May be empty.
    pub origin: String,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
}

/// The mail that carries a sign-in code: what it is for, how long it is valid, who asked, and what to do if it was nobody.
pub fn code_mail(locales: &Locales, settings: &Settings, what: &CodeMail) -> Mail {
    // A mail may be read much later: seen from far away its moments are named with their date, never „heute“.
    let how = Speaking { language: &what.language, zone: settings.zone, now: what.asked_at + READ_MUCH_LATER };
    let policy = &settings.policy;
    let origin: String = what.origin.chars().filter(|c| !c.is_control()).take(MAX_ORIGIN).collect();
    let platform = Text::first_of([format!("mail-platform-{}", what.platform), "mail-platform-other".to_owned()]);
    let text = |key: &'static str| {
        Text::key(key)
            .with("company", policy.company.as_str())
            .with("contact-email", policy.contact_email.as_str())
            .with("minutes", what.minutes)
            .with("until", Arg::Clock(what.asked_at + Duration::minutes(what.minutes)))
            .with("platform", platform.clone())
            .with("origin", origin.as_str())
            .with("asked", Arg::Exact(what.asked_at))
    };
    let say = |key: &'static str| locales.say(how, &text(key));
    let asked = if origin.is_empty() { "mail-code-asked" } else { "mail-code-asked-from" };
    let subject = say("mail-code-subject").plain();
    let before = [say("mail-code-greeting"), say("mail-code-intro")];
    let after = [say("mail-code-valid"), say(asked), say("mail-code-secret"), say("mail-code-not-you")];
    let footer = say("mail-code-footer");
    Mail {
        id: what.id.clone(),
        to: what.to.clone(),
        text: as_text(&before, &what.code, &after, &footer),
        html: as_html(&what.language, &subject, [&before, &after], &what.code, &footer).into_string(),
        subject,
    }
}

fn as_text(before: &[Spoken], code: &str, after: &[Spoken], footer: &Spoken) -> String {
    // Lines of the text file are no lines of the mail: a paragraph is one line, which the reader's window breaks.
    let paragraph = |text: &Spoken| text.plain().replace('\n', " ");
    let mut parts: Vec<String> = before.iter().map(paragraph).collect();
    parts.push(format!("    {code}"));
    parts.extend(after.iter().map(paragraph));
    parts.push(format!("-- \n{}", paragraph(footer)));
    parts.join("\n\n") + "\n"
}

/// Styles stand in the elements: many mail programs drop a style sheet.
fn as_html(language: &str, subject: &str, around: [&[Spoken]; 2], code: &str, footer: &Spoken) -> Markup {
    let [before, after] = around;
    html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (subject) }
            }
            body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif" {
                div style="max-width:34em;margin:0 auto" {
                    @for paragraph in before { p style="margin:0 0 16px" { (spoken(paragraph)) } }
                    p style="margin:0 0 24px;padding:16px;border:1px solid #8a94a3;border-radius:8px;text-align:center;\
                             font:700 28px/1.2 ui-monospace,Consolas,Menlo,monospace;letter-spacing:.15em;\
                             user-select:all;-webkit-user-select:all" { (code) }
                    @for paragraph in after { p style="margin:0 0 16px" { (spoken(paragraph)) } }
                    p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #8a94a3;font-size:14px" {
                        (spoken(footer))
                    }
                }
            }
        }
    }
}

fn spoken(text: &Spoken) -> Markup {
    html! {
        @for span in &text.0 {
            @if span.strong { strong { (span.text) } } @else { (span.text) }
        }
    }
}
