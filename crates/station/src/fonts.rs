//! The fonts that forms are drawn with: found on this PC by family, read once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use advice::{Advice, Advise, Bilingual};
use fontdb::{Database, FaceInfo, Family, Query, Source, Weight};
use paper::{FontFile, FontRole, Fonts};

/// A font that forms use.
struct Wanted {
    family: &'static str,
    role: FontRole,
    /// Where Debian and Windows put it, asked first: reading every font of the system takes many times longer.
    known: &'static [&'static str],
    debian_package: &'static str,
    windows_source: &'static str,
}

const WANTED: [Wanted; 4] = [
    Wanted {
        family: "IPAmjMincho",
        role: FontRole::Personal,
        known: &[
            "/usr/share/fonts/truetype/ipamj/ipamjm.ttf",
            r"C:\Windows\Fonts\ipamjm.ttf",
        ],
        debian_package: "fonts-ipamj-mincho",
        windows_source: "IPAmj明朝 (IPAmj Mincho)",
    },
    Wanted {
        family: "Noto Serif CJK JP",
        role: FontRole::Personal,
        known: &[
            "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
            r"C:\Windows\Fonts\NotoSerifCJK-Regular.ttc",
        ],
        debian_package: "fonts-noto-cjk",
        windows_source: "Noto Serif CJK JP",
    },
    Wanted {
        family: "BIZ UDGothic",
        role: FontRole::Label,
        known: &[
            "/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Regular.ttf",
            r"C:\Windows\Fonts\BIZ-UDGothicR.ttc",
        ],
        debian_package: "fonts-morisawa-bizud-gothic",
        windows_source: "BIZ UDゴシック (BIZ UDGothic, part of Windows 10 and later)",
    },
    Wanted {
        family: "BIZ UDGothic",
        role: FontRole::LabelBold,
        known: &[
            "/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Bold.ttf",
            r"C:\Windows\Fonts\BIZ-UDGothicB.ttc",
        ],
        debian_package: "fonts-morisawa-bizud-gothic",
        windows_source: "BIZ UDゴシック (BIZ UDGothic, part of Windows 10 and later)",
    },
];

/// Why the fonts are not there.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// A font that forms need is not installed.
    #[error("the font {family} is not installed")]
    Missing {
        /// Family name of the font.
        family: &'static str,
        /// Debian package that brings it.
        debian_package: &'static str,
        /// What to install on Windows.
        windows_source: &'static str,
    },
    /// A font file, such as one of the city's own (外字), could not be read.
    #[error("{}: {problem}", file.display())]
    Unreadable {
        /// The font file.
        file: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// The files are there, but forms cannot be drawn with them.
    #[error(transparent)]
    Unusable(#[from] paper::FontError),
}

impl Advise for FontError {
    fn advice(&self) -> Advice {
        match self {
            Self::Unusable(error) => error.advice(),
            Self::Missing {
                family,
                debian_package,
                windows_source,
            } => Advice::new(
                "font-missing",
                Bilingual::new(
                    format!("フォント {family} がこの PC にありません。"),
                    format!("The font {family} is not installed on this PC."),
                ),
                Bilingual::new(
                    format!(
                        "Windows では {windows_source}、Debian では {debian_package} を入れてください。"
                    ),
                    format!(
                        "Install {windows_source} (Windows) or the package {debian_package} (Debian)."
                    ),
                ),
            ),
            Self::Unreadable { file, problem } => Advice::new(
                "font-unreadable",
                Bilingual::new(
                    format!("フォント {} を使えません（{problem}）。", file.display()),
                    format!("The font {} cannot be used ({problem}).", file.display()),
                ),
                Bilingual::new(
                    "設定 extra_fonts のパスと、ファイルを確かめてください。",
                    "Check the paths of the setting extra_fonts, and the file.",
                ),
            ),
        }
    }
}

/// Finds and reads the fonts of forms, and the city's own after them.
pub fn find_fonts(extra: &[PathBuf]) -> Result<Fonts, FontError> {
    let mut files = Vec::new();
    for (wanted, face) in WANTED.iter().zip(locate(&WANTED)?) {
        files.push(face.read(wanted.role)?);
    }
    for path in extra {
        files.push(first_face(path)?.read(FontRole::Personal)?);
    }
    tracing::debug!(fonts = files.len(), "fonts read");
    Ok(Fonts::from_files(files)?)
}

/// One face of a font file on this PC.
struct Face {
    file: PathBuf,
    index: u32,
    family: String,
}

impl Face {
    fn of(face: &FaceInfo) -> Option<Self> {
        let (Source::File(file) | Source::SharedFile(file, _)) = &face.source else {
            return None;
        };
        Some(Self {
            file: file.clone(),
            index: face.index,
            family: face.families.first()?.0.replace(' ', ""),
        })
    }

    fn read(self, role: FontRole) -> Result<FontFile, FontError> {
        let bytes = fs::read(&self.file).map_err(|error| FontError::Unreadable {
            file: self.file,
            problem: error.to_string(),
        })?;
        Ok(FontFile {
            role,
            family: self.family,
            bytes: Arc::from(bytes),
            index: self.index,
        })
    }
}

fn locate(wanted: &[Wanted]) -> Result<Vec<Face>, FontError> {
    let mut known = Database::new();
    for path in wanted.iter().flat_map(|font| font.known) {
        if Path::new(path).exists() {
            // A file that is no font is the same as a missing one: the search below goes on.
            let _ = known.load_font_file(path);
        }
    }
    let mut all = None;
    wanted
        .iter()
        .map(|font| {
            face_of(&known, font)
                .or_else(|| {
                    let all = all.get_or_insert_with(|| {
                        let mut all = Database::new();
                        all.load_system_fonts();
                        all
                    });
                    face_of(all, font)
                })
                .ok_or(FontError::Missing {
                    family: font.family,
                    debian_package: font.debian_package,
                    windows_source: font.windows_source,
                })
        })
        .collect()
}

fn face_of(fonts: &Database, wanted: &Wanted) -> Option<Face> {
    let weight = match wanted.role {
        FontRole::LabelBold => Weight::BOLD,
        FontRole::Personal | FontRole::Label => Weight::NORMAL,
    };
    let id = fonts.query(&Query {
        families: &[Family::Name(wanted.family)],
        weight,
        ..Query::default()
    })?;
    Face::of(fonts.face(id)?)
}

fn first_face(path: &Path) -> Result<Face, FontError> {
    let unreadable = |problem: String| FontError::Unreadable {
        file: path.to_path_buf(),
        problem,
    };
    let mut fonts = Database::new();
    fonts
        .load_font_file(path)
        .map_err(|error| unreadable(error.to_string()))?;
    let face = fonts.faces().next().and_then(Face::of);
    face.ok_or_else(|| unreadable("not a font".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_of_forms_are_found() {
        assert!(find_fonts(&[]).is_ok());
        let faces: Vec<String> = locate(&WANTED)
            .unwrap()
            .into_iter()
            .map(|face| face.family)
            .collect();
        assert_eq!(
            faces,
            [
                "IPAmjMincho",
                "NotoSerifCJKJP",
                "BIZUDGothic",
                "BIZUDGothic"
            ]
        );
    }

    #[test]
    fn a_font_elsewhere_is_found_by_its_family() {
        let elsewhere = Wanted {
            known: &[],
            ..WANTED[0]
        };
        assert_eq!(locate(&[elsewhere]).unwrap()[0].family, "IPAmjMincho");
    }

    #[test]
    fn a_missing_font_names_its_package() {
        let missing = Wanted {
            family: "No Such Font",
            known: &[],
            ..WANTED[1]
        };
        let advice = locate(&[missing]).err().unwrap().advice();
        assert_eq!(advice.code, "font-missing");
        assert!(advice.next.en.contains("fonts-noto-cjk"));
    }

    #[test]
    fn a_broken_font_of_the_city_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("gaiji.ttf");
        fs::write(&file, "no font").unwrap();
        for path in [file, dir.path().join("none.ttf")] {
            let Err(error) = find_fonts(std::slice::from_ref(&path)) else {
                panic!("{} was taken", path.display());
            };
            assert!(
                error.advice().what.en.contains(&*path.to_string_lossy()),
                "{error}"
            );
        }
    }

    /// `cargo test -p station --release -- --ignored --nocapture` prints what the known paths save.
    #[test]
    #[ignore = "measures, proves nothing"]
    fn how_long_it_takes() {
        let clock = std::time::Instant::now();
        locate(&WANTED).unwrap();
        let known = clock.elapsed();
        let clock = std::time::Instant::now();
        Database::new().load_system_fonts();
        let all = clock.elapsed();
        let clock = std::time::Instant::now();
        find_fonts(&[]).ok().unwrap();
        println!(
            "known paths {known:?}, all fonts {all:?}, found and read {:?}",
            clock.elapsed()
        );
    }
}
