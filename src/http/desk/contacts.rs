//! Contacts: found, added, and a ticket filed for one.

use std::sync::Arc;

use axum::extract::{Extension, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::Desk;
use super::access::{Signed, audit};
use super::filing::{For, contact_fields, contact_of};
use super::input::Input;
use super::trouble::Trouble;
use super::view::{Need, View};
use crate::conversation::text::Text;
use crate::desks::support::Contact;

/// What is searched for, and what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Search {
    words: String,
    done: String,
}

/// `GET /desk/contacts`.
pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    Extension(signed): Extension<Signed>,
    Query(search): Query<Search>,
    headers: HeaderMap,
) -> Response {
    render(&View::new(&desk, &headers, Some(&signed)), &search, None).await
}

/// `POST /desk/contacts`.
pub(super) async fn add(
    State(desk): State<Arc<Desk>>,
    Extension(signed): Extension<Signed>,
    headers: HeaderMap,
    input: Input,
) -> Response {
    let view = View::new(&desk, &headers, Some(&signed));
    let written = async {
        let contact = contact_of(&desk, &input).await?;
        Ok(desk.page.desk.put_contact(&contact).await?)
    };
    match written.await {
        Ok(_) => {
            audit(&desk, &signed.login, "desk.contact", None).await;
            Redirect::to("/desk/contacts?done=contact").into_response()
        }
        Err(trouble) => render(&view, &Search::default(), Some((trouble, For::of(&input)))).await,
    }
}

async fn render(view: &View<'_>, search: &Search, wrong: Option<(Trouble, For)>) -> Response {
    let page = &view.desk.page;
    let customers = match page.store.customers().await {
        Ok(customers) => customers,
        Err(error) => return Trouble::from(error).page(view),
    };
    let contacts = match page.desk.contacts(&search.words).await {
        Ok(contacts) => contacts,
        Err(error) => return Trouble::from(error).page(view),
    };
    let heading = view.t("desk-contacts");
    let search_help = view.t("desk-contacts-search-help");
    let status = wrong.as_ref().map_or(StatusCode::OK, |(trouble, _)| trouble.status());
    let (trouble, typed) = wrong.map_or((None, For::default()), |(trouble, typed)| (Some(trouble), typed));
    let content = html! {
        h1 { (heading) }
        @if search.done == "contact" { p.notice.success role="status" { (view.t("desk-done-contact")) } }
        form.filters method="get" action="/desk/contacts" role="search" {
            (view.field("words", "desk-contacts-search", Need::Optional, Some(&search_help), |id, help| html! {
                input id=(id) name="words" type="search" value=(search.words) aria-describedby=[help];
            }))
            div.buttons { button.quiet { (view.t("desk-contacts-search")) } }
        }
        @if contacts.is_empty() { p.none { (view.t("desk-contacts-empty")) } } @else { (table(view, &contacts)) }
        details.card open[trouble.is_some()] {
            summary { (view.t("desk-contact-new")) }
            @if let Some(trouble) = trouble { p.notice.refusal role="alert" { (trouble.text(view)) } }
            form method="post" action="/desk/contacts" enctype="multipart/form-data" {
                (view.hidden())
                div.grid { (contact_fields(view, &customers, &typed)) }
                button.primary { (view.t("desk-contact-submit")) }
            }
        }
    };
    (status, view.page(&heading, &content)).into_response()
}

fn table(view: &View<'_>, contacts: &[Contact]) -> Markup {
    let columns = [
        "desk-column-name",
        "desk-column-customer",
        "desk-column-email",
        "desk-column-phone",
        "desk-column-support-id",
        "desk-contact-ticket",
    ];
    html! {
        table.list {
            caption.unseen { (view.t("desk-contacts-caption")) }
            thead { tr { @for column in columns { th scope="col" { (view.t(column)) } } } }
            tbody { @for contact in contacts { (row(view, contact)) } }
        }
    }
}

fn row(view: &View<'_>, contact: &Contact) -> Markup {
    let ticket_for = view.say(&Text::key("desk-contact-ticket-for").with("name", contact.name.as_str()));
    html! {
        tr {
            th scope="row" { (contact.name) }
            td data-label=(view.t("desk-column-customer")) { (contact.customer_name) }
            td data-label=(view.t("desk-column-email")) { a href={ "mailto:" (contact.email) } { (contact.email) } }
            td data-label=(view.t("desk-column-phone")) { (contact.phone) }
            td data-label=(view.t("desk-column-support-id")) { (contact.id) }
            td {
                form method="get" action="/desk/new" {
                    input type="hidden" name="customer" value=(contact.customer);
                    input type="hidden" name="email" value=(contact.email);
                    input type="hidden" name="name" value=(contact.name);
                    input type="hidden" name="phone" value=(contact.phone);
                    button.quiet aria-label=(ticket_for) { (view.t("desk-contact-ticket")) }
                }
            }
        }
    }
}
