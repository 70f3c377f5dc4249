//! Puts values into a form: what is drawn where, and what cannot be.

mod choice;
mod digits;
mod fit;
mod fixed;
mod split;
mod text;
mod wareki;

use zeroize::Zeroizing;

pub(crate) use choice::{RING_HEIGHT_EMS, TICK_GAP, is_ellipse, ring_around};

use crate::definition::model::{Field, FieldKind, FormDefinition, PaperSize, Rect};
use crate::fonts::{Faces, FontRole, Glyph, GlyphFault};
use crate::{FieldProblem, ProblemKind, Values};

/// Height of so many lines in ems of their size.
pub(crate) fn height_ems(lines: u8) -> f64 {
    fit::height_ems(usize::from(lines))
}

/// A page as a list of things to draw, in millimetres from the top left corner.
pub(crate) struct Sheet {
    pub paper: PaperSize,
    pub drawn: Vec<Drawn>,
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
    /// A line through points with round ends.
    Stroke {
        points: Vec<[f64; 2]>,
        width: f64,
    },
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

/// Lays a form out, collecting what is wrong on the way.
pub(crate) struct Layout<'a> {
    form: &'a FormDefinition,
    values: &'a Values,
    faces: &'a Faces<'a>,
    drawn: Vec<Drawn>,
    problems: Vec<FieldProblem>,
}

/// Lays out the whole form.
pub(crate) fn lay_out(
    form: &FormDefinition,
    values: &Values,
    faces: &Faces<'_>,
) -> (Sheet, Vec<FieldProblem>) {
    let mut layout = Layout {
        form,
        values,
        faces,
        drawn: Vec::new(),
        problems: Vec::new(),
    };
    layout.fixed();
    for field in &form.fields {
        layout.field(field);
    }
    layout.foot();
    (
        Sheet {
            paper: form.paper,
            drawn: layout.drawn,
        },
        layout.problems,
    )
}

impl Layout<'_> {
    fn field(&mut self, field: &Field) {
        let shown = field.when.as_ref().is_none_or(|when| {
            self.value(&when.name)
                .is_some_and(|value| when.holds(&value))
        });
        match &field.kind {
            // The words of a choice are printed even when none is chosen.
            FieldKind::Choice(choice) => self.choice(field, choice, shown),
            FieldKind::Wareki(wareki) => self.wareki(field, wareki, shown),
            FieldKind::Text(text) if shown => self.text(field, text),
            FieldKind::Digits(digits) => self.digits(field, digits, shown),
            FieldKind::Text(_) | FieldKind::Signature(_) => {}
        }
    }

    /// The value that counts: as given, else the question's default; none while the question is not asked.
    fn value(&self, name: &str) -> Option<Zeroizing<String>> {
        effective(self.form, self.values, name).map(|text| Zeroizing::new(text.to_owned()))
    }

    /// The value of a field, reporting it when it must be there and is not.
    fn wanted(&mut self, field: &Field, name: &str) -> Option<Zeroizing<String>> {
        let value = self.value(name);
        if value.is_none()
            && field.required
            && !self.values.is_for_hand(name)
            && self
                .form
                .asked_for(name)
                .is_none_or(|asked| !asked.required)
        {
            self.problem(field, name, ProblemKind::MissingRequired);
        }
        value
    }

    fn problem(&mut self, field: &Field, value: &str, kind: ProblemKind) {
        self.problems
            .push(FieldProblem::new(&field.name, Some(value), kind));
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
            let problem = FieldProblem::new(name, value, kind);
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
        glyphs
    }
}

/// The value that counts for a name; see [`Layout::value`].
pub(crate) fn effective<'v>(
    form: &'v FormDefinition,
    values: &'v Values,
    name: &str,
) -> Option<&'v str> {
    let Some(asked) = form.asked_for(name) else {
        return values.get(name);
    };
    // A question waits only for earlier ones (checked when the form is read), so this ends.
    let is_asked = asked.when.as_ref().is_none_or(|when| {
        effective(form, values, &when.name).is_some_and(|value| when.holds(value))
    });
    if !is_asked || values.is_for_hand(name) {
        return None;
    }
    values.get(name).or(asked.default.as_deref())
}
