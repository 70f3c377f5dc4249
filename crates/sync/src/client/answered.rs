//! What the answers of the lane up change.

use std::collections::BTreeMap;

use ledger::{Batch, Have, Reason, StreamId};
use rand_core::CryptoRngCore;

use super::flight::{Offered, UpFlight};
use super::up::{AGAIN_MS, LOOK_MS, OFFER_REVOKED, Opening, STATUS_MS};
use super::{Client, Gives, Held, Line, Moment, Replica, ReplicaError, ServerTime};
use crate::{Answer, HubHas, Refusal, Session, Standing, Stored, revoked_sum};

impl Client {
    /// `false` when it is no answer to what was asked.
    pub(super) fn heard_up(
        &mut self,
        answer: Answer,
        replica: &mut impl Replica,
        now: Moment,
        rng: &mut impl CryptoRngCore,
    ) -> Result<bool, ReplicaError> {
        let Some((flight, at)) = self.up.flight.take() else {
            // An answer that came twice.
            return Ok(true);
        };
        // A session that opens says nothing of what is asked in it.
        let opens = matches!(
            flight,
            UpFlight::Hello(_) | UpFlight::Challenge | UpFlight::Prove
        );
        match (flight, answer) {
            (UpFlight::Hello(hello), Answer::Hello(answer)) => {
                if !answer.is_signed(&hello) {
                    return Ok(false);
                }
                if answer.key != self.options.hub {
                    self.refused = Some(Line::OtherHub);
                    self.up.failed(now.mono_ms, super::PERSON_MS / 4, rng);
                    return Ok(true);
                }
                self.up.opening = Opening::Greeted;
            }
            (UpFlight::Challenge, Answer::Challenge(answer)) => {
                if answer.challenge.len() > 128 {
                    return Ok(false);
                }
                self.up.opening = Opening::Challenged(answer.challenge);
            }
            (UpFlight::Prove, Answer::Session(session)) => {
                self.begin_session(session, replica, (at, now.mono_ms));
            }
            (UpFlight::Status, Answer::Reported(_)) => {
                self.up.status_at = now.mono_ms + STATUS_MS;
            }
            (UpFlight::Have(stream), Answer::Has(has)) => self.told(stream, has, replica, now)?,
            (UpFlight::Offer(offered), Answer::Stored(stored)) => {
                self.stored(&offered, &stored, replica, (at, now), rng)?;
                return Ok(true);
            }
            _ => return Ok(false),
        }
        if !opens {
            self.up.backoff.worked();
        }
        Ok(true)
    }

    fn begin_session(&mut self, session: Session, replica: &impl Replica, (sent, now): (u64, u64)) {
        let good_ms = u64::from(session.seconds) * 1000;
        self.session = Some(Held {
            token: session.token,
            began_ms: now,
            renew_ms: now
                + match session.standing {
                    // Soon let in, perhaps.
                    Standing::Asking => good_ms.min(60_000),
                    _ => good_ms - (good_ms / 2).min(60_000),
                },
            role: session.role,
            standing: session.standing,
        });
        let uncertainty_ms = now.saturating_sub(sent).div_ceil(2);
        let middle = sent + uncertainty_ms;
        self.time = Some(ServerTime {
            offset_ms: session.time_ms.saturating_sub_unsigned(middle),
            uncertainty_ms,
        });
        self.refused = None;
        self.up.stuck.clear();
        self.up.histories_told = false;
        self.up.histories = 0;
        self.up.status_at = 0;
        self.up.look_again(0);
        self.up.looking = None;
        self.down.begin(self.follow(), replica.who());
    }

    /// One more stream was told of; after the last one it is known what to offer.
    fn told(
        &mut self,
        stream: StreamId,
        has: HubHas,
        replica: &mut impl Replica,
        now: Moment,
    ) -> Result<(), ReplicaError> {
        let Some((streams, told)) = &mut self.up.looking else {
            return Ok(());
        };
        streams.retain(|other| *other != stream);
        told.have.extend(has.have);
        told.lacks_keys.extend(has.lacks_keys);
        told.lacks_payloads.extend(has.lacks_payloads);
        told.erased = Some((has.erased, has.erased_sum));
        told.revoked_sum = has.revoked_sum;
        told.second.extend(has.second);
        if !streams.is_empty() {
            return Ok(());
        }
        let mut told = std::mem::take(told);
        self.up.looking = None;
        self.up.look_at = now.mono_ms + LOOK_MS;
        let second = std::mem::take(&mut told.second);
        if !second.is_empty() {
            let mut batch = Batch::empty(replica.who().realm);
            batch.events = second;
            replica.take(batch, now.wall_ms)?;
        }
        let mut revoked = replica.revoked()?;
        revoked.truncate(OFFER_REVOKED);
        self.up.revoked_told = revoked_sum(&revoked);
        self.up.revoked = if told.revoked_sum == self.up.revoked_told {
            Vec::new()
        } else {
            revoked
        };
        self.up.erased = match told.erased {
            Some(erased) if erased != replica.erased_sum()? => replica.erased()?,
            _ => Vec::new(),
        };
        let lacked = (told.lacks_keys.clone(), told.lacks_payloads.clone());
        let gives = self.options.gives == Gives::Everything;
        self.up.gave = gives && lacked != self.up.lacked && lacked != (Vec::new(), Vec::new());
        self.up.lacked = lacked;
        self.up.told = told;
        self.up.dirty = true;
        self.count(replica)?;
        self.up.burst = self.up.waiting;
        Ok(())
    }

    fn stored(
        &mut self,
        offered: &Offered,
        stored: &Stored,
        replica: &mut impl Replica,
        (sent, now): (u64, Moment),
        rng: &mut impl CryptoRngCore,
    ) -> Result<(), ReplicaError> {
        let took = now.mono_ms.saturating_sub(sent);
        if offered.events > 0 {
            self.up.pace.arrived(offered.bytes, took);
        }
        let mut moved = stored.new > 0;
        for (device, last) in &offered.last {
            let before = self.up.told.have.get(device).map_or(0, |(seq, _)| *seq);
            let has = stored.have.get(device).copied().unwrap_or((0, [0; 32]));
            if has.0 < before {
                // It had more: it is another history, and others may have lost some too.
                self.up.look_again(now.mono_ms + AGAIN_MS);
            }
            if has.0 != before {
                moved = true;
            }
            if has.0 < last.0 && has.0 == before || has.0 == last.0 && has.1 != last.1 {
                let mut refused = stored.refused.iter();
                let suspended = |it: &Refusal| {
                    let reason = Reason::from_code(&it.reason);
                    it.device == Some(*device)
                        && reason.is_some_and(|it| it.suspends() || it == Reason::Suspended)
                };
                if self.up.stuck.insert(*device) && refused.any(suspended) {
                    // The hub tells what contradicts it.
                    self.up.look_again(now.mono_ms + AGAIN_MS);
                }
            }
            self.up.told.have.insert(*device, has);
        }
        let told = &mut self.up.told;
        told.lacks_keys.retain(|it| !offered.keys.contains(it));
        told.lacks_payloads
            .retain(|it| !offered.payloads.contains(it));
        self.up.erased.drain(..offered.erased);
        if offered.revoked {
            self.up.revoked.clear();
        }
        if offered.histories {
            self.up.histories_told = true;
            self.up.histories = usize::try_from(offered.events).unwrap_or(usize::MAX);
        }
        if moved || offered.events == 0 {
            self.up.backoff.worked();
        } else {
            // A hub that takes nothing is not sent the next part at once.
            self.up.backoff.failed(now.mono_ms, 0, rng);
        }
        self.count(replica)?;
        Ok(())
    }

    /// Counts what the hub has not confirmed, as far as it told.
    pub(super) fn count(
        &mut self,
        replica: &mut impl Replica,
    ) -> Result<(u64, Option<i64>), ReplicaError> {
        if self.options.gives == Gives::Decisions {
            return Ok((0, None));
        }
        let own = replica.who().device;
        let hub = self.options.hub.id();
        let counted = if self.up.told.erased.is_some() {
            let confirmed = self.up.told.have.get(&own).map_or(0, |(seq, _)| *seq);
            if confirmed != self.state.confirmed(hub) {
                self.state.confirm(hub, confirmed);
                self.changed = true;
            }
            replica.count_after(&self.up.told.have)?
        } else {
            // Nothing was told yet: of the own events it is known from before.
            let mut have: Have = BTreeMap::new();
            have.insert(own, (self.state.confirmed(hub), [0; 32]));
            replica.count_after(&have)?
        };
        self.up.waiting = counted.0;
        self.up.burst = self.up.burst.max(counted.0);
        Ok(counted)
    }
}
