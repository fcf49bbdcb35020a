//! The browser's session: a random secret in a cookie, of which only the hash is kept, and a token that the page sends
//! with every change.
//!
//! The token names the link it was given out under. When the link is another one (somebody signed in), the next request
//! gets a new secret and a new token; the old ones live on for some seconds, for requests already under way. The new ones
//! are derived from the old secret (and one that only this installation knows): when an answer with them is lost, the same
//! ones are given out again as long as the old ones live.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use chrono::{DateTime, Duration, Utc};
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::WebPlatform;
use super::config::CookieScope;
use super::refusal::Refusal;
use crate::database::Trouble;
use crate::domain::source::Chance;
use crate::domain::{Identity, LinkId};
use crate::store::links::ConversationRow;
use crate::store::sessions::SessionKind;

/// Bytes of a secret.
const SECRET_BYTES: usize = 32;
/// Bytes of the random part of a token.
const TOKEN_BYTES: usize = 16;
/// Bytes of a public user id.
const USER_BYTES: usize = 16;
/// Seconds that a replaced secret lives on.
const OLD_SECRET_SECS: i64 = 30;

/// A request's session.
#[derive(Clone, Debug)]
pub struct Session {
    /// The identity.
    pub identity: Identity,
    /// Its conversation, with the link of this moment.
    pub conversation: ConversationRow,
    /// The token that the page must send.
    pub token: String,
    /// The cookie to be set, when the secret is new.
    pub cookie: Option<HeaderValue>,
    renewal: Option<Renewal>,
}

/// A secret that is to be replaced.
#[derive(Clone, Debug)]
struct Renewal {
    secret: SecretString,
    until: DateTime<Utc>,
    /// Whether it was replaced before, and the answer that said so may be lost.
    again: bool,
}

/// A name for a link that tells nothing about it; changes whenever the link changes.
pub fn epoch(link: Option<&LinkId>) -> String {
    let hash = Sha256::digest(format!("link:{}", link.map_or("", LinkId::as_str)));
    hex::encode(&hash[..8])
}

/// Whether two tokens are the same, in constant time.
pub fn same_token(sent: &str, known: &str) -> bool {
    sent.as_bytes().ct_eq(known.as_bytes()).into()
}

fn random(chance: &dyn Chance, bytes: usize) -> String {
    let mut random = vec![0; bytes];
    chance.fill(&mut random);
    hex::encode(random)
}

/// What replaces a secret under a link; whoever does not know the installation's own secret learns nothing from either.
fn derive(pepper: &[u8], what: &str, old: &str, epoch: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(pepper).expect("HMAC takes keys of any length");
    mac.update(format!("session {what}|{old}|{epoch}").as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

fn hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}

fn identity(user: String) -> Identity {
    Identity { platform: super::NAME.to_owned(), workspace: String::new(), user }
}

impl CookieScope {
    /// The cookie's name. `__Host-` keeps a neighbouring domain from planting one (RFC 6265bis section 4.1.3.2).
    pub fn cookie_name(self) -> &'static str {
        match self {
            Self::Secure => "__Host-ticketlotse",
            Self::Loopback => "ticketlotse",
        }
    }

    fn cookie(self, secret: &str, max_age_secs: i64) -> HeaderValue {
        let name = self.cookie_name();
        let secure = if self == Self::Secure { "; Secure" } else { "" };
        let text = format!("{name}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_secs}{secure}");
        HeaderValue::from_str(&text).expect("a cookie of hexadecimal digits and constants is a valid header")
    }

    /// The secret that the browser sent, if it looks like one.
    fn secret(self, headers: &HeaderMap) -> Option<String> {
        let name = self.cookie_name();
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, secret)| secret)
            .filter(|secret| secret.len() == 2 * SECRET_BYTES && secret.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .map(str::to_owned)
    }
}

impl WebPlatform {
    fn expires(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now + Duration::days(i64::from(self.config.session_days))
    }

    fn cookie(&self, secret: &str, now: DateTime<Utc>, until: DateTime<Utc>) -> HeaderValue {
        self.config.cookie.cookie(secret, (until - now).num_seconds().max(0))
    }

    /// The session of a request. `None` when there is none (any more).
    pub(super) async fn session(&self, headers: &HeaderMap) -> Result<Option<Session>, Refusal> {
        let now = self.clock.now();
        let Some(secret) = self.config.cookie.secret(headers) else { return Ok(None) };
        let Some(row) = self.store.session(SessionKind::Chat, &hash(&secret), now).await? else { return Ok(None) };
        let identity = identity(row.user);
        let conversation = self.store.conversation_of(&identity, &identity.user, now).await?;
        let given_under = row.csrf.rsplit_once('.').map_or("", |(_, epoch)| epoch);
        let due = given_under != epoch(conversation.link.as_ref());
        let renewal = due.then(|| Renewal { secret: secret.into(), until: row.expires, again: row.replaced });
        Ok(Some(Session { identity, conversation, token: row.csrf, cookie: None, renewal }))
    }

    /// Gives the session a new secret and token where that is due. Called after the old token was checked.
    pub(super) async fn renew(&self, mut session: Session) -> Result<Session, Refusal> {
        let Some(Renewal { secret: old, until, again }) = session.renewal.take() else { return Ok(session) };
        let now = self.clock.now();
        let epoch = epoch(session.conversation.link.as_ref());
        let pepper = self.store.code_pepper().await?;
        let derived = |what: &str| derive(&pepper, what, old.expose_secret(), &epoch);
        let secret = derived("secret");
        let token = format!("{}.{epoch}", &derived("token")[..2 * TOKEN_BYTES]);
        if !again {
            let old_until = now + Duration::seconds(OLD_SECRET_SECS);
            let (old, new) = (hash(old.expose_secret()), hash(&secret));
            match self.store.rotate_session(SessionKind::Chat, &old, &new, &token, old_until, now).await {
                // Another request with the old secret was quicker; both are given the same new one.
                Err(error) if error.trouble == Trouble::Conflict => {}
                done => done?,
            }
        }
        // The link may have changed once more since: then the new secret is not the one that was kept.
        let Some(kept) = self.store.session(SessionKind::Chat, &hash(&secret), now).await? else { return Ok(session) };
        session.cookie = Some(self.cookie(&secret, now, if again { kept.expires } else { until }));
        session.token = token;
        Ok(session)
    }

    /// A new session: a new identity.
    pub(super) async fn new_session(&self) -> Result<Session, Refusal> {
        let now = self.clock.now();
        let chance = self.chance.as_ref();
        let secret = random(chance, SECRET_BYTES);
        let token = format!("{}.{}", random(chance, TOKEN_BYTES), epoch(None));
        let identity = identity(random(chance, USER_BYTES));
        let until = self.expires(now);
        self.store.put_session(SessionKind::Chat, &hash(&secret), &identity.user, &token, until, now).await?;
        let conversation = self.store.conversation_of(&identity, &identity.user, now).await?;
        Ok(Session { identity, conversation, token, cookie: Some(self.cookie(&secret, now, until)), renewal: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_well_formed_secret_is_looked_up() {
        let read = |cookie: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, cookie.parse().expect("a test names a valid header"));
            CookieScope::Loopback.secret(&headers)
        };
        let secret = "0f".repeat(32);
        assert_eq!(read(&format!("a=b; ticketlotse={secret}")), Some(secret.clone()));
        assert_eq!(read("ticketlotse=short"), None);
        assert_eq!(read(&format!("xticketlotse={secret}")), None);
        assert_eq!(read(&format!("ticketlotse={}", "zz".repeat(32))), None);
    }

    #[test]
    fn the_cookie_is_out_of_reach_for_scripts_and_strangers() {
        let secure = CookieScope::Secure.cookie("00", 60);
        assert_eq!(secure, "__Host-ticketlotse=00; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
        assert!(!CookieScope::Loopback.cookie("00", 60).to_str().expect("ASCII").contains("Secure"));
    }

    #[test]
    fn another_link_is_another_epoch() {
        let of = |text: &str| epoch(Some(&LinkId::from(text)));
        assert_ne!(of("a"), of("b"));
        assert_ne!(of("a"), epoch(None));
        assert_eq!(of("a"), of("a"));
    }
}
