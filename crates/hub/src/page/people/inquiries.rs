//! Answers to inquiries (安否照会), by the rule of the shelters and from the same code.

use std::collections::BTreeSet;

use ledger::RealmId;
use rand_core::{OsRng, RngCore};
use shelter::exchange::{Asker, Told, inquire};
use shelter::plain::{PersonId, ShelterId};

use super::search::{name_of, rows};
use crate::page::api::{
    AskerView, AuditAct, Inquiry, InquiryAnswer, InquiryLine, Millis, ToldView,
};
use crate::page::audit::Entry;
use crate::page::{Page, PageError, Who};
use crate::store::db::{self, Statement};

const MOST_LINES: i64 = 200;

impl Page {
    /// Answers; asker, ground and answer are kept before the answer is shown.
    pub async fn answer_inquiry(
        &self,
        who: &Who,
        realm: RealmId,
        inquiry: &Inquiry,
    ) -> Result<InquiryAnswer, PageError> {
        let typed = [&inquiry.inquirer, &inquiry.identified];
        if typed
            .iter()
            .any(|text| text.trim().is_empty() || text.chars().count() > 200)
        {
            return Err(PageError::Malformed);
        }
        let mut entry = Entry::of(&who.user.account, AuditAct::Answered).realm(realm);
        entry = entry.because(&inquiry.reason)?;
        let mut told = Told::NothingHeld;
        if let Some(person) = &inquiry.person {
            let person = PersonId::parse(person).ok_or(PageError::Malformed)?;
            entry = entry.about(person);
            told = self.told(realm, person, asker(inquiry.asker)).await?;
        }
        let answer = InquiryAnswer {
            told: match &told {
                Told::NothingHeld => ToldView::NothingHeld,
                Told::Held => ToldView::Held,
                Told::WithCondition(_) => ToldView::Condition,
                Told::WithWhereabouts { .. } => ToldView::Whereabouts,
            },
            words: told.words_ja(),
        };
        let line = InquiryLine {
            at: Millis(self.now()),
            account: who.user.account.clone(),
            inquirer: inquiry.inquirer.trim().to_owned(),
            identified: inquiry.identified.trim().to_owned(),
            asker: inquiry.asker,
            reason: inquiry.reason.trim().to_owned(),
            told: answer.told,
        };
        let mut id = [0; 16];
        OsRng.fill_bytes(&mut id);
        let kept = Statement::one(
            "INSERT INTO page_inquiry (realm, id, at_ms, sealed) VALUES ($1, $2, $3, $4)",
            vec![
                realm.0.into(),
                id.into(),
                line.at.0.into(),
                self.keeping.seal(&line)?.into(),
            ],
        );
        self.note(entry.people(usize::from(answer.told != ToldView::NothingHeld)))
            .await?;
        db::change(&self.store, vec![kept]).await?;
        Ok(answer)
    }

    async fn told(
        &self,
        realm: RealmId,
        person: PersonId,
        asker: Asker,
    ) -> Result<Told, PageError> {
        let mut loaded = self
            .load_people(realm, BTreeSet::from([person.0]), true)
            .await?;
        self.load_shelters(realm, &mut loaded, BTreeSet::new())
            .await?;
        let list = &loaded.list;
        let present = list.human(person).present;
        let shelter = list
            .person(present)
            .and_then(shelter::state::Person::shelter);
        let Some(shelter) = shelter else {
            return Ok(Told::NothingHeld);
        };
        Ok(inquire(
            &rows(list, shelter),
            person,
            asker,
            &name_of(list, shelter),
        ))
    }

    /// Inquiries that were answered, the last first.
    pub async fn inquiries(&self, realm: RealmId) -> Result<Vec<InquiryLine>, PageError> {
        let sql = "SELECT sealed FROM page_inquiry WHERE realm = $1 ORDER BY at_ms DESC LIMIT $2";
        let rows = db::query(&self.store, sql, vec![realm.0.into(), MOST_LINES.into()]).await?;
        rows.iter()
            .map(|row| self.keeping.open(row.bytes(0)))
            .collect()
    }
}

fn asker(view: AskerView) -> Asker {
    match view {
        AskerView::Cohabitant => Asker::Cohabitant,
        AskerView::Relative => Asker::Relative,
        AskerView::Colleague => Asker::Colleague,
        AskerView::Acquaintance => Asker::Acquaintance,
    }
}

/// The shelters that a realm has boards of.
pub(super) fn shelter_id(text: &str) -> Result<ShelterId, PageError> {
    ShelterId::parse(text).ok_or(PageError::Malformed)
}
