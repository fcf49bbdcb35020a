//! The demo: everything open, on this machine only. Nothing here can be reached by [`super::build`].

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::{House, Sources, desk_setup, live, mailer, open_store, service, web};
use crate::config::{Config, LevelConfig, Secret, Transport};
use crate::desks::embedded::EmbeddedDesk;
use crate::http;

pub mod seed;

/// The first ticket's counter: numbers of four digits are not mistaken for places in a list.
const FIRST_NUMBER: u32 = 4698;

/// Who answers on the demo's desk page.
const AGENT: &str = "Mira Sommer";

/// The demo's configuration: the defaults, everything kept in one folder.
pub fn config(folder: &Path) -> Config {
    let mut config = Config::default();
    config.database.url = Some(Secret::new(format!("sqlite:{}", folder.join("demo.db").display())));
    config.desk.first_number = FIRST_NUMBER;
    config.desk.levels.insert(0, premium());
    config.mail.transport = Transport::Folder;
    config.mail.folder = mail_folder(folder);
    config
}

/// What the demo's better contract promises.
fn premium() -> LevelConfig {
    LevelConfig {
        name: "Premium".to_owned(),
        contracts: vec!["V-2024-017".to_owned()],
        critical_minutes: 30,
        high_minutes: 120,
        normal_minutes: 480,
        low_minutes: 960,
    }
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
    let desk = EmbeddedDesk::new(db, Arc::clone(&sources.clock), desk_setup(&config)?)?;
    let people = seed::fill(&store, &desk, sources.clock.now()).await?;
    // What has been resolved for long is closed before anybody looks, not in the middle of the first conversation.
    desk.close_resolved(sources.clock.now()).await?;
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
        web::chat(&web::platform(&config, &service, &store, &sources, web::Frame::Demo)?, &service),
        web::open_desk(&config, &service, &desk, &sources, AGENT)?,
        http::demo::router(pages),
    ];
    let router = http::router(&service, rooms);
    Ok(House { service, desk, store, router, metrics: None, reloader: None, drain: Duration::ZERO })
}
