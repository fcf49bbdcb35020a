//! The web rooms: the chat and the desk page.

use std::sync::Arc;

use axum::Router;

use super::{MIB, Sources};
use crate::config::Config;
use crate::desks::embedded::EmbeddedDesk;
use crate::http;
use crate::http::desk::DeskPage;
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

/// The web platform, added to the service.
pub(super) fn platform(
    config: &Config,
    service: &Arc<Service>,
    store: &Store,
    sources: &Sources,
    frame: Frame,
) -> anyhow::Result<Arc<WebPlatform>> {
    let framing = if frame == Frame::Demo { Framing::SameOrigin } else { Framing::Never };
    let web = WebConfig {
        origins: origins(config, frame),
        cookie: cookie(config, frame),
        session_days: u16::try_from(config.web.session_days).unwrap_or(u16::MAX),
        trusted_proxies: networks(config),
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
    Ok(platform)
}

/// The web chat's pages, with the texts in force now.
pub(super) fn chat(platform: &Arc<WebPlatform>, service: &Arc<Service>) -> Router {
    let (door, downloads) = (Arc::new(Door(Arc::clone(service))), Arc::new(Downloads(Arc::clone(service))));
    router(Arc::clone(platform), door, downloads, Arc::clone(&service.live().locales))
}

/// The desk page with its sign-in.
pub(super) fn desk_page(
    config: &Config,
    service: &Arc<Service>,
    desk: &EmbeddedDesk,
    sources: &Sources,
    limits: Arc<http::desk::Limits>,
) -> anyhow::Result<Router> {
    let sign_in = http::desk::SignIn { token: config.desk.token()? };
    let page = DeskPage { limits, ..page(config, service, desk, sources, Frame::Alone)? };
    Ok(http::desk::router(page, sign_in))
}

/// The demo's open desk page.
pub(super) fn open_desk(
    config: &Config,
    service: &Arc<Service>,
    desk: &EmbeddedDesk,
    sources: &Sources,
    agent: &str,
) -> anyhow::Result<Router> {
    Ok(http::demo::open_desk(page(config, service, desk, sources, Frame::Demo)?, agent))
}

fn page(
    config: &Config,
    service: &Arc<Service>,
    desk: &EmbeddedDesk,
    sources: &Sources,
    frame: Frame,
) -> anyhow::Result<DeskPage> {
    let live = service.live();
    let telling = Arc::clone(service);
    Ok(DeskPage {
        desk: Arc::new(desk.clone()),
        store: service.store().clone(),
        locales: Arc::clone(&live.locales),
        zone: config.company.zone()?,
        clock: Arc::clone(&sources.clock),
        chance: Arc::clone(&sources.chance),
        company: config.company.name.clone(),
        ticket_types: live.settings.forms.iter().map(|form| form.id.clone()).collect(),
        max_file_bytes: config.files.max_mib * MIB,
        origins: origins(config, frame),
        cookie: cookie(config, frame),
        trusted_proxies: networks(config),
        changed: Arc::new(move || telling.desk_has_changed()),
        limits: Arc::default(),
    })
}

fn origins(config: &Config, frame: Frame) -> Origins {
    match frame {
        Frame::Alone => Origins::Fixed(vec![config.server.public_url.clone()]),
        Frame::Demo => Origins::Loopback,
    }
}

fn cookie(config: &Config, frame: Frame) -> CookieScope {
    if frame == Frame::Demo || config.server.is_loopback() { CookieScope::Loopback } else { CookieScope::Secure }
}

fn networks(config: &Config) -> Vec<Network> {
    config.server.trusted_proxies.iter().filter_map(|ip| Network::parse(&ip.to_string())).collect()
}
