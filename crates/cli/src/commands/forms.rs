//! `kazashi forms`: list, check and fill forms.

use paper::{Fonts, FormDefinition, Placement, check_together};
use station::{Places, Settings, find_fonts, list_forms};

use super::{fill, guides};
use crate::args::{Proof, Render};
use crate::failure::{CliError, Failure, OrFail};
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

/// Checks the named forms and files of guides, or all, each by itself and all against each other;
/// every fault is one line.
pub fn check(names: &[String], language: Language) -> Result<(), Failure> {
    let places = Places::find().or_fail()?;
    let (files, forms): (Vec<&String>, Vec<&String>) =
        names.iter().partition(|name| guides::is_file(name));
    let mut failure = Failure::default();
    if files.is_empty() || !forms.is_empty() {
        add(&mut failure, check_forms(&places, &forms, language));
    }
    if !files.is_empty() || names.is_empty() {
        add(&mut failure, guides::check(&places, &files, language));
    }
    failure.into_result()
}

fn add(failure: &mut Failure, result: Result<(), Failure>) {
    if let Err(other) = result {
        failure.add(other);
    }
}

fn check_forms(places: &Places, names: &[&String], language: Language) -> Result<(), Failure> {
    let forms = named_or_all(places, names)?;
    // Fonts of the settings are for values, not for printed words.
    let fonts = find_fonts(&[]);
    if let Err(missing) = &fonts {
        // All but the printed words can be checked without.
        output::problems(&Failure::from(missing), language);
    }
    let mut failure = Failure::default();
    let mut sound = Vec::new();
    for form in forms {
        match form.and_then(|form| with_words(form, fonts.as_ref().ok())) {
            Ok(form) => sound.push(form),
            Err(broken) => failure.add(broken),
        }
    }
    let unlike = check_together(&sound.iter().collect::<Vec<_>>());
    for form in &sound {
        if !unlike.iter().any(|error| error.file == form.file()) {
            passed(form, language)?;
        }
    }
    if !unlike.is_empty() {
        failure.add(Failure::of_definition(&unlike));
    }
    failure.into_result()
}

/// The named forms, or all; a broken one as its failure.
fn named_or_all<N: AsRef<str>>(
    places: &Places,
    names: &[N],
) -> Result<Vec<Result<FormDefinition, Failure>>, Failure> {
    if !names.is_empty() {
        return Ok(names
            .iter()
            .map(|name| fill::form(places, name.as_ref()))
            .collect());
    }
    let listed = list_forms(&places.forms_dir).or_fail()?;
    Ok(listed
        .into_iter()
        .map(|listed| {
            listed
                .form
                .map_err(|errors| Failure::of_definition(&errors))
        })
        .collect())
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

/// Writes a proof sheet of the named forms, or of all; what does not fit is one line each, and the sheet is there.
pub fn proof(asked: &Proof) -> Result<(), Failure> {
    let places = Places::find().or_fail()?;
    let settings = Settings::load(&places).or_fail()?;
    let fonts = find_fonts(&settings.extra_fonts).or_fail()?;
    std::fs::create_dir_all(&asked.out).map_err(|error| {
        Failure::from(&CliError::OutUnwritable {
            file: asked.out.clone(),
            problem: error.kind().to_string(),
        })
    })?;
    let mut failure = Failure::default();
    for form in named_or_all(&places, &asked.forms)? {
        let written = form.and_then(|form| {
            let proof = paper::proof(&form, &fonts).or_fail()?;
            let file = asked.out.join(format!("{}.pdf", form.id()));
            output::whole_file(&file, &proof.pdf)?;
            output::line(format!("{}\t{}", form.id(), file.display()))?;
            Failure::of_form(form.id(), &proof.problems).into_result()
        });
        if let Err(problems) = written {
            failure.add(problems);
        }
    }
    failure.into_result()
}
