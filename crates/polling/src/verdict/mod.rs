//! The page of one elector today, in words: what to hand out, what not, and why.
//!
//! It says what to do at this desk today, never the register's jargon (仙台市 2016: 「4か月抹消」 was read as "may not
//! vote", though it meant next week).

mod clauses;
mod headline;
mod next;
mod notes;
mod when;

use advice::Bilingual;
use jiff::civil::Date;

use crate::election::{Ballot, Election};
use crate::elector::Elector;
use crate::eligibility::{Case, Decision, Visit};
use crate::plain::BallotId;
use crate::status::ElectorState;

use clauses::clause;
use next::next;
use when::{day_en, day_ja};

/// The page of one elector. No `Debug`: its notes say where the elector moved to.
#[derive(Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How the page looks.
    pub tone: Tone,
    /// One or two sentences in the largest type.
    pub headline: Bilingual,
    /// One line for each kind of ballot, in the order in which they are handed out.
    pub lines: Vec<Line>,
    /// What else the desk should know, such as where the elector moved to.
    pub notes: Vec<Bilingual>,
}

/// One kind of ballot on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub ballot: BallotId,
    /// Its name on the paper.
    pub name: String,
    /// What was decided.
    pub decision: Decision,
    /// The same in words, without the ballot's name.
    pub what: Bilingual,
    /// What to do; nothing where the ballot is just issued.
    pub next: Option<Bilingual>,
}

/// How the page looks; the best that any ballot allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    /// Nothing may be issued: a stop that no click passes.
    Stop,
    /// Nothing for the ballot box, but an absentee vote here.
    Absentee,
    /// Something must be confirmed first.
    Confirm,
    /// There is something to issue.
    Go,
}

impl Verdict {
    /// Decides every ballot of the election.
    pub fn of(elector: &Elector, state: &ElectorState, election: &Election, visit: &Visit) -> Self {
        let case = |ballot| Case {
            elector,
            state,
            ballot,
            election,
            visit,
        };
        let lines: Vec<Line> = election
            .ballots
            .iter()
            .map(|ballot| Line::of(&case(ballot)))
            .collect();
        let leaves = election
            .ballots
            .first()
            .and_then(|ballot| leaves_roll(&case(ballot)));
        Self {
            tone: lines.iter().map(Line::tone).max().unwrap_or(Tone::Stop),
            headline: headline::of(&lines, leaves),
            notes: notes(elector, leaves),
            lines,
        }
    }

    /// The page of somebody who is not found on the roll: nothing is issued, and no vote is improvised (中城村 2022: a
    /// provisional vote, which the law does not have for somebody who is not on the roll).
    pub fn not_found() -> Self {
        Self {
            tone: Tone::Stop,
            headline: Bilingual::new(
                "名簿に見つかりません。投票用紙は交付しません",
                "Not found on the roll. Issue no ballot",
            ),
            lines: Vec::new(),
            notes: vec![
                Bilingual::new(
                    "旧姓、別の読み、生年月日でもう一度探してください。",
                    "Search again by former name, another reading or birth date.",
                ),
                Bilingual::new(
                    "それでも見つからなければ、投票管理者が選挙管理委員会へ電話してください。名簿の誤りなら、選挙管理委員会が名簿を直します。仮投票にはしません。",
                    "If that fails, the officer telephones the board, which corrects the roll if it is wrong. No provisional vote.",
                ),
            ],
        }
    }

    /// The ballots that may be claimed now, given what was confirmed; in the order in which they are handed out.
    pub fn claimable(&self, confirmed: &[crate::eligibility::Confirmation]) -> Vec<BallotId> {
        let lets = |line: &&Line| line.decision.lets_claim(confirmed);
        let lines = self.lines.iter().filter(lets);
        lines.map(|line| line.ballot.clone()).collect()
    }
}

impl Line {
    fn of(case: &Case<'_>) -> Self {
        let decision = case.decide();
        let Ballot { id, name, .. } = case.ballot;
        Self {
            ballot: id.clone(),
            name: name.clone(),
            what: clause(&decision, case.election),
            next: next(&decision, case),
            decision,
        }
    }

    fn tone(&self) -> Tone {
        match self.decision {
            Decision::Issue => Tone::Go,
            Decision::Confirm(_) => Tone::Confirm,
            Decision::Absentee { .. } => Tone::Absentee,
            Decision::Refuse(_) | Decision::Already { .. } => Tone::Stop,
        }
    }
}

/// The day of being struck off, if it comes within the period and is not today.
fn leaves_roll(case: &Case<'_>) -> Option<Date> {
    let off = case.struck_off_on()?;
    (off > case.visit.day && off <= case.election.day).then_some(off)
}

fn notes(elector: &Elector, leaves: Option<Date>) -> Vec<Bilingual> {
    let mut notes = notes::of_marks(elector);
    if let Some(last) = leaves.and_then(|off| off.yesterday().ok()) {
        notes.push(Bilingual::new(
            format!(
                "名簿に残るのは{}までです。それまでは投票できます。",
                day_ja(last)
            ),
            format!(
                "On the roll until {}, and may vote until then.",
                day_en(last)
            ),
        ));
    }
    notes
}
