//! What the claims answer. The pure form of the same is `polling::claim::ClaimBook`; a test holds the two together.

use polling::claim::{
    Authority, ClaimAnswer, ClaimRequest, HoldAnswer, HoldRequest, NotServed, Notice, Receipt,
    TakenBallot,
};
use polling::plain::{BallotId, BoothId, ClaimId, ElectorId};
use rusqlite::{Connection, OptionalExtension, Result, Transaction, TransactionBehavior, params};

use super::ClaimStore;
use super::rows::{self, Entry, State};

/// One question, in one transaction that has the file for itself from its beginning.
pub(super) struct Asking<'a> {
    pub(super) db: &'a Connection,
    signing: &'a ed25519_dalek::SigningKey,
    term: u64,
    hour: i64,
}

impl ClaimStore {
    /// Answers in one transaction: what it answers is on the disk. None: nothing was stored.
    pub(super) fn asking<T>(&mut self, answer: impl FnOnce(&Asking<'_>) -> Result<T>) -> Option<T> {
        let hour = (self.clock)();
        let ask = || -> Result<T> {
            let change = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
            let answered = answer(&Asking {
                db: &change,
                signing: &self.signing,
                term: self.term,
                hour,
            })?;
            change.commit()?;
            Ok(answered)
        };
        ask().ok()
    }

    /// Which claim has a ballot, if one was granted.
    pub fn owner(&self, elector: ElectorId, ballot: &BallotId) -> Option<ClaimId> {
        let owners = rows::owners(&self.db, elector).ok()?;
        let granted = |(taken, state): &(TakenBallot, i64)| {
            taken.ballot == *ballot && [State::GRANTED, State::CONTESTED].contains(state)
        };
        let (taken, _) = owners.into_iter().find(granted)?;
        Some(taken.claim)
    }

    /// How many ballots are claimed, over all electors and kinds.
    pub fn granted(&self) -> u64 {
        let sql =
            "SELECT count(*) FROM owner JOIN claim ON claim.id = owner.claim WHERE state IN (0, 4)";
        self.db.query_row(sql, [], |row| row.get(0)).unwrap_or(0)
    }
}

impl Asking<'_> {
    pub(super) fn grant(&self, request: &ClaimRequest) -> Result<ClaimAnswer> {
        let receipt = Receipt::sign(self.signing, request, self.term);
        self.write(request, &State::Granted(receipt.clone()))?;
        rows::take(self.db, request.id, request.elector, &request.ballots)?;
        Ok(ClaimAnswer::Granted(receipt))
    }

    fn write(&self, request: &ClaimRequest, state: &State) -> Result<()> {
        rows::write(self.db, request, self.hour, state)
    }

    /// Writes the answer down, so that it stays the same.
    fn refuse(&self, request: &ClaimRequest, answer: ClaimAnswer) -> Result<ClaimAnswer> {
        self.write(request, &State::Refused(answer.clone()))?;
        Ok(answer)
    }

    /// Ballots of the request that another claim has; those that only wait for the consent of the booth that asks
    /// now, or of one that has accepted already, stand back.
    fn taken(&self, request: &ClaimRequest) -> Result<Vec<TakenBallot>> {
        let (mut taken, mut stand_back) = (Vec::new(), Vec::new());
        for (owner, _) in rows::owners(self.db, request.elector)? {
            if !request.ballots.contains(&owner.ballot) {
                continue;
            }
            let Some(entry) = rows::entry(self.db, owner.claim)? else {
                continue;
            };
            match entry.state {
                State::Waiting(home) if home == request.booth || request.afterwards => {
                    stand_back.push(owner.claim);
                }
                _ if owner.claim != request.id => taken.push(owner),
                _ => {}
            }
        }
        if taken.is_empty() {
            for claim in stand_back {
                self.refuse_waiting(claim, &request.booth)?;
            }
        }
        Ok(taken)
    }

    /// A claim that waited is refused, as the booth has the elector itself.
    pub(super) fn refuse_waiting(&self, claim: ClaimId, with: &BoothId) -> Result<()> {
        let Some(Entry {
            asked,
            state: State::Waiting(_),
            ..
        }) = rows::entry(self.db, claim)?
        else {
            return Ok(());
        };
        let state = State::Refused(ClaimAnswer::WithBooth(with.clone()));
        rows::set_state(self.db, claim, &state)?;
        match asked {
            Some(asked) => rows::free(self.db, claim, asked.elector, &asked.ballots),
            None => Ok(()),
        }
    }

    fn held(&self, elector: ElectorId) -> Result<Option<BoothId>> {
        let sql = "SELECT booth FROM hold WHERE elector = ?1 ORDER BY id LIMIT 1";
        let mut find = self.db.prepare_cached(sql)?;
        let booth: Option<String> = find.query_row([elector.0], |row| row.get(0)).optional()?;
        booth.as_deref().map(rows::booth).transpose()
    }

    fn decide(&self, request: &ClaimRequest) -> Result<ClaimAnswer> {
        if !request.afterwards
            && let Some(booth) = self.held(request.elector)?
        {
            return self.refuse(request, ClaimAnswer::Held(booth));
        }
        let taken = self.taken(request)?;
        if !taken.is_empty() && request.afterwards {
            return self.contest(request, taken);
        }
        if !taken.is_empty() {
            return self.refuse(request, ClaimAnswer::Taken(taken));
        }
        if let Some(home) = self.must_consent(request)? {
            self.write(request, &State::Waiting(home.clone()))?;
            rows::take(self.db, request.id, request.elector, &request.ballots)?;
            return Ok(ClaimAnswer::AwaitingHome(home));
        }
        self.grant(request)
    }

    /// Ballots were handed out, so the acceptance is written down with what it can have.
    fn contest(&self, request: &ClaimRequest, taken: Vec<TakenBallot>) -> Result<ClaimAnswer> {
        self.write(request, &State::Contested)?;
        for ballot in &request.ballots {
            if taken.iter().any(|taken| taken.ballot == *ballot) {
                rows::contend(self.db, request.id, request.elector, ballot)?;
            } else {
                let ballot = std::slice::from_ref(ballot);
                rows::take(self.db, request.id, request.elector, ballot)?;
            }
        }
        Ok(ClaimAnswer::Taken(taken))
    }

    /// What stood against the acceptance may have been given back since.
    fn contested_again(
        &self,
        request: &ClaimRequest,
        given_back: &[BallotId],
    ) -> Result<ClaimAnswer> {
        let owners = rows::owners(self.db, request.elector)?;
        let mut taken: Vec<TakenBallot> = owners.into_iter().map(|(taken, _)| taken).collect();
        taken.retain(|one| {
            let wanted = request.ballots.contains(&one.ballot) && !given_back.contains(&one.ballot);
            wanted && one.claim != request.id
        });
        if !taken.is_empty() {
            return Ok(ClaimAnswer::Taken(taken));
        }
        let receipt = Receipt::sign(self.signing, request, self.term);
        rows::set_state(self.db, request.id, &State::Granted(receipt.clone()))?;
        Ok(ClaimAnswer::Granted(receipt))
    }

    fn again(&self, request: &ClaimRequest, entry: Entry) -> Result<ClaimAnswer> {
        let Some(before) = entry.asked else {
            return self.after_give_back(request, &entry.given_back);
        };
        let same = before.elector == request.elector
            && before.ballots == request.ballots
            && before.booth == request.booth;
        if !same {
            return Ok(ClaimAnswer::NotServed(NotServed::OtherContents));
        }
        match entry.state {
            State::Granted(receipt) => Ok(ClaimAnswer::Granted(receipt)),
            State::Contested => self.contested_again(request, &entry.given_back),
            State::GivenBack => Ok(ClaimAnswer::NotServed(NotServed::GivenBack)),
            // What has happened is written down if it can be, whatever was answered before it happened.
            State::Refused(_) if request.afterwards => self.decide(request),
            State::Refused(answer) => Ok(answer),
            State::Waiting(home) => match self.must_consent(request)? {
                Some(_) => Ok(ClaimAnswer::AwaitingHome(home)),
                None => self.grant(request),
            },
        }
    }

    /// The claim was given back before it came. An acceptance that has happened is written down with what is left.
    fn after_give_back(
        &self,
        request: &ClaimRequest,
        given_back: &[BallotId],
    ) -> Result<ClaimAnswer> {
        let left = |ballot| !given_back.contains(ballot);
        if !request.afterwards || !request.ballots.iter().any(left) {
            return Ok(ClaimAnswer::NotServed(NotServed::GivenBack));
        }
        self.decide(request)?;
        self.give_back(request.id, given_back)?;
        match rows::entry(self.db, request.id)? {
            Some(entry) => self.again(request, entry),
            None => Ok(ClaimAnswer::Unknown),
        }
    }

    fn claim(&self, request: &ClaimRequest) -> Result<ClaimAnswer> {
        if self.superseded(request.term)? {
            return Ok(ClaimAnswer::NotServed(NotServed::Superseded));
        }
        if request.ballots.is_empty() || !request.ballots.is_sorted_by(|one, next| one < next) {
            return Ok(ClaimAnswer::NotServed(NotServed::Malformed));
        }
        match rows::entry(self.db, request.id)? {
            Some(entry) => self.again(request, entry),
            None => self.decide(request),
        }
    }

    /// Whether a desk has seen an authority of a higher term. Once known, it is known for ever.
    fn superseded(&self, term: u64) -> Result<bool> {
        let known = |name: &str| -> Result<Option<u64>> {
            let sql = "SELECT value FROM meta WHERE name = ?1";
            let mut find = self.db.prepare_cached(sql)?;
            find.query_row([name], |row| row.get(0)).optional()
        };
        if known("superseded")?.is_some() {
            return Ok(true);
        }
        if term <= self.term {
            return Ok(false);
        }
        let sql = "INSERT INTO meta (name, value) VALUES ('superseded', ?1)";
        self.db.execute(sql, [term])?;
        Ok(true)
    }

    fn give_back(&self, claim: ClaimId, ballots: &[BallotId]) -> Result<()> {
        let Some(mut entry) = rows::entry(self.db, claim)? else {
            let sql = "INSERT INTO claim (id, hour, state, given_back) VALUES (?1, ?2, ?3, ?4)";
            let mut ballots = ballots.to_vec();
            ballots.sort();
            let ballots = rows::joined(&ballots);
            let given_back = params![claim.0, self.hour, State::GIVEN_BACK, ballots];
            self.db.prepare_cached(sql)?.execute(given_back)?;
            return Ok(());
        };
        entry.given_back.extend_from_slice(ballots);
        entry.given_back.sort();
        entry.given_back.dedup();
        let sql = "UPDATE claim SET given_back = ?2 WHERE id = ?1";
        let gone = params![claim.0, rows::joined(&entry.given_back)];
        self.db.prepare_cached(sql)?.execute(gone)?;
        let Some(asked) = entry.asked else {
            return Ok(());
        };
        let granted = entry.state.counts();
        let all = |ballot| entry.given_back.contains(ballot);
        if !granted || asked.ballots.iter().all(all) {
            rows::set_state(self.db, claim, &State::GivenBack)?;
            rows::free(self.db, claim, asked.elector, &asked.ballots)
        } else {
            rows::free(self.db, claim, asked.elector, ballots)
        }
    }

    fn hold(&self, request: &HoldRequest) -> Result<HoldAnswer> {
        let sql =
            "INSERT INTO hold (id, elector, booth) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO NOTHING";
        let new = params![request.id.0, request.elector.0, request.booth.as_str()];
        self.db.prepare_cached(sql)?.execute(new)?;
        let sql = "SELECT elector IS NULL FROM hold WHERE id = ?1";
        let mut find = self.db.prepare_cached(sql)?;
        if find.query_row([request.id.0], |row| row.get(0))? {
            return Ok(HoldAnswer::Over);
        }
        let owners = rows::owners(self.db, request.elector)?;
        Ok(HoldAnswer::Held(
            owners.into_iter().map(|(taken, _)| taken).collect(),
        ))
    }

    fn release(&self, hold: ClaimId) -> Result<()> {
        let sql = "INSERT INTO hold (id) VALUES (?1)
                   ON CONFLICT (id) DO UPDATE SET elector = NULL, booth = NULL";
        self.db.prepare_cached(sql)?.execute([hold.0])?;
        Ok(())
    }
}

impl Authority for ClaimStore {
    fn claim(&mut self, request: &ClaimRequest) -> ClaimAnswer {
        let answer = self.asking(|asking| asking.claim(request));
        answer.unwrap_or(ClaimAnswer::Unknown)
    }

    fn give_back(&mut self, claim: ClaimId, ballots: &[BallotId]) -> bool {
        self.asking(|asking| asking.give_back(claim, ballots))
            .is_some()
    }

    fn hold(&mut self, request: &HoldRequest) -> HoldAnswer {
        let answer = self.asking(|asking| asking.hold(request));
        answer.unwrap_or(HoldAnswer::Unknown)
    }

    fn release(&mut self, hold: ClaimId) -> bool {
        self.asking(|asking| asking.release(hold)).is_some()
    }

    fn sign_on(&mut self, booth: &BoothId, turn: u64) -> Option<Vec<Notice>> {
        self.asking(|asking| {
            asking.turn(booth, turn, true)?;
            asking.told(booth, [State::GRANTED, State::CONTESTED])
        })
    }

    fn sign_off(&mut self, booth: &BoothId, turn: u64) -> bool {
        self.asking(|asking| asking.turn(booth, turn, false))
            .is_some()
    }

    fn notices(&mut self, booth: &BoothId) -> Vec<Notice> {
        let told = self.asking(|asking| asking.told(booth, [State::WAITING; 2]));
        told.unwrap_or_default()
    }

    fn consent(&mut self, booth: &BoothId, claim: ClaimId, yields: bool) {
        // What was not stored is asked for again: the claim still waits.
        let _ = self.asking(|asking| asking.consented(booth, claim, yields));
    }
}
