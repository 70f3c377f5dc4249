//! A form's page: time to make it, time to draw it, and its size.

use std::path::Path;
use std::time::Duration;

use paper::{Placement, Values};

use super::{Row, median, timed};

const ROUNDS: usize = 100;
/// Within this, people take a change on the screen for immediate.
const IMMEDIATE: Duration = Duration::from_millis(100);
/// Largest page that a form may be.
const LARGEST_PAGE: usize = 200_000;

pub fn rows() -> Vec<Row> {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("../forms");
    let form = station::load_form(&forms, "juminhyo-request").unwrap();
    let fonts = station::find_fonts(&[]).unwrap();
    let mut values = Values::new();
    for (name, text) in [
        ("person.name", "見本　太郎"),
        ("person.address", "試験県架空市見本町１丁目２番３号"),
        ("person.birth_date", "1985-03-14"),
        ("person.sex", "male"),
        ("city.mayor", "見本市長"),
        ("date.today", "2026-11-21"),
    ] {
        values.insert(name, text);
    }
    for asked in form.asked() {
        if let Some(default) = &asked.default {
            values.insert(&asked.name, default);
        }
    }
    let page = || paper::render(&form, &values, &fonts, &Placement::default());
    let Ok(pdf) = page() else {
        panic!("the sample values fill the form");
    };
    let making = median((0..ROUNDS).map(|_| timed(|| drop(page()))).collect());
    let drawing = median(
        (0..ROUNDS / 5)
            .map(|_| timed(|| drop(paper::preview_png(&pdf, 0, 1240).unwrap())))
            .collect(),
    );
    vec![
        Row::time("making one page of a form", making, "limit", IMMEDIATE),
        Row::time(
            "drawing it at 150 dpi for the preview",
            drawing,
            "limit",
            IMMEDIATE,
        ),
        Row::size("bytes of one page", pdf.len(), "limit", LARGEST_PAGE),
    ]
}
