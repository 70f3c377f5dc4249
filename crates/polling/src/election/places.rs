//! Where in the file something stands.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One step into the file.
#[derive(Clone, Copy)]
pub(super) enum Step {
    /// Into a key.
    Key(&'static str),
    /// Into the element of this index, from 0.
    Element(usize),
}

/// The file with its places.
pub(super) struct Places<'t> {
    text: &'t str,
    table: DeTable<'t>,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str, table: DeTable<'t>) -> Self {
        Self { text, table }
    }

    /// The line of a path, from 1; that of the innermost part of it that the file has.
    pub(super) fn line(&self, path: &[Step]) -> usize {
        let mut steps = path.iter();
        let Some(Step::Key(first)) = steps.next() else {
            return 1;
        };
        let Some((key, mut value)) = self.table.get_key_value(*first) else {
            return 1;
        };
        let mut at = key.span().start;
        for step in steps {
            let inner = match (step, value.get_ref()) {
                (Step::Key(name), DeValue::Table(table)) => table
                    .get_key_value(*name)
                    .map(|(key, value)| (key.span(), value)),
                (Step::Element(index), DeValue::Array(array)) => {
                    array.get(*index).map(|value| (value.span(), value))
                }
                _ => None,
            };
            let Some((span, next)) = inner else { break };
            at = span.start;
            value = next;
        }
        self.line_of(at)
    }

    /// The line of a byte, from 1.
    pub(super) fn line_of(&self, at: usize) -> usize {
        line_of(self.text, at)
    }

    /// The key whose key or value holds this byte.
    pub(super) fn field_at(&self, at: usize) -> String {
        let mut best = (usize::MAX, String::new());
        search(&self.table, "", at, &mut best);
        best.1
    }
}

/// The line of a byte, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    1 + before.filter(|byte| **byte == b'\n').count()
}

fn search(table: &DeTable<'_>, prefix: &str, at: usize, best: &mut (usize, String)) {
    for (key, value) in table {
        let name = match prefix {
            "" => key.get_ref().to_string(),
            _ => format!("{prefix}.{}", key.get_ref()),
        };
        offer(key.span(), &name, at, best);
        visit(value, &name, at, best);
    }
}

fn visit(value: &Spanned<DeValue<'_>>, name: &str, at: usize, best: &mut (usize, String)) {
    offer(value.span(), name, at, best);
    match value.get_ref() {
        DeValue::Table(table) => search(table, name, at, best),
        DeValue::Array(array) => {
            for element in array {
                visit(element, name, at, best);
            }
        }
        _ => {}
    }
}

fn offer(span: Range<usize>, name: &str, at: usize, best: &mut (usize, String)) {
    if span.contains(&at) && span.len() <= best.0 {
        *best = (span.len(), name.to_owned());
    }
}
