//! The machine.

use std::collections::BTreeMap;

use ed25519_dalek::VerifyingKey;

use super::{Act, DeskRefusal, Handing, Input, Local, Output, Stage, Token};
use crate::claim::{Debts, VoiceKey};
use crate::election::OutageRule;
use crate::fact::{Allotment, Asked, Fact};
use crate::outage::{Millis, Outage};
use crate::plain::{BoothId, ClaimId, ElectorId};

/// What does not change while the desk is open.
#[derive(Clone)]
pub struct Setting {
    /// The booth.
    pub booth: BoothId,
    /// The rule while the authority cannot be reached.
    pub rule: OutageRule,
    /// How long a claim may wait.
    pub patience: Millis,
    /// Whether reason and slip are needed: early voting, not the polling station on the day.
    pub early: bool,
    /// Hash of the roll in use.
    pub roll: [u8; 8],
    /// Hash of the election's file.
    pub election: [u8; 8],
    /// The authority's key.
    pub authority: VerifyingKey,
    /// Checks codes that are read out by telephone.
    pub voice: VoiceKey,
}

/// One desk.
pub struct Flow {
    pub(super) setting: Setting,
    pub(super) stage: Stage,
    pub(super) outage: Outage,
    pub(super) debts: Debts,
    pub(super) term: u64,
    pub(super) allotment: Allotment,
    pub(super) signing: Option<Signing>,
    /// This PC's claims without an outcome.
    pub(super) asked: BTreeMap<ClaimId, (ElectorId, Asked)>,
    /// This PC's acceptances whose ballots have not left the desk.
    pub(super) open: BTreeMap<ClaimId, Handing>,
    /// Whose this PC's claims and holds are.
    pub(super) electors: BTreeMap<ClaimId, ElectorId>,
    pub(super) unstored: BTreeMap<Token, Unstored>,
    pub(super) tokens: u64,
    pub(super) polled: Option<Millis>,
    /// When something owed was last sent.
    pub(super) sent: BTreeMap<ClaimId, Millis>,
}

/// What waits until facts are stored.
pub(super) struct Unstored {
    pub(super) elector: Option<ElectorId>,
    pub(super) facts: Vec<Fact>,
    pub(super) next: Option<Stage>,
    pub(super) then: Vec<Output>,
}

/// A change of the allotment that the authority has not confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signing {
    pub(super) turn: u64,
    pub(super) on: bool,
    /// Electors of others that are still being written down; `None` until the authority has told them.
    pub(super) yields: Option<Vec<Token>>,
}

impl Flow {
    /// A desk that knows nothing yet: this PC's own facts follow with [`Flow::learn`], in their order.
    pub fn new(setting: Setting, now: Millis) -> Self {
        let outage = Outage::new(setting.rule, setting.patience, now);
        Self {
            setting,
            stage: Stage::Waiting,
            outage,
            debts: Debts::default(),
            term: 0,
            allotment: Allotment {
                turn: 0,
                standing: false,
            },
            signing: None,
            asked: BTreeMap::new(),
            open: BTreeMap::new(),
            electors: BTreeMap::new(),
            unstored: BTreeMap::new(),
            tokens: 0,
            polled: None,
            sent: BTreeMap::new(),
        }
    }

    /// Where the desk stands.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Whether it waits until something is stored; what is offered then is not offered yet.
    pub fn is_storing(&self) -> bool {
        self.unstored.values().any(|one| one.next.is_some())
    }

    /// The link, the rule, the age of the copy, how many since the cut.
    pub fn outage(&self) -> &Outage {
        &self.outage
    }

    /// The highest term of the authority that is known.
    pub fn term(&self) -> u64 {
        self.term
    }

    /// What the authority does not know yet.
    pub fn debts(&self) -> &Debts {
        &self.debts
    }

    /// After a start: electors whose claims have no outcome. Each is for [`Act::Recover`].
    pub fn unfinished(&self) -> Vec<ElectorId> {
        let mut electors: Vec<_> = self.asked.values().map(|(elector, _)| *elector).collect();
        electors.sort();
        electors.dedup();
        electors
    }

    /// After a start: acceptances whose ballots have not left the desk. Each is opened with [`Act::Choose`].
    pub fn still_at_desk(&self) -> impl Iterator<Item = &Handing> {
        self.open.values()
    }

    /// Whether the booth may accept its own electors while it is cut off (outage rule 2).
    pub fn is_signed_on(&self) -> bool {
        self.allotment.standing
    }

    /// One step. A refusal changes nothing.
    pub fn step(
        &mut self,
        now: Millis,
        input: Input,
        local: &impl Local,
    ) -> Result<Vec<Output>, DeskRefusal> {
        let outputs = match input {
            Input::Act(act) => self.act(now, act, local)?,
            Input::Heard(word) => self.heard(now, word, local),
            Input::Stored(token) => self.stored(token),
            Input::NotStored(token) => {
                self.unstored.remove(&token);
                self.yield_not_stored(token);
                Vec::new()
            }
            Input::CopyIsFresh => {
                self.outage.copy_is_fresh(now);
                Vec::new()
            }
            Input::Tick => self.tick(now, local),
        };
        if outputs.iter().any(|out| matches!(out, Output::Send(_))) {
            self.outage.asked(now);
        }
        Ok(outputs)
    }

    fn act(
        &mut self,
        now: Millis,
        act: Act,
        local: &impl Local,
    ) -> Result<Vec<Output>, DeskRefusal> {
        if self.is_storing() {
            return Err(DeskRefusal::Storing);
        }
        match act {
            Act::Found { candidates, means } => self.found(candidates, means),
            Act::Choose(elector) => self.choose(elector, local),
            Act::Want(ballots) => self.want(ballots, local),
            Act::Reason(number) => self.reason(number),
            Act::PrintSlip(mode) => self.print_slip(mode),
            Act::SlipInHand(mode) => self.on_page(|page| page.slip = Some(mode)),
            Act::Proxy(proxy) => self.on_page(|page| page.proxy = proxy),
            Act::Braille(braille) => self.on_page(|page| page.braille = braille),
            Act::Confirm(what, by) => self.confirm(what, by),
            Act::Accept { lot, by } => self.accept(now, lot, by, local),
            Act::VoiceCode(typed) => self.voice_code(&typed),
            Act::Issue(ballot) => self.issue(&ballot),
            Act::WasIssued(ballot, by) => self.was_issued(&ballot, by),
            Act::Decline(ballot) => self.decline(&ballot),
            Act::Exchange(ballot) => self.exchange(&ballot),
            Act::LeaveWithBallots => self.leave_with_ballots(),
            Act::Withdraw {
                ballots,
                because,
                note,
                by,
                second,
            } => self.withdraw(&ballots, because, note, by, second),
            Act::AbsenteeStep { elector, step, by } => self.absentee_step(elector, step, by),
            Act::Hold { hold, note } => self.hold(hold, note),
            Act::Release {
                elector,
                hold,
                note,
                by,
            } => self.release(elector, hold, note, by),
            Act::Close => self.close(),
            Act::Recover(elector) => self.recover(now, elector, local),
            Act::EnterPaper(paper) => self.enter_paper(*paper),
            Act::SignOn => self.sign(true),
            Act::SignOff => self.sign(false),
        }
    }

    /// Appends facts; the stage changes and the rest is done once they are stored.
    pub(super) fn append(
        &mut self,
        elector: Option<ElectorId>,
        facts: Vec<Fact>,
        next: Option<Stage>,
        then: Vec<Output>,
    ) -> Output {
        self.tokens += 1;
        let token = Token(self.tokens);
        let unstored = Unstored {
            elector,
            facts: facts.clone(),
            next,
            then,
        };
        self.unstored.insert(token, unstored);
        Output::Append {
            token,
            elector,
            facts,
        }
    }

    fn stored(&mut self, token: Token) -> Vec<Output> {
        let Some(unstored) = self.unstored.remove(&token) else {
            return Vec::new();
        };
        for fact in &unstored.facts {
            if let Fact::Accepted(_) = fact {
                self.outage.count_acceptance();
            }
            self.learn(unstored.elector, fact);
        }
        if let Some(next) = unstored.next {
            self.stage = next;
        }
        let mut outputs = unstored.then;
        outputs.extend(self.yield_stored(token));
        outputs
    }
}
