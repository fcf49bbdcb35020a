//! The pages of a house, made anew whenever texts and forms change; what must last (platforms, sessions) is made once.

use std::sync::Arc;

use axum::Router;

use super::Sources;
use crate::config::Config;
use crate::desks::embedded::EmbeddedDesk;
use crate::http;
#[cfg(feature = "web")]
use crate::platforms::web::WebPlatform;
use crate::service::Service;

/// What the pages are made from.
pub struct Rooms {
    pub(super) config: Config,
    pub(super) service: Arc<Service>,
    #[cfg(feature = "web")]
    desk: EmbeddedDesk,
    #[cfg(feature = "web")]
    sources: Sources,
    #[cfg(feature = "web")]
    chat: Option<Arc<WebPlatform>>,
    #[cfg(feature = "web")]
    limits: Arc<http::desk::Limits>,
}

impl Rooms {
    /// Adds the configured platforms to the service.
    #[cfg(feature = "web")]
    pub(super) fn new(
        config: Config,
        service: &Arc<Service>,
        desk: &EmbeddedDesk,
        sources: Sources,
    ) -> anyhow::Result<Self> {
        let chat = config
            .web
            .enabled
            .then(|| super::web::platform(&config, service, service.store(), &sources, super::web::Frame::Alone));
        let chat = chat.transpose()?;
        Ok(Self { config, service: Arc::clone(service), desk: desk.clone(), sources, chat, limits: Arc::default() })
    }

    /// Without a platform there is nothing to add.
    #[cfg(not(feature = "web"))]
    #[expect(clippy::unnecessary_wraps, reason = "with a platform it can fail")]
    pub(super) fn new(
        config: Config,
        service: &Arc<Service>,
        _desk: &EmbeddedDesk,
        _sources: Sources,
    ) -> anyhow::Result<Self> {
        Ok(Self { config, service: Arc::clone(service) })
    }

    /// All pages, with the texts and forms in force now.
    #[cfg(feature = "web")]
    pub(super) fn router(&self) -> anyhow::Result<Router> {
        let Self { config, service, desk, sources, chat, limits } = self;
        let mut rooms = Vec::new();
        if let Some(chat) = chat {
            rooms.push(super::web::chat(chat, service));
        }
        if config.desk.page {
            rooms.push(super::web::desk_page(config, service, desk, sources, Arc::clone(limits))?);
        }
        Ok(http::router(service, rooms))
    }

    /// Health only.
    #[cfg(not(feature = "web"))]
    #[expect(clippy::unnecessary_wraps, reason = "with a platform it can fail")]
    pub(super) fn router(&self) -> anyhow::Result<Router> {
        Ok(http::router(&self.service, []))
    }
}
