//! How one printer is to be treated, as a file that IT staff can write.

use std::{collections::BTreeMap, path::Path, time::Duration};

use advice::{Advice, Advise, Bilingual};
use toml::de::DeTable;

use crate::{
    Fault, PaperSize, ProfileError, ProfileProblem, Progress,
    profile_reader::{Reader, Section},
};

/// What has to be known of a printer beyond its address (プリンター設定).
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Name for people.
    pub title: Bilingual,
    /// Moves everything to the right by so many millimetres, -20 to 20.
    pub offset_x_mm: f64,
    /// Moves everything down by so many millimetres, -20 to 20.
    pub offset_y_mm: f64,
    /// Stretches the width, 0.95 to 1.05.
    pub scale_x: f64,
    /// Stretches the height, 0.95 to 1.05.
    pub scale_y: f64,
    /// The papers, the usual one first; never empty.
    pub papers: Vec<PaperTray>,
    /// Which sides of the paper to print on.
    pub sides: Sides,
    /// Whether the printer takes a second job while the first prints.
    pub keeps_queue: bool,
    /// How long to wait for what.
    pub timeouts: Timeouts,
    /// SHA-256 of the certificate to trust for `ipps`; without it the system's own list decides.
    pub certificate_sha256: Option<[u8; 32]>,
    /// What the clerk is told to do about a fault of this very machine, in place of the usual sentence.
    pub fault_texts: BTreeMap<Fault, Bilingual>,
}

/// A paper and the tray it lies in (用紙とトレイ).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperTray {
    /// The paper.
    pub size: PaperSize,
    /// `media-source` keyword of IPP, such as `tray-1`; `auto` leaves the choice to the printer.
    pub tray: String,
}

/// Which sides of the paper to print on (片面・両面).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sides {
    /// One side (片面).
    #[default]
    One,
    /// Both sides, turned like a book (両面・長辺とじ).
    TwoLongEdge,
    /// Both sides, turned like a calendar (両面・短辺とじ).
    TwoShortEdge,
}

impl Sides {
    /// The `sides` keyword of IPP, which the profile uses too.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::One => "one-sided",
            Self::TwoLongEdge => "two-sided-long-edge",
            Self::TwoShortEdge => "two-sided-short-edge",
        }
    }
}

/// How long to wait for a printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Until a busy printer has to take the job.
    pub busy: Duration,
    /// Until the job has to be done, from the moment the printer took it.
    pub job: Duration,
    /// How long the printer may be silent while it has the job.
    pub silence: Duration,
    /// Between two questions about the job.
    pub poll: Duration,
}

const ROOT_KEYS: [&str; 8] = [
    "title",
    "placement",
    "paper",
    "sides",
    "keeps_queue",
    "certificate_sha256",
    "timeouts",
    "faults",
];

impl Profile {
    /// The profile for a printer nothing is known of: A4 from any tray, one-sided, not moved.
    pub fn generic_a4() -> Self {
        Self::parse(
            "generic-a4.toml",
            include_str!("../../../printer-profiles/generic-a4.toml"),
        )
        .expect("the file is part of the program and a test parses it")
    }

    /// Reads a profile file.
    pub fn load(path: &Path) -> Result<Self, Vec<ProfileError>> {
        let file = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&file, &text),
            Err(_) => Err(vec![ProfileError {
                file,
                line: 0,
                column: 0,
                field: String::new(),
                problem: ProfileProblem::Unreadable,
            }]),
        }
    }

    /// Reads the text of a profile; `file` is used in errors only.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<ProfileError>> {
        let mut reader = Reader::new(file, text);
        let document = match DeTable::parse(text) {
            Ok(document) => document,
            Err(error) => {
                reader.not_toml(&error);
                return Err(reader.errors);
            }
        };
        let profile = read(&mut reader, document.get_ref());
        match profile {
            Some(profile) if reader.errors.is_empty() => Ok(profile),
            _ => Err(reader.errors),
        }
    }

    /// The usual paper.
    pub fn usual_paper(&self) -> &PaperTray {
        &self.papers[0]
    }

    /// The paper for a page of these millimetres, or nothing.
    pub fn paper_for(&self, width_mm: f64, height_mm: f64) -> Option<&PaperTray> {
        let size = PaperSize::from_millimetres(width_mm, height_mm)?;
        self.papers.iter().find(|paper| paper.size == size)
    }

    /// What to tell the clerk about a fault of this printer.
    pub fn advice_on(&self, fault: Fault) -> Advice {
        let mut advice = fault.advice();
        if let Some(text) = self.fault_texts.get(&fault) {
            advice.next = text.clone();
        }
        advice
    }

    /// What to tell the clerk while a job waits; nothing while all is well.
    pub fn advice_during(&self, progress: Progress) -> Option<Advice> {
        match (progress.fault(), progress) {
            (Some(fault), _) => Some(self.advice_on(fault)),
            (None, Progress::Waiting { reason }) => Some(reason.advice()),
            _ => None,
        }
    }
}

fn read<'a>(reader: &mut Reader<'a>, table: &'a DeTable<'a>) -> Option<Profile> {
    let root = reader.root(table, &ROOT_KEYS);
    let title = reader.bilingual(&root, "title");
    let placement = reader.section(
        &root,
        "placement",
        &["offset_x_mm", "offset_y_mm", "scale_x", "scale_y"],
    );
    let mut placed = |key, default, bounds| {
        placement.as_ref().map_or(default, |section| {
            reader.number(section, key, default, bounds)
        })
    };
    let offset_mm = ["offset_x_mm", "offset_y_mm"].map(|key| placed(key, 0.0, (-20.0, 20.0)));
    let scale = ["scale_x", "scale_y"].map(|key| placed(key, 1.0, (0.95, 1.05)));
    let papers = papers(reader, &root);
    let sides = [Sides::One, Sides::TwoLongEdge, Sides::TwoShortEdge]
        .map(|sides| (sides.keyword(), sides))
        .into();
    let sides = reader.word(&root, "sides", &sides).unzip().0;
    let keeps_queue = reader.truth(&root, "keeps_queue", false);
    let certificate_sha256 = certificate(reader, &root);
    let timeouts = timeouts(reader, &root);
    let fault_texts = fault_texts(reader, &root);
    Some(Profile {
        title: title?,
        offset_x_mm: offset_mm[0],
        offset_y_mm: offset_mm[1],
        scale_x: scale[0],
        scale_y: scale[1],
        papers,
        sides: sides.unwrap_or_default(),
        keeps_queue,
        timeouts,
        certificate_sha256,
        fault_texts,
    })
}

fn papers<'a>(reader: &mut Reader<'a>, root: &Section<'a>) -> Vec<PaperTray> {
    let sizes = PaperSize::ALL.map(|size| (size.name(), size)).into();
    let mut papers: Vec<PaperTray> = Vec::new();
    for section in reader.sections(root, "paper", &["size", "tray"]) {
        reader.required(&section, "size");
        let Some((size, place)) = reader.word(&section, "size", &sizes) else {
            continue;
        };
        if papers.iter().any(|paper| paper.size == size) {
            reader.fail_at(&place, ProfileProblem::Repeated);
        }
        let mut tray = "auto";
        if let Some((text, place)) = reader.text(&section, "tray") {
            tray = text;
            if !is_keyword(text) {
                reader.fail_at(&place, ProfileProblem::NotATray);
            }
        }
        papers.push(PaperTray {
            size,
            tray: tray.to_owned(),
        });
    }
    papers
}

fn timeouts<'a>(reader: &mut Reader<'a>, root: &Section<'a>) -> Timeouts {
    let keys = ["busy_s", "job_s", "silence_s", "poll_ms"];
    let section = reader.section(root, "timeouts", &keys);
    let mut read = |key, default, bounds| {
        section.as_ref().map_or(default, |section| {
            reader.whole_number(section, key, default, bounds)
        })
    };
    Timeouts {
        busy: Duration::from_secs(read("busy_s", 300, (1, 3600))),
        job: Duration::from_secs(read("job_s", 600, (5, 3600))),
        silence: Duration::from_secs(read("silence_s", 10, (1, 300))),
        poll: Duration::from_millis(read("poll_ms", 500, (50, 10_000))),
    }
}

fn certificate<'a>(reader: &mut Reader<'a>, root: &Section<'a>) -> Option<[u8; 32]> {
    let (text, place) = reader.text(root, "certificate_sha256")?;
    // Browsers and printers' own pages put colons between the bytes.
    let digits: String = text.chars().filter(|letter| *letter != ':').collect();
    let mut digest = [0; 32];
    if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        reader.fail_at(&place, ProfileProblem::NotASha256);
        return None;
    }
    for (index, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[index * 2..index * 2 + 2], 16)
            .expect("checked above to be hexadecimal digits alone");
    }
    Some(digest)
}

fn fault_texts<'a>(reader: &mut Reader<'a>, root: &Section<'a>) -> BTreeMap<Fault, Bilingual> {
    let names = Fault::ALL.map(Fault::name);
    let Some(section) = reader.section(root, "faults", &names) else {
        return BTreeMap::new();
    };
    Fault::ALL
        .into_iter()
        .filter(|fault| section.has(fault.name()))
        .filter_map(|fault| Some((fault, reader.bilingual(&section, fault.name())?)))
        .collect()
}

fn is_keyword(text: &str) -> bool {
    let allowed = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.')
    };
    !text.is_empty() && text.len() <= 255 && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile_error::Kind;

    const SMALLEST: &str = "title.ja = \"甲\"\ntitle.en = \"A\"\n[[paper]]\nsize = \"A4\"\n";

    /// Adds lines in front of the smallest good profile and gives back its only error.
    fn only_error(lines: &str) -> ProfileError {
        let text = format!("{lines}\n{SMALLEST}");
        let mut errors = Profile::parse("p.toml", &text).expect_err("the profile is wrong");
        assert_eq!(errors.len(), 1, "{errors:?}");
        errors.remove(0)
    }

    #[test]
    fn the_smallest_profile_prints_one_sided_a4_unmoved() {
        let profile = Profile::parse("p.toml", SMALLEST).unwrap();
        let generic = Profile::generic_a4();
        assert_eq!(profile.papers, generic.papers);
        assert_eq!(profile.sides, Sides::One);
        assert_eq!(profile.timeouts, generic.timeouts);
        assert!(profile.scale_x.to_bits() == 1.0_f64.to_bits() && profile.offset_y_mm == 0.0);
    }

    #[test]
    fn every_profile_that_comes_with_the_program_is_good() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../printer-profiles");
        let mut seen = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let profile = Profile::load(&path).unwrap_or_else(|errors| panic!("{errors:#?}"));
            assert!(profile.paper_for(210.0, 297.0).is_some(), "{path:?}");
            seen += 1;
        }
        assert!(seen >= 2);
    }

    #[test]
    fn an_error_names_file_line_column_and_field_in_both_languages() {
        let error = only_error("\n\nplacement.scale_x = 1.2");
        assert_eq!((error.line, error.column), (3, 21));
        assert_eq!(error.field, "placement.scale_x");
        let advice = error.advice();
        assert!(
            advice
                .what
                .en
                .starts_with("p.toml:3:21: placement.scale_x: ")
        );
        assert!(
            advice.what.ja.contains("0.95から1.05まで"),
            "{}",
            advice.what.ja
        );
    }

    #[test]
    fn each_kind_of_mistake_is_its_own_error() {
        let wrong = |expected| ProfileProblem::WrongKind { expected };
        for (lines, field, problem) in [
            ("sides = 1", "sides", wrong(Kind::Text)),
            (
                "keeps_queue = 'yes'",
                "keeps_queue",
                wrong(Kind::TrueOrFalse),
            ),
            ("placement = 3", "placement", wrong(Kind::Table)),
            (
                "placement.scale_y = '1'",
                "placement.scale_y",
                wrong(Kind::Number),
            ),
            (
                "timeouts.job_s = 1.5",
                "timeouts.job_s",
                wrong(Kind::WholeNumber),
            ),
            (
                "certificate_sha256 = 'ab'",
                "certificate_sha256",
                ProfileProblem::NotASha256,
            ),
        ] {
            let error = only_error(lines);
            assert_eq!((error.field.as_str(), error.problem), (field, problem));
        }
        for lines in [
            "placement.offset_x_mm = -20.5",
            "placement.offset_y_mm = nan",
            "timeouts.poll_ms = 1",
        ] {
            let error = only_error(lines);
            assert!(
                matches!(error.problem, ProfileProblem::OutOfRange { .. }),
                "{lines}"
            );
        }
        let unknown = only_error("placement.scale_z = 1.0");
        assert!(matches!(unknown.problem, ProfileProblem::UnknownKey { .. }));
        assert_eq!(
            (unknown.line, unknown.field.as_str()),
            (1, "placement.scale_z")
        );
        let word = only_error("sides = 'both'");
        assert!(matches!(word.problem, ProfileProblem::UnknownWord { .. }));
        assert!(word.advice().next.en.contains("two-sided-long-edge"));
        let fault = only_error("faults.on-fire.ja = 'x'");
        assert!(matches!(fault.problem, ProfileProblem::UnknownKey { .. }));
    }

    #[test]
    fn papers_are_checked() {
        for (papers, problem) in [
            ("", ProfileProblem::Missing),
            (
                "paper = []",
                ProfileProblem::WrongKind {
                    expected: Kind::ListOfTables,
                },
            ),
            ("[[paper]]\ntray = 'auto'", ProfileProblem::Missing),
            (
                "[[paper]]\nsize = 'A4'\n[[paper]]\nsize = 'A4'",
                ProfileProblem::Repeated,
            ),
            (
                "[[paper]]\nsize = 'A4'\ntray = 'Fach 1'",
                ProfileProblem::NotATray,
            ),
        ] {
            let text = format!("title.ja = '甲'\ntitle.en = 'A'\n{papers}");
            let errors = Profile::parse("p.toml", &text).expect_err("wrong paper");
            let found: Vec<_> = errors.into_iter().map(|error| error.problem).collect();
            assert_eq!(found, [problem], "{papers}");
        }
    }

    #[test]
    fn all_mistakes_of_a_file_come_at_once_and_broken_toml_is_located() {
        let errors = Profile::parse("p.toml", "a = 1\nb = 2").expect_err("nothing right in it");
        let lines: Vec<_> = errors
            .iter()
            .map(|error| (error.line, error.field.as_str()))
            .collect();
        assert_eq!(lines, [(1, "a"), (2, "b"), (1, "title"), (1, "paper")]);
        let errors = Profile::parse("p.toml", "a = 1\n b : 2").expect_err("no TOML");
        assert!(matches!(errors[0].problem, ProfileProblem::NotToml { .. }));
        assert_eq!(errors[0].line, 2);
        let errors = Profile::load(Path::new("/nowhere/p.toml")).expect_err("no file");
        assert_eq!(errors[0].problem, ProfileProblem::Unreadable);
    }

    #[test]
    fn a_machine_may_have_its_own_words_for_a_fault() {
        let text = format!(
            "faults.paper-jam.ja = '緑のレバー'\nfaults.paper-jam.en = 'green lever'\n{SMALLEST}"
        );
        let profile = Profile::parse("p.toml", &text).unwrap();
        assert_eq!(profile.advice_on(Fault::PaperJam).next.en, "green lever");
        assert_eq!(
            profile.advice_on(Fault::CoverOpen),
            Fault::CoverOpen.advice()
        );
        assert_eq!(profile.advice_during(Progress::Printing), None);
        let advice = profile.advice_during(Progress::OutOfPaper);
        assert_eq!(
            advice.map(|advice| advice.code),
            Some("printer-out-of-paper")
        );
    }

    #[test]
    fn a_certificate_is_taken_with_and_without_colons() {
        let digits = "0a".repeat(32);
        let colons = ["0A"; 32].join(":");
        for text in [digits, colons] {
            let text = format!("certificate_sha256 = '{text}'\n{SMALLEST}");
            let profile = Profile::parse("p.toml", &text).unwrap();
            assert_eq!(profile.certificate_sha256, Some([10; 32]));
        }
    }
}
