//! What a newcomer at the desk does about each decision.

use advice::Bilingual;
use jiff::civil::Date;

use crate::election::Election;
use crate::eligibility::{AbsenteeBecause, Case, Confirmation, Decision, Reason, UsedHow, Visit};
use crate::status::BallotStatus;

use super::clauses::{booth_name, clause};
use super::when::{day_en, day_ja, spot_en, spot_ja};

/// What to do; nothing where the ballot is just issued.
pub(super) fn next(decision: &Decision, case: &Case<'_>) -> Option<Bilingual> {
    Some(match decision {
        Decision::Issue => return None,
        Decision::Confirm(needed) => confirmations(needed, case),
        Decision::Absentee { because, confirm } => {
            let mut told = absentee(*because, case);
            if !confirm.is_empty() {
                let more = confirmations(confirm, case);
                told.ja.push_str(&more.ja);
                told.en.push(' ');
                told.en.push_str(&more.en);
            }
            told
        }
        Decision::Refuse(reason) => {
            let (ja, en) = refused(reason, case);
            with_others(Bilingual::new(ja, en), reason, case)
        }
        Decision::Already { how, .. } => {
            let (ja, en) = already(*how);
            Bilingual::new(ja, en)
        }
    })
}

fn confirmations(needed: &[Confirmation], case: &Case<'_>) -> Bilingual {
    let told: Vec<Bilingual> = needed.iter().map(|one| confirmation(one, case)).collect();
    let ja = told.iter().map(|one| one.ja.as_str());
    let en: Vec<&str> = told.iter().map(|one| one.en.as_str()).collect();
    Bilingual::new(ja.collect::<String>(), en.join(" "))
}

fn confirmation(needed: &Confirmation, case: &Case<'_>) -> Bilingual {
    let election = case.election;
    match needed {
        Confirmation::LivesInPrefecture => Bilingual::new(
            "引き続き同じ都道府県に住んでいることを、証明書か照会で確かめてください。",
            "Make sure, by certificate or inquiry, that the elector still lives in the prefecture.",
        ),
        Confirmation::NotOnNewRoll => Bilingual::new(
            "新しい住所地の名簿に登録されていないこと（入場券が届いていないこと）を、本人に確かめてください。",
            "Ask the elector whether the new place has registered them (sent a ticket); if not, issue.",
        ),
        Confirmation::Age => Bilingual::new(
            "生年月日の一部が名簿にありません。投票管理者が選挙管理委員会に年齢を確かめてください。",
            "The roll does not have the whole birth date: the officer asks the board for the age.",
        ),
        Confirmation::DeclinedBefore => declined(case),
        Confirmation::AskedAt(booth) => {
            let booth = booth_name(booth, election);
            Bilingual::new(
                format!(
                    "「{booth}」で受付の途中です。用紙を渡していないことを、投票管理者が確かめてください。"
                ),
                format!(
                    "An acceptance was begun at {booth}: the officer makes sure that no ballot was handed out there."
                ),
            )
        }
    }
}

fn declined(case: &Case<'_>) -> Bilingual {
    let (ja, en) = match case.status() {
        BallotStatus::Declined { at: Some(at) } => (
            format!("（{}）", spot_ja(&at, case.election)),
            format!(" ({})", spot_en(&at, case.election)),
        ),
        _ => (String::new(), String::new()),
    };
    Bilingual::new(
        format!(
            "前回この用紙を受け取らなかった人です{ja}。今回は受け取ることを、投票管理者が確かめてください。"
        ),
        format!(
            "The elector did not take this ballot before{en}: the officer makes sure that it is wanted now."
        ),
    )
}

fn absentee(because: AbsenteeBecause, case: &Case<'_>) -> Bilingual {
    let AbsenteeBecause::OfAgeFrom(day) = because;
    let election = case.election.day;
    let (more_ja, more_en) = if day <= case.ballot.early_to {
        (
            format!("{}からは期日前投票ができます。", day_ja(day)),
            format!(" From {} on it is an early vote.", day_en(day)),
        )
    } else {
        (String::new(), String::new())
    };
    Bilingual::new(
        format!(
            "本日はまだ18歳ではなく、{}には18歳です。この場で不在者投票の用紙と封筒を交付してください。{more_ja}",
            day_ja(election)
        ),
        format!(
            "Not 18 today, but on {}: hand out an absentee ballot with its envelopes here.{more_en}",
            day_en(election)
        ),
    )
}

fn already(how: UsedHow) -> (&'static str, &'static str) {
    if how == UsedHow::AtDesk {
        (
            "その受付を終えてください。受付が進んでいないときは、用紙を渡さず投票管理者を呼んでください。",
            "Finish that acceptance. If none is under way, hand out no ballot and call the officer.",
        )
    } else {
        (
            "用紙を渡さないでください。「投票していない」と言われたら、「留保」にして投票管理者を呼んでください。",
            "Do not hand out a ballot. If the elector says they have not voted, press Hold and call the officer.",
        )
    }
}

const ASK_OFFICE: (&str, &str) = (
    "用紙を渡さないでください。投票管理者が選挙管理委員会へ電話で確かめてください。",
    "Do not hand out a ballot. The officer telephones the board.",
);
const EXPLAIN: (&str, &str) = (
    "この用紙は渡さず、本人に説明してください。ほかの用紙は表示のとおり交付してください。",
    "Do not hand out this one, and tell the elector why; issue the others as shown.",
);

fn refused(reason: &Reason, case: &Case<'_>) -> (String, String) {
    let fixed = |(ja, en): (&str, &str)| (ja.to_owned(), en.to_owned());
    match reason {
        Reason::Held(_) => fixed((
            "用紙を渡さないでください。投票管理者が「留保」を解くまで待ってもらってください。",
            "Do not hand out a ballot. Ask the elector to wait until the officer releases the hold.",
        )),
        Reason::NotBegun(day) => (
            format!(
                "{}から受け付けます。その日に、この用紙だけの投票に来られます。",
                day_ja(*day)
            ),
            format!(
                "It can be voted from {} on; the elector may come again for it alone.",
                day_en(*day)
            ),
        ),
        Reason::Over(_) => poll(case.election),
        Reason::NotElectionDay(_) => fixed((
            "期日前投票所を案内してください。",
            "Show the elector the way to an early-voting place.",
        )),
        Reason::OtherStation(_) => fixed((
            "表示された投票所を案内してください。",
            "Show the elector the way to the polling station that is named.",
        )),
        Reason::Suspended(Some(last)) if is_free_after(*last, case) => (
            format!(
                "用紙を渡さないでください。{}の翌日から投票できます。不在者投票は選挙管理委員会へ確かめてください。",
                day_ja(*last)
            ),
            format!(
                "Do not hand out a ballot. From the day after {} the elector may vote; ask the board about an absentee vote.",
                day_en(*last)
            ),
        ),
        Reason::AbsenteeRequested => fixed((
            "選挙管理委員会へ電話し、請求を取り下げてもらってください。記録されると交付できます。",
            "Telephone the board to take the request back; once that is recorded, the ballot can be issued.",
        )),
        Reason::AbsenteeIssued => fixed((
            "用紙と封筒を持っていれば返してもらい、「返還」を記録してください。記録すると交付できます。",
            "If the elector has it at hand, take ballot and envelopes back and record it; then it can be issued.",
        )),
        Reason::AbroadProcedure => fixed((
            "在外選挙人証を持っているか聞き、投票管理者が在外投票の手続を案内してください。",
            "Ask for the certificate of registration abroad; the officer shows the way to that procedure.",
        )),
        Reason::AbroadNoVote
        | Reason::MovedFromCity
        | Reason::MovedFromPrefecture
        | Reason::OtherDistrict(_)
        | Reason::NotNamed => fixed(EXPLAIN),
        Reason::RulesUnknown(_) => fixed((
            "受付を始めず、選挙の設定ファイルかソフトの版を情報担当に直してもらってください。",
            "Do not begin: IT loads the right election file or the right version of the program.",
        )),
        Reason::OffTheRoll(_)
        | Reason::StruckOff(_)
        | Reason::RegisteredFrom(_)
        | Reason::Suspended(_)
        | Reason::UnderAge => fixed(ASK_OFFICE),
    }
}

/// Whether nothing of the roll stands against the ballot once a suspension is over, on election day at the latest.
fn is_free_after(last: Date, case: &Case<'_>) -> bool {
    let Some(day) = last.tomorrow().ok().filter(|day| *day <= case.election.day) else {
        return false;
    };
    let visit = Visit {
        day,
        place: case.visit.place.clone(),
    };
    Case {
        visit: &visit,
        ..*case
    }
    .barred_by_roll()
    .is_empty()
}

/// What else the roll has against the ballot: whoever explains it to the elector must not be asked about it again
/// tomorrow.
fn with_others(mut told: Bilingual, reason: &Reason, case: &Case<'_>) -> Bilingual {
    let all = case.barred_by_roll();
    if !all.contains(reason) {
        return told;
    }
    let others = all.into_iter().filter(|other| other != reason);
    let others: Vec<Bilingual> = others
        .map(|other| clause(&Decision::Refuse(other), case.election))
        .collect();
    if others.is_empty() {
        return told;
    }
    let ja: Vec<&str> = others.iter().map(|other| other.ja.as_str()).collect();
    let en: Vec<&str> = others.iter().map(|other| other.en.as_str()).collect();
    told.ja = format!("{}ほかの理由：{}。", told.ja, ja.join("。"));
    told.en = format!("{} Also: {}.", told.en, en.join("; "));
    told
}

fn poll(election: &Election) -> (String, String) {
    (
        format!(
            "投票日（{}）に、その人の投票所で投票できます。",
            day_ja(election.day)
        ),
        format!(
            "The elector can vote on {} at their own polling station.",
            day_en(election.day)
        ),
    )
}
