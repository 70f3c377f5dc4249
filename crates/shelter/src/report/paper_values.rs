//! A report on paper.

use paper::Values;

use super::SituationReport;

/// Most characters of the changes, so that they fit the box of the form.
const MOST_CHANGES: usize = 600;

/// Values for the form `situation-report`. `previous` is the report before it, for the changes.
pub fn report_values(report: &SituationReport, previous: Option<&SituationReport>) -> Values {
    let mut values = Values::new();
    for entry in report.entries() {
        let value = entry.code.map_or(entry.value, ToOwned::to_owned);
        if entry.key == "shelter_name" {
            values.insert("shelter.name", value);
        } else if !value.is_empty() {
            values.insert(format!("report.{}", entry.key), value);
        }
    }
    let mut changes = report
        .shelter
        .correction
        .as_str()
        .replace(['\n', '\r'], "／");
    for change in previous
        .map(|previous| report.changes_since(previous))
        .unwrap_or_default()
    {
        let line = change.line();
        if changes.chars().count() + line.chars().count() > MOST_CHANGES {
            changes.push_str("　ほかは報告の文を見ること");
            break;
        }
        let between = if changes.is_empty() { "" } else { "、" };
        changes.push_str(between);
        changes.push_str(&line);
    }
    if !changes.is_empty() {
        values.insert("report.changes", changes);
    }
    values
}
