//! Reading an election's file.

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::places::{Places, Step, line_of};
use super::{Election, ElectionError, Fault, Wrong, check};

/// The format that this program reads.
const FORMAT: i64 = 1;

impl Election {
    /// Reads and checks the text of an `election.toml`. Dates may stand with or without quotation marks.
    ///
    /// Everything that is wrong is told at once, each with its line and field.
    pub fn parse(text: &str) -> Result<Self, ElectionError> {
        // Editors on Windows put a byte order mark before the text.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let one = |fault| ElectionError::new(vec![fault]);
        let table = DeTable::parse(text).map_err(|error| one(syntax(text, &error)))?;
        let mut table = table.into_inner();
        let places = Places::new(text, table.clone());
        if let Some(fault) = newer(&table, &places) {
            return Err(one(fault));
        }
        quote_dates(&mut table);
        let whole = Spanned::new(0..text.len(), DeValue::Table(table));
        let election = Self::deserialize(ValueDeserializer::from(whole)).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let (line, field) = (places.line_of(at), places.field_at(at));
            one(shape(error.message(), line, field))
        })?;
        let faults = check::faults(&election, &places);
        if faults.is_empty() {
            Ok(election)
        } else {
            Err(ElectionError::new(faults))
        }
    }
}

fn syntax(text: &str, error: &toml::de::Error) -> Fault {
    Fault {
        line: error.span().map_or(1, |span| line_of(text, span.start)),
        field: String::new(),
        wrong: Wrong::Form(error.message().to_owned()),
    }
}

/// The reader's three most common sentences are told in words of our own; the others as they are.
fn shape(message: &str, line: usize, field: String) -> Fault {
    let quoted = |before| {
        let rest = message.strip_prefix(before)?;
        rest.split('`').nth(1).map(str::to_owned)
    };
    let (field, wrong) = if let Some(missing) = quoted("missing field ") {
        let field = match field.as_str() {
            "" => missing,
            table => format!("{table}.{missing}"),
        };
        (field, Wrong::Missing)
    } else if message.starts_with("unknown field ") {
        (field, Wrong::UnknownField)
    } else if let Some(found) = quoted("unknown variant ") {
        let rest = message.split_once("expected ").map_or("", |(_, rest)| rest);
        let choices = rest.split('`').skip(1).step_by(2).map(str::to_owned);
        (field, Wrong::Choice(found, choices.collect()))
    } else {
        (field, Wrong::Form(message.to_owned()))
    };
    Fault { line, field, wrong }
}

/// A newer format may have fields that this program would call unknown, so it is looked at first.
fn newer(table: &DeTable<'_>, places: &Places<'_>) -> Option<Fault> {
    let format = table.get("format")?.get_ref().as_integer()?;
    let number = i64::from_str_radix(format.as_str(), format.radix()).ok()?;
    (number != FORMAT).then(|| Fault {
        line: places.line(&[Step::Key("format")]),
        field: "format".to_owned(),
        wrong: Wrong::Format(number),
    })
}

fn quote_dates(table: &mut DeTable<'_>) {
    for (_, value) in table.iter_mut() {
        quote_date(value.get_mut());
    }
}

fn quote_date(value: &mut DeValue<'_>) {
    match value {
        DeValue::Datetime(date) => *value = DeValue::String(date.to_string().into()),
        DeValue::Array(array) => {
            for element in array.iter_mut() {
                quote_date(element.get_mut());
            }
        }
        DeValue::Table(table) => quote_dates(table),
        _ => {}
    }
}
