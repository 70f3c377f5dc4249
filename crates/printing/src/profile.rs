//! How one printer is to be treated, as a file that IT staff can write.

use std::{collections::BTreeMap, path::Path, time::Duration};

use advice::{Advice, Advise, Bilingual};
use toml::de::DeTable;

use crate::{
    Fault, PaperSize, PaperTray, ProfileError, ProfileProblem, Progress, Quality, Receipt, Route,
    Sides, Staple, Stock,
    profile_parts::{papers, receipt, route},
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
    /// Whether every page is turned by 180°, for stock that lies the other way round in its tray.
    pub turned: bool,
    /// The papers, the usual one first; empty for a receipt printer only.
    pub papers: Vec<PaperTray>,
    /// Which sides of the paper to print on.
    pub sides: Sides,
    /// Whether everything is printed in black, on a colour machine too.
    pub monochrome: bool,
    /// How finely to print; without it as the printer is set.
    pub quality: Option<Quality>,
    /// Where sheets are stapled.
    pub staple: Staple,
    /// The way to the printer.
    pub route: Route,
    /// What there is to know of a receipt printer; nothing for a printer of pages.
    pub receipt: Option<Receipt>,
    /// Whether the printer takes a second job while the first prints.
    pub keeps_queue: bool,
    /// How long to wait for what.
    pub timeouts: Timeouts,
    /// SHA-256 of the certificate to trust for `ipps`; without it the system's own list decides.
    pub certificate_sha256: Option<[u8; 32]>,
    /// What the clerk is told to do about a fault of this very machine, in place of the usual sentence.
    pub fault_texts: BTreeMap<Fault, Bilingual>,
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

const ROOT_KEYS: [&str; 14] = [
    "title",
    "placement",
    "paper",
    "sides",
    "monochrome",
    "quality",
    "staple",
    "route",
    "queue",
    "receipt",
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

    /// The usual paper: the first plain one. Nothing for a receipt printer.
    pub fn usual_paper(&self) -> Option<&PaperTray> {
        let plain = self.papers.iter().find(|paper| paper.stock == Stock::Plain);
        plain.or(self.papers.first())
    }

    /// The plain paper for a page of these millimetres, or nothing.
    pub fn paper_for(&self, width_mm: f64, height_mm: f64) -> Option<&PaperTray> {
        self.stock_for(width_mm, height_mm, &Stock::Plain)
    }

    /// The paper of this kind for a page of these millimetres, or nothing.
    pub fn stock_for(&self, width_mm: f64, height_mm: f64, stock: &Stock) -> Option<&PaperTray> {
        let size = PaperSize::from_millimetres(width_mm, height_mm)?;
        self.papers
            .iter()
            .find(|paper| paper.size == size && paper.stock == *stock)
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
        &[
            "offset_x_mm",
            "offset_y_mm",
            "scale_x",
            "scale_y",
            "rotation",
        ],
    );
    let turned = placement
        .as_ref()
        .is_some_and(|section| reader.rotation(section, "rotation"));
    let mut placed = |key, default, bounds| {
        placement.as_ref().map_or(default, |section| {
            reader.number(section, key, default, bounds)
        })
    };
    let offset_mm = ["offset_x_mm", "offset_y_mm"].map(|key| placed(key, 0.0, (-20.0, 20.0)));
    let scale = ["scale_x", "scale_y"].map(|key| placed(key, 1.0, (0.95, 1.05)));
    let receipt = receipt(reader, &root);
    let papers = papers(reader, &root, receipt.is_some());
    let sides = reader.word(&root, "sides", &words(Sides::ALL, Sides::keyword));
    let monochrome = reader.truth(&root, "monochrome", false);
    let quality = reader.word(&root, "quality", &words(Quality::ALL, Quality::name));
    let staple = reader.word(&root, "staple", &words(Staple::ALL, Staple::name));
    let route = route(reader, &root);
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
        turned,
        papers,
        sides: sides.unzip().0.unwrap_or_default(),
        monochrome,
        quality: quality.unzip().0,
        staple: staple.unzip().0.unwrap_or_default(),
        route,
        receipt,
        keeps_queue,
        timeouts,
        certificate_sha256,
        fault_texts,
    })
}

/// The words of an enumeration, each with its meaning.
fn words<T: Copy, const N: usize>(
    all: [T; N],
    word: fn(T) -> &'static str,
) -> BTreeMap<&'static str, T> {
    all.into_iter().map(|value| (word(value), value)).collect()
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

#[cfg(test)]
mod tests;
