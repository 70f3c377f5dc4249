//! A PC of a booth that writes signed records and sends them to the hub's database.

use hub::store::{Device, Opened, Store};
use ledger::{Header, Signed, SubjectId, SubjectKey};
use polling::claim::{ClaimRequest, Lot, Receipt};
use polling::fact::{Accepted, Asked, Authority, Fact, Issued, Means};
use rand_core::OsRng;
use sync::Status;

use crate::hubs::{NOW, REALM, device};

/// A PC that writes its records as the ledger does.
pub struct Pc {
    key: ed25519_dalek::SigningKey,
    pub device: Device,
    seq: u64,
    prev: [u8; 32],
    pub events: Vec<Signed>,
    keys: Vec<(SubjectId, SubjectKey)>,
}

impl Pc {
    pub async fn at(store: &Store, place: usize) -> Self {
        let (key, device) = device(store, place, true).await;
        Self {
            key,
            device,
            seq: 0,
            prev: [0; 32],
            events: Vec::new(),
            keys: Vec::new(),
        }
    }

    /// The PC's disk, copied.
    pub fn backup(&self) -> Self {
        Self {
            key: self.key.clone(),
            device: self.device.clone(),
            seq: self.seq,
            prev: self.prev,
            events: self.events.clone(),
            keys: self.keys.clone(),
        }
    }

    pub fn write(&mut self, elector: Option<[u8; 16]>, fact: &Fact) {
        let stream = self.device.card.stream;
        let subject = SubjectId(elector.unwrap_or(stream.0));
        if !self.keys.iter().any(|(of, _)| *of == subject) {
            self.keys.push((subject, SubjectKey::random(&mut OsRng)));
        }
        let (_, key) = self.keys.iter().find(|(of, _)| *of == subject).unwrap();
        self.seq += 1;
        let header = Header {
            realm: REALM,
            stream,
            id: ledger::EventId([u8::try_from(self.seq).unwrap(); 16]),
            device: self.device.card.device(),
            seq: self.seq,
            prev: self.prev,
            lamport: self.seq,
            basis: Vec::new(),
            kind: fact.kind().to_owned(),
            version: fact.version(),
            wall_ms: NOW,
            occurred: None,
            boot: [0; 8],
            mono_ms: self.seq,
            actor: ledger::ActorId([1; 8]),
            subject: elector.map(SubjectId),
            payload_len: 0,
            payload_hash: [0; 32],
        };
        let payload = fact.encode().unwrap();
        let signed = Signed::sealing(header, &payload, key, &self.key, &mut OsRng).unwrap();
        self.prev = signed.hash();
        self.events.push(signed);
    }

    /// The question, written down before it is asked.
    pub fn ask(&mut self, request: &ClaimRequest) {
        let asked = Fact::Asked(Asked {
            claim: request.id,
            ballots: request.ballots.clone(),
            booth: request.booth.clone(),
            home: request.home.clone(),
            lot: Lot::of(1),
            means: Means::Ticket,
            reason: Some(1),
            slip: None,
            proxy: false,
            braille: false,
            absentee: false,
            confirmed: Vec::new(),
        });
        self.write(Some(request.elector.0), &asked);
    }

    pub fn accept(&mut self, request: &ClaimRequest, receipt: Receipt) {
        self.accepts(request, receipt, false);
    }

    /// Papers and envelopes of an absentee vote are handed out.
    pub fn hands_out_absentee_papers(&mut self, request: &ClaimRequest, receipt: Receipt) {
        self.accepts(request, receipt, true);
    }

    fn accepts(&mut self, request: &ClaimRequest, receipt: Receipt, absentee: bool) {
        let accepted = Fact::Accepted(Accepted {
            claim: request.id,
            ballots: request.ballots.clone(),
            booth: request.booth.clone(),
            authority: Authority::Granted(receipt),
            means: Means::Ticket,
            reason: Some(1),
            slip: None,
            proxy: false,
            braille: false,
            absentee,
            confirmed: Vec::new(),
            interrupted: false,
            roll: [0; 8],
            election: [0; 8],
        });
        self.write(Some(request.elector.0), &accepted);
        for ballot in &request.ballots {
            let issued = Fact::Issued(Issued {
                claim: request.id,
                ballot: ballot.clone(),
                absentee,
            });
            self.write(Some(request.elector.0), &issued);
        }
    }

    /// Everything once more: what the hub has, it knows again.
    pub async fn send(&self, store: &Store, unsent: u64, now_ms: i64) {
        let refused = self.offer(store, now_ms).await;
        assert_eq!(refused, 0);
        let status = Status {
            unsent,
            ..Status::default()
        };
        let device = self.device.card.device();
        store.report(REALM, device, status, now_ms).await.unwrap();
    }

    /// Tells how many events were refused.
    pub async fn offer(&self, store: &Store, now_ms: i64) -> usize {
        let offer = Opened {
            by: self.device.card.device(),
            cards: vec![self.device.card.clone()],
            events: self.events.clone(),
            keys: self.keys.clone(),
            erased: Vec::new(),
        };
        let stored = store.take(REALM, offer, now_ms).await.unwrap();
        stored.refused.len()
    }
}
