//! What tables there are, asked of a running database.

use std::collections::BTreeMap;

use ticketlotse::database::{Database, Dialect, Row};

/// Columns in order: name, type family, whether it may be NULL.
pub(super) type Columns = Vec<(String, &'static str, bool)>;

/// Tables and views with their columns; what the migrator keeps for itself is left out.
pub(super) async fn tables(db: &dyn Database) -> BTreeMap<String, Columns> {
    let sql = match db.dialect() {
        Dialect::Sqlite => {
            "SELECT m.name AS table_name, c.name AS column_name, c.type AS type,
                CASE WHEN c.\"notnull\" = 1 OR m.type = 'view' THEN 0 ELSE 1 END AS nullable
            FROM sqlite_master m JOIN pragma_table_info(m.name) c
            WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            ORDER BY m.name, c.cid"
        }
        Dialect::Postgres => {
            "SELECT CAST(c.table_name AS TEXT) AS table_name, CAST(c.column_name AS TEXT) AS column_name,
                CAST(c.data_type AS TEXT) AS type,
                CASE WHEN c.is_nullable = 'NO' OR t.table_type = 'VIEW' THEN 0 ELSE 1 END AS nullable
            FROM information_schema.columns c JOIN information_schema.tables t
                ON t.table_schema = c.table_schema AND t.table_name = c.table_name
            WHERE c.table_schema = 'public' ORDER BY c.table_name, c.ordinal_position"
        }
    };
    let mut tables: BTreeMap<String, Columns> = BTreeMap::new();
    for row in db.rows(sql, vec![]).await.unwrap() {
        let table: String = row.get("table_name").unwrap();
        if table != "_sqlx_migrations" {
            let column = (row.get("column_name").unwrap(), family(&row), row.get::<bool>("nullable").unwrap());
            tables.entry(table).or_default().push(column);
        }
    }
    tables
}

fn family(row: &Row) -> &'static str {
    match row.get::<String>("type").unwrap().to_uppercase().as_str() {
        "INTEGER" | "BIGINT" => "number",
        "TEXT" => "text",
        "BLOB" | "BYTEA" => "bytes",
        other => panic!("a column of type {other}: only BIGINT (INTEGER), TEXT and BYTEA (BLOB) are the same in both"),
    }
}

/// Names of the indexes that were made by name.
#[cfg(feature = "postgres")]
pub(super) async fn indexes(db: &dyn Database) -> std::collections::BTreeSet<String> {
    let sql = match db.dialect() {
        Dialect::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
        Dialect::Postgres => {
            "SELECT CAST(c.relname AS TEXT) AS name FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)"
        }
    };
    db.rows(sql, vec![]).await.unwrap().iter().map(|row| row.get("name").unwrap()).collect()
}

/// Everything in a table, as text, sorted: these columns of every row.
pub(super) async fn dump(db: &dyn Database, table: &str, columns: &[String]) -> Vec<Vec<Option<String>>> {
    let list: Vec<String> = columns.iter().map(|column| format!("CAST({column} AS TEXT) AS {column}")).collect();
    let rows = db.rows(lasting(format!("SELECT {} FROM {table}", list.join(", "))), vec![]).await.unwrap();
    let mut rows: Vec<Vec<Option<String>>> = rows
        .iter()
        .map(|row| columns.iter().map(|column| row.get::<Option<String>>(column).unwrap()).collect())
        .collect();
    rows.sort();
    rows
}

/// Statements are constants everywhere; a test that makes one keeps it for ever.
pub(super) fn lasting(sql: String) -> &'static str {
    Box::leak(sql.into_boxed_str())
}

/// Every cell of every table as text, by table and column; bytes as they are and, where the database shows them so, in hex.
pub(crate) async fn everything(db: &dyn Database) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for (table, columns) in tables(db).await {
        let names: Vec<String> = columns.into_iter().map(|(name, ..)| name).collect();
        for row in dump(db, &table, &names).await {
            for (column, cell) in names.iter().zip(row) {
                all.entry(format!("{table}.{column}")).or_insert_with(Vec::new).extend(cell);
            }
        }
    }
    all
}

/// Where any of these words is, whatever the case of its letters.
pub(crate) fn found_in(all: &BTreeMap<String, Vec<String>>, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for word in words {
        let (plain, hexed) = (word.to_lowercase(), hex::encode(word));
        for (place, cells) in all {
            let holds = |cell: &&String| cell.to_lowercase().contains(&plain) || cell.contains(&hexed);
            found.extend(cells.iter().find(holds).map(|cell| format!("{place} holds {word}: {cell}")));
        }
    }
    found
}
