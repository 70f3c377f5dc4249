//! Two acceptances, settled by a named officer.

use polling::fact::{Authority, Fact, LeftDesk, Told, Word};
use polling::incident::{Incident, NotSettled};
use polling::plain::{ClaimId, ElectorId};
use polling::role::Role;
use polling::status::ElectorState;

use super::{NINE, accepted, election, written};

#[test]
fn two_acceptances_stay_both_and_a_named_officer_settles_them() {
    let mut state = ElectorState::default();
    for (mark, fact) in [
        (1, accepted(1, "city-hall", Authority::Unchecked)),
        (2, accepted(2, "east-branch", Authority::Unchecked)),
        (
            3,
            Fact::LeftDesk(LeftDesk {
                claim: ClaimId([1; 16]),
            }),
        ),
        (
            4,
            Fact::Told(Told {
                claim: ClaimId([2; 16]),
                word: Word::Contested(Vec::new()),
            }),
        ),
    ] {
        state.apply(&fact, &written(NINE, mark));
    }
    let elector = ElectorId([1; 16]);
    let incidents = Incident::of(elector, &state);
    assert_eq!(incidents.len(), 2);
    let one = &incidents[0];
    assert_eq!(one.acceptances.len(), 2);
    assert!(one.is_open());
    let told = one.told(&election());
    assert!(told.ja.contains("市役所（9時台）") && told.ja.contains("東支所（9時台）"));
    let settle = |role, office, finding| one.settle(role, office, finding);
    assert_eq!(settle(Role::Clerk, "係", "…"), Err(NotSettled::NotAllowed));
    assert_eq!(
        settle(Role::Officer, " ", "…"),
        Err(NotSettled::OfficeMissing)
    );
    assert_eq!(
        settle(Role::Officer, "投票管理者", ""),
        Err(NotSettled::FindingMissing)
    );
    for incident in &incidents {
        let fact = incident
            .settle(Role::Officer, "投票管理者", "同姓同名")
            .unwrap();
        state.apply(&Fact::Settled(fact), &written(NINE, 5));
    }
    let after = Incident::of(elector, &state);
    assert_eq!(after.len(), 2);
    assert!(
        after
            .iter()
            .all(|one| !one.is_open() && one.acceptances.len() == 2)
    );
    let again = after[0].settle(Role::Administrator, "選挙管理委員会", "同姓同名");
    assert_eq!(again, Err(NotSettled::Already));
    // A third acceptance opens it again.
    state.apply(&accepted(3, "bus", Authority::Unchecked), &written(NINE, 6));
    assert!(Incident::of(elector, &state).iter().all(Incident::is_open));
}
