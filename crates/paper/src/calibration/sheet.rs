//! The sheet that is printed and measured.

use super::CROSS_FROM_EDGE_MM;
use crate::definition::model::{label_ems, mm};
use crate::fonts::{Faces, FontRole};
use crate::layout::{Drawn, LineOfText, Sheet};
use crate::pdf::{self, Layers};
use crate::{FieldProblem, Fonts, PaperSize, Placement};

const TITLE: &str = "印字位置の測定用紙 / Calibration sheet";
/// What is done with the sheet, in the order of doing it.
const WORDS: &[&str] = &[
    "1. 「実際のサイズ」（100％）で印刷します。",
    "    Print at actual size (100 %).",
    "2. 左上の十字Aの中心を、紙の左端と上端から測ります。",
    "    Measure the centre of cross A, upper left,",
    "    from the left and the upper edge of the paper.",
    "3. 測った2つの数を入力します。",
    "    Type the two numbers:",
    "    kazashi printer calibrate --profile NAME --cross X,Y",
    "4. 大きさも合わせるときは、右下の十字Bも同じ端から測ります。",
    "    To correct the size too, measure cross B, lower right,",
    "    from the same two edges:",
    "    … --cross X,Y --second X,Y",
    "",
    "A  左から / from left ________ mm　上から / from top ________ mm",
    "B  左から / from left ________ mm　上から / from top ________ mm",
];
/// Arms of a cross, in millimetres.
const ARM: f64 = 5.0;
/// Width of a cross's lines and of a scale's, in points; thinner ones are lost where toner is saved.
const LINE: f64 = 0.25;
/// Where words and scales begin, in millimetres from the left and upper edges.
const BEGIN: f64 = 24.0;
/// Longest scale, in millimetres.
const LONGEST: f64 = 100.0;
/// Largest type of the words and size of the numbers, in points.
const WORDS_SIZE: f64 = 10.0;
const NUMBER_SIZE: f64 = 6.0;

/// The calibration sheet (測定用紙) for this paper: crosses 10 mm from the corners, scales, and what to do.
///
/// It is printed unmoved to be measured, and with the printer's placement to see that it fits.
pub fn calibration_sheet(
    paper: PaperSize,
    fonts: &Fonts,
    placement: &Placement,
) -> Result<Vec<u8>, FieldProblem> {
    let faces = fonts.faces();
    let mut drawing = Drawing {
        faces: &faces,
        paper,
        drawn: Vec::new(),
    };
    drawing.crosses();
    drawing.scale_down();
    drawing.scale_across();
    drawing.words();
    let sheet = Sheet {
        paper,
        page: 1,
        fixed: drawing.drawn,
        filled: Vec::new(),
        stamp: None,
    };
    pdf::write(&[sheet], Layers::WHOLE, fonts, &faces, placement, TITLE)
        .map_err(|kind| FieldProblem::new(TITLE, None, kind))
}

struct Drawing<'f> {
    faces: &'f Faces<'f>,
    paper: PaperSize,
    drawn: Vec<Drawn>,
}

impl Drawing<'_> {
    fn rule(&mut self, from: [f64; 2], to: [f64; 2]) {
        self.drawn.push(Drawn::Rule {
            from,
            to,
            width: LINE,
            dashed: false,
        });
    }

    fn text(&mut self, text: &str, [x, baseline]: [f64; 2], size: f64, role: FontRole) {
        let (glyphs, _) = self.faces.shape(role, text);
        self.drawn.push(Drawn::Line(LineOfText {
            x,
            baseline,
            size,
            spacing: 0.0,
            stretch: 1.0,
            glyphs,
        }));
    }

    fn crosses(&mut self) {
        let PaperSize {
            width_mm,
            height_mm,
        } = self.paper;
        let (left, upper) = (CROSS_FROM_EDGE_MM, CROSS_FROM_EDGE_MM);
        let (right, lower) = (width_mm - left, height_mm - upper);
        for [x, y] in [[left, upper], [right, upper], [left, lower], [right, lower]] {
            self.rule([x - ARM, y], [x + ARM, y]);
            self.rule([x, y - ARM], [x, y + ARM]);
        }
        let role = FontRole::LabelBold;
        self.text("A", [left + 3.0, upper + 9.0], 12.0, role);
        self.text("B", [right - 6.0, lower - 6.0], 12.0, role);
    }

    /// A scale down the left side, with a tick every half millimetre.
    fn scale_down(&mut self) {
        let length = scale_length(self.paper.height_mm - BEGIN - 20.0);
        let x = 14.0;
        self.rule([x, BEGIN], [x, BEGIN + length]);
        for (at, tick) in ticks(length) {
            let y = BEGIN + at;
            self.rule([x, y], [x + tick, y]);
            if at % 10.0 == 0.0 {
                let place = [x + tick + 0.5, y + mm(NUMBER_SIZE) * 0.38];
                self.text(&format!("{at}"), place, NUMBER_SIZE, FontRole::Label);
            }
        }
    }

    fn scale_across(&mut self) {
        let length = scale_length(self.paper.width_mm - BEGIN - 12.0);
        let y = self.paper.height_mm - 18.0;
        self.rule([BEGIN, y], [BEGIN + length, y]);
        for (at, tick) in ticks(length) {
            let x = BEGIN + at;
            self.rule([x, y - tick], [x, y]);
            if at % 10.0 == 0.0 {
                let number = format!("{at}");
                let half = label_ems(&number) * mm(NUMBER_SIZE) / 2.0;
                let place = [x - half, y - tick - 0.6];
                self.text(&number, place, NUMBER_SIZE, FontRole::Label);
            }
        }
    }

    fn words(&mut self) {
        let room = self.paper.width_mm - BEGIN - 12.0;
        let longest = WORDS
            .iter()
            .map(|line| label_ems(line))
            .fold(label_ems(TITLE) * 1.2, f64::max);
        let size = WORDS_SIZE.min(room / longest / mm(1.0));
        let mut y = BEGIN + 4.0;
        self.text(TITLE, [BEGIN + 2.0, y], size * 1.2, FontRole::LabelBold);
        for line in WORDS {
            y += mm(size) * 1.7;
            self.text(line, [BEGIN + 2.0, y], size, FontRole::Label);
        }
    }
}

/// Whole centimetres that fit, up to the longest.
fn scale_length(room: f64) -> f64 {
    ((room / 10.0).floor() * 10.0).clamp(0.0, LONGEST)
}

/// Places along a scale and the length of each tick, in millimetres.
fn ticks(length: f64) -> impl Iterator<Item = (f64, f64)> {
    (0..)
        .map(|half| f64::from(half) / 2.0)
        .take_while(move |at| *at <= length)
        .map(|at| {
            let tick = if at % 10.0 == 0.0 {
                4.0
            } else if at % 5.0 == 0.0 {
                3.0
            } else if at % 1.0 == 0.0 {
                2.0
            } else {
                1.0
            };
            (at, tick)
        })
}
