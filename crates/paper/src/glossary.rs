//! The names by which a form asks for a datum (用語集): one name for one meaning in every form.

mod polling;
mod shelter;

use advice::Bilingual;

/// The desk at which a form is used (窓口).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FormDesk {
    /// The counter of the city hall: it lists the form, and asks what is missing.
    #[default]
    Counter,
    /// A shelter (避難所): the program fills the form from its list.
    Shelter,
    /// A polling desk (期日前投票所): the program fills the form from roll and counts.
    Polling,
}

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// Any text.
    Text,
    /// A date as `YYYY-MM-DD`, `00` for what is not known.
    Date,
    /// So many digits.
    Digits(u32),
    /// One of the listed words.
    Code(&'static [Word]),
}

/// A word that a coded value may be, with what it is called.
#[derive(Debug, PartialEq, Eq)]
pub struct Word {
    /// The value as stored.
    pub value: &'static str,
    /// In Japanese, as on a form.
    pub ja: &'static str,
    /// In English.
    pub en: &'static str,
    /// Whether paper has a word for it; a sex that is not stated is not written.
    pub on_paper: bool,
}

/// Whose data a name holds (立場).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The person whom it is for (本人・申請者).
    Person,
    /// Who comes in the person's place (代理人).
    Agent,
    /// Who stands at the counter (窓口に来た方): the agent when there is one, else the person.
    Visitor,
    /// The member of the family who is the spouse (配偶者).
    Spouse,
    /// The person of a row.
    Member,
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Datum of a person: from a card, or by hand.
    Person(Role),
    /// The city's settings; never changed at the counter.
    City,
    /// Answered at the counter.
    Asked,
    /// Follows from the day, the people or the session; never changed at the counter.
    Derived,
}

/// What the glossary says of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What the value looks like.
    pub kind: ValueKind,
    /// What the datum is called; for a person's datum without whose it is.
    pub label: Bilingual,
    /// Where the value comes from.
    pub source: Source,
}

type Row = (&'static str, ValueKind, &'static str, &'static str);

const fn word(value: &'static str, ja: &'static str, en: &'static str) -> Word {
    Word {
        value,
        ja,
        en,
        on_paper: true,
    }
}

const fn unwritten(value: &'static str, ja: &'static str, en: &'static str) -> Word {
    Word {
        on_paper: false,
        ..word(value, ja, en)
    }
}

/// Sex as the card codes it (ISO/IEC 5218).
const SEX: &[Word] = &[
    word("male", "男", "Male"),
    word("female", "女", "Female"),
    unwritten("not_applicable", "適用不能", "Not applicable"),
    unwritten("unknown", "不明", "Not known"),
];

const RELATION: &[Word] = &[
    word("head", "世帯主", "Head of household"),
    word("spouse", "配偶者", "Spouse"),
    word("child", "子", "Child"),
    word("parent", "父母", "Parent"),
    word("grandchild", "孫", "Grandchild"),
    word("sibling", "兄弟姉妹", "Brother or sister"),
    word("cohabitant", "同居人", "Cohabitant"),
    word("other", "その他", "Other"),
];

const VISITOR_ROLE: &[Word] = &[
    word("self", "本人", "The person"),
    word("agent", "代理人", "Agent"),
];

/// The data of every person, in the order in which they are asked.
const PERSON_DATA: &[Row] = &[
    ("name", ValueKind::Text, "氏名", "Name"),
    ("kana", ValueKind::Text, "フリガナ", "Reading"),
    ("birth_date", ValueKind::Date, "生年月日", "Date of birth"),
    ("sex", ValueKind::Code(SEX), "性別", "Sex"),
    (
        "postal_code",
        ValueKind::Digits(7),
        "郵便番号",
        "Postal code",
    ),
    ("address", ValueKind::Text, "住所", "Address"),
    ("phone", ValueKind::Text, "電話番号", "Phone number"),
    (
        "relation",
        ValueKind::Code(RELATION),
        "続柄",
        "Relationship",
    ),
];

/// Value that is printed large and pale across every sheet (訓練): no form has to place it.
pub const STAMP: &str = "paper.stamp";

/// Names that are nobody's and never asked.
const SUPPLIED: &[(Row, Source)] = &[
    (
        (
            "city.name",
            ValueKind::Text,
            "市区町村名",
            "Name of the city",
        ),
        Source::City,
    ),
    (
        ("city.mayor", ValueKind::Text, "首長", "Mayor"),
        Source::City,
    ),
    (
        ("date.today", ValueKind::Date, "今日の日付", "Today"),
        Source::Derived,
    ),
    (
        (
            "visitor.role",
            ValueKind::Code(VISITOR_ROLE),
            "窓口に来た方の立場",
            "Who came to the counter",
        ),
        Source::Derived,
    ),
    (
        (
            "handover.code",
            ValueKind::Text,
            "引き継ぎコード",
            "Hand-over code",
        ),
        Source::Derived,
    ),
    (
        (
            STAMP,
            ValueKind::Text,
            "用紙いっぱいの薄い文字（訓練など）",
            "Word across the sheet, such as 訓練",
        ),
        Source::Derived,
    ),
];

const ROLES: &[(&str, Role)] = &[
    ("person", Role::Person),
    ("agent", Role::Agent),
    ("visitor", Role::Visitor),
    ("spouse", Role::Spouse),
    ("member", Role::Member),
];

/// Groups in which no form may ask for other names.
const RESERVED: &[&str] = &[
    "person", "agent", "visitor", "spouse", "city", "date", "handover", "paper",
];

impl Role {
    /// The group of its names, such as `agent`.
    pub fn prefix(self) -> &'static str {
        ROLES
            .iter()
            .find(|(_, role)| *role == self)
            .map_or("person", |(prefix, _)| prefix)
    }

    /// What the person is called.
    pub fn label(self) -> Bilingual {
        match self {
            Self::Person => Bilingual::new("本人", "The person"),
            Self::Agent => Bilingual::new("代理人", "Agent"),
            Self::Visitor => Bilingual::new("窓口に来た方", "Who came to the counter"),
            Self::Spouse => Bilingual::new("配偶者", "Spouse"),
            Self::Member => Bilingual::new("家族の方", "Member of the family"),
        }
    }
}

/// What the glossary says of a name; `member.2.name` is a `member.name`. `None` for a name that
/// only a question can bring.
pub fn entry(name: &str) -> Option<Entry> {
    if let Some((row, source)) = SUPPLIED.iter().find(|(row, _)| row.0 == name) {
        return Some(of_row(row, *source));
    }
    if let Some((row, _)) = desk_row(name) {
        return Some(of_row(row, Source::Derived));
    }
    let (role, datum) = person_datum(name)?;
    let row = PERSON_DATA.iter().find(|row| row.0 == datum)?;
    Some(of_row(row, Source::Person(role)))
}

/// The desk whose forms alone may place this name; `None` for a name that all may place.
pub fn only_at(name: &str) -> Option<FormDesk> {
    desk_row(name).map(|(_, desk)| desk)
}

/// The names that forms of this desk may place: [`known_names`], then the desk's own.
pub fn known_names_at(desk: FormDesk) -> impl Iterator<Item = (String, ValueKind)> {
    let own = own_rows(desk).iter().copied().flatten();
    known_names().chain(own.map(|row| (row.0.to_owned(), row.1)))
}

/// The names that any form may place, those of persons in the order of [`Role`].
pub fn known_names() -> impl Iterator<Item = (String, ValueKind)> {
    let persons = ROLES.iter().flat_map(|(prefix, _)| {
        PERSON_DATA
            .iter()
            .map(move |row| (format!("{prefix}.{}", row.0), row.1))
    });
    let supplied = SUPPLIED.iter().map(|(row, _)| (row.0.to_owned(), row.1));
    persons.chain(supplied)
}

/// Whether the value holds for one form only (`request.…`), and not for all that ask for it.
pub fn is_for_one_form(name: &str) -> bool {
    name.starts_with("request.")
}

/// Whether the name means the person of a row.
pub fn is_of_member(name: &str) -> bool {
    name.starts_with("member.")
}

/// The name as forms spell it: `member.school` for `member.2.school`, with the person's number.
pub fn split_member(name: &str) -> Option<(u32, String)> {
    let (number, datum) = name.strip_prefix("member.")?.split_once('.')?;
    let is_plain = number.bytes().all(|b| b.is_ascii_digit()) && !number.starts_with('0');
    let number = is_plain.then(|| number.parse().ok()).flatten()?;
    Some((number, format!("member.{datum}")))
}

/// The name by which a value of the person with this number (from 1) is stored:
/// `member.2.name` for `member.name`, any other name as it is.
pub fn of_member(name: &str, number: u32) -> String {
    match name.strip_prefix("member.") {
        Some(datum) => format!("member.{number}.{datum}"),
        None => name.to_owned(),
    }
}

/// Most characters that may be entered for a text of the glossary.
pub(crate) fn max_chars(name: &str) -> u32 {
    match person_datum(name).map(|(_, datum)| datum) {
        Some("phone") => 30,
        Some("name" | "kana") => 120,
        _ => 200,
    }
}

/// Whose datum a name is, and which.
pub(crate) fn person_datum(name: &str) -> Option<(Role, &str)> {
    let (prefix, mut datum) = name.split_once('.')?;
    let role = ROLES.iter().find(|(known, _)| *known == prefix)?.1;
    if role == Role::Member && split_member(name).is_some() {
        datum = datum.split_once('.')?.1;
    }
    Some((role, datum))
}

/// What the glossary's name holds, if it is one.
pub(crate) fn kind_of(name: &str) -> Option<ValueKind> {
    entry(name).map(|entry| entry.kind)
}

/// Whether a form may ask for a value of this name: two lower-case words with a dot between them,
/// in a group that is not the glossary's own.
pub(crate) fn may_be_asked(name: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    name.split_once('.').is_some_and(|(group, rest)| {
        // Names of another desk mean nothing at the counter, which alone asks.
        let is_free = entry(name).is_none() || only_at(name).is_some();
        is_word(group) && is_word(rest) && !RESERVED.contains(&group) && is_free
    })
}

/// Names of a desk that fills its forms itself; no two desks have the same one.
fn own_rows(desk: FormDesk) -> &'static [&'static [Row]] {
    match desk {
        FormDesk::Counter => &[],
        FormDesk::Shelter => &[shelter::NAMES, shelter::REPORT],
        FormDesk::Polling => &[polling::NAMES, polling::ROWS],
    }
}

fn desk_row(name: &str) -> Option<(&'static Row, FormDesk)> {
    let member = split_member(name).map(|(_, plain)| plain);
    let name = member.as_deref().unwrap_or(name);
    [FormDesk::Shelter, FormDesk::Polling]
        .into_iter()
        .find_map(|desk| {
            let mut rows = own_rows(desk).iter().copied().flatten();
            rows.find(|row| row.0 == name).map(|row| (row, desk))
        })
}

fn of_row(row: &Row, source: Source) -> Entry {
    Entry {
        kind: row.1,
        label: Bilingual::new(row.2, row.3),
        source,
    }
}
