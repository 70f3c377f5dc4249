//! Outage rule 2: this booth's electors, whom no other booth gets without its consent.

use super::flow::Signing;
use super::{DeskRefusal, Flow, Local, Output, Stage, Token};
use crate::claim::{Notice, ToAuthority};
use crate::fact::{Allotment, Fact, Yielded};
use crate::plain::{BallotId, BoothId, ElectorId};

impl Flow {
    /// The booth opens or closes. A new turn is written down first, so that no late message belongs to it.
    pub(super) fn sign(&mut self, on: bool) -> Result<Vec<Output>, DeskRefusal> {
        if !self.by_home() {
            return Ok(Vec::new());
        }
        if self.stage != Stage::Waiting {
            return Err(DeskRefusal::OneAtATime);
        }
        let turn = self.allotment.turn + 1;
        let signing = Signing {
            turn,
            on,
            yields: None,
        };
        let send = self.sign_message(&signing);
        self.signing = Some(signing);
        let fact = Fact::Allotment(Allotment {
            turn,
            standing: false,
        });
        Ok(vec![self.append(
            None,
            vec![fact],
            Some(Stage::Waiting),
            send.into_iter().collect(),
        )])
    }

    /// Asked again until the authority has answered.
    pub(super) fn sign_again(&self) -> Option<Output> {
        let signing = self.signing.as_ref()?;
        let unanswered = signing.yields.is_none() && self.allotment.turn == signing.turn;
        unanswered.then(|| self.sign_message(signing)).flatten()
    }

    /// Whoever signs off has no acceptance left of which the authority does not know: from then on others get these
    /// electors without asking.
    fn sign_message(&self, signing: &Signing) -> Option<Output> {
        let (booth, turn) = (self.setting.booth.clone(), signing.turn);
        if signing.on {
            return Some(Output::Send(ToAuthority::SignOn { booth, turn }));
        }
        let all_known = self.debts.unconfirmed() == 0;
        all_known.then_some(Output::Send(ToAuthority::SignOff { booth, turn }))
    }

    pub(super) fn signed_off(&mut self, turn: u64) {
        self.signing
            .take_if(|signing| signing.turn == turn && !signing.on);
    }

    /// What others have of this booth's electors is written down; then the booth may go on alone.
    pub(super) fn signed_on(
        &mut self,
        turn: u64,
        notices: Vec<Notice>,
        local: &impl Local,
    ) -> Vec<Output> {
        let expected =
            |signing: &Signing| signing.turn == turn && signing.on && signing.yields.is_none();
        if !self.signing.as_ref().is_some_and(expected) {
            return Vec::new();
        }
        let mut outputs = Vec::new();
        let mut tokens = Vec::new();
        for notice in notices {
            if knows(&notice, local) {
                continue;
            }
            let output = self.write_yield(notice, Vec::new());
            if let Output::Append { token, .. } = &output {
                tokens.push(*token);
            }
            outputs.push(output);
        }
        if let Some(signing) = &mut self.signing {
            signing.yields = Some(tokens);
        }
        outputs.extend(self.stand());
        outputs
    }

    pub(super) fn yield_stored(&mut self, token: Token) -> Vec<Output> {
        if let Some(tokens) = self.signing.as_mut().and_then(|one| one.yields.as_mut()) {
            let before = tokens.len();
            tokens.retain(|one| *one != token);
            if before != tokens.len() {
                return self.stand().into_iter().collect();
            }
        }
        Vec::new()
    }

    /// The authority is asked for the list again.
    pub(super) fn yield_not_stored(&mut self, token: Token) {
        if let Some(signing) = &mut self.signing
            && signing
                .yields
                .as_ref()
                .is_some_and(|tokens| tokens.contains(&token))
        {
            signing.yields = None;
        }
    }

    fn stand(&mut self) -> Option<Output> {
        let done = |signing: &mut Signing| signing.yields.as_ref().is_some_and(Vec::is_empty);
        let signing = self.signing.take_if(done)?;
        let fact = Fact::Allotment(Allotment {
            turn: signing.turn,
            standing: true,
        });
        Some(self.append(None, vec![fact], None, Vec::new()))
    }

    /// Other booths want electors of this one. Each is left to them, unless this booth has or is accepting the
    /// elector; that it was left is on the disk before it is said.
    pub(super) fn noticed(&mut self, notices: Vec<Notice>, local: &impl Local) -> Vec<Output> {
        let mut outputs = Vec::new();
        for notice in notices {
            let consent = |yields| {
                Output::Send(ToAuthority::Consent {
                    booth: self.setting.booth.clone(),
                    claim: notice.claim,
                    yields,
                })
            };
            if self.has(notice.elector, &notice.ballots, local) {
                outputs.push(consent(false));
            } else if knows(&notice, local) {
                outputs.push(consent(true));
            } else if !self.is_writing(&notice) {
                let then = vec![consent(true)];
                outputs.push(self.write_yield(notice, then));
            }
        }
        outputs
    }

    /// To which booths the elector is being left at this moment.
    pub(super) fn yielding(&self, elector: ElectorId) -> impl Iterator<Item = BoothId> {
        self.unstored
            .values()
            .filter(move |one| one.elector == Some(elector))
            .flat_map(|one| &one.facts)
            .filter_map(|fact| match fact {
                Fact::Yielded(yielded) => Some(yielded.booth.clone()),
                _ => None,
            })
    }

    fn write_yield(&mut self, notice: Notice, then: Vec<Output>) -> Output {
        let elector = notice.elector;
        let fact = Fact::Yielded(Yielded {
            claim: notice.claim,
            ballots: notice.ballots,
            booth: notice.booth,
        });
        self.append(Some(elector), vec![fact], None, then)
    }

    fn has(&self, elector: ElectorId, ballots: &[BallotId], local: &impl Local) -> bool {
        let in_hand = self.stage.elector() == Some(elector)
            && matches!(
                self.stage,
                Stage::Asking(_) | Stage::Voice(_) | Stage::Accepted(_)
            );
        let claims = |fact: &Fact| matches!(fact, Fact::Asked(_) | Fact::Accepted(_));
        let being_stored = self
            .unstored
            .values()
            .any(|one| one.elector == Some(elector) && one.facts.iter().any(claims));
        let mine = local.gate(&elector).mine;
        in_hand || being_stored || ballots.iter().any(|ballot| mine.contains(ballot))
    }

    fn is_writing(&self, notice: &Notice) -> bool {
        let same = |fact: &Fact| matches!(fact, Fact::Yielded(one) if one.claim == notice.claim);
        let mut facts = self.unstored.values().flat_map(|one| &one.facts);
        facts.any(same)
    }
}

/// Whether the claim is on this desk's disk already.
fn knows(notice: &Notice, local: &impl Local) -> bool {
    let gate = local.gate(&notice.elector);
    notice.ballots.iter().all(|ballot| {
        gate.others
            .get(ballot)
            .is_some_and(|others| others.iter().any(|other| other.claim == notice.claim))
    })
}
