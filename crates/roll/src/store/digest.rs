//! The hash of a roll's content.

use sha2::{Digest as _, Sha256};

use polling::elector::{Elector, Person, RollMark};

/// The first 16 bytes of SHA-256 over all fields of an elector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digest(pub(crate) [u8; 16]);

/// The sum of the digests of all electors, modulo 2^128: the same in any order, and changed with each elector without
/// reading the others. It tells rolls apart; it does not resist somebody who forges lines, as whoever can write
/// the encrypted file has its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sum {
    pub(crate) count: u64,
    sum: u128,
}

impl Sum {
    pub(crate) fn of(count: u64, bytes: [u8; 16]) -> Self {
        Self {
            count,
            sum: u128::from_be_bytes(bytes),
        }
    }

    pub(crate) fn add(&mut self, digest: Digest) {
        self.count += 1;
        self.sum = self.sum.wrapping_add(u128::from_be_bytes(digest.0));
    }

    pub(crate) fn take(&mut self, digest: Digest) {
        self.count -= 1;
        self.sum = self.sum.wrapping_sub(u128::from_be_bytes(digest.0));
    }

    pub(crate) fn bytes(self) -> [u8; 16] {
        self.sum.to_be_bytes()
    }

    /// What each acceptance is marked with.
    pub(crate) fn hash(self) -> [u8; 8] {
        let mut hash = Sha256::new();
        hash.update(b"kazashi.roll.2");
        hash.update(self.count.to_be_bytes());
        hash.update(self.bytes());
        let full = hash.finalize();
        std::array::from_fn(|at| full[at])
    }
}

impl Digest {
    pub(crate) fn of(elector: &Elector) -> Self {
        let Elector {
            id,
            number,
            district,
            page_line: (page, line),
            person,
            registered_on,
            marks,
            strike_off_on,
            ballots,
            already,
            ticket,
        } = elector;
        let Person {
            name,
            kana,
            former_name,
            birth,
            sex,
            address,
        } = person;
        let mut hash = Hasher(Sha256::new());
        hash.bytes(&id.0);
        for text in [number, district.as_str(), name, kana, former_name, address] {
            hash.bytes(text.as_bytes());
        }
        for number in [*page, *line] {
            hash.bytes(&number.to_be_bytes());
        }
        let day = |date: &Option<jiff::civil::Date>| date.map_or(0, super::row::day_number);
        hash.bytes(&super::row::birth_number(*birth).to_be_bytes());
        hash.bytes(&[super::row::sex_number(*sex)]);
        hash.bytes(&day(registered_on).to_be_bytes());
        hash.bytes(&day(strike_off_on).to_be_bytes());
        hash.bytes(&marks.len().to_be_bytes());
        for mark in marks {
            let RollMark {
                kind,
                since,
                until,
                detail,
            } = mark;
            hash.bytes(&[super::row::mark_number(*kind)]);
            hash.bytes(&day(since).to_be_bytes());
            hash.bytes(&day(until).to_be_bytes());
            hash.bytes(detail.as_bytes());
        }
        hash.optional(ballots.as_ref(), |hash, ballots| {
            hash.bytes(&ballots.len().to_be_bytes());
            for ballot in ballots {
                hash.bytes(ballot.as_str().as_bytes());
            }
        });
        for (ballot, state) in already {
            hash.bytes(ballot.as_str().as_bytes());
            hash.bytes(&[super::row::already_number(*state)]);
        }
        hash.optional(ticket.as_ref(), |hash, ticket| {
            hash.bytes(ticket.as_bytes());
        });
        let full = hash.0.finalize();
        Self(std::array::from_fn(|at| full[at]))
    }
}

struct Hasher(Sha256);

impl Hasher {
    /// With its length before it, so that no two lines run into one text.
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    fn optional<T>(&mut self, value: Option<T>, add: impl FnOnce(&mut Self, T)) {
        self.0.update([u8::from(value.is_some())]);
        if let Some(value) = value {
            add(self, value);
        }
    }
}
