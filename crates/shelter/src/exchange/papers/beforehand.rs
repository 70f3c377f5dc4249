//! Cards of households that register beforehand (事前登録カード), two a sheet.

use jiff::civil::Date;
use paper::Values;

use super::put;
use crate::plain::Text;

/// One card. What it shows tells nobody who lives where: the household's data stand in the code alone,
/// sealed by the city.
#[derive(Debug, Clone)]
pub struct BeforehandCard {
    /// 世帯番号 of the city's own table; may be empty.
    pub number: Text,
    /// 呼び名 that the household chose, so that it knows its card; may be empty.
    pub called: Text,
    /// How many people the code holds.
    pub people: usize,
    /// What the code says, sealed.
    pub token: Text,
}

/// Values for the form `pre-registration`, made on that day by that city.
///
/// The last card of an odd number comes twice, one for the house and one for the bag: an empty half of a
/// sheet would pass for a card.
pub fn beforehand_values(cards: &[BeforehandCard], city: &str, made: Date) -> Values {
    let mut values = Values::new();
    put(&mut values, "city.name", city);
    let made = made.strftime("%Y年%-m月%-d日").to_string();
    let spare = cards.last().filter(|_| cards.len() % 2 == 1);
    for (number, card) in (1..).zip(cards.iter().chain(spare)) {
        let number: u32 = number;
        let mut of = |datum: &str, text: &str| {
            put(&mut values, &format!("member.{number}.{datum}"), text);
        };
        of("number", card.number.as_str());
        of("name", card.called.as_str());
        of("people", &format!("{}人", card.people));
        of("made", &made);
        of("token", card.token.as_str());
    }
    values
}
