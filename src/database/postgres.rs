//! PostgreSQL: for more than one process on one database.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPool, PgPoolOptions, PgRow};
use sqlx::{Column, Row as _, TypeInfo, ValueRef};
use tokio_util::task::TaskTracker;

use super::row::Cell;
use super::{
    Connections, Database, DatabaseError, Dialect, Mode, Param, Row, Transaction, Trouble, Words, check, migrate,
};

const MAX_CONNECTIONS: u32 = 10;
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// Statements that a connection keeps prepared; the store and the desk have fewer.
const STATEMENTS: usize = 300;
/// Bounds of what one transaction may wait for or hold: a process that hangs must not stop the others.
const BOUNDS: [(&str, &str); 3] =
    [("lock_timeout", "10s"), ("statement_timeout", "30s"), ("idle_in_transaction_session_timeout", "60s")];

/// What processes talk on.
const CHANNEL: &str = "ticketlotse";
/// Pause after the listening connection was lost.
const AFTER_LOSS: Duration = Duration::from_secs(1);

pub(super) struct Postgres {
    pool: PgPool,
    /// Where transactions begin. The driver knows of a transaction only once the server has said that it began; a caller
    /// that gives up before would return a connection to the pool with a transaction open in it, for the next caller to
    /// find. A task of its own always gets that far.
    beginning: TaskTracker,
    /// The connections for words between processes: one that listens, one that tells. Words are no data, so that a commit
    /// with one does not wait for the disk (and others do not wait for it: PostgreSQL sends words one commit at a time).
    words: PgPool,
    /// How to connect without bounds, for migrations.
    unbounded: PgConnectOptions,
}

impl std::fmt::Debug for Postgres {
    /// The options hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Postgres").field("pool", &self.pool).finish_non_exhaustive()
    }
}

impl Postgres {
    pub(super) async fn open(url: &str) -> Result<Self, DatabaseError> {
        let fail = |error: sqlx::Error| DatabaseError::from_sqlx("open the PostgreSQL database", &error);
        let unbounded = PgConnectOptions::from_str(url).map_err(fail)?.application_name("ticketlotse");
        let bounded = unbounded.clone().options(BOUNDS).statement_cache_capacity(STATEMENTS);
        let pool = PgPoolOptions::new()
            .max_connections(MAX_CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(bounded)
            .await
            .map_err(fail)?;
        let telling = unbounded.clone().options([("synchronous_commit", "off")]);
        let words = PgPoolOptions::new().max_connections(2).acquire_timeout(ACQUIRE_TIMEOUT).connect_lazy_with(telling);
        Ok(Self { pool, words, beginning: TaskTracker::new(), unbounded })
    }
}

#[async_trait]
impl Database for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    async fn begin(&self, mode: Mode) -> Result<Box<dyn Transaction>, DatabaseError> {
        let statement = match mode {
            Mode::Read | Mode::Scan => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Mode::Write => "BEGIN",
            Mode::WriteSoon => "BEGIN; SET LOCAL synchronous_commit TO off",
        };
        let pool = self.pool.clone();
        let begun = self.beginning.spawn(async move { pool.begin_with(statement).await }).await;
        let begun = begun.map_err(|_| DatabaseError::new(Trouble::Transient, "begin a transaction: given up"))?;
        let inner = begun.map_err(|error| DatabaseError::from_sqlx("begin a transaction", &error))?;
        Ok(Box::new(PostgresTransaction { inner }))
    }

    async fn migrate_to(&self, newest: i64) -> Result<(), DatabaseError> {
        // A migration of large tables may take its time, and waits for another process that migrates.
        let pool = PgPoolOptions::new().max_connections(1).connect_with(self.unbounded.clone()).await;
        let pool = pool.map_err(|error| DatabaseError::from_sqlx("connect for migrations", &error))?;
        let done = migrate::postgres(&pool, newest).await;
        pool.close().await;
        done
    }

    async fn listen(&self) -> Result<Option<Words>, DatabaseError> {
        let fail = |error: sqlx::Error| DatabaseError::from_sqlx("listen to other processes", &error);
        let mut listener = PgListener::connect_with(&self.words).await.map_err(fail)?;
        listener.listen(CHANNEL).await.map_err(fail)?;
        let words = futures_util::stream::unfold(listener, |mut listener| async {
            loop {
                match listener.recv().await {
                    Ok(word) => return Some((word.payload().to_owned(), listener)),
                    Err(sqlx::Error::PoolClosed) => return None,
                    // It connects again by itself.
                    Err(_) => tokio::time::sleep(AFTER_LOSS).await,
                }
            }
        });
        Ok(Some(Box::pin(words)))
    }

    async fn tell(&self, word: &str) -> Result<(), DatabaseError> {
        let told = sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(word).execute(&self.words).await;
        told.map(|_| ()).map_err(|error| DatabaseError::from_sqlx("tell other processes", &error))
    }

    fn connections(&self) -> Vec<Connections> {
        vec![Connections::of("all", &self.pool), Connections::of("words", &self.words)]
    }

    async fn close(&self) {
        self.words.close().await;
        self.beginning.close();
        self.beginning.wait().await;
        self.pool.close().await;
    }
}

struct PostgresTransaction {
    inner: sqlx::Transaction<'static, sqlx::Postgres>,
}

fn query(
    sql: &'static str,
    params: Vec<Param>,
) -> sqlx::query::Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments> {
    params.into_iter().fold(sqlx::query(sql), |query, param| match param {
        Param::Int(value) => query.bind(value),
        Param::Text(value) => query.bind(value),
        Param::Blob(value) => query.bind(value),
    })
}

#[async_trait]
impl Transaction for PostgresTransaction {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    async fn execute(&mut self, sql: &'static str, params: Vec<Param>) -> Result<u64, DatabaseError> {
        check(&params)?;
        let done = query(sql, params).execute(&mut *self.inner).await;
        done.map(|done| done.rows_affected()).map_err(|error: sqlx::Error| DatabaseError::from_sqlx(sql, &error))
    }

    async fn rows(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, DatabaseError> {
        check(&params)?;
        let fail = |error: sqlx::Error| DatabaseError::from_sqlx(sql, &error);
        let rows = query(sql, params).fetch_all(&mut *self.inner).await.map_err(fail)?;
        let names = |row: &PgRow| row.columns().iter().map(|column| column.name().to_owned()).collect();
        let columns: Arc<[String]> = rows.first().map(names).unwrap_or_default();
        rows.iter().map(|row| read(row, &columns).map_err(fail)).collect()
    }

    async fn commit(self: Box<Self>) -> Result<(), DatabaseError> {
        self.inner.commit().await.map_err(|error| DatabaseError::from_sqlx("commit", &error))
    }

    async fn give_up(self: Box<Self>) -> Result<(), DatabaseError> {
        // Only what others have committed can be seen. The connection is rolled back before it is used again.
        Ok(())
    }
}

fn read(row: &PgRow, columns: &Arc<[String]>) -> Result<Row, sqlx::Error> {
    let mut cells = Vec::with_capacity(row.len());
    for column in row.columns() {
        let index = column.ordinal();
        let raw = row.try_get_raw(index)?;
        let cell = if raw.is_null() {
            Cell::Null
        } else {
            match raw.type_info().name() {
                "INT8" => Cell::Int(row.try_get(index)?),
                "INT4" => Cell::Int(i64::from(row.try_get::<i32, _>(index)?)),
                "BOOL" => Cell::Int(i64::from(row.try_get::<bool, _>(index)?)),
                "BYTEA" => Cell::Blob(row.try_get(index)?),
                _ => Cell::Text(row.try_get(index)?),
            }
        };
        cells.push(cell);
    }
    Ok(Row { columns: Arc::clone(columns), cells })
}
