//! Signing in and out, and the language.

use std::sync::Arc;

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Extension, Multipart, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use maud::html;
use sha2::{Digest, Sha256};

use super::access::{self, Access, From, OPERATOR, SignIn, Signed, audit};
use super::input::Input;
use super::trouble::Trouble;
use super::view::{LANGUAGE_COOKIE, Need, View};
use super::{Desk, password};
use crate::conversation::text::{Arg, Text};
use crate::platforms::web::CookieScope;
use crate::store::sessions::SessionKind;

/// Window in which wrong attempts are counted.
const WINDOW_SECS: i64 = 15 * 60;
/// Wrong attempts of one address for one name. Others can still sign in under it: nobody locks an agent out.
const MAX_WRONG_FOR_NAME: i64 = 5;
/// Wrong attempts of one address.
const MAX_WRONG_FROM: i64 = 20;
/// Wrong attempts in all, from which on an operator should look.
const MANY_WRONG: i64 = 200;
/// Longest name that is looked up.
const MAX_LOGIN: usize = 100;

/// `GET /desk/sign-in`.
pub(super) async fn page(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    match access::who(&desk, &headers).await {
        Ok(Some(_)) => Redirect::to("/desk").into_response(),
        Ok(None) => render(&View::new(&desk, &headers, None), "", None),
        Err(error) => Trouble::from(error).page(&View::new(&desk, &headers, None)),
    }
}

fn render(view: &View<'_>, login: &str, error: Option<&str>) -> Response {
    let heading = view.t("desk-sign-in");
    let content = html! {
        section.card.narrow {
            h1 { (heading) }
            @if let Some(error) = error { p.notice.refusal #wrong role="alert" { (error) } }
            form method="post" action="/desk/sign-in" enctype="multipart/form-data" {
                (view.field("login", "desk-login", Need::Required, None, |id, _| html! {
                    input id=(id) name="login" value=(login) autocomplete="username" required autocapitalize="off";
                }))
                (view.field("password", "desk-password", Need::Required, None, |id, _| html! {
                    input id=(id) name="password" type="password" autocomplete="current-password" required;
                }))
                button.primary { (view.t("desk-sign-in-submit")) }
            }
        }
    };
    let status = if error.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    (status, view.page(&heading, &content)).into_response()
}

/// `POST /desk/sign-in`.
pub(super) async fn sign_in(
    State(desk): State<Arc<Desk>>,
    Extension(From(from)): Extension<From>,
    headers: HeaderMap,
    parts: Result<Multipart, MultipartRejection>,
) -> Response {
    let view = View::new(&desk, &headers, None);
    let Access::SignIn(ways) = &desk.access else { return Redirect::to("/desk").into_response() };
    let outcome = match parts {
        Ok(parts) => match Input::read(&desk, parts).await {
            Ok(input) => attempt(&desk, ways, &from, &input).await.map(|outcome| (outcome, input)),
            Err(trouble) => Err(trouble),
        },
        Err(_) => Err(Trouble::Invalid),
    };
    match outcome {
        Ok((Outcome::In(cookie), _)) => ([(SET_COOKIE, cookie)], Redirect::to("/desk")).into_response(),
        Ok((Outcome::Wrong, input)) => render(&view, input.value("login"), Some(&view.t("desk-sign-in-wrong"))),
        Ok((Outcome::Wait(until), input)) => {
            let wait = Text::key("desk-sign-in-wait").with("until", Arg::Clock(until));
            render(&view, input.value("login"), Some(&view.say(&wait)))
        }
        Err(trouble) => trouble.page(&view),
    }
}

enum Outcome {
    In(HeaderValue),
    Wrong,
    Wait(DateTime<Utc>),
}

async fn attempt(desk: &Desk, ways: &SignIn, from: &str, input: &Input) -> Result<Outcome, Trouble> {
    let (store, now) = (&desk.page.store, desk.page.clock.now());
    let login = input.value("login").to_lowercase();
    let keys = [
        (counter("desk-name", &format!("{from}\n{login}")), MAX_WRONG_FOR_NAME),
        (counter("desk-from", from), MAX_WRONG_FROM),
    ];
    for (key, most) in &keys {
        if store.counted(key, WINDOW_SECS, now).await? >= *most {
            let until = store.counted_until(key, now).await?.unwrap_or(now);
            return Ok(Outcome::Wait(until));
        }
    }
    if is_right(desk, ways, &login, input.value("password")).await? {
        let cookie = access::begin_session(desk, &login).await?;
        audit(desk, &login, "desk.sign_in", None).await;
        return Ok(Outcome::In(cookie));
    }
    for (key, _) in &keys {
        store.count(key, WINDOW_SECS, now).await?;
    }
    if store.count("desk-wrong", WINDOW_SECS, now).await? == MANY_WRONG {
        tracing::error!("many wrong sign-ins at the desk page: somebody is guessing passwords");
    }
    // What was typed as a name may be a password: the log holds names of agents only.
    let known = store.agent(&login).await?.is_some();
    audit(desk, if known { &login } else { "" }, "desk.sign_in_wrong", None).await;
    Ok(Outcome::Wrong)
}

fn counter(kind: &str, what: &str) -> String {
    format!("{kind}-{}", hex::encode(&Sha256::digest(what)[..16]))
}

async fn is_right(desk: &Desk, ways: &SignIn, login: &str, typed: &str) -> Result<bool, Trouble> {
    if login == OPERATOR {
        return Ok(ways.token.as_ref().is_some_and(|token| access::same(typed, token.expose())));
    }
    if login.chars().count() > MAX_LOGIN {
        return Ok(false);
    }
    let known = desk.page.store.agent(login).await?.map(|(_, password)| password);
    let typed = typed.to_owned();
    let checked = tokio::task::spawn_blocking(move || password::is_right(&typed, known.as_deref())).await;
    checked.map_err(|_| Trouble::Unavailable)
}

/// `POST /desk/sign-out`: ends all sessions of the agent.
pub(super) async fn sign_out(
    State(desk): State<Arc<Desk>>,
    Extension(signed): Extension<Signed>,
    headers: HeaderMap,
    _token: Input,
) -> Response {
    let view = View::new(&desk, &headers, None);
    if let Err(error) = desk.page.store.end_sessions(SessionKind::Desk, &signed.login).await {
        return Trouble::from(error).page(&view);
    }
    audit(&desk, &signed.login, "desk.sign_out", None).await;
    ([(SET_COOKIE, access::no_session(desk.page.cookie))], Redirect::to("/desk/sign-in")).into_response()
}

/// `POST /desk/language`.
pub(super) async fn language(State(desk): State<Arc<Desk>>, headers: HeaderMap, input: Input) -> Response {
    let languages = desk.page.locales.languages();
    let Some(language) = languages.iter().find(|known| **known == input.value("language")) else {
        return Trouble::Invalid.page(&View::new(&desk, &headers, None));
    };
    let secure = if desk.page.cookie == CookieScope::Secure { "; Secure" } else { "" };
    let text = format!("{LANGUAGE_COOKIE}={language}; Path=/desk; SameSite=Lax; Max-Age=31536000{secure}");
    match HeaderValue::from_str(&text) {
        Ok(cookie) => ([(SET_COOKIE, cookie)], Redirect::to("/desk")).into_response(),
        Err(_) => Trouble::Invalid.page(&View::new(&desk, &headers, None)),
    }
}
