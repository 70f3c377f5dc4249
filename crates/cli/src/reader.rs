//! Which reader's card is meant.

use std::time::{Duration, Instant};

use mynacard::ChannelError;
use mynacard::pcsc::{self, CardPresence, ReaderState, Watcher};

use crate::failure::{CliError, Failure, OrFail};

/// What one look at the readers gave.
enum Look {
    /// A card lies on this reader.
    Card(String),
    /// Nothing yet; a card may still be put on.
    Nothing(ChannelError),
    /// Waiting would not help.
    Undecided(CliError),
}

/// The reader whose card is to be read, waiting for a card as long as `patience`.
pub fn with_card(wanted: Option<&str>, patience: Duration) -> Result<String, Failure> {
    let deadline = Instant::now() + patience;
    let mut watcher = Watcher::new();
    let mut readers = pcsc::readers().or_fail()?;
    loop {
        let missing = match look(&readers, wanted) {
            Look::Card(reader) => return Ok(reader),
            Look::Undecided(error) => return Err(Failure::from(&error)),
            Look::Nothing(missing) => missing,
        };
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Failure::from(&missing));
        }
        if let Some(now) = watcher.wait(left).or_fail()? {
            readers = now;
        }
    }
}

fn look(readers: &[ReaderState], wanted: Option<&str>) -> Look {
    let names =
        |readers: &[&ReaderState]| readers.iter().map(|r| r.name.clone()).collect::<Vec<_>>();
    let asked: Vec<&ReaderState> = match wanted {
        None => readers.iter().collect(),
        Some(name) => readers
            .iter()
            .filter(|reader| reader.name == name)
            .collect(),
    };
    if readers.is_empty() {
        return Look::Nothing(ChannelError::NoReader);
    }
    if asked.is_empty() {
        let readers = names(&readers.iter().collect::<Vec<_>>());
        return Look::Undecided(CliError::ReaderUnknown { readers });
    }
    let holding: Vec<&ReaderState> = asked
        .into_iter()
        .filter(|reader| reader.card != CardPresence::Absent)
        .collect();
    match holding.as_slice() {
        [] => Look::Nothing(ChannelError::NoCard),
        [one] => Look::Card(one.name.clone()),
        several => Look::Undecided(CliError::SeveralCards {
            readers: names(several),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readers(cards: &[(&str, CardPresence)]) -> Vec<ReaderState> {
        cards
            .iter()
            .map(|(name, card)| ReaderState {
                name: (*name).to_owned(),
                card: *card,
            })
            .collect()
    }

    fn said(cards: &[(&str, CardPresence)], wanted: Option<&str>) -> String {
        match look(&readers(cards), wanted) {
            Look::Card(name) => name,
            Look::Nothing(error) => error.to_string(),
            Look::Undecided(error) => error.to_string(),
        }
    }

    #[test]
    fn one_card_needs_no_name() {
        use CardPresence::{Absent, InUse, Present};
        assert_eq!(said(&[("a", Absent), ("b", Present)], None), "b");
        assert_eq!(said(&[("a", Absent), ("b", InUse)], None), "b");
    }

    #[test]
    fn two_cards_need_one() {
        use CardPresence::Present;
        let both = [("a", Present), ("b", Present)];
        assert_eq!(
            said(&both, None),
            CliError::SeveralCards { readers: vec![] }.to_string()
        );
        assert_eq!(said(&both, Some("b")), "b");
    }

    #[test]
    fn what_is_missing_is_named() {
        use CardPresence::{Absent, Present};
        assert_eq!(said(&[], None), ChannelError::NoReader.to_string());
        assert_eq!(
            said(&[("a", Absent)], None),
            ChannelError::NoCard.to_string()
        );
        assert_eq!(
            said(&[("a", Absent), ("b", Present)], Some("a")),
            ChannelError::NoCard.to_string()
        );
        let unknown = CliError::ReaderUnknown { readers: vec![] };
        assert_eq!(said(&[("a", Absent)], Some("c")), unknown.to_string());
    }
}
