//! A new ticket for somebody who called or wrote a mail.

use std::sync::Arc;

use axum::extract::{Extension, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::Desk;
use super::access::{Signed, audit};
use super::case::agent;
use super::case_page::files_field;
use super::input::Input;
use super::trouble::{MAX_SUBJECT, Trouble};
use super::view::{Need, View, select, select_of};
use crate::desks::TicketDraft;
use crate::desks::support::{NewCase, NewContact, Via};
use crate::domain::{ContractId, Customer, CustomerId, Email, Priority, Ticket, TicketTypeId};

/// Whom the ticket is for, when a contact was picked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct For {
    customer: String,
    email: String,
    name: String,
    phone: String,
}

impl For {
    /// Whom a form names.
    pub(super) fn of(input: &Input) -> Self {
        let value = |name: &str| input.value(name).to_owned();
        Self { customer: value("customer"), email: value("email"), name: value("name"), phone: value("phone") }
    }
}

/// What the form shows.
#[derive(Clone, Debug, Default)]
struct Typed {
    whom: For,
    via: String,
    ticket_type: String,
    priority: String,
    subject: String,
    description: String,
    wrong: Option<Trouble>,
}

/// `GET /desk/new`.
pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    Extension(signed): Extension<Signed>,
    Query(whom): Query<For>,
    headers: HeaderMap,
) -> Response {
    let view = View::new(&desk, &headers, Some(&signed));
    let typed = Typed { whom, priority: Priority::Normal.id().to_owned(), ..Typed::default() };
    form(&view, &typed).await
}

/// `POST /desk/new`.
pub(super) async fn file(
    State(desk): State<Arc<Desk>>,
    Extension(signed): Extension<Signed>,
    headers: HeaderMap,
    input: Input,
) -> Response {
    let view = View::new(&desk, &headers, Some(&signed));
    match write(&desk, &signed, &input).await {
        Ok(ticket) => {
            audit(&desk, &signed.login, "desk.new", Some(&ticket.number)).await;
            (desk.page.changed)();
            Redirect::to(&format!("/desk/tickets/{}?done=new", ticket.number)).into_response()
        }
        Err(trouble) => {
            let value = |name: &str| input.value(name).to_owned();
            let typed = Typed {
                whom: For::of(&input),
                via: value("via"),
                ticket_type: value("type"),
                priority: value("priority"),
                subject: value("subject"),
                description: value("description"),
                wrong: Some(trouble),
            };
            form(&view, &typed).await
        }
    }
}

async fn write(desk: &Desk, signed: &Signed, input: &Input) -> Result<Ticket, Trouble> {
    let contact = contact_of(desk, input).await?;
    let ticket_type = TicketTypeId::new(input.value("type"));
    if !desk.page.ticket_types.contains(&ticket_type) {
        return Err(Trouble::Type);
    }
    let (subject, description) = (input.value("subject"), input.value("description"));
    if subject.is_empty() || subject.chars().count() > MAX_SUBJECT {
        return Err(Trouble::Subject);
    }
    if description.is_empty() {
        return Err(Trouble::Description);
    }
    let new = NewCase {
        via: Via::from_id(input.value("via")).ok_or(Trouble::Invalid)?,
        contracts: contracts(desk, &contact.customer).await?,
        draft: TicketDraft {
            ticket_type,
            title: subject.to_owned(),
            description: description.to_owned(),
            priority: Priority::from_id(input.value("priority")).unwrap_or(Priority::Normal),
            fields: Vec::new(),
            files: input.files.clone(),
            watchers: Vec::new(),
            filed_at: desk.page.clock.now(),
        },
        contact,
    };
    Ok(desk.page.desk.new_case(&agent(signed), &new, &input.op()?).await?)
}

/// The contact as the form names it. The name of a known address need not be typed.
pub(super) async fn contact_of(desk: &Desk, input: &Input) -> Result<NewContact, Trouble> {
    let store = &desk.page.store;
    let customers = store.customers().await?;
    let customer = customers.into_iter().find(|customer| customer.id.as_str() == input.value("customer"));
    let customer = customer.ok_or(Trouble::Customer)?;
    let email = Email::parse(input.value("email")).ok_or(Trouble::Email)?;
    let mut name = input.value("name").to_owned();
    if name.is_empty() {
        let member = store.member_by_email(&email).await?.filter(|member| member.customer == customer.id);
        let known = desk.page.desk.contacts(email.as_str()).await?;
        let known = known.into_iter().find(|contact| contact.email == email && contact.customer == customer.id);
        let found = member.map(|member| member.name).or(known.map(|contact| contact.name));
        name = found.ok_or(Trouble::Name)?;
    }
    let phone = input.value("phone").to_owned();
    Ok(NewContact { email, customer: customer.id, customer_name: customer.name, name, phone })
}

/// The company's contracts that are valid today; every entitled member knows them.
async fn contracts(desk: &Desk, customer: &CustomerId) -> Result<Vec<ContractId>, Trouble> {
    let store = &desk.page.store;
    let today = desk.page.clock.now().with_timezone(&desk.page.zone).date_naive();
    for member in store.members(customer).await? {
        if let Some(entitled) = store.entitled_member(&member.id, "", today).await? {
            return Ok(entitled.contracts.into_iter().map(|contract| contract.id).collect());
        }
    }
    Ok(Vec::new())
}

async fn form(view: &View<'_>, typed: &Typed) -> Response {
    let customers = match view.desk.page.store.customers().await {
        Ok(customers) => customers,
        Err(error) => return Trouble::from(error).page(view),
    };
    let heading = view.t("desk-new");
    let content = html! {
        h1 { (heading) }
        @if let Some(trouble) = typed.wrong {
            p.notice.refusal role="alert" { (trouble.text(view)) " " (view.t("desk-error-files-again")) }
        }
        form.card method="post" action="/desk/new" enctype="multipart/form-data" {
            (view.hidden())
            p.legend { span.star aria-hidden="true" { "* " } (view.t("required")) }
            div.grid {
                (view.field("new-via", "desk-new-via", Need::Optional, None, |id, _| {
                    let ways = [("phone".to_owned(), view.t("desk-via-phone")), ("mail".to_owned(), view.t("desk-via-mail"))];
                    select(id, "via", &ways, &typed.via)
                }))
                (contact_fields(view, &customers, &typed.whom))
                (about_fields(view, typed))
            }
            (view.field("new-subject", "desk-new-subject", Need::Required, None, |id, _| html! {
                input id=(id) name="subject" value=(typed.subject) required maxlength=(MAX_SUBJECT);
            }))
            (view.field("new-description", "desk-new-description", Need::Required, None, |id, _| html! {
                textarea id=(id) name="description" rows="7" required { (typed.description) }
            }))
            (files_field(view, "new-files"))
            button.primary { (view.t("desk-new-submit")) }
        }
    };
    let status = typed.wrong.map_or(StatusCode::OK, Trouble::status);
    (status, view.page(&heading, &content)).into_response()
}

fn about_fields(view: &View<'_>, typed: &Typed) -> Markup {
    let kinds = view.desk.page.ticket_types.iter().map(|id| (id.to_string(), view.ticket_type(id)));
    let kinds: Vec<_> = std::iter::once((String::new(), view.t("desk-new-pick"))).chain(kinds).collect();
    let priorities: Vec<_> =
        Priority::ALL.iter().map(|priority| (priority.id().to_owned(), view.priority(*priority))).collect();
    html! {
        (view.field("new-type", "desk-new-type", Need::Required, None, |id, _| select_of(id, "type", Need::Required, &kinds, &typed.ticket_type)))
        (view.field("new-priority", "desk-new-priority", Need::Optional, None, |id, _| {
            select(id, "priority", &priorities, &typed.priority)
        }))
    }
}

/// Company, address, name and telephone number of a contact.
pub(super) fn contact_fields(view: &View<'_>, customers: &[Customer], whom: &For) -> Markup {
    let pick = (String::new(), view.t("desk-new-pick"));
    let customers = customers.iter().map(|customer| (customer.id.to_string(), customer.name.clone()));
    let customers: Vec<_> = std::iter::once(pick).chain(customers).collect();
    let name_help = view.t("desk-new-name-help");
    html! {
        (view.field("new-customer", "desk-new-customer", Need::Required, None, |id, _| {
            select_of(id, "customer", Need::Required, &customers, &whom.customer)
        }))
        (view.field("new-email", "desk-new-email", Need::Required, None, |id, _| html! {
            input id=(id) name="email" type="email" value=(whom.email) required autocomplete="off" maxlength="254";
        }))
        (view.field("new-name", "desk-new-name", Need::Optional, Some(&name_help), |id, help| html! {
            input id=(id) name="name" value=(whom.name) autocomplete="off" maxlength="200" aria-describedby=[help];
        }))
        (view.field("new-phone", "desk-new-phone", Need::Optional, None, |id, _| html! {
            input id=(id) name="phone" type="tel" value=(whom.phone) autocomplete="off" maxlength="60";
        }))
    }
}
