//! Who may talk at all: every change and every push connection must come from the page itself, with the session's
//! cookie and token, and not too often. Refusals get their words here.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{HOST, ORIGIN, SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;

use super::address;
use super::limits::Asked;
use super::refusal::Refusal;
use super::routes::Web;
use super::session::{Session, same_token};
use crate::platforms::Origin;

/// The header that carries the page's token, and a new one back.
pub const TOKEN_HEADER: &str = "x-ticketlotse-token";
/// Seconds to wait after too much at once.
const WAIT_SECS: u32 = 10;
/// Longest description of a browser in characters.
const MAX_BROWSER_CHARS: usize = 60;

/// A request that passed: whose it is and where it came from.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The session.
    pub session: Session,
    /// The origin, for limits and the sign-in mail.
    pub origin: Origin,
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether the request comes from the page: its `Origin`, and what the browser says about the site. A browser names the
/// origin of every change; of a reading fetch from the same origin it says only that.
fn from_page(web: &Web, method: &Method, headers: &HeaderMap) -> bool {
    let host = header(headers, HOST.as_str()).unwrap_or_default();
    let site = header(headers, "sec-fetch-site");
    let same_site = site.is_none_or(|site| site == "same-origin");
    let origin = match header(headers, ORIGIN.as_str()) {
        Some(origin) => web.config().origins.admit(origin, host),
        None => *method == Method::GET && site == Some("same-origin") && web.config().origins.admit_host(host),
    };
    same_site && origin
}

/// What limits count by and the mail names.
pub fn origin_of(web: &Web, parts: &Parts, language: &str) -> Origin {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    let forwarded: Vec<&str> =
        parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    let client = address::client(peer, &forwarded, &web.config().trusted_proxies);
    let agent = header(&parts.headers, USER_AGENT.as_str()).unwrap_or_default();
    let described = browser(agent).unwrap_or_else(|| web.say(language, "web-unknown-browser"));
    Origin { limit_key: address::limit_key(client), described, ..Origin::default() }
}

/// The browser and system that a `User-Agent` names, as their makers call them.
fn browser(agent: &str) -> Option<String> {
    let first =
        |names: &[(&str, &'static str)]| names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    let browser = first(&[
        ("Firefox/", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ])?;
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    let described = system.map_or_else(|| browser.to_owned(), |system| format!("{browser}, {system}"));
    Some(described.chars().take(MAX_BROWSER_CHARS).collect())
}

/// Refuses what does not come from the page.
pub fn require_page(web: &Web, parts: &Parts) -> Result<(), Refusal> {
    if from_page(web, &parts.method, &parts.headers) { Ok(()) } else { Err(Refusal::Foreign) }
}

/// The checks of every change and push connection.
async fn admit(web: &Web, parts: &Parts) -> Result<Visitor, Refusal> {
    require_page(web, parts)?;
    let origin = origin_of(web, parts, web.default_language());
    let too_many = Refusal::TooMany { retry_after_secs: WAIT_SECS };
    let (asked, is_push) = match parts.method {
        Method::GET => (Asked::Push, true),
        _ => (Asked::ByAddress, false),
    };
    if !web.platform.limits.allow(asked, &origin.limit_key) {
        return Err(too_many);
    }
    let session = web.platform.session(&parts.headers).await?.ok_or(Refusal::Ended)?;
    if !same_token(header(&parts.headers, TOKEN_HEADER).unwrap_or_default(), &session.token) {
        return Err(Refusal::Token);
    }
    if !is_push && !web.platform.limits.allow(Asked::BySession, &session.identity.user) {
        return Err(too_many);
    }
    Ok(Visitor { session: web.platform.renew(session).await?, origin })
}

/// Lets a change or a push connection through, or refuses it in words.
pub async fn guard(State(web): State<Arc<Web>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visitor = match admit(&web, &parts).await {
        Ok(visitor) => visitor,
        Err(refusal) => return web.refuse(&refusal, web.default_language()),
    };
    let session = visitor.session.clone();
    let renewed = session.cookie.is_some();
    parts.extensions.insert(visitor);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
        let language = web.language_of(&session.conversation.id).await;
        response = web.refuse(&refusal, &language);
    }
    if renewed {
        set_session(&mut response, &session);
    }
    response
}

/// Tells the browser its cookie and the page its token.
pub fn set_session(response: &mut Response, session: &Session) {
    if let Some(cookie) = &session.cookie {
        response.headers_mut().append(SET_COOKIE, cookie.clone());
    }
    if let Ok(token) = HeaderValue::from_str(&session.token) {
        response.headers_mut().insert(TOKEN_HEADER, token);
    }
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn a_browser_is_named_as_people_know_it() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36";
        assert_eq!(browser(chrome).as_deref(), Some("Chrome, Linux"));
        assert_eq!(browser(&format!("{chrome} Edg/130.0")).as_deref(), Some("Edge, Linux"));
        assert_eq!(browser("curl/8"), None);
    }
}
