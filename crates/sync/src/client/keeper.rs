//! Ledgers as replicas, alone or with what a desk keeps in memory beside them.

use ledger::{
    Batch, DeviceId, Have, Imported, Ledger, Projection, Settled, Signed, StreamId, SubjectId,
    SubjectKey,
};
use zeroize::Zeroizing;

use super::replica::{Replica, ReplicaError, Who};
use crate::Status;

/// States made in one go: some tenths of a second for people of whom a hundred events are known.
const SETTLED_AT_ONCE: usize = 200;

/// Who keeps a ledger, and what follows from it in memory.
pub trait Keeper {
    /// What turns its events into states.
    type Projection: Projection;

    /// The ledger.
    fn ledger(&self) -> &Ledger<Self::Projection>;
    /// The ledger.
    fn ledger_mut(&mut self) -> &mut Ledger<Self::Projection>;
    /// A hub gave something; the ledger has it.
    fn imported(&mut self, imported: Imported<<Self::Projection as Projection>::State>);
    /// What waited for the last of several pages was made.
    fn settled(&mut self, settled: Settled<<Self::Projection as Projection>::State>);
    /// Whether what is made of a page may wait for the next ones, some seconds at most.
    fn may_wait(&self) -> bool {
        true
    }
    /// What is said before anything else; the client fills in what is unsent and the clock.
    fn status(&self) -> Status {
        Status::default()
    }
}

impl<P: Projection> Keeper for Ledger<P> {
    type Projection = P;

    fn ledger(&self) -> &Ledger<P> {
        self
    }

    fn ledger_mut(&mut self) -> &mut Ledger<P> {
        self
    }

    fn imported(&mut self, _: Imported<P::State>) {}

    fn settled(&mut self, _: Settled<P::State>) {}
}

impl<K: Keeper> Replica for K {
    fn who(&self) -> Who {
        let ledger = self.ledger();
        Who {
            realm: ledger.realm(),
            device: ledger.device(),
            stream: ledger.stream(),
        }
    }

    fn sign_session(&self, said: &[u8]) -> Option<[u8; 64]> {
        self.ledger().sign_session(said)
    }

    fn unseal(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        self.ledger().unseal(sealed)
    }

    fn streams(&mut self) -> Result<Vec<StreamId>, ReplicaError> {
        Ok(self.ledger().streams()?)
    }

    fn lacked_by(
        &mut self,
        have: &Have,
        limit: usize,
        bytes: usize,
    ) -> Result<Batch, ReplicaError> {
        Ok(self.ledger().lacked_by(have, limit, bytes)?)
    }

    fn count_after(&mut self, have: &Have) -> Result<(u64, Option<i64>), ReplicaError> {
        Ok(self.ledger().count_after(have)?)
    }

    fn second_histories(&mut self) -> Result<Batch, ReplicaError> {
        Ok(self.ledger().second_histories()?)
    }

    fn signed(&mut self, device: DeviceId, seq: u64) -> Result<Option<Signed>, ReplicaError> {
        Ok(self.ledger().signed(device, seq)?)
    }

    fn keys_of(
        &mut self,
        subjects: &[SubjectId],
    ) -> Result<Vec<(SubjectId, SubjectKey)>, ReplicaError> {
        Ok(self.ledger().keys_of(subjects)?)
    }

    fn erased_sum(&mut self) -> Result<(u64, [u8; 32]), ReplicaError> {
        Ok(self.ledger().erased_sum()?)
    }

    fn erased(&mut self) -> Result<Vec<SubjectId>, ReplicaError> {
        Ok(self.ledger().erased()?)
    }

    fn revoked(&mut self) -> Result<Vec<(DeviceId, u64)>, ReplicaError> {
        Ok(self.ledger().revoked()?)
    }

    fn take(&mut self, batch: Batch, wall_ms: i64) -> Result<(), ReplicaError> {
        let imported = self.ledger_mut().import(batch, wall_ms)?;
        self.imported(imported);
        Ok(())
    }

    fn take_part(&mut self, batch: Batch, wall_ms: i64) -> Result<(), ReplicaError> {
        if !self.may_wait() {
            return self.take(batch, wall_ms);
        }
        let imported = self.ledger_mut().import_part(batch, wall_ms)?;
        self.imported(imported);
        Ok(())
    }

    fn settle(&mut self) -> Result<bool, ReplicaError> {
        let settled = self.ledger_mut().settle_some(SETTLED_AT_ONCE)?;
        self.settled(settled);
        Ok(self.ledger().is_behind())
    }

    fn status(&mut self) -> Result<Status, ReplicaError> {
        Ok(Keeper::status(self))
    }
}
