//! Files as registers write them.

use encoding_rs::SHIFT_JIS;
use polling::elector::{Already, MarkKind, Sex};
use polling::plain::BallotId;
use roll::{Encoding, Field, Mapping, Reason, Step};

use crate::support::{HEADINGS, Place, THREE, csv, invented};

#[test]
fn every_field_of_a_line_arrives_as_it_stands() {
    let place = Place::new();
    let imported = place.import(&csv(&THREE)).unwrap();
    assert_eq!((imported.electors, imported.birth_unknown), (3, 1));
    assert_eq!(imported.encoding, Encoding::Utf8);
    let roll = place.open();
    assert_eq!((roll.count(), roll.hash()), (3, imported.hash));
    let elector = roll.by_number("１００３").unwrap().unwrap();
    assert!(elector.person.name == "髙山　次郎" && elector.person.kana == "タカヤマ　ジロウ");
    let birth = elector.person.birth;
    assert_eq!((birth.year, birth.month, birth.day), (1932, 4, 0));
    assert_eq!(elector.person.sex, Sex::Male);
    assert_eq!(elector.page_line, (1, 1));
    assert_eq!(elector.district.as_str(), "002");
    let mark = elector.marks.first().unwrap();
    assert_eq!(mark.kind, MarkKind::MovedWithinPrefecture);
    assert_eq!(mark.since, Some("2026-09-01".parse().unwrap()));
    assert!(mark.detail == "見本県手本市");
    assert_eq!(elector.strike_off_on, Some("2027-01-01".parse().unwrap()));
    assert_eq!(elector.registered_on, Some("2020-03-01".parse().unwrap()));
    assert!(elector.ballots.is_none() && elector.already.is_empty());
    let same = roll.by_id(elector.id).unwrap().unwrap();
    assert!(same == elector);
    let former = roll.by_ticket("900002").unwrap().unwrap();
    assert!(former.person.former_name == "見本");
}

#[test]
fn a_ticket_is_found_with_the_start_and_stop_letters_of_its_bar_code() {
    let place = Place::new();
    place.import(&csv(&THREE)).unwrap();
    let roll = place.open();
    for typed in ["900001", "a900001b", "A９００００１D", " 900001\n"] {
        assert!(roll.by_ticket(typed).unwrap().is_some(), "{typed}");
    }
    for typed in ["", "ab", "90000", "a900001"] {
        assert!(roll.by_ticket(typed).unwrap().is_none(), "{typed}");
    }
}

#[test]
fn shift_jis_with_the_extensions_of_windows_is_read_and_private_characters_are_told() {
    let text = String::from_utf8(csv(&THREE))
        .unwrap()
        .replace("架空　太郎", "架空　①﨑郎");
    let (mut bytes, _, lost) = SHIFT_JIS.encode(&text);
    assert!(!lost);
    let at = bytes
        .windows(2)
        .position(|two| two == [0x87, 0x40])
        .unwrap();
    // 外字: F040 is the first of those that a city draws itself.
    bytes.to_mut().splice(at..at + 2, [0xF0, 0x40]);
    let place = Place::new();
    let imported = place.import(&bytes).unwrap();
    assert_eq!(imported.encoding, Encoding::ShiftJis);
    assert_eq!(imported.private_use, [2]);
    let roll = place.open();
    assert!(roll.by_number("1001").unwrap().unwrap().person.name == "架空　\u{E000}﨑郎");
    assert!(roll.by_number("1003").unwrap().unwrap().person.name == "髙山　次郎");
}

#[test]
fn a_byte_order_mark_and_bare_line_ends_change_nothing() {
    let text = String::from_utf8(csv(&THREE)).unwrap();
    let hash = |bytes: &[u8]| Place::new().import(bytes).unwrap().hash;
    let plain = hash(text.as_bytes());
    assert_eq!(hash(format!("\u{FEFF}{text}").as_bytes()), plain);
    assert_eq!(hash(text.replace("\r\n", "\n").as_bytes()), plain);
    let quoted = text.replace("架空　太郎", "\"架空　太郎\"");
    assert_eq!(hash(quoted.as_bytes()), plain);
    let cut = Place::new().import(text.trim_end().as_bytes()).unwrap();
    assert!(cut.ends_without_newline && cut.hash == plain);
}

#[test]
fn the_hash_is_that_of_the_content_and_of_no_order() {
    let hash = |lines: &[&str]| Place::new().import(&csv(lines)).unwrap().hash;
    let [one, two, three] = THREE;
    assert_eq!(hash(&[one, two, three]), hash(&[three, one, two]));
    assert_ne!(hash(&[one, two, three]), hash(&[one, two]));
    let other = two.replace("フリガナ", "").replace("ハナコ", "ハナゴ");
    assert_ne!(hash(&[one, two, three]), hash(&[one, &other, three]));
}

#[test]
fn columns_are_found_by_their_place_where_a_file_has_no_headings() {
    let mapping = Mapping::ours_as_text().replace("header = true", "header = false");
    let (start, rest) = mapping.split_once("[columns]").unwrap();
    let (_, values) = rest.split_once("[values.sex]").unwrap();
    let columns = "number = 3\ndistrict = 1\nname = 2\nbirth = 4\n";
    let mapping = Mapping::parse(&format!(
        "{start}[columns]\n{columns}\n[values.sex]{values}"
    ))
    .unwrap();
    let place = Place::new();
    place
        .import_with("001,架空　太郎,77,19570401\n".as_bytes(), &mapping)
        .unwrap();
    let elector = place.open().by_number("77").unwrap().unwrap();
    assert!(elector.person.name == "架空　太郎" && elector.person.sex == Sex::Other);
    assert!(elector.ticket.is_none() && elector.marks.is_empty());
}

#[test]
fn kinds_of_ballot_have_columns_of_their_own() {
    let ids = ["house-single", "review"].map(|id| BallotId::new(id).unwrap());
    let mapping = Mapping::ours().with_ballots(&ids);
    let headings = format!("{HEADINGS},house-single,house-single:状態,review,review:状態");
    let file = format!(
        "{headings}\n{},1,2,0,\n{},○,返還,有,0\n",
        THREE[0], THREE[1]
    );
    let place = Place::new();
    place.import_with(file.as_bytes(), &mapping).unwrap();
    let roll = place.open();
    let one = roll.by_number("1001").unwrap().unwrap();
    assert_eq!(
        one.ballots.clone().unwrap().into_iter().collect::<Vec<_>>(),
        [ids[0].clone()]
    );
    assert_eq!(one.already.get(&ids[0]), Some(&Already::AbsenteeIssued));
    let two = roll.by_number("1002").unwrap().unwrap();
    assert_eq!(
        two.ballots.as_ref().map(std::collections::BTreeSet::len),
        Some(2)
    );
    assert_eq!(two.already.get(&ids[0]), Some(&Already::AbsenteeReturned));
    assert!(!two.already.contains_key(&ids[1]));
}

#[test]
fn every_fault_of_every_line_is_told_by_line_field_and_reason() {
    let lines = [
        THREE[0],
        ",001,1,1,,カ,,19571301,5,住所,,,,,,,",
        "1001,第一,x,1,名,カ,,,1,住所,20200230,9,,,,,900001",
        "1005,001,1,1,名,カ,,19570401,1,住所,,,20260101,,,,",
        "1006,001",
        "1007,001,1,1,名\u{FFFD},カ,,19570401,1,住所,,,,,,,",
    ];
    let error = Place::new().import(&csv(&lines)).unwrap_err();
    let faults: Vec<(u64, Field, Reason)> = error
        .faults()
        .iter()
        .map(|fault| (fault.line, fault.field, fault.reason))
        .collect();
    let expected = [
        (3, Field::Number, Reason::Empty),
        (3, Field::Name, Reason::Empty),
        (3, Field::Birth, Reason::NoSuchDay),
        (3, Field::Sex, Reason::UnknownValue),
        (4, Field::District, Reason::NotADistrict),
        (4, Field::Page, Reason::NotANumber),
        (4, Field::Birth, Reason::Empty),
        (4, Field::RegisteredOn, Reason::NoSuchDay),
        (4, Field::Mark, Reason::UnknownValue),
        (5, Field::MarkSince, Reason::WithoutMark),
        (
            6,
            Field::Row,
            Reason::Columns {
                found: 2,
                expected: 17,
            },
        ),
        (7, Field::Name, Reason::BadCharacter),
    ];
    assert_eq!(faults, expected);
    let mut report = vec![];
    roll::report::write(error.faults(), &mut report).unwrap();
    let report = String::from_utf8(report).unwrap();
    assert_eq!(report.lines().count(), 1 + expected.len());
    assert!(report.contains("6,行全体,\"列が 2 個あります（見出しは 17 個）\""));
}

#[test]
fn doubles_are_told_with_the_line_of_the_first() {
    let same_number = THREE[1].replace("1002,", "1001,");
    let same_ticket = THREE[2].replace("900003", "900001");
    let error = Place::new()
        .import(&csv(&[THREE[0], &same_number, &same_ticket]))
        .unwrap_err();
    let faults: Vec<(u64, Field, Reason)> = error
        .faults()
        .iter()
        .map(|fault| (fault.line, fault.field, fault.reason))
        .collect();
    assert_eq!(
        faults,
        [
            (3, Field::Number, Reason::SameAs(2)),
            (4, Field::Ticket, Reason::SameAs(2))
        ]
    );
}

#[test]
fn progress_goes_through_all_steps_in_order() {
    let file = invented(9_000);
    let place = Place::new();
    let mut seen = vec![];
    let (mapping, key) = (Mapping::ours(), crate::support::key(1));
    roll::Roll::import(
        &mut file.as_slice(),
        &mapping,
        &place.roll(),
        &key,
        &roll::invented::id_of,
        &mut |progress| {
            seen.push(progress);
        },
    )
    .unwrap();
    assert!(seen.is_sorted_by_key(|progress| progress.step));
    assert!(
        seen.iter()
            .filter(|progress| progress.step == Step::Reading)
            .count()
            >= 3
    );
    assert_eq!(seen.last().unwrap().step, Step::Finishing);
    assert_eq!(seen.last().unwrap().lines, 9_000);
}
