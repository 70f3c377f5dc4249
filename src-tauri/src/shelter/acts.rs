//! Each act of the window as one call of the desk.

use std::path::Path;

use advice::Bilingual;
use shelter::plain::{
    Actor, Answer, Consent, Item, Moment, Need, NeedKey, PersonId, Presence, Text, Urgency,
    Utility, UtilityState,
};
use shelter::role::Role;
use shelter_desk::{DeskError, Export, Paper, Working};

use super::input::{ExportView, PaperView, ShelterInput};
use super::{Shelter, words};
use crate::view::shelter::{ConsentView, NeedView, PageView, PresenceView, RoleView};

type Done = Result<Option<Bilingual>, DeskError>;

impl Shelter {
    /// Does it, notes what came of it, and gives back what is to be printed.
    pub(super) fn act(&mut self, input: ShelterInput) -> Vec<Paper> {
        let mut papers = Vec::new();
        let done = match input {
            ShelterInput::Dismiss => {
                self.last = None;
                Ok(None)
            }
            ShelterInput::Go { page } => self.go_to(page),
            ShelterInput::Sound { on } => {
                self.sound = on;
                Ok(None)
            }
            ShelterInput::Lock => self.lock(),
            ShelterInput::ReadCard => self.ask_card(None),
            ShelterInput::ReadCardOf { index } => self.ask_card(Some(index as usize)),
            ShelterInput::TryAgain => {
                // The stage goes back to the card; `settle` asks for it.
                self.card.cancel();
                Ok(None)
            }
            ShelterInput::Cancel => self.cancel(),
            ShelterInput::ByHand => {
                self.card.cancel();
                self.with_list(Working::by_hand)
            }
            ShelterInput::Print { what, people } => self.print(what, &people, &mut papers),
            ShelterInput::IssueBadge { role, label } => self.issue(role, &label, &mut papers),
            ShelterInput::SwitchOver { .. }
            | ShelterInput::Code { .. }
            | ShelterInput::WithoutPreparation
            | ShelterInput::CodeKept
            | ShelterInput::Clock { .. }
            | ShelterInput::OpenShelter { .. }
            | ShelterInput::Destroy => self.begin_or_end(input),
            ShelterInput::Close
            | ShelterInput::Reopen
            | ShelterInput::Receipt { .. }
            | ShelterInput::Taps { .. }
            | ShelterInput::RevokeBadge { .. }
            | ShelterInput::WriteBundle { .. }
            | ShelterInput::TakeBundle { .. }
            | ShelterInput::Backup { .. }
            | ShelterInput::Export { .. }
            | ShelterInput::SendReport
            | ShelterInput::HeadCount { .. }
            | ShelterInput::Utility { .. }
            | ShelterInput::Stock { .. } => self.keep(input),
            other => self.at_the_desk(other),
        };
        self.note(done);
        papers
    }

    fn with_list(&mut self, act: impl FnOnce(&mut Working) -> Result<(), DeskError>) -> Done {
        act(self.desk.working_mut()?).map(|()| None)
    }

    fn told(
        &mut self,
        words: fn() -> Bilingual,
        act: impl FnOnce(&mut Working) -> Result<(), DeskError>,
    ) -> Done {
        act(self.desk.working_mut()?).map(|()| Some(words()))
    }

    fn go_to(&mut self, page: PageView) -> Done {
        self.page = page;
        self.with_list(|list| {
            list.set_serving_page(page == PageView::Serve);
            list.close_person();
            Ok(())
        })
    }

    fn lock(&mut self) -> Done {
        self.card.end();
        self.page = PageView::default();
        self.with_list(|list| {
            list.lock();
            Ok(())
        })
    }

    fn ask_card(&mut self, member: Option<usize>) -> Done {
        // One of a family may be on the list already, and is taken in as that one.
        self.with_secret = member.is_none();
        self.card.finish();
        self.with_list(|list| list.ask_card(member))
    }

    fn cancel(&mut self) -> Done {
        self.with_secret = false;
        self.card.finish();
        self.with_list(|list| {
            list.cancel();
            Ok(())
        })
    }

    fn begin_or_end(&mut self, input: ShelterInput) -> Done {
        let today = station::today();
        match input {
            ShelterInput::SwitchOver { on } => self.desk.switch_over(on).map(|()| None),
            ShelterInput::Code { code } => {
                self.desk.code(&code, today)?;
                Ok(self.working().map(|_| words::unlocked()))
            }
            ShelterInput::WithoutPreparation => self.desk.without_preparation(today).map(|()| None),
            ShelterInput::CodeKept => {
                self.desk.code_kept();
                Ok(None)
            }
            ShelterInput::Clock { real } => {
                if let Some(real) = &real {
                    self.desk.set_true_time(moment_of(real)?);
                }
                Ok(None)
            }
            ShelterInput::OpenShelter {
                name,
                place,
                capacity,
                training,
            } => {
                self.desk
                    .open_shelter(&name, &place, &capacity, training, today)?;
                Ok(Some(words::opened()))
            }
            ShelterInput::Destroy => {
                self.desk.destroy()?;
                self.card.end();
                self.page = PageView::default();
                Ok(Some(words::destroyed()))
            }
            _ => Ok(None),
        }
    }

    fn keep(&mut self, input: ShelterInput) -> Done {
        let list = self.desk.working_mut()?;
        let saved = Ok(Some(words::saved()));
        match input {
            ShelterInput::Close => list.close().map(|()| Some(words::closed())),
            ShelterInput::Reopen => list.reopen().map(|()| Some(words::opened())),
            ShelterInput::Receipt { check } => list.receipt(&check).and(saved),
            ShelterInput::Taps { on } => list.set_taps(on).and(saved),
            ShelterInput::RevokeBadge { badge } => {
                let actor = Actor::parse(&badge).ok_or(DeskError::NotNow)?;
                list.revoke_badge(actor).and(saved)
            }
            ShelterInput::WriteBundle { folder } => {
                let written = list.write_bundle(Path::new(&folder));
                self.handed_on(written.is_ok());
                written.map(|file| Some(words::written(&file)))
            }
            ShelterInput::Backup { folder } => {
                let written = list.back_up(Path::new(&folder));
                self.handed_on(written.is_ok());
                written.map(|file| Some(words::written(&file)))
            }
            ShelterInput::TakeBundle { file } => {
                let taken = list.take_bundle(Path::new(&file))?;
                Ok(Some(words::taken_in(taken)))
            }
            ShelterInput::Export { what } => {
                let file = list.export(export_of(what))?;
                Ok(Some(words::written(&file)))
            }
            ShelterInput::SendReport => {
                list.send_report()?;
                let file = list.export(Export::Reports)?;
                Ok(Some(words::written(&file)))
            }
            ShelterInput::HeadCount { heads, explained } => {
                list.head_count(&heads, &explained).and(saved)
            }
            ShelterInput::Utility { utility } => {
                let (which, state) = (utility_of(&utility.id)?, state_of(&utility.state)?);
                list.utility(which, state).and(saved)
            }
            ShelterInput::Stock { stock } => list
                .stock(&stock.item, stock.quantity, &stock.unit)
                .and(saved),
            _ => Ok(None),
        }
    }

    fn handed_on(&mut self, ok: bool) {
        let handed = self.working().map(Working::handed);
        self.handed_on = match (ok, handed, self.handed_on) {
            (true, Some(handed), _) => Some((handed, false)),
            (false, _, Some((before, _))) => Some((before, true)),
            (_, _, before) => before,
        };
    }

    fn at_the_desk(&mut self, input: ShelterInput) -> Done {
        match input {
            ShelterInput::Scan { text } => {
                self.with_list(|list| list.scan(&text))?;
                Ok(Some(words::known()))
            }
            ShelterInput::AddMember => self.with_list(Working::add_member),
            ShelterInput::RemoveMember { index } => {
                self.with_list(|list| list.remove_member(index as usize))
            }
            ShelterInput::SetMember {
                index,
                field,
                value,
            } => {
                let item = item_of(&field)?;
                self.with_list(|list| list.set_member(index as usize, item, &value))
            }
            ShelterInput::SetHelp { index, help } => {
                self.with_list(|list| list.set_help(index as usize, help))
            }
            ShelterInput::SetStay { presence } => {
                self.with_list(|list| list.set_stay(presence_of(&presence)))
            }
            ShelterInput::IsThisOne { index, person } => {
                let person = person.as_deref().map(person_of).transpose()?;
                self.with_list(|list| list.is_this_one(index as usize, person))
            }
            ShelterInput::FromPaper { number, occurred } => {
                let occurred = moment_of(&occurred)?;
                self.with_list(|list| list.from_paper(&number, occurred))
            }
            ShelterInput::Register => self.told(words::registered, Working::register),
            ShelterInput::Move { people, presence } => {
                let (people, to) = (people_of(&people)?, presence_of(&presence));
                self.told(words::saved, |list| list.go(&people, &to))
            }
            ShelterInput::Seen { people } => {
                let people = people_of(&people)?;
                self.told(words::saved, |list| list.saw(&people))
            }
            ShelterInput::ChooseOffer { offer } => self.with_list(|list| list.choose_offer(offer)),
            ShelterInput::Serve { people } => {
                let people = people_of(&people)?;
                self.told(words::served, |list| list.serve(&people))
            }
            other => self.on_a_page(other),
        }
    }

    fn on_a_page(&mut self, input: ShelterInput) -> Done {
        match input {
            ShelterInput::OpenPerson { person } => {
                let person = person_of(&person)?;
                self.with_list(|list| list.open_person(person))
            }
            ShelterInput::ClosePerson => self.with_list(|list| {
                list.close_person();
                Ok(())
            }),
            ShelterInput::Tell {
                person,
                item,
                value,
            }
            | ShelterInput::Settle {
                person,
                item,
                value,
            } => {
                let (person, item) = (person_of(&person)?, item_of(&item)?);
                self.told(words::saved, |list| list.tell(person, item, &value))
            }
            ShelterInput::SetNeeds { person, needs } => {
                let person = person_of(&person)?;
                let needs = needs.iter().map(need_of).collect::<Result<_, _>>()?;
                self.told(words::saved, |list| list.set_needs(person, needs))
            }
            ShelterInput::SetConsent { person, consent } => {
                let person = person_of(&person)?;
                self.told(words::saved, |list| {
                    list.set_consent(person, consent_of(consent))
                })
            }
            ShelterInput::SetProtected { person, on } => {
                let person = person_of(&person)?;
                self.told(words::saved, |list| list.set_protected(person, on))
            }
            ShelterInput::SetHousehold {
                person,
                with,
                representative,
            } => {
                let person = person_of(&person)?;
                let with = with.as_deref().map(person_of).transpose()?;
                self.told(words::saved, |list| {
                    list.set_household(person, with, representative)
                })
            }
            ShelterInput::Link { person, other, on } => {
                let (person, other) = (person_of(&person)?, person_of(&other)?);
                self.told(words::saved, |list| list.link(person, other, on))
            }
            ShelterInput::BindNext { person } => {
                let person = person_of(&person)?;
                self.told(words::bind, |list| list.bind_next(person))
            }
            ShelterInput::RevokeLabels { person } => {
                let person = person_of(&person)?;
                self.told(words::saved, |list| list.revoke_labels(person))
            }
            _ => Ok(None),
        }
    }

    fn print(&mut self, what: PaperView, people: &[String], papers: &mut Vec<Paper>) -> Done {
        let people = people_of(people)?;
        let list = self.desk.working_mut()?;
        match what {
            PaperView::Card => papers.extend(list.cards(&people)?),
            PaperView::Label => papers.push(list.labels(&people)?),
            PaperView::Wall => papers.push(list.wall()?),
            PaperView::Report => papers.push(list.report_paper()),
        }
        Ok(Some(words::printing()))
    }

    fn issue(&mut self, role: RoleView, label: &str, papers: &mut Vec<Paper>) -> Done {
        let role = role_of(role);
        let list = self.desk.working_mut()?;
        let badge = list.issue_badge(role, label)?;
        papers.push(list.badge_paper(&badge, label, role));
        Ok(Some(words::printing()))
    }
}

fn person_of(id: &str) -> Result<PersonId, DeskError> {
    PersonId::parse(id).ok_or(DeskError::Refused(shelter::desk::Refusal::NobodySuch))
}

fn people_of(ids: &[String]) -> Result<Vec<PersonId>, DeskError> {
    ids.iter().map(|id| person_of(id)).collect()
}

/// Names of fields in the view are in camel case.
fn item_of(field: &str) -> Result<Item, DeskError> {
    let mut code = String::new();
    for letter in field.chars() {
        if letter.is_ascii_uppercase() {
            code.push('_');
        }
        code.push(letter.to_ascii_lowercase());
    }
    Item::from_code(&code).ok_or(DeskError::NotNow)
}

fn role_of(role: RoleView) -> Role {
    match role {
        RoleView::Keeper => Role::Keeper,
        RoleView::Volunteer => Role::Volunteer,
        RoleView::Viewer => Role::Viewer,
    }
}

fn export_of(what: ExportView) -> Export {
    match what {
        ExportView::List => Export::List,
        ExportView::Ledger => Export::Ledger,
        ExportView::Pfif => Export::Pfif,
        ExportView::LAlert => Export::LAlert,
    }
}

fn utility_of(id: &str) -> Result<Utility, DeskError> {
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

fn state_of(id: &str) -> Result<UtilityState, DeskError> {
    Ok(match id {
        "works" => UtilityState::Works,
        "limited" => UtilityState::Partly,
        "out" => UtilityState::Out,
        "unknown" => UtilityState::Unknown,
        _ => return Err(DeskError::NotNow),
    })
}

fn need_of(need: &NeedView) -> Result<Need, DeskError> {
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

fn consent_of(consent: ConsentView) -> Consent {
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

fn presence_of(presence: &PresenceView) -> Presence {
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
fn moment_of(text: &str) -> Result<Moment, DeskError> {
    let at: jiff::civil::DateTime = text.trim().parse().map_err(|_| DeskError::NotATime)?;
    let at = jiff::tz::offset(9)
        .to_time_zone()
        .to_timestamp(at)
        .map_err(|_| DeskError::NotATime)?;
    Ok(Moment(at.as_millisecond()))
}
