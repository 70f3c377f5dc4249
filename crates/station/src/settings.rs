//! The settings of one PC: `kazashi.toml`.

mod place;
mod printers;

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use advice::{Advice, Advise, Bilingual};
use serde::{Deserialize, Serialize};

use crate::bundle::city;
use crate::durable::write_whole;
use crate::{HandoverSettings, Places};

pub use printers::{FormMode, FormSettings, PrinterEntry};

/// Shortest and longest time without a touch, in seconds, that may be set.
const IDLE_SECONDS: std::ops::RangeInclusive<u32> = 30..=3600;

/// What one PC is told about its city and its printer. Holds nothing about any resident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Name of the municipality, as forms print it (`city.name`), such as 見本市.
    pub city_name: String,
    /// To whom forms are addressed (あて先, `city.mayor`), such as 見本市長.
    pub mayor: String,
    /// Address of the printer, `ipp://` or `ipps://`, where there is a single one and no `[[printer]]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printer_uri: Option<String>,
    /// Name of that printer's profile: a file of the profiles directory without `.toml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printer_profile: Option<String>,
    /// Seconds without a touch after which a session is wiped.
    pub idle_seconds: u32,
    /// Further font files (外字 of the city), tried after the others.
    pub extra_fonts: Vec<PathBuf>,
    /// When the resident's window is shown.
    pub resident_window: ResidentWindow,
    /// How much is logged.
    pub log_level: LogLevel,
    /// Folder in which forms are edited; where forms come from a bundle, there is no other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub design_folder: Option<PathBuf>,
    /// The printers (`[[printer]]`), as they stand in the file; see [`Settings::printers`].
    #[serde(rename = "printer", skip_serializing_if = "Vec::is_empty")]
    pub printers: Vec<PrinterEntry>,
    /// What single forms are printed with, by their ids (`[forms.<id>]`).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub forms: BTreeMap<String, FormSettings>,
    /// Hand-over to the back office.
    #[serde(skip_serializing_if = "HandoverSettings::is_off")]
    pub handover: HandoverSettings,
}

/// When the resident's window (お客様用画面) is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResidentWindow {
    /// Filling the second screen; without one, filling the only screen while the resident types.
    #[default]
    Auto,
    /// Always, as a window beside the clerk's: for training, and for screens that the system does not report.
    Beside,
}

/// How much is logged. No level lets personal data through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// Only what broke.
    Error,
    /// Also what may break.
    #[default]
    Warn,
    /// Also what happened.
    Info,
    /// Also each step.
    Debug,
    /// Everything.
    Trace,
}

impl LogLevel {
    /// The level's name in `tracing`'s words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            city_name: String::new(),
            mayor: String::new(),
            printer_uri: None,
            printer_profile: None,
            idle_seconds: 180,
            extra_fonts: Vec::new(),
            resident_window: ResidentWindow::default(),
            log_level: LogLevel::default(),
            design_folder: None,
            printers: Vec::new(),
            forms: BTreeMap::new(),
            handover: HandoverSettings::default(),
        }
    }
}

/// Why the settings could not be read or saved.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file is there but could not be read.
    #[error("{}: cannot be read: {source}", file.display())]
    Unreadable {
        /// The settings file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file holds something that is not a setting.
    #[error("{}:{line}: {field}: {problem}", file.display())]
    Invalid {
        /// The settings file.
        file: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Name of the field, empty when the line has none.
        field: String,
        /// What is wrong, in English (the TOML reader's words or ours).
        problem: String,
    },
    /// The file could not be written; what was there before is untouched.
    #[error("{}: cannot be saved: {source}", file.display())]
    Unsaved {
        /// The settings file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Advise for SettingsError {
    fn advice(&self) -> Advice {
        match self {
            Self::Unreadable { file, source } => Advice::new(
                "settings-unreadable",
                Bilingual::new(
                    format!("設定ファイル {} を読めません（{source}）。", file.display()),
                    format!(
                        "The settings file {} cannot be read ({source}).",
                        file.display()
                    ),
                ),
                Bilingual::new(
                    "ファイルの権限を確かめてください。",
                    "Check the permissions of the file.",
                ),
            ),
            Self::Invalid {
                file,
                line,
                field,
                problem,
            } => Advice::new(
                "settings-invalid",
                Bilingual::new(
                    format!(
                        "設定ファイル {} {line}行目 項目「{field}」が正しくありません（{problem}）。",
                        file.display()
                    ),
                    format!(
                        "Settings file {}, line {line}, field '{field}': {problem}.",
                        file.display()
                    ),
                ),
                Bilingual::new(
                    "その行を直すか、消して初期値に戻してください。",
                    "Correct that line, or delete it to return to the default.",
                ),
            ),
            Self::Unsaved { file, source } => Advice::new(
                "settings-unsaved",
                Bilingual::new(
                    format!(
                        "設定を {} に保存できません（{source}）。元の設定はそのままです。",
                        file.display()
                    ),
                    format!(
                        "The settings cannot be saved to {} ({source}). The old ones are untouched.",
                        file.display()
                    ),
                ),
                Bilingual::new(
                    "空き容量とフォルダーの権限を確かめてください。",
                    "Check the free space and the permissions of the folder.",
                ),
            ),
        }
    }
}

impl Settings {
    /// Loads the settings of this PC, over those of the city in the active bundle; the defaults
    /// when neither says anything.
    pub fn load(places: &Places) -> Result<Self, SettingsError> {
        let file = &places.settings_file;
        match fs::read_to_string(file) {
            Ok(text) => city::under(places, &text),
            Err(error) if error.kind() == ErrorKind::NotFound => city::under(places, ""),
            Err(source) => Err(SettingsError::Unreadable {
                file: file.clone(),
                source,
            }),
        }
    }

    /// Reads settings from TOML text; `file` only names them in an error.
    pub fn parse(file: &Path, text: &str) -> Result<Self, SettingsError> {
        let settings: Self = toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            let line = text[..offset].matches('\n').count() + 1;
            SettingsError::Invalid {
                file: file.to_path_buf(),
                line,
                field: field_at(text, line),
                problem: error.message().replace('\n', " "),
            }
        })?;
        let plain = settings.problem().map(|(field, problem)| {
            let line = line_of(text, field);
            (line, field.to_owned(), problem)
        });
        let wrong = plain.or_else(|| {
            let fault = settings.fault_of_printers()?;
            let (line, field) = place::of_fault(text, &fault);
            Some((line, field, fault.problem))
        });
        match wrong {
            None => Ok(settings),
            Some((line, field, problem)) => Err(SettingsError::Invalid {
                file: file.to_path_buf(),
                line,
                field,
                problem,
            }),
        }
    }

    /// Saves the settings for this user, whole or not at all.
    pub fn save(&self, places: &Places) -> Result<(), SettingsError> {
        let file = &places.settings_save_file;
        if let Some((field, problem)) = self.problem() {
            return Err(SettingsError::Invalid {
                file: file.clone(),
                line: 0,
                field: field.to_owned(),
                problem,
            });
        }
        let text = city::without_city(places, self)
            .and_then(|table| toml::to_string_pretty(&table))
            .map_err(std::io::Error::other);
        if let Ok(text) = &text {
            // Read back as it will be, so that nothing is saved that the next start refuses.
            Self::parse(file, text)?;
        }
        text.and_then(|text| write_whole(file, text.as_bytes()))
            .map_err(|source| SettingsError::Unsaved {
                file: file.clone(),
                source,
            })
    }

    /// The first field whose value cannot be meant, and why.
    fn problem(&self) -> Option<(&'static str, String)> {
        if !IDLE_SECONDS.contains(&self.idle_seconds) {
            let (low, high) = (IDLE_SECONDS.start(), IDLE_SECONDS.end());
            return Some(("idle_seconds", format!("must be {low} to {high}")));
        }
        if let Some(uri) = &self.printer_uri
            && !["ipp://", "ipps://"]
                .iter()
                .any(|scheme| uri.starts_with(scheme))
        {
            return Some((
                "printer_uri",
                "must begin with ipp:// or ipps://".to_owned(),
            ));
        }
        if let Some(name) = &self.printer_profile
            && !crate::profiles::is_profile_name(name)
        {
            return Some((
                "printer_profile",
                "must be the name of a profile, not a path".to_owned(),
            ));
        }
        if self.extra_fonts.iter().any(|path| path.is_relative()) {
            return Some(("extra_fonts", "each path must be absolute".to_owned()));
        }
        self.handover.problem()
    }
}

/// The key of the setting that stands at `line`, looking upwards through a value of several lines.
fn field_at(text: &str, line: usize) -> String {
    let above: Vec<&str> = text.lines().take(line).collect();
    above
        .iter()
        .rev()
        .find_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim().to_owned())
        .unwrap_or_default()
}

fn line_of(text: &str, field: &str) -> usize {
    text.lines()
        .position(|line| {
            line.split_once('=')
                .is_some_and(|(key, _)| key.trim() == field)
        })
        .map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(dir: &Path) -> Places {
        Places {
            settings_file: dir.join("deep/kazashi.toml"),
            settings_save_file: dir.join("deep/kazashi.toml"),
            data_dir: dir.to_path_buf(),
            bundles_dir: dir.join("bundles"),
            forms_dir: dir.to_path_buf(),
            profiles_dir: dir.to_path_buf(),
        }
    }

    fn invalid(text: &str) -> (usize, String, String) {
        match Settings::parse(Path::new("kazashi.toml"), text) {
            Err(SettingsError::Invalid {
                line,
                field,
                problem,
                ..
            }) => (line, field, problem),
            other => panic!("expected an invalid setting, got {other:?}"),
        }
    }

    #[test]
    fn a_pc_without_a_file_has_the_defaults() {
        let dir = tempfile::tempdir().unwrap();
        let settings = Settings::load(&places(dir.path())).unwrap();
        assert_eq!(settings, Settings::default());
        assert_eq!(settings.idle_seconds, 180);
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let dir = tempfile::tempdir().unwrap();
        let places = places(dir.path());
        let settings = Settings {
            city_name: "見本市".into(),
            mayor: "見本市長".into(),
            printer_uri: Some("ipp://127.0.0.1:8631/ipp/print".into()),
            printer_profile: Some("plain".into()),
            idle_seconds: 60,
            extra_fonts: vec![std::env::temp_dir().join("gaiji.ttf")],
            resident_window: ResidentWindow::Beside,
            log_level: LogLevel::Debug,
            handover: HandoverSettings {
                qr: true,
                ..HandoverSettings::default()
            },
            ..Settings::default()
        };
        settings.save(&places).unwrap();
        assert_eq!(Settings::load(&places).unwrap(), settings);
    }

    #[test]
    fn a_failed_save_leaves_the_old_file() {
        let dir = tempfile::tempdir().unwrap();
        let places = places(dir.path());
        Settings::default().save(&places).unwrap();
        let before = fs::read(&places.settings_file).unwrap();
        let wrong = Settings {
            idle_seconds: 1,
            ..Settings::default()
        };
        assert!(wrong.save(&places).is_err());
        assert_eq!(fs::read(&places.settings_file).unwrap(), before);
        assert_eq!(fs::read_dir(dir.path().join("deep")).unwrap().count(), 1);
    }

    #[test]
    fn an_error_names_line_and_field() {
        let (line, field, _) = invalid("city_name = \"見本市\"\nidle_seconds = \"long\"\n");
        assert_eq!((line, field.as_str()), (2, "idle_seconds"));
        let (line, field, problem) = invalid("\n\nprinters = \"x\"\n");
        assert_eq!((line, field.as_str()), (3, "printers"));
        assert!(problem.contains("unknown field"), "{problem}");
        let (line, field, _) = invalid("extra_fonts = [\n  \"/a\",\n  3,\n]\n");
        assert_eq!((line, field.as_str()), (3, "extra_fonts"));
        let (line, field, _) = invalid("mayor = \"市長\nidle_seconds = 60");
        assert_eq!((line, field.as_str()), (1, "mayor"));
    }

    #[test]
    fn values_that_cannot_be_meant_are_refused() {
        for (text, field) in [
            ("idle_seconds = 5", "idle_seconds"),
            ("printer_uri = \"http://x\"", "printer_uri"),
            ("printer_profile = \"../x\"", "printer_profile"),
            ("extra_fonts = [\"a.ttf\"]", "extra_fonts"),
        ] {
            let (line, named, _) = invalid(&format!("city_name = \"\"\n{text}\n"));
            assert_eq!((line, named.as_str()), (2, field));
        }
        for (text, field) in [("key = \"x\"", "key"), ("folder = \"x\"", "folder")] {
            let (line, named, _) = invalid(&format!("[handover]\n{text}\n"));
            assert_eq!((line, named.as_str()), (2, field));
        }
    }
}
