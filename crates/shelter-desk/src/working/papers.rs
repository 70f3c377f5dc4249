//! Papers: cards, labels, badges, the list on the wall, the report.

use jiff::{Timestamp, tz};
use paper::Values;
use shelter::desk::Refusal;
use shelter::exchange::papers::{
    Badge, Label, badge_values, card_values, label_values, wall_values,
};
use shelter::exchange::{Evacuee, evacuees, for_others};
use shelter::plain::{Moment, PersonId, Text, Token, TokenKind};
use shelter::report::report_values;
use shelter::role::{Action, Role, may};

use super::Working;
use crate::DeskError;
use crate::rows::evacuee;

/// A paper to be drawn: which form of the folder `forms`, and what stands on it.
pub struct Paper {
    /// Id of the form.
    pub form: &'static str,
    /// What stands on it.
    pub values: Values,
}

impl Working {
    pub(super) fn shelter_name(&self) -> String {
        let shelter = self.registry.shelter();
        let name = shelter.and_then(|shelter| shelter.detail(shelter::fact::Detail::Name));
        name.unwrap_or_default().to_owned()
    }

    /// Each human of this shelter once, with what all linked records say.
    pub(super) fn rows(&self) -> Vec<Evacuee> {
        evacuees(self.registry.list(), self.registry.here())
    }

    fn row(&self, person: PersonId) -> Result<Evacuee, DeskError> {
        let row = evacuee(self.registry.list(), person);
        row.ok_or(DeskError::Refused(Refusal::NobodySuch))
    }

    /// 避難者カード of each person, with the family that came along.
    pub fn cards(&self, people: &[PersonId]) -> Result<Vec<Paper>, DeskError> {
        if !may(self.role()?, Action::LookUp) {
            return Err(Refusal::NotAllowed.into());
        }
        let name = self.shelter_name();
        people
            .iter()
            .map(|person| {
                let row = self.row(*person)?;
                let family: Vec<Evacuee> = self
                    .family(*person)
                    .into_iter()
                    .skip(1)
                    .filter_map(|one| self.row(one).ok())
                    .collect();
                let family: Vec<&Evacuee> = family.iter().collect();
                Ok(Paper {
                    form: "evacuee-card",
                    values: card_values(&row, &family, &name, None, crate::clock::moment()),
                })
            })
            .collect()
    }

    /// A label with a fresh code for each person, bound at once; the codes are kept nowhere.
    ///
    /// On that of a protected person stands the alias, or no name.
    pub fn labels(&mut self, people: &[PersonId]) -> Result<Paper, DeskError> {
        let role = self.role()?;
        let mut labels = Vec::with_capacity(people.len());
        let mut facts = Vec::with_capacity(people.len());
        for person in people {
            let row = self.row(*person)?;
            let code = vault::Label::generate(&mut rand_core::OsRng);
            let token = Token {
                kind: TokenKind::Label,
                hash: self.tokens.label(&code),
            };
            facts.push(self.desk(role).bind(*person, token)?);
            labels.push(Label {
                number: row.number.clone(),
                // Everybody reads a label: of a protected person (支援措置) it tells no name.
                name: if row.protected {
                    row.alias.clone()
                } else {
                    row.name.clone()
                },
                area: row.area.clone(),
                token: Text::from(code.to_qr().as_str()),
            });
        }
        self.write(&facts)?;
        Ok(Paper {
            form: "name-label",
            values: label_values(&labels, &self.shelter_name(), 0),
        })
    }

    /// The badge of somebody who helps.
    pub fn badge_paper(&self, badge: &vault::Badge, label: &str, role: Role) -> Paper {
        let role = match role {
            Role::Keeper => "管理者",
            Role::Volunteer => "受付",
            Role::Viewer => "閲覧",
        };
        let badge = Badge {
            number: Text::default(),
            name: Text::from(label),
            role: Text::from(role),
            until: None,
            token: Text::from(badge.to_qr().as_str()),
        };
        Paper {
            form: "badge",
            values: badge_values(&[badge], &self.shelter_name(), 0),
        }
    }

    /// 閲覧用名簿: only those who agreed to be published, and nobody under 支援措置.
    pub fn wall(&mut self) -> Result<Paper, DeskError> {
        let rows = self.rows();
        let others = for_others(&rows);
        let values = wall_values(&others, &self.shelter_name(), crate::clock::moment());
        let people = u32::try_from(others.published().count()).unwrap_or(u32::MAX);
        let fact = self.desk(self.role()?).exported("wall-list", people)?;
        self.write(&[fact])?;
        Ok(Paper {
            form: "wall-list",
            values,
        })
    }

    /// 避難所状況報告 as it would be sent now.
    pub fn report_paper(&self) -> Paper {
        let sent = self.reports();
        Paper {
            form: "situation-report",
            values: report_values(&self.report(), sent.last()),
        }
    }
}

/// Date and time for the name of a file.
pub(super) fn stamp(at: Moment) -> String {
    let at = Timestamp::from_millisecond(at.0).unwrap_or_default();
    let local = tz::offset(9).to_datetime(at);
    local.strftime("%Y%m%d-%H%M%S").to_string()
}
