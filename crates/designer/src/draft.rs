//! The text of a definition while it is worked on.

use std::collections::BTreeMap;

use paper::{BackgroundFault, DefinitionError, DefinitionProblem, FormDefinition};

use crate::source::Source;
use crate::{Edit, EditError, Entry, add, remove, set, shift};

/// Most edits that can be undone; the text of a form is small.
const MOST_UNDONE: usize = 500;

/// The text of a `form.toml` while it is worked on, with what came before it.
pub struct Draft {
    file: String,
    text: String,
    /// The folder's PDF files, for a form that is printed over one.
    pdfs: BTreeMap<String, Vec<u8>>,
    before: Vec<String>,
    after: Vec<String>,
}

impl Draft {
    /// A draft of this text; `file` is what errors call it, `pdfs` the PDF files of the form's folder by name.
    ///
    /// Fails when the text is no TOML.
    pub fn new(file: &str, text: &str, pdfs: BTreeMap<String, Vec<u8>>) -> Result<Self, EditError> {
        Source::read(text)?;
        Ok(Self {
            file: file.to_owned(),
            pdfs,
            ..Self::of(text)
        })
    }

    pub(crate) fn of(text: &str) -> Self {
        Self {
            file: String::new(),
            text: text.to_owned(),
            pdfs: BTreeMap::new(),
            before: Vec::new(),
            after: Vec::new(),
        }
    }

    /// The text as it is now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Makes one change, or none at all; gives back the entry that is new.
    pub fn apply(&mut self, edit: &Edit) -> Result<Option<Entry>, EditError> {
        let (text, entry) = changed(&self.text, edit)?;
        // What could not be read again would lock the whole file.
        Source::read(&text).map_err(|_| EditError::ByHand)?;
        if text != self.text {
            self.before.push(std::mem::replace(&mut self.text, text));
            if self.before.len() > MOST_UNDONE {
                self.before.remove(0);
            }
            self.after.clear();
        }
        Ok(entry)
    }

    /// Back to the text before the last change; `false` when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(text) = self.before.pop() else {
            return false;
        };
        self.after.push(std::mem::replace(&mut self.text, text));
        true
    }

    /// Makes the last change that was undone again; `false` when there is none.
    pub fn redo(&mut self) -> bool {
        let Some(text) = self.after.pop() else {
            return false;
        };
        self.before.push(std::mem::replace(&mut self.text, text));
        true
    }

    /// Whether there is something to undo, and to redo.
    pub fn can_undo_redo(&self) -> (bool, bool) {
        (!self.before.is_empty(), !self.after.is_empty())
    }

    /// The form, where it can be drawn, and everything that is wrong with it.
    pub fn checked(&self) -> (Option<FormDefinition>, Vec<DefinitionError>) {
        let (form, mut errors) = FormDefinition::parse_draft(&self.file, &self.text);
        let Some(form) = form else {
            return (None, errors);
        };
        let Some(name) = form.print().background.clone() else {
            return (Some(form), errors);
        };
        let Some(bytes) = self.pdfs.get(&name) else {
            let at = self.text.find("background").unwrap_or(0);
            errors.push(DefinitionError {
                file: self.file.clone(),
                line: self.text[..at].matches('\n').count() + 1,
                column: 1,
                field: None,
                problem: DefinitionProblem::Background(BackgroundFault::Unreadable {
                    file: name,
                    reason: "entity not found".to_owned(),
                }),
            });
            return (Some(form), errors);
        };
        match form.with_background(bytes.clone()) {
            Ok(form) => (Some(form), errors),
            Err(faults) => {
                errors.extend(faults);
                let (form, _) = FormDefinition::parse_draft(&self.file, &self.text);
                (form, errors)
            }
        }
    }

    /// Everything that is wrong with the text, with line and field.
    pub fn errors(&self) -> Vec<DefinitionError> {
        self.checked().1
    }
}

fn changed(text: &str, edit: &Edit) -> Result<(String, Option<Entry>), EditError> {
    let made = |(text, entry)| (text, Some(entry));
    let only = |text| (text, None);
    match edit {
        Edit::Place(at, rect) => shift::place(text, *at, *rect).map(only),
        Edit::Shift(entry, by) => shift::shift(text, *entry, *by).map(only),
        Edit::Set { entry, key, value } => set::set(text, *entry, key, value).map(only),
        Edit::Head(head, value) => set::head(text, *head, value).map(only),
        Edit::AddField(new) => add::field(text, new).map(made),
        Edit::AddText {
            rows,
            page,
            text: words,
            rect,
        } => add::printed(text, *rows, *page, words, *rect).map(made),
        Edit::AddMark {
            field,
            marks,
            value,
            text: words,
            rect,
        } => add::mark(text, *field, *marks, value, words, *rect).map(made),
        Edit::Duplicate(entry) => remove::duplicate(text, *entry).map(made),
        Edit::Delete(entry) => remove::delete(text, *entry).map(only),
    }
}
