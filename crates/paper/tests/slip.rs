//! The slip with the number, on a sheet and on rolls.

mod common;

use common::{FONTS, text_of};
use jiff::civil::date;
use paper::{Bitmap, ProblemKind, Slip, SlipPaper, SlipProcedure, bitmap, page_count};

const WIDE: SlipPaper = SlipPaper::Roll { printable_mm: 72 };
const NARROW: SlipPaper = SlipPaper::Roll { printable_mm: 48 };

fn slip(procedures: usize) -> Slip {
    let all = [
        ("転入届", "市民課 1番窓口"),
        ("国民健康保険の加入", "保険年金課 5番窓口"),
        (
            "児童手当の認定請求と子ども医療費受給資格証の交付申請",
            "子育て支援課 7番窓口",
        ),
    ];
    Slip {
        city: "架空市".to_owned(),
        number: 128,
        issued: date(2026, 11, 21).at(9, 5, 30, 0),
        procedures: all
            .iter()
            .cycle()
            .take(procedures)
            .map(|(title, window)| SlipProcedure {
                title: (*title).to_owned(),
                window: (*window).to_owned(),
            })
            .collect(),
    }
}

#[test]
fn number_time_procedures_windows_and_city_stand_on_every_paper() {
    for paper in [SlipPaper::A6, WIDE, NARROW] {
        let pdf = slip(3).to_pdf(paper, &FONTS).unwrap();
        assert_eq!(page_count(&pdf), Ok(1));
        let text: String = text_of(&pdf).split_whitespace().collect();
        for wanted in [
            "架空市",
            "受付票",
            "128",
            "令和8年11月21日09:05",
            "国民健康保険の加入",
            "子育て支援課7番窓口",
            "児童手当の認定請求と子ども医療費受給資格証の交付申請",
        ] {
            assert!(
                text.contains(wanted),
                "{paper:?}: {wanted} is not in {text}"
            );
        }
    }
}

/// Rows and columns of the ink: left, top, right, bottom.
fn ink(picture: &Bitmap) -> [u32; 4] {
    let (mut left, mut top, mut right, mut bottom) = (u32::MAX, u32::MAX, 0, 0);
    for y in 0..picture.height {
        for x in 0..picture.width {
            if picture.is_black(x, y) {
                left = left.min(x);
                right = right.max(x);
                top = top.min(y);
                bottom = bottom.max(y);
            }
        }
    }
    [left, top, right, bottom]
}

#[test]
fn a_roll_is_as_wide_as_the_head_and_as_long_as_the_text_needs() {
    for (paper, dots) in [(WIDE, 576), (NARROW, 384)] {
        let heights = [1, 3, 12].map(|procedures| {
            let pdf = slip(procedures).to_pdf(paper, &FONTS).unwrap();
            let picture = bitmap(&pdf, 0, dots).unwrap();
            assert_eq!(picture.width, dots);
            assert_eq!(
                picture.bits.len(),
                usize::try_from(dots / 8 * picture.height).unwrap()
            );
            let [left, top, right, bottom] = ink(&picture);
            assert!(left >= 6 && right < dots - 6, "{left} to {right} of {dots}");
            // Nothing is cut off, and no paper is wasted.
            assert!(top < 40 && bottom < picture.height && picture.height - bottom < 40);
            picture.height
        });
        assert!(
            heights.is_sorted() && heights[0] < heights[2],
            "{heights:?}"
        );
    }
}

#[test]
fn a_sheet_holds_a_day_of_procedures_and_says_when_it_is_full() {
    let pdf = slip(9).to_pdf(SlipPaper::A6, &FONTS).unwrap();
    let picture = bitmap(&pdf, 0, 840).unwrap();
    assert!(picture.height.abs_diff(1184) <= 1);
    let [left, _, right, bottom] = ink(&picture);
    assert!(
        left >= 60 && right <= 780 && bottom <= 1130,
        "{:?}",
        ink(&picture)
    );
    let full = slip(60).to_pdf(SlipPaper::A6, &FONTS).unwrap_err();
    assert_eq!(full[0].kind, ProblemKind::DoesNotFit);
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let mut slip = slip(1);
    slip.procedures[0].window = "\u{10FFFD}".to_owned();
    let problems = slip.to_pdf(WIDE, &FONTS).unwrap_err();
    let character = '\u{10FFFD}';
    assert_eq!(problems[0].kind, ProblemKind::MissingGlyph { character });
}
