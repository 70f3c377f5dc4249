//! The life event of a case: which questions are left, and what they lead to.

use paper::{AskedField, AskedKind, Course, Values};

use super::{Case, Question};

impl Case {
    /// How far the questions of the event have come.
    pub(super) fn course(&self) -> Option<Course<'_>> {
        let guide = self.guide.as_ref()?;
        let mut answers = Values::new();
        let asked = guide.questions().iter().map(|asked| asked.name.as_str());
        let known = guide.known().map(|(name, _)| name);
        for name in asked.chain(known).chain(["date.today"]) {
            if let Some(value) = self.value(name) {
                answers.insert(name, value);
            }
        }
        Some(guide.course(&|name| answers.get(name)))
    }

    /// The questions of the event that hold now, in the order of the conversation.
    pub fn guide_questions(&self) -> Vec<Question> {
        let questions = self.course().map(|course| course.questions);
        questions
            .unwrap_or_default()
            .into_iter()
            .map(|asked| self.question_of_event(asked))
            .collect()
    }

    /// How a question of the event, or of a form, is answered.
    pub(super) fn kind_of(&self, name: &str) -> Option<AskedKind> {
        let of_event = self.guide.as_ref().and_then(|guide| {
            let mut questions = guide.questions().iter();
            questions.find(|asked| asked.name == name)
        });
        let of_form = || {
            self.questions()
                .into_iter()
                .find(|asked| asked.name == name)
        };
        of_event
            .map(|asked| asked.kind.clone())
            .or_else(|| of_form().map(|asked| asked.kind))
    }

    fn question_of_event(&self, asked: &AskedField) -> Question {
        Question {
            name: asked.name.clone(),
            who: None,
            form: None,
            label: asked.label.clone(),
            kind: asked.kind.clone(),
            required: asked.required,
            editable: true,
            value: self.value(&asked.name).unwrap_or_default().into(),
            changed: false,
            on_card: false,
            for_hand: false,
        }
    }

    /// Forgets answers to questions that an earlier answer has taken away.
    pub(super) fn drop_answers(&mut self) {
        let Some(course) = self.course() else {
            return;
        };
        let dropped: Vec<String> = course
            .dropped
            .iter()
            .map(|name| (*name).to_owned())
            .collect();
        for name in dropped {
            self.answers.remove(&name);
        }
    }
}
