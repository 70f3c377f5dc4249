//! From the names of a definition to the names of a case.

use super::{Case, CaseForm, Who};

impl Case {
    /// What a name of this form's definition is called in the case; `None` for a person who is not there.
    pub fn name_in_case(&self, form: &CaseForm, name: &str) -> Option<String> {
        self.resolve(form.definition().id(), name)
    }

    pub(super) fn resolve(&self, form: &str, name: &str) -> Option<String> {
        let (group, rest) = name.split_once('.')?;
        let who = match group {
            "request" => return Some(format!("{form}/{name}")),
            "person" => Who::Applicant,
            "agent" => Who::Agent,
            "visitor" if matches!(rest, "role" | "relation") => return Some(name.to_owned()),
            "visitor" => self.visitor(),
            "spouse" => self.spouse()?,
            "member" => {
                let (number, item) = rest.split_once('.')?;
                let number: usize = number.parse().ok()?;
                let who = self.members().get(number.checked_sub(1)?).copied()?;
                return Some(who.datum(item));
            }
            _ => return Some(name.to_owned()),
        };
        self.people.contains_key(&who).then(|| who.datum(rest))
    }

    /// Who stands at the counter (窓口に来た方).
    pub fn visitor(&self) -> Who {
        if self.people.contains_key(&Who::Agent) {
            Who::Agent
        } else {
            Who::Applicant
        }
    }

    pub(super) fn visitor_role(&self) -> &'static str {
        match self.visitor() {
            Who::Agent => "agent",
            _ => "self",
        }
    }

    fn spouse(&self) -> Option<Who> {
        self.people
            .iter()
            .find(|(who, person)| {
                matches!(who, Who::Family(_)) && person.get("relation") == "spouse"
            })
            .map(|(who, _)| *who)
    }

    /// Whether a name can be answered in this case: a person who is here, or a question.
    pub(super) fn may_answer(&self, name: &str) -> bool {
        if let Some((who, _)) = Who::parse(name) {
            return self.people.contains_key(&who) && self.is_editable(name);
        }
        let of_event = self.guide.as_ref().is_some_and(|guide| {
            let mut questions = guide.questions().iter();
            questions.any(|question| question.name == name)
        });
        of_event
            || self
                .questions()
                .iter()
                .any(|question| question.name == name)
    }
}
