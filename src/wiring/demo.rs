//! The demo: everything open, on this machine only. Nothing here can be reached by [`super::build`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{House, Sources, desk_setup, live, mailer, open_store, service, web};
use crate::config::{Config, Secret, Transport};
use crate::desks::embedded::{EmbeddedDesk, Setup};
use crate::http;

pub mod seed;

/// The first ticket's counter: numbers of four digits are not mistaken for places in a list.
const FIRST_SERIAL: u32 = 4698;

/// Who answers on the demo's desk page.
const AGENT: &str = "Mira Sommer";

/// The demo's configuration: the defaults, everything kept in one folder.
pub fn config(folder: &Path) -> Config {
    let mut config = Config::default();
    config.database.url = Some(Secret::new(format!("sqlite:{}", folder.join("demo.db").display())));
    config.mail.transport = Transport::Folder;
    config.mail.folder = mail_folder(folder);
    config
}

fn mail_folder(folder: &Path) -> PathBuf {
    folder.join("mail")
}

/// Puts the demo together in a folder: seeds people and tickets, opens desk page and mailbox to everybody on this machine.
///
/// # Errors
/// When the folder cannot be written or the demo's data do not fit.
pub async fn build(folder: &Path, sources: Sources) -> anyhow::Result<House> {
    std::fs::create_dir_all(folder)?;
    let config = config(folder);
    let (db, store) = open_store(&config).await?;
    let setup = Setup { first_serial: FIRST_SERIAL, ..desk_setup(&config)? };
    let desk = EmbeddedDesk::new(db, Arc::clone(&sources.clock), setup)?;
    let people = seed::fill(&store, &desk, sources.clock.now()).await?;
    let mailer = mailer(&config, Arc::clone(&sources.clock))?;
    let service = service(&store, &desk, mailer, live(&config)?, &sources);
    let pages = http::demo::Demo {
        mail_folder: mail_folder(folder),
        people,
        locales: Arc::clone(&service.live().locales),
        zone: config.company.zone()?,
        clock: Arc::clone(&sources.clock),
    };
    let rooms = vec![
        web::chat(&config, &service, &store, &sources, web::Frame::Demo)?,
        web::open_desk(&config, &service, &desk, &store, &sources, AGENT)?,
        http::demo::router(pages),
    ];
    let router = http::router(store.clone(), rooms);
    Ok(House { service, desk, store, router })
}
