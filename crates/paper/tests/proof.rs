//! The proof sheet: every field of every form at its longest, and nothing overflows.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

mod backgrounds;
mod common;

use std::path::Path;

use common::{FONTS, Raster, small_form, text_of};
use paper::{FormDefinition, ProblemKind, proof};

#[test]
fn nothing_overflows_on_any_form_of_the_repository() {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut seen = 0;
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(forms).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.join("form.toml").exists() {
            continue;
        }
        seen += 1;
        let form = FormDefinition::load(&folder).unwrap_or_else(|errors| panic!("{errors:?}"));
        let proof = proof(&form, &FONTS).unwrap_or_else(|problem| panic!("{problem:?}"));
        std::fs::write(out.join(format!("proof-{}.pdf", form.id())), &proof.pdf).unwrap();
        assert_eq!(paper::page_count(&proof.pdf), Ok(form.pages() as usize));
        faults.extend(
            proof
                .problems
                .iter()
                .map(|problem| format!("{}: {problem}", form.id())),
        );
    }
    assert!(seen > 0);
    assert!(faults.is_empty(), "{faults:#?}");
}

const FORM: &str = r#"
field = [
  { name = "欄一", type = "text", value = "request.why", box = [20, 20, 150, 12], size = 10, lines = 2 },
  { name = "欄二", type = "text", value = "person.name", box = [20, 40, 100, 10], size = 12, example = "見本 花子" },
  { name = "欄三", type = "digits", value = "request.copies", box = [20, 60, 12, 8], count = 2, size = 12 },
  { name = "欄四", type = "wareki", value = "person.birth_date", box = [60, 60, 80, 8], size = 12 },
  { name = "欄五", type = "circle", value = "request.kind", size = 10, options = [
    { value = "all", text = "全員", box = [20, 80, 14, 8] }, { value = "part", text = "一部", box = [60, 80, 14, 8] } ] },
  { name = "欄六", type = "text", value = "request.detail", box = [100, 80, 90, 8], size = 10, when = { name = "request.kind", value = "part" } },
  { name = "欄七", type = "signature", box = [120, 120, 60, 12] },
]
[[ask]]
name = "request.why"
label = { ja = "理由", en = "Why" }
kind = "text"
max_chars = 30
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
name = "request.detail"
label = { ja = "詳細", en = "Detail" }
kind = "text"
max_chars = 10
when = { name = "request.kind", value = "part" }
[[rows]]
name = "行"
who = "everyone"
count = 3
pitch = 12.0
[[rows.field]]
name = "氏名欄"
type = "text"
value = "member.name"
box = [20, 150, 100, 8]
size = 11
"#;

#[test]
fn every_field_is_filled_outlined_and_named_whatever_the_conditions() {
    let form = small_form(FORM).unwrap_or_else(|errors| panic!("{errors:?}"));
    let sheet = proof(&form, &FONTS).unwrap();
    assert_eq!(sheet.problems, []);
    let text = text_of(&sheet.pdf);
    let words: String = text.split_whitespace().collect();
    for name in ["欄一", "欄二", "欄三", "欄四", "欄五", "欄六", "欄七"] {
        assert_eq!(words.matches(name).count(), 1, "{name} in {text}");
    }
    assert_eq!(words.matches('永').count(), 30 + 10, "{text}");
    assert!(
        words.contains("見本花子") && words.contains("令和10年12月28日"),
        "{text}"
    );
    assert_eq!(
        words.matches('8').count(),
        2 + 1,
        "two boxes and the day: {text}"
    );
    assert_eq!(
        words.matches("寿限無").count(),
        3,
        "every row is full: {text}"
    );
    assert_eq!(words.matches("氏名欄").count(), 3, "{text}");

    let raster = Raster::by_poppler(&sheet.pdf, 600);
    // Both words have a ring inside their outline.
    for left in [20.0, 60.0] {
        let edges = raster.dark_down(left + 3.0, 79.5, 88.5);
        assert!(edges.len() >= 4, "outline and ring, twice: {edges:?}");
    }
    let signature = raster.ink_in([119.0, 119.9, 62.0, 13.0]).unwrap();
    for (found, wanted) in signature.into_iter().zip([120.0, 120.0, 180.0, 132.0]) {
        assert!((found - wanted).abs() < 0.2, "{signature:?}");
    }
}

#[test]
fn a_field_that_is_too_small_is_named_and_the_sheet_is_there_all_the_same() {
    let form = small_form(
        r#"field = [
          { name = "狭い欄", type = "text", value = "person.address", box = [20, 20, 30, 6], size = 10 },
          { name = "広い欄", type = "text", value = "person.name", box = [20, 40, 150, 8], size = 10 },
        ]"#,
    )
    .unwrap();
    let sheet = proof(&form, &FONTS).unwrap();
    let [problem] = &sheet.problems[..] else {
        panic!("{:?}", sheet.problems);
    };
    assert_eq!(
        (problem.field.as_str(), &problem.kind),
        ("狭い欄", &ProblemKind::DoesNotFit)
    );
    assert!(text_of(&sheet.pdf).contains("狭い欄"));
}

#[test]
fn over_a_citys_pdf_the_proof_shows_both() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("test");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("city.pdf"), backgrounds::city_pdf()).unwrap();
    let head = "format = 1\nid = \"test\"\nversion = \"1\"\ntitle = { ja = \"試験\", en = \"Test\" }\nbasis = \"なし\"\npaper = \"A4\"\n";
    let print = "[print]\nmode = \"over_pdf\"\nbackground = \"city.pdf\"\n";
    std::fs::write(folder.join("form.toml"), format!("{head}{FORM}{print}")).unwrap();
    let form = FormDefinition::load(&folder).unwrap_or_else(|errors| panic!("{errors:?}"));
    let sheet = proof(&form, &FONTS).unwrap();
    let text = text_of(&sheet.pdf);
    assert!(text.contains("住民票") && text.contains("欄一"), "{text}");
    assert!(
        !text.contains("test 1"),
        "the city's PDF has its own foot: {text}"
    );
}

#[test]
fn the_same_form_gives_the_same_bytes() {
    let form = common::form();
    assert!(proof(&form, &FONTS).unwrap().pdf == proof(&form, &FONTS).unwrap().pdf);
}
