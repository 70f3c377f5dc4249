//! The guides' part of `kazashi forms check`.

use std::fs;

use crate::machine::{Machine, repository};

/// A guide that leads to the one form of the test.
const GUIDE: &str = r#"format = 1
id = "moving"
order = 1
title = { ja = "引っ越し", en = "Moving" }
easy = "ひっこし"
basis = "なし"

[[question]]
name = "move.record"
label = { ja = "住民票の写しが要りますか", en = "Is a copy of the record needed?" }
kind = "choice"
options = [{ value = "yes", ja = "はい", en = "Yes" }, { value = "no", ja = "いいえ", en = "No" }]

[[procedure]]
id = "record"
title = { ja = "住民票の写し", en = "Copy of the record" }
window = { ja = "市民課", en = "Residents' section" }
forms = ["juminhyo-request"]
when = { name = "move.record", value = "yes" }
"#;

/// A forms directory with one form and these guides.
fn with_guides(guides: &[(&str, &str)]) -> (Machine, tempfile::TempDir) {
    let forms = tempfile::tempdir().unwrap();
    let form = forms.path().join("juminhyo-request");
    fs::create_dir(&form).unwrap();
    fs::copy(
        repository().join("forms/juminhyo-request/form.toml"),
        form.join("form.toml"),
    )
    .unwrap();
    fs::create_dir(forms.path().join("guides")).unwrap();
    for (name, text) in guides {
        fs::write(forms.path().join("guides").join(name), text).unwrap();
    }
    (Machine::with_forms(forms.path()), forms)
}

#[test]
fn guides_are_checked_with_the_forms() {
    let (machine, _forms) = with_guides(&[("moving.toml", GUIDE)]);
    let checked = machine.run(&["forms", "check"]);
    checked.assert_done();
    assert!(
        checked.out.contains("guides/moving\t-\tMoving\tok"),
        "{}",
        checked.out
    );
    assert!(
        checked.out.contains("juminhyo-request\t"),
        "{}",
        checked.out
    );
}

#[test]
fn an_unknown_form_is_pointed_at_with_the_nearest_and_takes_no_other_down() {
    let broken = GUIDE
        .replacen("id = \"moving\"", "id = \"wrong\"", 1)
        .replacen("juminhyo-request", "juminhyo-reqest", 1);
    let (machine, forms) = with_guides(&[("moving.toml", GUIDE), ("wrong.toml", &broken)]);
    let checked = machine.run(&["forms", "check"]);
    checked.assert_error(61, "guide-unknown-form");
    assert!(
        checked.err.contains("wrong.toml:18:10: field \"record\"")
            && checked.err.contains("The nearest is juminhyo-request."),
        "{}",
        checked.err
    );
    assert!(checked.out.contains("guides/moving\t"), "{}", checked.out);
    assert!(
        checked.out.contains("juminhyo-request\t"),
        "{}",
        checked.out
    );

    let file = |name: &str| forms.path().join("guides").join(name).display().to_string();
    let good = machine.run(&["forms", "check", &file("moving.toml")]);
    good.assert_done();
    assert_eq!(good.out.lines().count(), 1, "{}", good.out);
    let broken = machine.run(&["forms", "check", &file("wrong.toml")]);
    broken.assert_error(61, "guide-unknown-form");
    let missing = machine.run(&["forms", "check", &file("none.toml")]);
    missing.assert_error(61, "form-unreadable");
}

#[test]
fn a_guide_in_the_file_of_another_is_refused() {
    let (machine, _forms) = with_guides(&[("other.toml", GUIDE)]);
    let checked = machine.run(&["forms", "check"]);
    checked.assert_error(61, "guide-file-name");
    assert!(checked.err.contains("other.toml:2:6: "), "{}", checked.err);
}
