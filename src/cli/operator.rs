//! What every operator's command works with: the configured store, the moment, and the zone that moments are shown in.

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::config::Config;
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
    /// Opens what is configured.
    pub(super) async fn open(config: &Config) -> anyhow::Result<Self> {
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
