//! Sheets of figures.

use jiff::civil::date;
use polling::papers::{
    BallotFigures, HourFigures, RECONCILIATION_SHEET, ReconciliationRow, Stock, VOTING_RECORD,
    reconciliation_values, record_values,
};

use crate::{invented, text_of_form};

#[test]
fn sums_and_what_is_left_are_worked_out_and_every_hour_stands_on_the_sheet() {
    let election = invented::election(1);
    let day = date(2026, 11, 21);
    let ballots = [
        BallotFigures {
            ballot: invented::ballot("single"),
            men: 612,
            women: 688,
            others: 1,
            proxy: 9,
            braille: 3,
            absentee: 4,
            refused: 2,
            stock: Some(Stock {
                received: 5_000,
                issued: 1_303,
                spoiled: 2,
                returned: 0,
            }),
        },
        BallotFigures {
            ballot: invented::ballot("review"),
            men: 1,
            women: 2,
            others: 0,
            proxy: 0,
            braille: 0,
            absentee: 0,
            refused: 0,
            stock: None,
        },
    ];
    let hours: Vec<HourFigures> = (8..20)
        .map(|hour| HourFigures {
            day,
            hour,
            ballot: invented::ballot("single"),
            men: 50 + u32::from(hour),
            women: 57,
            others: 0,
        })
        .collect();
    let values = record_values(
        invented::heading(&election),
        "かざし市役所",
        &ballots,
        &hours,
        "10時に通信が止まった。\n11時に戻った。",
        day.at(20, 0, 0, 0),
    );
    assert_eq!(values.get("member.1.all"), Some("1301"));
    assert_eq!(values.get("member.1.left"), Some("3697"));
    assert_eq!(
        values.get("member.2.left"),
        None,
        "nobody counted the papers"
    );
    let text = text_of_form(VOTING_RECORD, &values);
    assert!(text.contains("令和8年11月21日20:00"));
    assert!(text.contains("10時に通信が止まった。／11時に戻った。"));
    for hour in 8..20 {
        assert!(text.contains(&format!("11/21{hour}時台")), "{hour}");
        assert!(text.contains(&format!("{}570{}", 50 + hour, 107 + hour)));
    }
    // The kinds of ballots stand in both tables of the first sheet.
    assert_eq!(text.matches("国民審査").count(), 2 + 2);
}

#[test]
fn papers_that_are_missing_are_shown_as_such() {
    let election = invented::election(1);
    let figures = BallotFigures {
        ballot: invented::ballot("single"),
        men: 5,
        women: 5,
        others: 0,
        proxy: 0,
        braille: 0,
        absentee: 0,
        refused: 0,
        stock: Some(Stock {
            received: 8,
            issued: 10,
            spoiled: 0,
            returned: 0,
        }),
    };
    let as_of = date(2026, 11, 21).at(20, 0, 0, 0);
    let values = record_values(
        invented::heading(&election),
        "かざし市役所",
        &[figures],
        &[],
        "",
        as_of,
    );
    assert_eq!(values.get("member.1.left"), Some("-2"));
}

#[test]
fn a_difference_of_one_is_seen_wherever_it_is() {
    let row = |ballot: Option<&str>, counted| ReconciliationRow {
        day: date(2026, 11, 21),
        hour: 11,
        ballot: ballot.map(invented::ballot),
        ours: 451,
        counted,
        note: String::new(),
    };
    for (counted, difference) in [
        (Some(451), Some(0)),
        (Some(452), Some(1)),
        (Some(448), Some(-3)),
        (None, None),
    ] {
        assert_eq!(row(None, counted).difference(), difference);
    }
    let election = invented::election(1);
    let rows = [
        row(Some("list"), Some(452)),
        row(None, Some(451)),
        row(Some("single"), None),
    ];
    let values = reconciliation_values(
        invented::heading(&election),
        "かざし市役所",
        &rows,
        date(2026, 11, 21).at(12, 5, 0, 0),
    );
    assert_eq!(values.get("member.1.difference"), Some("+1"));
    assert_eq!(values.get("member.1.slips"), None);
    assert_eq!(values.get("member.2.slips"), Some("451"));
    assert_eq!(values.get("member.3.difference"), None);
    let text = text_of_form(RECONCILIATION_SHEET, &values);
    assert!(text.contains("11/2111時台比例代表451452+1"), "{text}");
    assert!(text.contains("11/2111時台宣誓書4514510"), "{text}");
}
