//! What is said of an incident.

use advice::{Advice, Advise, Bilingual};

use super::{Incident, NotSettled};
use crate::election::Election;

impl Incident {
    /// Which ballot, where and in which hour, in one sentence; nothing of the elector.
    pub fn told(&self, election: &Election) -> Bilingual {
        let ballot = election
            .ballot(&self.ballot)
            .map_or(self.ballot.as_str(), |ballot| ballot.name.as_str());
        let place = |index: usize| {
            let spot = &self.acceptances[index].spot;
            let booth = election
                .booth(&spot.booth)
                .map_or(spot.booth.as_str(), |booth| booth.name.as_str());
            (booth.to_owned(), (spot.hour + 9).rem_euclid(24))
        };
        let (mut ja, mut en) = (Vec::new(), Vec::new());
        for index in 0..self.acceptances.len() {
            let (booth, hour) = place(index);
            ja.push(format!("{booth}（{hour}時台）"));
            en.push(format!("{booth} ({hour}:00–{hour}:59)"));
        }
        if self.against_another_vote {
            ja.push("不在者投票又は当日投票".to_owned());
            en.push("an absentee vote or one on election day".to_owned());
        }
        Bilingual::new(
            format!("{ballot}が重ねて受け付けられています：{}", ja.join("、")),
            format!("{ballot} was accepted more than once: {}", en.join(", ")),
        )
    }
}

impl Advise for NotSettled {
    fn advice(&self) -> Advice {
        match self {
            Self::NotAllowed => Advice::new(
                "polling-incident-not-allowed",
                Bilingual::new(
                    "この職員証では処理できません。",
                    "This badge does not allow it.",
                ),
                Bilingual::new(
                    "投票管理者か選挙管理委員会の職員が処理してください。",
                    "An officer or the election board must do it.",
                ),
            ),
            Self::OfficeMissing => Advice::new(
                "polling-incident-office-missing",
                Bilingual::new(
                    "処理する人の職名がありません。",
                    "The name of the office is missing.",
                ),
                Bilingual::new(
                    "職名（投票管理者など）を入力してください。",
                    "Enter the office, such as the officer of the booth.",
                ),
            ),
            Self::FindingMissing => Advice::new(
                "polling-incident-finding-missing",
                Bilingual::new("確認した内容がありません。", "What was found is missing."),
                Bilingual::new(
                    "確認した内容を短く入力してください（氏名は書かない）。",
                    "Write what was found in a few words, without names.",
                ),
            ),
            Self::Already => Advice::new(
                "polling-incident-already",
                Bilingual::new("この件は処理済みです。", "This was settled already."),
                Bilingual::new(
                    "新しい事実があれば、それを記録してください。",
                    "If there is something new, record that.",
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_error_has_a_code_of_its_own_and_speaks_both_languages() {
        let every = [
            NotSettled::NotAllowed,
            NotSettled::OfficeMissing,
            NotSettled::FindingMissing,
            NotSettled::Already,
        ];
        let codes: BTreeSet<&str> = every.iter().map(|one| one.advice().code).collect();
        assert_eq!(codes.len(), every.len());
        for one in every {
            let advice = one.advice();
            assert!(!advice.what.ja.is_ascii() && advice.what.en.len() > 10);
            assert!(!advice.next.ja.is_ascii() && advice.next.en.len() > 10);
        }
    }
}
