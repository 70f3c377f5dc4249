//! The enrolment code on a sheet of A4 (端末登録票).

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use paper::{FontFile, FontRole, Fonts, FormDefinition, Placement, Values, render};
use zeroize::Zeroizing;

use super::Failure;

/// Where Debian puts typefaces that have both languages, the better ones first; in a collection the first is Japan's.
const KNOWN: [&str; 4] = [
    "/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Regular.ttf",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf",
    "/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf",
];

/// What stands on the sheet.
pub struct Sheet<'t> {
    /// What the city calls the hub.
    pub hub: &'t str,
    /// The disaster or election.
    pub realm: &'t str,
    /// What the device may do, in both languages.
    pub role: &'t str,
    /// Until when the code is good, by Japan's time.
    pub until: &'t str,
    /// The letters that are typed.
    pub letters: &'t str,
    /// Where the hub is.
    pub address: &'t str,
    /// What a scanner reads.
    pub scanned: &'t str,
}

impl Sheet<'_> {
    /// The PDF. It holds the code: wiped when it is dropped.
    pub fn to_pdf(&self, typeface: Option<&Path>) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let form = FormDefinition::parse("form.toml", include_str!("sheet/form.toml")).map_err(
            |faults| {
                tracing::error!(?faults, "the form of the sheet");
                not_drawn("form.toml")
            },
        )?;
        let fonts = fonts(typeface)?;
        let mut values = Values::new();
        for (name, value) in [
            ("hub.name", self.hub),
            ("hub.realm", self.realm),
            ("hub.role", self.role),
            ("hub.until", self.until),
            ("hub.letters", self.letters),
            ("hub.address", self.address),
            ("hub.code", self.scanned),
        ] {
            values.insert(name, value);
        }
        let drawn = render(&form, &values, &fonts, &Placement::default());
        let pdf = drawn
            .map_err(|problems| not_drawn(problems.first().map_or("", |problem| &problem.field)))?;
        Ok(Zeroizing::new(pdf))
    }
}

fn fonts(typeface: Option<&Path>) -> Result<Fonts, Failure> {
    let known = KNOWN.map(PathBuf::from);
    let found = known.into_iter().find(|file| file.is_file());
    let Some(file) = typeface.map(Path::to_path_buf).or(found) else {
        return Err(Failure::new(
            (
                "日本語の書体がこのサーバにありません。",
                "This server has no Japanese typeface.",
            ),
            (
                "apt install fonts-morisawa-bizud-gothic で入れるか、--font でファイルを指定してください。",
                "Install fonts-morisawa-bizud-gothic, or name a file by --font.",
            ),
        ));
    };
    let bytes: Arc<[u8]> = Arc::from(fs::read(&file)?);
    let named = file
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    let family = named.unwrap_or_default().replace(' ', "");
    let of = |role| FontFile {
        role,
        family: family.clone(),
        bytes: Arc::clone(&bytes),
        index: 0,
    };
    let files = [FontRole::Personal, FontRole::Label].map(of);
    Fonts::from_files(files.to_vec()).map_err(|_| {
        Failure::new(
            (
                "書体のファイルが使えません。",
                "The file of the typeface does not serve.",
            ),
            (
                "TrueTypeかOpenTypeのファイルを --font で指定してください。",
                "Name a TrueType or OpenType file by --font.",
            ),
        )
    })
}

fn not_drawn(field: &str) -> Failure {
    Failure::new(
        (
            &format!("登録票の「{field}」が描けません。"),
            &format!("`{field}` of the sheet cannot be drawn."),
        ),
        (
            "設定の name と address を短くするか、--svg を使ってください。",
            "Make the settings `name` and `address` shorter, or use --svg.",
        ),
    )
}
