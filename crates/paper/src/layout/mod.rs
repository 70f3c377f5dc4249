//! Puts values into a form: what is drawn where, and what cannot be.

mod choice;
mod digits;
mod fit;
mod fixed;
mod proof;
mod qr;
mod rows;
mod show;
mod split;
mod stamp;
mod text;
mod wareki;
mod western;

use zeroize::Zeroizing;

pub(crate) use choice::{RING_HEIGHT_EMS, TICK_GAP, is_ellipse, ring_around};
pub(crate) use fit::{Room, fit, height_ems as lines_ems, pitch_ems, width_ems};
pub(crate) use proof::LONGEST_DATE;
pub(crate) use qr::LEAST_QR_MM;
pub(crate) use stamp::stamp_across;
pub(crate) use text::ASCENT;

use crate::definition::field::{Field, FieldKind};
use crate::definition::model::{FormDefinition, PaperSize, Rect, mm};
use crate::fonts::{Faces, FontRole, Glyph, GlyphFault};
use crate::glossary::ValueKind;
use crate::lookup::Lookup;
use crate::{FieldProblem, ProblemKind, Values, width};

/// Height of so many lines in ems of their size.
pub(crate) fn height_ems(lines: u8) -> f64 {
    fit::height_ems(usize::from(lines))
}

/// A page as two lists of things to draw, in millimetres from the top left corner.
pub(crate) struct Sheet {
    pub paper: PaperSize,
    /// The form's page that this is, from 1; rows can make a page come more than once.
    pub page: u32,
    /// What is printed whatever the values are: words, rules, frames, boxes, the foot.
    pub fixed: Vec<Drawn>,
    /// What the values put there: text, digits, rings, ticks.
    pub filled: Vec<Drawn>,
    /// A word across the sheet, beneath all else and on every kind of print.
    pub stamp: Option<LineOfText>,
}

/// To which list of the sheet a thing belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layer {
    Fixed,
    Filled,
}

pub(crate) enum Drawn {
    Line(LineOfText),
    Rule {
        from: [f64; 2],
        to: [f64; 2],
        width: f64,
        dashed: bool,
    },
    Frame {
        rect: Rect,
        width: f64,
        fill: Option<f64>,
    },
    /// An ellipse in the box, or straight sides with round ends where the box is long.
    Ring {
        rect: Rect,
    },
    /// Black rectangles, the modules of a QR code.
    Squares(Vec<Rect>),
    /// A line through points with round ends.
    Stroke {
        points: Vec<[f64; 2]>,
        width: f64,
    },
}

impl Drawn {
    fn move_down(&mut self, by: f64) {
        match self {
            Self::Line(line) => line.baseline += by,
            Self::Rule { from, to, .. } => {
                from[1] += by;
                to[1] += by;
            }
            Self::Frame { rect, .. } | Self::Ring { rect } => rect.y += by,
            Self::Squares(squares) => squares.iter_mut().for_each(|rect| rect.y += by),
            Self::Stroke { points, .. } => points.iter_mut().for_each(|point| point[1] += by),
        }
    }
}

/// Glyphs on one baseline.
pub(crate) struct LineOfText {
    pub x: f64,
    pub baseline: f64,
    /// Size of type in points.
    pub size: f64,
    pub spacing: f64,
    pub stretch: f64,
    pub glyphs: Vec<Glyph>,
}

impl LineOfText {
    /// How far these glyphs of the line reach, the space after the last one included, in millimetres.
    pub(crate) fn width_mm(&self, glyphs: &[Glyph]) -> f64 {
        let ems: f64 = glyphs
            .iter()
            .map(|glyph| glyph.advance + self.spacing)
            .sum();
        mm(ems * self.stretch * self.size)
    }
}

/// Lays a form out, collecting what is wrong on the way.
pub(crate) struct Layout<'a> {
    form: &'a FormDefinition,
    faces: &'a Faces<'a>,
    lookup: Lookup<'a>,
    /// Every field at its longest, whatever the values are: the proof sheet.
    at_longest: bool,
    /// How far down the row lies that is laid out, in millimetres.
    shift: f64,
    sheet: Sheet,
    problems: Vec<FieldProblem>,
}

/// Lays out the whole form, page after page.
pub(crate) fn lay_out(
    form: &FormDefinition,
    values: &Values,
    faces: &Faces<'_>,
) -> (Vec<Sheet>, Vec<FieldProblem>) {
    pages(form, values, faces, false)
}

/// Lays out the proof sheet; `values` hold the day only.
pub(crate) fn lay_out_longest(
    form: &FormDefinition,
    values: &Values,
    faces: &Faces<'_>,
) -> (Vec<Sheet>, Vec<FieldProblem>) {
    pages(form, values, faces, true)
}

fn pages(
    form: &FormDefinition,
    values: &Values,
    faces: &Faces<'_>,
    at_longest: bool,
) -> (Vec<Sheet>, Vec<FieldProblem>) {
    let mut layout = Layout {
        form,
        faces,
        lookup: form.lookup(values, None),
        at_longest,
        shift: 0.0,
        sheet: Sheet::blank(form.paper),
        problems: Vec::new(),
    };
    let mut sheets = Vec::new();
    for page in 1..=form.pages {
        for copy in 0..layout.lookup.copies(page) {
            sheets.push(layout.page(page, copy));
        }
    }
    let count = sheets.len();
    for (index, sheet) in sheets.iter_mut().enumerate() {
        layout.foot(sheet, index + 1, count);
        sheet.stamp = layout.stamp(values);
    }
    (sheets, layout.problems)
}

impl Sheet {
    fn blank(paper: PaperSize) -> Self {
        Self {
            paper,
            page: 1,
            fixed: Vec::new(),
            filled: Vec::new(),
            stamp: None,
        }
    }
}

impl Layout<'_> {
    /// A page of the form; a later copy has the next people in its rows.
    fn page(&mut self, page: u32, copy: usize) -> Sheet {
        let form = self.form;
        self.sheet.page = page;
        self.printed(&form.printed, page);
        for field in form.fields.iter().filter(|field| field.page == page) {
            self.field(field, true);
        }
        self.rows(page, copy);
        std::mem::replace(&mut self.sheet, Sheet::blank(form.paper))
    }

    /// What is printed of a field in any case, and its value where it may have one.
    fn field(&mut self, field: &Field, may_be_filled: bool) {
        let holds = |when| self.lookup.holds(when);
        let shown = self.at_longest || may_be_filled && field.when.as_ref().is_none_or(holds);
        if self.at_longest {
            self.outline(field);
        }
        match &field.kind {
            // The words of a choice are printed even when none is chosen.
            FieldKind::Choice(choice) => self.choice(field, choice, shown),
            FieldKind::Wareki(wareki) => self.wareki(field, wareki, shown),
            FieldKind::Text(text) if shown => self.text(field, text),
            FieldKind::Digits(digits) => self.digits(field, digits, shown),
            FieldKind::Western(western) if shown => self.western(field, western),
            FieldKind::Qr(qr) if shown => self.qr(field, qr),
            FieldKind::Text(_)
            | FieldKind::Western(_)
            | FieldKind::Qr(_)
            | FieldKind::Signature(_) => {}
        }
    }

    fn put(&mut self, layer: Layer, mut drawn: Drawn) {
        if self.shift != 0.0 {
            drawn.move_down(self.shift);
        }
        match layer {
            Layer::Fixed => self.sheet.fixed.push(drawn),
            Layer::Filled => self.sheet.filled.push(drawn),
        }
    }

    /// The value of a field, reporting it when it must be there and is not.
    fn wanted(&mut self, field: &Field, name: &str) -> Option<Zeroizing<String>> {
        if self.at_longest {
            return Some(proof::longest(self.form, field));
        }
        let value = self.lookup.get(name);
        if value.is_none()
            && self.is_required(field)
            && !self.lookup.is_for_hand(name)
            && self
                .form
                .asked_for(name)
                .is_none_or(|asked| !asked.required)
        {
            self.problem(field, name, ProblemKind::MissingRequired);
        }
        let value = value?;
        if let Some(ValueKind::Digits(count)) = self.form.glossary_kind(name)
            && width::digits(value).len() != usize::try_from(count).unwrap_or_default()
        {
            let (min, max) = (count, count);
            self.problem(field, name, ProblemKind::WrongDigits { min, max });
        }
        Some(Zeroizing::new(value.to_owned()))
    }

    fn is_required(&self, field: &Field) -> bool {
        let required_now = |when| self.lookup.holds(when);
        field.required || field.required_when.as_ref().is_some_and(required_now)
    }

    fn problem(&mut self, field: &Field, value: &str, kind: ProblemKind) {
        let stored = self.lookup.stored(value);
        self.report(FieldProblem::new(&field.name, Some(&stored), kind));
    }

    /// A page that comes again has the same fields with the same problems, each told once.
    fn report(&mut self, problem: FieldProblem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Glyphs of a value; characters that cannot be drawn are reported, each once.
    fn glyphs(
        &mut self,
        name: &str,
        value: Option<&str>,
        role: FontRole,
        text: &str,
    ) -> Vec<Glyph> {
        let (glyphs, faults) = self.faces.shape(role, text);
        for fault in faults {
            let kind = match fault {
                GlyphFault::Missing(character) => ProblemKind::MissingGlyph { character },
                GlyphFault::MissingVariant(character) => ProblemKind::MissingVariant { character },
                GlyphFault::OtherTypeface(character) => ProblemKind::OtherTypeface { character },
                GlyphFault::Control => ProblemKind::ControlCharacter,
            };
            let stored = value.map(|value| self.lookup.stored(value).into_owned());
            self.report(FieldProblem::new(name, stored.as_deref(), kind));
        }
        glyphs
    }
}
