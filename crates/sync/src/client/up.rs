//! The lane up: session, status, what the hub has, and what it lacks.

use std::collections::{BTreeSet, VecDeque};

use ledger::{Batch, DeviceId, Have, Signed, StreamId, SubjectId};
use rand_core::{CryptoRngCore, RngCore};

use super::flight::{Offered, UpFlight};
use super::pace::{Backoff, Pace};
use super::{Client, Gives, Held, Line, Moment, Replica, ReplicaError};
use crate::{Ask, HaveOf, Hello, MOST_OFFERED, Offer, Prove, SealedKeys, Standing, Token};

/// Events of the first offer after a failure or a start.
const FIRST_OFFER: usize = 50;
/// Most bytes of an offer before compression.
const OFFER_BYTES: usize = 1 << 20;
/// Most erased subjects of one offer.
const OFFER_ERASED: usize = 20_000;
/// Most keys of one offer that the hub asked for.
const OFFER_KEYS: usize = 500;
/// Most payloads of one offer that the hub asked for.
const OFFER_PAYLOADS: usize = 50;
/// Most revocations of one offer.
pub const OFFER_REVOKED: usize = 20_000;
/// Most events of one offer that show second histories.
const OFFER_HISTORIES: usize = 100;
/// The figures go so often.
pub const STATUS_MS: u64 = 60_000;
/// The hub is asked so often what it has although nothing seems amiss.
pub const LOOK_MS: u64 = 300_000;
/// Where its answer gave cause to, it is asked again after this: no answer makes a desk ask without a pause.
pub const AGAIN_MS: u64 = 3_000;
/// A number that no event has: nothing is offered of a device that the hub is said to have up to it.
const BEYOND: u64 = 1 << 40;

/// Where the lane is.
pub struct Up {
    pub flight: Option<(UpFlight, u64)>,
    pub backoff: Backoff,
    /// Something may be here that the hub lacks.
    pub dirty: bool,
    /// Events that the hub has not confirmed.
    pub waiting: u64,
    /// How many they were when they began to go.
    pub burst: u64,
    pub pace: Pace,
    pub opening: Opening,
    pub status_at: u64,
    pub look_at: u64,
    /// Streams that are still to be asked for, and what was told of the others.
    pub looking: Option<(VecDeque<StreamId>, Told)>,
    pub told: Told,
    /// Devices of which the hub takes nothing further; asked again with each session.
    pub stuck: BTreeSet<DeviceId>,
    /// Whether it was looked for second histories since something was taken in, and how many events the hub was told.
    pub histories_told: bool,
    pub histories: usize,
    /// Whether keys or payloads went that the hub had asked for, some at a time.
    pub gave: bool,
    /// What the hub lacked at the look before: asked once more after it was given, and not again for the same.
    pub lacked: (Vec<SubjectId>, Vec<(DeviceId, u64)>),
    pub erased: Vec<SubjectId>,
    pub revoked: Vec<(DeviceId, u64)>,
    /// The sum of what was known here when the hub was last asked.
    pub revoked_told: [u8; 32],
}

/// How far a session is opened.
pub enum Opening {
    /// Who answers is not known yet.
    Unknown,
    /// It is the pinned hub.
    Greeted,
    /// It gave this to sign.
    Challenged(Vec<u8>),
}

/// What the hub told of all streams.
#[derive(Default, Clone, PartialEq, Eq)]
pub struct Told {
    pub have: Have,
    pub lacks_keys: Vec<SubjectId>,
    pub lacks_payloads: Vec<(DeviceId, u64)>,
    pub erased: Option<(u64, [u8; 32])>,
    pub revoked_sum: [u8; 32],
    pub second: Vec<Signed>,
}

impl Up {
    pub fn new() -> Self {
        Self {
            flight: None,
            backoff: Backoff::default(),
            dirty: false,
            waiting: 0,
            burst: 0,
            pace: Pace::new(FIRST_OFFER, MOST_OFFERED, OFFER_BYTES),
            opening: Opening::Unknown,
            status_at: 0,
            look_at: 0,
            looking: None,
            told: Told::default(),
            stuck: BTreeSet::new(),
            histories_told: false,
            histories: 0,
            gave: false,
            lacked: (Vec::new(), Vec::new()),
            erased: Vec::new(),
            revoked: Vec::new(),
            revoked_told: [0; 32],
        }
    }

    pub fn failed(&mut self, now: u64, floor_ms: u64, rng: &mut impl RngCore) {
        if let Some((UpFlight::Offer(_), _)) = self.flight.take() {
            self.pace.failed();
        }
        // Who answers may be another one after the network changed.
        self.no_session();
        self.backoff.failed(now, floor_ms, rng);
    }

    pub fn no_session(&mut self) {
        self.opening = Opening::Unknown;
    }

    /// What the hub has is to be asked anew, as its history is another one than was thought.
    pub fn look_again(&mut self, at: u64) {
        self.look_at = self.look_at.min(at);
    }
}

type Asked = Option<(Ask, Option<Token>)>;

impl Client {
    pub(super) fn next_up(
        &mut self,
        replica: &mut impl Replica,
        now: Moment,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Asked, ReplicaError> {
        if self.up.flight.is_some() || now.mono_ms < self.up.backoff.not_before() {
            return Ok(None);
        }
        let fresh = |held: &&Held| now.mono_ms < held.renew_ms;
        let Some(held) = self.session.as_ref().filter(fresh) else {
            return Ok(self.open_session(replica, now, rng));
        };
        let token = Some(held.token.clone());
        let standing = held.standing;
        let asked = if now.mono_ms >= self.up.status_at {
            self.report(replica, now)?
        } else if let Some(ask) = self.look(replica, standing, now)? {
            (UpFlight::Have(ask.stream), Ask::Have(ask))
        } else if self.up.dirty {
            let Some((offered, offer)) = self.offer(replica, standing, rng)? else {
                self.up.dirty = false;
                if std::mem::take(&mut self.up.gave) {
                    self.up.look_again(now.mono_ms + AGAIN_MS);
                }
                self.count(replica)?;
                self.up.burst = self.up.waiting;
                return Ok(None);
            };
            (UpFlight::Offer(offered), Ask::Offer(offer))
        } else {
            return Ok(None);
        };
        self.up.flight = Some((asked.0, now.mono_ms));
        Ok(Some((asked.1, token)))
    }

    fn open_session(
        &mut self,
        replica: &impl Replica,
        now: Moment,
        rng: &mut impl CryptoRngCore,
    ) -> Asked {
        let opening = std::mem::replace(&mut self.up.opening, Opening::Greeted);
        let (flight, ask) = match opening {
            Opening::Unknown => {
                let mut nonce = [0; 32];
                rng.fill_bytes(&mut nonce);
                let hello = Hello { nonce };
                self.up.opening = Opening::Unknown;
                (UpFlight::Hello(hello.clone()), Ask::Hello(hello))
            }
            Opening::Greeted => (UpFlight::Challenge, Ask::Challenge),
            Opening::Challenged(challenge) => {
                let who = replica.who();
                let said = Prove::said(who.realm, self.options.hub.id(), &challenge);
                let prove = Prove {
                    realm: who.realm,
                    device: who.device,
                    challenge,
                    signature: replica.sign_session(&said)?,
                };
                (UpFlight::Prove, Ask::Prove(prove))
            }
        };
        self.up.flight = Some((flight, now.mono_ms));
        Some((ask, None))
    }

    fn report(
        &mut self,
        replica: &mut impl Replica,
        now: Moment,
    ) -> Result<(UpFlight, Ask), ReplicaError> {
        let mut status = replica.status()?;
        let (unsent, oldest) = self.count(replica)?;
        status.unsent = unsent;
        status.oldest_unsent_ms = oldest;
        status.clock_ms = now.wall_ms;
        Ok((UpFlight::Status, Ask::Status(status)))
    }

    /// The next stream to ask for, while a look goes on or when one is due.
    fn look(
        &mut self,
        replica: &mut impl Replica,
        standing: Standing,
        now: Moment,
    ) -> Result<Option<HaveOf>, ReplicaError> {
        if self.up.looking.is_none() && now.mono_ms >= self.up.look_at {
            let mut streams = replica.streams()?;
            // Whoever only asks to be let in sees what became of its own events, and no more.
            if standing == Standing::Asking {
                streams = Self::own_stream(replica.who()).into_iter().collect();
            }
            if streams.is_empty() {
                streams.push(crate::REALM_LOG);
            }
            self.up.looking = Some((streams.into(), Told::default()));
        }
        let next = self.up.looking.as_ref();
        let next = next.and_then(|(streams, _)| streams.front().copied());
        Ok(next.map(|stream| HaveOf { stream }))
    }

    /// What goes next; own events first.
    fn offer(
        &mut self,
        replica: &mut impl Replica,
        standing: Standing,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Option<(Offered, Offer)>, ReplicaError> {
        let records = self.options.gives == Gives::Everything;
        let own = replica.who().device;
        let (limit, bytes) = (self.up.pace.items(), self.up.pace.bytes());
        let mut have = self.up.told.have.clone();
        for device in &self.up.stuck {
            have.insert(*device, (BEYOND, [0; 32]));
        }
        let payloads = self.up.told.lacks_payloads.len().min(OFFER_PAYLOADS);
        let limit = limit.min(MOST_OFFERED - payloads);
        let mut batch = if records {
            replica.lacked_by(&have, limit, bytes)?
        } else {
            Batch::empty(replica.who().realm)
        };
        if standing == Standing::Asking {
            let is_own = |event: &Signed| event.header().is_ok_and(|it| it.device == own);
            batch.events.retain(is_own);
            batch.cards.retain(|card| card.device() == own);
        }
        let mut offered = Offered::default();
        if standing != Standing::Asking && records {
            let wanted = &self.up.told.lacks_keys;
            let wanted = &wanted[..wanted.len().min(OFFER_KEYS)];
            offered.keys = wanted.to_vec();
            batch.keys.extend(replica.keys_of(wanted)?);
            let mut room = OFFER_BYTES;
            for (device, seq) in self.up.told.lacks_payloads.iter().take(payloads) {
                offered.payloads.push((*device, *seq));
                let event = replica.signed(*device, *seq)?;
                let event = event.filter(|it| it.payload.is_some());
                room = room.saturating_sub(event.as_ref().map_or(0, size_of));
                batch.events.extend(event);
                if room == 0 {
                    break;
                }
            }
            if batch.events.is_empty() && !self.up.histories_told {
                let mut both = replica.second_histories()?;
                both.events.truncate(OFFER_HISTORIES);
                offered.histories = true;
                if both.events.len() != self.up.histories {
                    batch.events = both.events;
                    batch.cards = both.cards;
                }
            }
        }
        if standing != Standing::Asking {
            offered.erased = self.up.erased.len().min(OFFER_ERASED);
            batch.erased = self.up.erased[..offered.erased].to_vec();
            offered.revoked = !self.up.revoked.is_empty();
            batch.revoked.clone_from(&self.up.revoked);
        }
        offered.events = batch.events.len() as u64;
        if offered.is_empty() {
            self.up.histories_told |= offered.histories;
            return Ok(None);
        }
        let asked_for: BTreeSet<_> = offered.payloads.iter().copied().collect();
        for event in &batch.events {
            offered.bytes += size_of(event);
            if let Ok(header) = event.header()
                && !offered.histories
                && !asked_for.contains(&(header.device, header.seq))
            {
                offered
                    .last
                    .insert(header.device, (header.seq, event.hash()));
            }
        }
        let hub = self.options.hub.verifying();
        let Some(keys) = hub.and_then(|hub| SealedKeys::seal(&batch.keys, &hub, rng)) else {
            self.refused = Some(Line::OtherHub);
            return Ok(None);
        };
        let offer = Offer {
            cards: batch.cards,
            events: batch.events,
            keys,
            erased: batch.erased,
            revoked: batch.revoked,
        };
        Ok(Some((offered, offer)))
    }

    /// When the lane may have something to ask.
    pub(super) fn up_due(&self, now: Moment) -> u64 {
        if self.up.flight.is_some() {
            return u64::MAX;
        }
        let renew = self.session.as_ref().map_or(0, |held| held.renew_ms);
        let mut due = renew.min(self.up.status_at).min(self.up.look_at);
        if self.up.dirty {
            due = now.mono_ms;
        }
        due.max(self.up.backoff.not_before())
    }
}

fn size_of(event: &Signed) -> usize {
    event.header_bytes.len() + event.payload.as_ref().map_or(0, Vec::len)
}
