//! Who may use the desk page, and the checks of every request.
//!
//! Signed in with an agent's password or the operator's token, for some hours, from the page itself. The demo's page is
//! open: only [`crate::http::demo`] can make such a page, and it answers this machine alone.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{COOKIE, HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::Desk;
use super::trouble::Trouble;
use super::view::View;
use crate::config::Secret;
use crate::domain::Chance;
use crate::platforms::web::{CookieScope, client, is_loopback_host, limit_key};
use crate::store::{self, sessions::SessionKind};

/// Hours until a session ends, whatever happens.
const SESSION_HOURS: i64 = 12;
/// Bytes of a session's secret and of a form token.
const SECRET_BYTES: usize = 32;
/// The login of whoever has the operator's token.
pub(super) const OPERATOR: &str = "operator";

/// How agents prove who they are.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// The operator's token, if one is configured; agents' passwords are in the store.
    pub token: Option<Secret>,
}

/// Who may use the page. There is no way from a configuration to the open page.
pub(super) enum Access {
    /// Who has signed in.
    SignIn(SignIn),
    /// Everybody on this machine.
    Open(Signed),
}

impl Access {
    /// Open to this machine, under one name.
    pub(super) fn open(agent: &str, chance: &dyn Chance) -> Self {
        Self::Open(Signed { login: "demo".to_owned(), name: agent.to_owned(), token: random(chance) })
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Open(_))
    }
}

/// An agent who is signed in.
#[derive(Clone, Debug)]
pub(super) struct Signed {
    /// Whom the audit log names.
    pub(super) login: String,
    /// Whom customers read.
    pub(super) name: String,
    /// What every form must send.
    pub(super) token: String,
}

/// Where a request came from, for limits.
#[derive(Clone, Debug)]
pub(super) struct From(pub(super) String);

pub(super) fn random(chance: &dyn Chance) -> String {
    let mut bytes = [0; SECRET_BYTES];
    chance.fill(&mut bytes);
    hex::encode(bytes)
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Whether two secrets are the same, in constant time.
pub(super) fn same(sent: &str, known: &str) -> bool {
    Sha256::digest(sent).ct_eq(&Sha256::digest(known)).into()
}

/// Lets requests through that come from the page itself, under its own name, and not too often.
pub(super) async fn from_page(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let view = View::new(&desk, &parts.headers, None);
    let peer = peer(&parts);
    if !desk.page.origins.admit_host(header(&parts.headers, HOST.as_str()))
        || (desk.access.is_open() && !from_this_machine(&parts.headers, peer))
        || !own_request(&desk, &parts)
    {
        return Trouble::Foreign.page(&view);
    }
    let forwarded: Vec<&str> =
        parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    let from = limit_key(client(peer, &forwarded, &desk.page.trusted_proxies));
    if !desk.page.limits.allow(&from) {
        return Trouble::TooMany.page(&view);
    }
    parts.extensions.insert(From(from));
    next.run(Request::from_parts(parts, body)).await
}

fn peer(parts: &Parts) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip())
}

fn from_this_machine(headers: &HeaderMap, peer: IpAddr) -> bool {
    peer.to_canonical().is_loopback() && is_loopback_host(header(headers, HOST.as_str()))
}

/// Every change names the page's origin; a file or page may be asked for from anywhere but another site's frame or script.
fn own_request(desk: &Desk, parts: &Parts) -> bool {
    let (origin, host) = (header(&parts.headers, ORIGIN.as_str()), header(&parts.headers, HOST.as_str()));
    let site = header(&parts.headers, "sec-fetch-site");
    if parts.method == Method::GET || parts.method == Method::HEAD {
        let navigation = header(&parts.headers, "sec-fetch-mode") == "navigate";
        return matches!(site, "" | "same-origin" | "none") || navigation;
    }
    matches!(site, "" | "same-origin") && desk.page.origins.admit(origin, host)
}

/// Lets those through who are signed in; others are led to the sign-in.
pub(super) async fn signed(State(desk): State<Arc<Desk>>, mut request: Request, next: Next) -> Response {
    match who(&desk, request.headers()).await {
        Ok(Some(signed)) => {
            request.extensions_mut().insert(signed);
            next.run(request).await
        }
        Ok(None) => Redirect::to("/desk/sign-in").into_response(),
        Err(error) => {
            tracing::error!(error = ?error, "the desk page could not read a session");
            Trouble::Unavailable.page(&View::new(&desk, request.headers(), None))
        }
    }
}

/// Who is signed in, decided anew at each request: an agent who was removed is out.
pub(super) async fn who(desk: &Desk, headers: &HeaderMap) -> store::Result<Option<Signed>> {
    let sign_in = match &desk.access {
        Access::Open(signed) => return Ok(Some(signed.clone())),
        Access::SignIn(sign_in) => sign_in,
    };
    let Some(secret) = secret_of(desk.page.cookie, headers) else { return Ok(None) };
    let (store, now) = (&desk.page.store, desk.page.clock.now());
    let Some(row) = store.session(SessionKind::Desk, &hash(&secret), now).await? else { return Ok(None) };
    let name = if row.user == OPERATOR {
        sign_in.token.as_ref().map(|_| desk.page.company.clone())
    } else {
        store.agent(&row.user).await?.map(|(name, _)| name)
    };
    Ok(name.map(|name| Signed { login: row.user, name, token: row.csrf }))
}

/// Begins a session and answers its cookie.
pub(super) async fn begin_session(desk: &Desk, login: &str) -> store::Result<HeaderValue> {
    let (chance, now) = (desk.page.chance.as_ref(), desk.page.clock.now());
    let (secret, token) = (random(chance), random(chance));
    let until = now + Duration::hours(SESSION_HOURS);
    desk.page.store.put_session(SessionKind::Desk, &hash(&secret), login, &token, until, now).await?;
    Ok(cookie(desk.page.cookie, &secret, until - now))
}

/// The cookie that ends a session in the browser.
pub(super) fn no_session(scope: CookieScope) -> HeaderValue {
    cookie(scope, "", Duration::zero())
}

/// `__Host-` keeps a neighbouring domain from planting one (RFC 6265bis section 4.1.3.2).
fn cookie_name(scope: CookieScope) -> &'static str {
    match scope {
        CookieScope::Secure => "__Host-ticketlotse-desk",
        CookieScope::Loopback => "ticketlotse-desk",
    }
}

fn cookie(scope: CookieScope, secret: &str, lives: Duration) -> HeaderValue {
    let secure = if scope == CookieScope::Secure { "; Secure" } else { "" };
    let (name, age) = (cookie_name(scope), lives.num_seconds());
    let text = format!("{name}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    HeaderValue::from_str(&text).expect("a cookie of hexadecimal digits and constants is a valid header")
}

/// A cookie of a request.
pub(super) fn cookie_of(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

fn secret_of(scope: CookieScope, headers: &HeaderMap) -> Option<String> {
    let secret = cookie_of(headers, cookie_name(scope))?;
    let plausible = secret.len() == 2 * SECRET_BYTES && secret.bytes().all(|byte| byte.is_ascii_hexdigit());
    plausible.then_some(secret)
}

fn hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}

/// Notes in the audit log what an agent did. That the log cannot be written is the operator's to know.
pub(super) async fn audit(desk: &Desk, login: &str, what: &str, ticket: Option<&crate::domain::TicketNumber>) {
    let entry = crate::store::audit::NewEntry {
        who: format!("agent:{login}"),
        place: "desk".to_owned(),
        what: what.to_owned(),
        ticket: ticket.cloned(),
    };
    let now: DateTime<Utc> = desk.page.clock.now();
    if let Err(error) = desk.page.store.audit(&entry, now).await {
        tracing::error!(error = ?error, what, "the audit log could not be written");
    }
}
