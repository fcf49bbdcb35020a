//! What every operator's command works with: the configured store, the moment, and the zone that moments are shown in.

use anyhow::{Context, bail};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::config::Config;
use crate::database::file::file_of;
use crate::domain::{Clock, Email, Member};
use crate::service::clock::SystemClock;
use crate::store::Store;
use crate::wiring;

/// The store as an operator uses it.
pub(super) struct Operator {
    pub(super) store: Store,
    pub(super) zone: Tz,
}

impl Operator {
    /// Opens what is configured and there: a list asked for in another folder, or with another configuration, is told so
    /// instead of being empty.
    pub(super) async fn open(config: &Config) -> anyhow::Result<Self> {
        let missing = file_of(config.database.resolve()?.expose()).filter(|file| !file.exists());
        if let Some(file) = missing {
            bail!(
                "there is no database {}, seen from {}: is it the service's folder and configuration? \
                `ticketlotse migrate` makes a new one",
                file.display(),
                std::env::current_dir()?.display()
            );
        }
        Self::making(config).await
    }

    /// Opens what is configured; a database that is not there is made.
    pub(super) async fn making(config: &Config) -> anyhow::Result<Self> {
        let (_, store) = wiring::open_store(config).await?;
        Ok(Self { store, zone: config.company.zone()? })
    }

    #[expect(clippy::unused_self, reason = "a command takes the moment from whom it works with")]
    pub(super) fn now(&self) -> DateTime<Utc> {
        SystemClock.now()
    }

    /// Today in the configured zone.
    pub(super) fn today(&self) -> NaiveDate {
        self.now().with_timezone(&self.zone).date_naive()
    }

    /// The member with that address.
    pub(super) async fn member(&self, address: &str) -> anyhow::Result<Member> {
        let email = address_of(address)?;
        let member = self.store.member_by_email(&email).await?;
        member.with_context(|| format!("{email} is no member's address; see `ticketlotse member list`"))
    }
}

/// Reads an address as it was typed.
pub(super) fn address_of(text: &str) -> anyhow::Result<Email> {
    Email::parse(text).with_context(|| format!("{text:?} is no e-mail address"))
}
