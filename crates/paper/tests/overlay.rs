//! Values over PDFs that other programs have made: the city's drawing stays as it is, the values lie where they belong.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

mod backgrounds;
mod common;

use std::fmt::Write as _;

use backgrounds::{Page, by_cairo, by_ghostscript, by_qpdf, city_pdf, edited, scanned, through};
use common::{pdf_of, run, values};
use lopdf::{Object, Stream, dictionary};
use paper::{OverlayError, Placement, background_pages, overlay};

/// Two texts per page on as many A4 pages as asked for, in free places of the city's form.
fn values_pdf(pages: usize) -> Vec<u8> {
    let form = common::small_form(
        r#"field = [
          { name = "a", type = "text", value = "person.name", box = [150, 8, 50, 8], size = 14 },
          { name = "b", type = "text", value = "person.address", box = [17, 282, 80, 8], size = 9 },
        ]"#,
    )
    .unwrap();
    let one = pdf_of(
        &form,
        &values([
            ("person.name", "重ネ太郎"),
            ("person.address", "見本県見本市中央一丁目"),
        ]),
    );
    backgrounds::repeated(&one, pages)
}

const WORDS: [(&str, f64); 2] = [("重ネ太郎", 150.0), ("見本県見本市中央一丁目", 17.0)];

/// Left edges of the words of a page, in millimetres from the page's left edge, and their upper edges.
fn places(pdf: &[u8], page: usize) -> Vec<(String, [f64; 2])> {
    let number = page.to_string();
    let html = String::from_utf8(run(
        pdf,
        "pdftotext",
        &["-bbox", "-cropbox", "-f", &number, "-l", &number],
        &["-"],
    ))
    .expect("UTF-8");
    let attribute = |line: &str, key: &str| -> f64 {
        let (_, rest) = line.split_once(&format!("{key}=\"")).expect("the key");
        let (number, _) = rest.split_once('"').expect("its end");
        number.parse::<f64>().expect("a number") * 25.4 / 72.0
    };
    html.lines()
        .filter(|line| line.contains("<word "))
        .map(|line| {
            let text = line.split(['<', '>']).nth(2).expect("a word");
            (
                text.to_owned(),
                [attribute(line, "xMin"), attribute(line, "yMin")],
            )
        })
        .collect()
}

/// Holds a merged page against its two parts: outside the values not one pixel differs, and the values are there.
fn compare(name: &str, background: &[u8], values: &[u8], merged: &[u8], pages: usize) {
    for page in 1..=pages {
        let city = Page::drawn(background, page);
        let ours = Page::drawn(values, page);
        let both = Page::drawn(merged, page);
        assert_eq!(both.size(), city.size(), "{name}, page {page}");
        assert_eq!(both.size(), ours.size(), "{name}, page {page}");
        let mut differing = 0;
        let mut ink = 0;
        for index in 0..both.rgb.len() {
            if ours.rgb[index] == 255 {
                differing += usize::from(both.rgb[index] != city.rgb[index]);
            } else if ours.rgb[index] < 64 {
                ink += 1;
                assert!(both.rgb[index] < 64, "{name}: values are covered");
            }
        }
        assert_eq!(differing, 0, "{name}: pixels of the city's page {page}");
        assert!(ink > 500, "{name}: {ink} dark pixels of values");
        let wanted = places(values, page);
        let found = places(merged, page);
        for (word, left) in WORDS {
            let place = |among: &[(String, [f64; 2])]| {
                among
                    .iter()
                    .find(|(text, _)| text == word)
                    .unwrap_or_else(|| panic!("{name}: {word} in {among:?}"))
                    .1
            };
            let ([x, y], [_, alone]) = (place(&found), place(&wanted));
            assert!((x - left).abs() < 0.2, "{name}: {word} at {x}");
            assert!(
                (y - alone).abs() < 0.2,
                "{name}: {word} at {y}, not {alone}"
            );
        }
    }
}

fn check(name: &str, background: &[u8], pages: usize) {
    let values = values_pdf(pages);
    let merged = overlay(background, &values, &Placement::default())
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let out = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(out.join(format!("overlay-{name}.pdf")), &merged).unwrap();
    run(&merged, "qpdf", &["--check"], &[]);
    compare(name, background, &values, &merged, pages);
    let again = overlay(background, &values, &Placement::default()).unwrap();
    assert!(
        again == merged,
        "{name}: the same input gives the same bytes"
    );
}

#[test]
fn the_pdfs_of_other_programs_stay_as_they_are_under_the_values() {
    let city = city_pdf();
    check("ours", &city, 1);
    check("cairo", &by_cairo(&city), 1);
    check("ghostscript", &by_ghostscript(&city, "1.4"), 1);
    check("ghostscript-1.7", &by_ghostscript(&city, "1.7"), 1);
    check("scanned", &scanned(&city), 1);
    for (name, option) in [
        ("object-streams", "--object-streams=generate"),
        ("linearized", "--linearize"),
        ("plain", "--qdf"),
        ("split", "--coalesce-contents"),
    ] {
        check(name, &by_qpdf(&city, &[option]), 1);
    }
    check(
        "three-pages",
        &by_ghostscript(&backgrounds::repeated(&city, 3), "1.5"),
        3,
    );
}

#[test]
fn a_turned_page_gets_its_values_upright() {
    for (turn, matrix, media) in [
        (90, "0 1 -1 0 841.89 0", [0.0, 0.0, 841.89, 595.276]),
        (180, "-1 0 0 -1 595.276 841.89", [0.0, 0.0, 595.276, 841.89]),
        (270, "0 -1 1 0 0 595.276", [0.0, 0.0, 841.89, 595.276]),
        (-90, "0 -1 1 0 0 595.276", [0.0, 0.0, 841.89, 595.276]),
    ] {
        let turned = edited(&city_pdf(), |document, page| {
            backgrounds::wrap(document, page, &format!("q {matrix} cm\n"), "\nQ");
            let page = document.get_dictionary_mut(page).unwrap();
            page.set("MediaBox", backgrounds::reals(media));
            page.remove(b"CropBox");
            page.set("Rotate", turn);
        });
        check(&format!("turned{turn}"), &turned, 1);
    }
}

#[test]
fn a_cropped_page_counts_from_its_visible_corner() {
    let cropped = edited(&city_pdf(), |document, page| {
        backgrounds::wrap(document, page, "q 1 0 0 1 60 45 cm\n", "\nQ");
        let page = document.get_dictionary_mut(page).unwrap();
        page.set("MediaBox", backgrounds::reals([-10.0, -20.0, 700.0, 950.0]));
        // Corners may stand in any order.
        page.set("CropBox", backgrounds::reals([655.276, 886.89, 60.0, 45.0]));
    });
    check("cropped", &cropped, 1);
    let [size] = background_pages(&cropped).unwrap()[..] else {
        panic!("one page");
    };
    assert!((size.width_mm - 210.0).abs() < 0.01 && (size.height_mm - 297.0).abs() < 0.01);
}

#[test]
fn a_page_with_another_unit_keeps_its_size() {
    let halved = edited(&city_pdf(), |document, page| {
        backgrounds::wrap(document, page, "q 0.5 0 0 0.5 0 0 cm\n", "\nQ");
        let page = document.get_dictionary_mut(page).unwrap();
        page.set("MediaBox", backgrounds::reals([0.0, 0.0, 297.638, 420.945]));
        page.remove(b"CropBox");
        page.set("UserUnit", Object::Real(2.0));
    });
    let [size] = background_pages(&halved).unwrap()[..] else {
        panic!("one page");
    };
    assert!((size.width_mm - 210.0).abs() < 0.01, "{size:?}");
}

#[test]
fn what_a_page_inherits_is_found() {
    let inherited = edited(&city_pdf(), |document, page| {
        let own = document.get_dictionary_mut(page).unwrap();
        let moved: Vec<_> = [b"Resources".as_slice(), b"MediaBox"]
            .into_iter()
            .filter_map(|key| Some((key.to_vec(), own.remove(key)?)))
            .collect();
        assert_eq!(moved.len(), 2);
        let parent = own.get(b"Parent").unwrap().as_reference().unwrap();
        let parent = document.get_dictionary_mut(parent).unwrap();
        for (key, value) in moved {
            parent.set(key, value);
        }
    });
    check("inherited", &inherited, 1);
}

#[test]
fn a_drawing_in_several_parts_or_with_loose_ends_moves_nothing() {
    let parts = edited(&city_pdf(), |document, page| {
        let own = document.get_dictionary(page).unwrap();
        let content = own.get(b"Contents").unwrap().clone();
        let content = match content {
            Object::Array(mut array) => array.remove(0),
            other => other,
        };
        let before = document.add_object(Stream::new(dictionary! {}, b"q".to_vec()));
        let after = document.add_object(Stream::new(dictionary! {}, b"Q".to_vec()));
        let own = document.get_dictionary_mut(page).unwrap();
        own.set("Contents", vec![before.into(), content, after.into()]);
    });
    check("parts", &parts, 1);
    let open = edited(&city_pdf(), |document, page| {
        backgrounds::wrap(document, page, "", "\nq q 0.3 0 0 0.3 99 99 cm 0.5 g 0.5 w");
    });
    check("open-ends", &open, 1);
}

#[test]
fn form_fields_do_not_cover_values_and_notes_stay_under_them() {
    let city = city_pdf();
    let with = |subtype: &str, rect: [f64; 4]| {
        edited(&city, |document, page| {
            let appearance = document.add_object(Stream::new(
                dictionary! { "Type" => "XObject", "Subtype" => "Form",
                "BBox" => backgrounds::reals([0.0, 0.0, 10.0, 10.0]) },
                b"0.8 g 0 0 10 10 re f".to_vec(),
            ));
            let annotation = document.add_object(dictionary! {
                "Type" => "Annot", "Subtype" => subtype, "F" => 4,
                "Rect" => backgrounds::reals(rect),
                "AP" => dictionary! { "N" => appearance },
                "FT" => "Tx", "T" => Object::string_literal("name"),
            });
            document
                .get_dictionary_mut(page)
                .unwrap()
                .set("Annots", vec![annotation.into()]);
            if subtype == "Widget" {
                document.catalog_mut().unwrap().set(
                    "AcroForm",
                    dictionary! { "Fields" => vec![annotation.into()] },
                );
            }
        })
    };
    // Both lie over the name, 8 mm from the upper edge.
    let over_the_name = [420.0, 790.0, 580.0, 830.0];
    let note = with("Stamp", over_the_name);
    check("note", &note, 1);
    assert_ne!(Page::drawn(&note, 1).rgb, Page::drawn(&city, 1).rgb);

    let field = with("Widget", over_the_name);
    let values = values_pdf(1);
    let merged = overlay(&field, &values, &Placement::default()).unwrap();
    compare("field", &city, &values, &merged, 1);
    let plain = String::from_utf8_lossy(&by_qpdf(&merged, &["--qdf"])).into_owned();
    assert!(!plain.contains("/AcroForm") && !plain.contains("/Widget"));
}

#[test]
fn nothing_of_the_citys_file_but_its_drawing_is_taken_over() {
    let talkative = edited(&city_pdf(), |document, _| {
        let script = document.add_object(
            dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") },
        );
        let metadata = document.add_object(Stream::new(
            dictionary! { "Type" => "Metadata" },
            b"<x>KEPT-BY-NOBODY</x>".to_vec(),
        ));
        let info = document.add_object(dictionary! {
            "Author" => Object::string_literal("KEPT-BY-NOBODY"),
            "CreationDate" => Object::string_literal("D:20260101"),
        });
        document.trailer.set("Info", info);
        let catalog = document.catalog_mut().unwrap();
        catalog.set("OpenAction", script);
        catalog.set("Metadata", metadata);
    });
    let merged = overlay(&talkative, &values_pdf(1), &Placement::default()).unwrap();
    let plain = String::from_utf8_lossy(&by_qpdf(&merged, &["--qdf", "--no-original-object-ids"]))
        .into_owned();
    for word in ["JavaScript", "KEPT-BY-NOBODY", "CreationDate", "OpenAction"] {
        assert!(!plain.contains(word), "{word}");
    }
    assert!(plain.contains("/PrintScaling /None"));
    let info = String::from_utf8(run(&merged, "pdfinfo", &[], &[])).unwrap();
    assert!(info.contains("試験"), "{info}");
}

#[test]
fn a_printers_placement_moves_the_city_and_the_values_together() {
    let placement = Placement {
        offset_x_mm: 3.0,
        offset_y_mm: -2.0,
        scale_x: 1.01,
        scale_y: 0.99,
        ..Placement::default()
    };
    let turned = edited(&city_pdf(), |document, page| {
        backgrounds::wrap(document, page, "q 0 1 -1 0 841.89 0 cm\n", "\nQ");
        let page = document.get_dictionary_mut(page).unwrap();
        page.set("MediaBox", backgrounds::reals([0.0, 0.0, 841.89, 595.276]));
        page.remove(b"CropBox");
        page.set("Rotate", 90);
    });
    for background in [city_pdf(), turned] {
        let values = values_pdf(1);
        let before = places(
            &overlay(&background, &values, &Placement::default()).unwrap(),
            1,
        );
        let after = places(&overlay(&background, &values, &placement).unwrap(), 1);
        let mut report = String::new();
        let mut compared = 0;
        for (word, [x, y]) in &before {
            let Some((_, [right, down])) = after.iter().find(|(text, _)| text == word) else {
                continue;
            };
            if before.iter().filter(|(text, _)| text == word).count() > 1 {
                continue;
            }
            compared += 1;
            if (x * 1.01 + 3.0 - right).abs() > 0.05 || (y * 0.99 - 2.0 - down).abs() > 0.05 {
                writeln!(report, "{word}: {x} {y} came to {right} {down}").unwrap();
            }
        }
        assert!(report.is_empty(), "{report}");
        assert!(compared > 20, "words of the city and of ours: {compared}");
    }
}

#[test]
fn a_locked_pdf_is_refused_whichever_password_it_has() {
    let city = city_pdf();
    for (user, owner, bits) in [
        ("", "owner", "256"),
        ("user", "owner", "256"),
        ("", "owner", "128"),
        ("user", "owner", "128"),
    ] {
        let locked = through(&city, "qpdf", |from, to| {
            let arguments = ["--encrypt", user, owner, bits, "--"];
            let mut all: Vec<String> = vec!["--allow-weak-crypto".into()];
            all.extend(arguments.map(str::to_owned));
            all.extend([from.to_owned(), to.to_owned()]);
            all
        });
        assert_eq!(
            overlay(&locked, &values_pdf(1), &Placement::default()),
            Err(OverlayError::Encrypted),
            "{user}/{owner}/{bits}"
        );
    }
}

#[test]
fn what_is_no_pdf_or_a_broken_one_is_refused() {
    let none = Placement::default();
    let values = values_pdf(1);
    for bytes in [b"".as_slice(), b"PK\x03\x04 a document", &[0xff; 5000]] {
        assert_eq!(overlay(bytes, &values, &none), Err(OverlayError::NotPdf));
    }
    let city = city_pdf();
    assert_eq!(
        overlay(&city[..city.len() / 2], &values, &none),
        Err(OverlayError::Damaged)
    );
    assert_eq!(
        overlay(b"%PDF-1.7\nnothing", &values, &none),
        Err(OverlayError::Damaged)
    );
    assert_eq!(
        overlay(&city, &values_pdf(2), &none),
        Err(OverlayError::PageMissing { page: 2, pages: 1 })
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    #[test]
    fn any_damage_is_no_panic(flips in proptest::collection::vec((0..60_000_usize, 0..=255_u8), 1..12), cut in 0..60_000_usize) {
        static CITY: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| by_qpdf(&city_pdf(), &["--qdf"]));
        static VALUES: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| values_pdf(1));
        let mut damaged = CITY.clone();
        for (at, byte) in flips {
            // The structure of a file in plain form stands at its end.
            let at = damaged.len() - 1 - at % damaged.len();
            damaged[at] = byte;
        }
        if cut % 4 == 0 {
            damaged.truncate(damaged.len() - cut % damaged.len());
        }
        let _ = overlay(&damaged, &VALUES, &Placement::default());
    }
}
