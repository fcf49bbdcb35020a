//! Runs `migrations/`, which are part of the binary; the two folders have the same numbers and names.

use std::borrow::Cow;
use std::time::Duration;

use include_dir::{Dir, include_dir};
use rusqlite::TransactionBehavior;
#[cfg(feature = "postgres")]
use sqlx::migrate::Migrator;
use sqlx::migrate::{Migration, MigrationType};
use sqlx::{AssertSqlSafe, SqlSafeStr};

use super::{DatabaseError, Trouble};

static SQLITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations/sqlite");

/// All in one transaction that has the writer's place: another process that starts now waits, then finds it done. (On
/// PostgreSQL the migrator itself holds a lock.)
pub(super) fn sqlite(connection: &mut rusqlite::Connection, newest: i64) -> Result<(), DatabaseError> {
    let fail = |error: rusqlite::Error| DatabaseError::from_rusqlite("migrate the database", &error);
    connection.busy_timeout(PATIENCE).map_err(fail)?;
    let done = migrated(connection, newest);
    connection.busy_timeout(Duration::ZERO).map_err(fail)?;
    done
}

fn migrated(connection: &mut rusqlite::Connection, newest: i64) -> Result<(), DatabaseError> {
    let fail = |error: rusqlite::Error| DatabaseError::from_rusqlite("migrate the database", &error);
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
    tx.execute_batch(TABLE).map_err(fail)?;
    let applied = applied(&tx).map_err(fail)?;
    let migrations = migrations(&SQLITE)?;
    for (version, checksum) in &applied {
        let known = migrations.iter().find(|migration| migration.version == *version);
        let wrong = match known {
            None => "was applied by another version of the program, which this one does not know",
            Some(known) if *known.checksum != **checksum => "was another one when it was applied",
            Some(_) => continue,
        };
        let doing = format!("migrate the database: migration {version} {wrong}");
        return Err(DatabaseError::new(Trouble::Permanent, doing));
    }
    for migration in migrations.iter().filter(|migration| migration.version <= newest) {
        if applied.iter().any(|(version, _)| *version == migration.version) {
            continue;
        }
        tx.execute_batch(migration.sql.as_str()).map_err(fail)?;
        tx.execute(APPLY, (migration.version, &migration.description, &migration.checksum)).map_err(fail)?;
    }
    tx.commit().map_err(fail)
}

/// How long a start waits for another one's migrations.
const PATIENCE: Duration = Duration::from_secs(10);

/// The same table on both databases, so that a backup moves between tools that know it.
const TABLE: &str = "CREATE TABLE IF NOT EXISTS _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);";
const APPLY: &str = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
    VALUES (?1, ?2, TRUE, ?3, -1)";

/// Numbers and checksums of what was applied.
fn applied(connection: &rusqlite::Connection) -> rusqlite::Result<Vec<(i64, Vec<u8>)>> {
    let mut statement = connection.prepare("SELECT version, checksum FROM _sqlx_migrations ORDER BY version")?;
    let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

#[cfg(feature = "postgres")]
pub(super) async fn postgres(pool: &sqlx::PgPool, newest: i64) -> Result<(), DatabaseError> {
    static POSTGRES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations/postgres");
    let migrator = Migrator::with_migrations(migrations(&POSTGRES)?);
    let doing = |error: sqlx::migrate::MigrateError| format!("migrate the database: {error}");
    migrator.run_to(newest, pool).await.map_err(|error| DatabaseError::new(Trouble::Permanent, doing(error)))
}

/// Reads `0001_name.sql`; the folder is part of the binary.
fn migrations(dir: &'static Dir<'static>) -> Result<Vec<Migration>, DatabaseError> {
    let mut migrations = Vec::new();
    for file in dir.files() {
        let name = file.path().file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let parsed = name.split_once('_').and_then(|(number, name)| Some((number.parse::<i64>().ok()?, name)));
        let (Some((number, name)), Some(sql)) = (parsed, file.contents_utf8()) else {
            return Err(DatabaseError::new(
                Trouble::Permanent,
                format!("read the migration {}", file.path().display()),
            ));
        };
        let sql = AssertSqlSafe(sql).into_sql_str();
        migrations.push(Migration::new(number, Cow::Borrowed(name), MigrationType::Simple, sql, false));
    }
    migrations.sort_by_key(|migration| migration.version);
    Ok(migrations)
}

/// The number of the newest migration of this program.
pub fn newest() -> i64 {
    let number = |file: &include_dir::File<'_>| file.path().file_stem()?.to_str()?.split_once('_')?.0.parse().ok();
    SQLITE.files().filter_map(number).max().unwrap_or(0)
}
