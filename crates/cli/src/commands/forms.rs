//! `kazashi forms`: list, check and fill forms.

use paper::{Fonts, FormDefinition, Placement};
use station::{Places, Settings, find_fonts, list_forms};

use super::fill;
use crate::args::Render;
use crate::failure::{Failure, OrFail};
use crate::language::Language;
use crate::output;

/// One line a form: id, version, title; a broken one with the number of its errors.
pub fn list(language: Language) -> Result<(), Failure> {
    let places = Places::find().or_fail()?;
    for listed in list_forms(&places.forms_dir).or_fail()? {
        match listed.form {
            Ok(form) => output::line(format!(
                "{}\t{}\t{}",
                form.id(),
                form.version(),
                language.of(form.title())
            ))?,
            Err(errors) => {
                let id = listed.id;
                let broken = station::FormsError::Broken {
                    id: id.clone(),
                    errors,
                };
                let advice = advice::Advise::advice(&broken);
                output::line(format!("{id}\t-\t{}", language.of(&advice.what)))?;
            }
        }
    }
    Ok(())
}

/// Checks the named forms, or all; every fault of every form is one line.
pub fn check(names: &[String], language: Language) -> Result<(), Failure> {
    let places = Places::find().or_fail()?;
    let forms: Vec<Result<FormDefinition, Failure>> = if names.is_empty() {
        list_forms(&places.forms_dir)
            .or_fail()?
            .into_iter()
            .map(|listed| {
                listed
                    .form
                    .map_err(|errors| Failure::of_definition(&errors))
            })
            .collect()
    } else {
        names.iter().map(|name| fill::form(&places, name)).collect()
    };
    // Fonts of the settings are for values, not for printed words.
    let fonts = find_fonts(&[]);
    if let Err(missing) = &fonts {
        // All but the printed words can be checked without.
        output::problems(&Failure::from(missing), language);
    }
    let mut failure = Failure::default();
    for form in forms {
        match form.and_then(|form| with_words(form, fonts.as_ref().ok())) {
            Ok(form) => passed(&form, language)?,
            Err(broken) => failure.add(broken),
        }
    }
    failure.into_result()
}

/// The form, if these fonts have all of its printed words.
fn with_words(form: FormDefinition, fonts: Option<&Fonts>) -> Result<FormDefinition, Failure> {
    let errors = fonts.map_or_else(Vec::new, |fonts| form.check_words(fonts));
    if errors.is_empty() {
        Ok(form)
    } else {
        Err(Failure::of_definition(&errors))
    }
}

fn passed(form: &FormDefinition, language: Language) -> Result<(), Failure> {
    let title = language.of(form.title());
    output::line(format!("{}\t{}\t{title}\tok", form.id(), form.version()))
}

/// Fills a form and writes the PDF, whole or not at all.
pub fn render(asked: &Render, language: Language) -> Result<(), Failure> {
    let places = Places::find().or_fail()?;
    let settings = Settings::load(&places).or_fail()?;
    let form = fill::form(&places, &asked.form)?;
    let pdf = zeroize::Zeroizing::new(fill::pdf(
        &settings,
        &form,
        &asked.values,
        &Placement::default(),
        language,
    )?);
    output::whole_file(&asked.out, &pdf)
}
