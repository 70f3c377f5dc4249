//! What each decision says, without the name of the ballot: 「国民審査は」 goes before it.

use advice::Bilingual;
use jiff::civil::Date;

use crate::election::Election;
use crate::elector::MarkKind;
use crate::eligibility::{Decision, Reason, UsedHow};
use crate::plain::BoothId;

use super::when::{day_en, day_ja, spot_en, spot_ja};

/// The clause of a decision.
pub(super) fn clause(decision: &Decision, election: &Election) -> Bilingual {
    match decision {
        Decision::Issue => Bilingual::new("交付", "issue"),
        Decision::Confirm(_) => Bilingual::new("確認してから交付", "issue once confirmed"),
        Decision::Absentee { .. } => Bilingual::new(
            "不在者投票（箱に入れず、封筒で）",
            "absentee vote here, in its envelope and not in the box",
        ),
        Decision::Refuse(reason) => reason_clause(reason, election),
        Decision::Already { how, at } => {
            let (ja, en) = match how {
                UsedHow::AtDesk => ("受付中です", "being issued now"),
                UsedHow::Early => ("期日前投票済みです", "voted early"),
                UsedHow::OnDay => ("投票済みです", "voted in a polling station"),
                UsedHow::Absentee => ("不在者投票済みです", "voted by absentee ballot"),
            };
            match at {
                Some(spot) => Bilingual::new(
                    format!("{ja}（{}）", spot_ja(spot, election)),
                    format!("{en} ({})", spot_en(spot, election)),
                ),
                None => Bilingual::new(ja, en),
            }
        }
    }
}

fn reason_clause(reason: &Reason, election: &Election) -> Bilingual {
    match reason {
        Reason::Held(booth) => {
            let booth = booth_name(booth, election);
            Bilingual::new(
                format!("「{booth}」で確認中です（留保）"),
                format!("being looked into at {booth} (held)"),
            )
        }
        Reason::StruckOff(day) => with_day(
            *day,
            "名簿から抹消されています（",
            "から）",
            "struck off the roll, from ",
        ),
        Reason::RegisteredFrom(day) => with_day(
            *day,
            "まだ名簿に登録されていません（",
            "から）",
            "on the roll only from ",
        ),
        Reason::Suspended(Some(last)) => with_day(
            *last,
            "選挙権が停止されています（",
            "まで）",
            "right to vote suspended until ",
        ),
        Reason::NotBegun(day) => with_day(
            *day,
            "本日まだ始まっていません（",
            "から）",
            "not begun yet today; from ",
        ),
        Reason::Over(last) => with_day(
            *last,
            "期日前投票が終わっています（",
            "まで）",
            "early voting ended on ",
        ),
        Reason::NotElectionDay(day) => {
            with_day(*day, "投票日は", "です", "the polling station votes on ")
        }
        Reason::OtherDistrict(district) | Reason::OtherStation(district) => {
            let known = election.district(district);
            let name = known.map_or_else(|| district.to_string(), |one| one.name.clone());
            if matches!(reason, Reason::OtherDistrict(_)) {
                Bilingual::new(
                    format!("この人の投票区（{name}）では行われません"),
                    format!("not held in the elector's district ({name})"),
                )
            } else {
                Bilingual::new(
                    format!("この投票所の人ではありません（投票区：{name}）"),
                    format!("the elector's polling station is another one ({name})"),
                )
            }
        }
        other => {
            let (ja, en) = plain(other);
            Bilingual::new(ja, en)
        }
    }
}

fn with_day(day: Date, ja: &str, ja_after: &str, en: &str) -> Bilingual {
    Bilingual::new(
        format!("{ja}{}{ja_after}", day_ja(day)),
        format!("{en}{}", day_en(day)),
    )
}

fn plain(reason: &Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::OffTheRoll(MarkKind::Died) => ("名簿に死亡の表示があります", "the roll says: died"),
        Reason::OffTheRoll(MarkKind::NationalityLost) => (
            "名簿に国籍喪失の表示があります",
            "the roll says: nationality lost",
        ),
        Reason::OffTheRoll(_) => (
            "誤って名簿に載った人です",
            "the roll says: wrongly registered",
        ),
        Reason::Suspended(_) => ("選挙権が停止されています", "the right to vote is suspended"),
        Reason::AbroadProcedure => (
            "在外選挙人の手続で投票する人です",
            "votes as an elector abroad, in another procedure",
        ),
        Reason::AbroadNoVote => (
            "在外選挙人は投票できない選挙です",
            "not an election of electors abroad",
        ),
        Reason::MovedFromCity => (
            "市外へ転出したため投票できません",
            "no vote after moving out of the city",
        ),
        Reason::MovedFromPrefecture => (
            "都道府県外へ転出したため投票できません",
            "no vote after moving out of the prefecture",
        ),
        Reason::NotNamed => (
            "名簿で、この人の投票する選挙に入っていません",
            "the roll does not name it for this elector",
        ),
        Reason::UnderAge => (
            "選挙期日に18歳になっていないため投票できません",
            "not of age on election day",
        ),
        Reason::AbsenteeRequested => ("不在者投票を請求中です", "an absentee ballot is asked for"),
        Reason::AbsenteeIssued => (
            "不在者投票の用紙を持っている人です",
            "an absentee ballot is with the elector",
        ),
        // Those with a day or a place have clauses of their own above.
        _ => (
            "このソフトの版では判定できません",
            "this version of the program cannot decide",
        ),
    }
}

pub(super) fn booth_name(booth: &BoothId, election: &Election) -> String {
    let known = election.booth(booth);
    known.map_or_else(|| booth.to_string(), |booth| booth.name.clone())
}
