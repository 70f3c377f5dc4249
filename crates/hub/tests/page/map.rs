//! The city's own map: read at the start, shown to those who may see the shelters.

use std::path::Path;
use std::sync::Arc;

use axum::http::{Method, StatusCode};
use hub::page::api::{MapView, PageRole};
use hub::page::{CityMap, MapConfig, MapFault, PageConfig};
use serde_json::{Value, json};

use crate::world::{World, config};

/// Enough of a picture to be told from others.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\nmihon";

fn outline(folder: &Path, geo: &Value) -> Result<CityMap, Vec<MapFault>> {
    std::fs::write(folder.join("city.geojson"), geo.to_string()).unwrap();
    let config = MapConfig {
        outline: Some("city.geojson".into()),
        outline_from: Some("見本の区域".to_owned()),
        ..MapConfig::default()
    };
    CityMap::open(&config, folder)
}

fn ring(west: f64, south: f64) -> Value {
    let (east, north) = (west + 0.1, south + 0.1);
    json!([
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south]
    ])
}

fn tiles(file: &Path, picture: &[u8], attribution: &str) {
    let db = rusqlite::Connection::open(file).unwrap();
    db.execute_batch(
        "CREATE TABLE metadata (name TEXT, value TEXT); \
         CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);",
    )
    .unwrap();
    // From the north-west 14/14552/6451 is Tokyo's station; the file counts from the south.
    let row = (1 << 14) - 1 - 6451;
    db.execute(
        "INSERT INTO tiles VALUES (14, 14552, ?1, ?2)",
        (row, picture),
    )
    .unwrap();
    db.execute(
        "INSERT INTO metadata VALUES ('attribution', ?1)",
        [attribution],
    )
    .unwrap();
}

async fn world_with(folder: &Path, files: &MapConfig) -> World {
    let map = Arc::new(CityMap::open(files, folder).unwrap());
    World::with(PageConfig { map, ..config() }).await
}

#[tokio::test]
async fn outline_and_tiles_are_given_to_those_who_may_see_the_shelters() {
    let folder = tempfile::tempdir().unwrap();
    let geo = json!({ "type": "FeatureCollection", "features": [
        { "type": "Feature", "geometry": { "type": "Polygon", "coordinates": [ring(139.7, 35.6)] } },
        { "type": "Feature", "geometry": null },
        { "type": "Feature", "geometry": { "type": "MultiPolygon", "coordinates": [[ring(139.9, 35.6)]] } },
    ] });
    std::fs::write(folder.path().join("city.geojson"), geo.to_string()).unwrap();
    let html = "<a href=\"https://example.jp/\">出典：見本</a>";
    tiles(&folder.path().join("city.mbtiles"), PICTURE, html);
    let files = MapConfig {
        outline: Some("city.geojson".into()),
        outline_from: Some("見本の区域".to_owned()),
        tiles: Some("city.mbtiles".into()),
        tiles_from: None,
    };
    let world = world_with(folder.path(), &files).await;
    let viewer = world.browser("viewer", &[PageRole::Viewer]).await;
    let of = |path: &str| viewer.request(Method::GET, path, None);
    let answer = viewer.send(of("/page/api/map")).await;
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20)
        .await
        .unwrap();
    let view: MapView = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(view.rings.len(), 2);
    assert_eq!(format!("{:?}", view.rings[0][0]), "[139.7, 35.6]");
    assert_eq!(view.outline_from, "見本の区域");
    let shown = view.tiles.unwrap();
    assert_eq!((shown.least_zoom, shown.most_zoom), (14, 14));
    assert_eq!(
        shown.from, "出典：見本",
        "no markup of a file reaches the page"
    );

    let answer = viewer.send(of("/page/api/tiles/14/14552/6451")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["content-type"], "image/png");
    assert_eq!(answer.headers()["cache-control"], "private, max-age=86400");
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20)
        .await
        .unwrap();
    assert_eq!(bytes, PICTURE);
    for none in [
        "14/14552/6452",
        "13/1/1",
        "14/1/4000000000",
        "31/1/1",
        "200/1/1",
    ] {
        let answer = viewer.send(of(&format!("/page/api/tiles/{none}"))).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{none}");
    }
    let office = world.browser("office", &[PageRole::ElectionOffice]).await;
    let refused = office.send(office.request(Method::GET, "/page/api/tiles/14/14552/6451", None));
    assert_eq!(refused.await.status(), StatusCode::FORBIDDEN);
}

#[test]
fn a_file_that_is_no_map_is_told_with_field_file_and_place() {
    let folder = tempfile::tempdir().unwrap();
    let told = |geo: Value| {
        let faults = outline(folder.path(), &geo).unwrap_err();
        assert_eq!((faults.len(), faults[0].field), (1, "outline"));
        assert!(faults[0].problem.en.contains("city.geojson"));
        faults[0].problem.en.clone()
    };
    let of = |geometry: Value| json!({ "type": "FeatureCollection", "features": [{ "type": "Feature", "geometry": geometry }] });
    let said = told(of(json!({ "type": "Point", "coordinates": [139.7, 35.6] })));
    assert!(said.contains("features[0].geometry.type"), "{said}");
    let swapped = json!([[35.6, 139.7], [35.7, 139.7], [35.7, 139.8], [35.6, 139.7]]);
    let said = told(of(json!({ "type": "Polygon", "coordinates": [swapped] })));
    assert!(
        said.contains("features[0].geometry.coordinates[0][0]"),
        "{said}"
    );
    let open = json!([[139.7, 35.6], [139.8, 35.6], [139.8, 35.7], [139.7, 35.7]]);
    let said = told(of(
        json!({ "type": "MultiPolygon", "coordinates": [[open]] }),
    ));
    assert!(
        said.contains("coordinates[0][0]") && said.contains("closed"),
        "{said}"
    );
    assert!(told(json!({ "type": "FeatureCollection", "features": [] })).contains("no area"));
    assert!(told(json!([1, 2])).contains("type"));

    let files = MapConfig {
        outline: Some("nowhere.geojson".into()),
        tiles: Some("city.geojson".into()),
        ..MapConfig::default()
    };
    let faults = CityMap::open(&files, folder.path()).unwrap_err();
    let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["outline", "tiles"]);
    let of_tiles = |name: &str, picture: &[u8], attribution: &str| {
        tiles(&folder.path().join(name), picture, attribution);
        let files = MapConfig {
            tiles: Some(name.into()),
            ..MapConfig::default()
        };
        CityMap::open(&files, folder.path()).unwrap_err()[0]
            .problem
            .en
            .clone()
    };
    assert!(of_tiles("a.mbtiles", b"\x1f\x8bvector", "mihon").contains("vector"));
    assert!(of_tiles("b.mbtiles", PICTURE, "").contains("tiles_from"));
}

#[test]
fn a_jagged_coast_becomes_light_enough_to_draw_and_stays_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let coast: Vec<[f64; 2]> = (0..120_000)
        .map(|step| {
            let angle = f64::from(step) / 120_000.0 * std::f64::consts::TAU;
            let out = 0.2 + 0.002 * (f64::from(step) * 0.7).sin();
            [136.5 + out * angle.cos(), 36.5 + out * angle.sin()]
        })
        .collect();
    let mut ring = coast.clone();
    ring.push(coast[0]);
    let map = outline(
        folder.path(),
        &json!({ "type": "Polygon", "coordinates": [ring] }),
    )
    .unwrap();
    let rings = map.view().rings;
    assert!(
        rings[0].len() > 50 && rings[0].len() <= 20_000,
        "{}",
        rings[0].len()
    );
    assert_eq!(rings[0].first(), rings[0].last());
    let far = rings[0].iter().map(|[x, y]| (x - 136.5).hypot(y - 36.5));
    assert!(far.into_iter().all(|out| (0.195..=0.205).contains(&out)));
}
