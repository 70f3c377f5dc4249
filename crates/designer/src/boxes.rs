//! Every box of a draft that can be moved.

use paper::Rect;

use crate::source::{Found, Source, list, numbers};
use crate::{BoxAt, BoxKey, Draft, Entry, List, Marks};

/// A box that can be moved.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftBox {
    /// How it is pointed at.
    pub at: BoxAt,
    /// From 1.
    pub page: u32,
    /// The field's name or the printed words; empty for lines and frames.
    pub name: String,
    /// The option's or the era's value, for a box that is one of several.
    pub mark: Option<String>,
    /// Where it stands; of a line the rectangle between its ends, in the first row for what stands in rows.
    pub rect: Rect,
}

impl Draft {
    /// Every box that can be moved, in the order of the file; what is written wrongly is left out.
    pub fn boxes(&self) -> Vec<DraftBox> {
        let Ok(source) = Source::read(self.text()) else {
            return Vec::new();
        };
        let mut boxes = Vec::new();
        let rows = (0..source.rows()).map(Some);
        for rows in std::iter::once(None).chain(rows) {
            let Ok(part) = source.part(rows) else {
                continue;
            };
            for kind in List::ALL {
                for (index, found) in list(part.table, kind.key()).into_iter().enumerate() {
                    if let Some(found) = found {
                        let page = if rows.is_some() {
                            part.page()
                        } else {
                            found.page()
                        };
                        of_entry(&mut boxes, Entry::new(rows, kind, index), &found, page);
                    }
                }
            }
        }
        boxes
    }
}

fn of_entry(boxes: &mut Vec<DraftBox>, entry: Entry, found: &Found<'_>, page: u32) {
    let name = match entry.list {
        List::Field => found.text("name"),
        List::Text => found.text("text"),
        List::Line | List::Frame => None,
    };
    let name = name.unwrap_or_default().to_owned();
    let mut add = |entry, key, rect, mark: Option<&str>| {
        boxes.push(DraftBox {
            at: BoxAt { entry, key },
            page,
            name: name.clone(),
            mark: mark.map(str::to_owned),
            rect,
        });
    };
    for (key, rect) in rects(entry, found) {
        add(entry, key, rect, None);
    }
    if entry.list != List::Field {
        return;
    }
    for marks in [Marks::Options, Marks::Eras] {
        for (index, mark) in list(found.table, marks.key()).into_iter().enumerate() {
            let Some(mark) = mark else { continue };
            let entry = Entry {
                mark: Some((marks, index)),
                ..entry
            };
            if let Some(rect) = rect(&mark, "box") {
                add(entry, BoxKey::Box, rect, mark.text("value"));
            }
        }
    }
}

/// The boxes of the entry itself.
pub(crate) fn rects(entry: Entry, found: &Found<'_>) -> Vec<(BoxKey, Rect)> {
    if entry.list == List::Line {
        let ends = ends(found).map(|[[x1, y1], [x2, y2]]| Rect {
            x: x1.min(x2),
            y: y1.min(y2),
            w: (x1 - x2).abs(),
            h: (y1 - y2).abs(),
        });
        return ends.map(|rect| (BoxKey::Ends, rect)).into_iter().collect();
    }
    BoxKey::OF_FIELD
        .into_iter()
        .filter_map(|key| Some((key, rect(found, key.key())?)))
        .collect()
}

/// From and to of a line.
fn ends(found: &Found<'_>) -> Option<[[f64; 2]; 2]> {
    let point = |key| Some(numbers::<2>(found.table.get(key))?.map(|(number, _)| number));
    Some([point("from")?, point("to")?])
}

fn rect(found: &Found<'_>, key: &str) -> Option<Rect> {
    let [x, y, w, h] = numbers::<4>(found.table.get(key))?.map(|(number, _)| number);
    Some(Rect { x, y, w, h })
}
