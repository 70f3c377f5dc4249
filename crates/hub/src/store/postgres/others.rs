//! Writing the tables of other topics that were in a file: those of the same name and columns.

use std::collections::BTreeMap;

use deadpool_postgres::Transaction;
use rusqlite::types::Value;
use tokio_postgres::types::ToSql;

use super::load::differs;
use super::rows::{ask, execute, get};
use crate::store::StoreError;
use crate::store::numbers::to_i64;
use crate::store::sqlite::{OtherTable, Sqlite};

/// How many rows are written at a time.
const AT_A_TIME: usize = 1_000;

/// Copies them, and gives how many rows there were. Rows that have no place here are a failure: nothing of an election
/// may be left behind unseen.
pub async fn load(transaction: &Transaction<'_>, from: &Sqlite) -> Result<u64, StoreError> {
    let mut copied = 0;
    for table in from.other_tables().await? {
        if table.rows.is_empty() {
            continue;
        }
        let name = &table.name;
        let types = types(transaction, name).await?;
        let is_same = types.len() == table.columns.len()
            && table
                .columns
                .iter()
                .all(|column| types.contains_key(column));
        if !is_same {
            let what = format!("the table {name} has no place in PostgreSQL");
            return Err(StoreError::Failed(what));
        }
        if count(transaction, name).await? != 0 {
            let what = format!("the table {name} is not empty in PostgreSQL");
            return Err(StoreError::Failed(what));
        }
        for rows in table.rows.chunks(AT_A_TIME) {
            insert(transaction, &table, &types, rows).await?;
        }
        let rows = table.rows.len() as u64;
        if count(transaction, name).await? != to_i64(rows) {
            return Err(differs());
        }
        copied += rows;
    }
    Ok(copied)
}

/// The columns of a table with their types; none if there is no such table.
async fn types(
    transaction: &Transaction<'_>,
    table: &str,
) -> Result<BTreeMap<String, String>, StoreError> {
    let sql = "SELECT column_name::text, data_type::text FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = $1";
    let found = ask(transaction, sql, &[&table]).await?;
    let types = found.iter().map(|row| Ok((get(row, 0)?, get(row, 1)?)));
    types.collect()
}

async fn count(transaction: &Transaction<'_>, table: &str) -> Result<i64, StoreError> {
    let found = ask(transaction, &format!("SELECT count(*) FROM {table}"), &[]).await?;
    found.first().map_or(Ok(0), |row| get(row, 0))
}

async fn insert(
    transaction: &Transaction<'_>,
    table: &OtherTable,
    types: &BTreeMap<String, String>,
    rows: &[Vec<Value>],
) -> Result<(), StoreError> {
    let mut columns: Vec<Box<dyn ToSql + Sync + Send>> = Vec::new();
    let (mut arrays, mut casts) = (Vec::new(), Vec::new());
    for (at, name) in table.columns.iter().enumerate() {
        let kind = types.get(name).map_or("", String::as_str);
        let values = rows.iter().map(|row| &row[at]);
        let (column, array) = column(values, kind).ok_or_else(|| {
            let table = &table.name;
            StoreError::Failed(format!("the table {table} is not the same in PostgreSQL"))
        })?;
        columns.push(column);
        arrays.push(format!("${}::{array}[]", at + 1));
        casts.push(format!("c{at}::{kind}"));
    }
    let names: Vec<_> = (0..columns.len()).map(|at| format!("c{at}")).collect();
    let sql = format!(
        "INSERT INTO {} ({}) SELECT {} FROM unnest({}) AS r ({})",
        table.name,
        table.columns.join(", "),
        casts.join(", "),
        arrays.join(", "),
        names.join(", "),
    );
    let values: Vec<&(dyn ToSql + Sync)> = columns
        .iter()
        .map(|column| &**column as &(dyn ToSql + Sync))
        .collect();
    execute(transaction, &sql, &values).await?;
    Ok(())
}

/// A column as an array, and the type of its values on the way; `None` where a value is of another type.
fn column<'a>(
    values: impl Iterator<Item = &'a Value>,
    kind: &str,
) -> Option<(Box<dyn ToSql + Sync + Send>, &'static str)> {
    fn all<'a, T>(
        values: impl Iterator<Item = &'a Value>,
        of: impl Fn(&Value) -> Option<T>,
    ) -> Option<Vec<Option<T>>> {
        let values = values.map(|value| match value {
            Value::Null => Some(None),
            value => of(value).map(Some),
        });
        values.collect()
    }
    let number = |value: &Value| match value {
        Value::Integer(number) => Some(*number),
        _ => None,
    };
    Some(match kind {
        "bytea" => {
            let of = |value: &Value| match value {
                Value::Blob(bytes) => Some(bytes.clone()),
                _ => None,
            };
            (Box::new(all(values, of)?), "bytea")
        }
        "text" => {
            let of = |value: &Value| match value {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            };
            (Box::new(all(values, of)?), "text")
        }
        "bigint" | "integer" | "smallint" => (Box::new(all(values, number)?), "bigint"),
        "boolean" => {
            let of = |value: &Value| number(value).map(|number| number != 0);
            (Box::new(all(values, of)?), "boolean")
        }
        _ => return None,
    })
}
