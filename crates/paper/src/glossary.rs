//! The names by which a form asks for a datum: one name for one meaning in every form.

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// Any text.
    Text,
    /// A date as `YYYY-MM-DD`, `00` for what is not known.
    Date,
    /// One of the listed words.
    Code(&'static [&'static str]),
}

/// Names every form may use without asking (用語集), with what they hold.
const KNOWN: &[(&str, ValueKind)] = &[
    ("person.name", ValueKind::Text),
    ("person.address", ValueKind::Text),
    ("person.birth_date", ValueKind::Date),
    (
        "person.sex",
        ValueKind::Code(&["male", "female", "not_applicable", "unknown"]),
    ),
    ("city.name", ValueKind::Text),
    ("city.mayor", ValueKind::Text),
    ("date.today", ValueKind::Date),
];

/// Prefixes of the names that a form may ask for at the counter.
const ASKED_PREFIXES: &[&str] = &["request.", "needed."];

/// The names that any form may place: the card's four items (基本4情報), the city's settings and the day.
pub fn known_names() -> impl Iterator<Item = (&'static str, ValueKind)> {
    KNOWN.iter().copied()
}

/// What the fixed name holds, if it is one.
pub(crate) fn kind_of(name: &str) -> Option<ValueKind> {
    KNOWN
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, kind)| *kind)
}

/// Whether a form may ask for a value of this name: a known prefix and lower-case words after it.
pub(crate) fn may_be_asked(name: &str) -> bool {
    ASKED_PREFIXES.iter().any(|prefix| {
        name.strip_prefix(prefix).is_some_and(|rest| {
            !rest.is_empty()
                && rest
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        })
    })
}
