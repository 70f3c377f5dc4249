//! The workbench: one form that is being worked on, with invented people only.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use advice::{Advice, Advise, Bilingual};
use counter::Stage;
use designer::{Draft, Edit, Entry, FormFolder, list_folders};
use paper::{FormDefinition, Sample, Values};

use crate::commands::DesignEdit;
use crate::engine::Engine;
use crate::training;
use crate::view::{
    AdviceView, DesignerFormCard, DesignerFormsView, DesignerView, FillingView, designer as view,
};

/// The filling without values.
const EMPTY: &str = "empty";

/// The form that is open, if any.
#[derive(Default)]
pub struct Workbench {
    open: Mutex<Option<Open>>,
}

struct Open {
    folder: FormFolder,
    draft: Draft,
    /// The text that is in a file.
    saved: Option<String>,
    revision: u32,
    made: Option<Entry>,
    /// Pages, width and height when the form could last be read.
    paper: (u32, i32, i32),
}

/// Why the designer does not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    /// A resident is being served.
    Served,
    /// The forms come from a bundle, and no folder to work in is named.
    Bundle,
    /// No form is open.
    NothingOpen,
}

impl Advise for Refusal {
    fn advice(&self) -> Advice {
        let (code, what, next) = match self {
            Self::Served => (
                "design-served",
                (
                    "窓口でお客様の手続き中は、様式を編集できません。",
                    "Forms cannot be edited while a resident is served.",
                ),
                (
                    "手続きを終えて消去してから開いてください。",
                    "End the session first.",
                ),
            ),
            Self::Bundle => (
                "design-bundle",
                (
                    "この端末の様式は署名付きの配布ファイルのもので、直接は編集できません。",
                    "The forms of this PC come from a signed bundle and cannot be changed in place.",
                ),
                (
                    "管理者が設定 design_folder に編集用のフォルダーを書いてください。できた様式は新しい配布ファイルにして配ります。",
                    "Have an administrator name a folder to work in under design_folder, and make a new bundle of the result.",
                ),
            ),
            Self::NothingOpen => (
                "design-nothing-open",
                ("開いている様式がありません。", "No form is open."),
                ("様式を選んでください。", "Choose a form."),
            ),
        };
        let both = |(ja, en)| Bilingual::new(ja, en);
        Advice::new(code, both(what), both(next))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` hands over")]
fn told(error: impl Advise) -> AdviceView {
    error.advice().into()
}

/// Refuses while a resident is served: the designer's window would be over the session's.
fn idle(engine: &Engine) -> Result<(), AdviceView> {
    let is_idle = engine.with_state(|state| matches!(state.desk.stage(), Stage::Choosing));
    is_idle.then_some(()).ok_or_else(|| told(Refusal::Served))
}

/// The folder in which forms may be written.
fn writable(engine: &Engine) -> Result<PathBuf, AdviceView> {
    let (own, is_bundle) =
        engine.with_state(|state| (state.settings.design_folder.clone(), state.bundle.is_some()));
    match own {
        Some(folder) => Ok(folder),
        None if is_bundle => Err(told(Refusal::Bundle)),
        None => Ok(engine.places().forms_dir.clone()),
    }
}

/// Forms that can be opened.
pub fn forms(engine: &Engine) -> Result<DesignerFormsView, AdviceView> {
    idle(engine)?;
    let folder = writable(engine)?;
    let own = cards(&folder)?;
    let installed = &engine.places().forms_dir;
    let mut others = Vec::new();
    if *installed != folder {
        others = cards(installed)?;
        others.retain(|card| own.iter().all(|known| known.id != card.id));
    }
    Ok(DesignerFormsView {
        folder: folder.display().to_string(),
        own,
        others,
    })
}

impl Workbench {
    fn with<T>(&self, act: impl FnOnce(&mut Option<Open>) -> T) -> T {
        act(&mut self.open.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn view(&self, engine: &Engine) -> Result<Option<DesignerView>, AdviceView> {
        idle(engine)?;
        Ok(self.with(|open| open.as_mut().map(Open::view)))
    }

    pub fn open(
        &self,
        engine: &Engine,
        id: &str,
        unfinished: bool,
    ) -> Result<DesignerView, AdviceView> {
        idle(engine)?;
        let opened = FormFolder::open(&writable(engine)?, id, unfinished).map_err(told)?;
        Ok(self.put(opened, true))
    }

    pub fn copy(&self, engine: &Engine, from: &str, id: &str) -> Result<DesignerView, AdviceView> {
        idle(engine)?;
        let folder = writable(engine)?;
        let installed = &engine.places().forms_dir;
        let is_own = folder.join(from).is_dir();
        let source = if is_own { &folder } else { installed };
        let copied = FormFolder::copy(source, from, &folder, id).map_err(told)?;
        Ok(self.put(copied, false))
    }

    pub fn over_pdf(
        &self,
        engine: &Engine,
        pdf: &str,
        id: &str,
        title: &str,
    ) -> Result<DesignerView, AdviceView> {
        idle(engine)?;
        let pdf = Path::new(pdf.trim());
        let made = FormFolder::over_pdf(&writable(engine)?, id, title, pdf).map_err(told)?;
        Ok(self.put(made, false))
    }

    fn put(&self, (folder, draft): (FormFolder, Draft), is_saved: bool) -> DesignerView {
        self.with(|open| {
            let new = open.insert(Open {
                saved: is_saved.then(|| draft.text().to_owned()),
                folder,
                draft,
                revision: 0,
                made: None,
                paper: (1, 210_000, 297_000),
            });
            new.view()
        })
    }

    pub fn edit(&self, engine: &Engine, edit: DesignEdit) -> Result<DesignerView, AdviceView> {
        let edit = Edit::try_from(edit).map_err(told)?;
        self.change(engine, |open| {
            open.made = open.draft.apply(&edit).map_err(told)?;
            Ok(())
        })
    }

    pub fn undo(&self, engine: &Engine, forward: bool) -> Result<DesignerView, AdviceView> {
        self.change(engine, |open| {
            open.made = None;
            if forward {
                open.draft.redo();
            } else {
                open.draft.undo();
            }
            Ok(())
        })
    }

    pub fn save(&self, engine: &Engine, unfinished: bool) -> Result<DesignerView, AdviceView> {
        self.change(engine, |open| {
            if unfinished {
                open.folder.save_unfinished(&open.draft).map_err(told)?;
            } else {
                open.folder.save(&open.draft).map_err(told)?;
            }
            open.saved = Some(open.draft.text().to_owned());
            Ok(())
        })
    }

    fn change(
        &self,
        engine: &Engine,
        act: impl FnOnce(&mut Open) -> Result<(), AdviceView>,
    ) -> Result<DesignerView, AdviceView> {
        idle(engine)?;
        self.with(|open| {
            let open = open.as_mut().ok_or_else(|| told(Refusal::NothingOpen))?;
            act(open)?;
            open.revision += 1;
            Ok(open.view())
        })
    }

    pub fn close(&self) {
        self.with(|open| *open = None);
    }

    /// A page of the form with invented people; empty when there is no picture.
    pub fn page(&self, engine: &Engine, page: u32, width_px: u32, filling: &str) -> Vec<u8> {
        if idle(engine).is_err() {
            return Vec::new();
        }
        let made = self.with(|open| {
            let open = open.as_ref()?;
            let (form, _) = open.draft.checked();
            Some((form?, open.values(filling)))
        });
        let fonts = engine.with_state(|state| state.fonts.clone());
        let (Some((form, mut values)), Some(fonts)) = (made, fonts) else {
            return Vec::new();
        };
        if filling != EMPTY {
            supply(engine, &mut values);
        }
        // Drawing takes long, so nothing is locked meanwhile.
        let drawing = paper::draw(&form, &values, &fonts).ok();
        drawing
            .and_then(|drawing| {
                let sheet = form.first_sheet(&values, page + 1);
                paper::preview_png(&drawing.pdf, sheet, width_px).ok()
            })
            .unwrap_or_default()
    }
}

/// City and day, where the invented person brings none.
fn supply(engine: &Engine, values: &mut Values) {
    let (city, mayor) = engine.with_state(|state| {
        let settings = &state.settings;
        (settings.city_name.clone(), settings.mayor.clone())
    });
    let today = station::today().to_string();
    for (name, value) in [
        ("city.name", city),
        ("city.mayor", mayor),
        ("date.today", today),
    ] {
        if values.get(name).is_none() {
            values.insert(name, value);
        }
    }
}

fn cards(folder: &Path) -> Result<Vec<DesignerFormCard>, AdviceView> {
    let folders = list_folders(folder).map_err(told)?.into_iter();
    Ok(folders
        .map(|listed| {
            let form = FormDefinition::load(&folder.join(&listed.id)).ok();
            DesignerFormCard::new(listed, form.as_ref())
        })
        .collect())
}

impl Open {
    fn view(&mut self) -> DesignerView {
        let (form, errors) = self.draft.checked();
        if let Some(form) = &form {
            let size = form.paper();
            let [width, height] = [size.width_mm, size.height_mm].map(view::micrometres);
            self.paper = (form.pages(), width, height);
        }
        let entries = self.draft.entries();
        let (can_undo, can_redo) = self.draft.can_undo_redo();
        let (pages, width, height) = self.paper;
        DesignerView {
            id: self.folder.id(),
            revision: self.revision,
            pages,
            width,
            height,
            head: self.draft.head().iter().map(view::setting).collect(),
            boxes: self.draft.boxes().into_iter().map(Into::into).collect(),
            problems: view::problems(&entries, &errors),
            entries: entries.iter().map(Into::into).collect(),
            rows: self.draft.rows(),
            names: view::names(&self.draft),
            fillings: self.fillings(),
            made: self.made.map(|entry| entry.to_string()),
            can_undo,
            can_redo,
            unsaved: self.saved.as_deref() != Some(self.draft.text()),
        }
    }

    fn samples(&self) -> Vec<Sample> {
        let text = self.folder.samples().unwrap_or_default();
        Sample::parse_all("sample.toml", text).unwrap_or_default()
    }

    fn fillings(&self) -> Vec<FillingView> {
        let empty = Bilingual::new("値なし", "Without values");
        let filling = |id, title: Bilingual| FillingView {
            id,
            title: title.into(),
        };
        let mut all = vec![filling(EMPTY.to_owned(), empty)];
        all.extend(
            self.samples()
                .into_iter()
                .map(|sample| filling(format!("sample:{}", sample.id), sample.title)),
        );
        all.extend(
            training::invented()
                .into_iter()
                .map(|(id, title)| filling(format!("resident:{id}"), title)),
        );
        all
    }

    fn values(&self, filling: &str) -> Values {
        let found = match filling.split_once(':') {
            Some(("sample", id)) => {
                let mut samples = self.samples().into_iter();
                samples
                    .find(|sample| sample.id == id)
                    .map(|sample| sample.values)
            }
            Some(("resident", id)) => training::values_of(id),
            _ => None,
        };
        found.unwrap_or_default()
    }
}
