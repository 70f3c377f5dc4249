//! Squares on lists, and the list of those who voted early.

use jiff::civil::date;
use polling::eligibility::{AbsenteeBecause, Confirmation, Decision, Reason, UsedHow};
use polling::papers::{BallotBox, Heading, MarkedLine, early_list};
use polling::plain::BoothId;
use polling::status::Spot;

use crate::{fonts, invented, text_of};

#[test]
fn a_square_shows_the_day_of_japan_and_never_the_hour() {
    // 15:00 UTC is midnight in Japan.
    for (hour, day) in [
        (494_318, date(2026, 5, 23)),
        (494_319, date(2026, 5, 24)),
        (494_342, date(2026, 5, 24)),
        (494_343, date(2026, 5, 25)),
    ] {
        let booth = BoothId::new("city-hall").unwrap();
        let at = Some(Spot { hour, booth });
        let how = UsedHow::Early;
        assert_eq!(
            BallotBox::of(&Decision::Already { how, at }),
            BallotBox::Early(Some(day)),
            "{hour}"
        );
    }
}

#[test]
fn only_what_may_be_issued_is_an_empty_square() {
    let booth = BoothId::new("city-hall").unwrap();
    let day = date(2026, 11, 23);
    let decisions = [
        (Decision::Issue, BallotBox::Open),
        (
            Decision::Confirm(vec![Confirmation::LivesInPrefecture]),
            BallotBox::Confirm,
        ),
        (
            Decision::Absentee {
                because: AbsenteeBecause::OfAgeFrom(day),
                confirm: Vec::new(),
            },
            BallotBox::AbsenteeHere,
        ),
        (
            Decision::Already {
                how: UsedHow::AtDesk,
                at: None,
            },
            BallotBox::Early(None),
        ),
        (
            Decision::Already {
                how: UsedHow::Absentee,
                at: None,
            },
            BallotBox::AbsenteeVoted,
        ),
        (
            Decision::Already {
                how: UsedHow::OnDay,
                at: None,
            },
            BallotBox::OnDay,
        ),
        (Decision::Refuse(Reason::Held(booth)), BallotBox::Held),
        (
            Decision::Refuse(Reason::AbsenteeIssued),
            BallotBox::AbsenteeOut,
        ),
        (
            Decision::Refuse(Reason::NotBegun(day)),
            BallotBox::NotBefore(day),
        ),
        (Decision::Refuse(Reason::UnderAge), BallotBox::No),
    ];
    for (decision, square) in decisions {
        assert_eq!(BallotBox::of(&decision), square);
        let may = matches!(decision, Decision::Issue | Decision::Confirm(_));
        assert_eq!(square.may_be_issued(), may, "{square:?}");
        let used = matches!(decision, Decision::Already { .. });
        assert_eq!(square.is_used(), used, "{square:?}");
    }
}

#[test]
fn early_voters_stand_in_the_order_of_the_roll_whenever_they_came() {
    let election = invented::election(1);
    let came: Vec<MarkedLine> = [70, 3, 45, 4]
        .into_iter()
        .map(|number| MarkedLine {
            elector: invented::elector(0, number),
            boxes: vec![
                BallotBox::Early(Some(date(2026, 11, 20))),
                BallotBox::Early(Some(date(2026, 11, 20))),
                BallotBox::Open,
            ],
        })
        .collect();
    let heading = Heading {
        election: &election,
        training: true,
    };
    let as_of = date(2026, 11, 28).at(20, 0, 0, 0);
    let pdf = early_list(
        heading,
        &election.districts[0],
        came,
        &[0x7F, 0x3A, 0x91, 0xC0, 0x25],
        as_of,
        fonts(),
    )
    .unwrap();
    let text = text_of(&pdf.bytes);
    let places: Vec<usize> = ["1-4", "1-5", "2-15", "3-9"]
        .into_iter()
        .map(|line| text.find(line).unwrap_or_else(|| panic!("{line}")))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(text.contains("7F3A91C025"), "{text}");
    assert!(text.contains("4人") && text.contains("第001投票区"));
    assert_eq!(text.matches("11/20").count(), 8);
    assert_eq!(text.matches("訓練").count(), pdf.sheets);
    // The one time on the sheet is that of the list.
    assert_eq!(text.matches("20:00").count(), text.matches(':').count());
}
