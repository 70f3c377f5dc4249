//! One person, as far as the role at the desk may see.

use advice::Bilingual;
use shelter::list::{Missing, Subject, shown};
use shelter::plain::{Answer, Item, Need, Origin, PersonId, Presence, ToDo, TokenKind};
use shelter::role::Role;
use shelter::search::{Field, Fields};
use shelter::state::Person;
use shelter_desk::Working;

use super::{local, number, short};
use crate::view::BilingualView;
use crate::view::shelter::{
    CandidateView, ConflictView, ConsentView, EvacueeView, ItemView, MissingView, NeedView,
    OriginView, PresenceView, StayView,
};

/// The line of a person in a list.
pub(super) fn line(list: &Working, id: PersonId) -> Option<EvacueeView> {
    let role = list.operator()?.role;
    let people = list.registry().list();
    let person = people.person(id)?;
    let seen = shown(people, id, list.registry().here(), role)?;
    let text = |item: Item| {
        let said = seen.items.get(&item);
        said.map(|text| text.as_str().to_owned())
            .unwrap_or_default()
    };
    let age = person
        .age_on(station::today())
        .filter(|_| role != Role::Viewer);
    Some(EvacueeView {
        id: id.to_string(),
        number: seen
            .number
            .map(|number| number.to_string())
            .unwrap_or_default(),
        name: text(Item::Name),
        kana: text(Item::Kana),
        age: age.map(|age| age.to_string()).unwrap_or_default(),
        sex: text(Item::Sex),
        description: text(Item::Description),
        representative: person
            .membership()
            .is_some_and(|membership| membership.representative),
        presence: list
            .whereabouts(id)
            .map_or(PresenceView::Unknown, |presence| {
                presence_view(&presence, role)
            }),
        last_seen: person.seen().map(|(at, _)| short(at)).unwrap_or_default(),
        to_dos: seen.to_dos.iter().map(|to_do| to_do_view(*to_do)).collect(),
        items: Vec::new(),
        household: Vec::new(),
        history: Vec::new(),
        needs: Vec::new(),
        consent: None,
        protected: None,
        tokens: Vec::new(),
        missing: Vec::new(),
        conflicts: Vec::new(),
        candidates: Vec::new(),
        linked: Vec::new(),
    })
}

/// The page of a person.
pub(super) fn page(list: &Working, id: PersonId) -> Option<EvacueeView> {
    let mut view = line(list, id)?;
    let role = list.operator()?.role;
    let people = list.registry().list();
    let person = people.person(id)?;
    let seen = shown(people, id, list.registry().here(), role)?;
    let lines = |ids: &mut dyn Iterator<Item = PersonId>| -> Vec<EvacueeView> {
        ids.filter(|one| *one != id)
            .filter_map(|one| line(list, one))
            .collect()
    };
    view.items = seen
        .items
        .iter()
        .map(|(item, text)| ItemView {
            item: item.code().to_owned(),
            value: text.as_str().to_owned(),
            origin: origin(person, *item),
        })
        .collect();
    view.household = lines(&mut people.family(id).into_iter());
    view.history = person
        .moves()
        .iter()
        .rev()
        .map(|step| StayView {
            since: short(step.at),
            presence: kind_view(step.to),
        })
        .collect();
    view.needs = seen
        .needs
        .unwrap_or_default()
        .iter()
        .map(need_view)
        .collect();
    view.consent = seen.consent.map(|consent| {
        let said = |answer| match answer {
            Answer::NotAsked => None,
            Answer::Yes => Some(true),
            Answer::No => Some(false),
        };
        ConsentView {
            relatives: said(consent.relatives),
            acquaintances: said(consent.acquaintances),
            public: said(consent.public),
        }
    });
    view.protected = seen.protected;
    view.tokens = tokens(person);
    view.missing = person.missing().into_iter().map(missing_view).collect();
    view.conflicts = conflicts(person, role);
    if role == Role::Keeper {
        view.candidates = list
            .candidates_of(id, station::today())
            .into_iter()
            .filter_map(|candidate| {
                Some(CandidateView {
                    person: line(list, candidate.id)?,
                    reason: candidate.reason.words().into(),
                })
            })
            .collect();
        view.linked = lines(&mut people.linked(id).into_iter());
    }
    Some(view)
}

fn origin(person: &Person, item: Item) -> OriginView {
    let said = person
        .versions(item)
        .map(|versions| versions.shown().origin);
    said.map_or(OriginView::Typed, origin_view)
}

pub(super) fn origin_view(origin: Origin) -> OriginView {
    match origin {
        Origin::CardPin => OriginView::CardPin,
        Origin::CardFaceCode => OriginView::CardFaceCode,
        Origin::Typed => OriginView::Typed,
        Origin::PreRegistered => OriginView::PreRegistered,
        Origin::Paper => OriginView::Paper,
    }
}

fn tokens(person: &Person) -> Vec<(BilingualView, u32)> {
    TokenKind::ALL
        .into_iter()
        .map(|kind| {
            let bound = person.tokens().filter(|token| token.kind == kind);
            (kind, bound.count())
        })
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| (token_words(kind).into(), number(count)))
        .collect()
}

fn token_words(kind: TokenKind) -> Bilingual {
    match kind {
        TokenKind::AuthCertificate => Bilingual::new("マイナンバーカード", "My Number Card"),
        TokenKind::Contactless => Bilingual::new("ICカード（交通系など）", "contactless card"),
        TokenKind::Label => Bilingual::new("名札・リストバンド", "label or wristband"),
        TokenKind::PreRegistration => Bilingual::new("事前登録のQR", "pre-registration code"),
        TokenKind::PaperNumber => Bilingual::new("紙の受付票", "paper slip"),
    }
}

fn missing_view(missing: Missing) -> MissingView {
    let item = match missing {
        Missing::Item(item) => item.code(),
        Missing::Age => "age",
        Missing::Needs => "needs",
        Missing::Consent => "consent",
        Missing::Household => "household",
    };
    MissingView {
        item: item.to_owned(),
    }
}

/// Of each datum with two values; whether somebody is protected is contradicted for keepers only.
fn conflicts(person: &Person, role: Role) -> Vec<ConflictView> {
    let contradicted = person.contradictions().into_iter();
    contradicted
        .filter_map(|(subject, _)| match subject {
            Subject::Item(item) => {
                let keeper = role == Role::Keeper;
                let visible = keeper || !matches!(item, Item::Address | Item::Phone | Item::Note);
                let versions = person.versions(item).filter(|_| visible)?;
                let text = |said: &Option<shelter::plain::Text>| {
                    said.as_ref()
                        .map(|text| text.as_str().to_owned())
                        .unwrap_or_default()
                };
                Some(ConflictView {
                    item: item.code().to_owned(),
                    value: text(versions.value()),
                    others: versions.others().map(|said| text(&said.value)).collect(),
                })
            }
            Subject::Presence => {
                let versions = person.presence_versions()?;
                let word = |presence: &Presence| format!("{:?}", presence.kind()).to_lowercase();
                Some(ConflictView {
                    item: "presence".to_owned(),
                    value: word(versions.value()),
                    others: versions.others().map(|said| word(&said.value)).collect(),
                })
            }
            _ => None,
        })
        .collect()
}

fn need_view(need: &Need) -> NeedView {
    NeedView {
        code: need.kind().code().to_owned(),
        value: need.value().to_owned(),
        urgency: need.urgency.degree(),
        text: need.text.as_str().to_owned(),
    }
}

pub(super) fn to_do_view(to_do: ToDo) -> BilingualView {
    Bilingual::new(to_do.label_ja(), to_do.label_en()).into()
}

/// Where somebody is; the place itself is a keeper's to know.
pub(super) fn presence_view(presence: &Presence, role: Role) -> PresenceView {
    let place = if role == Role::Keeper {
        presence.place().to_owned()
    } else {
        String::new()
    };
    match presence {
        Presence::In => PresenceView::In,
        Presence::Out => PresenceView::Out,
        Presence::Overnight { until, .. } => PresenceView::Overnight {
            until: until
                .map(|at| local(at)[..10].to_owned())
                .unwrap_or_default(),
            place,
        },
        Presence::MovedTo { .. } => PresenceView::MovedTo { place },
        Presence::Left { phone, .. } => PresenceView::Left {
            to: place,
            phone: if role == Role::Keeper {
                phone.as_str().to_owned()
            } else {
                String::new()
            },
        },
        Presence::Home { .. } => PresenceView::Home { place },
        Presence::Car { .. } => PresenceView::Car { place },
        Presence::Tent { .. } => PresenceView::Tent { place },
        Presence::Relatives { .. } => PresenceView::Relatives { place },
        Presence::Hospital { .. } => PresenceView::Hospital { place },
        Presence::Expected => PresenceView::Expected,
        Presence::Unknown => PresenceView::Unknown,
    }
}

fn kind_view(kind: shelter::plain::PresenceKind) -> PresenceView {
    use shelter::plain::PresenceKind as Kind;
    let place = String::new();
    match kind {
        Kind::In => PresenceView::In,
        Kind::Out => PresenceView::Out,
        Kind::Overnight => PresenceView::Overnight {
            until: String::new(),
            place,
        },
        Kind::MovedTo => PresenceView::MovedTo { place },
        Kind::Left => PresenceView::Left {
            to: place,
            phone: String::new(),
        },
        Kind::Home => PresenceView::Home { place },
        Kind::Car => PresenceView::Car { place },
        Kind::Tent => PresenceView::Tent { place },
        Kind::Relatives => PresenceView::Relatives { place },
        Kind::Hospital => PresenceView::Hospital { place },
        Kind::Expected => PresenceView::Expected,
        Kind::Unknown => PresenceView::Unknown,
    }
}

/// By what somebody was found.
pub(super) fn why(fields: Fields) -> BilingualView {
    let words: Vec<(&str, &str)> = fields
        .iter()
        .map(|field| match field {
            Field::Kana => ("フリガナ", "reading"),
            Field::Name => ("氏名", "name"),
            Field::Alias => ("通称", "other name"),
            Field::BirthDate => ("生年月日", "birth date"),
            Field::Age => ("年齢", "age"),
            Field::Number => ("受付番号", "number"),
            Field::Phone => ("電話", "phone"),
            Field::Address => ("住所", "address"),
            Field::Description => ("特徴", "description"),
        })
        .collect();
    let join = |words: Vec<&str>, between: &str| words.join(between);
    Bilingual::new(
        join(words.iter().map(|word| word.0).collect(), "・"),
        join(words.iter().map(|word| word.1).collect(), ", "),
    )
    .into()
}
