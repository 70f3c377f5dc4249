//! What stands in the database as a number; the same in both.

use sha2::{Digest, Sha256};

use ledger::{DeviceId, Header, SubjectId};
use sync::{Role, Standing};
use zeroize::Zeroizing;

use super::{Admission, Device, Kind, Revocations, StoreError};
use crate::Secrets;

/// Opens 32 bytes that are wrapped under the hub's own key.
pub fn unwrap_key(secrets: &Secrets, wrapped: &[u8]) -> Result<Zeroizing<[u8; 32]>, StoreError> {
    let other = || StoreError::Failed("wrapped under the key of another hub".to_owned());
    let plain = secrets.unwrap(wrapped).ok_or_else(other)?;
    let key = plain.as_slice().try_into().map_err(|_| other())?;
    Ok(Zeroizing::new(key))
}

impl Device {
    /// After its last event in the log; `None` if it is shut out already.
    pub(super) fn next_number(&self) -> Option<u64> {
        match self.standing {
            Standing::Revoked { .. } => None,
            // What waits was never in the log.
            Standing::Asking => Some(1),
            Standing::Admitted | Standing::Suspended => Some(self.seq + 1),
        }
    }

    /// As it is shut out: its last event is `last`, the one before `from`, if it had gone beyond.
    pub(super) fn shut_out(&mut self, from: u64, last: Option<&[u8]>) -> Result<(), StoreError> {
        if self.seq >= from {
            let header = last.map(Header::from_bytes).transpose();
            let header = header.map_err(|_| unreadable("item"))?;
            self.seq = from - 1;
            self.hash = last.map_or([0; 32], |bytes| Sha256::digest(bytes).into());
            self.lamport = header.map_or(0, |header| header.lamport);
        }
        self.standing = Standing::Revoked { from };
        Ok(())
    }
}

impl Revocations {
    /// Those that say something: numbers that headers have.
    pub(super) fn valid(&self) -> impl Iterator<Item = (DeviceId, u64)> {
        let revoked = self.revoked.iter().copied();
        revoked.filter(|(_, from)| *from > 0 && from >> 40 == 0)
    }

    /// Whether it changes what is known of a device.
    pub(super) fn changes(&self, before: Option<u64>, from: u64) -> bool {
        before.map_or(!self.lowers, |before| from < before)
    }
}

/// A column does not hold what this program writes.
pub fn unreadable(table: &str) -> StoreError {
    StoreError::Failed(format!("table {table} is not readable"))
}

/// Counts are at most 2⁴⁰, counters at most 2⁶³ − 1.
pub fn to_i64(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Counts are never below zero.
pub fn to_u64(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

pub fn of_kind(kind: Kind) -> i16 {
    match kind {
        Kind::Shelter => 0,
        Kind::Polling => 1,
    }
}

pub fn kind(number: i16) -> Result<Kind, StoreError> {
    match number {
        0 => Ok(Kind::Shelter),
        1 => Ok(Kind::Polling),
        _ => Err(unreadable("realm")),
    }
}

pub fn of_admission(admission: Admission) -> i16 {
    match admission {
        Admission::ByPackage => 0,
        Admission::ByAdministrator => 1,
    }
}

pub fn admission(number: i16) -> Result<Admission, StoreError> {
    match number {
        0 => Ok(Admission::ByPackage),
        1 => Ok(Admission::ByAdministrator),
        _ => Err(unreadable("realm")),
    }
}

pub fn of_role(role: Role) -> i16 {
    match role {
        Role::Desk => 0,
        Role::Headquarters => 1,
        Role::Forwarder => 2,
    }
}

pub fn role(number: i16) -> Result<Role, StoreError> {
    match number {
        0 => Ok(Role::Desk),
        1 => Ok(Role::Headquarters),
        2 => Ok(Role::Forwarder),
        _ => Err(unreadable("device")),
    }
}

/// The number, and with a revoked device from which event on.
pub fn of_standing(standing: Standing) -> (i16, Option<i64>) {
    match standing {
        Standing::Asking => (0, None),
        Standing::Admitted => (1, None),
        Standing::Suspended => (2, None),
        Standing::Revoked { from } => (3, Some(to_i64(from))),
    }
}

pub fn standing(number: i16, from: Option<i64>) -> Result<Standing, StoreError> {
    match (number, from) {
        (0, _) => Ok(Standing::Asking),
        (1, _) => Ok(Standing::Admitted),
        (2, _) => Ok(Standing::Suspended),
        (3, Some(from)) => Ok(Standing::Revoked { from: to_u64(from) }),
        _ => Err(unreadable("device")),
    }
}

/// The sum of a set of erased subjects, with some more in it.
pub fn add_erased(mut sum: [u8; 32], more: &[SubjectId]) -> [u8; 32] {
    for subject in more {
        for (sum, byte) in sum.iter_mut().zip(Sha256::digest(subject.0)) {
            *sum ^= byte;
        }
    }
    sum
}
