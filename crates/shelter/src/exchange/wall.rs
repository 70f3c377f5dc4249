//! The list on the wall (避難者名閲覧用名簿).

use unicode_normalization::UnicodeNormalization;

use super::{Evacuee, ForOthers};
use crate::plain::{PresenceKind, Text};

/// Who stands on the list on the wall: only those who agreed to be published, are not protected,
/// and live here or are served from here; in the order of the kana, so that the list does not tell
/// who came when.
pub fn wall_list<'a>(others: &ForOthers<'a>) -> Vec<&'a Evacuee> {
    let is_here = |row: &&Evacuee| {
        let kind = row.presence.kind();
        (kind.stays_here() || kind.served_outside()) && !row.name.is_empty()
    };
    let mut rows: Vec<&Evacuee> = others.published().filter(is_here).collect();
    rows.sort_by_cached_key(|row| Text::from(sort_key(row)));
    rows
}

fn sort_key(row: &Evacuee) -> String {
    let kana = row.kana.as_str().nfkc().map(|letter| match letter {
        'ぁ'..='ゖ' => char::from_u32(u32::from(letter) + 0x60).unwrap_or(letter),
        other => other,
    });
    // Who has no kana comes last, by the name.
    let first = if row.kana.is_empty() {
        '\u{10FFFD}'
    } else {
        ' '
    };
    std::iter::once(first)
        .chain(kana.filter(|letter| !letter.is_whitespace()))
        .chain(row.name.as_str().chars())
        .collect()
}

/// What a presence is called on papers and in files.
pub(crate) fn state(kind: PresenceKind) -> &'static str {
    match kind {
        PresenceKind::Expected => "到着予定",
        PresenceKind::In => "在所",
        PresenceKind::Out => "一時外出",
        PresenceKind::Overnight => "外泊",
        PresenceKind::Car => "車中泊",
        PresenceKind::Tent => "テント",
        PresenceKind::Home => "在宅",
        PresenceKind::Relatives => "親族・知人宅",
        PresenceKind::Hospital => "入院・搬送",
        PresenceKind::MovedTo => "移動",
        PresenceKind::Left => "退所",
        PresenceKind::Unknown => "所在不明",
    }
}
