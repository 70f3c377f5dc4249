//! Acts with the elector at the desk, from the search to the ballot box.

use std::collections::BTreeSet;
use std::time::Duration;

use polling::booth::Stage;
use polling::eligibility::{Confirmation, Decision};
use polling::plain::BallotId;
use polling_desk::{DeskError, PaperEntry, Working};
use vault::Badge;
use zeroize::Zeroizing;

use super::acts::Done;
use super::after::After;
use super::slip::PollingPaper;
use super::{Polling, names, words};
use crate::view::polling::{PollingAct, SlipStateView};

/// An authority on this PC or in the same building has answered by then; one that has not is asked on by each tick.
pub(super) const ANSWERS_AT_ONCE: Duration = Duration::from_millis(300);

impl Polling {
    pub(super) fn at_desk(&mut self, act: PollingAct, after: &mut Vec<After>) -> Done {
        match act {
            PollingAct::Scan { text } => self.scan(&text),
            PollingAct::Find { text } => self.find(text),
            PollingAct::ChooseCandidate { elector } => {
                let elector = names::elector(&elector)?;
                self.with(|desk| desk.choose(elector))
            }
            PollingAct::NoneOfThem | PollingAct::Cancel => {
                let done = self.with(Working::close);
                self.free();
                done
            }
            PollingAct::Confirm { id, badge } => self.confirm(&id, badge.as_deref()),
            PollingAct::SetReason { number } => self.with(|desk| desk.reason(number)),
            PollingAct::SetSlipMode { mode } => {
                self.slip_mode = Some(names::mode_of(mode));
                self.slip = SlipStateView::Open;
                Ok(None)
            }
            PollingAct::PrintSlip => self.print_slip(after),
            PollingAct::SlipReceived => {
                let mode = self.mode()?;
                self.with(|desk| desk.slip_in_hand(mode))?;
                self.slip = SlipStateView::Received;
                Ok(None)
            }
            PollingAct::SetProxy { on } => self.with(|desk| desk.proxy(on)),
            PollingAct::SetBraille { on } => self.with(|desk| desk.braille(on)),
            PollingAct::SetWanted { ballot, wanted } => self.want(&ballot, wanted),
            PollingAct::Accept { badge } => self.accept(badge.as_deref()),
            PollingAct::AskAgain => self.with(|desk| {
                if desk.call().is_some() {
                    desk.call_again()?;
                }
                desk.wait(ANSWERS_AT_ONCE).map(drop)
            }),
            PollingAct::VoiceCode { code } => self.voice_code(&code),
            act @ (PollingAct::CallOpen
            | PollingAct::CallNumber { .. }
            | PollingAct::CallAnswer { .. }
            | PollingAct::CallAnew) => self.answer(act),
            PollingAct::Issued { ballot } => {
                let ballot = names::ballot(&ballot)?;
                self.with(|desk| desk.issue(&ballot))
            }
            PollingAct::Declined { ballot } => {
                let ballot = names::ballot(&ballot)?;
                self.with(|desk| desk.decline(&ballot))
            }
            PollingAct::Exchange { ballot } => {
                let ballot = names::ballot(&ballot)?;
                self.saved(|desk| desk.exchange(&ballot))
            }
            PollingAct::WasIssued { ballot, badge } => {
                let ballot = names::ballot(&ballot)?;
                let badge = badge.as_deref().map(badge_of).transpose()?;
                self.saved(|desk| desk.was_issued(&ballot, badge.as_ref()))
            }
            PollingAct::Resume { elector } => {
                let elector = names::elector(&elector)?;
                self.with(|desk| desk.resume(elector))
            }
            PollingAct::LeftDesk => {
                self.with(Working::left_desk)?;
                self.free();
                Ok(Some(words::ended()))
            }
            PollingAct::Hold { note } => self.saved(|desk| {
                desk.hold(&note)?;
                desk.wait(ANSWERS_AT_ONCE).map(drop)
            }),
            PollingAct::Undo {
                claim,
                ballots,
                because,
                note,
                badge,
            } => {
                let (claim, ballots) = (names::claim(&claim)?, names::ballots(&ballots)?);
                let badge = badge_of(&badge)?;
                self.saved(|desk| {
                    at_desk(desk, claim)?;
                    let because = names::because(because);
                    desk.withdraw(ballots.into_iter().collect(), because, &note, &badge)?;
                    desk.wait(ANSWERS_AT_ONCE).map(drop)
                })
            }
            PollingAct::PaperEntry { occurred } => {
                let at = occurred.as_deref().map(names::moment).transpose()?;
                if self.working().is_some_and(Working::has_elector) {
                    return Err(DeskError::NotNow);
                }
                self.paper_entry = at;
                Ok(None)
            }
            _ => Err(DeskError::NotNow),
        }
    }

    /// The desk is free for the next elector.
    fn free(&mut self) {
        self.forget_elector();
        self.card.finish();
    }

    fn scan(&mut self, text: &str) -> Done {
        if let Ok(badge) = Badge::parse(text) {
            self.desk.working_mut()?.badge(&badge)?;
            self.free();
            return Ok(self.entered());
        }
        self.desk.working_mut()?.ticket(text.trim())?;
        // Only now: a scan that is refused leaves the elector at the desk as it was.
        self.free();
        self.typed = Zeroizing::new(text.trim().to_owned());
        Ok(None)
    }

    /// A number may be that of a ticket or of the roll; everything else is a name, a date, an address.
    fn find(&mut self, text: String) -> Done {
        let text = Zeroizing::new(text);
        let code = text.trim();
        let is_code = code.chars().all(|letter| letter.is_ascii_alphanumeric())
            && code.chars().filter(char::is_ascii_digit).count() >= 4;
        let desk = self.desk.working_mut()?;
        if !is_code || (desk.ticket(code)? == 0 && desk.number(code)? == 0) {
            desk.search(&text)?;
        }
        self.free();
        self.typed = text;
        Ok(None)
    }

    fn mode(&self) -> Result<polling::election::SlipMode, DeskError> {
        let desk = self.working().ok_or(DeskError::NotNow)?;
        Ok(self.slip_mode.unwrap_or(desk.election().slip))
    }

    fn print_slip(&mut self, after: &mut Vec<After>) -> Done {
        let mode = self.mode()?;
        let present = self
            .four
            .as_ref()
            .map(|four| Zeroizing::new(four.address.clone()));
        let desk = self.desk.working_mut()?;
        desk.print_slip(mode)?;
        let slips = desk.slips_to_print();
        for slip in &slips {
            after.push(After::Print(Box::new(PollingPaper::slip(
                desk,
                slip,
                present.as_deref().map(String::as_str),
            ))));
        }
        if !slips.is_empty() {
            self.slip = SlipStateView::Printing;
        }
        Ok(None)
    }

    fn confirm(&mut self, id: &str, badge: Option<&str>) -> Done {
        let badge = badge.map(badge_of).transpose()?;
        let desk = self.desk.working_mut()?;
        let what = confirmations(desk)?
            .into_iter()
            .find(|one| confirmation_id(one) == id)
            .ok_or(DeskError::NotNow)?;
        desk.confirm(what, badge.as_ref()).map(|()| None)
    }

    fn want(&mut self, ballot: &str, wanted: bool) -> Done {
        let ballot = names::ballot(ballot)?;
        let desk = self.desk.working_mut()?;
        let Stage::Page(page) = desk.stage() else {
            return Err(DeskError::NotNow);
        };
        let mut want: BTreeSet<BallotId> = page.want.clone();
        if wanted {
            want.insert(ballot);
        } else {
            want.remove(&ballot);
        }
        desk.want(want).map(|()| None)
    }

    fn accept(&mut self, badge: Option<&str>) -> Done {
        let badge = badge.map(badge_of).transpose()?;
        if let Some(occurred) = self.paper_entry {
            return self.enter_paper(occurred);
        }
        let desk = self.desk.working_mut()?;
        desk.accept(badge.as_ref())?;
        desk.wait(ANSWERS_AT_ONCE)?;
        Ok(None)
    }

    /// What the page says was handed out on paper at that time.
    fn enter_paper(&mut self, occurred: polling::plain::Moment) -> Done {
        let mode = self.mode()?;
        let desk = self.desk.working_mut()?;
        let Stage::Page(page) = desk.stage() else {
            return Err(DeskError::NotNow);
        };
        let entry = PaperEntry {
            elector: page.elector,
            ballots: page.want.iter().cloned().collect(),
            means: page.means,
            reason: page.reason,
            slip: Some(mode),
            proxy: page.proxy,
            braille: page.braille,
            occurred,
        };
        desk.close()?;
        desk.enter_paper(entry)?;
        desk.wait(ANSWERS_AT_ONCE)?;
        self.free();
        Ok(Some(words::entered()))
    }

    fn voice_code(&mut self, code: &str) -> Done {
        use advice::Advise;
        let typed = self.desk.working_mut()?.voice_code(code);
        self.voice_wrong = typed.as_ref().err().map(Advise::advice);
        // The step itself says why; the desk stays where it is.
        Ok(None)
    }
}

pub(super) fn badge_of(text: &str) -> Result<Badge, DeskError> {
    Ok(Badge::parse(text)?)
}

/// Opens the page of an acceptance whose ballots are at the desk, unless it is open.
fn at_desk(desk: &Working, claim: polling::plain::ClaimId) -> Result<(), DeskError> {
    match desk.stage() {
        Stage::Accepted(handing) if handing.claim == claim => Ok(()),
        _ => Err(DeskError::NotNow),
    }
}

/// What has to be confirmed for the elector at the desk, each once.
pub(super) fn confirmations(desk: &Working) -> Result<BTreeSet<Confirmation>, DeskError> {
    let ballots = desk.ballots_today()?.into_iter();
    Ok(ballots
        .flat_map(|ballot| match ballot.decision {
            Decision::Confirm(what) | Decision::Absentee { confirm: what, .. } => what,
            _ => Vec::new(),
        })
        .collect())
}

pub(super) fn confirmation_id(what: &Confirmation) -> &'static str {
    match what {
        Confirmation::LivesInPrefecture => "lives-in-prefecture",
        Confirmation::NotOnNewRoll => "not-on-new-roll",
        Confirmation::Age => "age",
        Confirmation::DeclinedBefore => "declined-before",
        Confirmation::AskedAt(_) => "asked-at",
    }
}
