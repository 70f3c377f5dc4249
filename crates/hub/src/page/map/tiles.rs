//! Tiles from an `MBTiles` file (version 1.3): an `SQLite` database of pictures in Web Mercator.

use std::fmt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use advice::Bilingual;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use crate::page::api::TilesView;

/// Deeper than any map of a city goes.
const DEEPEST: u8 = 22;

/// An open file.
pub(super) struct Tiles {
    db: Mutex<Connection>,
    least: u8,
    most: u8,
    from: String,
}

impl fmt::Debug for Tiles {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Tiles({}..={})", self.least, self.most)
    }
}

impl Tiles {
    /// Opens the file and looks at one of its tiles.
    pub fn open(file: &Path, from: String) -> Result<Self, Bilingual> {
        let unreadable = |error: &dyn fmt::Display| {
            Bilingual::new(
                format!("読めません（{error}）"),
                format!("cannot be read ({error})"),
            )
        };
        // SQLite would say no more than that it cannot open it.
        std::fs::File::open(file).map_err(|error| unreadable(&error))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(file, flags).map_err(|error| unreadable(&error))?;
        let levels = "SELECT MIN(zoom_level), MAX(zoom_level) FROM tiles";
        let levels = db.query_row(levels, (), |row| {
            Ok((row.get::<_, Option<u8>>(0)?, row.get::<_, Option<u8>>(1)?))
        });
        let (least, most) = match levels {
            Ok((Some(least), Some(most))) if most <= DEEPEST => (least, most),
            Ok(_) => {
                return Err(Bilingual::new(
                    "tiles 表に 0〜22 の zoom_level のタイルがありません",
                    "the table tiles has no tiles of zoom_level 0 to 22",
                ));
            }
            Err(_) => {
                return Err(Bilingual::new(
                    "MBTiles ではありません（tiles 表がありません）",
                    "is no MBTiles file (it has no table tiles)",
                ));
            }
        };
        let sample = "SELECT tile_data FROM tiles LIMIT 1";
        let sample: Vec<u8> = db
            .query_row(sample, (), |row| row.get(0))
            .map_err(|error| unreadable(&error))?;
        if media(&sample).is_none() {
            return Err(Bilingual::new(
                "タイルが PNG・JPEG・WebP の画像ではありません（ベクトルタイルは使えません）",
                "its tiles are no PNG, JPEG or WebP pictures (vector tiles cannot be used)",
            ));
        }
        let own = "SELECT value FROM metadata WHERE name = 'attribution'";
        let own: Option<String> = db
            .query_row(own, (), |row| row.get(0))
            .optional()
            .unwrap_or_default();
        let from = if from.trim().is_empty() {
            plain(&own.unwrap_or_default())
        } else {
            from
        };
        if from.trim().is_empty() {
            return Err(Bilingual::new(
                "出典がわかりません。tiles_from に「出典：国土地理院」のように書いてください",
                "does not say who made it; write it into tiles_from",
            ));
        }
        Ok(Self {
            db: Mutex::new(db),
            least,
            most,
            from,
        })
    }

    pub fn view(&self) -> TilesView {
        TilesView {
            least_zoom: self.least,
            most_zoom: self.most,
            from: self.from.clone(),
        }
    }

    /// A tile, if the file has it and it is a picture. The file counts rows from the south.
    pub fn tile(&self, zoom: u8, column: u32, row: u32) -> Option<(&'static str, Vec<u8>)> {
        if zoom < self.least || zoom > self.most {
            return None;
        }
        let last = (1_u32 << zoom) - 1;
        let from_south = last.checked_sub(row)?;
        let db = self.db.lock().unwrap_or_else(PoisonError::into_inner);
        let sql = "SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3";
        let mut found = db.prepare_cached(sql).ok()?;
        let picture: Vec<u8> = found
            .query_row((zoom, column, from_south), |row| row.get(0))
            .ok()?;
        Some((media(&picture)?, picture))
    }
}

/// By its first bytes: what a file says of itself is not believed.
fn media(picture: &[u8]) -> Option<&'static str> {
    match picture {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ => None,
    }
}

/// The text of a piece of HTML, in which files name their makers.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => text.push(letter),
            _ => {}
        }
    }
    text.replace("&copy;", "©").replace("&amp;", "&")
}
