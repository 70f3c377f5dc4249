//! What each form is given: every value by the names of its definition.

use paper::{FormDefinition, Rows, Values, Who as RowsOf};

use super::{Case, CaseForm, Who};

impl Case {
    /// The value of a name of the case; `None` when there is none.
    pub fn value(&self, name: &str) -> Option<String> {
        let text = match name {
            "city.name" => self.given.city_name.clone(),
            "city.mayor" => self.given.mayor.clone(),
            "date.today" => self.given.today.to_string(),
            "visitor.role" => self.visitor_role().to_owned(),
            // Who comes in another's place is an agent, whatever was answered before.
            "visitor.relation" if self.visitor() == Who::Agent => "agent".to_owned(),
            _ => match Who::parse(name) {
                Some((who, item)) => self.of_person(who, item),
                None => self
                    .answers
                    .get(name)
                    .map(|text| text.as_str().to_owned())
                    .unwrap_or_default(),
            },
        };
        Some(text).filter(|text| !text.trim().is_empty())
    }

    /// What is known of a person; the family lives where the applicant lives until said otherwise.
    fn of_person(&self, who: Who, item: &str) -> String {
        let Some(person) = self.people.get(&who) else {
            return String::new();
        };
        let own = person.get(item);
        let shared = matches!(item, "address" | "postal_code") && matches!(who, Who::Family(_));
        if own.is_empty() && shared && !self.for_hand.contains(&who.datum(item)) {
            return self.of_person(Who::Applicant, item);
        }
        own.to_owned()
    }

    /// Everybody who can stand in rows; `member.N` of every form is the N-th of them.
    pub(super) fn members(&self) -> Vec<Who> {
        let mut people: Vec<Who> = self.people.keys().copied().collect();
        people.retain(|who| *who != Who::Agent);
        people
    }

    /// Everything the form can place, by its own names.
    pub(super) fn values_of(&self, form: &CaseForm) -> Values {
        let definition = form.definition();
        let mut values = Values::new();
        for name in ["city.name", "city.mayor", "date.today", "visitor.role"] {
            self.put(&mut values, definition, name);
        }
        let members = self.members();
        for wanted in definition.wanted() {
            match wanted.name.strip_prefix("member.") {
                Some(item) => {
                    for number in 1..=members.len() {
                        self.put(&mut values, definition, &format!("member.{number}.{item}"));
                    }
                }
                None => self.put(&mut values, definition, &wanted.name),
            }
        }
        for rows in definition.rows() {
            let people = self.in_rows(form, rows, &values);
            let numbers = (1..).zip(&members);
            let chosen = numbers.filter(|(_, who)| people.contains(who));
            values.put_in_rows(&rows.name, chosen.map(|(number, _)| number).collect());
        }
        values
    }

    fn put(&self, values: &mut Values, definition: &FormDefinition, name: &str) {
        let Some(in_case) = self.resolve(definition.id(), name) else {
            return;
        };
        if self.for_hand.contains(&in_case) {
            values.leave_for_hand(name);
        } else if let Some(value) = self.value(&in_case) {
            values.insert(name, value);
        }
    }

    /// Who stands in these rows: as the definition says, unless the clerk said otherwise.
    fn in_rows(&self, form: &CaseForm, rows: &Rows, values: &Values) -> Vec<Who> {
        let by_definition = form.definition().people(values, rows);
        let numbers = (1u32..).zip(self.members());
        numbers
            .filter(|(_, who)| could_stand_in(rows, *who))
            .filter(|(number, who)| {
                let chosen = form.chosen.get(who).copied();
                // Of whom nothing is known yet the definition cannot tell.
                let for_all = rows.when.is_none();
                chosen.unwrap_or_else(|| for_all || by_definition.contains(number))
            })
            .map(|(_, who)| who)
            .collect()
    }

    /// Everybody who can stand in some rows of the form.
    pub fn could_be_members(&self, definition: &FormDefinition) -> Vec<Who> {
        let mut people = self.members();
        people.retain(|who| {
            let mut rows = definition.rows().iter();
            rows.any(|rows| could_stand_in(rows, *who))
        });
        people
    }

    /// Who stands in some rows of the form.
    pub(super) fn members_of(&self, form: &CaseForm, values: &Values) -> Vec<Who> {
        let definition = form.definition();
        let numbers = definition
            .rows()
            .iter()
            .flat_map(|rows| definition.people(values, rows));
        let numbers: std::collections::BTreeSet<u32> = numbers.collect();
        (1u32..)
            .zip(self.members())
            .filter(|(number, _)| numbers.contains(number))
            .map(|(_, who)| who)
            .collect()
    }
}

fn could_stand_in(rows: &Rows, who: Who) -> bool {
    who != Who::Applicant || rows.who == RowsOf::Everyone
}
