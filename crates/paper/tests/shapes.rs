//! The shapes in which a value is written, and where its parts stand.

mod common;

use common::{FONTS, Raster, pdf_of, small_form, text_of, values};
use paper::{FormDefinition, ProblemKind, check_values};

fn form(entries: &str) -> FormDefinition {
    small_form(entries).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

fn text_field(value: &str, show: &str) -> FormDefinition {
    form(&format!(
        r#"field = [{{ name = "欄", type = "text", value = "{value}", box = [20, 20, 150, 10], size = 12, show = "{show}" }}]"#
    ))
}

#[test]
fn a_value_is_written_in_the_shape_the_field_names() {
    for (value, show, given, wanted) in [
        ("person.kana", "katakana", "みほん ﾊﾅｺ", "ミホン ハナコ"),
        ("person.kana", "hiragana", "ミホン ハナコ", "みほん はなこ"),
        ("person.kana", "half_kana", "ミホンジュン", "ﾐﾎﾝｼﾞｭﾝ"),
        (
            "person.address",
            "half_width",
            "１丁目２－３　ＡＢＣ",
            "1丁目2-3 ABC",
        ),
        (
            "person.address",
            "full_width",
            "1丁目2-3ABC",
            "１丁目２－３ＡＢＣ",
        ),
        (
            "person.phone",
            "digits",
            "０９０-1234（5678）",
            "09012345678",
        ),
        ("person.postal_code", "postal_code", "1234567", "123-4567"),
        (
            "person.postal_code",
            "postal_code",
            "１２３－４５６７",
            "123-4567",
        ),
        ("person.sex", "label", "female", "女"),
        ("person.relation", "label", "spouse", "配偶者"),
        ("visitor.role", "label", "agent", "代理人"),
        ("person.birth_date", "age", "1980-11-22", "45"),
        ("person.birth_date", "age", "1980-11-21", "46"),
    ] {
        let values = values([(value, given), ("date.today", "2026-11-21")]);
        let text = text_of(&pdf_of(&text_field(value, show), &values));
        // The foot is drawn first, as all that is always printed.
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        assert_eq!(lines[..2], ["test 1 1／1", wanted], "{show} of {given}");
    }
}

#[test]
fn an_age_that_the_unknown_birthday_leaves_open_is_not_guessed() {
    let form = text_field("person.birth_date", "age");
    let values = values([
        ("person.birth_date", "1980-00-00"),
        ("date.today", "2026-11-21"),
    ]);
    let problems = check_values(&form, &values, &FONTS);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].kind, ProblemKind::DateIncomplete);
    assert_eq!(text_of(&pdf_of(&form, &values)).trim(), "test 1 1／1");
}

#[test]
fn a_sex_that_is_not_stated_marks_no_word() {
    let form = form(
        r#"field = [{ name = "性別", type = "circle", value = "person.sex", size = 10, options = [{ value = "male", text = "男", box = [20, 20, 8, 7] }, { value = "female", text = "女", box = [30, 20, 8, 7] }] }]"#,
    );
    for unstated in ["unknown", "not_applicable"] {
        let values = values([("person.sex", unstated)]);
        assert!(
            check_values(&form, &values, &FONTS).is_empty(),
            "{unstated}"
        );
    }
    let wrong = values([("person.sex", "third")]);
    assert_eq!(
        check_values(&form, &wrong, &FONTS)[0].kind,
        ProblemKind::UnknownOption
    );
}

#[test]
fn postal_boxes_stand_apart_and_codes_begin_at_the_first_box() {
    // Seven boxes of 6 mm with a gap of 3 mm after the third: 45 mm.
    let form = form(
        r#"field = [
  { name = "郵便番号", type = "digits", value = "person.postal_code", box = [20, 20, 45, 8], size = 12, count = 7, gap_after = [3], gap = 3 },
  { name = "番号", type = "digits", value = "person.phone", show = "digits", box = [20, 40, 60, 8], size = 12, count = 10, align = "left" },
  { name = "右詰", type = "digits", value = "person.phone", show = "digits", box = [20, 60, 60, 8], size = 12, count = 10 },
]"#,
    );
    let pdf = pdf_of(
        &form,
        &values([("person.postal_code", "1234567"), ("person.phone", "11-11")]),
    );
    let raster = Raster::by_poppler(&pdf, 600);
    let edges = raster.dark_across(20.6, 19.0, 66.0);
    let wanted = [20.0, 26.0, 32.0, 38.0, 41.0, 47.0, 53.0, 59.0, 65.0];
    assert_eq!(edges.len(), wanted.len(), "{edges:?}");
    for (found, wanted) in edges.iter().zip(wanted) {
        assert!((found - wanted).abs() < 0.15, "{found} for {wanted}");
    }
    for cell in [20.0, 26.0, 32.0, 41.0, 47.0, 53.0, 59.0] {
        let ink = raster
            .ink_in([cell + 0.5, 20.8, 5.0, 6.4])
            .expect("a digit in each box");
        let middle = f64::midpoint(ink[0], ink[2]);
        assert!(
            (middle - cell - 3.0).abs() < 0.6,
            "{ink:?} in the box at {cell}"
        );
    }
    let filled = |top: f64| -> Vec<bool> {
        (0..10)
            .map(|cell| {
                raster
                    .ink_in([20.6 + 6.0 * f64::from(cell), top, 4.8, 6.4])
                    .is_some()
            })
            .collect()
    };
    assert_eq!(
        filled(40.8),
        [
            true, true, true, true, false, false, false, false, false, false
        ]
    );
    assert_eq!(
        filled(60.8),
        [
            false, false, false, false, false, false, true, true, true, true
        ]
    );
}

#[test]
fn a_postal_code_has_seven_digits() {
    let form = text_field("person.postal_code", "postal_code");
    let problems = check_values(&form, &values([("person.postal_code", "12345")]), &FONTS);
    assert_eq!(
        problems[0].kind,
        ProblemKind::WrongDigits { min: 7, max: 7 }
    );
}

#[test]
fn a_western_date_is_written_whole_or_in_parts() {
    let form = form(
        r#"field = [
  { name = "書", type = "western", value = "date.today", box = [20, 20, 60, 8], size = 12 },
  { name = "欄", type = "western", value = "person.birth_date", size = 12, year = [20, 40, 20, 8], month = [45, 40, 10, 8], day = [60, 40, 10, 8] },
]"#,
    );
    let whole = values([
        ("date.today", "令和8年11月21日"),
        ("person.birth_date", "S55.3.2"),
    ]);
    let text = text_of(&pdf_of(&form, &whole));
    assert!(text.contains("2026年11月21日"), "{text}");
    assert!(text.contains("1980"), "{text}");
    let part = values([("person.birth_date", "1980")]);
    let raster = Raster::by_poppler(&pdf_of(&form, &part), 200);
    assert!(raster.ink_in([20.0, 40.0, 20.0, 8.0]).is_some());
    assert!(raster.ink_in([45.0, 40.0, 30.0, 8.0]).is_none());
    assert_eq!(
        check_values(&form, &part, &FONTS)[0].kind,
        ProblemKind::DateIncomplete
    );
}

#[test]
fn a_scanner_reads_the_code_with_its_quiet_zone_inside_the_box() {
    let form = form(
        r#"field = [{ name = "コード", type = "qr", value = "handover.code", box = [100, 50, 30, 30] }]"#,
    );
    let code = "KZ1:見本花子:1980-03-02:0123456789";
    let pdf = pdf_of(&form, &values([("handover.code", code)]));
    let raster = Raster::by_poppler(&pdf, 300);
    let [left, top, right, bottom] = raster.ink_in([95.0, 45.0, 40.0, 40.0]).unwrap();
    // At 33 modules and less, four white ones are at least 2.9 mm of 30.
    for margin in [left - 100.0, top - 50.0, 130.0 - right, 80.0 - bottom] {
        assert!(margin > 2.8, "{left} {top} {right} {bottom}");
    }
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(raster.width, raster.height, |x, y| {
            raster.grey[y * raster.width + x]
        });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    let (meta, text) = grids[0].decode().unwrap();
    assert_eq!(text, code);
    assert!(
        meta.ecc_level == 0 || meta.ecc_level == 2 || meta.ecc_level == 3,
        "M or better"
    );
}

#[test]
fn a_code_whose_modules_no_scanner_tells_apart_is_refused() {
    let form = form(
        r#"field = [{ name = "コード", type = "qr", value = "handover.code", box = [100, 50, 15, 15] }]"#,
    );
    let short = values([("handover.code", "KZ1:0123456789")]);
    assert!(check_values(&form, &short, &FONTS).is_empty());
    let long = values([("handover.code", "あ".repeat(60).as_str())]);
    assert_eq!(
        check_values(&form, &long, &FONTS)[0].kind,
        ProblemKind::CodeTooDense
    );
}

#[test]
fn a_field_is_required_while_its_condition_holds() {
    let form = form(
        r#"field = [{ name = "電話", type = "text", value = "person.phone", box = [20, 20, 60, 8], size = 10, required_when = { name = "visitor.role", value = "agent" } }]"#,
    );
    assert!(check_values(&form, &values([]), &FONTS).is_empty());
    let problems = check_values(&form, &values([("agent.name", "代理太郎")]), &FONTS);
    assert_eq!(problems[0].kind, ProblemKind::MissingRequired);
}
