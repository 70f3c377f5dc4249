//! Which of the two languages of staff the messages are in.

use std::env;
use std::ffi::OsString;

use advice::Bilingual;
use clap::ValueEnum;

/// Language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Japanese
    Ja,
    /// English
    En,
}

impl Language {
    /// The one `--lang` asks for, else that of the environment.
    ///
    /// Looked for by hand since a usage error needs a language too, before the arguments are understood.
    pub fn of_arguments(arguments: impl Iterator<Item = OsString>) -> Self {
        let arguments: Vec<String> = arguments.filter_map(|a| a.into_string().ok()).collect();
        let asked = arguments.iter().enumerate().find_map(|(index, argument)| {
            let value = match argument.strip_prefix("--lang") {
                Some("") => arguments.get(index + 1)?,
                Some(rest) => rest.strip_prefix('=')?,
                None => return None,
            };
            Self::from_str(value, true).ok()
        });
        asked.unwrap_or_else(|| Self::of_environment(|name| env::var(name).ok()))
    }

    /// POSIX: the first of these that is set and not empty decides.
    fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| variable(name).filter(|value| !value.is_empty()))
            .unwrap_or_default();
        if locale == "ja" || locale.starts_with("ja_") || locale.starts_with("ja.") {
            Self::Ja
        } else {
            Self::En
        }
    }

    /// The text in this language.
    pub fn of(self, text: &Bilingual) -> &str {
        match self {
            Self::Ja => &text.ja,
            Self::En => &text.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Option<Language> {
        let language = Language::of_arguments(line.split(' ').map(OsString::from));
        line.contains("--lang").then_some(language)
    }

    #[test]
    fn lang_is_found_wherever_it_stands() {
        assert_eq!(arguments("kazashi --lang ja read"), Some(Language::Ja));
        assert_eq!(arguments("kazashi read --lang=ja"), Some(Language::Ja));
        assert_eq!(
            arguments("kazashi read --nonsense --lang en"),
            Some(Language::En)
        );
    }

    #[test]
    fn the_environment_decides_in_its_order() {
        let with = |pairs: &[(&str, &str)]| {
            Language::of_environment(|name| {
                let pair = pairs.iter().find(|(key, _)| *key == name)?;
                Some(pair.1.to_owned())
            })
        };
        assert_eq!(with(&[("LANG", "ja_JP.UTF-8")]), Language::Ja);
        assert_eq!(
            with(&[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "C")]),
            Language::En
        );
        assert_eq!(
            with(&[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "")]),
            Language::Ja
        );
        assert_eq!(
            with(&[("LC_MESSAGES", "ja"), ("LANG", "en_US")]),
            Language::Ja
        );
        assert_eq!(with(&[]), Language::En);
        assert_eq!(with(&[("LANG", "jam_JM")]), Language::En);
    }
}
