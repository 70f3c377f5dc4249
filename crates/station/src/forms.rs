//! The forms directory: one folder a form, each judged on its own.

use std::fs;
use std::path::{Path, PathBuf};

use advice::{Advice, Advise, Bilingual};
use paper::{DefinitionError, FormDefinition};

/// The file that makes a folder a form.
const DEFINITION_FILE: &str = "form.toml";

/// One folder of the forms directory.
pub struct ListedForm {
    /// Name of the folder, which is the id of a form that is not broken.
    pub id: String,
    /// The folder.
    pub dir: PathBuf,
    /// The form, or everything that is wrong with its definition.
    pub form: Result<FormDefinition, Vec<DefinitionError>>,
}

/// Why a form, or the directory of them, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FormsError {
    /// The directory is not there or cannot be read.
    #[error("{}: {problem}", dir.display())]
    DirectoryUnreadable {
        /// The forms directory.
        dir: PathBuf,
        /// What the system said.
        problem: String,
    },
    /// No form has this id.
    #[error("there is no form {id}")]
    Unknown {
        /// The id that was asked for.
        id: String,
        /// The ids that are there.
        known: Vec<String>,
    },
    /// The form is there, but its definition is broken.
    #[error("the form {id} is broken")]
    Broken {
        /// The id that was asked for.
        id: String,
        /// All that is wrong, never empty.
        errors: Vec<DefinitionError>,
    },
}

impl Advise for FormsError {
    fn advice(&self) -> Advice {
        match self {
            Self::DirectoryUnreadable { dir, problem } => Advice::new(
                "forms-unreadable",
                Bilingual::new(
                    format!(
                        "様式のフォルダー {} を読めません（{problem}）。",
                        dir.display()
                    ),
                    format!(
                        "The forms directory {} cannot be read ({problem}).",
                        dir.display()
                    ),
                ),
                Bilingual::new(
                    "フォルダーの場所を確かめるか、環境変数 KAZASHI_FORMS_DIR で指定してください。",
                    "Check where the directory is, or name it in the environment variable KAZASHI_FORMS_DIR.",
                ),
            ),
            Self::Unknown { id, known } => Advice::new(
                "form-unknown",
                Bilingual::new(
                    format!("様式「{id}」はありません。"),
                    format!("There is no form '{id}'."),
                ),
                Bilingual::new(
                    format!("あるのは: {}。", known.join(", ")),
                    format!("There is: {}.", known.join(", ")),
                ),
            ),
            Self::Broken { id, errors } => Advice::new(
                "form-broken",
                Bilingual::new(
                    format!("様式「{id}」の定義に誤りが {} 件あります。", errors.len()),
                    format!(
                        "The definition of the form '{id}' has {} error(s).",
                        errors.len()
                    ),
                ),
                Bilingual::new(
                    format!("「kazashi forms check {id}」で場所を確かめて直してください。"),
                    format!("Run 'kazashi forms check {id}' to see where, and correct it."),
                ),
            ),
        }
    }
}

/// All forms of the directory by id; a broken one is listed as broken and takes no other down.
pub fn list_forms(forms_dir: &Path) -> Result<Vec<ListedForm>, FormsError> {
    let mut forms: Vec<ListedForm> = form_dirs(forms_dir)?
        .into_iter()
        .map(|(id, dir)| ListedForm {
            id,
            form: FormDefinition::load(&dir),
            dir,
        })
        .collect();
    forms.sort_by(|a, b| a.id.cmp(&b.id));
    let broken = forms.iter().filter(|form| form.form.is_err()).count();
    tracing::debug!(forms = forms.len(), broken, "forms listed");
    Ok(forms)
}

/// The form with this id.
pub fn load_form(forms_dir: &Path, id: &str) -> Result<FormDefinition, FormsError> {
    let mut dirs = form_dirs(forms_dir)?;
    let Some(index) = dirs.iter().position(|(name, _)| name == id) else {
        let mut known: Vec<String> = dirs.into_iter().map(|(name, _)| name).collect();
        known.sort();
        return Err(FormsError::Unknown {
            id: id.to_owned(),
            known,
        });
    };
    let (id, dir) = dirs.swap_remove(index);
    FormDefinition::load(&dir).map_err(|errors| FormsError::Broken { id, errors })
}

fn form_dirs(forms_dir: &Path) -> Result<Vec<(String, PathBuf)>, FormsError> {
    let read = || -> std::io::Result<Vec<(String, PathBuf)>> {
        let mut dirs = Vec::new();
        for entry in fs::read_dir(forms_dir)? {
            let dir = entry?.path();
            if dir.join(DEFINITION_FILE).exists()
                && let Some(name) = dir.file_name()
            {
                dirs.push((name.to_string_lossy().into_owned(), dir.clone()));
            }
        }
        Ok(dirs)
    };
    read().map_err(|error| FormsError::DirectoryUnreadable {
        dir: forms_dir.to_path_buf(),
        problem: error.to_string(),
    })
}
