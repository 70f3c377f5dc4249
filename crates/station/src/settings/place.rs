//! Where a setting stands in its file, for messages.

use toml::de::{DeTable, DeValue};

use super::printers::{Fault, Table};

/// Line (from 1) and full name of the field that a fault is about; the line of its table when it is missing there.
pub(super) fn of_fault(text: &str, fault: &Fault) -> (usize, String) {
    let (table, name) = match &fault.table {
        Table::Root => (None, String::new()),
        Table::Printer(index) => (Some(*index), format!("printer[{}]", index + 1)),
        Table::Form(id) => (None, format!("forms.{id}")),
    };
    let field = match (name.as_str(), fault.key) {
        ("", key) => key.to_owned(),
        (_, "") => name.clone(),
        (_, key) => format!("{name}.{key}"),
    };
    let offset = DeTable::parse(text).ok().and_then(|document| {
        let root = document.get_ref();
        let (start, found) = match &fault.table {
            Table::Root => (0, Some(root)),
            Table::Printer(_) => {
                let entry = root.get("printer")?.get_ref().as_array()?.get(table?)?;
                (entry.span().start, entry.get_ref().as_table())
            }
            Table::Form(id) => {
                let forms = root.get("forms")?.get_ref().as_table()?;
                let (key, entry) = forms.get_key_value(id.as_str())?;
                (key.span().start, DeValue::as_table(entry.get_ref()))
            }
        };
        let key = found.and_then(|table| table.get_key_value(fault.key));
        Some(key.map_or(start, |(key, _)| key.span().start))
    });
    let before = text.get(..offset.unwrap_or(0)).unwrap_or_default();
    (before.matches('\n').count() + 1, field)
}
