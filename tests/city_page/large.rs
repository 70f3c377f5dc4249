//! Many shelters in a real hub, with the city's own map, in a real browser. What it took is printed, never asserted.

use std::path::Path;
use std::time::{Duration, Instant};

use ledger::RealmId;
use stories::Browser;

use crate::city::City;
use crate::desk::Gymnasium;
use crate::filling::{fill, name_of, person_of};
use crate::prepared::prepared;
use crate::{logs_in, picture};

/// `KAZASHI_SHELTERS=1000 KAZASHI_PEOPLE=20` for the measurement; few in the ordinary run.
fn number(name: &str, otherwise: u32) -> u32 {
    let given = std::env::var(name).ok();
    given
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// The city's outline, and tiles of two zooms around the shelters: checks of two colours.
fn map(folder: &Path) -> String {
    let outline = serde_json::json!({ "type": "Feature", "geometry": { "type": "Polygon", "coordinates": [[
        [139.60, 35.58], [139.78, 35.57], [139.80, 35.70], [139.70, 35.72], [139.61, 35.69], [139.60, 35.58],
    ]] } });
    std::fs::write(folder.join("city.geojson"), outline.to_string()).unwrap();
    let db = rusqlite::Connection::open(folder.join("city.mbtiles")).unwrap();
    db.execute_batch(
        "CREATE TABLE metadata (name TEXT, value TEXT); \
         CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);",
    )
    .unwrap();
    let pictures = [tile([214, 236, 214]), tile([226, 226, 246])];
    for zoom in [11_u32, 12, 13] {
        let all = f64::from(1_u32 << zoom);
        let column = |east: f64| (((east + 180.0) / 360.0) * all) as u32;
        let row = |north: f64| {
            let angle = north.to_radians();
            ((1.0 - angle.tan().asinh() / std::f64::consts::PI) / 2.0 * all) as u32
        };
        for x in column(139.55)..=column(139.85) {
            for y in row(35.75)..=row(35.54) {
                let picture = &pictures[usize::try_from((x + y) % 2).unwrap()];
                let from_south = (1 << zoom) - 1 - y;
                let row = (zoom, x, from_south, picture);
                db.execute("INSERT INTO tiles VALUES (?1, ?2, ?3, ?4)", row)
                    .unwrap();
            }
        }
    }
    "[page]\ncity = \"見本市\"\n[page.map]\noutline = \"city.geojson\"\noutline_from = \"見本の区域（架空）\"\n\
     tiles = \"city.mbtiles\"\ntiles_from = \"見本の地図（架空）\"\n"
        .to_owned()
}

fn tile(colour: [u8; 3]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 256, 256);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&colour.repeat(256 * 256)).unwrap();
    writer.finish().unwrap();
    bytes
}

async fn seconds(what: &str, work: impl Future<Output = ()>) {
    let start = Instant::now();
    work.await;
    println!("{what}: {:.2} s", start.elapsed().as_secs_f64());
}

/// Until a hub that has just started has counted everybody.
async fn until_counted(browser: &Browser, city: &City, people: u32) {
    let total = grouped(people);
    let start = Instant::now();
    loop {
        let said = browser.says("[data-act='total-people']").await;
        if said.contains(&total) {
            return;
        }
        let patience = Duration::from_mins(10);
        assert!(
            start.elapsed() < patience,
            "{said} of {total} people, {}",
            city.log()
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

fn grouped(number: u32) -> String {
    let digits = number.to_string();
    match digits.len() {
        4.. => format!(
            "{},{}",
            &digits[..digits.len() - 3],
            &digits[digits.len() - 3..]
        ),
        _ => digits,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_shelters_are_on_one_page_with_the_citys_own_map() {
    let (shelters, people) = (number("KAZASHI_SHELTERS", 200), number("KAZASHI_PEOPLE", 5));
    let prepared = prepared();
    let gymnasium = Gymnasium::opens(&prepared);
    let realm = RealmId(gymnasium.realm());
    let start = Instant::now();
    let city = City::start_with(&prepared, &[], |folder| {
        let filling = fill(folder, realm, shelters, people);
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(filling));
        map(folder)
    });
    println!(
        "{shelters} shelters of {people} people: {:?} to write",
        start.elapsed()
    );
    let all = shelters * people;
    let started = Instant::now();
    let password = city.user("honbu", &["headquarters", "keeper"]);
    let browser = Browser::open().await;
    browser.goes_to(&city.page()).await;
    logs_in(&browser, "honbu", &password).await;
    until_counted(&browser, &city, all).await;
    println!("counted after {:.1} s", started.elapsed().as_secs_f64());

    let shown = format!("{shelters}か所のうち{shelters}か所");
    seconds("the page opened", async {
        browser.driver().refresh().await.unwrap();
        browser
            .until_it_says("[data-act='rows-shown']", &shown)
            .await;
    })
    .await;
    browser.axe_finds_nothing("many shelters").await;
    picture(&browser, "page-5-many-shelters").await;
    seconds("sorted by people", async {
        browser.act("sort-people").await;
        browser
            .wait_for("th[aria-sort='descending'] [data-act='sort-people']")
            .await;
    })
    .await;
    let name = name_of(shelters - 1);
    seconds("one shelter found by its name", async {
        browser.tell("filter", &name).await;
        let one = format!("{shelters}か所のうち1か所");
        browser.until_it_says("[data-act='rows-shown']", &one).await;
    })
    .await;
    browser.tell("filter", " ").await;

    // Somebody comes in at a gymnasium, and is on the page without anybody touching it.
    let uplink = gymnasium.joins(&city).await;
    gymnasium.registers("架空　太郎");
    uplink.wake();
    seconds(
        "one more person on the page",
        until_counted(&browser, &city, all + 1),
    )
    .await;

    browser.act("view-map").await;
    browser.wait_for("[data-act='outline']").await;
    browser
        .until_it_says("[data-act='map-from']", "見本の地図（架空）")
        .await;
    let start = Instant::now();
    while drawn_tiles(&browser).await < 4 {
        assert!(start.elapsed() < Duration::from_secs(20), "no tiles");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    browser.axe_finds_nothing("the city's own map").await;
    let drawing = browser.wait_for("[data-act='map']").await;
    drawing.scroll_into_view().await.unwrap();
    picture(&browser, "page-6-map").await;
    for _ in 0..3 {
        browser.act("zoom-in").await;
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    drawing.scroll_into_view().await.unwrap();
    picture(&browser, "page-7-map-near").await;

    browser.act("page-people").await;
    browser.tell("reason", "家族からの照会").await;
    browser.act("begin").await;
    browser
        .tell("text", &person_of(shelters - 1, people - 1))
        .await;
    seconds("one of them found", async {
        browser.act("find").await;
        browser.until_it_says("[data-act^='hit-']", &name).await;
    })
    .await;
    browser.close().await;
    uplink.stop();
}

/// How many pictures of the map came from the hub.
async fn drawn_tiles(browser: &Browser) -> u32 {
    const COUNT: &str = "return performance.getEntriesByType('resource') \
        .filter((each) => each.name.includes('/page/api/tiles/') && each.responseStatus === 200).length;";
    let count = browser.driver().execute(COUNT, vec![]).await.unwrap();
    count.convert().unwrap()
}
