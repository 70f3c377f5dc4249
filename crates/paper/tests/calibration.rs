//! Print, measure two crosses, type the numbers, and it fits: with a printer that moves and stretches.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

mod backgrounds;
mod common;

use common::{FONTS, Raster, form, sample, text_of};
use paper::{Calibration, PaperSize, Placement, calibration_sheet, render};

const A4: PaperSize = PaperSize {
    width_mm: 210.0,
    height_mm: 297.0,
};

/// A printer that puts the point (x, y) of a page at (a x + c, b y + d) of the paper, in millimetres.
struct Printer {
    stretch: [f64; 2],
    offset: [f64; 2],
}

impl Printer {
    /// The paper that comes out, as a PDF whose page is the paper.
    fn print(&self, pdf: &[u8], paper: PaperSize) -> Vec<u8> {
        const PT: f64 = 72.0 / 25.4;
        let [wide, high] = self.stretch;
        let [right, down] = self.offset.map(|mm| mm * PT);
        let up = paper.height_mm * (1.0 - high) * PT - down;
        backgrounds::edited(pdf, |document, page| {
            let before = format!("q {wide} 0 0 {high} {right} {up} cm\n");
            backgrounds::wrap(document, page, &before, "\nQ");
        })
    }
}

/// The middle of the cross round a place, as somebody with a ruler finds it: from the left and the upper edge.
fn measured(paper: &Raster, [x, y]: [f64; 2]) -> [f64; 2] {
    // Beside the middle only one of the two lines is met, and neither the letter nor a scale.
    let level = paper.dark_down(x - 3.5, y - 3.0, y + 3.0);
    let upright = paper.dark_across(y - 3.5, x - 3.0, x + 3.0);
    let ([level], [upright]) = (&level[..], &upright[..]) else {
        panic!("{level:?}, {upright:?}");
    };
    [*upright, *level]
}

fn fits(printed: &[u8], what: &str) {
    let paper = Raster::by_poppler(printed, 600);
    for wanted in [[10.0, 10.0], [200.0, 10.0], [10.0, 287.0], [200.0, 287.0]] {
        let [x, y] = measured(&paper, wanted);
        assert!(
            (x - wanted[0]).abs() < 0.2 && (y - wanted[1]).abs() < 0.2,
            "{what}: a cross of {wanted:?} at {x}, {y}"
        );
    }
}

/// As fine as a ruler is read: to half a millimetre tenths are guessed.
fn to_a_tenth(point: [f64; 2]) -> [f64; 2] {
    point.map(|mm| (mm * 10.0).round() / 10.0)
}

#[test]
fn a_printer_that_moves_fits_after_two_numbers() {
    let printer = Printer {
        stretch: [1.0, 1.0],
        offset: [2.3, -1.4],
    };
    let sheet = calibration_sheet(A4, &FONTS, &Placement::default()).unwrap();
    let first = Raster::by_poppler(&printer.print(&sheet, A4), 600);
    let cross = to_a_tenth(measured(&first, [12.0, 9.0]));
    assert!(
        (cross[0] - 12.3).abs() < 0.11 && (cross[1] - 8.6).abs() < 0.11,
        "{cross:?}"
    );
    let placement = Calibration {
        paper: A4,
        first: cross,
        second: None,
    }
    .from_measured()
    .unwrap();
    let again = calibration_sheet(A4, &FONTS, &placement).unwrap();
    fits(&printer.print(&again, A4), "after two numbers");
}

#[test]
fn a_printer_that_moves_and_stretches_fits_after_the_second_cross_and_so_does_a_form() {
    let printer = Printer {
        stretch: [0.985, 1.012],
        offset: [-1.7, 2.9],
    };
    let sheet = calibration_sheet(A4, &FONTS, &Placement::default()).unwrap();
    let paper = Raster::by_poppler(&printer.print(&sheet, A4), 600);
    let first = measured(&paper, [8.2, 13.0]);
    let second = measured(&paper, [195.3, 293.3]);
    let placement = Calibration {
        paper: A4,
        first,
        second: Some(second),
    }
    .from_measured()
    .unwrap();
    let again = calibration_sheet(A4, &FONTS, &placement).unwrap();
    fits(&printer.print(&again, A4), "after the second cross");

    // Upright rules of the form's first table stand at 15, 43 and 195 mm.
    let rules = |placement: &Placement| {
        let pdf = render(&form(), &sample("ordinary"), &FONTS, placement).unwrap();
        Raster::by_poppler(&printer.print(&pdf, A4), 600).dark_across(73.0, 5.0, 205.0)
    };
    let off = |rules: &[f64]| {
        assert_eq!(rules.len(), 3, "{rules:?}");
        let wanted = [15.0, 43.0, 195.0].iter().zip(rules);
        wanted.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    };
    assert!(
        off(&rules(&Placement::default())) > 1.0,
        "without correction it does not fit"
    );
    assert!(off(&rules(&placement)) < 0.2, "{:?}", rules(&placement));
}

#[test]
fn the_scales_are_true_and_the_sheet_says_what_to_do_on_every_paper() {
    let sheet = calibration_sheet(A4, &FONTS, &Placement::default()).unwrap();
    let paper = Raster::by_poppler(&sheet, 1200);
    // Across the ticks of whole millimetres: one each.
    let ticks = paper.dark_across(297.0 - 19.5, 23.5, 124.5);
    assert_eq!(ticks.len(), 101, "{ticks:?}");
    for (tick, mm) in ticks.iter().zip(0..) {
        assert!(
            (tick - 24.0 - f64::from(mm)).abs() < 0.05,
            "{tick} for {mm}"
        );
    }
    let halves = paper.dark_down(14.7, 23.7, 124.3);
    assert_eq!(halves.len(), 201, "{halves:?}");
    for (width_mm, height_mm) in [
        (297.0, 420.0),
        (210.0, 297.0),
        (148.0, 210.0),
        (105.0, 148.0),
        (257.0, 364.0),
        (182.0, 257.0),
        (210.0, 148.0),
    ] {
        let paper = PaperSize {
            width_mm,
            height_mm,
        };
        let sheet = calibration_sheet(paper, &FONTS, &Placement::default()).unwrap();
        let out = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(
            out.join(format!("calibration-{width_mm}x{height_mm}.pdf")),
            &sheet,
        )
        .unwrap();
        let text = text_of(&sheet);
        for words in [
            "十字A",
            "cross B",
            "--cross X,Y --second X,Y",
            "測った2つの数",
        ] {
            assert!(text.contains(words), "{words} on {width_mm}: {text}");
        }
        let raster = Raster::by_poppler(&sheet, 150);
        let [left, top, right, bottom] = raster.ink_in([0.0, 0.0, width_mm, height_mm]).unwrap();
        assert!(
            left > 4.0 && top > 4.0 && right < width_mm - 4.0 && bottom < height_mm - 4.0,
            "inside what printers can print: {left} {top} {right} {bottom} of {width_mm}"
        );
    }
}
