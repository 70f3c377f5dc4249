//! The same page as an SVG, for `rsvg-convert` (librsvg, Pango, Cairo).

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use paper::{FontFile, FontRole, Mark, PageMarks};

/// Units of a millimetre: Pango rounds the places of glyphs to whole units.
const UNITS: f64 = 100.0;
/// Units of a point.
const POINT: f64 = UNITS * 25.4 / 72.0;

/// One file; `rsvg-convert` makes a page of each file it is given.
pub fn source(drawing: &PageMarks, fonts: &[FontFile]) -> String {
    let (width, height) = (drawing.paper.width_mm, drawing.paper.height_mm);
    let mut source = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" \
         viewBox=\"0 0 {} {}\">\n",
        width * UNITS,
        height * UNITS
    );
    for mark in &drawing.marks {
        write_mark(&mut source, mark, fonts);
    }
    source.push_str("</svg>\n");
    source
}

pub fn command(inputs: &[PathBuf], output: &Path) -> Command {
    let mut command = Command::new("rsvg-convert");
    command.args(["--format=pdf", "--output"]).arg(output);
    command.args(inputs);
    command
}

fn write_mark(out: &mut String, mark: &Mark, fonts: &[FontFile]) {
    match mark {
        Mark::Text {
            font,
            x,
            y,
            size,
            spacing,
            stretch,
            text,
        } => {
            let file = &fonts[*font];
            let bold = if file.role == FontRole::LabelBold {
                " font-weight=\"bold\""
            } else {
                ""
            };
            let size = size * POINT;
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            writeln!(
                out,
                "<text transform=\"translate({} {}) scale({stretch} 1)\" xml:space=\"preserve\" \
                 font-family=\"{}\" font-size=\"{size}\"{bold} letter-spacing=\"{}\">{text}</text>",
                x * UNITS,
                y * UNITS,
                super::family(file),
                spacing * size
            )
        }
        Mark::Line {
            points,
            width,
            dashed,
            round,
        } => {
            let points: Vec<String> = points.iter().copied().map(point).collect();
            let dash = if *dashed {
                format!(" stroke-dasharray=\"{} {}\"", 2.0 * POINT, 1.6 * POINT)
            } else {
                String::new()
            };
            let cap = if *round { "round" } else { "butt" };
            writeln!(
                out,
                "<polyline points=\"{}\" fill=\"none\" stroke=\"#000\" stroke-width=\"{}\" \
                 stroke-linecap=\"{cap}\"{dash}/>",
                points.join(" "),
                width * POINT
            )
        }
        Mark::Box { rect, width, fill } => {
            let fill = fill.map_or("none".to_owned(), |grey| {
                let percent = grey * 100.0;
                format!("rgb({percent}%,{percent}%,{percent}%)")
            });
            let stroke = if *width > 0.0 { "#000" } else { "none" };
            writeln!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\" \
                 stroke=\"{stroke}\" stroke-width=\"{}\"/>",
                rect.x * UNITS,
                rect.y * UNITS,
                rect.w * UNITS,
                rect.h * UNITS,
                width * POINT
            )
        }
        Mark::Curve {
            start,
            parts,
            width,
        } => {
            let mut path = format!("M{}", point(*start));
            for part in parts {
                let points: Vec<String> = part.iter().copied().map(point).collect();
                let kind = if part.len() == 1 { 'L' } else { 'C' };
                let _ = write!(path, " {kind}{}", points.join(" "));
            }
            writeln!(
                out,
                "<path d=\"{path} Z\" fill=\"none\" stroke=\"#000\" stroke-width=\"{}\"/>",
                width * POINT
            )
        }
    }
    .unwrap();
}

fn point([x, y]: [f64; 2]) -> String {
    format!("{},{}", x * UNITS, y * UNITS)
}
