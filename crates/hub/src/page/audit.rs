//! The record of looks (閲覧記録): written before anything is answered, each line bound to the one before by its hash.

use std::fmt;

use ed25519_dalek::Signer;
use ledger::RealmId;
use sha2::{Digest, Sha256};

use super::api::{AuditAct, AuditHead, AuditLine, AuditPage, AuditVerdict, Millis};
use super::{Page, PageError};
use crate::store::db::{self, Row, Statement};

const LINES_A_PAGE: i64 = 200;
/// So often a line is tried again when another process wrote one first.
const TRIES: usize = 50;
/// Longest reason.
const MOST_REASON_CHARS: usize = 500;

/// A line before it is written.
pub struct Entry {
    account: String,
    act: AuditAct,
    realm: Option<RealmId>,
    about: Option<String>,
    reason: String,
    people: u32,
}

impl Entry {
    /// Of somebody.
    pub fn of(account: &str, act: AuditAct) -> Self {
        Self {
            account: account.to_owned(),
            act,
            realm: None,
            about: None,
            reason: String::new(),
            people: 0,
        }
    }

    /// In a realm.
    #[must_use]
    pub fn realm(mut self, realm: RealmId) -> Self {
        self.realm = Some(realm);
        self
    }

    /// About an id, never a name.
    #[must_use]
    pub fn about(mut self, about: impl fmt::Display) -> Self {
        self.about = Some(about.to_string());
        self
    }

    /// For a reason that somebody typed; one is needed.
    pub fn because(mut self, reason: &str) -> Result<Self, PageError> {
        let reason = reason.trim();
        if reason.chars().count() < 4 {
            return Err(PageError::NoReason);
        }
        self.reason = reason.chars().take(MOST_REASON_CHARS).collect();
        Ok(self)
    }

    /// So many people came out of it.
    #[must_use]
    pub fn people(mut self, people: usize) -> Self {
        self.people = u32::try_from(people).unwrap_or(u32::MAX);
        self
    }
}

const COLUMNS: &str = "number, at_ms, account, act, of_realm, about, reason, people, hash";

fn code(act: AuditAct) -> String {
    // A unit variant is a JSON string.
    serde_json::to_string(&act)
        .unwrap_or_default()
        .trim_matches('"')
        .to_owned()
}

fn act(code: &str) -> Result<AuditAct, PageError> {
    serde_json::from_str(&format!("\"{code}\"")).map_err(|_| PageError::Damaged)
}

fn hash_of(before: &[u8], line: &AuditLine, act: &str) -> [u8; 32] {
    let numbers = [line.number, line.at.0, line.people.into()];
    let realm = line.realm.as_deref().unwrap_or_default();
    let about = line.about.as_deref().unwrap_or_default();
    let mut hash = Sha256::new()
        .chain_update(b"kazashi.audit.1")
        .chain_update(before);
    for number in numbers {
        hash.update(number.to_be_bytes());
    }
    for text in [line.account.as_str(), act, realm, about, &line.reason] {
        hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(text);
    }
    hash.finalize().into()
}

fn read(row: &Row) -> Result<AuditLine, PageError> {
    let some = |at: usize| (!row.is_null(at)).then(|| row.text(at).to_owned());
    Ok(AuditLine {
        number: row.int(0)?,
        at: Millis(row.int(1)?),
        account: row.text(2).to_owned(),
        act: act(row.text(3))?,
        realm: some(4),
        about: some(5),
        reason: row.text(6).to_owned(),
        people: u32::try_from(row.int(7)?).map_err(|_| PageError::Damaged)?,
    })
}

impl Page {
    /// Writes a line; it is on the disk when this returns.
    pub async fn note(&self, entry: Entry) -> Result<(), PageError> {
        let act = code(entry.act);
        for _ in 0..TRIES {
            let (number, before) = self.last_line().await?;
            let line = AuditLine {
                number: number + 1,
                at: Millis(self.now()),
                account: entry.account.clone(),
                act: entry.act,
                realm: entry.realm.map(|realm| realm.to_string()),
                about: entry.about.clone(),
                reason: entry.reason.clone(),
                people: entry.people,
            };
            let hash = hash_of(&before, &line, &act);
            let written = Statement::one(
                "INSERT INTO page_audit (number, at_ms, account, act, of_realm, about, reason, people, hash) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (number) DO NOTHING",
                vec![
                    line.number.into(),
                    line.at.0.into(),
                    line.account.into(),
                    act.as_str().into(),
                    line.realm.into(),
                    line.about.into(),
                    line.reason.into(),
                    line.people.into(),
                    hash.into(),
                ],
            );
            if db::change(&self.store, vec![written]).await? {
                return Ok(());
            }
        }
        Err(PageError::Conflict)
    }

    async fn last_line(&self) -> Result<(i64, Vec<u8>), PageError> {
        let sql = "SELECT number, hash FROM page_audit ORDER BY number DESC LIMIT 1";
        match db::first(&self.store, sql, vec![]).await? {
            Some(row) => Ok((row.int(0)?, row.bytes(1).to_vec())),
            None => Ok((0, vec![0; 32])),
        }
    }

    /// Lines before a number, the last first.
    pub async fn audit_lines(&self, before: Option<i64>) -> Result<AuditPage, PageError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM page_audit WHERE number < $1 ORDER BY number DESC LIMIT $2"
        );
        let params = vec![before.unwrap_or(i64::MAX).into(), LINES_A_PAGE.into()];
        let rows = db::query(&self.store, &sql, params).await?;
        let lines: Vec<AuditLine> = rows.iter().map(read).collect::<Result<_, _>>()?;
        let last = lines.last().map(|line| line.number);
        Ok(AuditPage {
            before: last.filter(|number| *number > 1),
            lines,
        })
    }

    /// Goes through the whole record: every line follows from the one before, no number is left out.
    pub async fn audit_verdict(&self) -> Result<AuditVerdict, PageError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM page_audit WHERE number > $1 ORDER BY number LIMIT 1000"
        );
        let (mut number, mut hash) = (0, [0; 32]);
        let mut broken = None;
        loop {
            let rows = db::query(&self.store, &sql, vec![number.into()]).await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                let line = read(row)?;
                let expected = hash_of(&hash, &line, row.text(3));
                let whole = line.number == number + 1 && row.bytes(8) == expected;
                if !whole && broken.is_none() {
                    broken = Some(number + 1);
                }
                number = line.number;
                hash = row.fixed(8)?;
            }
        }
        Ok(AuditVerdict {
            broken,
            head: self.signed_head(number, &hash),
        })
    }

    fn signed_head(&self, lines: i64, hash: &[u8; 32]) -> AuditHead {
        let said = [b"kazashi.audit.1", &lines.to_be_bytes()[..], hash].concat();
        let signature = self.keeping.secrets().signing().sign(&said);
        AuditHead {
            lines,
            hash: data_encoding::HEXLOWER.encode(hash),
            signature: data_encoding::HEXLOWER.encode(&signature.to_bytes()),
        }
    }

    /// Whether the record still begins as a head says that was printed earlier: nothing up to it was changed or cut off.
    pub async fn audit_holds(&self, head: &AuditHead) -> Result<bool, PageError> {
        let verdict = self.audit_verdict().await?;
        if verdict.broken.is_some_and(|broken| broken <= head.lines) {
            return Ok(false);
        }
        let sql = "SELECT hash FROM page_audit WHERE number = $1";
        let row = db::first(&self.store, sql, vec![head.lines.into()]).await?;
        Ok(row.is_some_and(|row| data_encoding::HEXLOWER.encode(row.bytes(0)) == head.hash))
    }
}
