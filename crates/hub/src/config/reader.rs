//! Reads fields out of TOML and remembers what is wrong, instead of stopping at the first fault.

use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use advice::Bilingual;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::ConfigFault;

/// A table of the file, and the faults found so far.
pub(super) struct Reader<'t> {
    text: &'t str,
    /// Name of the table with a dot behind; empty at the top.
    within: String,
    /// Where the table begins.
    start: usize,
    table: DeTable<'t>,
    /// Where each field stands that was asked for.
    places: Vec<(String, usize)>,
    faults: Vec<ConfigFault>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Result<Self, Vec<ConfigFault>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            return Ok(Self {
                text,
                within: String::new(),
                start: 0,
                table: table.into_inner(),
                places: Vec::new(),
                faults: Vec::new(),
            });
        }
        let faults = errors.iter().map(|error| {
            let problem = error.message().replace('\n', " ");
            ConfigFault {
                line: line_of(text, error.span().map_or(0, |span| span.start)),
                field: String::new(),
                problem: Bilingual::new(format!("TOMLとして読めません（{problem}）"), problem),
            }
        });
        Err(faults.collect())
    }

    /// All faults in the order of their lines, with the fields that nobody asked for.
    pub(super) fn faults(mut self) -> Vec<ConfigFault> {
        self.close();
        self.faults.sort_by_key(|fault| fault.line);
        self.faults
    }

    /// What is left in the table is no field.
    fn close(&mut self) {
        for (name, _) in std::mem::take(&mut self.table) {
            let place = name.span().start;
            self.fault_at(
                place,
                name.get_ref(),
                "この名前の項目はありません",
                "there is no such field",
            );
        }
    }

    fn fault_at(&mut self, place: usize, name: &str, ja: &str, en: &str) {
        self.faults.push(ConfigFault {
            line: line_of(self.text, place),
            field: format!("{}{name}", self.within),
            problem: Bilingual::new(ja, en),
        });
    }

    /// Tells a fault of a field unless `it` holds.
    pub(super) fn holds(&mut self, it: bool, name: &str, ja: &str, en: &str) {
        if !it {
            let place = self.places.iter().find(|(known, _)| known == name);
            let place = place.map_or(self.start, |(_, place)| *place);
            self.fault_at(place, name, ja, en);
        }
    }

    /// Tells a fault of a field within a table that was read whole; it stands at the table's line.
    pub(super) fn inside(&mut self, table: &str, field: &str, problem: &Bilingual) {
        let name = format!("{table}.{field}");
        let place = self.places.iter().find(|(known, _)| known == table);
        let place = place.map_or(self.start, |(_, place)| *place);
        self.fault_at(place, &name, &problem.ja, &problem.en);
    }

    fn take(&mut self, name: &str) -> Option<Spanned<DeValue<'t>>> {
        let value = self.table.remove(name)?;
        self.places.push((name.to_owned(), value.span().start));
        Some(value)
    }

    fn string(&mut self, name: &str, value: &DeValue<'_>) -> Option<String> {
        let text = value.as_str().map(str::to_owned);
        let (ja, en) = (
            "文字列（\"…\"）にしてください",
            "must be a text in quotation marks",
        );
        self.holds(text.is_some(), name, ja, en);
        text
    }

    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let value = self.take(name)?;
        self.string(name, value.get_ref())
    }

    pub(super) fn required(&mut self, name: &str) -> Option<String> {
        if !self.table.contains_key(name) {
            self.holds(false, name, "この項目は必須です", "this field is needed");
        }
        self.text(name)
    }

    pub(super) fn flag(&mut self, name: &str) -> Option<bool> {
        let value = self.take(name)?;
        let flag = value.get_ref().as_bool();
        let (ja, en) = ("true か false にしてください", "must be true or false");
        self.holds(flag.is_some(), name, ja, en);
        flag
    }

    pub(super) fn number<T>(&mut self, name: &str, range: RangeInclusive<u32>, usual: T) -> T
    where
        T: TryFrom<u32>,
    {
        let Some(value) = self.take(name) else {
            return usual;
        };
        let digits = value
            .get_ref()
            .as_integer()
            .map(|it| it.as_str().replace('_', ""));
        let number = digits.and_then(|digits| digits.parse::<u32>().ok());
        let number = number.filter(|number| range.contains(number));
        let (low, high) = (range.start(), range.end());
        let ja = format!("{low}〜{high}の数にしてください");
        let en = format!("must be a number from {low} to {high}");
        self.holds(number.is_some(), name, &ja, &en);
        number.and_then(|it| T::try_from(it).ok()).unwrap_or(usual)
    }

    pub(super) fn path(&mut self, name: &str, folder: &Path) -> Option<PathBuf> {
        let text = self.text(name)?;
        self.holds(!text.is_empty(), name, "空です", "is empty");
        Some(folder.join(text))
    }

    pub(super) fn paths(&mut self, name: &str, folder: &Path) -> Option<Vec<PathBuf>> {
        let texts = self.texts(name)?;
        Some(texts.into_iter().map(|text| folder.join(text)).collect())
    }

    pub(super) fn address(&mut self, name: &str) -> Option<SocketAddr> {
        let text = self.text(name)?;
        self.socket(name, &text)
    }

    pub(super) fn addresses(&mut self, name: &str) -> Option<Vec<SocketAddr>> {
        let texts = self.texts(name)?;
        let (ja, en) = ("一つ以上書いてください", "must name at least one");
        self.holds(!texts.is_empty(), name, ja, en);
        texts.iter().map(|text| self.socket(name, text)).collect()
    }

    fn socket(&mut self, name: &str, text: &str) -> Option<SocketAddr> {
        let address = SocketAddr::from_str(text).ok();
        let (ja, en) = (
            "IPアドレス:ポート（例 0.0.0.0:8443）にしてください",
            "must be an IP address and a port, such as 0.0.0.0:8443",
        );
        self.holds(address.is_some(), name, ja, en);
        address
    }

    fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let value = self.take(name)?;
        let list = value.get_ref().as_array();
        let texts: Option<Vec<String>> = list.and_then(|list| {
            let texts = list.iter().map(|item| item.get_ref().as_str());
            texts.map(|text| text.map(str::to_owned)).collect()
        });
        let (ja, en) = (
            "文字列の並び（[\"…\", \"…\"]）にしてください",
            "must be a list of texts",
        );
        self.holds(texts.is_some(), name, ja, en);
        texts
    }

    /// A table that another part of the hub reads whole, up to its first fault.
    pub(super) fn whole<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let value = self.take(name)?;
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(read) => Some(read),
            Err(error) => {
                if let Some(place) = error.span() {
                    self.places.retain(|(known, _)| known != name);
                    self.places.push((name.to_owned(), place.start));
                }
                let problem = error.message().replace('\n', " ");
                let ja = format!("読めません（{problem}）");
                self.holds(false, name, &ja, &problem);
                None
            }
        }
    }

    /// Reads a table by `read`; `None` if there is none.
    pub(super) fn table<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Reader<'t>) -> T,
    ) -> Option<T> {
        let value = self.take(name)?;
        let start = value.span().start;
        let DeValue::Table(table) = value.into_inner() else {
            let ja = format!("[{name}] の表にしてください");
            let en = format!("must be a table [{name}]");
            self.holds(false, name, &ja, &en);
            return None;
        };
        let mut inner = Reader {
            text: self.text,
            within: format!("{name}."),
            start,
            table,
            places: Vec::new(),
            faults: Vec::new(),
        };
        let read = read(&mut inner);
        inner.close();
        self.faults.append(&mut inner.faults);
        Some(read)
    }
}

fn line_of(text: &str, place: usize) -> usize {
    text.bytes()
        .take(place)
        .filter(|byte| *byte == b'\n')
        .count()
        + 1
}
