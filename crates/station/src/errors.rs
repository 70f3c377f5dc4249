//! One sample of each error of this crate, for the list of codes and for tests of the texts.

use std::path::PathBuf;

use advice::Advise;
use printing::{ProfileError, ProfileProblem};

use crate::{CountsError, FontError, FormsError, PlacesError, ProfilesError, SettingsError};

/// One sample of every error that has a code of its own.
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
        Box::new(ProfilesError::DirectoryUnreadable {
            dir: file(),
            problem: problem(),
        }),
        Box::new(ProfilesError::Unknown {
            name: name(),
            known: vec![],
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
    for error in paper::FontError::every_error() {
        every.push(Box::new(FontError::Unusable(error)));
    }
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
    #[expect(dead_code, reason = "only compiled")]
    fn none_is_forgotten(
        places: &PlacesError,
        settings: &SettingsError,
        counts: &CountsError,
        fonts: &FontError,
        forms: &FormsError,
        profiles: &ProfilesError,
    ) {
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
            | CountsError::NotAFormId => {}
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
            | ProfilesError::Broken { .. } => {}
        }
    }
}
