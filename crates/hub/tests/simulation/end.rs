//! A desk's ledger as the client sees it: sometimes with a full disk, in some tests crippled.

use ledger::{Batch, DeviceId, Have, Ledger, Signed, StreamId, SubjectId, SubjectKey};
use sync::client::{Replica, ReplicaError, Who};
use zeroize::Zeroizing;

use crate::notes::Notes;

/// What a worse client would do; each has to be found guilty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crippled {
    /// Nothing.
    No,
    /// Follows by position alone, without the hash of the history.
    BarePosition,
    /// Remembers what was ever acknowledged instead of asking what the hub has.
    Remembers,
    /// Offers nothing of other devices.
    OwnOnly,
    /// Tells no hub and no desk who is erased.
    ErasedUntold,
}

/// The ledger behind the client.
pub struct End<'a> {
    pub ledger: &'a mut Ledger<Notes>,
    pub full: bool,
    pub crippled: Crippled,
    pub remembered: &'a mut Have,
}

impl End<'_> {
    /// What arrives of what was sent.
    fn arrived(&self, mut batch: Batch) -> Result<Batch, ReplicaError> {
        if self.full {
            return Err(ReplicaError::Full);
        }
        if self.crippled == Crippled::ErasedUntold {
            batch.erased.clear();
        }
        Ok(batch)
    }
}

impl Replica for End<'_> {
    fn who(&self) -> Who {
        Replica::who(self.ledger)
    }

    fn sign_session(&self, said: &[u8]) -> Option<[u8; 64]> {
        self.ledger.sign_session(said)
    }

    fn unseal(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        self.ledger.unseal(sealed)
    }

    fn streams(&mut self) -> Result<Vec<StreamId>, ReplicaError> {
        Replica::streams(self.ledger)
    }

    fn lacked_by(
        &mut self,
        have: &Have,
        limit: usize,
        bytes: usize,
    ) -> Result<Batch, ReplicaError> {
        let mut have = have.clone();
        if self.crippled == Crippled::Remembers {
            for (device, last) in &mut *self.remembered {
                let told = have.entry(*device).or_insert(*last);
                if told.0 < last.0 {
                    *told = *last;
                }
                *last = *told;
            }
            self.remembered.extend(&have);
        }
        let mut batch = Replica::lacked_by(self.ledger, &have, limit, bytes)?;
        if self.crippled == Crippled::OwnOnly {
            let own = self.ledger.device();
            batch
                .events
                .retain(|event| event.header().is_ok_and(|it| it.device == own));
        }
        Ok(batch)
    }

    fn count_after(&mut self, have: &Have) -> Result<(u64, Option<i64>), ReplicaError> {
        Replica::count_after(self.ledger, have)
    }

    fn second_histories(&mut self) -> Result<Batch, ReplicaError> {
        Replica::second_histories(self.ledger)
    }

    fn signed(&mut self, device: DeviceId, seq: u64) -> Result<Option<Signed>, ReplicaError> {
        Replica::signed(self.ledger, device, seq)
    }

    fn keys_of(
        &mut self,
        subjects: &[SubjectId],
    ) -> Result<Vec<(SubjectId, SubjectKey)>, ReplicaError> {
        Replica::keys_of(self.ledger, subjects)
    }

    fn erased_sum(&mut self) -> Result<(u64, [u8; 32]), ReplicaError> {
        Replica::erased_sum(self.ledger)
    }

    fn erased(&mut self) -> Result<Vec<SubjectId>, ReplicaError> {
        match self.crippled {
            Crippled::ErasedUntold => Ok(Vec::new()),
            _ => Replica::erased(self.ledger),
        }
    }

    fn revoked(&mut self) -> Result<Vec<(DeviceId, u64)>, ReplicaError> {
        Replica::revoked(self.ledger)
    }

    fn take(&mut self, batch: Batch, wall_ms: i64) -> Result<(), ReplicaError> {
        let batch = self.arrived(batch)?;
        Replica::take(self.ledger, batch, wall_ms)
    }

    fn take_part(&mut self, batch: Batch, wall_ms: i64) -> Result<(), ReplicaError> {
        let batch = self.arrived(batch)?;
        Replica::take_part(self.ledger, batch, wall_ms)
    }

    fn settle(&mut self) -> Result<bool, ReplicaError> {
        if self.full {
            return Err(ReplicaError::Full);
        }
        Replica::settle(self.ledger)
    }
}
