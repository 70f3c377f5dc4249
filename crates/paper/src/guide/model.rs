//! What a guide says, once read and checked.

use advice::Bilingual;

use crate::definition::asked::AskedField;
use crate::definition::condition::Condition;
use crate::definition::error::DefinitionError;

/// A life event (ライフイベント): what is asked, and which procedures follow.
pub struct Guide {
    pub(crate) file: String,
    /// The file's text, so that what only the forms can tell is told with its line.
    pub(crate) source: String,
    pub(crate) id: String,
    /// Byte offset in the file, for messages.
    pub(crate) id_at: usize,
    pub(crate) order: u32,
    pub(crate) title: Bilingual,
    pub(crate) easy: String,
    pub(crate) basis: String,
    pub(crate) questions: Vec<AskedField>,
    pub(crate) questions_at: Vec<Place>,
    pub(crate) known: Vec<Known>,
    pub(crate) procedures: Vec<Procedure>,
    pub(crate) procedures_at: Vec<ProcedurePlace>,
}

/// A guide's file as it was found.
pub struct ListedGuide {
    /// Name of the file without `.toml`, which is the id of a guide that is not broken.
    pub id: String,
    /// The guide, or everything that is wrong with its file.
    pub guide: Result<Guide, Vec<DefinitionError>>,
}

/// Byte offsets of a name and of its condition in the file, for messages.
pub(crate) struct Place {
    pub name: usize,
    pub when: usize,
}

/// Byte offsets of a procedure's parts.
pub(crate) struct ProcedurePlace {
    pub id: usize,
    pub when: usize,
    /// One for each form.
    pub forms: Vec<usize>,
}

/// A value that follows from the event itself, such as the kind of a move.
pub(crate) struct Known {
    pub name: String,
    pub value: String,
    /// Byte offset in the file, for messages.
    pub at: usize,
}

/// Something to be done (手続き), with where, what to bring and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    /// Unique in the guide, such as `moving-notice`.
    pub id: String,
    /// What it is called.
    pub title: Bilingual,
    /// Where it is done (担当窓口).
    pub window: Bilingual,
    /// What the resident brings (持ち物).
    pub bring: Vec<Bilingual>,
    /// Days the law gives; from which day they count, the note says where it is not plain.
    pub within_days: Option<u32>,
    /// Ids of the forms, in the order they are printed.
    pub forms: Vec<String>,
    /// The law or rule it rests on (根拠規定), in Japanese.
    pub basis: Option<String>,
    /// What a clerk adds.
    pub note: Option<Bilingual>,
    /// Needed only while this holds.
    pub when: Option<Condition>,
}

impl Guide {
    /// Name of the file without `.toml`, such as `moving-in`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The file as named to [`Guide::parse`].
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Place on the screen, smallest first.
    pub fn order(&self) -> u32 {
        self.order
    }

    /// Title in both languages.
    pub fn title(&self) -> &Bilingual {
        &self.title
    }

    /// Title in plain Japanese (やさしい日本語).
    pub fn easy(&self) -> &str {
        &self.easy
    }

    /// The law or rule of the event (根拠規定), in Japanese.
    pub fn basis(&self) -> &str {
        &self.basis
    }

    /// Every question in the order of the conversation, whether it will be asked or not.
    pub fn questions(&self) -> &[AskedField] {
        &self.questions
    }

    /// Every procedure the event can lead to.
    pub fn procedures(&self) -> &[Procedure] {
        &self.procedures
    }

    /// Names and values that follow from the event itself and are never asked.
    pub fn known(&self) -> impl Iterator<Item = (&str, &str)> {
        self.known
            .iter()
            .map(|known| (known.name.as_str(), known.value.as_str()))
    }

    pub(crate) fn question(&self, name: &str) -> Option<&AskedField> {
        self.questions.iter().find(|question| question.name == name)
    }
}
