//! The city's own map, without the internet: its outline and its tiles, from two files beside the configuration.

mod outline;
mod tiles;

use std::path::{Path, PathBuf};

use advice::Bilingual;
use serde::Deserialize;

use outline::Outline;
use tiles::Tiles;

use super::api::MapView;

/// Where the files are (`[page.map]`). Without any, the page shows shelters at their places on a grid of degrees.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MapConfig {
    /// The city's area as GeoJSON: polygons in degrees of longitude and latitude.
    pub outline: Option<PathBuf>,
    /// Who made the outline; shown on the map.
    pub outline_from: Option<String>,
    /// Tiles as one `MBTiles` file of pictures.
    pub tiles: Option<PathBuf>,
    /// Who made the tiles; shown on the map. Left out, the file's own word is shown.
    pub tiles_from: Option<String>,
}

/// What is wrong with one of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapFault {
    /// The field of `[page.map]`.
    pub field: &'static str,
    /// The file, the place in it, and what is wrong there.
    pub problem: Bilingual,
}

/// The map as it was read at the start.
#[derive(Debug, Default)]
pub struct CityMap {
    outline: Option<Outline>,
    tiles: Option<Tiles>,
}

impl CityMap {
    /// Reads the files; relative paths begin at the folder. Tells every fault at once.
    pub fn open(config: &MapConfig, folder: &Path) -> Result<Self, Vec<MapFault>> {
        let mut faults = Vec::new();
        let mut told = |field: &'static str, file: &Path, ja: &str, en: &str| {
            faults.push(MapFault {
                field,
                problem: Bilingual::new(
                    format!("{}：{ja}", file.display()),
                    format!("{}: {en}", file.display()),
                ),
            });
        };
        let from = |text: &Option<String>| text.clone().unwrap_or_default();
        let outline = config.outline.as_ref().and_then(|file| {
            let file = folder.join(file);
            let read = Outline::read(&file, from(&config.outline_from));
            read.map_err(|fault| told("outline", &file, &fault.ja, &fault.en))
                .ok()
        });
        let tiles = config.tiles.as_ref().and_then(|file| {
            let file = folder.join(file);
            let opened = Tiles::open(&file, from(&config.tiles_from));
            opened
                .map_err(|fault| told("tiles", &file, &fault.ja, &fault.en))
                .ok()
        });
        if faults.is_empty() {
            Ok(Self { outline, tiles })
        } else {
            Err(faults)
        }
    }

    /// What the page has to know to draw it.
    pub fn view(&self) -> MapView {
        let outline = self.outline.as_ref();
        MapView {
            rings: outline
                .map(|outline| outline.rings.clone())
                .unwrap_or_default(),
            outline_from: outline
                .map(|outline| outline.from.clone())
                .unwrap_or_default(),
            tiles: self.tiles.as_ref().map(Tiles::view),
        }
    }

    /// A tile of the world in Web Mercator, from the north-west, with its media type. Reads the file: not for a thread that
    /// others wait for.
    pub(super) fn tile(&self, zoom: u8, column: u32, row: u32) -> Option<(&'static str, Vec<u8>)> {
        self.tiles.as_ref()?.tile(zoom, column, row)
    }
}
