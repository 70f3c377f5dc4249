//! A clerk moves a field of a form, and nothing else of its file changes.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

use std::fs;
use std::path::Path;

use stories::{Pcscd, Windows, workspace};

const FORM: &str = "juminhyo-request";

fn copy_of_the_form(to: &Path) {
    let (from, to) = (workspace().join("forms").join(FORM), to.join(FORM));
    fs::create_dir(&to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        // Its approved pictures stay where they are.
        if file.path().is_dir() {
            continue;
        }
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// Left and top of a line `box = [left, top, …]`.
fn left_and_top(line: &str) -> (f64, f64) {
    let numbers = line.strip_prefix("box = [").unwrap();
    let mut numbers = numbers
        .split(',')
        .map(|number| number.trim().parse().unwrap());
    (numbers.next().unwrap(), numbers.next().unwrap())
}

#[tokio::test]
async fn a_field_dragged_by_three_millimetres_is_one_line_in_the_file() {
    let _pcscd = Pcscd::take();
    let folder = tempfile::tempdir().unwrap();
    copy_of_the_form(folder.path());
    let file = folder.path().join(FORM).join("form.toml");
    let before = fs::read_to_string(&file).unwrap();

    let setting = format!("design_folder = {:?}", folder.path());
    let windows = Windows::open_with(None, &["resident_window = \"beside\"", &setting]).await;
    windows.stage("choosing").await;
    windows.click("designer-open").await;
    windows.click(&format!("design-{FORM}")).await;
    windows
        .wait_for("[data-testid='design-picture'][src^='blob:']")
        .await;
    let sheet = windows.wait_for("[data-testid='sheet']").await;
    #[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
    let three_mm = (sheet.rect().await.unwrap().width / 210.0 * 3.0).round() as i64;
    let field = windows.wait_for("[data-testid='box-field.0.box']").await;
    windows
        .driver()
        .action_chain()
        .click_and_hold_element(&field)
        .move_by_offset(three_mm, 0)
        .release()
        .perform()
        .await
        .unwrap();
    windows.wait_for("[data-testid='unsaved']").await;
    windows.click("design-save").await;
    windows.wait_for("[data-testid='saved']").await;

    let after = fs::read_to_string(&file).unwrap();
    assert_eq!(before.lines().count(), after.lines().count());
    let changed: Vec<(&str, &str)> = before
        .lines()
        .zip(after.lines())
        .filter(|(old, new)| old != new)
        .collect();
    let [(old, new)] = changed[..] else {
        panic!("{changed:?}");
    };
    let ((x, y), (new_x, new_y)) = (left_and_top(old), left_and_top(new));
    // It comes to rest on the grid or at another box's edge, at most one millimetre away.
    assert!((new_x - x - 3.0).abs() <= 1.2, "{old} became {new}");
    assert!((new_y - y).abs() <= 1.2, "{old} became {new}");
    windows.close().await;
}
