//! Who may do what.

use serde::{Deserialize, Serialize};

use crate::plain::Actor;
use crate::refusal::Refusal;

/// What a badge allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 事務従事者: finds, accepts, hands out.
    Clerk,
    /// 投票管理者 and deputies: what a clerk does, and what needs a second pair of eyes.
    Officer,
    /// 選挙管理委員会 and its IT: the election, the roll, the rules, the end. Accepts nobody.
    Administrator,
}

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Search the roll and open an elector's page.
    Look,
    /// 受付: claim ballots and hand them out.
    Accept,
    /// 留保: say "wait, we are asking".
    Hold,
    /// Enter ballots, slips and papers that were counted.
    Tally,
    /// A page of numbers.
    LookAtNumbers,
    /// Confirm what a clerk alone must not ([`crate::eligibility::Confirmation::needs_officer`]).
    ConfirmAsOfficer,
    /// Release a hold.
    Release,
    /// 不在者投票: a step of it, also at this desk.
    Absentee,
    /// Be the officer of the two who withdraw an acceptance.
    Withdraw,
    /// Settle acceptances that contradict each other.
    Settle,
    /// Enter acceptances that were made on paper.
    EnterPaper,
    /// Take a voice claim over the telephone (outage rule 3).
    VoiceClaim,
    /// 開所・閉所.
    OpenOrClose,
    /// 職務代理者・立会人の交替.
    ChangeOfficers,
    /// The list of looks that led to no acceptance.
    SeeLooks,
    /// Print or write the marked roll and the lists of the day.
    Export,
    /// Give records to another booth and take theirs.
    Exchange,
    /// Fix and sign who voted early, after the period.
    Freeze,
    /// Load the election's file.
    LoadElection,
    /// Load the roll, or take a supplement.
    LoadRoll,
    /// Choose which booth this PC is of.
    ChooseBooth,
    /// Give out and revoke badges.
    Badges,
    /// Destroy the roll and the records of this PC at the end.
    Destroy,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 23] = [
        Self::Look,
        Self::Accept,
        Self::Hold,
        Self::Tally,
        Self::LookAtNumbers,
        Self::ConfirmAsOfficer,
        Self::Release,
        Self::Absentee,
        Self::Withdraw,
        Self::Settle,
        Self::EnterPaper,
        Self::VoiceClaim,
        Self::OpenOrClose,
        Self::ChangeOfficers,
        Self::SeeLooks,
        Self::Export,
        Self::Exchange,
        Self::Freeze,
        Self::LoadElection,
        Self::LoadRoll,
        Self::ChooseBooth,
        Self::Badges,
        Self::Destroy,
    ];
}

/// The table. Who makes the rules hands out no ballots, and who hands out ballots makes no rules.
pub fn may(role: Role, action: Action) -> bool {
    match action {
        Action::LookAtNumbers => true,
        Action::Look | Action::Accept | Action::Hold | Action::Tally => {
            matches!(role, Role::Clerk | Role::Officer)
        }
        Action::ConfirmAsOfficer
        | Action::Release
        | Action::Absentee
        | Action::Withdraw
        | Action::EnterPaper
        | Action::VoiceClaim
        | Action::OpenOrClose
        | Action::ChangeOfficers => role == Role::Officer,
        Action::Settle | Action::SeeLooks | Action::Export | Action::Exchange | Action::Freeze => {
            matches!(role, Role::Officer | Role::Administrator)
        }
        Action::LoadElection
        | Action::LoadRoll
        | Action::ChooseBooth
        | Action::Badges
        | Action::Destroy => role == Role::Administrator,
    }
}

/// As [`may`], for those who answer with a refusal.
pub fn check(role: Role, action: Action) -> Result<(), Refusal> {
    if may(role, action) {
        Ok(())
    } else {
        Err(Refusal::NotAllowed)
    }
}

/// Whether these two may withdraw an acceptance together: two people, and one of them an officer.
pub fn check_two(first: (Actor, Role), second: (Actor, Role)) -> Result<(), Refusal> {
    if first.0 == second.0 {
        return Err(Refusal::SamePerson);
    }
    if [first.1, second.1].contains(&Role::Administrator) {
        return Err(Refusal::NotAllowed);
    }
    if may(first.1, Action::Withdraw) || may(second.1, Action::Withdraw) {
        Ok(())
    } else {
        Err(Refusal::NoOfficer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(role: Role) -> Vec<Action> {
        let all = Action::ALL.into_iter();
        all.filter(|action| may(role, *action)).collect()
    }

    #[test]
    fn a_clerk_accepts_and_holds_but_neither_releases_nor_withdraws_nor_settles() {
        assert_eq!(
            allowed(Role::Clerk),
            [
                Action::Look,
                Action::Accept,
                Action::Hold,
                Action::Tally,
                Action::LookAtNumbers
            ]
        );
    }

    #[test]
    fn an_officer_may_what_a_clerk_may() {
        let officer = allowed(Role::Officer);
        let clerk = allowed(Role::Clerk);
        assert!(clerk.iter().all(|action| officer.contains(action)));
        assert!(officer.contains(&Action::SeeLooks) && officer.contains(&Action::Release));
        assert!(!officer.contains(&Action::LoadRoll) && !officer.contains(&Action::LoadElection));
    }

    #[test]
    fn who_loads_the_roll_and_the_rules_sees_no_elector_and_accepts_nobody() {
        let administrator = allowed(Role::Administrator);
        assert!(administrator.contains(&Action::LoadRoll));
        for action in [
            Action::Look,
            Action::Accept,
            Action::Withdraw,
            Action::Release,
        ] {
            assert!(!administrator.contains(&action), "{action:?}");
        }
    }

    #[test]
    fn everything_may_be_done_by_somebody() {
        for action in Action::ALL {
            let roles = [Role::Clerk, Role::Officer, Role::Administrator];
            assert!(
                roles.into_iter().any(|role| may(role, action)),
                "{action:?}"
            );
        }
    }

    #[test]
    fn an_acceptance_is_withdrawn_by_two_people_of_whom_one_is_an_officer() {
        let (one, other) = (Actor([1; 8]), Actor([2; 8]));
        let two = |first, second| check_two((one, first), (other, second));
        assert_eq!(two(Role::Clerk, Role::Officer), Ok(()));
        assert_eq!(two(Role::Officer, Role::Clerk), Ok(()));
        assert_eq!(two(Role::Clerk, Role::Clerk), Err(Refusal::NoOfficer));
        assert_eq!(
            two(Role::Officer, Role::Administrator),
            Err(Refusal::NotAllowed)
        );
        let alone = check_two((one, Role::Officer), (one, Role::Officer));
        assert_eq!(alone, Err(Refusal::SamePerson));
    }
}
