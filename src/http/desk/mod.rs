//! The desk page: support's side of a desk whose tickets are worked here. Off by default; see [`access`] for who gets in.
//!
//! Pages are rendered here, work without scripts, and are refreshed by one small script. Nothing of it is ever shown to a
//! customer.
//!
//! | | |
//! |---|---|
//! | `GET /desk` | the queue, with its filters |
//! | `GET /desk/tickets/{number}` | a case with its internal notes |
//! | `POST /desk/tickets/{number}/reply`, `note`, `change` | what an agent does |
//! | `GET /desk/tickets/{number}/files/{file}` | a file, as a download |
//! | `GET`, `POST /desk/new` | a ticket that came by telephone or mail |
//! | `GET`, `POST /desk/contacts` | contacts |
//! | `GET`, `POST /desk/sign-in`, `POST /desk/sign-out`, `POST /desk/language` | who, and in which language |
//! | `GET /desk/revision` | counts up when anything changes |

use std::fmt;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::HeaderValue;
use axum::http::header::REFERRER_POLICY;
use axum::middleware::{Next, from_fn_with_state, map_request};
use axum::response::Response;
use axum::routing::{get, post};
use chrono_tz::Tz;
use tokio::sync::Semaphore;

use crate::desks::support::SupportDesk;
use crate::domain::{Chance, Clock, TicketTypeId};
use crate::locales::Locales;
use crate::platforms::web::headers::protect;
use crate::platforms::web::{CookieScope, Framing, Network, Origins, patient};
use crate::store::Store;

pub mod access;
mod assets;
mod case;
mod case_page;
mod contacts;
mod filing;
mod input;
mod limits;
pub mod password;
mod queue;
mod sign_in;
mod trouble;
mod view;

use access::Access;
pub use access::SignIn;
pub use limits::Limits;

/// Forms read at the same time; the next one waits.
const FORMS_AT_ONCE: usize = 4;
/// Bytes that a form may be larger than its files.
const FORM_EXTRA: u64 = 1024 * 1024;
/// Largest sign-in form in bytes: nobody is known yet.
const SIGN_IN_BYTES: usize = 16 * 1024;
/// A form's files together may be so many times as large as one.
const FILES_TIMES: u64 = 2;

/// What the page is made from.
pub struct DeskPage {
    /// The desk.
    pub desk: Arc<dyn SupportDesk>,
    /// Agents, sessions, customers, audit log.
    pub store: Store,
    /// Texts.
    pub locales: Arc<Locales>,
    /// Zone of what is shown.
    pub zone: Tz,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// Name of the support company.
    pub company: String,
    /// The ticket types that can be filed, in order.
    pub ticket_types: Vec<TicketTypeId>,
    /// Largest file in bytes.
    pub max_file_bytes: u64,
    /// Where the page is reached; every change must come from there.
    pub origins: Origins,
    /// Where the session cookie may travel.
    pub cookie: CookieScope,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Called after every change, so that customers are told at once.
    pub changed: Arc<dyn Fn() + Send + Sync>,
    /// How much one address may ask for: shared by all pages that are made after each other.
    pub limits: Arc<Limits>,
}

impl fmt::Debug for DeskPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeskPage").finish_non_exhaustive()
    }
}

/// What the handlers share.
struct Desk {
    page: DeskPage,
    access: Access,
    forms: Semaphore,
}

/// The desk page behind its sign-in. Serve it with the peers' addresses.
pub fn router(page: DeskPage, sign_in: SignIn) -> Router {
    build(page, Access::SignIn(sign_in))
}

/// The desk page open to everybody on this machine, writing as `agent`. For the demo alone.
pub(in crate::http) fn open_router(page: DeskPage, agent: &str) -> Router {
    let access = Access::open(agent, page.chance.as_ref());
    build(page, access)
}

fn build(page: DeskPage, access: Access) -> Router {
    let most = page.max_file_bytes.saturating_mul(FILES_TIMES).saturating_add(FORM_EXTRA);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let desk = Arc::new(Desk { page, access, forms: Semaphore::new(FORMS_AT_ONCE) });
    let signed = Router::new()
        .route("/desk", get(queue::queue))
        .route("/desk/revision", get(queue::revision))
        .route("/desk/tickets/{number}", get(case::case))
        .route("/desk/tickets/{number}/reply", post(case::reply))
        .route("/desk/tickets/{number}/note", post(case::note))
        .route("/desk/tickets/{number}/change", post(case::change))
        .route("/desk/tickets/{number}/files/{file}", get(case::file))
        .route("/desk/new", get(filing::page).post(filing::file))
        .route("/desk/contacts", get(contacts::page).post(contacts::add))
        .route("/desk/sign-out", post(sign_in::sign_out))
        .route("/desk/language", post(sign_in::language))
        .route_layer(from_fn_with_state(Arc::clone(&desk), access::signed));
    Router::new()
        .route("/desk/sign-in", get(sign_in::page).post(sign_in::sign_in).layer(DefaultBodyLimit::max(SIGN_IN_BYTES)))
        .merge(signed)
        .layer(DefaultBodyLimit::max(most))
        .layer(map_request(patient))
        .layer(from_fn_with_state(Arc::clone(&desk), access::from_page))
        .route("/desk/assets/{version}/{name}", get(assets::asset))
        .layer(from_fn_with_state(Arc::clone(&desk), protected))
        .with_state(desk)
}

async fn protected(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let framing = if desk.access.is_open() { Framing::SameOrigin } else { Framing::Never };
    let mut response = next.run(request).await;
    // With `no-referrer` browsers send a form without its origin (Fetch standard, „append a request Origin header“).
    response.headers_mut().entry(REFERRER_POLICY).or_insert(HeaderValue::from_static("same-origin"));
    protect(&mut response, framing);
    response
}
