//! Households that register beforehand (事前登録), from a table that a city or a household filled in.

use csv::{ReaderBuilder, StringRecord};
use unicode_normalization::UnicodeNormalization;

use super::cells::unguarded;
use super::household_fault::{HouseholdFault, HouseholdProblem};
use super::place_import::{plain, text};
use crate::plain::{Item, Text};

/// Columns of the table; 氏名 alone is needed. Rows of one 世帯番号 are one household, its representative
/// (世帯の代表) first; a row without a number belongs to the household above.
pub const HOUSEHOLD_COLUMNS: [&str; 8] = [
    "世帯番号",
    "呼び名",
    "氏名",
    "フリガナ",
    "生年月日",
    "性別",
    "住所",
    "電話番号",
];

const NUMBER: &str = HOUSEHOLD_COLUMNS[0];
const CALLED: &str = HOUSEHOLD_COLUMNS[1];

/// Items of a person, by their column.
const ITEMS: [(&str, Item); 6] = [
    ("氏名", Item::Name),
    ("フリガナ", Item::Kana),
    ("生年月日", Item::BirthDate),
    ("性別", Item::Sex),
    ("住所", Item::Address),
    ("電話番号", Item::Phone),
];

/// A household as the table says. No `Debug`: all of it is personal data.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ImportedHousehold {
    /// 世帯番号: the table's own; empty if it has none.
    pub number: Text,
    /// 呼び名: what is printed so that the household knows its card; empty to print nothing.
    pub called: Text,
    /// The first address of the household; empty if not told.
    pub address: Text,
    /// The first phone number; empty if not told.
    pub phone: Text,
    /// The people, the representative first.
    pub people: Vec<ImportedMember>,
}

/// One of a household; empty texts were not told.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ImportedMember {
    /// 氏名.
    pub name: Text,
    /// フリガナ, in katakana.
    pub kana: Text,
    /// 生年月日, `YYYY-MM-DD`; shorter when a part is unknown.
    pub birth_date: Text,
    /// 性別: `m`, `f`, `x`.
    pub sex: Text,
}

/// Reads the table: UTF-8 or Shift_JIS, columns in any order, unknown columns passed over.
///
/// With a fault nothing is given: half a household on a card would pass for the whole one.
pub fn import_households(file: &[u8]) -> Result<Vec<ImportedHousehold>, Vec<HouseholdFault>> {
    let whole = |problem| vec![HouseholdFault::of_file(problem)];
    let text = text(file).ok_or_else(|| whole(HouseholdProblem::Encoding))?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<Option<&'static str>>> = None;
    let mut households = Vec::new();
    let mut faults = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                faults.push(HouseholdFault::of_row(line, "", HouseholdProblem::Row));
                continue;
            }
        };
        let line = record.position().map_or(1, csv::Position::line);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match &columns {
            Some(columns) => take(&mut households, columns, &record, line, &mut faults),
            // A title above the header is passed over.
            None => columns = header(&record),
        }
    }
    if columns.is_none() {
        return Err(whole(HouseholdProblem::NoHeader));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    if households.is_empty() {
        return Err(whole(HouseholdProblem::Nobody));
    }
    Ok(households)
}

/// Which column each cell is; `None` if the row names no column 氏名.
fn header(record: &StringRecord) -> Option<Vec<Option<&'static str>>> {
    let column = |cell: &str| {
        let name = plain(cell);
        HOUSEHOLD_COLUMNS.into_iter().find(|known| *known == name)
    };
    let columns: Vec<_> = record.iter().map(column).collect();
    columns.contains(&Some("氏名")).then_some(columns)
}

fn take(
    households: &mut Vec<ImportedHousehold>,
    columns: &[Option<&'static str>],
    record: &StringRecord,
    line: u64,
    faults: &mut Vec<HouseholdFault>,
) {
    let cell = |column| {
        let place = columns.iter().position(|known| *known == Some(column));
        let cell = place.and_then(|place| record.get(place));
        cell.map_or("", |cell| unguarded(cell).trim())
    };
    let mut item = |column, item: Item| match cell(column) {
        "" => Text::default(),
        told => item.check(&as_checked(item, told)).unwrap_or_else(|_| {
            let problem = HouseholdProblem::Form;
            faults.push(HouseholdFault::of_row(line, column, problem));
            Text::default()
        }),
    };
    let [name, kana, birth_date, sex, address, phone] =
        ITEMS.map(|(column, which)| item(column, which));
    if cell("氏名").is_empty() {
        let problem = HouseholdProblem::Missing;
        faults.push(HouseholdFault::of_row(line, "氏名", problem));
    }
    let household = household_of(households, cell(NUMBER));
    for (told, kept) in [
        (Text::from(cell(CALLED)), &mut household.called),
        (address, &mut household.address),
        (phone, &mut household.phone),
    ] {
        if kept.is_empty() {
            *kept = told;
        }
    }
    household.people.push(ImportedMember {
        name,
        kana,
        birth_date,
        sex,
    });
}

/// The household of that number, wherever it stands; without a number the one of the row above.
fn household_of<'h>(
    households: &'h mut Vec<ImportedHousehold>,
    number: &str,
) -> &'h mut ImportedHousehold {
    let known = households
        .iter()
        .position(|household| household.number.as_str() == number);
    let last = households.len().checked_sub(1);
    let place = if number.is_empty() { last } else { known };
    let place = place.unwrap_or_else(|| {
        households.push(ImportedHousehold {
            number: Text::from(number),
            ..ImportedHousehold::default()
        });
        households.len() - 1
    });
    &mut households[place]
}

/// Dates as spreadsheets write them, `1957/4/1`, in the form that is checked; all else as it is.
fn as_checked(item: Item, told: &str) -> String {
    if item != Item::BirthDate {
        return told.to_owned();
    }
    let narrow: String = told.nfkc().collect();
    let parts: Vec<&str> = narrow
        .split(['/', '-', '.', '年', '月', '日'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let padded = parts.iter().map(|part| format!("{part:0>2}"));
    padded.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "事前登録の申込み（架空）,,,,,,,\r\n\
        世帯番号,呼び名,氏名,フリガナ,生年月日,性別,住所,電話番号\r\n\
        A-1,みほん家,見本　太郎,みほん たろう,1957/4/1,男,見本市見本町1-1,０９０ー００００ー０００１\r\n\
        ,,見本　花子,ﾐﾎﾝ ﾊﾅｺ,1960年12月,女,,\r\n\
        A-2,,\"架空, 一郎\",,,,,\r\n\
        A-1,,見本　葵,,2021-06-30,f,,\r\n\
        ,,,,,,,\r\n";

    fn faults(table: &str) -> Vec<HouseholdFault> {
        import_households(table.as_bytes()).err().unwrap()
    }

    #[test]
    fn rows_of_one_number_are_one_household_whatever_wrote_the_table() {
        let (sjis, _, unknown) = encoding_rs::SHIFT_JIS.encode(TABLE);
        assert!(!unknown);
        let with_mark = format!("\u{FEFF}{TABLE}");
        for table in [TABLE.as_bytes(), with_mark.as_bytes(), &sjis] {
            let Ok(households) = import_households(table) else {
                panic!("it has no fault");
            };
            assert_eq!(households.len(), 2);
            let first = &households[0];
            assert_eq!(first.number.as_str(), "A-1");
            assert_eq!(first.called.as_str(), "みほん家");
            assert_eq!(first.address.as_str(), "見本市見本町1-1");
            assert_eq!(first.phone.as_str(), "090-0000-0001");
            let people: Vec<[&str; 4]> = first
                .people
                .iter()
                .map(|one| [&one.name, &one.kana, &one.birth_date, &one.sex].map(Text::as_str))
                .collect();
            assert_eq!(
                people,
                [
                    ["見本　太郎", "ミホン　タロウ", "1957-04-01", "m"],
                    ["見本　花子", "ミホン　ハナコ", "1960-12", "f"],
                    ["見本　葵", "", "2021-06-30", "f"],
                ]
            );
            assert_eq!(households[1].people[0].name.as_str(), "架空, 一郎");
        }
    }

    #[test]
    fn without_numbers_all_rows_are_one_household() {
        let Ok(one) = import_households("氏名\n見本　太郎\n見本　花子\n".as_bytes())
        else {
            panic!("it has no fault");
        };
        assert_eq!((one.len(), one[0].people.len()), (1, 2));
    }

    #[test]
    fn every_fault_is_told_with_line_and_column_and_never_with_the_value() {
        let bad = "氏名,生年月日,性別\n見本　太郎,昨日,男\n,1957-04-01,秘密\n";
        let found = faults(bad);
        let told: Vec<_> = found.iter().map(|one| (one.line, one.column)).collect();
        assert_eq!(told, [(2, "生年月日"), (3, "性別"), (3, "氏名")]);
        for fault in &found {
            let advice = advice::Advise::advice(fault);
            assert!(!format!("{fault:?} {fault} {advice:?}").contains("秘密"));
        }
        assert_eq!(
            faults("名前\n見本\n")[0].problem,
            HouseholdProblem::NoHeader
        );
        assert_eq!(faults("氏名\n")[0].problem, HouseholdProblem::Nobody);
        let Err(found) = import_households(b"\xFF\xFF\xFF") else {
            panic!("no text");
        };
        assert_eq!(found[0].problem, HouseholdProblem::Encoding);
    }
}
