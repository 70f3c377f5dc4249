//! The election's file: what is read, and how each fault is told.

use advice::Advise;
use jiff::civil::date;
use polling::election::{Election, Level, OutageRule, Wrong};
use polling::plain::DistrictId;

const SAMPLE: &str = include_str!("../examples/election.toml");

/// The sample with one place changed.
fn changed(from: &str, to: &str) -> String {
    assert!(SAMPLE.contains(from), "{from} is not in the sample");
    SAMPLE.replacen(from, to, 1)
}

fn line_of(text: &str, part: &str) -> usize {
    let line = text.lines().position(|line| line.contains(part));
    1 + line.expect("the part stands in the text")
}

#[test]
fn the_sample_is_read_with_its_different_first_days() {
    let election = Election::parse(SAMPLE).unwrap();
    assert_eq!(election.day, date(2026, 2, 8));
    assert_eq!(election.outage, OutageRule::HomeBooth);
    assert_eq!(election.ballots.len(), 5);
    assert_eq!(election.booths.len(), 3);
    let review = &election.ballots[2];
    assert_eq!(review.early_from, date(2026, 2, 1));
    assert_eq!(review.level, Level::National);
    let district = DistrictId::new("005").unwrap();
    let home = election.home_of(&district).unwrap();
    assert_eq!(home.id.as_str(), "east-branch");
    assert!(Election::hours(&election.booths[0]).is_some());
    assert_eq!(election.reasons, Election::reasons_default());
    assert_eq!(election.reasons.len(), 6);
}

#[test]
fn a_date_may_stand_without_quotation_marks_and_a_byte_order_mark_before_the_text() {
    let bare = changed("day = \"2026-02-08\"", "day = 2026-02-08");
    let marked = format!("\u{feff}{bare}");
    let election = Election::parse(&marked).unwrap();
    assert_eq!(election, Election::parse(SAMPLE).unwrap());
}

#[test]
fn a_comment_does_not_change_the_hash_and_a_colour_does() {
    let hash = Election::parse(SAMPLE).unwrap().hash();
    let comment = format!("# another\n{SAMPLE}");
    assert_eq!(Election::parse(&comment).unwrap().hash(), hash);
    let colour = changed("#ffffff", "#fffffe");
    assert_ne!(Election::parse(&colour).unwrap().hash(), hash);
}

#[test]
fn the_hash_is_what_it_always_was() {
    // Booths with different hashes do not exchange, so an update of the program must not change it.
    // A file of before there was a telephone in it.
    let before = changed("phone = \"0100-00-0000\"\n", "");
    let hash = Election::parse(&before).unwrap().hash();
    assert_eq!(data_encoding::HEXLOWER.encode(&hash), "4347c2b1e48342c8");
    assert_ne!(Election::parse(SAMPLE).unwrap().hash(), hash);
}

#[test]
fn rule_3_is_not_taken_without_the_number_that_booths_call() {
    let text = changed("outage = \"home-booth\"", "outage = \"voice\"");
    assert_eq!(
        Election::parse(&text).unwrap().phone.as_deref(),
        Some("0100-00-0000")
    );
    let text = text.replacen("phone = \"0100-00-0000\"\n", "", 1);
    let error = Election::parse(&text).unwrap_err();
    let [fault] = error.faults() else {
        panic!("one fault: {:?}", error.faults());
    };
    assert_eq!(
        (fault.field.as_str(), &fault.wrong),
        ("phone", &Wrong::NoPhone)
    );
    assert_eq!(fault.line, line_of(&text, "outage = \"voice\""));
    assert!(error.advice().what.ja.contains("phone"));
    // No other rule needs one.
    let others = ["stop", "home-booth", "go-on"]
        .map(|rule| text.replace("\"voice\"", &format!("\"{rule}\"")));
    for text in others {
        assert_eq!(Election::parse(&text).unwrap().phone, None);
    }
}

#[test]
fn each_fault_is_told_with_its_line_and_field() {
    let rows = of_the_head().into_iter();
    let rows = rows.chain(of_ballots_and_reasons());
    for (from, to, field, wrong) in rows.chain(of_booths_and_districts()) {
        let text = changed(from, to);
        let error = Election::parse(&text).unwrap_err();
        let fault = error.faults().iter().find(|fault| fault.wrong == wrong);
        let fault = fault.unwrap_or_else(|| panic!("{to}: {:?}", error.faults()));
        assert_eq!(fault.field, field, "{to}");
        let line = match wrong {
            Wrong::OfNoBooth(_) => line_of(&text, "id = \"003\""),
            _ => line_of(&text, to.trim()),
        };
        assert_eq!(fault.line, line, "{to}");
        let words = fault.wrong.words();
        assert!(!words.ja.is_ascii() && words.en.is_ascii(), "{to}");
    }
}

/// What is changed into what, the field that is told, and what is wrong with it.
type Row = (&'static str, &'static str, &'static str, Wrong);

fn of_the_head() -> [Row; 8] {
    let day = date(2026, 2, 8);
    let to = "early_to = \"2026-02-08\"";
    let late = Wrong::NotBeforeTheDay(day);
    [
        ("format = 1", "format = 2", "format", Wrong::Format(2)),
        ("rules = 1", "rules = 7", "rules", Wrong::Rules(7)),
        ("\"風見市\"", "\" \"", "city", Wrong::Empty),
        ("= 23", "= 48", "prefecture", Wrong::Prefecture(48)),
        ("\"0100-00-0000\"", "\"未定\"", "phone", Wrong::Phone),
        ("= 3\n", "= 0\n", "patience_seconds", Wrong::Patience(0)),
        ("= 3\n", "= 31\n", "patience_seconds", Wrong::Patience(31)),
        ("early_to = \"2026-02-07\"", to, "ballot.early_to", late),
    ]
}

fn of_ballots_and_reasons() -> [Row; 9] {
    let from = "ballot.early_from";
    let house = "id = \"house-single\" # 2";
    let colour = Wrong::Colour;
    let ends = Wrong::EndsBeforeItBegins;
    let east = "\"005\", \"006\"]\n\n";
    let far = "\"005\", \"009\"]\n\n";
    [
        ("id = \"review\"", house, "ballot.id", twice("house-single")),
        (east, far, "ballot.districts", no_such()),
        ("\"#ffffff\"", "\"white\"", "ballot.colour", colour),
        ("\"国民審査\"", "\"\" # empty", "ballot.name", Wrong::Empty),
        ("\"2026-02-02\"", "\"2026-02-09\"", from, ends),
        ("\"2026-01-23\"", "\"2025-01-23\"", from, Wrong::TooLong),
        (
            "number = 6",
            "number = 7",
            "reason.number",
            Wrong::Reason(7),
        ),
        ("number = 6", "number = 5 # 2", "reason.number", twice("5")),
        (
            "\"天災・悪天候\"",
            "\"\" # empty",
            "reason.short",
            Wrong::Empty,
        ),
    ]
}

fn of_booths_and_districts() -> [Row; 8] {
    let bus = "id = \"city-hall\" # 2";
    let early = Wrong::ClosesBeforeItOpens;
    let two = Wrong::OfTwoBooths("001".to_owned());
    let none = Wrong::OfNoBooth("003".to_owned());
    let home = "booth.home_of";
    [
        ("id = \"bus\"", bus, "booth.id", twice("city-hall")),
        ("\"10:00\"", "\"10時\"", "booth.opens", Wrong::Time),
        ("\"15:00\"", "\"24:00\"", "booth.closes", Wrong::Time),
        ("\"15:00\"", "\"09:30\"", "booth.closes", early),
        ("[\"004\", ", "[\"001\", \"004\", ", home, two),
        ("[\"004\", ", "[\"009\", \"004\", ", home, no_such()),
        (", \"003\"]", "]", "district.id", none),
        (
            "id = \"006\"",
            "id = \"005\" # 2",
            "district.id",
            twice("005"),
        ),
    ]
}

fn twice(id: &str) -> Wrong {
    Wrong::Twice(id.to_owned())
}

fn no_such() -> Wrong {
    Wrong::NoSuchDistrict("009".to_owned())
}

#[test]
fn what_is_no_field_or_no_toml_is_told_with_its_line_and_field() {
    let modes = ["printed", "signed", "written"].map(str::to_owned);
    let choice = Wrong::Choice("drawn".to_owned(), modes.to_vec());
    let paper = "papier = \"うぐいす色\"";
    let cases = [
        (
            "slip = \"signed\"",
            "slip = \"drawn\"",
            "slip",
            Some(choice),
        ),
        (
            "\"2026-02-01\"",
            "\"2026-02-31\"",
            "ballot.early_from",
            None,
        ),
        (
            "paper = \"うぐいす色\"",
            paper,
            "ballot.papier",
            Some(Wrong::UnknownField),
        ),
        ("id = \"bus\"", "id = \"Bus!\"", "booth.id", None),
        ("prefecture = 23", "prefecture = \"23\"", "prefecture", None),
        ("rules = 1", "rules = = 1", "", None),
    ];
    for (from, to, field, wrong) in cases {
        let text = changed(from, to);
        let error = Election::parse(&text).unwrap_err();
        let fault = &error.faults()[0];
        match wrong {
            Some(wrong) => assert_eq!(fault.wrong, wrong),
            None => assert!(matches!(fault.wrong, Wrong::Form(_)), "{to}"),
        }
        let told = (fault.line, fault.field.as_str());
        assert_eq!(told, (line_of(&text, to), field), "{to}");
    }
}

#[test]
fn a_line_that_is_missing_is_told_by_its_name_at_the_part_it_belongs_to() {
    let text = changed("colour = \"#ffffff\"\n", "");
    let error = Election::parse(&text).unwrap_err();
    let fault = &error.faults()[0];
    assert_eq!(
        (fault.field.as_str(), &fault.wrong),
        ("ballot.colour", &Wrong::Missing)
    );
    assert_eq!(fault.line + 1, line_of(&text, "id = \"governor\""));
    let error = Election::parse(&changed("city = \"風見市\"\n", "")).unwrap_err();
    assert_eq!(error.faults()[0].field, "city");
}

#[test]
fn a_file_with_any_line_gone_or_cut_off_anywhere_is_told_within_its_lines() {
    let lines: Vec<&str> = SAMPLE.lines().collect();
    let mut broken: Vec<String> = (0..lines.len())
        .map(|gone| [&lines[..gone], &lines[gone + 1..]].concat().join("\n"))
        .collect();
    broken.extend((0..lines.len()).map(|end| {
        let (whole, last) = (&lines[..end], lines[end]);
        let half: String = last.chars().take(last.chars().count() / 2).collect();
        format!("{}\n{half}", whole.join("\n"))
    }));
    let mut told = 0;
    for text in broken {
        if let Err(error) = Election::parse(&text) {
            told += 1;
            let last = text.lines().count().max(1);
            for fault in error.faults() {
                assert!((1..=last + 1).contains(&fault.line), "{}", fault.told().en);
            }
        }
    }
    assert!(told > lines.len());
}

#[test]
fn several_faults_are_told_at_once_in_the_order_of_the_lines() {
    let text = changed("prefecture = 23", "prefecture = 0").replace("\"15:00\"", "\"3pm\"");
    let error = Election::parse(&text).unwrap_err();
    let lines: Vec<usize> = error.faults().iter().map(|fault| fault.line).collect();
    assert_eq!(lines.len(), 2);
    assert!(lines.is_sorted());
    let advice = error.advice();
    for fault in error.faults() {
        assert!(advice.what.ja.contains(&fault.told().ja));
        assert!(advice.what.en.contains(&fault.told().en));
    }
}

#[test]
fn a_file_without_ballots_booths_districts_or_reasons_is_told_to_be_incomplete() {
    for list in ["ballot", "booth", "district", "reason"] {
        let mut inside = false;
        let kept = SAMPLE.lines().filter(|line| {
            if line.starts_with("[[") {
                inside = *line == format!("[[{list}]]");
            }
            !inside
        });
        let text = kept.collect::<Vec<_>>().join("\n");
        let error = Election::parse(&text).unwrap_err();
        assert!(error.to_string().contains(list), "{list}: {error}");
        let empty = format!("{list} = []\n{text}");
        let error = Election::parse(&empty).unwrap_err();
        let mut faults = error.faults().iter();
        let fault = faults.find(|fault| fault.field == list).unwrap();
        assert_eq!(fault.wrong, Wrong::Empty, "{list}");
    }
}
