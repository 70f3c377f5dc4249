//! All lines of a file, one after another.

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder, Terminator, Trim};

use polling::elector::{BirthDate, Elector};
use polling::plain::ElectorId;

use super::line::{Line, has_private_use};
use super::source::{self, Counted};
use super::{BadRow, Encoding, Progress, Step};
use crate::mapping::Layout;
use crate::{Mapping, RollError};

/// How many lines go by between two words of progress.
const TOLD_EVERY: u64 = 4096;

/// A line that is as it has to be.
pub(crate) struct ReadLine {
    /// Line of the file, from 1.
    pub(crate) line: u64,
    pub(crate) elector: Elector,
}

/// What was seen of a file besides its electors.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) encoding: Encoding,
    pub(crate) faults: Vec<BadRow>,
    pub(crate) private_use: Vec<u64>,
    pub(crate) birth_unknown: u64,
    pub(crate) without_kana: u64,
    pub(crate) lines: u64,
    /// The last line of the file.
    pub(crate) last: u64,
    pub(crate) ends_without_newline: bool,
}

impl Reading {
    /// Reads a file to its end, whatever is wrong with its lines, and gives each good line to `take`.
    pub(crate) fn of(
        source: &mut dyn Read,
        mapping: &Mapping,
        id_of: &dyn Fn(&str) -> ElectorId,
        told: &mut dyn FnMut(Progress),
        take: &mut dyn FnMut(ReadLine) -> Result<(), RollError>,
    ) -> Result<Self, RollError> {
        let (counted, encoding) = source::open(source, mapping.encoding)?;
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(Trim::None)
            // So that lines are counted as an editor does; what is left of a CR is cut off with the blanks.
            .terminator(Terminator::Any(b'\n'))
            .delimiter(u8::try_from(mapping.separator).unwrap_or(b','))
            .buffer_capacity(1 << 18)
            .from_reader(counted);
        let mut reading = Self {
            encoding,
            faults: vec![],
            private_use: vec![],
            birth_unknown: 0,
            without_kana: 0,
            lines: 0,
            last: 0,
            ends_without_newline: false,
        };
        let mut record = ByteRecord::new();
        let mut layout: Option<Layout> = None;
        while read(&mut reader, &mut record)? {
            if layout.is_none() {
                layout = Some(first(&record, mapping, encoding)?);
                if mapping.header {
                    continue;
                }
            }
            let Some(layout) = &layout else {
                continue;
            };
            if is_blank(&record) && layout.width > 1 {
                continue;
            }
            if reading.lines.is_multiple_of(TOLD_EVERY) {
                told(Progress {
                    step: Step::Reading,
                    lines: reading.lines,
                    bytes: reader.get_ref().bytes,
                });
            }
            let number = record.position().map_or(0, csv::Position::line);
            reading.line(&record, number, mapping, layout, id_of, take)?;
        }
        let counted = reader.get_ref();
        if counted.is_cut() {
            return Err(RollError::CutOff { line: reading.last });
        }
        reading.ends_without_newline = counted.ends_without_newline();
        if reading.lines == 0 {
            return Err(RollError::NoLines);
        }
        Ok(reading)
    }

    fn line(
        &mut self,
        record: &ByteRecord,
        number: u64,
        mapping: &Mapping,
        layout: &Layout,
        id_of: &dyn Fn(&str) -> ElectorId,
        take: &mut dyn FnMut(ReadLine) -> Result<(), RollError>,
    ) -> Result<(), RollError> {
        self.lines += 1;
        self.last = number;
        let line = Line {
            mapping,
            layout,
            encoding: self.encoding,
            record,
            number,
            faults: &mut self.faults,
        };
        let Some(elector) = line.elector(id_of) else {
            return Ok(());
        };
        if has_private_use(&elector) {
            self.private_use.push(number);
        }
        let BirthDate { month, day, .. } = elector.person.birth;
        self.birth_unknown += u64::from(month == 0 || day == 0);
        self.without_kana += u64::from(elector.person.kana.is_empty());
        take(ReadLine {
            line: number,
            elector,
        })
    }
}

fn read(reader: &mut csv::Reader<Counted<'_>>, record: &mut ByteRecord) -> Result<bool, RollError> {
    reader.read_byte_record(record).map_err(|error| {
        let problem = match error.kind() {
            csv::ErrorKind::Io(error) => return source::unreadable(error),
            _ => "csv",
        };
        RollError::SourceUnreadable {
            problem: problem.to_owned(),
        }
    })
}

fn is_blank(record: &ByteRecord) -> bool {
    record.len() == 1 && record.iter().all(|bytes| matches!(bytes, b"" | b"\r"))
}

/// The columns by the first line.
fn first(record: &ByteRecord, mapping: &Mapping, encoding: Encoding) -> Result<Layout, RollError> {
    let headings: Option<Vec<String>> = mapping.header.then(|| {
        let texts = record.iter().map(|bytes| source::text(bytes, encoding));
        texts.map(Result::unwrap_or_default).collect()
    });
    mapping.columns.found_in(
        headings.as_deref(),
        record.len(),
        &mapping.marks,
        &mapping.ballots,
    )
}
