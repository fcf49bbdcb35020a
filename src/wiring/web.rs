//! The web rooms: the chat and the desk page.

use std::sync::Arc;

use axum::Router;

use super::{MIB, Sources};
use crate::config::Config;
use crate::desks::embedded::EmbeddedDesk;
use crate::platforms::web::{CookieScope, Framing, Network, Origins, WebConfig, WebPlatform, router};
use crate::service::Service;
use crate::service::files::Downloads;
use crate::service::intake::{Door, MAX_TEXT};
use crate::store::Store;

/// How the chat page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// By itself, at the configured address.
    Alone,
    /// Beside the desk in the demo's frame, on this machine only.
    Demo,
}

/// The web chat, added to the service.
pub(super) fn chat(
    config: &Config,
    service: &Arc<Service>,
    store: &Store,
    sources: &Sources,
    frame: Frame,
) -> anyhow::Result<Router> {
    let networks = config.server.trusted_proxies.iter().filter_map(|ip| Network::parse(&ip.to_string()));
    let (origins, framing) = match frame {
        Frame::Alone => (Origins::Fixed(vec![config.server.public_url.clone()]), Framing::Never),
        Frame::Demo => (Origins::Loopback, Framing::SameOrigin),
    };
    let cookie =
        if frame == Frame::Demo || config.server.is_loopback() { CookieScope::Loopback } else { CookieScope::Secure };
    let web = WebConfig {
        origins,
        cookie,
        session_days: u16::try_from(config.web.session_days).unwrap_or(u16::MAX),
        trusted_proxies: networks.collect(),
        max_file_bytes: config.files.max_mib * MIB,
        file_types: config.files.types.clone(),
        max_files: config.files.max_count,
        max_text: u32::try_from(MAX_TEXT).unwrap_or(u32::MAX),
        company: config.company.name.clone(),
        zone: config.company.zone()?,
        framing,
    };
    let platform = WebPlatform::new(store.clone(), web, Arc::clone(&sources.clock), Arc::clone(&sources.chance));
    service.add_platform(Arc::clone(&platform) as Arc<dyn crate::platforms::Platform>);
    let (door, downloads) = (Arc::new(Door(Arc::clone(service))), Arc::new(Downloads(Arc::clone(service))));
    Ok(router(platform, door, downloads, Arc::clone(&service.live().locales)))
}

/// The desk page with its sign-in.
pub(super) fn desk_page(
    _config: &Config,
    _service: &Arc<Service>,
    _desk: &EmbeddedDesk,
    _store: &Store,
    _sources: &Sources,
) -> anyhow::Result<Router> {
    Ok(Router::new())
}
