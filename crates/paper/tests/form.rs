//! The shipped form with its samples: what is on the paper, where, and that the preview shows the same.

mod common;

use common::{FONTS, Raster, form, pdf_of, run, sample, samples, text_of, values};
use paper::{FieldProblem, Placement, ProblemKind, check_values, page_count, render};

#[test]
fn every_sample_is_drawn_and_gives_its_text_back() {
    let form = form();
    let out = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    for sample in samples() {
        let pdf = pdf_of(&form, &sample.values);
        std::fs::write(out.join(format!("{}.pdf", sample.id)), &pdf).unwrap();
        assert_eq!(page_count(&pdf), Ok(1), "{}", sample.id);
        assert!(pdf.len() < 200_000, "{}: {} bytes", sample.id, pdf.len());
        let text: String = text_of(&pdf).split_whitespace().collect();
        for name in [
            "person.name",
            "person.address",
            "city.mayor",
            "request.submit_to",
            "needed.name",
        ] {
            let Some(value) = sample.values.get(name) else {
                continue;
            };
            let wanted: String = value.split_whitespace().collect();
            assert!(text.contains(&wanted), "{name} of {} in {text}", sample.id);
        }
        let fatal: Vec<_> = check_values(&form, &sample.values, &FONTS)
            .into_iter()
            .filter(FieldProblem::is_fatal)
            .collect();
        assert!(fatal.is_empty(), "{}: {fatal:?}", sample.id);
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert!(pdf_of(&form(), &sample("variants")) == pdf_of(&form(), &sample("variants")));
}

#[test]
fn a_plain_character_and_its_variant_on_one_glyph_both_come_back() {
    let form = common::small_form(
        r#"field = [
          { name = "a", type = "text", value = "person.name", box = [20, 20, 100, 10], size = 12 },
          { name = "b", type = "text", value = "person.address", box = [20, 40, 100, 10], size = 12 },
        ]"#,
    )
    .unwrap();
    // 葛 with U+E0103 is drawn by the glyph of plain 葛 in IPAmj.
    let text = text_of(&pdf_of(
        &form,
        &values([
            ("person.name", "見葛\u{E0103}本"),
            ("person.address", "見葛本"),
        ]),
    ));
    assert!(text.contains("見葛\u{E0103}本"), "{text:?}");
    assert!(text.contains("見葛本"), "{text:?}");
}

#[test]
fn fonts_are_embedded_as_subsets_and_nothing_personal_is_in_the_metadata() {
    let pdf = pdf_of(&form(), &sample("ordinary"));
    let fonts = String::from_utf8(run(&pdf, "pdffonts", &[], &[])).unwrap();
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(rows.len() >= 3, "{fonts}");
    for row in rows {
        assert!(
            row.contains("yes yes yes"),
            "embedded, subset, with text: {row}"
        );
    }
    let info = String::from_utf8(run(&pdf, "pdfinfo", &[], &[])).unwrap();
    assert!(info.contains("住民票の写し等交付請求書"), "{info}");
    for value in ["見本", "花子", "みほん", "1980", "Author", "CreationDate"] {
        assert!(!info.contains(value), "{info}");
    }
    assert!(
        String::from_utf8_lossy(&pdf).contains("/PrintScaling/None"),
        "printers must not fit the page to their margins"
    );
}

#[test]
fn rules_and_rings_lie_where_the_definition_says() {
    const WITHIN_MM: f64 = 0.2;
    let raster = Raster::by_poppler(&pdf_of(&form(), &sample("ordinary")), 600);
    let near = |found: f64, wanted: f64| {
        assert!((found - wanted).abs() < WITHIN_MM, "{found} for {wanted}");
    };

    // Upright rules of the first table, at a height without words.
    let upright = raster.dark_across(73.0, 10.0, 200.0);
    for (found, wanted) in upright.iter().zip([15.0, 43.0, 195.0]) {
        near(*found, wanted);
    }
    assert_eq!(upright.len(), 3, "{upright:?}");
    // Level rules down the label column, beside its words; the dashed one is met on a dash or not at all.
    let level = raster.dark_down(194.0, 30.0, 140.0);
    for wanted in [
        35.0, 41.5, 59.5, 73.5, 83.5, 92.5, 96.0, 102.5, 112.5, 123.5, 133.0,
    ] {
        let nearest = level
            .iter()
            .copied()
            .min_by(|a, b| (a - wanted).abs().total_cmp(&(b - wanted).abs()));
        near(nearest.unwrap_or_default(), wanted);
    }
    // The digit boxes of the copies: edges at 176.5, 182.5 and 188.5.
    let edges = raster.dark_across(148.2, 175.5, 189.5);
    assert_eq!(edges.len(), 3, "{edges:?}");
    for (found, wanted) in edges.iter().zip([176.5, 182.5, 188.5]) {
        near(*found, wanted);
    }
}

#[test]
fn a_printers_placement_moves_and_scales_everything() {
    let placement = Placement {
        offset_x_mm: 3.0,
        offset_y_mm: -2.0,
        scale_x: 1.01,
        scale_y: 0.99,
        turned: false,
    };
    let pdf = render(&form(), &sample("ordinary"), &FONTS, &placement).unwrap();
    let raster = Raster::by_poppler(&pdf, 600);
    let [left, top, right, bottom] = raster.ink_in([0.0, 30.0, 210.0, 250.0]).unwrap();
    for (found, wanted) in [
        (left, 15.0 * 1.01 + 3.0),
        (right, 195.0 * 1.01 + 3.0),
        (top, 35.0 * 0.99 - 2.0),
        (bottom, 282.0 * 0.99 - 2.0),
    ] {
        assert!((found - wanted).abs() < 0.4, "{found} for {wanted}");
    }
}

#[test]
fn a_turned_page_is_upside_down_and_moved_as_the_paper_lies() {
    let placement = Placement {
        offset_x_mm: 3.0,
        offset_y_mm: -2.0,
        turned: true,
        ..Placement::default()
    };
    let pdf = render(&form(), &sample("ordinary"), &FONTS, &placement).unwrap();
    let raster = Raster::by_poppler(&pdf, 600);
    let [left, top, right, bottom] = raster.ink_in([0.0, 10.0, 210.0, 253.0]).unwrap();
    for (found, wanted) in [
        (left, 210.0 - 195.0 + 3.0),
        (right, 210.0 - 15.0 + 3.0),
        (top, 297.0 - 282.0 - 2.0),
        (bottom, 297.0 - 35.0 - 2.0),
    ] {
        assert!((found - wanted).abs() < 0.4, "{found} for {wanted}");
    }
}

#[test]
fn the_preview_shows_what_another_program_draws() {
    let pdf = pdf_of(&form(), &sample("longest"));
    let poppler = Raster::by_poppler(&pdf, 100);
    let preview = Raster::by_preview(&pdf, u32::try_from(poppler.width).unwrap(), 210.0);
    assert_eq!(preview.width, poppler.width);
    assert!(preview.height.abs_diff(poppler.height) <= 1);
    let cell_ink = |raster: &Raster, column: usize, row: usize| -> f64 {
        let mut ink = 0.0;
        for y in row * 20..(row + 1) * 20 {
            for x in column * 20..(column + 1) * 20 {
                ink += f64::from(255 - raster.grey[y * raster.width + x]);
            }
        }
        ink / (400.0 * 255.0)
    };
    for row in 0..poppler.height / 20 - 1 {
        for column in 0..poppler.width / 20 - 1 {
            let (a, b) = (
                cell_ink(&poppler, column, row),
                cell_ink(&preview, column, row),
            );
            assert!(
                (a - b).abs() < 0.12,
                "5 mm cell {column}, {row}: {a} and {b}"
            );
        }
    }
}

#[test]
fn a_character_no_font_has_is_named_with_its_field_before_anything_is_printed() {
    let mut values = sample("ordinary");
    values.insert("person.name", "見本\u{2611}花子");
    let problems = render(&form(), &values, &FONTS, &Placement::default())
        .err()
        .unwrap();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].field, "窓口に来た方の氏名");
    assert_eq!(problems[0].value.as_deref(), Some("visitor.name"));
    assert_eq!(
        problems[0].kind,
        ProblemKind::MissingGlyph {
            character: '\u{2611}'
        }
    );
}

#[test]
fn variants_are_looked_for_in_both_collections_and_a_missing_one_is_a_warning() {
    let kinds = |name: &str| -> Vec<ProblemKind> {
        let mut values = sample("ordinary");
        values.insert("person.name", name);
        check_values(&form(), &values, &FONTS)
            .into_iter()
            .filter(|p| p.value.as_deref() == Some("visitor.name"))
            .map(|p| p.kind)
            .collect()
    };
    assert_eq!(kinds("葛\u{E0103}"), [], "Moji_Joho, in IPAmj");
    assert_eq!(
        kinds("葛\u{E0101}"),
        [ProblemKind::OtherTypeface { character: '葛' }],
        "Adobe-Japan1, in Noto"
    );
    assert_eq!(
        kinds("葛\u{E01EF}"),
        [ProblemKind::MissingVariant { character: '葛' }]
    );
    let mut values = sample("ordinary");
    values.insert("person.name", "葛\u{E0101}");
    let fonts = String::from_utf8(run(&pdf_of(&form(), &values), "pdffonts", &[], &[])).unwrap();
    assert!(fonts.contains("NotoSerifCJKjp"), "{fonts}");
    assert!(text_of(&pdf_of(&form(), &values)).contains("葛\u{E0101}"));
}

#[test]
fn answers_out_of_range_missing_or_unknown_stop_the_form() {
    let kind_of = |name: &str, text: &str| -> Option<ProblemKind> {
        let mut values = sample("ordinary");
        values.insert(name, text);
        let problems = render(&form(), &values, &FONTS, &Placement::default()).err()?;
        problems
            .into_iter()
            .find(|p| {
                // Who came is the person here, and the form places the visitor's data.
                let placed = name.replace("person.", "visitor.");
                p.value.as_deref() == Some(placed.as_str())
            })
            .map(|p| p.kind)
    };
    assert_eq!(
        kind_of("person.name", ""),
        Some(ProblemKind::MissingRequired)
    );
    assert_eq!(
        kind_of("request.copies", "11"),
        Some(ProblemKind::NumberOutOfRange { min: 1, max: 10 })
    );
    assert_eq!(
        kind_of("request.copies", "２"),
        None,
        "full-width digits are digits"
    );
    assert_eq!(
        kind_of("request.kind", "everything"),
        Some(ProblemKind::UnknownOption)
    );
    assert_eq!(
        kind_of("person.birth_date", "1981-02-29"),
        Some(ProblemKind::InvalidDate)
    );
    assert_eq!(
        kind_of("person.birth_date", "S32767.1.1"),
        Some(ProblemKind::InvalidDate),
        "a year past every calendar"
    );
    assert_eq!(
        kind_of("person.birth_date", "1872-12-31"),
        Some(ProblemKind::DateBeforeGregorian)
    );
    assert_eq!(
        kind_of("person.address", "一\n二"),
        Some(ProblemKind::ControlCharacter)
    );
    assert_eq!(
        kind_of("person.address", &"長".repeat(400)),
        Some(ProblemKind::DoesNotFit)
    );
    assert_eq!(kind_of("request.purpose_detail", "聞かれていない"), None);
    let mut other = sample("ordinary");
    other.insert("request.relation", "household");
    let problems = render(&form(), &other, &FONTS, &Placement::default())
        .err()
        .unwrap();
    assert!(
        problems
            .iter()
            .any(|p| p.value.as_deref() == Some("needed.name")
                && p.kind == ProblemKind::MissingRequired),
        "{problems:?}"
    );
}

#[test]
fn an_unknown_month_and_an_ambiguous_era_stay_empty_with_a_warning() {
    let text_for = |date: &str| {
        let mut values = sample("ordinary");
        values.insert("person.birth_date", date);
        let problems = check_values(&form(), &values, &FONTS);
        assert_eq!(
            problems.iter().map(|p| &p.kind).collect::<Vec<_>>(),
            [&ProblemKind::DateIncomplete],
            "{date}"
        );
        let raster = Raster::by_poppler(&pdf_of(&form(), &values), 200);
        [
            [96.0, 75.5, 8.5, 6.0],
            [109.0, 75.5, 7.5, 6.0],
            [120.6, 75.5, 7.4, 6.0],
        ]
        .map(|part| raster.ink_in(part).is_some())
    };
    assert_eq!(text_for("1941-00-00"), [true, false, false]);
    assert_eq!(text_for("1941-05"), [true, true, false]);
    assert_eq!(text_for("1989"), [false, false, false], "昭和64 or 平成元");
}

#[test]
fn the_signature_line_stays_empty() {
    for sample in samples() {
        let raster = Raster::by_poppler(&pdf_of(&form(), &sample.values), 200);
        assert_eq!(
            raster.ink_in([112.0, 219.5, 83.0, 16.5]),
            None,
            "{}",
            sample.id
        );
    }
}

#[test]
fn one_circle_is_drawn_round_the_chosen_word_and_touches_no_word() {
    let raster = Raster::by_poppler(&pdf_of(&form(), &sample("ordinary")), 600);
    let [left, top, right, bottom] = raster.ink_in([64.0, 74.5, 11.0, 8.0]).unwrap();
    // 昭和 is [65, 75.6, 9, 5.8]; the ring's pen is 0.9 pt wide, half of it outside.
    for (found, wanted) in [
        (left, 65.0 - 0.159),
        (top, 75.6 - 0.159),
        (right, 74.0 + 0.159),
        (bottom, 81.4 + 0.159),
    ] {
        assert!((found - wanted).abs() < 0.2, "{found} for {wanted}");
    }
    // Along the middle: ring, two kanji with white beside them, ring.
    let across = raster.dark_across(78.5, 64.0, 75.0);
    let (first, last) = (
        across[1] - across[0],
        across[across.len() - 1] - across[across.len() - 2],
    );
    assert!(first > 0.6 && last > 0.6, "{across:?}");
    assert!(
        raster.ink_in([54.6, 75.2, 0.3, 6.6]).is_none(),
        "no ring round 大正"
    );
}

#[test]
fn a_field_left_for_the_hand_is_printed_empty_though_it_is_required() {
    let mut values = sample("ordinary");
    values.insert("person.name", "見本\u{2611}花子");
    values.leave_for_hand("person.name");
    let raster = Raster::by_poppler(&pdf_of(&form(), &values), 200);
    assert_eq!(raster.ink_in([46.0, 48.5, 146.0, 10.0]), None);
    values.insert("person.name", "見本　花子");
    assert!(
        text_of(&pdf_of(&form(), &values)).contains("花子"),
        "a new value counts again"
    );
}
