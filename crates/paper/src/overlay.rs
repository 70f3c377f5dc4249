//! Values over a PDF that the city already has (既存PDFへの重ね印刷).
//!
//! The pages of both become drawings (Form XObjects, ISO 32000-1, 8.10) on new pages of the city's size: what the city's
//! file does with the graphics state ends with its drawing, and nothing but its drawing is taken over, so that
//! no script, attachment, date or name in it goes to the printer.

mod annotations;
mod background;
mod error;
mod geometry;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

pub use error::OverlayError;

use crate::{PaperSize, Placement};
use background::{Background, BackgroundPage};
use geometry::{Matrix, reals};

/// Names of the drawings in a page's resources.
const CITY: &str = "Background";
const VALUES: &str = "Values";

/// Sizes of the pages of a city's PDF, as they are shown: cropped and turned.
///
/// Fails when the file cannot serve as a background.
pub fn background_pages(background: &[u8]) -> Result<Vec<PaperSize>, OverlayError> {
    let background = Background::read(background)?;
    Ok(background.pages.iter().map(BackgroundPage::size).collect())
}

/// Draws each page of `values_pdf` over the page of the same number of `background`.
///
/// `placement` moves and scales both together, as a printer's profile asks for. Title, language and printing
/// preferences are those of `values_pdf`. The same input gives the same bytes.
pub fn overlay(
    background: &[u8],
    values_pdf: &[u8],
    placement: &Placement,
) -> Result<Vec<u8>, OverlayError> {
    overlay_at(background, values_pdf, None, placement)
}

/// As [`overlay`], with the background's page (from 0) of each page of values, for forms whose pages repeat.
pub(crate) fn overlay_at(
    background: &[u8],
    values_pdf: &[u8],
    pages: Option<&[usize]>,
    placement: &Placement,
) -> Result<Vec<u8>, OverlayError> {
    let mut background = Background::read(background)?;
    let mut values = Document::load_mem(values_pdf).map_err(|_| OverlayError::NotWritten)?;
    background.renumber_past(values.max_id)?;
    // New objects are numbered past those of both files.
    values.max_id = values.max_id.max(background.document.max_id);
    let values_pages: Vec<ObjectId> = values.page_iter().collect();
    let mut city: Vec<Option<City>> = background.pages.iter().map(|_| None).collect();
    let mut kids: Vec<Object> = Vec::new();
    let root = values.new_object_id();
    for (index, values_page) in values_pages.iter().enumerate() {
        let number = pages
            .and_then(|pages| pages.get(index).copied())
            .unwrap_or(index);
        let missing = OverlayError::PageMissing {
            page: number + 1,
            pages: background.pages.len(),
        };
        let page = background.pages.get(number).ok_or(missing)?;
        let slot = city.get_mut(number).ok_or(OverlayError::NotWritten)?;
        if slot.is_none() {
            *slot = Some(City::draw(&background, page, &mut values));
        }
        let city = slot.as_ref().ok_or(OverlayError::NotWritten)?;
        let drawing = values_drawing(&mut values, *values_page)?;
        let page = merged(root, page, city, drawing, placement, &mut values);
        kids.push(values.add_object(page).into());
    }
    values.objects.append(&mut background.document.objects);
    finish(values, root, kids, background.optional_content)
}

/// A page of the city as drawings in the new file.
struct City {
    page: ObjectId,
    /// What lies on the page besides, with the place of each.
    annotations: Vec<(Matrix, ObjectId)>,
}

impl City {
    fn draw(background: &Background, page: &BackgroundPage, into: &mut Document) -> Self {
        let drawing = form(
            page.content.clone(),
            reals(page.shown.with_slack()),
            page.resources.clone(),
        );
        Self {
            page: into.add_object(drawing),
            annotations: annotations::drawings(&background.document, page.id),
        }
    }
}

/// The page with everything on it.
fn merged(
    parent: ObjectId,
    page: &BackgroundPage,
    city: &City,
    drawing: ObjectId,
    placement: &Placement,
    into: &mut Document,
) -> Dictionary {
    let upright = page.display_to_user();
    let moved = page.moved(placement);
    let mut drawings = dictionary! { CITY => city.page, VALUES => drawing };
    let mut content = vec![format!("q {moved} cm"), format!("q /{CITY} Do Q")];
    for (index, (place, annotation)) in city.annotations.iter().enumerate() {
        let name = format!("Note{index}");
        content.push(format!("q {place} cm /{name} Do Q"));
        drawings.set(name, *annotation);
    }
    content.push(format!("q {upright} cm /{VALUES} Do Q Q"));
    let content = into.add_object(Stream::new(
        Dictionary::new(),
        content.join("\n").into_bytes(),
    ));
    let mut merged = dictionary! {
        "Type" => "Page",
        "Parent" => parent,
        // Programs and printers disagree on which box counts, so there is one.
        "MediaBox" => reals(page.shown.corners()),
        "Resources" => dictionary! { "XObject" => drawings },
        "Contents" => content,
    };
    if page.turn != 0 {
        merged.set("Rotate", page.turn);
    }
    if let Some(unit) = page.unit {
        merged.set("UserUnit", Object::Real(unit));
    }
    if let Some(group) = &page.group {
        merged.set("Group", group.clone());
    }
    merged
}

/// Our page of values as a drawing.
fn values_drawing(values: &mut Document, page: ObjectId) -> Result<ObjectId, OverlayError> {
    let read = BackgroundPage::read(values, page).map_err(|_| OverlayError::NotWritten)?;
    let bounds = reals(read.shown.corners());
    Ok(values.add_object(form(read.content, bounds, read.resources)))
}

fn form(mut content: Stream, bounds: Object, resources: Object) -> Stream {
    content.dict.set("Type", "XObject");
    content.dict.set("Subtype", "Form");
    content.dict.set("BBox", bounds);
    content.dict.set("Resources", resources);
    content
}

fn finish(
    mut merged: Document,
    root: ObjectId,
    kids: Vec<Object>,
    optional_content: Option<Object>,
) -> Result<Vec<u8>, OverlayError> {
    let count = i64::try_from(kids.len()).map_err(|_| OverlayError::NotWritten)?;
    merged.objects.insert(
        root,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into(),
    );
    let catalog = merged.catalog_mut().map_err(|_| OverlayError::NotWritten)?;
    catalog.set("Pages", root);
    if let Some(layers) = optional_content {
        catalog.set("OCProperties", layers);
    }
    merged.prune_objects();
    merged.renumber_objects();
    merged.compress();
    let mut bytes = Vec::new();
    merged
        .save_to(&mut bytes)
        .map_err(|_| OverlayError::NotWritten)?;
    Ok(bytes)
}
