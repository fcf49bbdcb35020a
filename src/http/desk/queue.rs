//! The queue: what is due first, with filters.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Extension, Query, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::Desk;
use super::access::Signed;
use super::trouble::Trouble;
use super::view::{Need, View, select};
use crate::conversation::effect::States;
use crate::conversation::text::Text;
use crate::desks::support::{Assigned, Held, QueuePage, QueueQuery};
use crate::domain::{Priority, Status};

/// Tickets per page.
const PAGE_SIZE: u32 = 25;

/// The filters as the address carries them; what is not understood filters nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filters {
    words: String,
    states: String,
    status: String,
    priority: String,
    assigned: String,
    page: String,
}

impl Filters {
    fn query(&self, signed: &Signed) -> QueueQuery {
        let exactly = Status::from_id(&self.status);
        let states = match self.states.as_str() {
            "closed" => States::Closed,
            "all" => States::All,
            _ if exactly.is_some() => States::All,
            _ => States::Open,
        };
        QueueQuery {
            states,
            status: exactly,
            priority: Priority::from_id(&self.priority),
            assigned: match self.assigned.as_str() {
                "nobody" => Assigned::Nobody,
                "me" => Assigned::To(signed.name.clone()),
                _ => Assigned::Anyone,
            },
            customer: None,
            words: Some(self.words.trim().to_owned()).filter(|words| !words.is_empty()),
            page: self.page.parse().unwrap_or(0),
        }
    }
}

/// `GET /desk`.
pub(super) async fn queue(
    State(desk): State<Arc<Desk>>,
    Extension(signed): Extension<Signed>,
    Query(filters): Query<Filters>,
    headers: HeaderMap,
) -> Response {
    let view = View::new(&desk, &headers, Some(&signed));
    let query = filters.query(&signed);
    match desk.page.desk.queue(&query, PAGE_SIZE).await {
        Ok(page) => render(&view, &filters, &query, &page).into_response(),
        Err(error) => Trouble::from(error).page(&view),
    }
}

/// `GET /desk/revision`.
pub(super) async fn revision(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    match desk.page.desk.revision().await {
        Ok(revision) => Json(revision).into_response(),
        Err(error) => Trouble::from(error).page(&View::new(&desk, &headers, None)),
    }
}

fn render(view: &View<'_>, filters: &Filters, query: &QueueQuery, page: &QueuePage) -> Html<String> {
    let heading = view.t("desk-queue");
    let count = i64::try_from(page.total).unwrap_or(i64::MAX);
    let content = html! {
        div.heading {
            h1 { (heading) }
            p.count data-live="count" { (view.say(&Text::key("desk-queue-count").with("total", count))) }
            a.button.primary href="/desk/new" { (view.t("desk-nav-new")) }
        }
        (filter_form(view, filters))
        div data-live="queue" {
            @if page.tickets.is_empty() {
                p.none { (view.t("desk-queue-empty")) }
            } @else {
                (table(view, &page.tickets))
            }
            (pages(view, filters, query.page, page.total))
        }
    };
    view.page(&heading, &content)
}

fn filter_form(view: &View<'_>, filters: &Filters) -> Markup {
    let any = || (String::new(), view.t("desk-filter-any"));
    let states = [
        ("open".to_owned(), view.t("desk-filter-states-open")),
        ("closed".to_owned(), view.t("desk-filter-states-closed")),
        ("all".to_owned(), view.t("desk-filter-states-all")),
    ];
    let statuses = Status::ALL.iter().map(|status| (status.id().to_owned(), view.status(*status)));
    let statuses: Vec<_> = std::iter::once(any()).chain(statuses).collect();
    let priorities = Priority::ALL.iter().map(|priority| (priority.id().to_owned(), view.priority(*priority)));
    let priorities: Vec<_> = std::iter::once(any()).chain(priorities).collect();
    let assigned = [
        any(),
        ("nobody".to_owned(), view.t("desk-filter-assigned-nobody")),
        ("me".to_owned(), view.t("desk-filter-assigned-me")),
    ];
    let words_help = view.t("desk-filter-words-help");
    html! {
        form.filters method="get" action="/desk" role="search" aria-label=(view.t("desk-filter")) {
            (view.field("words", "desk-filter-words", Need::Optional, None, |id, _| html! {
                input id=(id) name="words" type="search" value=(filters.words) placeholder=(words_help);
            }))
            (view.field("states", "desk-filter-states", Need::Optional, None, |id, _| select(id, "states", &states, &filters.states)))
            (view.field("status", "desk-filter-status", Need::Optional, None, |id, _| {
                select(id, "status", &statuses, &filters.status)
            }))
            (view.field("priority", "desk-filter-priority", Need::Optional, None, |id, _| {
                select(id, "priority", &priorities, &filters.priority)
            }))
            (view.field("assigned", "desk-filter-assigned", Need::Optional, None, |id, _| {
                select(id, "assigned", &assigned, &filters.assigned)
            }))
            div.buttons {
                button.quiet { (view.t("desk-filter-submit")) }
                a.button href="/desk" { (view.t("desk-filter-reset")) }
            }
        }
    }
}

fn table(view: &View<'_>, tickets: &[Held]) -> Markup {
    let columns = [
        "desk-column-ticket",
        "desk-column-customer",
        "desk-column-status",
        "desk-column-priority",
        "desk-column-due",
        "desk-column-assignee",
        "desk-column-changed",
    ];
    html! {
        table.list.tickets {
            caption.unseen { (view.t("desk-queue-caption")) }
            thead { tr { @for column in columns { th scope="col" { (view.t(column)) } } } }
            tbody { @for held in tickets { (row(view, held)) } }
        }
    }
}

fn row(view: &View<'_>, held: &Held) -> Markup {
    let ticket = &held.ticket;
    let labelled = |key: &'static str| view.t(key);
    html! {
        tr {
            th scope="row" {
                a href={ "/desk/tickets/" (ticket.number) } {
                    span.number { (ticket.number) } " "
                    span.subject { (ticket.title) }
                }
                span.kind { (view.ticket_type(&ticket.ticket_type)) }
                @if held.escalated { span.badge.escalated { (view.t("desk-escalated")) } }
            }
            td data-label=(labelled("desk-column-customer")) {
                span { (held.customer_name) }
                span.soft { (ticket.contact_name) }
            }
            td data-label=(labelled("desk-column-status")) { (view.status_badge(ticket.status)) }
            td data-label=(labelled("desk-column-priority")) { (view.priority_badge(ticket.priority)) }
            td data-label=(labelled("desk-column-due")) { (view.due(held.due)) }
            td data-label=(labelled("desk-column-assignee")) {
                @match &held.assignee {
                    Some(name) => (name),
                    None => span.soft { (view.t("desk-unassigned")) },
                }
            }
            td data-label=(labelled("desk-column-changed")) { (view.moment(ticket.changed)) }
        }
    }
}

fn pages(view: &View<'_>, filters: &Filters, page: u32, total: u64) -> Markup {
    let pages = u32::try_from(total.div_ceil(u64::from(PAGE_SIZE))).unwrap_or(u32::MAX);
    if pages < 2 {
        return html! {};
    }
    let text = Text::key("desk-page").with("page", i64::from(page) + 1).with("pages", i64::from(pages));
    let said = view.say(&text);
    let kept = [
        ("words", &filters.words),
        ("states", &filters.states),
        ("status", &filters.status),
        ("priority", &filters.priority),
        ("assigned", &filters.assigned),
    ];
    html! {
        form.pages method="get" action="/desk" aria-label=(said) {
            @for (name, value) in kept { @if !value.is_empty() { input type="hidden" name=(name) value=(value); } }
            @if page > 0 { button.quiet name="page" value=(page - 1) { (view.t("desk-previous-page")) } }
            span { (said) }
            @if page + 1 < pages { button.quiet name="page" value=(page + 1) { (view.t("desk-next-page")) } }
        }
    }
}
