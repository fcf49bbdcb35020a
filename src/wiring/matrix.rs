//! The bot on Matrix, as configured.

use std::sync::Arc;

use anyhow::Context;

use super::{MIB, Sources};
use crate::config::Config;
use crate::platforms::Platform;
use crate::platforms::matrix::{Invites, MatrixPlatform, MatrixSettings, PlainChats};
use crate::service::Service;

pub use crate::platforms::matrix::{Device, Refusal, SignedIn, Status, login, status};

/// Adds Matrix to the service, if it is configured.
pub(super) async fn add(config: &Config, service: &Arc<Service>, sources: &Sources) -> anyhow::Result<()> {
    if !config.matrix.enabled {
        return Ok(());
    }
    let store = service.store().clone();
    let platform = MatrixPlatform::open(settings(config)?, store, Arc::clone(&sources.clock)).await;
    let platform = platform.context("Matrix (the section [matrix])")?;
    service.add_platform(platform as Arc<dyn Platform>);
    Ok(())
}

/// The account as configured.
pub fn settings(config: &Config) -> anyhow::Result<MatrixSettings> {
    let matrix = &config.matrix;
    let ca_pem = matrix.ca_file.as_deref().map(std::fs::read).transpose();
    Ok(MatrixSettings {
        homeserver: matrix.homeserver.clone(),
        user: matrix.user.clone(),
        password: matrix.password()?.map(crate::config::Secret::into_inner),
        token: matrix.token()?.map(crate::config::Secret::into_inner),
        folder: matrix.folder.clone(),
        store_key: matrix.store_key()?.map(crate::config::Secret::into_inner),
        recovery_key: matrix.recovery_key()?.map(crate::config::Secret::into_inner),
        device_name: matrix.device_name.clone(),
        invites: Invites { servers: matrix.invites_from.clone(), per_hour: matrix.invites_per_hour },
        plain_chats: if matrix.require_encryption { PlainChats::Avoided } else { PlainChats::Answered },
        max_file_bytes: config.files.max_mib * MIB,
        ca_pem: ca_pem.context("matrix.ca_file")?,
    })
}
