//! Everything that is kept, to be compared before and after.

use std::collections::BTreeMap;

use ticketlotse::database::Database;

use super::request::Kept;

/// Counters of limits change with every attempt: that is what they are for.
const NOT_COMPARED: [&str; 2] = ["counters", "sqlite_sequence"];

/// Everything that is kept, by table.
pub type Everything = BTreeMap<String, Vec<String>>;

/// The tables, with what reads all of each.
pub async fn tables(db: &dyn Database) -> Vec<(String, &'static str)> {
    let sql = "SELECT m.name AS t, group_concat('quote(' || c.name || ')', ' || '','' || ') AS c
        FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' GROUP BY m.name";
    let rows = db.rows(sql, vec![]).await.unwrap();
    let named = rows.iter().map(|row| (row.get::<String>("t").unwrap(), row.get::<String>("c").unwrap()));
    let tables: Vec<_> = named.filter(|(table, _)| !NOT_COMPARED.contains(&table.as_str())).collect();
    assert!(tables.len() > 25, "the tables were found: {tables:?}");
    // The handle takes constants only; a test may make some.
    let sql = |table: &str, columns: &str| -> &'static str {
        Box::leak(format!("SELECT {columns} AS r FROM \"{table}\" ORDER BY 1").into_boxed_str())
    };
    tables.into_iter().map(|(table, columns)| (table.clone(), sql(&table, &columns))).collect()
}

/// What changed that may not.
pub fn changes(before: &Everything, after: &Everything, kept: Kept) -> Vec<String> {
    let allowed: &[&str] = match kept {
        Kept::Nothing | Kept::Own => &[],
        Kept::Noted => &["audit"],
        Kept::Session => &["audit", "sessions", "identities", "conversations"],
    };
    let tables = before.iter().filter(|(table, _)| !allowed.contains(&table.as_str()));
    let changed = tables.filter(|(table, rows)| after[*table] != **rows);
    let mut wrong: Vec<String> = changed
        .map(|(table, rows)| {
            let new: Vec<_> = after[table].iter().filter(|row| !rows.contains(row)).collect();
            format!("{table} changed: {new:?}")
        })
        .collect();
    // What is noted is added; nothing that stood there is gone.
    for table in allowed {
        if before[*table].iter().any(|row| !after[*table].contains(row)) {
            wrong.push(format!("{table} lost something"));
        }
        let added = after[*table].len().saturating_sub(before[*table].len());
        if added > 1 {
            wrong.push(format!("{table} has {added} rows more, not one"));
        }
    }
    wrong
}
