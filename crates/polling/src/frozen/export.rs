//! The list as a table for people and other systems.

use std::fmt::Write;

use super::FrozenList;
use crate::election::Election;
use crate::elector::Already;

impl FrozenList {
    /// CSV in UTF-8 with CRLF: voting district, page, line, roll number, and one column for each kind of ballot with
    /// `期日前`, `不在者`, or `不在者交付` for papers that are with the elector. No time, no booth.
    pub fn csv(&self, election: &Election) -> String {
        let mut text = String::from("投票区,頁,行,選挙人番号");
        for ballot in &election.ballots {
            text.push(',');
            text.push_str(&cell(&ballot.name));
        }
        text.push_str("\r\n");
        for (district, lines) in &self.districts {
            for line in lines {
                let (page, row) = line.page_line;
                let number = cell(&line.number);
                // Writing to a string cannot fail.
                let _ = write!(text, "{district},{page},{row},{number}");
                for ballot in &election.ballots {
                    text.push(',');
                    text.push_str(match line.ballots.get(&ballot.id) {
                        Some(Already::AbsenteeVoted) => "不在者",
                        Some(Already::AbsenteeIssued) => "不在者交付",
                        Some(_) => "期日前",
                        None => "",
                    });
                }
                text.push_str("\r\n");
            }
        }
        text
    }
}

/// Quoted where CSV asks for it.
fn cell(text: &str) -> String {
    if text.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
