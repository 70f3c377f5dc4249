//! The declaration slip (宣誓書兼請求書).

use jiff::civil::Date;
use paper::Values;
use zeroize::Zeroizing;

use super::{Heading, put, words};
use crate::election::{Ballot, SlipMode};
use crate::elector::Elector;
use crate::plain::BallotId;

/// Places for ballots on the slip.
const BALLOTS: usize = 6;

/// What a slip says of one elector. Holds personal data: no `Debug`.
pub struct Declaration<'a> {
    /// Whose slip it is.
    pub elector: &'a Elector,
    /// The address that the card or the elector tells; printed where it is not the roll's.
    pub present_address: Option<&'a str>,
    /// Number of the reason, 1–6; printed in the mode [`SlipMode::Printed`] only, where it must be there.
    pub reason: Option<u8>,
    /// What the elector came for, in the order of handing out; all ballots of the election when empty.
    pub ballots: &'a [BallotId],
    /// The day of the vote.
    pub day: Date,
}

/// Id of the form of a mode.
pub fn declaration_form(mode: SlipMode) -> &'static str {
    match mode {
        SlipMode::Printed => "declaration-printed",
        SlipMode::Signed => "declaration-signed",
        SlipMode::Written => "declaration-written",
    }
}

/// Values for the form of the election's mode. A slip that is written by hand gets nothing of the elector.
pub fn declaration_values(heading: Heading<'_>, slip: &Declaration<'_>) -> Values {
    let mut values = of_election(heading, slip.ballots);
    let mode = heading.election.slip;
    if mode == SlipMode::Written {
        return values;
    }
    let person = &slip.elector.person;
    let birth = Zeroizing::new(words::birth_value(person.birth));
    put(&mut values, "date.today", &slip.day.to_string());
    put(&mut values, "person.name", &person.name);
    put(&mut values, "person.kana", &person.kana);
    put(&mut values, "person.birth_date", &birth);
    put(&mut values, "elector.address", &person.address);
    let other = slip
        .present_address
        .filter(|present| !same(present, &person.address));
    put(
        &mut values,
        "elector.current_address",
        other.unwrap_or_default(),
    );
    if let Some(reason) = slip.reason.filter(|_| mode == SlipMode::Printed) {
        put(&mut values, "slip.reason", &reason.to_string());
    }
    values
}

/// Values for slips to be kept in stock and written by hand (`declaration-written`).
pub fn blank_declaration(heading: Heading<'_>) -> Values {
    of_election(heading, &[])
}

fn of_election(heading: Heading<'_>, ballots: &[BallotId]) -> Values {
    let election = heading.election;
    let mut values = heading.values();
    put(&mut values, "polling.addressee", &election.addressee);
    for reason in &election.reasons {
        put(
            &mut values,
            &format!("slip.reason_{}", reason.number),
            &reason.text,
        );
    }
    let wanted = |ballot: &&Ballot| ballots.is_empty() || ballots.contains(&ballot.id);
    let squares: Vec<String> = election.ballots.iter().filter(wanted).map(square).collect();
    for (index, _) in squares.iter().enumerate().take(BALLOTS) {
        let number = index + 1;
        // The last place takes whatever is left.
        let to = if number == BALLOTS {
            squares.len()
        } else {
            number
        };
        put(
            &mut values,
            &format!("slip.ballot_{number}"),
            &squares[index..to].join("　"),
        );
    }
    values
}

/// A ballot's square for the clerk's tick, with name and colour.
fn square(ballot: &Ballot) -> String {
    match ballot.paper.as_str() {
        "" => format!("□　{}", ballot.name),
        colour => format!("□　{}（{colour}）", ballot.name),
    }
}

/// Whether two addresses are written alike but for spaces.
fn same(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> Zeroizing<String> {
        let letters = text.chars().filter(|letter| !letter.is_whitespace());
        letters.collect::<String>().into()
    };
    letters(one) == letters(other)
}
