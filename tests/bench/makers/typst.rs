//! The same page as a Typst source, everything placed at its millimetres.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use paper::{FontFile, FontRole, Mark, PageMarks};

/// Texts are placed by their baseline.
const HEAD: &str = "\
#set page(width: WIDTHmm, height: HEIGHTmm, margin: 0mm)
#set text(lang: \"ja\", top-edge: \"baseline\", bottom-edge: \"baseline\", cjk-latin-spacing: none)
#let t(x, y, s, f, w, c, sp: 0em) = place(top + left, dx: x * 1mm, dy: y * 1mm, text(size: s * 1pt, font: f, weight: w, tracking: sp, c))
#let l(x, y, u, v, s) = place(top + left, line(start: (x * 1mm, y * 1mm), end: (u * 1mm, v * 1mm), stroke: s))
#let b(x, y, w, h, f, s) = place(top + left, dx: x * 1mm, dy: y * 1mm, rect(width: w * 1mm, height: h * 1mm, fill: f, stroke: s))
";

/// One document with a page for each drawing.
pub fn source(page_marks: &[PageMarks], fonts: &[FontFile]) -> String {
    let paper = page_marks[0].paper;
    let mut source = HEAD
        .replace("WIDTH", &paper.width_mm.to_string())
        .replace("HEIGHT", &paper.height_mm.to_string());
    for (index, drawing) in page_marks.iter().enumerate() {
        if index > 0 {
            source.push_str("#pagebreak()\n");
        }
        for mark in &drawing.marks {
            write_mark(&mut source, mark, fonts);
        }
    }
    source
}

/// Typst at its quickest: no other fonts to look through, and no tags, which our pages have not either.
pub fn command(fonts: &Path, input: &Path, output: &Path) -> Command {
    let mut command = Command::new("typst");
    command
        .args(["compile", "--ignore-system-fonts"])
        .args(["--ignore-embedded-fonts", "--no-pdf-tags", "--font-path"])
        .args([fonts, input, output]);
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
            let (family, weight) = (super::family(file), weight(file));
            let text = text.replace('\\', "\\\\").replace('"', "\\\"");
            let mut content = format!("\"{text}\"");
            if (stretch - 1.0).abs() > f64::EPSILON {
                content = format!(
                    "scale(x: {}%, origin: left, reflow: false, {content})",
                    stretch * 100.0
                );
            }
            writeln!(
                out,
                "#t({x}, {y}, {size}, \"{family}\", \"{weight}\", {content}, sp: {spacing}em)"
            )
        }
        Mark::Line {
            points,
            width,
            dashed,
            round,
        } => points.windows(2).try_for_each(|ends| {
            let ([x, y], [u, v]) = (ends[0], ends[1]);
            let dash = if *dashed { ", dash: (2pt, 1.6pt)" } else { "" };
            let cap = if *round { "round" } else { "butt" };
            writeln!(
                out,
                "#l({x}, {y}, {u}, {v}, (thickness: {width}pt, cap: \"{cap}\"{dash}))"
            )
        }),
        Mark::Box { rect, width, fill } => {
            let fill = fill.map_or("none".to_owned(), |grey| format!("luma({}%)", grey * 100.0));
            let stroke = if *width > 0.0 {
                format!("{width}pt")
            } else {
                "none".to_owned()
            };
            writeln!(
                out,
                "#b({}, {}, {}, {}, {fill}, {stroke})",
                rect.x, rect.y, rect.w, rect.h
            )
        }
        Mark::Curve {
            start,
            parts,
            width,
        } => {
            let point = |[x, y]: [f64; 2]| format!("({x}mm, {y}mm)");
            let mut steps = format!("curve.move({})", point(*start));
            for part in parts {
                let kind = if part.len() == 1 { "line" } else { "cubic" };
                let points: Vec<String> = part.iter().copied().map(point).collect();
                let _ = write!(steps, ", curve.{kind}({})", points.join(", "));
            }
            writeln!(
                out,
                "#place(top + left, curve(stroke: {width}pt, {steps}, curve.close()))"
            )
        }
    }
    .unwrap();
}

fn weight(file: &FontFile) -> &'static str {
    if file.role == FontRole::LabelBold {
        "bold"
    } else {
        "regular"
    }
}
