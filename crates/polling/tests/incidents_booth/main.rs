//! Incidents of `election.md` 3.5 and 0.9 that the desk's flow must not let happen again, named after city and year.

#![allow(clippy::unwrap_used, reason = "a test")]

mod absentee;
mod desks;
mod handing;

use std::collections::BTreeSet;

use desks::{CLERK, OFFICER, ballot, desks, elector, who};
use jiff::civil::date;
use polling::booth::{Act, DeskRefusal, Input, Stage, Stop};
use polling::claim::Lot;
use polling::election::OutageRule;
use polling::elector::{MarkKind, RollMark};
use polling::eligibility::Confirmation;
use polling::fact::{Authority, Fact, HourTally, Means};
use polling::plain::ClaimId;
use polling::reconcile::Reconciliation;

#[test]
fn nobeoka_2024_a_kind_that_was_handed_over_is_not_handed_over_again() {
    let [mut hall, ..] = desks(OutageRule::Stop);
    assert!(hall.receive(1));
    let proportional = || ballot("house-proportional");
    hall.act(Act::Issue(proportional())).unwrap();
    assert_eq!(
        hall.act(Act::Issue(proportional())),
        Err(DeskRefusal::AlreadyIssued)
    );
    // Nothing is forgotten either.
    assert_eq!(
        hall.act(Act::LeaveWithBallots),
        Err(DeskRefusal::NotDecided)
    );
    hall.act(Act::Issue(ballot("house-single"))).unwrap();
    hall.act(Act::LeaveWithBallots).unwrap();
    // Even if it happens, the count of the hour tells it.
    let booth = hall.copy.booth.clone();
    let day = date(1970, 1, 1);
    let mut hours = Reconciliation::new(booth.clone(), day);
    for (elector, fact) in &hall.facts {
        if let Some(elector) = elector {
            let written = polling::fact::Written {
                mark: polling::plain::Mark([0; 8]),
                device: polling::plain::DeviceId([0; 16]),
                seq: 0,
                stream: [0; 16],
                actor: polling::plain::Actor([0; 8]),
                entered: polling::plain::Moment(0),
                occurred: None,
                basis: Vec::new(),
            };
            hours.add(*elector, &written, fact);
        }
    }
    hours.dispenser(&HourTally {
        booth,
        ballot: proportional(),
        day,
        hour: 9,
        issued: 2,
    });
    let difference = hours.rows()[0].difference();
    assert_eq!((difference, hours.electors(9..=9).len()), (1, 1));
}

#[test]
fn tainai_2021_a_family_of_four_is_accepted_one_by_one() {
    let [mut hall, ..] = desks(OutageRule::Stop);
    assert!(hall.receive(1));
    for member in 2..=4 {
        assert_eq!(hall.open_page(who(member)), Err(DeskRefusal::OneAtATime));
    }
    hall.hand_out();
    for member in 2..=4 {
        assert!(hall.receive(member));
        hall.hand_out();
    }
    // Nobody can be brought up who was not found.
    assert_eq!(hall.act(Act::Choose(who(5))), Err(DeskRefusal::NotFound));
}

#[test]
fn shiki_2019_while_staff_ask_about_an_elector_no_colleague_hands_out_ballots() {
    let [mut hall, mut east, _] = desks(OutageRule::Stop);
    hall.open_page(who(1)).unwrap();
    let hold = ClaimId([9; 16]);
    let note = "名簿を確認中".to_owned();
    hall.act(Act::Hold { hold, note }).unwrap();
    hall.wait(1_000);
    // The colleague's copy does not know of it yet: the authority does.
    assert!(!east.receive(1));
    assert!(matches!(
        east.flow.stage(),
        Stage::Stopped(stopped) if matches!(stopped.why, Stop::Held(_))
    ));
    east.act(Act::Close).unwrap();
    east.hear_from(&hall);
    assert!(!east.receive(1));
    assert_eq!(east.accept(), Err(DeskRefusal::NothingWanted));
    // A clerk does not release; the officer does, and says what was found.
    let elector = who(1);
    let release = |by, note: &str| Act::Release {
        elector,
        hold,
        note: note.to_owned(),
        by,
    };
    assert_eq!(
        hall.act(release(CLERK, "確認済")),
        Err(DeskRefusal::NeedsOfficer)
    );
    assert_eq!(
        hall.act(release(OFFICER, " ")),
        Err(DeskRefusal::NoteMissing)
    );
    hall.act(release(OFFICER, "抹消されていない")).unwrap();
    hall.wait(1_000);
    assert!(hall.receive(1));
}

#[test]
fn gobo_an_error_elsewhere_never_hides_the_gate() {
    let [mut hall, mut east, _] = desks(OutageRule::GoOn);
    assert!(hall.receive(1));
    hall.hand_out();
    east.hear_from(&hall);
    // Whatever else is wrong at that moment: the link, the disk, both. The one who voted gets nothing.
    for (link, disk) in [(true, true), (false, true), (true, false), (false, false)] {
        (east.link, east.disk) = (link, disk);
        east.wait(10_000);
        assert!(!east.receive(1), "link {link}, disk {disk}");
        assert_eq!(east.accept(), Err(DeskRefusal::NothingWanted));
        let want = [ballot("house-single")].into();
        assert_eq!(east.act(Act::Want(want)), Err(DeskRefusal::Shut));
        assert_eq!(
            east.act(Act::Issue(ballot("house-single"))),
            Err(DeskRefusal::NotAccepted)
        );
        east.act(Act::Close).unwrap();
    }
    // And who may vote gets nothing while the disk does not take the acceptance.
    assert!(!east.receive(2));
    assert_eq!(
        east.act(Act::Issue(ballot("house-single"))),
        Err(DeskRefusal::NotAccepted)
    );
    east.disk = true;
    assert!(east.accept().is_ok() && east.is_accepted());
}

#[test]
fn kirishima_2025_the_server_is_shut_down_and_every_booth_goes_on_within_seconds() {
    for desk in &mut desks(OutageRule::GoOn) {
        desk.wait(1_000);
        desk.link = false;
        desk.open_page(who(1)).unwrap();
        desk.accept().unwrap();
        assert!(matches!(desk.flow.stage(), Stage::Asking(_)));
        desk.wait(3_000);
        assert!(desk.is_accepted(), "nobody decides, the rule does");
        desk.hand_out();
        // The next one does not wait at all.
        assert!(desk.receive(2));
        desk.hand_out();
        let shown = desk.flow.outage().shown(desk.now);
        assert_eq!((shown.rule, shown.accepted), (OutageRule::GoOn, 2));
        assert!(shown.cut_for.is_some() && shown.copy_age >= 3_000);
    }
}

#[test]
fn kirishima_2025_all_who_went_on_are_checked_afterwards_and_each_double_is_reported() {
    let [mut hall, mut east, _] = desks(OutageRule::GoOn);
    for desk in [&mut hall, &mut east] {
        desk.link = false;
        desk.open_page(who(1)).unwrap();
        desk.accept().unwrap();
        desk.wait(4_000);
        desk.hand_out();
    }
    assert!(hall.receive(2));
    hall.hand_out();
    assert_eq!(hall.flow.debts().unconfirmed(), 2);
    for desk in [&mut hall, &mut east] {
        desk.link = true;
        desk.wait(4_000);
        assert!(desk.flow.debts().is_empty());
        assert!(!desk.flow.outage().is_cut());
    }
    east.hear_from(&hall);
    let incidents = polling::incident::Incident::of(who(1), &east.copy.states[&who(1)]);
    assert_eq!(incidents.len(), 2);
    assert!(
        incidents
            .iter()
            .all(|one| one.reported && one.acceptances.len() == 2)
    );
    let fine = polling::incident::Incident::of(who(2), &east.copy.states[&who(2)]);
    assert!(fine.is_empty());
}

#[test]
fn munakata_2025_under_the_rule_to_stop_the_screen_says_so_and_goes_on_by_itself() {
    let [mut hall, ..] = desks(OutageRule::Stop);
    hall.link = false;
    hall.open_page(who(1)).unwrap();
    hall.accept().unwrap();
    hall.wait(3_100);
    assert!(matches!(
        hall.flow.stage(),
        Stage::Stopped(stopped) if stopped.why == Stop::UntilItIsBack
    ));
    hall.wait(85 * 60_000);
    let shown = hall.flow.outage().shown(hall.now);
    assert!(shown.cut_for.unwrap() > 84 * 60_000 && shown.accepted == 0);
    // Back: the claim that waits is answered, once.
    hall.link = true;
    hall.wait(2_000);
    assert!(hall.is_accepted());
    let accepted = |fact: &(_, Fact)| matches!(&fact.1, Fact::Accepted(_));
    assert_eq!(hall.facts.iter().filter(|fact| accepted(fact)).count(), 1);
}

#[test]
fn munakata_2025_who_leaves_meanwhile_can_vote_elsewhere_afterwards() {
    let [mut hall, mut east, _] = desks(OutageRule::Stop);
    // The question arrives, the answer does not.
    hall.open_page(who(1)).unwrap();
    hall.link = false;
    hall.accept().unwrap();
    if let Stage::Asking(asking) = hall.flow.stage() {
        use polling::claim::Authority as _;
        let _ = hall.book.borrow_mut().claim(&asking.request);
    }
    hall.wait(4_000);
    hall.act(Act::Close).unwrap();
    assert!(!east.receive(1), "the claim still stands at the authority");
    east.act(Act::Close).unwrap();
    hall.link = true;
    hall.wait(3_000);
    assert!(east.receive(1));
}

#[test]
fn sabae_2024_each_booth_goes_on_with_the_electors_of_its_districts_and_sends_others_on() {
    let [mut hall, mut east, mut bus] = desks(OutageRule::HomeBooth);
    for desk in [&mut hall, &mut east, &mut bus] {
        for (number, district) in [(1, "001"), (5, "005")] {
            let elector = elector(number, district);
            desk.copy.roll.insert(who(number), elector);
        }
        desk.act(Act::SignOn).unwrap();
        desk.wait(500);
        assert!(desk.flow.is_signed_on());
        desk.link = false;
        desk.wait(5_000);
        assert!(desk.flow.outage().is_cut());
    }
    assert!(hall.receive(1));
    assert!(
        !hall.copy.states[&who(1)]
            .claims()
            .next()
            .unwrap()
            .1
            .acceptances
            .is_empty()
    );
    hall.hand_out();
    let sends_to = |desk: &desks::Desk| match desk.flow.stage() {
        Stage::Stopped(stopped) => match &stopped.why {
            Stop::SendTo(booth) => booth.to_string(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    assert!(!hall.receive(5));
    assert_eq!(sends_to(&hall), "east-branch");
    assert!(!bus.receive(1));
    assert_eq!(sends_to(&bus), "city-hall");
    assert!(east.receive(5));
    // The one who was accepted at home is refused by the authority everywhere, once the booth is back.
    hall.act(Act::Close).unwrap();
    hall.link = true;
    hall.wait(3_000);
    bus.act(Act::Close).unwrap();
    bus.link = true;
    bus.wait(3_000);
    assert!(!bus.receive(1));
}

#[test]
fn sabae_2024_a_booth_that_is_cut_off_keeps_its_electors_from_being_accepted_elsewhere() {
    let [mut hall, mut east, _] = desks(OutageRule::HomeBooth);
    hall.act(Act::SignOn).unwrap();
    hall.wait(500);
    hall.link = false;
    hall.wait(5_000);
    // The branch is not cut off, and asks; the elector's home booth does not answer.
    assert!(!east.receive(1));
    east.wait(3_100);
    assert!(matches!(
        east.flow.stage(),
        Stage::Stopped(stopped) if matches!(&stopped.why, Stop::HomeAway(home) if home.as_str() == "city-hall")
    ));
    assert!(hall.receive(1));
    // Back and asked, it leaves another elector to the branch.
    hall.hand_out();
    hall.link = true;
    hall.wait(3_000);
    east.act(Act::Close).unwrap();
    assert!(!east.receive(2));
    hall.wait(1_000);
    east.wait(1_000);
    assert!(east.is_accepted());
    // Which the home booth knows, when it is cut off again.
    hall.link = false;
    hall.wait(5_000);
    assert!(!hall.receive(2));
}

#[test]
fn a_claim_that_was_dropped_and_never_given_back_contests_nobody() {
    let [mut hall, mut east, _] = desks(OutageRule::HomeBooth);
    hall.act(Act::SignOn).unwrap();
    hall.wait(500);
    assert!(!east.receive(1));
    hall.wait(1_000);
    // The home booth agreed, so the claim is granted; the branch never hears of it, and drops it.
    east.link = false;
    east.wait(5_000);
    assert!(matches!(east.flow.stage(), Stage::Stopped(_)));
    hall.hear_from(&east);
    hall.link = false;
    hall.wait(5_000);
    assert!(hall.receive(1), "the branch has left the elector to it");
    // The branch is still cut off, and may stay so for ever.
    hall.link = true;
    hall.wait(10_000);
    assert!(hall.flow.debts().is_empty());
    let incidents = polling::incident::Incident::of(who(1), &hall.copy.states[&who(1)]);
    assert!(incidents.is_empty());
    hall.hand_out();
    // What the branch gives back at last takes nothing from anybody.
    east.act(Act::Close).unwrap();
    east.link = true;
    east.wait(5_000);
    assert!(east.flow.debts().is_empty());
    assert!(!east.receive(1));
}

#[test]
fn goto_2026_a_claim_by_telephone_counts_once_and_a_wrong_code_opens_nothing() {
    let [mut hall, mut east, _] = desks(OutageRule::Voice);
    hall.link = false;
    hall.open_page(who(1)).unwrap();
    hall.accept().unwrap();
    hall.wait(4_000);
    let code = hall.telephone().unwrap();
    for wrong in ["", "12345678", "0000-0000"] {
        let refused = hall.act(Act::VoiceCode(wrong.to_owned()));
        assert!(matches!(refused, Err(DeskRefusal::Code(_))), "{wrong}");
        assert!(!hall.is_accepted());
    }
    hall.act(Act::VoiceCode(code.clone())).unwrap();
    assert!(hall.is_accepted());
    hall.hand_out();
    // The code of one elector is not that of the next.
    hall.open_page(who(2)).unwrap();
    hall.accept().unwrap();
    assert!(hall.act(Act::VoiceCode(code)).is_err());
    // Another booth that is not cut off learns it from the authority, without the facts.
    assert!(!east.receive(1));
    hall.act(Act::Close).unwrap();
    hall.link = true;
    hall.wait(3_000);
    assert!(hall.flow.debts().is_empty());
    let voice = |fact: &(_, Fact)| matches!(&fact.1, Fact::Accepted(one) if matches!(one.authority, Authority::Voice(_)));
    assert_eq!(hall.facts.iter().filter(|fact| voice(fact)).count(), 1);
}

#[test]
fn shin_kamigoto_2026_another_kind_than_the_screen_says_is_not_recorded_and_is_taken_back_by_two() {
    let [mut hall, ..] = desks(OutageRule::Stop);
    hall.open_page(who(1)).unwrap();
    hall.act(Act::Want([ballot("house-single")].into()))
        .unwrap();
    hall.accept().unwrap();
    let other = Act::Issue(ballot("house-proportional"));
    assert_eq!(hall.act(other), Err(DeskRefusal::OtherBallot));
    hall.act(Act::Issue(ballot("house-single"))).unwrap();
    let name = ["house-single"];
    assert_eq!(
        hall.withdraw(&name, OFFICER, OFFICER),
        Err(DeskRefusal::SecondPerson)
    );
    let other_clerk = polling::booth::Staff {
        actor: polling::plain::Actor([7; 8]),
        ..CLERK
    };
    assert_eq!(
        hall.withdraw(&name, CLERK, other_clerk),
        Err(DeskRefusal::NeedsOfficer)
    );
    hall.withdraw(&name, CLERK, OFFICER).unwrap();
    hall.wait(2_000);
    // Taken back at the desk, the ballot is the elector's again.
    assert!(hall.receive(1));
    hall.hand_out();
    // Gone to the box, nothing is taken back.
    assert_eq!(
        hall.withdraw(&name, CLERK, OFFICER),
        Err(DeskRefusal::NotAccepted)
    );
}

#[test]
fn himeji_2016_who_moved_away_gets_a_ballot_only_once_it_is_confirmed_that_no_other_town_has_the_elector()
 {
    let [mut hall, ..] = desks(OutageRule::Stop);
    let mut moved = elector(1, "001");
    moved.marks = BTreeSet::from([RollMark {
        kind: MarkKind::MovedToOtherPrefecture,
        since: Some(date(2025, 10, 20)),
        until: None,
        detail: "隣の市".to_owned(),
    }]);
    hall.copy.roll.insert(who(1), moved);
    hall.open_page(who(1)).unwrap();
    assert_eq!(hall.accept(), Err(DeskRefusal::Unconfirmed));
    assert!(!hall.is_accepted());
    hall.act(Act::Confirm(Confirmation::NotOnNewRoll, CLERK))
        .unwrap();
    hall.accept().unwrap();
    let confirmed = hall.facts.iter().any(|(_, fact)| {
        matches!(fact, Fact::Accepted(one) if one.confirmed == [Confirmation::NotOnNewRoll])
    });
    assert!(confirmed, "who confirmed it is on record");
}

#[test]
fn a_desk_that_crashed_between_question_and_answer_asks_with_the_same_claim_and_says_so() {
    let [mut hall, ..] = desks(OutageRule::GoOn);
    hall.open_page(who(1)).unwrap();
    hall.link = false;
    hall.accept().unwrap();
    let Stage::Asking(asking) = hall.flow.stage().clone() else {
        panic!("{:?}", hall.flow.stage());
    };
    // The power goes; another program starts on the same disk.
    let [mut after, ..] = desks(OutageRule::GoOn);
    after.book = hall.book.clone();
    for (elector, fact) in &hall.facts {
        after.take(*elector, fact);
        after.flow.learn(*elector, fact);
    }
    assert_eq!(after.flow.unfinished(), [who(1)]);
    // No outage rule accepts somebody who may have gone.
    after.link = false;
    after.act(Act::Recover(who(1))).unwrap();
    after.wait(5_000);
    assert!(matches!(
        after.flow.stage(),
        Stage::Stopped(stopped) if stopped.why == Stop::NoAnswer
    ));
    after.link = true;
    after.wait(2_000);
    match after.flow.stage() {
        Stage::Accepted(handing) => {
            assert_eq!(handing.claim, asking.request.id);
            assert!(handing.interrupted);
        }
        other => panic!("{other:?}"),
    }
    assert!(after.flow.unfinished().is_empty());
}

#[test]
fn an_answer_that_comes_when_the_rule_has_taken_over_does_not_accept_a_second_time() {
    let [mut hall, ..] = desks(OutageRule::GoOn);
    hall.open_page(who(1)).unwrap();
    hall.link = false;
    hall.accept().unwrap();
    let Stage::Asking(asking) = hall.flow.stage().clone() else {
        panic!("{:?}", hall.flow.stage());
    };
    let message = polling::claim::ToAuthority::Claim(asking.request);
    let late = message.put(&mut *hall.book.borrow_mut());
    hall.wait(4_000);
    assert!(hall.is_accepted());
    hall.input(Input::Heard(late.clone()));
    hall.input(Input::Heard(late));
    let count = |name: &str| {
        let kind = |fact: &&(_, Fact)| fact.1.kind() == name;
        hall.facts.iter().filter(kind).count()
    };
    assert_eq!(count("elector.accepted"), 1);
    assert_eq!(count("elector.told"), 1);
    assert!(hall.flow.debts().is_empty());
}

#[test]
fn an_administrator_accepts_nobody_and_without_reason_or_slip_nobody_is_accepted() {
    let [mut hall, ..] = desks(OutageRule::Stop);
    let candidates = vec![who(1)];
    let means = Means::Card;
    hall.act(Act::Found { candidates, means }).unwrap();
    hall.act(Act::Choose(who(1))).unwrap();
    assert_eq!(hall.accept(), Err(DeskRefusal::ReasonMissing));
    hall.act(Act::Reason(7)).unwrap_err();
    hall.act(Act::Reason(6)).unwrap();
    assert_eq!(hall.accept(), Err(DeskRefusal::SlipMissing));
    hall.act(Act::SlipInHand(polling::election::SlipMode::Written))
        .unwrap();
    let by = polling::booth::Staff {
        role: polling::role::Role::Administrator,
        ..OFFICER
    };
    let lot = Lot::of(1);
    assert_eq!(
        hall.act(Act::Accept { lot, by }),
        Err(DeskRefusal::NotAllowed)
    );
    hall.accept().unwrap();
    assert!(hall.is_accepted());
}
