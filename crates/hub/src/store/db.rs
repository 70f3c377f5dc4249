//! One way to say SQL to both databases: `$1` in the text, [`Value`]s beside it, all of a change in one transaction.

use std::error::Error;

use futures_util::future::try_join_all;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use super::{Postgres, Store, StoreError};

/// How many statements are on their way at once.
const AT_ONCE: usize = 500;

/// A value of a row or a parameter.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// BIGINT.
    Int(i64),
    /// TEXT.
    Text(String),
    /// BYTEA or BLOB.
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(value.into())
    }
}

impl From<u64> for Value {
    fn from(value: u64) -> Self {
        // Counters and places stay far below.
        Self::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(value.to_vec())
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(value: [u8; N]) -> Self {
        Self::Bytes(value.to_vec())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Value(..)")
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(value) => match *kind {
                Type::INT2 => i16::try_from(*value)?.to_sql(kind, out),
                Type::INT4 => i32::try_from(*value)?.to_sql(kind, out),
                _ => value.to_sql(kind, out),
            },
            Self::Text(value) => value.to_sql(kind, out),
            Self::Bytes(value) => value.to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(value) => ValueRef::Integer(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

/// A column does not hold what this program writes.
fn unreadable() -> StoreError {
    StoreError::Failed("a column is not readable".to_owned())
}

/// A row as it came.
pub struct Row(Vec<Value>);

impl Row {
    /// A number that is there.
    pub fn int(&self, at: usize) -> Result<i64, StoreError> {
        match self.0.get(at) {
            Some(Value::Int(value)) => Ok(*value),
            _ => Err(unreadable()),
        }
    }

    /// A number, or nothing.
    pub fn int_or_none(&self, at: usize) -> Option<i64> {
        match self.0.get(at) {
            Some(Value::Int(value)) => Some(*value),
            _ => None,
        }
    }

    /// A text; an absent one is empty.
    pub fn text(&self, at: usize) -> &str {
        match self.0.get(at) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// Bytes; absent ones are empty.
    pub fn bytes(&self, at: usize) -> &[u8] {
        match self.0.get(at) {
            Some(Value::Bytes(bytes)) => bytes,
            _ => &[],
        }
    }

    /// Bytes of a known length.
    pub fn fixed<const N: usize>(&self, at: usize) -> Result<[u8; N], StoreError> {
        self.bytes(at).try_into().map_err(|_| unreadable())
    }

    /// Whether nothing stands there.
    pub fn is_null(&self, at: usize) -> bool {
        matches!(self.0.get(at), None | Some(Value::Null))
    }
}

/// One statement of a change.
pub struct Statement {
    /// The text.
    pub sql: String,
    /// What stands for `$1` …
    pub params: Vec<Value>,
    /// How many rows it has to touch; otherwise nothing of the change is done.
    pub expects: Option<u64>,
}

impl Statement {
    /// One that may touch any number of rows.
    pub fn new(sql: &str, params: Vec<Value>) -> Self {
        Self {
            sql: sql.to_owned(),
            params,
            expects: None,
        }
    }

    /// One that has to touch exactly one row.
    pub fn one(sql: &str, params: Vec<Value>) -> Self {
        Self {
            sql: sql.to_owned(),
            params,
            expects: Some(1),
        }
    }
}

/// Most rows of one statement, and fewer for the rest: few texts, so that each is prepared once.
const ROWS_AT_ONCE: [usize; 4] = [64, 16, 4, 1];

/// Inserts rows, many at once. `into` names table and columns, `conflict` is what stands behind `ON CONFLICT`.
pub fn insert(into: &str, rows: Vec<Vec<Value>>, conflict: &str) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while let Some(columns) = rows.peek().map(Vec::len) {
        let number = ROWS_AT_ONCE
            .into_iter()
            .find(|number| *number <= rows.len());
        let number = number.unwrap_or(1);
        let each = (0..number).map(|at| format!("({})", places(1 + at * columns, columns)));
        let each: Vec<String> = each.collect();
        statements.push(Statement {
            sql: format!(
                "INSERT INTO {into} VALUES {} ON CONFLICT {conflict}",
                each.join(", ")
            ),
            params: rows.by_ref().take(number).flatten().collect(),
            expects: None,
        });
    }
    statements
}

/// `$n, $n+1, …`: as many as there are values.
pub fn places(from: usize, number: usize) -> String {
    let places: Vec<String> = (from..from + number).map(|at| format!("${at}")).collect();
    places.join(", ")
}

fn lite(sql: &str) -> String {
    sql.replace('$', "?")
}

/// Rows of a question.
pub async fn query(store: &Store, sql: &str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
    match store {
        Store::Sqlite(db) => {
            let sql = lite(sql);
            db.read(move |db| Ok(lite_rows(db, &sql, &params)?)).await
        }
        Store::Postgres(db) => {
            let client = client(db).await?;
            let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|one| one as _).collect();
            let statement = client.prepare_cached(sql).await?;
            let rows = client.query(&statement, &params).await?;
            rows.iter().map(read).collect::<Result<_, _>>()
        }
    }
}

/// The first row of a question.
pub async fn first(
    store: &Store,
    sql: &str,
    params: Vec<Value>,
) -> Result<Option<Row>, StoreError> {
    Ok(query(store, sql, params).await?.into_iter().next())
}

/// Does all of these, or nothing; `false` when one did not touch as many rows as it has to.
pub async fn change(store: &Store, statements: Vec<Statement>) -> Result<bool, StoreError> {
    match store {
        Store::Sqlite(db) => Ok(db.with(move |db| lite_change(db, &statements)).await??),
        Store::Postgres(db) => {
            let mut client = client(db).await?;
            let change = client.transaction().await?;
            for some in statements.chunks(AT_ONCE) {
                let mut prepared = Vec::with_capacity(some.len());
                for statement in some {
                    let sql = change.prepare_cached(&statement.sql).await;
                    prepared.push(sql?);
                }
                // Sent one behind the other without waiting for each answer.
                let sent = prepared.iter().zip(some).map(|(prepared, statement)| {
                    let params = statement
                        .params
                        .iter()
                        .map(|one| one as &(dyn ToSql + Sync));
                    change.execute_raw(prepared, params)
                });
                let touched = try_join_all(sent).await?;
                let as_expected = some.iter().zip(touched).all(|(statement, touched)| {
                    statement.expects.is_none_or(|expected| expected == touched)
                });
                if !as_expected {
                    return Ok(false);
                }
            }
            db.commit(change).await?;
            Ok(true)
        }
    }
}

fn lite_rows(
    db: &rusqlite::Connection,
    sql: &str,
    params: &[Value],
) -> Result<Vec<Row>, rusqlite::Error> {
    let mut statement = db.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut found = statement.query(rusqlite::params_from_iter(params))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let values = (0..columns).map(|at| {
            use rusqlite::types::Value as Lite;
            Ok(match row.get(at)? {
                Lite::Integer(value) => Value::Int(value),
                // No column of ours is a real number.
                Lite::Null | Lite::Real(_) => Value::Null,
                Lite::Text(text) => Value::Text(text),
                Lite::Blob(bytes) => Value::Bytes(bytes),
            })
        });
        rows.push(Row(values.collect::<rusqlite::Result<_>>()?));
    }
    Ok(rows)
}

fn lite_change(
    db: &mut rusqlite::Connection,
    statements: &[Statement],
) -> Result<bool, rusqlite::Error> {
    let change = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for statement in statements {
        let mut prepared = change.prepare_cached(&lite(&statement.sql))?;
        let touched = prepared.execute(rusqlite::params_from_iter(&statement.params))?;
        if statement
            .expects
            .is_some_and(|expected| expected != touched as u64)
        {
            return Ok(false);
        }
    }
    change.commit()?;
    Ok(true)
}

fn read(row: &tokio_postgres::Row) -> Result<Row, StoreError> {
    let values = row
        .columns()
        .iter()
        .enumerate()
        .map(|(at, column)| match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(at).map(Value::from),
            Type::INT4 => row
                .try_get::<_, Option<i32>>(at)
                .map(|value| value.map(i64::from).into()),
            Type::INT2 => row
                .try_get::<_, Option<i16>>(at)
                .map(|value| value.map(i64::from).into()),
            Type::TEXT | Type::VARCHAR => row.try_get::<_, Option<String>>(at).map(Value::from),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at).map(Value::from),
            Type::BOOL => row.try_get::<_, Option<bool>>(at).map(Value::from),
            _ => Ok(Value::Null),
        });
    Ok(Row(values.collect::<Result<_, tokio_postgres::Error>>()?))
}

async fn client(db: &Postgres) -> Result<deadpool_postgres::Object, StoreError> {
    Ok(db.pool().get().await?)
}
