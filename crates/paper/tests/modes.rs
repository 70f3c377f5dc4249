//! Three ways to print one definition: all of it, over the city's PDF, the values alone.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

mod backgrounds;
mod common;

use advice::Advise;
use backgrounds::Page;
use common::{FONTS, Raster, form, sample, text_of, values};
use paper::{FormDefinition, Placement, Print, PrintMode, ProblemKind, overlay, render};

fn printed(form: &FormDefinition, mode: PrintMode, values: &paper::Values) -> Vec<u8> {
    let print = Print {
        mode: Some(mode),
        placement: &Placement::default(),
    };
    render(form, values, &FONTS, print).unwrap_or_else(|problems| panic!("{problems:?}"))
}

const ENTRIES: &str = r#"
text = [{ text = "氏名見出し", box = [20, 10, 60, 8], size = 10 }]
line = [{ from = [20, 60], to = [190, 60], width = 0.5 }]
frame = [{ box = [15, 5, 180, 100], width = 0.5 }]
field = [
  { name = "氏名", type = "text", value = "person.name", box = [20, 20, 100, 10], size = 12 },
  { name = "通数", type = "digits", value = "request.copies", box = [20, 40, 12, 8], count = 2, size = 12 },
  { name = "種類", type = "circle", value = "request.kind", size = 10, options = [
    { value = "all", text = "全員選択", box = [20, 70, 24, 8] }, { value = "part", text = "一部選択", box = [60, 70, 24, 8] } ] },
  { name = "目的", type = "tick", value = "request.why", size = 10, options = [
    { value = "bank", text = "銀行提出", box = [20, 85, 4, 4] }, { value = "other", text = "その他", box = [60, 85, 4, 4] } ] },
  { name = "署名", type = "signature", box = [120, 80, 60, 12] },
]
[[ask]]
name = "request.copies"
label = { ja = "通数", en = "Copies" }
kind = "number"
min = 1
max = 10
[[ask]]
name = "request.kind"
label = { ja = "種類", en = "Kind" }
kind = "choice"
options = [{ value = "all", ja = "全員", en = "All" }, { value = "part", ja = "一部", en = "Part" }]
[[ask]]
name = "request.why"
label = { ja = "目的", en = "Why" }
kind = "choice"
options = [{ value = "bank", ja = "銀行", en = "Bank" }, { value = "other", ja = "他", en = "Other" }]
"#;

fn entries_of(print: &str) -> String {
    format!("{print}\n{ENTRIES}")
}

fn answers() -> paper::Values {
    values([
        ("person.name", "重ネ太郎"),
        ("request.copies", "7"),
        ("request.kind", "all"),
        ("request.why", "other"),
    ])
}

/// A form's folder with these files in it; the folder's name is the form's id.
fn folder(print: &str, files: &[(&str, &[u8])]) -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let form = dir.path().join("test");
    std::fs::create_dir(&form).unwrap();
    // The entries begin with plain keys, so the table stands at the end.
    let text = format!(
        "format = 1\nid = \"test\"\nversion = \"1\"\ntitle = {{ ja = \"試験\", en = \"Test\" }}\nbasis = \"なし\"\npaper = \"A4\"\n{ENTRIES}\n{print}\n"
    );
    std::fs::write(form.join("form.toml"), text).unwrap();
    for (name, bytes) in files {
        std::fs::write(form.join(name), bytes).unwrap();
    }
    (dir, form)
}

#[test]
fn values_alone_are_text_digits_rings_and_ticks_and_nothing_else() {
    let form = common::small_form(&entries_of("")).unwrap();
    let whole = printed(&form, PrintMode::Whole, &answers());
    let alone = printed(&form, PrintMode::ValuesOnly, &answers());
    let text = text_of(&alone);
    let words: Vec<&str> = text.split_whitespace().collect();
    assert_eq!(words, ["重ネ太郎", "7"]);
    let text = text_of(&whole);
    for word in ["氏名見出し", "全員選択", "銀行提出", "test 1"] {
        assert!(text.contains(word), "{word} in {text}");
    }
    // What is dark alone is dark in the whole at the same place.
    let (whole, alone) = (Page::drawn(&whole, 1), Page::drawn(&alone, 1));
    assert!(
        whole
            .rgb
            .iter()
            .zip(&alone.rgb)
            .all(|(whole, alone)| whole <= alone)
    );
    let raster = Raster::by_poppler(&printed(&form, PrintMode::ValuesOnly, &answers()), 300);
    // The ring of the chosen word and the tick, but no ring, square or boxes beside.
    let ring = raster.ink_in([19.0, 69.0, 26.0, 10.0]).unwrap();
    assert!(
        (ring[0] - 20.0).abs() < 0.3 && (ring[3] - 78.0).abs() < 0.3,
        "{ring:?}"
    );
    assert!(raster.ink_in([59.5, 84.5, 5.0, 5.0]).is_some());
    for empty in [
        [59.0, 69.0, 26.0, 10.0],
        [19.5, 84.5, 5.0, 5.0],
        [19.0, 39.0, 6.0, 10.0],
        [19.0, 59.0, 170.0, 2.0],
        [10.0, 4.0, 190.0, 3.0],
        [10.0, 285.0, 195.0, 11.0],
    ] {
        assert_eq!(raster.ink_in(empty), None, "{empty:?}");
    }
}

#[test]
fn over_the_citys_pdf_its_drawing_and_the_values_are_printed() {
    let city = backgrounds::by_ghostscript(&backgrounds::city_pdf(), "1.5");
    let print = "[print]\nmode = \"over_pdf\"\nbackground = \"city.pdf\"";
    let (_dir, folder) = folder(print, &[("city.pdf", &city)]);
    let form = FormDefinition::load(&folder).unwrap();
    // The definition's own mode holds when nothing else is asked for.
    let merged = render(&form, &answers(), &FONTS, &Placement::default()).unwrap();
    let alone = printed(&form, PrintMode::ValuesOnly, &answers());
    let by_hand = overlay(&city, &alone, &Placement::default()).unwrap();
    assert!(merged == by_hand);
    let text = text_of(&merged);
    assert!(
        text.contains("重ネ太郎") && text.contains("住民票"),
        "{text}"
    );
    assert!(
        !text.contains("氏名見出し") && !text.contains("全員選択"),
        "{text}"
    );
    // The settings may choose the form's own drawing.
    let whole = printed(&form, PrintMode::Whole, &answers());
    assert!(text_of(&whole).contains("氏名見出し"));
}

#[test]
fn a_placement_moves_values_alone_as_it_moves_the_whole() {
    let form = form();
    let placement = Placement {
        offset_x_mm: 4.0,
        offset_y_mm: 3.0,
        ..Placement::default()
    };
    let ink = |placement: &Placement| {
        let print = Print {
            mode: Some(PrintMode::ValuesOnly),
            placement,
        };
        let pdf = render(&form, &sample("ordinary"), &FONTS, print).unwrap();
        Raster::by_poppler(&pdf, 300)
            .ink_in([0.0, 0.0, 210.0, 297.0])
            .unwrap()
    };
    let (before, after) = (ink(&Placement::default()), ink(&placement));
    for (index, moved) in [4.0, 3.0, 4.0, 3.0].into_iter().enumerate() {
        assert!(
            (before[index] + moved - after[index]).abs() < 0.1,
            "{before:?} {after:?}"
        );
    }
}

#[test]
fn a_background_that_does_not_serve_is_told_with_its_line() {
    let city = backgrounds::city_pdf();
    let landscape = backgrounds::edited(&city, |document, page| {
        document.get_dictionary_mut(page).unwrap().set("Rotate", 90);
    });
    let locked = backgrounds::through(&city, "qpdf", |from, to| {
        ["--encrypt", "", "owner", "256", "--", from, to]
            .map(str::to_owned)
            .to_vec()
    });
    let two = backgrounds::repeated(&city, 2);
    let cases: [(&str, Option<&[u8]>, &str); 6] = [
        ("none", None, "form-background-unreadable"),
        ("word", Some(b"PK\x03\x04"), "form-background-not-pdf"),
        (
            "half",
            Some(&city[..city.len() / 2]),
            "form-background-damaged",
        ),
        ("locked", Some(&locked), "form-background-encrypted"),
        ("two", Some(&two), "form-background-pages"),
        ("landscape", Some(&landscape), "form-background-size"),
    ];
    for (name, bytes, code) in cases {
        let files: Vec<(&str, &[u8])> =
            bytes.map(|bytes| ("city.pdf", bytes)).into_iter().collect();
        let print = "[print]\nmode = \"over_pdf\"\nbackground = \"city.pdf\"";
        let (_dir, folder) = folder(print, &files);
        let Err(errors) = FormDefinition::load(&folder) else {
            panic!("{name}");
        };
        let [error] = &errors[..] else {
            panic!("{name}: {errors:?}");
        };
        assert_eq!(error.advice().code, code, "{name}");
        let text = std::fs::read_to_string(folder.join("form.toml")).unwrap();
        let line = text
            .lines()
            .position(|line| line.starts_with("background"))
            .unwrap()
            + 1;
        assert_eq!(error.line, line, "{name}");
    }
    // A scan that is a third of a millimetre off is what scanners give.
    let near = backgrounds::edited(&city, |document, page| {
        let page = document.get_dictionary_mut(page).unwrap();
        page.remove(b"CropBox");
        page.set("MediaBox", backgrounds::reals([0.0, 0.0, 596.2, 841.0]));
    });
    let print = "[print]\nbackground = \"city.pdf\"";
    let (_dir, folder) = folder(print, &[("city.pdf", &near)]);
    assert!(FormDefinition::load(&folder).is_ok());
}

#[test]
fn without_a_background_nothing_is_printed_over_it() {
    let form = common::small_form(&entries_of("")).unwrap();
    let print = Print {
        mode: Some(PrintMode::OverPdf),
        placement: &Placement::default(),
    };
    let problems = render(&form, &answers(), &FONTS, print).expect_err("no background");
    assert_eq!(problems[0].kind, ProblemKind::NoBackground);
}
