//! The tables of the claims, in whichever database the hub has.

use polling::claim::{Needs, SigningKey, Step};

use super::{Claims, ClaimsError, Term};
use crate::store::Store;

/// A step that is to be done in a transaction, once or again.
pub(super) struct Work<T> {
    pub(super) realm: [u8; 16],
    pub(super) key: SigningKey,
    /// The term, if this hub has none for the election yet.
    pub(super) first_term: u64,
    /// Hours since 1970 UTC.
    pub(super) hour: i64,
    pub(super) needs: Needs,
    /// Whether it is the making anew itself.
    pub(super) rebuilds: bool,
    pub(super) step: Box<dyn Fn(&mut Step<'_>) -> T + Send + Sync>,
}

impl<T> Work<T> {
    /// Nothing is answered while the claims are made anew, and nothing is made anew while they are answered.
    pub(super) fn may_go_on(&self, term: &Term) -> Result<(), ClaimsError> {
        match (term.rebuilding_since_ms, self.rebuilds) {
            (Some(_), false) => Err(ClaimsError::Rebuilding),
            (None, true) => Err(ClaimsError::NotRebuilding),
            _ => Ok(()),
        }
    }
}

macro_rules! either {
    ($self:ident.$name:ident($($arg:expr),*)) => {
        match &*$self.store {
            Store::Sqlite(db) => super::sqlite::$name(db, $($arg),*).await,
            Store::Postgres(db) => super::postgres::$name(db, $($arg),*).await,
        }
    };
}

impl Claims {
    pub(super) async fn change<T: Send + 'static>(&self, work: Work<T>) -> Result<T, ClaimsError> {
        match &*self.store {
            Store::Sqlite(db) => super::sqlite::change(db, work).await,
            Store::Postgres(_) => super::postgres::change(&self.store, work).await,
        }
    }

    pub(super) async fn term(&self, realm: [u8; 16]) -> Result<Option<Term>, ClaimsError> {
        either!(self.term(realm))
    }

    pub(super) async fn set_term(
        &self,
        realm: [u8; 16],
        term: Term,
        at_ms: i64,
        act: &str,
    ) -> Result<(), ClaimsError> {
        either!(self.set_term(realm, term, at_ms, act))
    }

    pub(super) async fn acts_of(&self, realm: [u8; 16]) -> Result<Vec<(i64, String)>, ClaimsError> {
        either!(self.acts(realm))
    }

    /// Which of these claims the table knows.
    pub(super) async fn known(
        &self,
        realm: [u8; 16],
        claims: &[[u8; 16]],
    ) -> Result<Vec<[u8; 16]>, ClaimsError> {
        either!(self.known(realm, claims))
    }
}
