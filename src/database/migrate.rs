//! Runs `migrations/`, which are part of the binary; the two folders have the same numbers and names.

use std::borrow::Cow;

use include_dir::{Dir, include_dir};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

use super::{DatabaseError, Trouble};

static SQLITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations/sqlite");

/// All in one transaction that has the writer's place: another process that starts now waits, then finds it done. (On
/// PostgreSQL the migrator itself holds a lock.)
pub(super) async fn sqlite(pool: &sqlx::SqlitePool, newest: i64) -> Result<(), DatabaseError> {
    let fail = |error: sqlx::Error| DatabaseError::from_sqlx("migrate the database", &error);
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await.map_err(fail)?;
    migrator(&SQLITE)?.run_direct(Some(newest), &mut *tx, false).await.map_err(|error| failed(&error))?;
    tx.commit().await.map_err(fail)
}

#[cfg(feature = "postgres")]
pub(super) async fn postgres(pool: &sqlx::PgPool, newest: i64) -> Result<(), DatabaseError> {
    static POSTGRES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations/postgres");
    migrator(&POSTGRES)?.run_to(newest, pool).await.map_err(|error| failed(&error))
}

/// Reads `0001_name.sql`; the folder is part of the binary.
fn migrator(dir: &'static Dir<'static>) -> Result<Migrator, DatabaseError> {
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
    Ok(Migrator::with_migrations(migrations))
}

/// The number of the newest migration of this program.
pub fn newest() -> i64 {
    let number = |file: &include_dir::File<'_>| file.path().file_stem()?.to_str()?.split_once('_')?.0.parse().ok();
    SQLITE.files().filter_map(number).max().unwrap_or(0)
}

fn failed(error: &sqlx::migrate::MigrateError) -> DatabaseError {
    DatabaseError::new(Trouble::Permanent, format!("migrate the database: {error}"))
}
