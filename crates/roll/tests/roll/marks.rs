//! Several marks (表示) of one elector: from one column, from several, on the disk and in a difference.

use polling::elector::{Elector, MarkKind};
use roll::{Field, Mapping, Reason, Roll, RollError, Scope};

use crate::support::{HEADINGS, Place, THREE, csv, invented, key, recipe};

type Said = (MarkKind, String, String, String);

/// A line with these texts for mark, since, until, detail.
fn line(marks: [&str; 4]) -> String {
    let marks = marks.join(",");
    THREE[0].replace(",,,,,,900001", &format!(",{marks},,900001"))
}

fn marks(elector: &Elector) -> Vec<Said> {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let marks = elector.marks.iter();
    marks
        .map(|mark| {
            let detail = mark.detail.clone();
            (mark.kind, day(mark.since), day(mark.until), detail)
        })
        .collect()
}

fn mark(kind: MarkKind, rest: [&str; 3]) -> Said {
    let [since, until, detail] = rest.map(ToOwned::to_owned);
    (kind, since, until, detail)
}

fn read(file: &[u8], mapping: &Mapping) -> Elector {
    let place = Place::new();
    place.import_with(file, mapping).unwrap();
    place.open().by_number("1001").unwrap().unwrap()
}

fn faults(file: &[u8], mapping: &Mapping) -> Vec<(Field, Reason)> {
    let error = Place::new().import_with(file, mapping).unwrap_err();
    let faults = error.faults().iter();
    faults.map(|fault| (fault.field, fault.reason)).collect()
}

const MOVED: MarkKind = MarkKind::MovedToOtherPrefecture;

#[test]
fn several_marks_stand_in_one_column_each_with_its_own_day() {
    let ours = Mapping::ours();
    let both = [
        mark(MOVED, ["2026-09-01", "", "手本県手本市"]),
        mark(MarkKind::Suspended, ["2026-06-01", "2027-05-31", ""]),
    ];
    let one = line(["2|3", "20260901|20260601", "|20270531", "手本県手本市|"]);
    assert_eq!(marks(&read(&csv(&[&one]), &ours)), both);
    let turned = line([
        "公民権停止 ｜ 県外転出",
        "20260601|20260901",
        "20270531|",
        "|手本県手本市",
    ]);
    assert_eq!(marks(&read(&csv(&[&turned]), &ours)), both);
    let bare = line(["2|3", "", "", ""]);
    let expected = [mark(MOVED, [""; 3]), mark(MarkKind::Suspended, [""; 3])];
    assert_eq!(marks(&read(&csv(&[&bare]), &ours)), expected);
    let twice = line(["2|2|0", "", "", ""]);
    assert_eq!(marks(&read(&csv(&[&twice]), &ours)), [mark(MOVED, [""; 3])]);
    // Beside one mark alone the separator is a letter like any other.
    let alone = line(["2", "20260901", "", "手本県|手本市"]);
    let expected = [mark(MOVED, ["2026-09-01", "", "手本県|手本市"])];
    assert_eq!(marks(&read(&csv(&[&alone]), &ours)), expected);
}

#[test]
fn days_that_belong_to_no_mark_or_to_either_of_two_are_told_and_never_guessed() {
    let ours = Mapping::ours();
    let of = |texts| faults(&csv(&[&line(texts)]), &ours);
    assert_eq!(
        of(["2|3", "20260901", "", ""]),
        [(Field::MarkSince, Reason::NotOneEach)]
    );
    assert_eq!(
        of(["2|3", "20260901|20260601|20260101", "", "a|b|c"]),
        [
            (Field::MarkSince, Reason::NotOneEach),
            (Field::MarkDetail, Reason::NotOneEach)
        ]
    );
    assert_eq!(
        of(["2|", "20260901|20260601", "", ""]),
        [(Field::MarkSince, Reason::WithoutMark)]
    );
    assert_eq!(
        of(["2|8", "20260901|20260630", "", ""]),
        [(Field::Mark, Reason::UnknownValue)]
    );
    assert_eq!(
        of(["2|3", "20260901|20260631", "", ""]),
        [(Field::MarkSince, Reason::NoSuchDay)]
    );
}

/// Our own mapping with two blocks, of a register that has columns for a suspension and for a death.
fn with_columns() -> Mapping {
    let blocks = r#"
[[mark]]
column = "停止"
values = { suspended = ["1"], none = ["", "0"] }
until = "停止終了"
[[mark]]
kind = "died"
since = "死亡日"
"#;
    Mapping::parse(&format!("{}\n{blocks}", Mapping::ours_as_text())).unwrap()
}

#[test]
fn marks_stand_in_columns_of_their_own_with_values_of_their_own() {
    let mapping = with_columns();
    let file = |marks, more: &str| {
        let line = line(marks);
        format!("{HEADINGS},停止,停止終了,死亡日\r\n{line},{more}\r\n").into_bytes()
    };
    let moved = ["2", "20260901", "", "手本県手本市"];
    let away = || mark(MOVED, ["2026-09-01", "", "手本県手本市"]);
    let suspended = || mark(MarkKind::Suspended, ["", "2027-05-31", ""]);
    let died = mark(MarkKind::Died, ["2026-11-01", "", ""]);
    assert_eq!(marks(&read(&file(moved, "0,,"), &mapping)), [away()]);
    let all = read(&file(moved, "1,20270531,20261101"), &mapping);
    assert_eq!(marks(&all), [away(), suspended(), died]);
    // The same mark from two columns is one mark.
    let same = ["3", "", "20270531", ""];
    let one = read(&file(same, "1,20270531,"), &mapping);
    assert_eq!(marks(&one), [suspended()]);
    assert_eq!(
        faults(&file(moved, "3,20270531,"), &mapping),
        [(Field::Mark, Reason::UnknownValue)]
    );
    assert_eq!(
        faults(&file(moved, "0,20270531,"), &mapping),
        [(Field::MarkUntil, Reason::WithoutMark)]
    );
    let missing = Place::new()
        .import_with(&csv(&THREE), &mapping)
        .unwrap_err();
    let RollError::ColumnsMissing { missing, .. } = missing else {
        panic!("{missing}");
    };
    assert_eq!(missing, ["停止", "停止終了", "死亡日"]);
}

#[test]
fn a_mapping_that_leaves_it_open_which_mark_is_meant_is_refused() {
    let ours = Mapping::ours_as_text();
    let refused = |text: &str| {
        let wrong = Mapping::parse(text);
        assert!(
            matches!(wrong, Err(RollError::MappingInvalid { .. })),
            "{text}"
        );
    };
    for block in [
        r#"since = "死亡日""#,
        r#"kind = "died""#,
        "column = \"停止\"\nkind = \"died\"",
        "kind = \"died\"\nsince = \"死亡日\"\nvalues = { died = [\"1\"] }",
        "column = \"停止\"\nvalues = { died = [\"1\"], none = [\"１\"] }",
        "column = \"停止\"\nvalues = { died = [\"1|2\"] }",
        "column = 0",
    ] {
        refused(&format!("{ours}\n[[mark]]\n{block}"));
    }
    let with = |separator: &str| {
        let to = format!("mark_separator = \"{separator}\"");
        ours.replace("mark_separator = \"|\"", &to)
    };
    for separator in [",", "-", "/", "1", "転", " "] {
        refused(&with(separator));
    }
    let other = Mapping::parse(&with("、")).unwrap();
    let both = read(&csv(&[&line(["2、3", "", "", ""])]), &other);
    assert_eq!(both.marks.len(), 2);
}

#[test]
fn invented_electors_come_back_from_the_disk_with_all_their_marks() {
    let place = Place::new();
    place.import(&invented(6_000)).unwrap();
    let roll = place.open();
    let mut several = 0;
    for elector in recipe(6_000).electors() {
        let kept = roll.by_id(elector.id).unwrap().unwrap();
        assert!(kept.marks == elector.marks, "{}", elector.number);
        several += usize::from(elector.marks.len() > 1);
    }
    assert!(several > 2, "{several}");
}

#[test]
fn a_second_mark_is_a_change_and_each_day_is_told_with_its_mark() {
    let place = Place::new();
    let before = line(["2", "20260901", "", ""]);
    place.import(&csv(&[&before])).unwrap();
    let roll = place.open();
    let changed = |texts| {
        let compared = roll.compare(
            &mut csv(&[&line(texts)]).as_slice(),
            &Mapping::ours(),
            Scope::Whole,
            &roll::invented::id_of,
            &mut |_| (),
        );
        let proposal = compared.unwrap();
        let [change] = proposal.difference.changed.listed.as_slice() else {
            panic!("one line was changed");
        };
        let after = proposal.by_id(change.id).unwrap().unwrap();
        let fields = change.fields.iter();
        fields
            .map(|field| (*field, field.of(&after)))
            .collect::<Vec<_>>()
    };
    let said = |field, text: &str| (field, text.to_owned());
    assert_eq!(
        changed(["2|3", "20260901|", "|20270531", ""]),
        [
            said(Field::Mark, "県外転出、公民権停止"),
            said(Field::MarkUntil, "公民権停止: 2027-05-31")
        ]
    );
    assert_eq!(
        changed(["3|2", "20261001|20260901", "", ""]),
        [
            said(Field::Mark, "県外転出、公民権停止"),
            said(
                Field::MarkSince,
                "県外転出: 2026-09-01、公民権停止: 2026-10-01"
            )
        ]
    );
    assert_eq!(
        changed(["1", "20260901", "", ""]),
        [said(Field::Mark, "県内転出")]
    );
    assert_eq!(
        changed(["2", "20260902", "", ""]),
        [said(Field::MarkSince, "2026-09-02")]
    );
}

#[test]
fn a_mark_changes_the_hash_and_the_order_of_marks_does_not() {
    let hash = |texts| {
        let file = csv(&[&line(texts)]);
        Place::new().import(&file).unwrap().hash
    };
    let both = hash(["2|3", "20260901|20260601", "", ""]);
    assert_eq!(hash(["3|2", "20260601|20260901", "", ""]), both);
    assert_ne!(hash(["2|3", "20260601|20260901", "", ""]), both);
    assert_ne!(hash(["2", "20260901", "", ""]), both);
    let place = Place::new();
    let file = csv(&[&line(["2|3", "20260901|20260601", "", ""])]);
    place.import(&file).unwrap();
    assert_eq!(Roll::open(&place.roll(), &key(1)).unwrap().hash(), both);
}
