//! The questions of a device that has a session.

use std::time::Duration;

use ed25519_dalek::VerifyingKey;
use ledger::DeviceId;
use sync::{
    After, Answer, Ask, Heads, HeadsAfter, MOST_ITEMS, MOST_OFFER_BYTES, MOST_OFFERED, MOST_WAIT_S,
    Offer, Page, Problem, ProblemCode, Prove, REALM_LOG, Reported, Role, SealedKeys, Session,
    Standing, Token,
};
use tokio::time::Instant;

use super::pass::TOKEN_SECONDS;
use super::{Caller, Service, problem};
use crate::store::{Kind, Limit, OpenPage, Opened, PageOrDiffers, Revocations};

/// Most bytes of a page before compression.
const PAGE_BYTES: usize = 1 << 20;
/// So long what grows is gathered for those who follow all.
const TOGETHER: Duration = Duration::from_millis(100);
/// Most marks of a question.
const MOST_MARKS: usize = 64;
/// Most cards of an offer.
const MOST_CARDS: usize = 1_000;
/// Most bytes of sealed keys of an offer.
const MOST_KEY_BYTES: usize = 1 << 20;
/// Most erased subjects, and most revocations, of an offer.
const MOST_ERASED: usize = 20_000;
/// Most streams that an asker names.
const MOST_KNOWN: usize = 100_000;
/// Most names of counts in a status.
const MOST_COUNTS: usize = 100;
/// Most bytes of the program's version and of each count's name.
const MOST_NAME_BYTES: usize = 100;

impl Service {
    pub(super) async fn open_session(&self, prove: &Prove, now_ms: i64) -> Result<Answer, Problem> {
        let _room = self.limits.enter().await?;
        if !self.passes.knows_challenge(&prove.challenge, now_ms) {
            return Err(problem(ProblemCode::NotProven));
        }
        let found = self.store.device(prove.realm, prove.device).await;
        let found = found.map_err(|error| self.limits.problem_of(&error))?;
        let device = found.ok_or_else(|| problem(ProblemCode::NotFound))?;
        let key = VerifyingKey::from_bytes(&device.card.public_key);
        let hub = self.secrets.key();
        if !key.is_ok_and(|key| prove.is_signed_by(&key, hub)) {
            return Err(problem(ProblemCode::NotProven));
        }
        // Told only to who has proven to be it.
        if let Standing::Revoked { .. } = device.standing {
            return Err(problem(ProblemCode::Revoked));
        }
        Ok(Answer::Session(Session {
            token: self.passes.token(prove.realm, prove.device, now_ms),
            seconds: TOKEN_SECONDS,
            role: device.role,
            standing: device.standing,
            time_ms: now_ms,
        }))
    }

    pub(super) async fn of_caller(
        &self,
        token: Option<&Token>,
        ask: Ask,
        now_ms: i64,
    ) -> Result<Answer, Problem> {
        check_size(&ask)?;
        let caller = self.caller(token, now_ms).await?;
        self.check_scope(&caller, &ask).await?;
        let realm = caller.realm;
        let told = |error| self.limits.problem_of(&error);
        match ask {
            Ask::Status(status) => {
                let _room = self.limits.enter().await?;
                let device = caller.device.card.device();
                let kept = self.store.report(realm, device, status, now_ms).await;
                kept.map_err(told)?;
                Ok(Answer::Reported(Reported { time_ms: now_ms }))
            }
            Ask::Have(of) => {
                let _room = self.limits.enter().await?;
                let has = self.store.has(realm, of.stream).await.map_err(told)?;
                Ok(Answer::Has(caller.seen(has)))
            }
            Ask::Offer(mut offer) => {
                let _room = self.limits.enter().await?;
                let revoked = std::mem::take(&mut offer.revoked);
                self.take_revoked(&caller, revoked, now_ms).await?;
                let opened = self.opened(&caller, offer)?;
                let stored = self.store.take(realm, opened, now_ms).await;
                Ok(Answer::Stored(stored.map_err(told)?))
            }
            Ask::After(after) => self.after(&caller, after).await,
            Ask::Heads(after) => self.heads(&caller, after).await,
            Ask::Hello(_) | Ask::Challenge | Ask::Prove(_) => Err(problem(ProblemCode::Malformed)),
        }
    }

    /// A shelter's desk follows its own shelter only; the booths of an election know what each of them did.
    async fn check_scope(&self, caller: &Caller, ask: &Ask) -> Result<(), Problem> {
        let of_role = matches!(caller.device.role, Role::Headquarters | Role::Forwarder);
        if caller.may(ask, of_role) {
            return Ok(());
        }
        if caller.may(ask, true) {
            let realm = self.store.realm(caller.realm).await;
            let realm = realm.map_err(|error| self.limits.problem_of(&error))?;
            if realm.is_some_and(|realm| realm.kind == Kind::Polling) {
                return Ok(());
            }
        }
        Err(problem(ProblemCode::NotAllowed))
    }

    /// Takes another hub's word on who is shut out; of desks it learns only that it was earlier.
    async fn take_revoked(
        &self,
        caller: &Caller,
        mut revoked: Vec<(DeviceId, u64)>,
        now_ms: i64,
    ) -> Result<(), Problem> {
        // No other hub shuts this one out of its own database.
        let own = self.secrets.signing().verifying_key();
        revoked.retain(|(device, _)| *device != DeviceId::of(&own));
        if revoked.is_empty() || caller.device.standing != Standing::Admitted {
            return Ok(());
        }
        let word = Revocations {
            revoked,
            lowers: caller.device.role != Role::Forwarder,
            now_ms,
        };
        let taken = self.store.revoke_from(caller.realm, word).await;
        taken.map_err(|error| self.limits.problem_of(&error))
    }

    fn opened(&self, caller: &Caller, offer: Offer) -> Result<Opened, Problem> {
        let keys = offer.keys.open(self.secrets.signing());
        Ok(Opened {
            by: caller.device.card.device(),
            cards: offer.cards,
            events: offer.events,
            // Sealed to another hub, or damaged.
            keys: keys.ok_or_else(|| problem(ProblemCode::Malformed))?,
            erased: offer.erased,
        })
    }

    async fn after(&self, caller: &Caller, after: After) -> Result<Answer, Problem> {
        let until = Instant::now() + wait(after.wait_s);
        // Before the first look, so that nothing falls between.
        let mut news = self.store.watching(caller.realm, Some(after.stream));
        loop {
            let page = self.page(caller, &after).await?;
            let left = until.saturating_duration_since(Instant::now());
            if !page.items.is_empty() || left.is_zero() {
                return Ok(Answer::Page(page));
            }
            // Without a place among those that are worked on: most of all devices wait here.
            news.changed(left).await;
        }
    }

    async fn page(&self, caller: &Caller, after: &After) -> Result<Page, Problem> {
        let _room = self.limits.enter().await?;
        let limit = Limit {
            items: after.limit.clamp(1, MOST_ITEMS),
            bytes: PAGE_BYTES,
        };
        let marks = after.marks.clone();
        let page = self.store.page(caller.realm, after.stream, marks, limit);
        match page.await.map_err(|error| self.limits.problem_of(&error))? {
            PageOrDiffers::Page(page) => sealed_for(caller, page),
            PageOrDiffers::Differs(differs) => Err(Problem {
                common: Some(differs.common),
                ..problem(ProblemCode::HistoryDiffers)
            }),
        }
    }

    async fn heads(&self, caller: &Caller, after: HeadsAfter) -> Result<Answer, Problem> {
        let until = Instant::now() + wait(after.wait_s);
        let realm = caller.realm;
        let mut news = self.store.watching(realm, None);
        loop {
            let heads = {
                let _room = self.limits.enter().await?;
                let heads = self.store.heads(realm, after.clone()).await;
                heads.map_err(|error| self.limits.problem_of(&error))?
            };
            let left = until.saturating_duration_since(Instant::now());
            if !heads.is_empty() || left.is_zero() {
                return Ok(Answer::Heads(Heads { realm, heads }));
            }
            news.changed(left).await;
            // Of many streams some always grow: who follows all gets them together.
            tokio::time::sleep(TOGETHER.min(left)).await;
        }
    }
}

impl Caller {
    /// Whether it may ask this; `all`: it follows all streams.
    fn may(&self, ask: &Ask, all: bool) -> bool {
        let asking = self.device.standing == Standing::Asking;
        let own = self.device.card.stream;
        match ask {
            // Whoever is not let in yet sees what became of its own events, and nobody else's.
            Ask::Have(of) => !asking || of.stream == own,
            Ask::After(after) => {
                !asking && (all || after.stream == own || after.stream == REALM_LOG)
            }
            Ask::Heads(_) => !asking && all,
            Ask::Status(_) | Ask::Offer(_) => true,
            Ask::Hello(_) | Ask::Challenge | Ask::Prove(_) => false,
        }
    }

    /// What the device may see of what the hub has.
    fn seen(&self, mut has: sync::HubHas) -> sync::HubHas {
        if self.device.standing == Standing::Asking {
            let own = self.device.card.device();
            has.have.retain(|device, _| *device == own);
            has.lacks_keys.clear();
            has.lacks_payloads.clear();
            has.second.clear();
        }
        has
    }
}

fn sealed_for(caller: &Caller, page: OpenPage) -> Result<Page, Problem> {
    let key = VerifyingKey::from_bytes(&caller.device.card.public_key).ok();
    let keys = key.and_then(|key| SealedKeys::seal(&page.keys, &key, &mut rand_core::OsRng));
    Ok(Page {
        keys: keys.ok_or_else(|| problem(ProblemCode::Internal))?,
        items: page.items,
        next: page.next,
        head: page.head,
    })
}

fn wait(seconds: u32) -> Duration {
    Duration::from_secs(u64::from(seconds.min(MOST_WAIT_S)))
}

/// Refuses what is more than one question may hold, before anything is looked up.
fn check_size(ask: &Ask) -> Result<(), Problem> {
    let fits = match ask {
        Ask::Offer(offer) => {
            let of_events = offer.events.iter().map(|event| {
                let payload = event.payload.as_ref().map_or(0, Vec::len);
                event.header_bytes.len() + event.signature.len() + payload
            });
            offer.events.len() <= MOST_OFFERED
                && of_events.sum::<usize>() <= MOST_OFFER_BYTES
                && offer.cards.len() <= MOST_CARDS
                && offer.keys.len() <= MOST_KEY_BYTES
                && offer.erased.len() <= MOST_ERASED
                && offer.revoked.len() <= MOST_ERASED
        }
        Ask::After(after) => after.marks.len() <= MOST_MARKS,
        Ask::Heads(after) => after.known.len() <= MOST_KNOWN,
        Ask::Status(status) => {
            let names = status.counts.keys().chain([&status.program]);
            status.counts.len() <= MOST_COUNTS
                && names.into_iter().all(|name| name.len() <= MOST_NAME_BYTES)
        }
        Ask::Have(_) | Ask::Hello(_) | Ask::Challenge | Ask::Prove(_) => true,
    };
    fits.then_some(())
        .ok_or_else(|| problem(ProblemCode::TooLarge))
}
