//! What the marks on the roll (表示) say about one ballot: each by itself, and of all of them the strictest first.

use std::cmp::Reverse;

use jiff::civil::Date;

use crate::elector::RollMark;

use super::{Case, Confirmation, MoveEffect, Reason, Rules, last_day_after_move};

impl Case<'_> {
    /// Every reason of the roll against this ballot on the day, the strictest first: those of the marks, then whether the
    /// elector is on the roll at all. The first one is decided by; a desk has to know the others too, since the first
    /// may end before they do.
    pub fn barred_by_roll(&self) -> Vec<Reason> {
        let Some(rules) = Rules::of(self.election.rules) else {
            return vec![Reason::RulesUnknown(self.election.rules)];
        };
        let mut reasons = self.by_marks(rules, &mut Vec::new());
        reasons.extend(self.on_roll(rules));
        reasons
    }

    /// The reasons of all marks, the strictest first; what has to be confirmed for any of them goes to `confirm`.
    pub(super) fn by_marks(&self, rules: &Rules, confirm: &mut Vec<Confirmation>) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for mark in &self.elector.marks {
            match self.by_mark(mark, rules) {
                ByMark::Nothing => {}
                ByMark::Confirm(needed) if confirm.contains(&needed) => {}
                ByMark::Confirm(needed) => confirm.push(needed),
                ByMark::Refuse(reason) => reasons.push(reason),
            }
        }
        reasons.sort_by_key(strictness);
        reasons.dedup();
        reasons
    }

    fn by_mark(&self, mark: &RollMark, rules: &Rules) -> ByMark {
        match rules.effect(mark.kind, self.ballot.level) {
            MoveEffect::OffTheRoll => ByMark::Refuse(Reason::OffTheRoll(mark.kind)),
            MoveEffect::OtherProcedure => ByMark::Refuse(Reason::AbroadProcedure),
            MoveEffect::NotFromAbroad => ByMark::Refuse(Reason::AbroadNoVote),
            MoveEffect::NotInCity => ByMark::Refuse(Reason::MovedFromCity),
            MoveEffect::NotInPrefecture => ByMark::Refuse(Reason::MovedFromPrefecture),
            MoveEffect::WhileSuspended if self.is_suspended(mark) => {
                ByMark::Refuse(Reason::Suspended(mark.until))
            }
            MoveEffect::WithConfirmation => ByMark::Confirm(Confirmation::LivesInPrefecture),
            MoveEffect::UnlessOnNewRoll if self.may_be_on_new_roll(mark, rules) => {
                ByMark::Confirm(Confirmation::NotOnNewRoll)
            }
            MoveEffect::WhileSuspended | MoveEffect::UnlessOnNewRoll => ByMark::Nothing,
        }
    }

    fn is_suspended(&self, mark: &RollMark) -> bool {
        mark.until.is_none_or(|last| self.visit.day <= last)
    }

    fn may_be_on_new_roll(&self, mark: &RollMark, rules: &Rules) -> bool {
        let moved = mark.since;
        let last = moved.and_then(|day| last_day_after_move(day, rules.new_roll_after_months));
        last.is_none_or(|last| last < self.visit.day)
    }
}

/// What one mark says.
enum ByMark {
    Nothing,
    Confirm(Confirmation),
    Refuse(Reason),
}

/// The smaller, the stricter: what never ends before what ends, of two suspensions the one that lasts longer, and a move
/// last, which leaves other ballots. Reasons of one rank are told apart by the order of the marks.
fn strictness(reason: &Reason) -> (u8, Reverse<Date>) {
    match reason {
        Reason::OffTheRoll(_) => (0, Reverse(Date::MAX)),
        Reason::Suspended(until) => (1, Reverse(until.unwrap_or(Date::MAX))),
        Reason::AbroadNoVote | Reason::AbroadProcedure => (2, Reverse(Date::MAX)),
        Reason::MovedFromPrefecture => (3, Reverse(Date::MAX)),
        _ => (4, Reverse(Date::MAX)),
    }
}
