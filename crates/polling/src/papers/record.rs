//! Figures that go into the record of voting (投票録).

use jiff::civil::{Date, DateTime};
use paper::Values;

use super::{Heading, put, words};
use crate::plain::BallotId;

/// Electors and papers of one kind of ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotFigures {
    /// The kind.
    pub ballot: BallotId,
    /// 男.
    pub men: u32,
    /// 女.
    pub women: u32,
    /// Whose sex the roll does not have.
    pub others: u32,
    /// Of these 代理投票.
    pub proxy: u32,
    /// Of these 点字投票.
    pub braille: u32,
    /// 不在者投票 at the booth, not among these.
    pub absentee: u32,
    /// 拒否.
    pub refused: u32,
    /// Papers, if they were counted.
    pub stock: Option<Stock>,
}

/// Ballot papers of one kind (投票用紙).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stock {
    /// 受領.
    pub received: u32,
    /// 交付, with those given in exchange.
    pub issued: u32,
    /// 書損.
    pub spoiled: u32,
    /// 返還.
    pub returned: u32,
}

/// Electors of one kind of ballot in one hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HourFigures {
    /// The day.
    pub day: Date,
    /// Hour of the clock in Japan, 0–23; 8 is from 8:00 to 8:59.
    pub hour: u8,
    /// The kind.
    pub ballot: BallotId,
    /// 男.
    pub men: u32,
    /// 女.
    pub women: u32,
    /// Whose sex the roll does not have.
    pub others: u32,
}

/// Values for the form `voting-record`; both tables stand in the order given.
pub fn record_values(
    heading: Heading<'_>,
    booth: &str,
    ballots: &[BallotFigures],
    hours: &[HourFigures],
    note: &str,
    as_of: DateTime,
) -> Values {
    let mut values = heading.values();
    put(&mut values, "polling.booth", booth);
    put(&mut values, "polling.as_of", &words::moment(as_of));
    put(
        &mut values,
        "polling.day",
        &heading.election.day.to_string(),
    );
    put(&mut values, "polling.note", note);
    let mut number = 0;
    let mut row = |group: &str, data: &[(&str, String)]| {
        number += 1;
        put(&mut values, &format!("member.{number}.group"), group);
        for (datum, text) in data {
            put(&mut values, &format!("member.{number}.{datum}"), text);
        }
    };
    for figures in ballots {
        let mut data = vec![("ballot", heading.ballot(&figures.ballot))];
        data.extend(people(figures.men, figures.women, figures.others));
        data.extend([
            ("proxy", figures.proxy.to_string()),
            ("braille", figures.braille.to_string()),
            ("absentee", figures.absentee.to_string()),
            ("refused", figures.refused.to_string()),
        ]);
        if let Some(stock) = figures.stock {
            let left = i64::from(stock.received) - i64::from(stock.issued);
            data.extend([
                ("received", stock.received.to_string()),
                ("issued", stock.issued.to_string()),
                ("spoiled", stock.spoiled.to_string()),
                ("returned", stock.returned.to_string()),
                ("left", left.to_string()),
            ]);
        }
        row("ballot", &data);
    }
    for figures in hours {
        let hour = format!("{} {}時台", words::short_day(figures.day), figures.hour);
        let mut data = vec![("hour", hour), ("ballot", heading.ballot(&figures.ballot))];
        data.extend(people(figures.men, figures.women, figures.others));
        row("hour", &data);
    }
    values
}

fn people(men: u32, women: u32, others: u32) -> [(&'static str, String); 4] {
    let all = u64::from(men) + u64::from(women) + u64::from(others);
    [
        ("men", men.to_string()),
        ("women", women.to_string()),
        ("others", others.to_string()),
        ("all", all.to_string()),
    ]
}

impl Heading<'_> {
    /// The name of a ballot; its short name where the election's file has none.
    pub(super) fn ballot(&self, id: &BallotId) -> String {
        let known = self.election.ballot(id);
        known.map_or_else(|| id.to_string(), |ballot| ballot.name.clone())
    }
}
