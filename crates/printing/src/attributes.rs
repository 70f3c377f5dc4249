//! Short hand for the attributes of IPP: making those we send, reading those that come back.

use std::collections::BTreeMap;

use ipp::{
    attribute::{IppAttribute, IppAttributeGroup, IppAttributes},
    model::DelimiterTag,
    value::{IppKeyword, IppMimeMediaType, IppName, IppString, IppValue},
};

use crate::PaperTray;

/// Most bytes that a `name` value of IPP may have (RFC 8011, 5.1.3).
const LONGEST_NAME: usize = 255;

pub(crate) fn attribute(name: &str, value: IppValue) -> IppAttribute {
    IppAttribute::new(IppName::new_truncated(name), value)
}

/// A keyword; ASCII by the standard, so that cutting it at 255 bytes cannot split a character.
pub(crate) fn keyword(text: &str) -> IppValue {
    IppValue::Keyword(IppKeyword::new_truncated(text))
}

/// A name for people, cut at a character when it is longer than IPP allows.
pub(crate) fn name(text: &str) -> IppValue {
    let end = (0..=LONGEST_NAME.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(0);
    IppValue::NameWithoutLanguage(IppName::new_truncated(&text[..end]))
}

pub(crate) fn uri(text: &str) -> IppValue {
    IppValue::Uri(IppString::new_truncated(text))
}

pub(crate) fn mime_type(text: &str) -> IppValue {
    IppValue::MimeMediaType(IppMimeMediaType::new_truncated(text))
}

pub(crate) fn keywords(texts: &[&str]) -> IppValue {
    IppValue::Array(texts.iter().map(|text| keyword(text)).collect())
}

/// `media` for a paper from any tray, `media-col` when the tray is named: IPP forbids to send both.
pub(crate) fn media(paper: &PaperTray) -> IppAttribute {
    if paper.tray == "auto" {
        return media_by_name(paper);
    }
    let (width, height) = paper.size.millimetres();
    // In hundredths of a millimetre (PWG 5100.3).
    let length = |millimetres: u16| IppValue::Integer(i32::from(millimetres) * 100);
    let size = collection([
        ("x-dimension", length(width)),
        ("y-dimension", length(height)),
    ]);
    let column = collection([("media-size", size), ("media-source", keyword(&paper.tray))]);
    attribute("media-col", column)
}

/// The paper without its tray.
pub(crate) fn media_by_name(paper: &PaperTray) -> IppAttribute {
    attribute("media", keyword(paper.size.media_name()))
}

fn collection<const N: usize>(members: [(&str, IppValue); N]) -> IppValue {
    let members: BTreeMap<IppName, IppValue> = members
        .into_iter()
        .map(|(name, value)| (IppName::new_truncated(name), value))
        .collect();
    IppValue::Collection(members)
}

/// Reads the attributes of one group of an answer.
#[derive(Clone, Copy)]
pub(crate) struct Group<'a>(Option<&'a IppAttributeGroup>);

impl<'a> Group<'a> {
    pub fn of(attributes: &'a IppAttributes, tag: DelimiterTag) -> Self {
        Self(attributes.first_of(tag))
    }

    fn values(self, name: &str) -> impl Iterator<Item = &'a IppValue> {
        let value = self.0.and_then(|group| group.get(name));
        value.into_iter().flat_map(IppAttribute::value)
    }

    pub fn has(self, name: &str) -> bool {
        self.0.is_some_and(|group| group.get(name).is_some())
    }

    pub fn integer(self, name: &str) -> Option<i32> {
        self.integers(name).next()
    }

    /// Every number of an attribute.
    pub fn integers(self, name: &str) -> impl Iterator<Item = i32> {
        self.values(name).filter_map(|value| match value {
            IppValue::Integer(number) | IppValue::Enum(number) => Some(*number),
            _ => None,
        })
    }

    /// The upper end of a range, or the number itself where a printer gives a plain one.
    pub fn most(self, name: &str) -> Option<i32> {
        self.values(name).find_map(|value| match value {
            IppValue::RangeOfInteger { max, .. } => Some(*max),
            IppValue::Integer(number) => Some(*number),
            _ => None,
        })
    }

    pub fn truth(self, name: &str) -> Option<bool> {
        self.values(name).find_map(IppValue::as_boolean).copied()
    }

    /// Every text of an attribute, of whatever kind of text.
    pub fn texts(self, name: &str) -> impl Iterator<Item = &'a str> {
        self.values(name).filter_map(|value| match value {
            IppValue::Keyword(text) | IppValue::MimeMediaType(text) => Some(text.as_str()),
            IppValue::NameWithoutLanguage(name) | IppValue::NameWithLanguage { name, .. } => {
                Some(name.as_str())
            }
            IppValue::TextWithoutLanguage(text) | IppValue::TextWithLanguage { text, .. } => {
                Some(text.as_ref())
            }
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_japanese_title_is_cut_between_characters() {
        let title = "住民票の写し等交付請求書".repeat(20);
        let IppValue::NameWithoutLanguage(cut) = name(&title) else {
            panic!("a name is a name");
        };
        assert!(cut.len() <= LONGEST_NAME && cut.len() > LONGEST_NAME - 3);
        assert!(title.starts_with(cut.as_str()));
        assert_eq!(name("請求書"), name("請求書"));
    }
}
