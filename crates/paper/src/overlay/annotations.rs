//! What lies on the city's page besides its drawing: stamps and typed notes are printed, under the values;
//! form fields are not, since they would cover the values.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::background::{corners, numbers, resolved};
use super::geometry::Matrix;

/// Flags of an annotation (ISO 32000-1, table 165).
const HIDDEN: i64 = 1 << 1;
const PRINTED: i64 = 1 << 2;

/// The printed annotations of a page, each with its place.
pub(super) fn drawings(document: &Document, page: ObjectId) -> Vec<(Matrix, ObjectId)> {
    let Some(annotations) = document
        .get_dictionary(page)
        .ok()
        .and_then(|page| resolved(document, page, b"Annots"))
        .and_then(|list| list.as_array().ok())
    else {
        return Vec::new();
    };
    annotations
        .iter()
        .filter_map(|entry| {
            let annotation = document.dereference(entry).ok()?.1.as_dict().ok()?;
            drawing(document, annotation)
        })
        .collect()
}

fn drawing(document: &Document, annotation: &Dictionary) -> Option<(Matrix, ObjectId)> {
    let subtype = annotation.get(b"Subtype").ok()?.as_name().ok()?;
    let flags = resolved(document, annotation, b"F")
        .and_then(|flags| flags.as_i64().ok())
        .unwrap_or_default();
    if [b"Widget".as_slice(), b"Popup"].contains(&subtype)
        || flags & HIDDEN != 0
        || flags & PRINTED == 0
    {
        return None;
    }
    let id = appearance(document, annotation)?;
    let form = &document.get_object(id).ok()?.as_stream().ok()?.dict;
    let matrix = resolved(document, form, b"Matrix")
        .and_then(|object| numbers(document, object))
        .map_or(Matrix::IDENTITY, Matrix);
    let bounds = matrix.bounds(&corners(document, resolved(document, form, b"BBox")?)?);
    let rect = corners(document, resolved(document, annotation, b"Rect")?)?;
    if bounds.width() <= 0.0 || bounds.height() <= 0.0 {
        return None;
    }
    // The appearance's box is stretched onto the annotation's (ISO 32000-1, 12.5.5).
    let (x, y) = (
        rect.width() / bounds.width(),
        rect.height() / bounds.height(),
    );
    let place = [
        x,
        0.0,
        0.0,
        y,
        rect.left - bounds.left * x,
        rect.bottom - bounds.bottom * y,
    ];
    Some((Matrix(place), id))
}

/// The normal appearance, of several the one that is switched on.
fn appearance(document: &Document, annotation: &Dictionary) -> Option<ObjectId> {
    let appearances = resolved(document, annotation, b"AP")?.as_dict().ok()?;
    let normal = appearances.get(b"N").ok()?;
    let (id, object) = document.dereference(normal).ok()?;
    match object {
        Object::Stream(_) => id,
        Object::Dictionary(states) => {
            let state = resolved(document, annotation, b"AS")?.as_name().ok()?;
            document.dereference(states.get(state).ok()?).ok()?.0
        }
        _ => None,
    }
}
