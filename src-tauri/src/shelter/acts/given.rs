//! What the window writes, as the desk has it.

use shelter::exchange::Asker;
use shelter::plain::{
    Answer, Consent, Item, Moment, Need, NeedKey, PersonId, Presence, Text, Urgency, Utility,
    UtilityState,
};
use shelter::role::Role;
use shelter_desk::{DeskError, Export};

use crate::shelter::input::{AskerView, ExportView};
use crate::view::shelter::{ConsentView, NeedView, PresenceView, RoleView};

pub(super) fn person_of(id: &str) -> Result<PersonId, DeskError> {
    PersonId::parse(id).ok_or(DeskError::Refused(shelter::desk::Refusal::NobodySuch))
}

pub(super) fn people_of(ids: &[String]) -> Result<Vec<PersonId>, DeskError> {
    ids.iter().map(|id| person_of(id)).collect()
}

/// Names of fields in the view are in camel case.
pub(super) fn item_of(field: &str) -> Result<Item, DeskError> {
    let mut code = String::new();
    for letter in field.chars() {
        if letter.is_ascii_uppercase() {
            code.push('_');
        }
        code.push(letter.to_ascii_lowercase());
    }
    Item::from_code(&code).ok_or(DeskError::NotNow)
}

pub(super) fn role_of(role: RoleView) -> Role {
    match role {
        RoleView::Keeper => Role::Keeper,
        RoleView::Volunteer => Role::Volunteer,
        RoleView::Viewer => Role::Viewer,
    }
}

pub(super) fn export_of(what: ExportView) -> Export {
    match what {
        ExportView::List => Export::List,
        ExportView::Ledger => Export::Ledger,
        ExportView::Pfif => Export::Pfif,
        ExportView::LAlert => Export::LAlert,
    }
}

pub(super) fn asker_of(asker: AskerView) -> Asker {
    match asker {
        AskerView::Cohabitant => Asker::Cohabitant,
        AskerView::Relative => Asker::Relative,
        AskerView::Colleague => Asker::Colleague,
        AskerView::Acquaintance => Asker::Acquaintance,
    }
}

pub(super) fn utility_of(id: &str) -> Result<Utility, DeskError> {
    Ok(match id {
        "power" => Utility::Power,
        "water" => Utility::Water,
        "gas" => Utility::Gas,
        "phone" => Utility::Phone,
        "internet" => Utility::Internet,
        "toilet" => Utility::Toilet,
        _ => return Err(DeskError::NotNow),
    })
}

pub(super) fn state_of(id: &str) -> Result<UtilityState, DeskError> {
    Ok(match id {
        "works" => UtilityState::Works,
        "limited" => UtilityState::Partly,
        "out" => UtilityState::Out,
        "unknown" => UtilityState::Unknown,
        _ => return Err(DeskError::NotNow),
    })
}

pub(super) fn need_of(need: &NeedView) -> Result<Need, DeskError> {
    // A code without a value is the plain "yes" of its kind.
    let first = || {
        let kinds = shelter::plain::NeedKind::ALL.into_iter();
        let mut kinds = kinds.filter(|kind| kind.code() == need.code);
        kinds.next().and_then(|kind| {
            let value = kind.values().first()?;
            NeedKey::new(kind, value)
        })
    };
    let key = NeedKey::parse(&format!("{}:{}", need.code, need.value)).or_else(first);
    Ok(Need {
        key: key.ok_or(DeskError::NotNow)?,
        urgency: Urgency::new(need.urgency).unwrap_or_default(),
        text: Text::from(need.text.as_str()),
    })
}

pub(super) fn consent_of(consent: ConsentView) -> Consent {
    let answer = |said: Option<bool>| match said {
        None => Answer::NotAsked,
        Some(true) => Answer::Yes,
        Some(false) => Answer::No,
    };
    Consent {
        relatives: answer(consent.relatives),
        acquaintances: answer(consent.acquaintances),
        public: answer(consent.public),
    }
}

pub(super) fn presence_of(presence: &PresenceView) -> Presence {
    let text = |text: &String| Text::from(text.as_str());
    match presence {
        PresenceView::In => Presence::In,
        PresenceView::Out => Presence::Out,
        PresenceView::Overnight { until, place } => Presence::Overnight {
            until: moment_of(&format!("{until}T12:00")).ok(),
            place: text(place),
        },
        PresenceView::MovedTo { place } => Presence::MovedTo {
            place: text(place),
            shelter: None,
        },
        PresenceView::Left { to, phone } => Presence::Left {
            to: text(to),
            phone: text(phone),
        },
        PresenceView::Home { place } => Presence::Home { place: text(place) },
        PresenceView::Car { place } => Presence::Car { place: text(place) },
        PresenceView::Tent { place } => Presence::Tent { place: text(place) },
        PresenceView::Relatives { place } => Presence::Relatives { place: text(place) },
        PresenceView::Hospital { place } => Presence::Hospital { place: text(place) },
        PresenceView::Unknown => Presence::Unknown,
        PresenceView::Expected => Presence::Expected,
    }
}

/// A local date and time of Japan, `YYYY-MM-DDTHH:MM`.
pub(super) fn moment_of(text: &str) -> Result<Moment, DeskError> {
    let at: jiff::civil::DateTime = text.trim().parse().map_err(|_| DeskError::NotATime)?;
    let at = jiff::tz::offset(9)
        .to_time_zone()
        .to_timestamp(at)
        .map_err(|_| DeskError::NotATime)?;
    Ok(Moment(at.as_millisecond()))
}
