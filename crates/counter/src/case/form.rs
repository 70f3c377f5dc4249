//! One form of a case: whom it is about, its pages, and how far it is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use advice::{Advice, Bilingual};
use jiff::civil::Date;
use paper::{FieldProblem, Fonts, FormDefinition, Placement, Print, PrintMode, Values};
use zeroize::Zeroizing;

use super::Who;
use crate::CodeMaker;

/// How a form goes on paper at this desk: chosen by the city and by the form's printer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct OnPaper {
    /// The way to print it; as the definition says when none is chosen.
    pub mode: Option<PrintMode>,
    /// How its printer is corrected.
    pub placement: Placement,
}

/// A form of a case (案件の様式). Wiped on drop.
pub struct CaseForm {
    definition: Arc<FormDefinition>,
    /// Whom the clerk put on the form's rows, or took off them.
    pub(super) chosen: BTreeMap<Who, bool>,
    pub(super) members: Vec<Who>,
    pub(super) values: Values,
    pdf: Option<Zeroizing<Vec<u8>>>,
    draft: Option<Zeroizing<Vec<u8>>>,
    pages: usize,
    problems: Vec<FieldProblem>,
    revision: u32,
    printed: bool,
    notice: Option<Advice>,
}

/// With what pages are made.
pub(crate) struct Means<'m> {
    pub fonts: &'m Fonts,
    pub on_paper: &'m dyn Fn(&str) -> OnPaper,
    pub code: Option<&'m CodeMaker>,
}

/// Name of the code for the back office.
const CODE: &str = "handover.code";

impl CaseForm {
    pub(super) fn new(definition: Arc<FormDefinition>) -> Self {
        Self {
            definition,
            chosen: BTreeMap::new(),
            members: Vec::new(),
            values: Values::new(),
            pdf: None,
            draft: None,
            pages: 0,
            problems: Vec::new(),
            revision: 0,
            printed: false,
            notice: None,
        }
    }

    /// What is filled.
    pub fn definition(&self) -> &Arc<FormDefinition> {
        &self.definition
    }

    /// Who stands in its rows, in their order.
    pub fn members(&self) -> &[Who] {
        &self.members
    }

    /// Its values by the names of the definition.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The pages as they will be printed; none while a problem forbids it.
    pub fn pdf(&self) -> Option<&[u8]> {
        self.pdf.as_deref().map(Vec::as_slice)
    }

    /// The pages as far as they are known, for the eye only: what is missing stays empty.
    pub fn preview(&self) -> Option<&[u8]> {
        self.pdf().or(self.draft.as_deref().map(Vec::as_slice))
    }

    /// How many pages can be looked at.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// What is wrong with the values on this form, by the names of the definition.
    pub fn problems(&self) -> &[FieldProblem] {
        &self.problems
    }

    /// Grows by one each time the pages change.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// Whether it is on paper.
    pub fn is_printed(&self) -> bool {
        self.printed
    }

    /// What the clerk should know though it prints.
    pub fn notice(&self) -> Option<&Advice> {
        self.notice.as_ref()
    }

    pub(crate) fn note_printed(&mut self) {
        self.printed = true;
    }

    /// Makes the pages anew, unless nothing on them changed.
    pub(super) fn refresh(
        &mut self,
        members: Vec<Who>,
        mut values: Values,
        means: &Means<'_>,
        today: Date,
        anew: bool,
    ) {
        // A sealed code is another one each time it is made.
        if let Some(code) = self.values.get(CODE) {
            values.insert(CODE, code);
        }
        let same = self.revision > 0 && members == self.members && values == self.values;
        if same && !anew {
            return;
        }
        self.members = members;
        self.values = values;
        self.printed = false;
        self.revision += 1;
        self.notice = self.put_code(means, today);
        self.draw(means);
        if self.notice.is_none() && self.code_does_not_fit() {
            self.values.leave_for_hand(CODE);
            self.notice = Some(code_left_away());
            self.draw(means);
        }
    }

    /// Puts the code for the back office on the form, if it has a place for it; why it could not.
    fn put_code(&mut self, means: &Means<'_>, today: Date) -> Option<Advice> {
        let code = means.code.filter(|_| self.definition.places(CODE))?;
        match code(&self.definition, &self.values, today) {
            Ok(code) => {
                self.values.insert(CODE, code.as_str());
                None
            }
            Err(advice) => {
                self.values.leave_for_hand(CODE);
                Some(advice)
            }
        }
    }

    fn code_does_not_fit(&self) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.is_fatal() && problem.value.as_deref() == Some(CODE))
    }

    fn draw(&mut self, means: &Means<'_>) {
        let on_paper = (means.on_paper)(self.definition.id());
        let print = Print {
            mode: on_paper.mode,
            placement: &on_paper.placement,
        };
        self.problems = paper::check_values(&self.definition, &self.values, means.fonts);
        self.pdf = match paper::render(&self.definition, &self.values, means.fonts, print) {
            Ok(pdf) => Some(Zeroizing::new(pdf)),
            Err(problems) => {
                self.problems = problems;
                None
            }
        };
        self.draft = match self.pdf {
            Some(_) => None,
            None => self.without_what_is_wrong(means.fonts, print),
        };
        let counted = self.preview().map(paper::page_count);
        self.pages = counted.and_then(Result::ok).unwrap_or(0);
    }

    /// The pages with everything left empty that stands in the way of printing.
    fn without_what_is_wrong(&self, fonts: &Fonts, print: Print<'_>) -> Option<Zeroizing<Vec<u8>>> {
        let mut values = self.values.clone();
        for name in self.blocked_names() {
            values.leave_for_hand(name);
        }
        let drawn = paper::render(&self.definition, &values, fonts, print);
        drawn.ok().map(Zeroizing::new)
    }

    /// Names of the definition whose value stands in the way of printing.
    pub(super) fn blocked_names(&self) -> BTreeSet<&str> {
        self.problems
            .iter()
            .filter(|problem| problem.is_fatal())
            .filter_map(|problem| problem.value.as_deref())
            .collect()
    }
}

fn code_left_away() -> Advice {
    Advice::new(
        "handover-code-left-away",
        Bilingual::new(
            "引き継ぎコードが欄に入らないため、コードなしで印刷します。",
            "The hand-over code does not fit its box, so the form prints without it.",
        ),
        Bilingual::new(
            "この書類は、これまでどおり担当課で入力してもらってください。",
            "The back office types this form as before.",
        ),
    )
}
