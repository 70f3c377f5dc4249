//! The check of several forms against each other: a shared name is asked in one way.

use super::asked::{AskedField, AskedKind};
use super::error::{DefinitionError, DefinitionProblem as P};
use super::model::FormDefinition;
use super::reader::Reader;
use crate::glossary;

/// Every question by a shared name that an earlier form asks in another way: of another kind, or
/// with other options. Names that begin with `request.` are each form's own.
pub fn check_together(forms: &[&FormDefinition]) -> Vec<DefinitionError> {
    let mut errors = Vec::new();
    for (index, form) in forms.iter().enumerate() {
        let mut reader = Reader::new(&form.file, &form.source);
        let shared = form.asked.iter().zip(&form.asked_at);
        for (asked, at) in shared.filter(|(asked, _)| !glossary::is_for_one_form(&asked.name)) {
            let earlier = forms[..index]
                .iter()
                .find_map(|other| Some((other, other.asked_for(&asked.name)?)));
            if let Some((other, theirs)) = earlier
                && !is_same(asked, theirs)
            {
                let problem = P::AskedOtherwise {
                    name: asked.name.clone(),
                    other: other.id.clone(),
                };
                reader.error(*at, Some(&asked.name), problem);
            }
        }
        errors.append(&mut reader.errors);
    }
    errors
}

/// Whether an answer to one is an answer to the other: labels may differ, what is stored may not.
pub(crate) fn is_same(ours: &AskedField, theirs: &AskedField) -> bool {
    std::mem::discriminant(&ours.kind) == std::mem::discriminant(&theirs.kind)
        && options(&ours.kind) == options(&theirs.kind)
}

/// The values that can be chosen, in an order of their own.
pub(crate) fn options(kind: &AskedKind) -> Vec<&str> {
    let mut values: Vec<&str> = match kind {
        AskedKind::Choice { options } | AskedKind::Choices { options } => {
            options.iter().map(|option| option.value.as_str()).collect()
        }
        _ => Vec::new(),
    };
    values.sort_unstable();
    values
}
