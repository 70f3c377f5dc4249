//! What `forms render` and `print` share: a form and its values become a PDF.

use std::path::{Path, is_separator};

use paper::{FieldProblem, FormDefinition, Placement, Values};
use station::{Places, Settings, find_fonts, load_form, today};

use crate::failure::{Failure, OrFail};
use crate::language::Language;
use crate::{output, values_file};

/// The form by its id, or by the path of its folder.
pub fn form(places: &Places, name: &str) -> Result<FormDefinition, Failure> {
    let folder = Path::new(name);
    if name.contains(is_separator)
        || [".", ".."].contains(&name)
        || folder.join("form.toml").exists()
    {
        FormDefinition::load(folder).map_err(|errors| Failure::of_definition(&errors))
    } else {
        match load_form(&places.forms_dir, name) {
            Err(station::FormsError::Broken { errors, .. }) => Err(Failure::of_definition(&errors)),
            other => other.or_fail(),
        }
    }
}

/// Fills the form with the values of the file; city and day come from this PC where the file is silent.
///
/// What somebody should look at before the sheet is used goes to standard error, one line each.
pub fn pdf(
    settings: &Settings,
    form: &FormDefinition,
    values_file: &Path,
    placement: &Placement,
    language: Language,
) -> Result<Vec<u8>, Failure> {
    let mut values = values_file::read(values_file, form)?;
    supply(&mut values, "city.name", &settings.city_name);
    supply(&mut values, "city.mayor", &settings.mayor);
    supply(&mut values, "date.today", &today().to_string());
    let fonts = find_fonts(&settings.extra_fonts).or_fail()?;
    let pdf = paper::render(form, &values, &fonts, placement)
        .map_err(|problems| Failure::of_all(&problems))?;
    let mut warnings = paper::check_values(form, &values, &fonts);
    warnings.retain(|problem| !FieldProblem::is_fatal(problem));
    output::problems(&Failure::of_all(&warnings), language);
    Ok(pdf)
}

fn supply(values: &mut Values, name: &str, text: &str) {
    if values.get(name).is_none() && !text.is_empty() {
        values.insert(name, text);
    }
}
