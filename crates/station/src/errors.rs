//! One sample of each error of this crate, for the list of codes and for tests of the texts.

use std::path::PathBuf;

use advice::{Advise, Bilingual};
use printing::{ProfileError, ProfileProblem};

use crate::{
    BadLine, BadLineReason, BundleError, CountsError, FontError, FormsError, HandoverFileError,
    PlacesError, PostalError, PrinterChoiceError, ProfilesError, SettingsError, SlipNumberError,
};

/// One sample of every error that has a code of its own.
#[expect(clippy::too_many_lines, reason = "a list, one entry an error")]
pub fn every_error() -> Vec<Box<dyn Advise>> {
    let file = || PathBuf::from("file");
    let source = || std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    let problem = || "permission denied".to_owned();
    let name = || "name".to_owned();
    let mut every: Vec<Box<dyn Advise>> = vec![
        Box::new(PlacesError::NoHome),
        Box::new(SettingsError::Unreadable {
            file: file(),
            source: source(),
        }),
        Box::new(SettingsError::Invalid {
            file: file(),
            line: 1,
            field: name(),
            problem: problem(),
        }),
        Box::new(SettingsError::Unsaved {
            file: file(),
            source: source(),
        }),
        Box::new(CountsError::Newer {
            file: file(),
            found: 2,
        }),
        Box::new(CountsError::Damaged { file: file() }),
        Box::new(CountsError::Unusable {
            file: file(),
            problem: problem(),
        }),
        Box::new(CountsError::NotAFormId),
        Box::new(CountsError::NotAGuideId),
        Box::new(CountsError::NotExported {
            file: file(),
            problem: problem(),
        }),
        Box::new(PostalError::Missing { file: file() }),
        Box::new(PostalError::Unreadable {
            file: file(),
            problem: problem(),
        }),
        Box::new(PostalError::NotTheData {
            file: file(),
            why: Bilingual::new("空です", "it is empty"),
        }),
        Box::new(PostalError::BadLines {
            file: file(),
            lines: vec![],
        }),
        Box::new(PostalError::Damaged { file: file() }),
        Box::new(PostalError::OtherVersion {
            file: file(),
            found: 2,
        }),
        Box::new(PostalError::Unusable {
            file: file(),
            problem: problem(),
        }),
        Box::new(FontError::Missing {
            family: "IPAmjMincho",
            debian_package: "fonts-ipamj-mincho",
            windows_source: "IPAmj明朝",
        }),
        Box::new(FontError::Unreadable {
            file: file(),
            problem: problem(),
        }),
        Box::new(FormsError::DirectoryUnreadable {
            dir: file(),
            problem: problem(),
        }),
        Box::new(FormsError::Unknown {
            id: name(),
            known: vec![],
        }),
        Box::new(FormsError::Broken {
            id: name(),
            errors: vec![],
        }),
        Box::new(SlipNumberError::Newer {
            file: file(),
            found: 2,
        }),
        Box::new(SlipNumberError::Damaged { file: file() }),
        Box::new(SlipNumberError::Unusable {
            file: file(),
            problem: problem(),
        }),
        Box::new(PrinterChoiceError::Unknown {
            name: name(),
            known: vec![],
        }),
        Box::new(PrinterChoiceError::NoAddress { name: name() }),
        Box::new(ProfilesError::DirectoryUnreadable {
            dir: file(),
            problem: problem(),
        }),
        Box::new(ProfilesError::Unknown {
            name: name(),
            known: vec![],
        }),
        Box::new(ProfilesError::Unsaved {
            file: file(),
            problem: problem(),
        }),
        Box::new(ProfilesError::Broken {
            name: name(),
            errors: vec![ProfileError {
                file: name(),
                line: 1,
                column: 1,
                field: name(),
                problem: ProfileProblem::Unreadable,
            }],
        }),
    ];
    for reason in BadLineReason::EVERY {
        every.push(Box::new(BadLine { line: 1, reason }));
    }
    for error in paper::FontError::every_error() {
        every.push(Box::new(FontError::Unusable(error)));
    }
    for error in BundleError::every() {
        every.push(Box::new(error));
    }
    let folder = file;
    every.push(Box::new(HandoverFileError::FolderMissing {
        folder: folder(),
    }));
    every.push(Box::new(HandoverFileError::DiskFull { folder: folder() }));
    every.push(Box::new(HandoverFileError::NotWritable {
        folder: folder(),
    }));
    every.push(Box::new(HandoverFileError::Failed {
        folder: folder(),
        problem: problem(),
    }));
    every
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_speaks_both_languages() {
        for error in every_error() {
            let advice = error.advice();
            for text in [&advice.what, &advice.next] {
                assert!(!text.ja.is_ascii(), "{} has no Japanese", advice.code);
                assert!(!text.en.is_empty(), "{} has no English", advice.code);
            }
        }
    }

    /// Fails to compile when an error is added, so that it is added above too.
    #[expect(dead_code, clippy::too_many_arguments, reason = "only compiled")]
    fn none_is_forgotten(
        places: &PlacesError,
        settings: &SettingsError,
        counts: &CountsError,
        fonts: &FontError,
        forms: &FormsError,
        profiles: &ProfilesError,
        slips: &SlipNumberError,
        printers: &PrinterChoiceError,
        handover: &HandoverFileError,
    ) {
        match slips {
            SlipNumberError::Newer { .. }
            | SlipNumberError::Damaged { .. }
            | SlipNumberError::Unusable { .. } => {}
        }
        match printers {
            // The last two are listed where they come from.
            PrinterChoiceError::Unknown { .. }
            | PrinterChoiceError::NoAddress { .. }
            | PrinterChoiceError::Profile(_)
            | PrinterChoiceError::Printer(_) => {}
        }
        match handover {
            HandoverFileError::Content(_)
            | HandoverFileError::FolderMissing { .. }
            | HandoverFileError::DiskFull { .. }
            | HandoverFileError::NotWritable { .. }
            | HandoverFileError::Failed { .. } => {}
        }
        match places {
            PlacesError::NoHome => {}
        }
        match settings {
            SettingsError::Unreadable { .. }
            | SettingsError::Invalid { .. }
            | SettingsError::Unsaved { .. } => {}
        }
        match counts {
            CountsError::Newer { .. }
            | CountsError::Damaged { .. }
            | CountsError::Unusable { .. }
            | CountsError::NotAFormId
            | CountsError::NotAGuideId
            | CountsError::NotExported { .. } => {}
        }
        match fonts {
            FontError::Missing { .. } | FontError::Unreadable { .. } | FontError::Unusable(_) => {}
        }
        match forms {
            FormsError::DirectoryUnreadable { .. }
            | FormsError::Unknown { .. }
            | FormsError::Broken { .. } => {}
        }
        match profiles {
            ProfilesError::DirectoryUnreadable { .. }
            | ProfilesError::Unknown { .. }
            | ProfilesError::Unsaved { .. }
            | ProfilesError::Broken { .. } => {}
        }
    }

    /// The same for the postal codes.
    #[expect(dead_code, reason = "only compiled")]
    fn none_of_the_postal_codes_is_forgotten(postal: &PostalError, line: &BadLineReason) {
        match postal {
            PostalError::Missing { .. }
            | PostalError::Unreadable { .. }
            | PostalError::NotTheData { .. }
            | PostalError::BadLines { .. }
            | PostalError::Damaged { .. }
            | PostalError::OtherVersion { .. }
            | PostalError::Unusable { .. } => {}
        }
        match line {
            BadLineReason::Columns { .. }
            | BadLineReason::Encoding
            | BadLineReason::Code
            | BadLineReason::Municipality
            | BadLineReason::Prefecture
            | BadLineReason::City
            | BadLineReason::Town
            | BadLineReason::Bracket
            | BadLineReason::Abolished => {}
        }
    }
}
