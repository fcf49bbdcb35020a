//! How the bot's account stands, seen from outside: what `ticketlotse matrix status` and the doctor show while the service
//! runs. Never opens the stores.

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::Serialize;
use serde_json::Value;

use super::Refusal;
use super::folder::Folder;
use super::settings::MatrixSettings;
use super::wire::Wire;

/// How the account stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The account.
    pub user: String,
    /// The device.
    pub device: String,
    /// Whether the homeserver takes the session; else what it says.
    pub session: Result<(), String>,
    /// Whether the device is signed by the account's own key: other clients then trust it.
    pub verified: bool,
    /// Whether the device's keys on the homeserver are those in the store.
    pub own_keys: bool,
    /// The version of the key backup.
    pub backup: Option<String>,
    /// Messages whose key has not come.
    pub unread: usize,
    /// When the homeserver last said that the bot says too much.
    pub limited: Option<DateTime<Utc>>,
}

/// Looks at it.
///
/// # Errors
/// When the bot was never signed in, or the homeserver cannot be reached.
pub async fn status(settings: &MatrixSettings) -> Result<Status, Refusal> {
    let folder = Folder::new(&settings.folder);
    let Some(kept) = folder.session()? else { return Err(Refusal::NotSignedIn) };
    if !folder.has_keys() {
        let device = kept.session.meta.device_id.to_string();
        return Err(Refusal::StoreGone { folder: settings.folder.clone(), device });
    }
    let (user, device) = (kept.session.meta.user_id.to_string(), kept.session.meta.device_id.to_string());
    let wire = Wire::to(settings, Some(SecretString::from(kept.session.tokens.access_token.clone())))?;
    let who = wire.get("v3/account/whoami").await?;
    let session = if who.status.is_success() { Ok(()) } else { Err(who.said()) };
    let keys = wire.keys_of(&user).await?.json;
    let backup = wire.get("v3/room_keys/version").await?;
    let backup = backup.json.get("version").and_then(Value::as_str).map(str::to_owned);
    Ok(Status {
        session,
        verified: is_signed(&keys, &user, &device),
        own_keys: own_key(&keys, &user, &device) == Some(kept.ed25519.as_str()),
        backup,
        unread: folder.unread().len(),
        limited: folder.limited(),
        user,
        device,
    })
}

fn device_of<'a>(keys: &'a Value, user: &str, device: &str) -> Option<&'a Value> {
    keys.get("device_keys")?.get(user)?.get(device)
}

fn own_key<'a>(keys: &'a Value, user: &str, device: &str) -> Option<&'a str> {
    device_of(keys, user, device)?.get("keys")?.get(format!("ed25519:{device}"))?.as_str()
}

/// Whether the account's self-signing key has signed the device.
fn is_signed(keys: &Value, user: &str, device: &str) -> bool {
    let signer = keys.get("self_signing_keys").and_then(|all| all.get(user)?.get("keys")?.as_object()?.keys().next());
    let signatures = device_of(keys, user, device).and_then(|device| device.get("signatures")?.get(user));
    signer.zip(signatures).is_some_and(|(signer, signatures)| signatures.get(signer).is_some())
}
