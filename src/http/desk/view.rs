//! What all pages of the desk share: the frame, words in the agent's language, and small pieces of forms.

use axum::http::HeaderMap;
use axum::response::Html;
use chrono::{DateTime, Utc};
use maud::{DOCTYPE, Markup, html};

use super::access::{Signed, cookie_of};
use super::{Desk, assets};
use crate::conversation::text::{Arg, Text};
use crate::domain::{Priority, Status, TicketTypeId};
use crate::locales::Speaking;
use crate::platforms::web::asset_address;

/// The cookie that keeps the agent's language.
pub(super) const LANGUAGE_COOKIE: &str = "ticketlotse-desk-language";

/// A page being made.
pub(super) struct View<'a> {
    pub(super) desk: &'a Desk,
    pub(super) signed: Option<&'a Signed>,
    pub(super) language: &'a str,
    now: DateTime<Utc>,
}

impl<'a> View<'a> {
    pub(super) fn new(desk: &'a Desk, headers: &HeaderMap, signed: Option<&'a Signed>) -> Self {
        let chosen = cookie_of(headers, LANGUAGE_COOKIE);
        let languages = desk.page.locales.languages();
        let known = languages.iter().find(|language| chosen.as_deref() == Some(**language));
        let language = known.or(languages.first()).copied().unwrap_or("de");
        Self { desk, signed, language, now: desk.page.clock.now() }
    }

    /// Says a text.
    pub(super) fn say(&self, text: &Text) -> String {
        let how = Speaking { language: self.language, zone: self.desk.page.zone, now: self.now };
        self.desk.page.locales.say(how, text).plain()
    }

    /// Says a text without arguments.
    pub(super) fn t(&self, key: &'static str) -> String {
        self.say(&Text::key(key))
    }

    pub(super) fn moment(&self, at: DateTime<Utc>) -> Markup {
        let said = self.say(&Text::key("desk-moment").with("at", at));
        html! { time datetime=(at.to_rfc3339()) { (said) } }
    }

    pub(super) fn is_past(&self, at: DateTime<Utc>) -> bool {
        at < self.now
    }

    pub(super) fn status(&self, status: Status) -> String {
        self.say(&status_text(status))
    }

    pub(super) fn priority(&self, priority: Priority) -> String {
        self.say(&Text::key(format!("priority-{}", priority.id())))
    }

    pub(super) fn ticket_type(&self, id: &TicketTypeId) -> String {
        self.say(&Text::key(format!("form-{id}.title")))
    }

    pub(super) fn status_badge(&self, status: Status) -> Markup {
        html! { span class={ "badge status-" (status.id()) } { (self.status(status)) } }
    }

    pub(super) fn priority_badge(&self, priority: Priority) -> Markup {
        html! { span class={ "badge priority-" (priority.id()) } { (self.priority(priority)) } }
    }

    /// By when support has to react.
    pub(super) fn due(&self, due: Option<DateTime<Utc>>) -> Markup {
        match due {
            None => html! { (self.t("desk-due-none")) },
            Some(at) if self.is_past(at) => {
                html! { strong.overdue { (self.say(&Text::key("desk-overdue").with("at", at))) } }
            }
            Some(at) => self.moment(at),
        }
    }

    /// A size in bytes, in words.
    pub(super) fn largest_file(&self) -> String {
        self.say(&Text::key("desk-files-help").with("most", Arg::Bytes(self.desk.page.max_file_bytes)))
    }

    /// The hidden fields of every form: the session's token, and the key that makes sending it twice the same as once.
    pub(super) fn hidden(&self) -> Markup {
        let token = self.signed.map(|signed| signed.token.as_str()).unwrap_or_default();
        html! {
            input type="hidden" name="token" value=(token);
            input type="hidden" name="op" value=(self.desk.page.chance.id());
        }
    }

    /// A whole page.
    pub(super) fn page(&self, title: &str, content: &Markup) -> Html<String> {
        let page = html! {
            (DOCTYPE)
            html lang=(self.language) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) " · " (self.t("desk-title")) }
                    link rel="icon" href=(asset_address("logo.svg")) type="image/svg+xml";
                    link rel="stylesheet" href=(asset_address("base.css"));
                    link rel="stylesheet" href=(assets::address("desk.css"));
                    script type="module" src=(assets::address("desk.js")) {}
                }
                body data-refreshed=(self.t("desk-refreshed")) {
                    a.skip href="#content" { (self.t("desk-skip")) }
                    (self.head())
                    main #content tabindex="-1" { (content) }
                    p #said .unseen role="status" {}
                }
            }
        };
        Html(page.into_string())
    }

    fn head(&self) -> Markup {
        html! {
            header.bar {
                img.logo src=(asset_address("logo.svg")) alt="" width="32" height="32";
                div.names {
                    p.title { (self.t("desk-title")) }
                    p { (self.desk.page.company) }
                }
                @if self.signed.is_some() {
                    nav aria-label=(self.t("desk-nav")) {
                        a href="/desk" { (self.t("desk-nav-queue")) }
                        a href="/desk/new" { (self.t("desk-nav-new")) }
                        a href="/desk/contacts" { (self.t("desk-nav-contacts")) }
                    }
                }
                (self.account())
            }
        }
    }

    fn account(&self) -> Markup {
        let Some(signed) = self.signed else { return html! {} };
        html! {
            div.account {
                p { (self.say(&Text::key("desk-signed-in-as").with("name", signed.name.as_str()))) }
                form method="post" action="/desk/language" enctype="multipart/form-data" {
                    input type="hidden" name="token" value=(signed.token);
                    @for language in self.desk.page.locales.languages() {
                        @if language != self.language {
                            button.quiet name="language" value=(language) lang=(language) {
                                (self.say(&Text::first_of([format!("desk-language-{language}"), "desk-language".into()])))
                            }
                        }
                    }
                }
                @if !self.desk.access.is_open() {
                    form method="post" action="/desk/sign-out" enctype="multipart/form-data" {
                        input type="hidden" name="token" value=(signed.token);
                        button.quiet { (self.t("desk-sign-out")) }
                    }
                }
            }
        }
    }
}

/// A status as support calls it; the chat's words where support has no own.
pub(super) fn status_text(status: Status) -> Text {
    Text::first_of([format!("desk-status-{}", status.id()), format!("status-{}", status.id())])
}

/// Whether a field must be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// It must.
    Required,
    /// It may stay empty.
    Optional,
}

impl View<'_> {
    /// A labelled field. `help` is read with it; `input` makes the element from its id and what describes it.
    pub(super) fn field(
        &self,
        id: &str,
        label: &'static str,
        need: Need,
        help: Option<&str>,
        input: impl FnOnce(&str, Option<&str>) -> Markup,
    ) -> Markup {
        let help_id = format!("{id}-help");
        html! {
            div.field {
                label for=(id) {
                    (self.t(label))
                    @if need == Need::Required {
                        span.star aria-hidden="true" { " *" }
                        span.unseen { " (" (self.t("required")) ")" }
                    }
                }
                (input(id, help.map(|_| help_id.as_str())))
                @if let Some(help) = help { p.help id=(help_id) { (help) } }
            }
        }
    }
}

/// A list to pick one from: value and label, with the chosen value.
pub(super) fn select(id: &str, name: &str, options: &[(String, String)], chosen: &str) -> Markup {
    select_of(id, name, Need::Optional, options, chosen)
}

/// The same, maybe with one that must be picked: the first option is none then.
pub(super) fn select_of(id: &str, name: &str, need: Need, options: &[(String, String)], chosen: &str) -> Markup {
    html! {
        select id=(id) name=(name) required[need == Need::Required] {
            @for (value, label) in options {
                option value=(value) selected[value == chosen] { (label) }
            }
        }
    }
}
