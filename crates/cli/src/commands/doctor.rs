//! `kazashi doctor`: what is wrong with this PC and what to do.

use advice::Bilingual;
use station::{Places, State, examine};

use super::print::runtime;
use crate::failure::{CliError, Failure, OrFail};
use crate::language::Language;
use crate::output;

/// Prints every finding; fails when a part is broken.
pub fn run(language: Language) -> Result<(), Failure> {
    let places = Places::find().or_fail()?;
    let findings = runtime()?.block_on(examine(&places));
    for finding in &findings {
        let state = match finding.state {
            State::Ok => Bilingual::new("正常", "ok"),
            State::Warning => Bilingual::new("注意", "warning"),
            State::Broken => Bilingual::new("異常", "broken"),
        };
        let part = finding.part.name();
        let (state, part) = (language.of(&state), language.of(&part));
        output::line(format!("[{state}] {part}: {}", language.of(&finding.what)))?;
        if let Some(next) = &finding.next {
            output::line(format!("    → {}", language.of(next)))?;
        }
    }
    let broken = findings
        .iter()
        .filter(|finding| finding.state == State::Broken)
        .count();
    if broken == 0 {
        Ok(())
    } else {
        Err(Failure::from(&CliError::DoctorFoundProblems { broken }))
    }
}
