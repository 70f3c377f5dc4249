//! The folder of a form: opened, saved whole or not at all.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of a test file are not seen as tests by the lint"
)]

mod common;

use std::fmt::Write as _;
use std::fs;

use advice::Advise;
use common::{differing, field, forms_dir, resident_record};
use designer::{Edit, EditError, FolderError, FormFolder, list_folders};
use paper::FormDefinition;

fn forms() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let form = dir.path().join("juminhyo-request");
    fs::create_dir(&form).unwrap();
    for file in ["form.toml", "sample.toml", "NOTES.md"] {
        fs::copy(
            forms_dir().join("juminhyo-request").join(file),
            form.join(file),
        )
        .unwrap();
    }
    dir
}

#[test]
fn a_field_moved_by_three_millimetres_is_one_line_in_the_file() {
    let dir = forms();
    let (mut folder, mut draft) = FormFolder::open(dir.path(), "juminhyo-request", false).unwrap();
    draft
        .apply(&Edit::Shift(field(&draft, "あて先"), [3.0, 0.0]))
        .unwrap();
    folder.save(&draft).unwrap();
    let text = fs::read_to_string(dir.path().join("juminhyo-request/form.toml")).unwrap();
    let old = resident_record();
    let expected = [("box = [33.5, 25.5, 70, 7]", "box = [36.5, 25.5, 70, 7]")];
    assert_eq!(differing(&old, &text), expected);
    // And once more, over what was saved by this very program.
    draft.undo();
    folder.save(&draft).unwrap();
    assert_eq!(
        fs::read_to_string(dir.path().join("juminhyo-request/form.toml")).unwrap(),
        old
    );
    assert_eq!(
        fs::read_dir(dir.path().join("juminhyo-request"))
            .unwrap()
            .count(),
        3
    );
}

#[test]
fn a_file_that_somebody_else_changed_is_not_written_over() {
    let dir = forms();
    let file = dir.path().join("juminhyo-request/form.toml");
    let (mut folder, mut draft) = FormFolder::open(dir.path(), "juminhyo-request", false).unwrap();
    draft
        .apply(&Edit::Shift(field(&draft, "あて先"), [3.0, 0.0]))
        .unwrap();
    let others = format!("# 別の人\n{}", resident_record());
    fs::write(&file, &others).unwrap();
    assert!(matches!(
        folder.save(&draft),
        Err(FolderError::ChangedOnDisk { .. })
    ));
    assert_eq!(fs::read_to_string(&file).unwrap(), others);
    fs::remove_file(&file).unwrap();
    assert!(matches!(
        folder.save(&draft),
        Err(FolderError::ChangedOnDisk { .. })
    ));
    assert!(!file.exists());
}

#[test]
fn a_form_with_errors_is_kept_as_a_draft_and_taken_up_again() {
    let dir = forms();
    let folder_path = dir.path().join("juminhyo-request");
    let (mut folder, mut draft) = FormFolder::open(dir.path(), "juminhyo-request", false).unwrap();
    let to = field(&draft, "提出先");
    draft.apply(&Edit::Shift(to, [0.0, -9.0])).unwrap();
    assert!(matches!(
        folder.save(&draft),
        Err(FolderError::HasErrors(1..))
    ));
    assert_eq!(
        fs::read_to_string(folder_path.join("form.toml")).unwrap(),
        resident_record()
    );
    folder.save_unfinished(&draft).unwrap();
    assert!(list_folders(dir.path()).unwrap()[0].has_draft);
    FormDefinition::load(&folder_path).unwrap_or_else(|errors| panic!("{}", errors[0]));

    let (mut folder, mut draft) = FormFolder::open(dir.path(), "juminhyo-request", true).unwrap();
    draft.apply(&Edit::Shift(to, [0.0, 9.0])).unwrap();
    assert!(draft.errors().is_empty());
    folder.save(&draft).unwrap();
    assert!(!list_folders(dir.path()).unwrap()[0].has_draft);
}

#[test]
fn a_copy_is_a_whole_folder_under_its_own_id() {
    let dir = forms();
    let (mut folder, draft) =
        FormFolder::copy(dir.path(), "juminhyo-request", dir.path(), "juminhyo-city").unwrap();
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    folder.save(&draft).unwrap();
    let made = dir.path().join("juminhyo-city");
    let form = FormDefinition::load(&made).unwrap_or_else(|errors| panic!("{}", errors[0]));
    assert_eq!(form.id(), "juminhyo-city");
    assert!(made.join("sample.toml").is_file());
    assert_eq!(
        differing(
            &resident_record(),
            &fs::read_to_string(made.join("form.toml")).unwrap()
        )
        .len(),
        1
    );
    let again = FormFolder::copy(dir.path(), "juminhyo-request", dir.path(), "juminhyo-city");
    assert!(matches!(again, Err(FolderError::Taken(_))));
}

#[test]
fn a_form_over_the_citys_pdf_takes_size_and_pages_from_it() {
    let dir = tempfile::tempdir().unwrap();
    let city = dir.path().join("申請書.pdf");
    fs::write(&city, pdf_of_two_pages()).unwrap();
    let forms = dir.path().join("forms");
    fs::create_dir(&forms).unwrap();
    let (mut folder, draft) =
        FormFolder::over_pdf(&forms, "city-form", "市の申請書", &city).unwrap();
    assert!(draft.errors().is_empty(), "{:?}", draft.errors());
    folder.save(&draft).unwrap();
    let form = FormDefinition::load(&forms.join("city-form"))
        .unwrap_or_else(|errors| panic!("{}", errors[0]));
    assert_eq!(form.pages(), 2);
    assert_eq!(
        (form.paper().width_mm, form.paper().height_mm),
        (148.0, 210.0)
    );
    fs::write(&city, b"no pdf").unwrap();
    let refused = FormFolder::over_pdf(&forms, "other", "", &city);
    assert!(matches!(refused, Err(FolderError::Pdf(_))));
}

#[test]
fn an_id_never_leaves_the_forms_directory() {
    let dir = forms();
    for id in ["", "..", "../x", "a/b", "C:x", "A", "様式"] {
        let opened = FormFolder::open(dir.path(), id, false);
        assert!(matches!(opened, Err(FolderError::BadId)), "{id}");
        let copied = FormFolder::copy(dir.path(), "juminhyo-request", dir.path(), id);
        assert!(matches!(copied, Err(FolderError::BadId)), "{id}");
    }
}

#[test]
fn every_error_has_its_code_and_speaks_both_languages() {
    let folder = FolderError::every_error()
        .into_iter()
        .map(|error| error.advice());
    let all: Vec<_> = folder
        .chain(
            EditError::every_error()
                .into_iter()
                .map(|error| error.advice()),
        )
        .collect();
    let codes: std::collections::BTreeSet<_> = all.iter().map(|advice| advice.code).collect();
    assert_eq!(codes.len(), all.len());
    let handbook = include_str!("../../../docs/handbook.md");
    for advice in all {
        assert!(
            handbook.contains(&format!("| `{}` |", advice.code)),
            "{}",
            advice.code
        );
        for text in [&advice.what, &advice.next] {
            assert!(
                !text.ja.is_ascii() && !text.en.is_empty(),
                "{}",
                advice.code
            );
        }
    }
}

/// Two blank pages of A5 (148 × 210 mm, in points).
fn pdf_of_two_pages() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 419.53 595.28] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 419.53 595.28] >>".to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (index, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", pdf.len()).unwrap();
        write!(pdf, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    let at = pdf.len();
    write!(
        pdf,
        "xref\n0 5\n{table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n"
    )
    .unwrap();
    pdf.into_bytes()
}
