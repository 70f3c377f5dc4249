//! A task as a row of named steps, with a table of their times at the end.

use std::time::{Duration, Instant};

use crate::shell::Failure;

/// How a step ended when nothing went wrong.
pub enum Outcome {
    Done,
    /// Left out, with the reason.
    Skipped(String),
}

enum Mark {
    Passed,
    Skipped(String),
    Failed(String),
}

struct Row {
    name: &'static str,
    took: Duration,
    mark: Mark,
}

/// The steps run so far.
pub struct Steps {
    keep_going: bool,
    rows: Vec<Row>,
}

impl Steps {
    /// With `keep_going`, a failed step does not stop the ones after it.
    pub fn new(keep_going: bool) -> Self {
        Self {
            keep_going,
            rows: Vec::new(),
        }
    }

    /// Runs one step, unless one before it failed.
    pub fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<Outcome, Failure>) {
        if !self.goes_on() {
            return;
        }
        println!("\n=== {name}");
        let start = Instant::now();
        let mark = match work() {
            Ok(Outcome::Done) => Mark::Passed,
            Ok(Outcome::Skipped(reason)) => {
                println!("skipped: {reason}");
                Mark::Skipped(reason)
            }
            Err(failure) => {
                println!("failed: {failure}");
                Mark::Failed(failure.to_string())
            }
        };
        self.rows.push(Row {
            name,
            took: start.elapsed(),
            mark,
        });
    }

    /// Prints the table; the result of the whole task.
    pub fn finish(self) -> Result<(), Failure> {
        let width = self
            .rows
            .iter()
            .map(|row| row.name.len())
            .max()
            .unwrap_or(0);
        println!("\n{:width$}  seconds", "step");
        for row in &self.rows {
            let word = match &row.mark {
                Mark::Passed => "ok".to_owned(),
                Mark::Skipped(reason) => format!("skipped: {reason}"),
                Mark::Failed(what) => format!("FAILED: {what}"),
            };
            println!(
                "{:width$}  {:7.1}  {word}",
                row.name,
                row.took.as_secs_f64()
            );
        }
        let all: Duration = self.rows.iter().map(|row| row.took).sum();
        println!("{:width$}  {:7.1}", "all", all.as_secs_f64());
        let failed: Vec<&str> = self
            .rows
            .iter()
            .filter(|row| matches!(row.mark, Mark::Failed(_)))
            .map(|row| row.name)
            .collect();
        if failed.is_empty() {
            Ok(())
        } else {
            Err(Failure::new(format!("failed: {}", failed.join(", "))))
        }
    }

    /// Whether the next step runs.
    pub fn goes_on(&self) -> bool {
        self.keep_going || !self.failed()
    }

    fn failed(&self) -> bool {
        self.rows
            .iter()
            .any(|row| matches!(row.mark, Mark::Failed(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_stops_the_rest_and_fails_the_task() {
        let mut steps = Steps::new(false);
        let mut reached = false;
        steps.step("first", || Err(Failure::new("broken")));
        steps.step("second", || {
            reached = true;
            Ok(Outcome::Done)
        });
        assert!(!reached);
        assert!(steps.finish().is_err());
    }

    #[test]
    fn keeping_going_runs_the_rest_and_still_fails_the_task() {
        let mut steps = Steps::new(true);
        let mut reached = false;
        steps.step("first", || Err(Failure::new("broken")));
        steps.step("second", || {
            reached = true;
            Ok(Outcome::Done)
        });
        assert!(reached);
        assert!(steps.finish().is_err());
    }

    #[test]
    fn a_skipped_step_fails_nothing() {
        let mut steps = Steps::new(false);
        steps.step("first", || Ok(Outcome::Skipped("no tool".to_owned())));
        assert!(steps.finish().is_ok());
    }
}
