//! Who may do what.

use serde::{Deserialize, Serialize};

/// What a badge allows (名札の役割).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 運営責任者・市職員: everything.
    Keeper,
    /// 受付ボランティア: takes people in and serves them; sees deeds, no diagnosis.
    Volunteer,
    /// 閲覧のみ: numbers and the list without what identifies.
    Viewer,
}

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 開設・再開, details of the shelter.
    OpenShelter,
    /// 閉鎖.
    CloseShelter,
    /// 記録の消去.
    Destroy,
    /// 受付.
    Register,
    /// 入退所.
    Move,
    /// 所在確認.
    See,
    /// Items of a person.
    Tell,
    /// 配慮事項 set.
    Care,
    /// 開示同意.
    Consent,
    /// 支援措置 set or seen.
    Protect,
    /// 世帯.
    Household,
    /// カード・名札の紐付け.
    Bind,
    /// 同一人の紐付け.
    Link,
    /// 配布.
    Serve,
    /// 食事の回・配布の決まり.
    PlanMeal,
    /// 人数・備蓄・ライフライン.
    Count,
    /// 状況報告.
    Report,
    /// 名札の発行・失効.
    Badges,
    /// 名簿の書き出し.
    Export,
    /// 安否照会の回答.
    AnswerInquiry,
    /// A person's record with diagnosis and protection.
    LookUpWhole,
    /// A person's record as a volunteer sees it.
    LookUp,
    /// Numbers.
    LookAtNumbers,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 23] = [
        Self::OpenShelter,
        Self::CloseShelter,
        Self::Destroy,
        Self::Register,
        Self::Move,
        Self::See,
        Self::Tell,
        Self::Care,
        Self::Consent,
        Self::Protect,
        Self::Household,
        Self::Bind,
        Self::Link,
        Self::Serve,
        Self::PlanMeal,
        Self::Count,
        Self::Report,
        Self::Badges,
        Self::Export,
        Self::AnswerInquiry,
        Self::LookUpWhole,
        Self::LookUp,
        Self::LookAtNumbers,
    ];
}

/// The table. Linking is of two records, so a volunteer could learn from it who is protected.
pub fn may(role: Role, action: Action) -> bool {
    match role {
        Role::Keeper => true,
        Role::Volunteer => matches!(
            action,
            Action::Register
                | Action::Move
                | Action::See
                | Action::Tell
                | Action::Care
                | Action::Consent
                | Action::Household
                | Action::Bind
                | Action::Serve
                | Action::Count
                | Action::LookUp
                | Action::LookAtNumbers
        ),
        Role::Viewer => action == Action::LookAtNumbers,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_keeper_touches_what_protects_or_ends() {
        for action in [
            Action::Protect,
            Action::LookUpWhole,
            Action::Link,
            Action::CloseShelter,
            Action::Destroy,
            Action::Badges,
            Action::Export,
            Action::AnswerInquiry,
        ] {
            assert!(may(Role::Keeper, action));
            assert!(!may(Role::Volunteer, action), "{action:?}");
        }
        for action in Action::ALL {
            assert!(!may(Role::Viewer, action) || action == Action::LookAtNumbers);
        }
        assert!(may(Role::Volunteer, Action::Register));
    }
}
