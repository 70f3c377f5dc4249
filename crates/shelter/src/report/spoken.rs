//! A report as text, to be sent by fax or read out on the telephone.

use super::SituationReport;

impl SituationReport {
    /// The report in short numbered lines: the reader says the number, the listener writes after it.
    /// What nothing is known of is left out and its number with it, so that the numbers never shift.
    pub fn text(&self, previous: Option<&Self>) -> String {
        let mut lines = vec!["避難所状況報告".to_owned()];
        let mut section = "";
        let mut told = 0;
        for (number, entry) in (1..).zip(self.entries()) {
            if entry.value.is_empty() {
                continue;
            }
            if entry.section != section {
                section = entry.section;
                lines.push(format!("\n■ {section}"));
            }
            told += 1;
            let value = entry.with_unit();
            lines.push(format!("{number:>3}番　{}　{value}", entry.label));
        }
        if let Some(previous) = previous {
            lines.push(format!("\n■ 第{}報からの変化", previous.number));
            let changes = self.changes_since(previous);
            lines.extend(changes.iter().map(|change| format!("・{}", change.line())));
            if changes.is_empty() {
                lines.push("・変化なし".to_owned());
            }
        }
        lines.push(format!("\n以上、{told} 項目。\n"));
        lines.join("\n")
    }
}
