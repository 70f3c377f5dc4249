//! Acts with whoever stands at the desk: taken in, going, served.

use shelter::role::Role;
use shelter_desk::{ReadCode, RuleFields, Working};

use super::Done;
use super::given::{item_of, moment_of, people_of, person_of, presence_of};
use crate::shelter::input::ShelterInput;
use crate::shelter::{Shelter, words};
use crate::view::shelter::PageView;

impl Shelter {
    pub(super) fn at_the_desk(&mut self, input: ShelterInput) -> Done {
        match input {
            ShelterInput::Scan { text } => {
                let list = self.desk.working_mut()?;
                let read = list.scan(&text)?;
                let role = list.operator().map(|operator| operator.role);
                let page = page_after(read, page_of(role, self.page));
                if page != self.page {
                    self.go_to(page)?;
                }
                Ok(Some(words::scanned(read)))
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
            ShelterInput::Rule {
                hours,
                per_day,
                of_here,
            } => self.told(words::saved, |list| {
                list.set_rule(RuleFields {
                    hours: &hours,
                    per_day: &per_day,
                    of_here,
                })
            }),
            ShelterInput::Serve { people } => {
                let people = people_of(&people)?;
                self.told(words::served, |list| list.serve(&people))
            }
            other => self.of_a_person(other),
        }
    }
}

/// Where whoever takes over by a badge goes on: a card means something else on each page, so the page has to be
/// one that the window draws for the role (`ui/src/shelter/pages.ts`).
fn page_of(role: Option<Role>, page: PageView) -> PageView {
    match (role, page) {
        (Some(Role::Volunteer), PageView::Report | PageView::Inquiry | PageView::Manage) => {
            PageView::Reception
        }
        (Some(Role::Viewer), PageView::Report) => page,
        (Some(Role::Viewer), _) => PageView::Board,
        _ => page,
    }
}

/// Whom a code brings to the desk is seen where people are taken in; on the page of meals one who is known is served.
fn page_after(read: ReadCode, page: PageView) -> PageView {
    match read {
        ReadCode::Beforehand | ReadCode::NewLabel => PageView::Reception,
        ReadCode::Known if page != PageView::Serve => PageView::Reception,
        ReadCode::Known | ReadCode::Bound | ReadCode::Badge => page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_takes_over_stays_on_the_page_if_the_role_has_it() {
        let of = |role, page| page_of(Some(role), page);
        assert_eq!(of(Role::Volunteer, PageView::Serve), PageView::Serve);
        for page in [PageView::Report, PageView::Inquiry, PageView::Manage] {
            assert_eq!(of(Role::Volunteer, page), PageView::Reception);
            assert_eq!(of(Role::Keeper, page), page);
        }
        assert_eq!(of(Role::Viewer, PageView::Reception), PageView::Board);
        assert_eq!(of(Role::Viewer, PageView::Report), PageView::Report);
        assert_eq!(page_of(None, PageView::Serve), PageView::Serve);
    }

    #[test]
    fn whoever_is_brought_by_a_code_is_seen() {
        let of = |read| page_after(read, PageView::Manage);
        for read in [ReadCode::Beforehand, ReadCode::NewLabel, ReadCode::Known] {
            assert_eq!(of(read), PageView::Reception);
        }
        // A label that is bound on somebody's page leaves that page open.
        assert_eq!(of(ReadCode::Bound), PageView::Manage);
        assert_eq!(of(ReadCode::Badge), PageView::Manage);
        assert_eq!(
            page_after(ReadCode::Known, PageView::Serve),
            PageView::Serve
        );
    }
}
