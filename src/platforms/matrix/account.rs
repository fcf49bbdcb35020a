//! The bot's account: signing in once, and opening the same device again ever after.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use matrix_sdk::authentication::matrix::MatrixSession;
use matrix_sdk::config::RequestConfig;
use matrix_sdk::encryption::recovery::RecoveryState;
use matrix_sdk::encryption::{BackupDownloadStrategy, EncryptionSettings};
use matrix_sdk::ruma::{OwnedDeviceId, OwnedUserId};
use matrix_sdk::store::RoomLoadSettings;
use matrix_sdk::{Client, SessionMeta, SessionTokens, SqliteStoreConfig};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::Refusal;
use super::folder::{Folder, Kept};
use super::marker;
use super::settings::MatrixSettings;
use super::wire::{Reply, Wire, certificates};
use crate::domain::Chance;

/// How long one request may take, and how often it is tried before the caller is told.
const REQUEST_PATIENCE: Duration = Duration::from_secs(30);
const REQUEST_TRIES: usize = 3;

/// An open device.
pub(super) struct Opened {
    pub(super) client: Client,
    pub(super) kept: Kept,
    /// Holds the folder for this process.
    lock: Arc<File>,
}

/// Opens the device that was signed in, without asking the homeserver anything.
pub(super) async fn open(settings: &MatrixSettings) -> Result<Opened, Refusal> {
    let folder = Folder::new(&settings.folder);
    let Some(kept) = folder.session()? else { return Err(Refusal::NotSignedIn) };
    let lock = folder.lock()?;
    let client = open_kept(settings, &folder, &kept).await?;
    Ok(Opened { client, kept, lock: Arc::new(lock) })
}

/// Opens it again with another session; the folder stays this process's.
pub(super) async fn reopen(settings: &MatrixSettings, kept: Kept, old: &Opened) -> Result<Opened, Refusal> {
    let client = open_kept(settings, &Folder::new(&settings.folder), &kept).await?;
    Ok(Opened { client, kept, lock: Arc::clone(&old.lock) })
}

async fn open_kept(settings: &MatrixSettings, folder: &Folder, kept: &Kept) -> Result<Client, Refusal> {
    let device = kept.session.meta.device_id.to_string();
    let user = kept.session.meta.user_id.as_str();
    if user != settings.user {
        return Err(Refusal::OtherAccount { configured: settings.user.clone(), kept: user.to_owned() });
    }
    if !folder.has_keys() {
        return Err(Refusal::StoreGone { folder: settings.folder.clone(), device });
    }
    let Some(key) = folder.store_key(settings)? else {
        return Err(Refusal::NoKey { folder: settings.folder.clone() });
    };
    let client = build(settings, folder, &key).await?;
    let other = || Refusal::OtherDevice { folder: settings.folder.clone(), device: device.clone() };
    let restored = client.matrix_auth().restore_session(kept.session.clone(), RoomLoadSettings::default()).await;
    restored.map_err(|_| other())?;
    if client.encryption().ed25519_key().await.as_deref() != Some(kept.ed25519.as_str()) {
        return Err(other());
    }
    keep_tokens_as_they_change(&client, folder, kept)?;
    Ok(client)
}

/// The SDK's client on the device's stores.
async fn build(settings: &MatrixSettings, folder: &Folder, key: &[u8; 32]) -> Result<Client, Refusal> {
    let stores = SqliteStoreConfig::with_low_memory_config(folder.stores()).key(Some(key));
    let built = Client::builder()
        .homeserver_url(&settings.homeserver)
        .request_config(RequestConfig::new().timeout(REQUEST_PATIENCE).retry_limit(REQUEST_TRIES))
        .with_encryption_settings(EncryptionSettings {
            auto_enable_cross_signing: true,
            backup_download_strategy: BackupDownloadStrategy::AfterDecryptionFailure,
            auto_enable_backups: true,
        })
        .handle_refresh_tokens()
        .add_root_certificates(certificates(settings)?)
        .sqlite_store_with_config_and_cache_path(stores, None::<PathBuf>)
        .build()
        .await;
    built.map_err(|error| match error {
        matrix_sdk::ClientBuildError::SqliteStore(_) => Refusal::WrongKey { folder: settings.folder.clone() },
        error => Refusal::server("prepare the connection to the homeserver", error),
    })
}

/// Tokens that the homeserver renews are kept before they are used.
fn keep_tokens_as_they_change(client: &Client, folder: &Folder, kept: &Kept) -> Result<(), Refusal> {
    let (reload, save, kept) = (folder.clone(), folder.clone(), kept.clone());
    let reload = Box::new(move |_: Client| {
        let kept = reload.session()?.ok_or(Refusal::NotSignedIn)?;
        Ok(kept.session.tokens)
    });
    let save = Box::new(move |client: Client| {
        let session = client.matrix_auth().session().ok_or(Refusal::NotSignedIn)?;
        save.keep_session(&Kept { session, ..kept.clone() })?;
        Ok(())
    });
    client.set_session_callbacks(reload, save).map_err(|error| Refusal::server("keep the session", error))
}

/// Which device a login is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// The one there is, if there is one.
    Same,
    /// A new one; what there is of the old one is put aside.
    New,
}

/// How a login went, for the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The account.
    pub user: String,
    /// The device, for ever.
    pub device: String,
    /// What was done, a sentence each.
    pub notes: Vec<String>,
}

/// Signs the bot in, or makes sure that it is.
///
/// # Errors
/// Whenever going on could cost the bot its keys, and when the homeserver refuses.
pub async fn login(settings: &MatrixSettings, chance: &dyn Chance, device: Device) -> Result<SignedIn, Refusal> {
    let folder = Folder::new(&settings.folder);
    folder.make()?;
    let _lock = folder.lock()?;
    let mut notes = Vec::new();
    match folder.session()? {
        Some(kept) if device == Device::New => {
            let to = folder.set_aside(kept.session.meta.device_id.as_str())?;
            notes.push(format!("What there was of the old device is in {}.", to.display()));
        }
        Some(kept) => return check_or_renew(settings, &folder, kept).await,
        // Without its session a store is of no use, but it must not be overwritten unseen.
        None if folder.has_keys() && device == Device::New => {
            let to = folder.set_aside("unknown")?;
            notes.push(format!("What there was of the old device is in {}.", to.display()));
        }
        None if folder.has_keys() => {
            return Err(Refusal::OtherDevice { folder: settings.folder.clone(), device: "unknown".to_owned() });
        }
        None => {}
    }
    let key = if let Some(key) = folder.store_key(settings)? {
        key
    } else {
        notes.push(format!("A key for the stores was made: {}/store.key.", settings.folder.display()));
        folder.make_store_key(chance)?
    };
    let client = build(settings, &folder, &key).await?;
    sign_in(settings, &client).await?;
    let session = client.matrix_auth().session().ok_or(Refusal::NotSignedIn)?;
    let ed25519 = client.encryption().ed25519_key().await.ok_or(Refusal::NotSignedIn)?;
    let kept = Kept { homeserver: settings.homeserver.clone(), session, ed25519 };
    folder.keep_session(&kept)?;
    keep_tokens_as_they_change(&client, &folder, &kept)?;
    // What was said before the bot was there is not answered: it goes on from here.
    marker::begin(&client).await?;
    notes.extend(secure(settings, &folder, &client).await?);
    Ok(signed_in(&kept, notes))
}

fn signed_in(kept: &Kept, notes: Vec<String>) -> SignedIn {
    let SessionMeta { user_id, device_id } = &kept.session.meta;
    SignedIn { user: user_id.to_string(), device: device_id.to_string(), notes }
}

async fn sign_in(settings: &MatrixSettings, client: &Client) -> Result<(), Refusal> {
    if let Some(password) = &settings.password {
        let login = client.matrix_auth().login_username(&settings.user, password.expose_secret());
        let login = login.initial_device_display_name(&settings.device_name).request_refresh_token();
        return login.send().await.map(drop).map_err(|error| Refusal::server("sign in with the password", error));
    }
    let Some(token) = &settings.token else { return Err(Refusal::NoPassword) };
    let meta = owner_of(settings, token).await?;
    let tokens = SessionTokens { access_token: token.expose_secret().to_owned(), refresh_token: None };
    let session = MatrixSession { meta, tokens };
    let restored = client.matrix_auth().restore_session(session, RoomLoadSettings::default()).await;
    restored.map_err(|error| Refusal::server("sign in with the token", error))
}

/// Whose a token is; refused if its device has keys already, which would be overwritten.
async fn owner_of(settings: &MatrixSettings, token: &SecretString) -> Result<SessionMeta, Refusal> {
    let wire = Wire::to(settings, Some(token.clone()))?;
    let who = expect_ok("ask whose the token is", wire.get("v3/account/whoami").await?)?;
    let text = |key: &str| who.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (user, device) = (text("user_id"), text("device_id"));
    if user != settings.user {
        return Err(Refusal::OtherAccount { configured: settings.user.clone(), kept: user });
    }
    let keys = expect_ok("ask for the device's keys", wire.keys_of(&user).await?)?;
    if keys.pointer("/device_keys").and_then(|all| all.get(&user)).and_then(|of| of.get(&device)).is_some() {
        return Err(Refusal::ForeignKeys { device });
    }
    let user_id = OwnedUserId::try_from(user).map_err(|error| Refusal::server("read the account", error))?;
    Ok(SessionMeta { user_id, device_id: OwnedDeviceId::from(device) })
}

fn expect_ok(doing: &'static str, reply: Reply) -> Result<Value, Refusal> {
    if reply.status.is_success() { Ok(reply.json) } else { Err(Refusal::server(doing, reply.said())) }
}

/// There is a session: it is looked at, and renewed if the homeserver has ended it.
async fn check_or_renew(settings: &MatrixSettings, folder: &Folder, kept: Kept) -> Result<SignedIn, Refusal> {
    let client = open_kept(settings, folder, &kept).await?;
    let wire = Wire::to(settings, Some(SecretString::from(kept.session.tokens.access_token.clone())))?;
    let who = wire.get("v3/account/whoami").await?;
    let mut notes = Vec::new();
    let kept = if who.code() == "M_UNKNOWN_TOKEN" && kept.session.tokens.refresh_token.is_none() {
        drop(client);
        let renewed = renew(settings, folder, kept).await?;
        notes.push("The session had ended; the same device is signed in again.".to_owned());
        renewed
    } else {
        expect_ok("look at the session", who)?;
        notes.push("The bot was signed in already, nothing was changed.".to_owned());
        kept
    };
    Ok(signed_in(&kept, notes))
}

/// Signs the same device in again after the homeserver ended its session; its keys stay.
///
/// # Errors
/// Without a password, and when the homeserver has deleted the device: then its keys are gone there, and another device is
/// needed.
pub(super) async fn renew(settings: &MatrixSettings, folder: &Folder, kept: Kept) -> Result<Kept, Refusal> {
    let device = kept.session.meta.device_id.to_string();
    let Some(password) = &settings.password else { return Err(Refusal::SignedOut { device }) };
    let reply = Wire::to(settings, None)?.login_again(&settings.user, &device, password).await?;
    let json = expect_ok("sign in again", reply)?;
    let text = |key: &str| json.get(key).and_then(Value::as_str).map(str::to_owned);
    let access_token = text("access_token").ok_or(Refusal::NotSignedIn)?;
    let wire = Wire::to(settings, Some(SecretString::from(access_token.clone())))?;
    let keys = expect_ok("ask for the device's keys", wire.keys_of(&settings.user).await?)?;
    let own = keys.pointer("/device_keys").and_then(|all| all.get(&settings.user)).and_then(|of| of.get(&device));
    let on_server = own.and_then(|own| own.get("keys")).and_then(|keys| keys.get(format!("ed25519:{device}")));
    let tokens = SessionTokens { access_token, refresh_token: text("refresh_token") };
    let session = MatrixSession { tokens, ..kept.session.clone() };
    match on_server.and_then(Value::as_str) {
        Some(key) if key == kept.ed25519 => {
            let kept = Kept { session, ..kept };
            folder.keep_session(&kept)?;
            Ok(kept)
        }
        Some(_) => Err(Refusal::ForeignKeys { device }),
        None => {
            // The device was deleted there, and with it its keys: this login made an empty one, which is ended again.
            wire.post("v3/logout", &Value::Object(serde_json::Map::default())).await?;
            Err(Refusal::SignedOut { device })
        }
    }
}

/// Makes the device trusted and its keys recoverable, by itself.
async fn secure(settings: &MatrixSettings, folder: &Folder, client: &Client) -> Result<Vec<String>, Refusal> {
    client.encryption().wait_for_e2ee_initialization_tasks().await;
    let recovery = client.encryption().recovery();
    if let Some(key) = folder.recovery_key(settings)? {
        let recovered = recovery.recover(key.expose_secret()).await;
        recovered.map_err(|error| Refusal::server("use the recovery key", error))?;
        return Ok(vec!["The recovery key made this device trusted.".to_owned()]);
    }
    if recovery.state() == RecoveryState::Incomplete {
        let what = "The account has a recovery key that the bot does not know: without it this device is not trusted. Set \
            matrix.recovery_key_file and run `ticketlotse matrix login --new-device`.";
        return Ok(vec![what.to_owned()]);
    }
    match recovery.enable().await {
        Ok(key) => {
            let file = folder.keep_recovery_key(&key)?;
            Ok(vec![format!("A recovery key was made: {}. Keep a copy elsewhere.", file.display())])
        }
        Err(error) => Ok(vec![format!("The keys are not backed up: {error}.")]),
    }
}
