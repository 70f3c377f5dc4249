//! `kazashi printer calibrate`: a sheet to measure, and the profile corrected by what was measured.

use paper::{Calibration, PaperSize, Placement, calibration_sheet};
use printing::{JobSettings, Printer, Profile};
use station::{Places, Settings, find_fonts, load_profile, placement, save_placement};

use super::print::follow;
use crate::args::Calibrate;
use crate::failure::{CliError, Failure, OrFail};
use crate::language::Language;
use crate::output;

/// The sheet as a file or on paper, or the measured numbers into the profile.
pub fn calibrate(asked: &Calibrate, language: Language) -> Result<(), Failure> {
    let places = Places::find().or_fail()?;
    let settings = Settings::load(&places).or_fail()?;
    let name = asked.profile.as_ref().or(settings.printer_profile.as_ref());
    let profile = match name {
        Some(name) => load_profile(&places.profiles_dir, name).or_fail()?,
        None => Profile::generic_a4(),
    };
    let paper = paper_of(&profile, asked);
    if let Some(first) = asked.cross {
        let name = name.ok_or(CliError::NoProfile).or_fail()?;
        let placement = Calibration {
            paper,
            first,
            second: asked.second,
        }
        .from_measured()
        .or_fail()?;
        save_placement(&places.profiles_dir, name, &placement).or_fail()?;
        return output::line(numbers(name, &placement));
    }
    let moved = if asked.corrected {
        placement(&profile)
    } else {
        Placement::default()
    };
    let fonts = find_fonts(&settings.extra_fonts).or_fail()?;
    let sheet = calibration_sheet(paper, &fonts, &moved).or_fail()?;
    if let Some(file) = &asked.sheet {
        return output::whole_file(file, &sheet);
    }
    let uri = asked
        .printer
        .as_ref()
        .or(settings.printer_uri.as_ref())
        .ok_or(CliError::NoPrinter)
        .or_fail()?;
    let printer = Printer::new(uri, profile).or_fail()?;
    let page = (paper.width_mm, paper.height_mm);
    let chosen = JobSettings::default();
    follow(&printer, sheet, page, "calibration", &chosen, language)
}

/// The named paper, else the profile's usual one.
fn paper_of(profile: &Profile, asked: &Calibrate) -> PaperSize {
    let size = asked
        .paper
        .or(profile.usual_paper().map(|tray| tray.size))
        .unwrap_or(printing::PaperSize::A4);
    let (width, height) = size.millimetres();
    PaperSize {
        width_mm: f64::from(width),
        height_mm: f64::from(height),
    }
}

/// What stands in the profile now.
fn numbers(name: &str, placement: &Placement) -> String {
    let Placement {
        offset_x_mm,
        offset_y_mm,
        scale_x,
        scale_y,
        ..
    } = placement;
    format!(
        "{name}\toffset_x_mm = {offset_x_mm}\toffset_y_mm = {offset_y_mm}\tscale_x = {scale_x}\tscale_y = {scale_y}"
    )
}
