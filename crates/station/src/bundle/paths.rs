//! Which names a file inside a bundle may have.

/// Longest name, so that unpacking ends below the 260 characters of Windows.
const LONGEST: usize = 160;
/// Most folders and the file itself: `forms/ID/FILE`, and one more.
const DEEPEST: usize = 4;

/// The city's part of the settings.
pub(super) const CITY_FILE: &str = "city.toml";
/// Folder of forms and, inside, guides.
pub(super) const FORMS: &str = "forms";
/// Folder of printer profiles.
pub(super) const PROFILES: &str = "printer-profiles";

/// Names that Windows takes for devices, whatever their ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Whether this can be the name of a file of a bundle on every system: below one of our folders,
/// no way out of it, nothing that is hidden or that Windows takes for something else.
pub(super) fn is_safe(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let place = match parts.as_slice() {
        [CITY_FILE] => true,
        [FORMS | PROFILES, _, ..] => parts.len() <= DEEPEST,
        _ => false,
    };
    place && path.len() <= LONGEST && parts.iter().all(|part| is_plain(part))
}

fn is_plain(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().to_lowercase();
    let device = DEVICES.iter().any(|device| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.is_empty() || matches!(rest.as_bytes(), [b'0'..=b'9']))
    });
    !part.is_empty()
        && !part.starts_with('.')
        && !part.ends_with(['.', ' '])
        && !part.contains(['\\', ':', '*', '?', '"', '<', '>', '|'])
        && !part.chars().any(char::is_control)
        && !device
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_forms_guides_and_profiles_are_safe() {
        for path in [
            "city.toml",
            "forms/juminhyo-request/form.toml",
            "forms/guides/moving-in.toml",
            "forms/ido/転入届.pdf",
            "printer-profiles/console.toml",
        ] {
            assert!(is_safe(path), "{path}");
        }
    }

    #[test]
    fn ways_out_and_names_that_mean_something_else_are_not() {
        for path in [
            "",
            "../city.toml",
            "forms/../../etc/passwd",
            "forms/..",
            "/forms/a/form.toml",
            "forms//form.toml",
            "C:/forms/a",
            "forms/a\\..\\b",
            "forms/a/form.toml:stream",
            "forms/a/.hidden",
            "forms/nul",
            "forms/COM1.toml",
            "forms/a/b.",
            "forms/a/b ",
            "forms/a/b\n",
            "forms",
            "kazashi.toml",
            "forms/1/2/3/4",
            &format!("forms/{}", "a".repeat(200)),
        ] {
            assert!(!is_safe(path), "{path}");
        }
    }
}
