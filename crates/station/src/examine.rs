//! The health of one PC (`kazashi doctor` and the window's settings page): what is wrong and what to do.

mod printers;

use advice::{Advise, Bilingual};
use mynacard::pcsc::{self, CardPresence};

use crate::bundle::{self, BundleInfo};
use crate::{
    Counts, Layout, Places, Postal, PostalError, Settings, find_fonts, list_forms, list_profiles,
};

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// `kazashi.toml`.
    Settings,
    /// The active bundle of forms and settings.
    Bundle,
    /// The smart card service of the system.
    CardService,
    /// One card reader.
    Reader,
    /// The fonts of forms.
    Fonts,
    /// The forms directory and each form.
    Forms,
    /// The printer profiles.
    PrinterProfiles,
    /// The printer.
    Printer,
    /// The imported postal codes.
    PostalCodes,
    /// The counts database.
    Counts,
}

impl Part {
    /// The part's name in both languages.
    pub fn name(self) -> Bilingual {
        let (ja, en) = match self {
            Self::Settings => ("設定", "settings"),
            Self::Bundle => ("配布ファイル", "bundle"),
            Self::CardService => ("カードサービス", "card service"),
            Self::Reader => ("読み取り機", "card reader"),
            Self::Fonts => ("フォント", "fonts"),
            Self::Forms => ("様式", "forms"),
            Self::PrinterProfiles => ("プリンター設定", "printer profiles"),
            Self::Printer => ("プリンター", "printer"),
            Self::PostalCodes => ("郵便番号", "postal codes"),
            Self::Counts => ("件数の記録", "counts"),
        };
        Bilingual::new(ja, en)
    }
}

/// How a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// It works.
    Ok,
    /// The counter can open, but somebody should look.
    Warning,
    /// The counter cannot do its work.
    Broken,
}

/// What was found about one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub part: Part,
    /// How it is.
    pub state: State,
    /// What was seen.
    pub what: Bilingual,
    /// What to do; `None` when nothing is.
    pub next: Option<Bilingual>,
}

impl Finding {
    fn ok(part: Part, ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            part,
            state: State::Ok,
            what: Bilingual::new(ja, en),
            next: None,
        }
    }

    fn of(part: Part, state: State, error: &impl Advise) -> Self {
        let advice = error.advice();
        Self {
            part,
            state,
            what: advice.what,
            next: Some(advice.next),
        }
    }
}

/// Looks at every part. Changes nothing, touches no card, prints nothing.
pub async fn examine(places: &Places) -> Vec<Finding> {
    let loaded = Settings::load(places);
    let settings = loaded.as_ref().ok().cloned().unwrap_or_default();
    let mut findings = vec![match &loaded {
        Ok(settings) => of_settings(places, settings),
        Err(error) => Finding::of(Part::Settings, State::Broken, error),
    }];
    findings.extend(of_bundle(places));
    findings.extend(of_readers());
    findings.push(of_fonts(&settings));
    findings.extend(of_forms(places));
    findings.extend(of_profiles(places));
    findings.extend(printers::of_printers(places, &settings).await);
    findings.push(of_postal(places));
    findings.push(of_counts(places));
    findings
}

fn of_settings(places: &Places, settings: &Settings) -> Finding {
    let file = places.settings_file.display();
    let missing: Vec<&str> = [
        ("city_name", &settings.city_name),
        ("mayor", &settings.mayor),
    ]
    .into_iter()
    .filter(|(_, value)| value.trim().is_empty())
    .map(|(field, _)| field)
    .collect();
    if missing.is_empty() {
        return Finding::ok(Part::Settings, format!("{file}"), format!("{file}"));
    }
    let missing = missing.join(", ");
    Finding {
        part: Part::Settings,
        state: State::Warning,
        what: Bilingual::new(
            format!("{file} に {missing} がありません。"),
            format!("{file} does not set {missing}."),
        ),
        next: Some(Bilingual::new(
            "市区町村名とあて先（市長名）を設定してください。",
            "Set the name of the city and to whom forms are addressed.",
        )),
    }
}

/// Nothing is said on a PC that has no bundle: it needs none.
fn of_bundle(places: &Places) -> Option<Finding> {
    match bundle::verify_active(places) {
        Ok(found) => found.map(|info| {
            let BundleInfo {
                name,
                version,
                created,
                fingerprint,
            } = info;
            let created = created.strftime("%Y-%m-%d %H:%M");
            Finding::ok(
                Part::Bundle,
                format!("{name} 第{version}版（{created}、鍵 {fingerprint}）"),
                format!("{name}, version {version} of {created}, key {fingerprint}"),
            )
        }),
        Err(error) => Some(Finding::of(Part::Bundle, State::Broken, &error)),
    }
}

fn of_readers() -> Vec<Finding> {
    let readers = match pcsc::readers() {
        Ok(readers) => readers,
        Err(error) => return vec![Finding::of(Part::CardService, State::Broken, &error)],
    };
    let mut findings = vec![Finding::ok(Part::CardService, "動いています。", "It runs.")];
    if readers.is_empty() {
        let none = mynacard::ChannelError::NoReader;
        findings.push(Finding::of(Part::Reader, State::Broken, &none));
    }
    for reader in readers {
        let name = reader.name;
        findings.push(match reader.card {
            CardPresence::Absent => Finding::ok(
                Part::Reader,
                format!("{name}: カードなし"),
                format!("{name}: no card"),
            ),
            CardPresence::Present => Finding::ok(
                Part::Reader,
                format!("{name}: カードあり"),
                format!("{name}: holds a card"),
            ),
            CardPresence::Unresponsive | CardPresence::InUse => {
                let error = if reader.card == CardPresence::InUse {
                    mynacard::ChannelError::ReaderInUse
                } else {
                    mynacard::ChannelError::CardUnresponsive
                };
                let mut finding = Finding::of(Part::Reader, State::Warning, &error);
                finding.what.ja.insert_str(0, &format!("{name}: "));
                finding.what.en.insert_str(0, &format!("{name}: "));
                finding
            }
        });
    }
    findings
}

fn of_fonts(settings: &Settings) -> Finding {
    match find_fonts(&settings.extra_fonts) {
        Ok(_) => Finding::ok(Part::Fonts, "そろっています。", "All are there."),
        Err(error) => Finding::of(Part::Fonts, State::Broken, &error),
    }
}

fn of_forms(places: &Places) -> Vec<Finding> {
    let forms = match list_forms(&places.forms_dir) {
        Ok(forms) => forms,
        Err(error) => return vec![Finding::of(Part::Forms, State::Broken, &error)],
    };
    let (good, broken): (Vec<_>, Vec<_>) = forms.into_iter().partition(|form| form.form.is_ok());
    let dir = places.forms_dir.display();
    let mut findings = vec![Finding {
        state: if good.is_empty() {
            State::Broken
        } else {
            State::Ok
        },
        next: good.is_empty().then(|| {
            Bilingual::new(
                "様式のフォルダーに様式を入れてください。",
                "Put forms into the forms directory.",
            )
        }),
        ..Finding::ok(
            Part::Forms,
            format!("使える様式 {} 件（{dir}）", good.len()),
            format!("{} usable form(s) in {dir}", good.len()),
        )
    }];
    findings.extend(broken.into_iter().filter_map(|form| {
        let errors = form.form.err()?;
        let error = crate::FormsError::Broken {
            id: form.id,
            errors,
        };
        Some(Finding::of(Part::Forms, State::Warning, &error))
    }));
    findings
}

fn of_profiles(places: &Places) -> Vec<Finding> {
    let profiles = match list_profiles(&places.profiles_dir) {
        Ok(profiles) => profiles,
        Err(error) => return vec![Finding::of(Part::PrinterProfiles, State::Warning, &error)],
    };
    let good = profiles
        .iter()
        .filter(|profile| profile.profile.is_ok())
        .count();
    let mut findings = vec![Finding::ok(
        Part::PrinterProfiles,
        format!("使えるもの {good} 件（{}）", places.profiles_dir.display()),
        format!("{good} usable in {}", places.profiles_dir.display()),
    )];
    findings.extend(profiles.into_iter().filter_map(|profile| {
        let errors = profile.profile.err()?;
        let error = crate::ProfilesError::Broken {
            name: profile.name,
            errors,
        };
        Some(Finding::of(Part::PrinterProfiles, State::Warning, &error))
    }));
    findings
}

/// Without them forms are filled all the same; only the code has to be typed.
fn of_postal(places: &Places) -> Finding {
    let data = match Postal::at(&places.postal_file()).about() {
        Ok(data) => data,
        Err(error) => return Finding::of(Part::PostalCodes, State::Warning, &error),
    };
    if !data.iter().any(|data| data.layout == Layout::Towns) {
        let file = places.postal_file();
        return Finding::of(
            Part::PostalCodes,
            State::Warning,
            &PostalError::Missing { file },
        );
    }
    let (mut ja, mut en) = (vec![], vec![]);
    for data in data {
        let made = data.made.as_deref();
        let (name_ja, name_en) = match data.layout {
            Layout::Towns => ("住所", "towns"),
            Layout::Offices => ("事業所", "offices"),
        };
        let (lines, day) = (data.lines, made.unwrap_or("日付不明"));
        ja.push(format!("{name_ja} {day} のデータ（{lines} 行）"));
        let day = made.unwrap_or("an unknown day");
        en.push(format!("{name_en} of {day} ({lines} lines)"));
    }
    Finding::ok(Part::PostalCodes, ja.join("、"), en.join(", "))
}

fn of_counts(places: &Places) -> Finding {
    let file = places.counts_file();
    match Counts::check(&file) {
        Ok(Some(sessions)) => Finding::ok(
            Part::Counts,
            format!("{sessions} 件（{}）", file.display()),
            format!("{sessions} session(s) in {}", file.display()),
        ),
        Ok(None) => Finding::ok(
            Part::Counts,
            format!(
                "まだありません。最初に使うとき {} に作ります。",
                file.display()
            ),
            format!("None yet; made at first use in {}.", file.display()),
        ),
        Err(error) => Finding::of(Part::Counts, State::Broken, &error),
    }
}
