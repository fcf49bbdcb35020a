//! Fresh, migrated databases for tests: SQLite in a temporary folder, PostgreSQL from one server that the run starts itself.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use ticketlotse::database::{self, Database};
use ticketlotse::store::inbox::Claim;

#[cfg(feature = "postgres")]
pub(crate) mod postgres;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    #[cfg(feature = "postgres")]
    Postgres,
}

/// The claim of a test on an event.
pub const CLAIM: Claim<'static> = Claim { by: "test", lease_secs: 60, now: DateTime::<Utc>::UNIX_EPOCH };

/// A database that is gone after the test.
pub struct Fresh {
    /// Open.
    pub db: Arc<dyn Database>,
    /// To open it once more, as a second process would.
    pub url: String,
    /// Removed with this.
    _place: Box<dyn Send + Sync>,
}

impl Fresh {
    /// With all migrations.
    pub async fn migrated(kind: Kind) -> Self {
        let fresh = match kind {
            Kind::Sqlite => Self::sqlite().await,
            #[cfg(feature = "postgres")]
            Kind::Postgres => Self::postgres(postgres::migrated_database().await).await,
        };
        fresh.db.migrate().await.expect("the migrations run on an empty database");
        fresh
    }

    /// Without any table.
    pub async fn empty(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::sqlite().await,
            #[cfg(feature = "postgres")]
            Kind::Postgres => Self::postgres(postgres::empty_database().await).await,
        }
    }

    async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let url = format!("sqlite:{}", folder.path().join("lotse.db").display());
        Self::open(url, Box::new(folder)).await
    }

    #[cfg(feature = "postgres")]
    async fn postgres(database: postgres::Database) -> Self {
        Self::open(database.url(), Box::new(database)).await
    }

    async fn open(url: String, place: Box<dyn Send + Sync>) -> Self {
        let db = database::open(&url).await.expect("a fresh database can be opened");
        Self { db, url, _place: place }
    }

    /// The same database, opened as a second process would.
    pub async fn again(&self) -> Arc<dyn Database> {
        database::open(&self.url).await.expect("the database can be opened a second time")
    }
}

/// Makes each named `async fn(Kind)` a test on every database.
macro_rules! on_every_database {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() {
                super::$test($crate::databases::Kind::Sqlite).await;
            })+
        }

        #[cfg(feature = "postgres")]
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() {
                super::$test($crate::databases::Kind::Postgres).await;
            })+
        }
    };
}
pub(crate) use on_every_database;
