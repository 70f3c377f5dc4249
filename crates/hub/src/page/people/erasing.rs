//! Erasures (消去): one officer asks, another one carries out.

use std::collections::BTreeSet;

use ledger::{RealmId, StreamId, SubjectId};
use rand_core::{OsRng, RngCore};
use shelter::plain::PersonId;

use crate::page::api::{AskErasure, AuditAct, ErasureLine, Millis};
use crate::page::audit::Entry;
use crate::page::{Page, PageError, Who};
use crate::store::db::{self, Row, Statement};

impl Page {
    /// Asks for an erasure.
    pub async fn ask_erasure(
        &self,
        who: &Who,
        realm: RealmId,
        ask: &AskErasure,
    ) -> Result<(), PageError> {
        let person = PersonId::parse(&ask.person).ok_or(PageError::Malformed)?;
        let entry = Entry::of(&who.user.account, AuditAct::ErasureAsked)
            .realm(realm)
            .about(person);
        let entry = entry.because(&ask.reason)?.people(1);
        let loaded = self
            .load_people(realm, BTreeSet::from([person.0]), false)
            .await?;
        loaded.list.person(person).ok_or(PageError::NotFound)?;
        let mut id = [0; 16];
        OsRng.fill_bytes(&mut id);
        let asked = Statement::one(
            "INSERT INTO page_erasure (realm, id, subject, asked_by, at_ms, reason, done_by) \
             VALUES ($1, $2, $3, $4, $5, $6, NULL)",
            vec![
                realm.0.into(),
                id.into(),
                person.0.into(),
                who.user.account.as_str().into(),
                self.now().into(),
                ask.reason.trim().into(),
            ],
        );
        self.note(entry).await?;
        db::change(&self.store, vec![asked]).await?;
        Ok(())
    }

    /// Carries an erasure out that another officer asked for.
    pub async fn carry_out(
        &self,
        who: &Who,
        realm: RealmId,
        id: [u8; 16],
    ) -> Result<(), PageError> {
        let sql = format!("SELECT {COLUMNS} FROM page_erasure WHERE realm = $1 AND id = $2");
        let row = db::first(&self.store, &sql, vec![realm.0.into(), id.into()]).await?;
        let row = row.ok_or(PageError::NotFound)?;
        let asked_by = row.text(2);
        if asked_by == who.user.account {
            return Err(PageError::AnotherOfficer);
        }
        let subject = SubjectId(row.fixed(1)?);
        let loaded = self
            .load_people(realm, BTreeSet::from([subject.0]), false)
            .await?;
        let person = loaded
            .list
            .person(PersonId(subject.0))
            .ok_or(PageError::Conflict)?;
        let stream = person.shelter().ok_or(PageError::NotFound)?;
        let entry = Entry::of(&who.user.account, AuditAct::Erased)
            .realm(realm)
            .about(subject);
        self.note(entry.people(1)).await?;
        let done = Statement::one(
            "UPDATE page_erasure SET done_by = $3 WHERE realm = $1 AND id = $2 AND done_by IS NULL",
            vec![realm.0.into(), id.into(), who.user.account.as_str().into()],
        );
        // Erasing first: a second time changes nothing, and one that is marked as done is done.
        self.erase(realm, StreamId(stream.0), subject).await?;
        db::change(&self.store, vec![done]).await?;
        Ok(())
    }

    /// Erasures of a realm, the last first.
    pub async fn erasures(&self, realm: RealmId) -> Result<Vec<ErasureLine>, PageError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM page_erasure WHERE realm = $1 ORDER BY at_ms DESC LIMIT 200"
        );
        let rows = db::query(&self.store, &sql, vec![realm.0.into()]).await?;
        rows.iter().map(read).collect()
    }
}

const COLUMNS: &str = "id, subject, asked_by, at_ms, reason, done_by";

fn read(row: &Row) -> Result<ErasureLine, PageError> {
    Ok(ErasureLine {
        id: data_encoding::HEXLOWER.encode(row.bytes(0)),
        person: data_encoding::HEXLOWER.encode(row.bytes(1)),
        asked_by: row.text(2).to_owned(),
        at: Millis(row.int(3)?),
        reason: row.text(4).to_owned(),
        done_by: (!row.is_null(5)).then(|| row.text(5).to_owned()),
    })
}
