//! How a case looks: what the customer sees and what only support sees are told apart by colour, border and word.

use axum::response::Html;
use maud::{Markup, html};

use super::trouble::Trouble;
use super::view::{Need, View, select, status_text};
use crate::conversation::text::{Arg, Text};
use crate::desks::support::{Case, CaseEntry};
use crate::domain::{Author, EntryKind, FileMeta, Priority, Status, TicketNumber};

/// Which form was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Reply,
    Note,
    Change,
}

/// What was typed and must not be lost.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    pub(super) reply: String,
    pub(super) status: String,
    pub(super) note: String,
    pub(super) wrong: Option<(Wrong, Trouble)>,
}

impl Kept {
    fn wrong(&self, form: Wrong, view: &View<'_>) -> Markup {
        match self.wrong {
            Some((which, trouble)) if which == form => html! {
                p.notice.refusal role="alert" {
                    (trouble.text(view)) " "
                    @if form != Wrong::Change { (view.t("desk-error-files-again")) }
                }
            },
            _ => html! {},
        }
    }
}

/// The page of a case. `done` names what was just done.
pub(super) fn render(view: &View<'_>, case: &Case, done: &str, kept: &Kept) -> Html<String> {
    let ticket = &case.held.ticket;
    let content = html! {
        p.back { a href="/desk" { (view.t("desk-back")) } }
        (done_notice(view, done))
        h1 {
            span.number { (ticket.number) } " "
            span.subject { (ticket.title) }
        }
        div.badges data-live="badges" {
            (view.status_badge(ticket.status))
            (view.priority_badge(ticket.priority))
            @if case.held.escalated { span.badge.escalated { (view.t("desk-escalated")) } }
        }
        div.columns {
            div.work {
                (history(view, case))
                (reply_form(view, case, kept))
                (note_form(view, &ticket.number, kept))
            }
            aside.about {
                (change_form(view, case, kept))
                (facts(view, case))
                (fields(view, case))
            }
        }
    };
    view.page(&format!("{} {}", ticket.number, ticket.title), &content)
}

fn done_notice(view: &View<'_>, done: &str) -> Markup {
    let key = match done {
        "reply" => "desk-done-reply",
        "note" => "desk-done-note",
        "change" => "desk-done-change",
        "new" => "desk-done-new",
        _ => return html! {},
    };
    html! { p.notice.success role="status" { (view.t(key)) } }
}

fn history(view: &View<'_>, case: &Case) -> Markup {
    html! {
        section aria-labelledby="history" {
            h2 #history { (view.t("desk-history")) }
            ol.history data-live="history" role="list" {
                @for entry in &case.entries { (entry_item(view, &case.held.ticket.number, entry)) }
            }
        }
    }
}

fn entry_item(view: &View<'_>, number: &TicketNumber, case_entry: &CaseEntry) -> Markup {
    let entry = &case_entry.entry;
    let (side, side_name) = match entry.author {
        Author::Support => ("support", view.t("desk-author-support")),
        Author::Customer => ("customer", view.t("desk-author-customer")),
        Author::System => ("system", view.t("desk-author-system")),
    };
    let class = if case_entry.internal { "entry internal".to_owned() } else { format!("entry {side}") };
    html! {
        li class=(class) {
            div.who {
                span.author {
                    @if !entry.author_name.is_empty() { strong { (entry.author_name) } " · " }
                    (side_name)
                }
                @if case_entry.internal { span.badge.internal-badge { (view.t("desk-internal")) } }
                (view.moment(entry.at))
            }
            p.what { (what(view, case_entry)) }
            @if !entry.text.is_empty() { p.words { (entry.text) } }
            @if !entry.files.is_empty() {
                ul.files role="list" { @for file in &entry.files { li { (file_link(view, number, file)) } } }
            }
        }
    }
}

/// What an entry is, and what became of status and priority with it.
fn what(view: &View<'_>, case_entry: &CaseEntry) -> String {
    let entry = &case_entry.entry;
    let status = |status: Status| view.say(&Text::key("desk-entry-status").with("status", status_text(status)));
    let mut said = match entry.kind {
        EntryKind::Reply if case_entry.internal => vec![view.t("desk-entry-note")],
        EntryKind::Created => vec![view.t("desk-entry-created")],
        EntryKind::Reply => vec![view.t("desk-entry-reply")],
        EntryKind::Escalation => vec![view.t("desk-entry-escalation")],
        EntryKind::Correction => vec![view.t("desk-entry-correction")],
        EntryKind::Withdrawal => vec![view.t("desk-entry-withdrawal")],
        EntryKind::Rating => vec![view.t("desk-entry-rating")],
        EntryKind::Status | EntryKind::Priority => Vec::new(),
    };
    said.extend(entry.status.map(status));
    said.extend(entry.priority.map(|priority| {
        let text = Text::key(format!("priority-{}", priority.id()));
        view.say(&Text::key("desk-entry-priority").with("priority", text))
    }));
    said.join(" · ")
}

fn file_link(view: &View<'_>, number: &TicketNumber, file: &FileMeta) -> Markup {
    let size = Arg::Bytes(file.size_bytes);
    let text = Text::key("desk-download").with("name", file.name.as_str()).with("size", size);
    html! { a.file href={ "/desk/tickets/" (number) "/files/" (file.id) } download { (view.say(&text)) } }
}

fn reply_form(view: &View<'_>, case: &Case, kept: &Kept) -> Markup {
    let ticket = &case.held.ticket;
    if ticket.status == Status::Closed {
        return html! { p.notice.info { (view.t("desk-closed-no-reply")) } };
    }
    let keep = (String::new(), view.t("desk-reply-status-keep"));
    let statuses = Status::ALL.iter().filter(|status| !matches!(status, Status::New | Status::Closed));
    let statuses = statuses.map(|status| (status.id().to_owned(), view.status(*status)));
    let statuses: Vec<_> = std::iter::once(keep).chain(statuses).collect();
    let help = view.t("desk-reply-help");
    html! {
        section.card.reply aria-labelledby="reply" {
            h2 #reply { (view.t("desk-reply")) }
            (kept.wrong(Wrong::Reply, view))
            form method="post" action={ "/desk/tickets/" (ticket.number) "/reply" } enctype="multipart/form-data" {
                (view.hidden())
                (view.field("reply-text", "desk-reply-text", Need::Optional, Some(&help), |id, help| html! {
                    textarea id=(id) name="text" rows="5" aria-describedby=[help] { (kept.reply) }
                }))
                div.pair {
                    (files_field(view, "reply-files"))
                    (view.field("reply-status", "desk-reply-status", Need::Optional, None, |id, _| {
                        select(id, "status", &statuses, &kept.status)
                    }))
                }
                button.primary { (view.t("desk-reply-submit")) }
            }
        }
    }
}

fn note_form(view: &View<'_>, number: &TicketNumber, kept: &Kept) -> Markup {
    let help = view.t("desk-internal-help");
    let open = !kept.note.is_empty() || matches!(kept.wrong, Some((Wrong::Note, _)));
    html! {
        details.card.note open[open] {
            summary { (view.t("desk-note")) }
            (kept.wrong(Wrong::Note, view))
            form method="post" action={ "/desk/tickets/" (number) "/note" } enctype="multipart/form-data" {
                (view.hidden())
                (view.field("note-text", "desk-note-text", Need::Optional, Some(&help), |id, help| html! {
                    textarea id=(id) name="text" rows="3" aria-describedby=[help] { (kept.note) }
                }))
                (files_field(view, "note-files"))
                button.quiet { (view.t("desk-note-submit")) }
            }
        }
    }
}

pub(super) fn files_field(view: &View<'_>, id: &str) -> Markup {
    let help = view.largest_file();
    view.field(id, "desk-files", Need::Optional, Some(&help), |id, help| {
        html! {
            input id=(id) name="files" type="file" multiple aria-describedby=[help];
        }
    })
}

fn change_form(view: &View<'_>, case: &Case, kept: &Kept) -> Markup {
    let ticket = &case.held.ticket;
    let statuses: Vec<_> = Status::ALL.iter().map(|status| (status.id().to_owned(), view.status(*status))).collect();
    let priorities: Vec<_> =
        Priority::ALL.iter().map(|priority| (priority.id().to_owned(), view.priority(*priority))).collect();
    let assignee = case.held.assignee.as_deref().unwrap_or_default();
    html! {
        section.card aria-labelledby="change" {
            h2 #change { (view.t("desk-change")) }
            (kept.wrong(Wrong::Change, view))
            form data-live="change" method="post" action={ "/desk/tickets/" (ticket.number) "/change" }
                enctype="multipart/form-data" {
                (view.hidden())
                input type="hidden" name="version" value=(ticket.version);
                (view.field("change-status", "desk-column-status", Need::Optional, None, |id, _| {
                    select(id, "status", &statuses, ticket.status.id())
                }))
                (view.field("change-priority", "desk-column-priority", Need::Optional, None, |id, _| {
                    select(id, "priority", &priorities, ticket.priority.id())
                }))
                (view.field("change-assignee", "desk-fact-assignee", Need::Optional, None, |id, _| html! {
                    input id=(id) name="assignee" value=(assignee) autocomplete="off" maxlength="200";
                }))
                div.buttons {
                    button.quiet { (view.t("desk-change-submit")) }
                    @if view.signed.is_some_and(|signed| signed.name != assignee) {
                        button.quiet name="me" value="1" { (view.t("desk-assign-me")) }
                    }
                }
            }
        }
    }
}

fn facts(view: &View<'_>, case: &Case) -> Markup {
    let (held, ticket) = (&case.held, &case.held.ticket);
    let watchers: Vec<&str> = case.watchers.iter().map(|(_, name)| name.as_str()).collect();
    let via = view.say(&Text::key(format!("desk-via-{}", held.via)));
    html! {
        dl.facts data-live="facts" {
            (fact(&view.t("desk-fact-customer"), &html! { (held.customer_name) " (" (ticket.customer) ")" }))
            (fact(&view.t("desk-fact-contact"), &html! {
                (ticket.contact_name) br;
                a href={ "mailto:" (held.contact_email) } { (held.contact_email) }
            }))
            @if let Some(contact) = &ticket.contact {
                (fact(&view.t("desk-fact-support-id"), &html! { (contact) }))
            }
            (fact(&view.t("desk-fact-type"), &html! { (view.ticket_type(&ticket.ticket_type)) }))
            (fact(&view.t("desk-fact-via"), &html! { (via) }))
            (fact(&view.t("desk-fact-created"), &view.moment(ticket.created)))
            (fact(&view.t("desk-fact-changed"), &view.moment(ticket.changed)))
            @if let Some(level) = &held.level { (fact(&view.t("desk-fact-level"), &html! { (level) })) }
            @if held.due.is_some() { (fact(&view.t("desk-fact-due"), &view.due(held.due))) }
            @if !watchers.is_empty() {
                (fact(&view.t("desk-fact-watchers"), &html! { (watchers.join(", ")) }))
            }
            @if let Some(stars) = held.rating {
                @let rating = view.say(&Text::key("desk-rating").with("stars", i64::from(stars)));
                (fact(&view.t("desk-fact-rating"), &html! { (rating) }))
            }
        }
    }
}

fn fields(view: &View<'_>, case: &Case) -> Markup {
    if case.fields.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="fields" {
            h2 #fields { (view.t("desk-fields")) }
            dl.facts {
                @for field in &case.fields { (fact(&field.label, &html! { (field.value) })) }
            }
        }
    }
}

fn fact(label: &str, value: &Markup) -> Markup {
    html! { div { dt { (label) } dd { (value) } } }
}
