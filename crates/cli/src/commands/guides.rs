//! The guides' part of `kazashi forms check`.

use std::path::Path;

use paper::{FormDefinition, FormDesk, Guide};
use station::{Places, list_forms, list_guides};

use crate::failure::{Failure, OrFail};
use crate::language::Language;
use crate::output;

/// Whether a name given to `forms check` is the file of a guide, and not a form.
pub fn is_file(name: &str) -> bool {
    let path = Path::new(name);
    path.extension()
        .is_some_and(|extension| extension == "toml")
        && path.file_name().is_some_and(|name| name != "form.toml")
}

/// A broken form is taken for one of the counter: its own check tells what is wrong with it.
fn is_at_counter(form: Option<&FormDefinition>) -> bool {
    form.is_none_or(|form| form.desk() == FormDesk::Counter)
}

/// Checks these guides' files, or all guides when none is named, beside the forms of this PC and
/// its other guides; every fault of every guide is one line.
pub fn check(places: &Places, files: &[&String], language: Language) -> Result<(), Failure> {
    let mut forms = list_forms(&places.forms_dir).or_fail()?;
    // A guide leads to forms of the counter; those of another desk are unknown to it.
    forms.retain(|listed| is_at_counter(listed.form.as_ref().ok()));
    let ids: Vec<&str> = forms.iter().map(|listed| listed.id.as_str()).collect();
    let sound: Vec<&FormDefinition> = forms
        .iter()
        .filter_map(|listed| listed.form.as_ref().ok())
        .collect();
    let listed = list_guides(&places.forms_dir).or_fail()?;
    let all: Vec<&Guide> = listed
        .iter()
        .filter_map(|listed| listed.guide.as_ref().ok())
        .collect();
    let named: Vec<_> = files
        .iter()
        .map(|file| Guide::load(Path::new(file)))
        .collect();
    let chosen: Vec<_> = if files.is_empty() {
        listed.iter().map(|listed| listed.guide.as_ref()).collect()
    } else {
        named.iter().map(Result::as_ref).collect()
    };
    let mut failure = Failure::default();
    for guide in chosen {
        match guide {
            Ok(guide) => {
                let faults = guide.check_beside(&ids, &sound, &all);
                if faults.is_empty() {
                    let title = language.of(guide.title());
                    output::line(format!("guides/{}\t-\t{title}\tok", guide.id()))?;
                } else {
                    failure.add(Failure::of_definition(&faults));
                }
            }
            Err(faults) => failure.add(Failure::of_definition(faults)),
        }
    }
    failure.into_result()
}
