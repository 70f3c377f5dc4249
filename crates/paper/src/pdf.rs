//! Writes laid-out sheets as a PDF. The one place that knows the PDF engine.

mod embed;

use embed::Embedded;
use printpdf::{
    Codepoint, Color, CurTransMat, FontId, Greyscale, Line, LineCapStyle, LineDashPattern,
    LinePoint, Op, PaintMode, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon,
    PolygonRing, Pt, TextItem, TextMatrix, WindingOrder,
};

use crate::ProblemKind;
use crate::definition::model::{PaperSize, Rect};
use crate::fonts::{Faces, Fonts};
use crate::layout::{Drawn, LineOfText, Sheet, is_ellipse};

/// Points of a millimetre.
const PT: f64 = 72.0 / 25.4;
/// Width of the ring round a chosen word, in points.
pub(crate) const RING_WIDTH: f64 = 0.9;
/// Grey of a stamp, 1 for white: to be seen at arm's length, and read through.
const STAMP_GREY: f64 = 0.87;
/// Share of the radius at which a Bézier curve comes closest to a quarter of a circle.
const QUARTER: f64 = 0.552_284_75;

/// How a printer's paper lies against what it was told (印字位置補正), from its profile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// Moves everything to the right, in millimetres.
    pub offset_x_mm: f64,
    /// Moves everything down, in millimetres.
    pub offset_y_mm: f64,
    /// Widens everything, from the left edge.
    pub scale_x: f64,
    /// Heightens everything, from the top edge.
    pub scale_y: f64,
    /// Whether the page is turned by 180° first, for paper that lies the other way round.
    pub turned: bool,
}

impl Default for Placement {
    /// As defined, neither moved nor scaled.
    fn default() -> Self {
        Self {
            offset_x_mm: 0.0,
            offset_y_mm: 0.0,
            scale_x: 1.0,
            scale_y: 1.0,
            turned: false,
        }
    }
}

/// Which lists of a sheet are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layers {
    pub fixed: bool,
    pub filled: bool,
}

impl Layers {
    /// All of the form.
    pub(crate) const WHOLE: Self = Self {
        fixed: true,
        filled: true,
    };
    /// What the values put there, for paper that has all else.
    pub(crate) const FILLED: Self = Self {
        fixed: false,
        filled: true,
    };

    /// What is drawn of a sheet, in the order of drawing.
    fn of(self, sheet: &Sheet) -> impl Iterator<Item = &Drawn> {
        let fixed = sheet.fixed.iter().filter(move |_| self.fixed);
        fixed.chain(sheet.filled.iter().filter(move |_| self.filled))
    }
}

/// The sheets as a PDF with one page each.
pub(crate) fn write(
    sheets: &[Sheet],
    layers: Layers,
    fonts: &Fonts,
    faces: &Faces<'_>,
    placement: &Placement,
    title: &str,
) -> Result<Vec<u8>, ProblemKind> {
    let lines = sheets.iter().flat_map(|sheet| {
        let drawn = layers.of(sheet).filter_map(|drawn| match drawn {
            Drawn::Line(line) => Some(line),
            _ => None,
        });
        sheet.stamp.iter().chain(drawn)
    });
    let embedded = Embedded::collect(lines);
    let mut document = PdfDocument::new(title);
    embedded.add_to(&mut document, fonts, faces)?;
    let pages = sheets
        .iter()
        .map(|sheet| page(sheet, layers, &embedded, placement))
        .collect();
    document.with_pages(pages);
    finish(&document, title)
}

fn page(sheet: &Sheet, layers: Layers, embedded: &Embedded, placement: &Placement) -> PdfPage {
    let height = sheet.paper.height_mm;
    let mut ops = vec![
        Op::SaveGraphicsState,
        Op::SetTransformationMatrix {
            matrix: CurTransMat::Raw(matrix(placement, sheet.paper)),
        },
    ];
    if let Some(line) = &sheet.stamp {
        stamp(line, sheet.paper, embedded, &mut ops);
    }
    for drawn in layers.of(sheet) {
        draw(drawn, height, embedded, &mut ops);
    }
    ops.push(Op::RestoreGraphicsState);
    PdfPage::new(
        printpdf::Mm(f(sheet.paper.width_mm)),
        printpdf::Mm(f(height)),
        ops,
    )
}

/// Settings that printpdf has no words for, and no dates, ids or producers that differ from run to run.
fn finish(document: &PdfDocument, title: &str) -> Result<Vec<u8>, ProblemKind> {
    use lopdf::{Dictionary, Object};
    let mut warnings = Vec::new();
    let mut pdf = document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if warnings
        .iter()
        .any(|warning| warning.severity == printpdf::PdfParseErrorSeverity::Error)
    {
        return Err(ProblemKind::NotWritten);
    }
    let mut info = Dictionary::new();
    info.set("Title", lopdf::text_string(title));
    info.set("Producer", lopdf::text_string("Kazashi"));
    let info = pdf.add_object(info);
    pdf.trailer.set("Info", Object::Reference(info));
    pdf.trailer.remove(b"ID");
    let mut preferences = Dictionary::new();
    // Fitting to the margins would move every box by some per cent.
    preferences.set("PrintScaling", Object::Name(b"None".to_vec()));
    preferences.set("DisplayDocTitle", Object::Boolean(true));
    let catalog = pdf.catalog_mut().map_err(|_| ProblemKind::NotWritten)?;
    catalog.set("ViewerPreferences", preferences);
    catalog.set("Lang", lopdf::text_string("ja"));
    pdf.version = "1.7".into();
    pdf.prune_objects();
    pdf.renumber_objects();
    pdf.compress();
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes)
        .map_err(|_| ProblemKind::NotWritten)?;
    Ok(bytes)
}

/// A PDF counts upwards from the lower edge, a printer's offset downwards from the upper one.
pub(crate) fn matrix(placement: &Placement, paper: PaperSize) -> [f32; 6] {
    let Placement {
        offset_x_mm,
        offset_y_mm,
        scale_x,
        scale_y,
        turned,
    } = *placement;
    let right = offset_x_mm;
    let up = paper.height_mm * (1.0 - scale_y) - offset_y_mm;
    let [a, d, e, f_] = if turned {
        let (width, height) = (scale_x * paper.width_mm, scale_y * paper.height_mm);
        [-scale_x, -scale_y, right + width, up + height]
    } else {
        [scale_x, scale_y, right, up]
    };
    [f(a), 0.0, 0.0, f(d), f(e * PT), f(f_ * PT)]
}

fn draw(drawn: &Drawn, height: f64, embedded: &Embedded, ops: &mut Vec<Op>) {
    let at = |[x, y]: [f64; 2]| Point {
        x: Pt(f(x * PT)),
        y: Pt(f((height - y) * PT)),
    };
    let corner = |point| LinePoint {
        p: at(point),
        bezier: false,
    };
    match drawn {
        Drawn::Line(line) => text(line, height, embedded, ops),
        Drawn::Rule {
            from,
            to,
            width,
            dashed,
        } => {
            stroke_style(
                ops,
                *width,
                LineCapStyle::Butt,
                if *dashed { &[2.0, 1.6] } else { &[] },
            );
            ops.push(Op::DrawLine {
                line: Line {
                    points: vec![corner(*from), corner(*to)],
                    is_closed: false,
                },
            });
        }
        Drawn::Squares(squares) => {
            let rings = squares
                .iter()
                .map(|rect| PolygonRing {
                    points: corners(*rect).into_iter().map(corner).collect(),
                })
                .collect();
            ops.push(Op::DrawPolygon {
                polygon: Polygon {
                    rings,
                    mode: PaintMode::Fill,
                    winding_order: WindingOrder::NonZero,
                },
            });
        }
        Drawn::Stroke { points, width } => {
            stroke_style(ops, *width, LineCapStyle::Round, &[]);
            ops.push(Op::DrawLine {
                line: Line {
                    points: points.iter().copied().map(corner).collect(),
                    is_closed: false,
                },
            });
        }
        Drawn::Frame { rect, width, fill } => {
            let points: Vec<LinePoint> = corners(*rect).into_iter().map(corner).collect();
            if let Some(grey) = fill {
                ops.push(Op::SetFillColor {
                    col: grey_of(*grey),
                });
                let polygon = Polygon {
                    rings: vec![PolygonRing {
                        points: points.clone(),
                    }],
                    mode: PaintMode::Fill,
                    winding_order: WindingOrder::NonZero,
                };
                ops.push(Op::DrawPolygon { polygon });
                ops.push(Op::SetFillColor { col: grey_of(0.0) });
            }
            if *width > 0.0 {
                stroke_style(ops, *width, LineCapStyle::Butt, &[]);
                ops.push(Op::DrawLine {
                    line: Line {
                        points,
                        is_closed: true,
                    },
                });
            }
        }
        Drawn::Ring { rect } => {
            stroke_style(ops, RING_WIDTH, LineCapStyle::Butt, &[]);
            let points = ring(*rect)
                .into_iter()
                .map(|(point, bezier)| LinePoint {
                    p: at(point),
                    bezier,
                })
                .collect();
            ops.push(Op::DrawLine {
                line: Line {
                    points,
                    is_closed: true,
                },
            });
        }
    }
}

fn corners(Rect { x, y, w, h }: Rect) -> [[f64; 2]; 4] {
    [[x, y], [x + w, y], [x + w, y + h], [x, y + h]]
}

fn stroke_style(ops: &mut Vec<Op>, width: f64, cap: LineCapStyle, dash: &[f32]) {
    ops.push(Op::SetOutlineThickness { pt: Pt(f(width)) });
    ops.push(Op::SetLineCapStyle { cap });
    ops.push(Op::SetLineDashPattern {
        dash: LineDashPattern {
            offset: 0.0,
            pattern: dash.iter().copied().collect(),
        },
    });
}

fn grey_of(percent: f64) -> Color {
    Color::Greyscale(Greyscale {
        percent: f(percent),
        icc_profile: None,
    })
}

/// Four quarter curves, with straight sides between them when the box is long; control points are marked.
pub(crate) fn ring(Rect { x, y, w, h }: Rect) -> Vec<([f64; 2], bool)> {
    let (rx, ry) = if is_ellipse(Rect { x, y, w, h }) {
        (w / 2.0, h / 2.0)
    } else {
        (h / 2.0, h / 2.0)
    };
    let (kx, ky) = (rx * (1.0 - QUARTER), ry * (1.0 - QUARTER));
    let (right, bottom, middle) = (x + w, y + h, y + ry);
    vec![
        ([x + rx, y], false),
        ([right - rx, y], false),
        ([right - kx, y], true),
        ([right, y + ky], true),
        ([right, middle], false),
        ([right, bottom - ky], true),
        ([right - kx, bottom], true),
        ([right - rx, bottom], false),
        ([x + rx, bottom], false),
        ([x + kx, bottom], true),
        ([x, bottom - ky], true),
        ([x, middle], false),
        ([x, y + ky], true),
        ([x + kx, y], true),
        ([x + rx, y], false),
    ]
}

/// A pale word from the lower left to the upper right.
fn stamp(line: &LineOfText, paper: PaperSize, embedded: &Embedded, ops: &mut Vec<Op>) {
    let (width, height) = (paper.width_mm, paper.height_mm);
    let slope = height.atan2(width);
    ops.push(Op::SaveGraphicsState);
    ops.push(Op::SetTransformationMatrix {
        matrix: CurTransMat::Raw([
            f(slope.cos()),
            f(slope.sin()),
            f(-slope.sin()),
            f(slope.cos()),
            f(width / 2.0 * PT),
            f(height / 2.0 * PT),
        ]),
    });
    ops.push(Op::SetFillColor {
        col: grey_of(STAMP_GREY),
    });
    // The middle of the page is the origin now.
    text(line, 0.0, embedded, ops);
    ops.push(Op::RestoreGraphicsState);
}

/// A line of text, one show operator for each stretch in one embedded font.
fn text(line: &LineOfText, height: f64, embedded: &Embedded, ops: &mut Vec<Op>) {
    ops.push(Op::StartTextSection);
    let mut x = line.x;
    for run in line
        .glyphs
        .chunk_by(|a, b| embedded.font_of(a) == embedded.font_of(b))
    {
        let font = embedded.font_of(&run[0]);
        let codepoints = run
            .iter()
            .map(|glyph| {
                Codepoint::with_cid(
                    embedded.code(font, glyph),
                    f(-line.spacing * 1000.0),
                    glyph.text.to_string(),
                )
            })
            .collect();
        ops.push(Op::SetFont {
            font: PdfFontHandle::External(font_id(font)),
            size: Pt(f(line.size)),
        });
        ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Raw([
                f(line.stretch),
                0.0,
                0.0,
                1.0,
                f(x * PT),
                f((height - line.baseline) * PT),
            ]),
        });
        ops.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(codepoints)],
        });
        x += line.width_mm(run);
    }
    ops.push(Op::EndTextSection);
}

fn font_id(index: usize) -> FontId {
    FontId(format!("KF{index}"))
}

/// The engine counts in single precision, which holds a page to a thousandth of a millimetre.
#[expect(clippy::cast_possible_truncation, reason = "lengths of a page")]
fn f(length: f64) -> f32 {
    length as f32
}
