//! The folder of a form: opened, and written whole or not at all.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use paper::background_pages;

use crate::{Draft, Edit, FolderError, Head};

const DEFINITION: &str = "form.toml";
/// A definition that has errors; no form is made of it.
const UNFINISHED: &str = "form.toml.draft";
/// The name that the city's PDF gets in the folder.
const BACKGROUND: &str = "background.pdf";
/// Larger files beside a definition are not the form's.
const LARGEST: u64 = 50_000_000;

/// A folder of the forms directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFolder {
    /// Its name, which is the form's id.
    pub id: String,
    /// Whether an unfinished draft lies in it.
    pub has_draft: bool,
}

/// Where a form that is being worked on comes from and goes to.
pub struct FormFolder {
    dir: PathBuf,
    /// The bytes of `form.toml` when it was opened; none for a folder that is not there yet.
    opened: Option<Vec<u8>>,
    /// Files beside the definition, by name, which a new folder gets too.
    files: BTreeMap<String, Vec<u8>>,
}

/// The folders of a forms directory that hold a form or a draft of one, by name.
pub fn list_folders(forms_dir: &Path) -> Result<Vec<ListedFolder>, FolderError> {
    let mut folders = Vec::new();
    let entries = std::fs::read_dir(forms_dir).map_err(|error| unreadable(forms_dir, &error))?;
    for entry in entries.flatten() {
        let dir = entry.path();
        let has_draft = dir.join(UNFINISHED).is_file();
        if let Ok(id) = entry.file_name().into_string()
            && (has_draft || dir.join(DEFINITION).is_file())
        {
            folders.push(ListedFolder { id, has_draft });
        }
    }
    folders.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(folders)
}

impl FormFolder {
    /// Opens a form of the directory, or the unfinished draft of it.
    pub fn open(
        forms_dir: &Path,
        id: &str,
        unfinished: bool,
    ) -> Result<(Self, Draft), FolderError> {
        let dir = forms_dir.join(checked_id(id)?);
        let definition = dir.join(DEFINITION);
        let opened = match std::fs::read(&definition) {
            Ok(bytes) => Some(bytes),
            Err(_) if unfinished && !definition.exists() => None,
            Err(error) => return Err(unreadable(&definition, &error)),
        };
        let shown = dir.join(if unfinished { UNFINISHED } else { DEFINITION });
        let text = std::fs::read_to_string(&shown).map_err(|error| unreadable(&shown, &error))?;
        let folder = Self {
            files: files_of(&dir)?,
            dir,
            opened,
        };
        let draft = folder.draft(&text)?;
        Ok((folder, draft))
    }

    /// A copy of a form under a new id; nothing is written before it is saved.
    pub fn copy(
        from_dir: &Path,
        from: &str,
        to_dir: &Path,
        id: &str,
    ) -> Result<(Self, Draft), FolderError> {
        let source = from_dir.join(checked_id(from)?);
        let definition = source.join(DEFINITION);
        let text = std::fs::read_to_string(&definition)
            .map_err(|error| unreadable(&definition, &error))?;
        let folder = Self::new(to_dir, id, files_of(&source)?)?;
        let text = if from == id {
            text
        } else {
            with_id(&text, id)?
        };
        let draft = folder.draft(&text)?;
        Ok((folder, draft))
    }

    /// A form over the city's own PDF, without fields yet; nothing is written before it is saved.
    pub fn over_pdf(
        forms_dir: &Path,
        id: &str,
        title: &str,
        pdf: &Path,
    ) -> Result<(Self, Draft), FolderError> {
        let bytes = std::fs::read(pdf).map_err(|error| unreadable(pdf, &error))?;
        let pages = background_pages(&bytes)?;
        let size = pages.first().copied();
        let (width, height) = size.map_or((210.0, 297.0), |size| (size.width_mm, size.height_mm));
        let paper = [
            ("A3", 297.0, 420.0),
            ("A4", 210.0, 297.0),
            ("A5", 148.0, 210.0),
            ("B4", 257.0, 364.0),
            ("B5", 182.0, 257.0),
        ]
        .into_iter()
        .find(|(_, w, h)| (w - width).abs() < 0.5 && (h - height).abs() < 0.5)
        .map_or_else(
            || {
                format!(
                    "[{}, {}]",
                    crate::notation::mm(width),
                    crate::notation::mm(height)
                )
            },
            |(name, ..)| format!("\"{name}\""),
        );
        let folder = Self::new(
            forms_dir,
            id,
            BTreeMap::from([(BACKGROUND.to_owned(), bytes)]),
        )?;
        let quoted = crate::notation::text;
        let title = if title.trim().is_empty() {
            id
        } else {
            title.trim()
        };
        let text = format!(
            "#:schema ../form.schema.json\n\nformat = 1\nid = {}\nversion = \"1\"\ntitle = {{ ja = {title}, en = {title} }}\n\
             basis = \"\"\npaper = {paper}\npages = {}\n\n[print]\nmode = \"over_pdf\"\nbackground = \"{BACKGROUND}\"\n",
            quoted(id),
            pages.len(),
            title = quoted(title),
        );
        let draft = folder.draft(&text)?;
        Ok((folder, draft))
    }

    fn new(
        forms_dir: &Path,
        id: &str,
        files: BTreeMap<String, Vec<u8>>,
    ) -> Result<Self, FolderError> {
        let dir = forms_dir.join(checked_id(id)?);
        if dir.exists() {
            return Err(FolderError::Taken(id.to_owned()));
        }
        Ok(Self {
            dir,
            opened: None,
            files,
        })
    }

    fn draft(&self, text: &str) -> Result<Draft, FolderError> {
        let pdfs = self
            .files
            .iter()
            .filter(|(name, _)| name.to_lowercase().ends_with(".pdf"));
        let pdfs = pdfs
            .map(|(name, bytes)| (name.clone(), bytes.clone()))
            .collect();
        Ok(Draft::new(
            &self.dir.join(DEFINITION).display().to_string(),
            text,
            pdfs,
        )?)
    }

    /// Name of the folder.
    pub fn id(&self) -> String {
        self.dir
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    }

    /// The text of `sample.toml`, where there is one.
    pub fn samples(&self) -> Option<&str> {
        std::str::from_utf8(self.files.get("sample.toml")?).ok()
    }

    /// Writes the definition; refuses one with errors, and over a file that somebody else changed.
    ///
    /// The unfinished draft of it is no longer needed and goes.
    pub fn save(&mut self, draft: &Draft) -> Result<(), FolderError> {
        let errors = draft.errors().len();
        if errors > 0 {
            return Err(FolderError::HasErrors(errors));
        }
        let file = self.dir.join(DEFINITION);
        self.write(DEFINITION, draft.text())?;
        self.opened = Some(draft.text().as_bytes().to_vec());
        match std::fs::remove_file(self.dir.join(UNFINISHED)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(unsaved(&file, &error))
            }
            _ => Ok(()),
        }
    }

    /// Writes the text beside the definition, whatever is wrong with it; no form is made of it.
    pub fn save_unfinished(&mut self, draft: &Draft) -> Result<(), FolderError> {
        self.write(UNFINISHED, draft.text())
    }

    fn write(&self, name: &str, text: &str) -> Result<(), FolderError> {
        if !self.dir.exists() {
            return self.write_folder(name, text);
        }
        let file = self.dir.join(name);
        if name == DEFINITION && std::fs::read(&file).ok() != self.opened {
            return Err(FolderError::ChangedOnDisk { file });
        }
        replace(&file, text.as_bytes()).map_err(|error| unsaved(&file, &error))
    }

    /// The whole folder at once, so that no form is ever there without its PDF.
    fn write_folder(&self, name: &str, text: &str) -> Result<(), FolderError> {
        let write = || -> std::io::Result<()> {
            let parent = self.dir.parent().unwrap_or(Path::new("."));
            let made = tempfile::Builder::new()
                .prefix(".new-form-")
                .tempdir_in(parent)?;
            for (file, bytes) in &self.files {
                std::fs::write(made.path().join(file), bytes)?;
            }
            std::fs::write(made.path().join(name), text)?;
            open_to_readers(made.path(), parent)?;
            std::fs::rename(made.path(), &self.dir)
        };
        write().map_err(|error| unsaved(&self.dir, &error))
    }
}

/// A temporary folder is its maker's alone; a form is read by whoever reads the folder around it.
fn open_to_readers(made: &Path, parent: &Path) -> std::io::Result<()> {
    std::fs::set_permissions(made, std::fs::metadata(parent)?.permissions())
}

/// Another file of this name, or none; whoever could read it still can.
fn replace(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // A link stays a link.
    let file = file.canonicalize().unwrap_or_else(|_| file.to_path_buf());
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut made = tempfile::NamedTempFile::new_in(folder)?;
    made.write_all(bytes)?;
    let like = if file.exists() {
        file.clone()
    } else {
        folder.join(DEFINITION)
    };
    if let Ok(like) = std::fs::metadata(like) {
        made.as_file().set_permissions(like.permissions())?;
    }
    made.as_file().sync_all()?;
    made.persist(&file)?;
    Ok(())
}

fn checked_id(id: &str) -> Result<&str, FolderError> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if !id.is_empty() && id.bytes().all(plain) {
        Ok(id)
    } else {
        Err(FolderError::BadId)
    }
}

fn with_id(text: &str, id: &str) -> Result<String, FolderError> {
    let mut draft = Draft::new(DEFINITION, text, BTreeMap::new())?;
    draft.apply(&Edit::Head(Head::Id, id.to_owned()))?;
    Ok(draft.text().to_owned())
}

/// The files beside the definition.
fn files_of(dir: &Path) -> Result<BTreeMap<String, Vec<u8>>, FolderError> {
    let mut files = BTreeMap::new();
    let entries = std::fs::read_dir(dir).map_err(|error| unreadable(dir, &error))?;
    for entry in entries.flatten() {
        let file = entry.path();
        let small = entry
            .metadata()
            .is_ok_and(|known| known.is_file() && known.len() <= LARGEST);
        if let Ok(name) = entry.file_name().into_string()
            && small
            && name != DEFINITION
            && name != UNFINISHED
        {
            let bytes = std::fs::read(&file).map_err(|error| unreadable(&file, &error))?;
            files.insert(name, bytes);
        }
    }
    Ok(files)
}

fn unreadable(file: &Path, error: &std::io::Error) -> FolderError {
    FolderError::Unreadable {
        file: file.to_path_buf(),
        problem: error.kind().to_string(),
    }
}

fn unsaved(file: &Path, error: &std::io::Error) -> FolderError {
    FolderError::Unsaved {
        file: file.to_path_buf(),
        problem: error.kind().to_string(),
    }
}
