//! The city's outline from GeoJSON (RFC 7946), as light as a screen needs it.

use std::path::Path;

use advice::Bilingual;
use serde_json::Value;

/// A point: longitude and latitude in degrees.
type Point = [f64; 2];

/// Larger files are of a whole country, and would be drawn by each browser.
const MOST_BYTES: u64 = 64 << 20;
/// So many points are drawn without the map becoming slow.
const MOST_POINTS: usize = 20_000;
/// The first tolerance of simplifying: about five metres.
const FIRST_TOLERANCE: f64 = 0.000_05;
/// Japan with its islands, west, south, east and north.
const JAPAN: [f64; 4] = [122.0, 20.0, 154.5, 46.0];

/// Rings of the area, holes too.
#[derive(Debug)]
pub(super) struct Outline {
    pub rings: Vec<Vec<Point>>,
    pub from: String,
}

impl Outline {
    /// Reads the file, and tells where in it something is wrong.
    pub fn read(file: &Path, from: String) -> Result<Self, Bilingual> {
        let size = std::fs::metadata(file)
            .map_err(|error| unreadable(&error))?
            .len();
        if size > MOST_BYTES {
            return Err(Bilingual::new(
                "64 MB を超えています。市の区域だけを取り出してください",
                "is larger than 64 MB; take only the city's area out of it",
            ));
        }
        let bytes = std::fs::read(file).map_err(|error| unreadable(&error))?;
        let text = std::str::from_utf8(&bytes).map_err(|_| {
            Bilingual::new(
                "UTF-8 ではありません。UTF-8 の GeoJSON にしてください",
                "is not UTF-8; GeoJSON has to be",
            )
        })?;
        let geo: Value =
            serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
                Bilingual::new(
                    format!("JSON として読めません（{error}）"),
                    format!("is no JSON ({error})"),
                )
            })?;
        let mut rings = Vec::new();
        area(&geo, "", &mut rings)?;
        if rings.is_empty() {
            return Err(fault("features", "区域がありません", "there is no area"));
        }
        Ok(Self {
            rings: light(rings),
            from,
        })
    }
}

fn unreadable(error: &std::io::Error) -> Bilingual {
    Bilingual::new(
        format!("読めません（{error}）"),
        format!("cannot be read ({error})"),
    )
}

/// A fault at a place in the file, as `features[3].geometry.type`.
fn fault(place: &str, ja: &str, en: &str) -> Bilingual {
    Bilingual::new(format!("{place}：{ja}"), format!("{place}: {en}"))
}

fn area(geo: &Value, at: &str, rings: &mut Vec<Vec<Point>>) -> Result<(), Bilingual> {
    let within = |field: &str| {
        if at.is_empty() {
            field.to_owned()
        } else {
            format!("{at}.{field}")
        }
    };
    let listed = |field: &str| {
        geo[field]
            .as_array()
            .ok_or_else(|| fault(&within(field), "並びがありません", "a list is missing"))
    };
    match geo["type"].as_str() {
        Some("FeatureCollection") => {
            for (number, feature) in listed("features")?.iter().enumerate() {
                area(feature, &format!("{}[{number}]", within("features")), rings)?;
            }
        }
        // A feature may be without a place (RFC 7946, 3.2).
        Some("Feature") if geo["geometry"].is_null() => {}
        Some("Feature") => area(&geo["geometry"], &within("geometry"), rings)?,
        Some("Polygon") => polygon(listed("coordinates")?, &within("coordinates"), rings)?,
        Some("MultiPolygon") => {
            for (number, one) in listed("coordinates")?.iter().enumerate() {
                let at = format!("{}[{number}]", within("coordinates"));
                let of_one = one
                    .as_array()
                    .ok_or_else(|| fault(&at, "並びがありません", "a list is missing"))?;
                polygon(of_one, &at, rings)?;
            }
        }
        _ => {
            return Err(fault(
                &within("type"),
                "区域（Polygon か MultiPolygon）ではありません",
                "is no area (Polygon or MultiPolygon)",
            ));
        }
    }
    Ok(())
}

fn polygon(of: &[Value], at: &str, rings: &mut Vec<Vec<Point>>) -> Result<(), Bilingual> {
    for (number, ring) in of.iter().enumerate() {
        let at = format!("{at}[{number}]");
        let points = ring.as_array().map(Vec::as_slice).unwrap_or_default();
        if points.len() < 4 || points.first() != points.last() {
            return Err(fault(
                &at,
                "閉じた輪（4点以上、最後が最初と同じ）ではありません",
                "is no closed ring (four points or more, the last as the first)",
            ));
        }
        let points = points.iter().enumerate().map(|(number, one)| {
            point(one).ok_or_else(|| {
                fault(
                    &format!("{at}[{number}]"),
                    "日本の［経度, 緯度］（度）ではありません。平面直角座標や緯度・経度の逆順ではありませんか",
                    "is no [longitude, latitude] of Japan in degrees; are they metres, or the other way round?",
                )
            })
        });
        rings.push(points.collect::<Result<_, _>>()?);
    }
    Ok(())
}

fn point(of: &Value) -> Option<Point> {
    let (east, north) = (of.get(0)?.as_f64()?, of.get(1)?.as_f64()?);
    let [west, south, most_east, most_north] = JAPAN;
    let inside = (west..=most_east).contains(&east) && (south..=most_north).contains(&north);
    inside.then_some([east, north])
}

/// Simplified until it is light enough, first by what no screen shows.
fn light(rings: Vec<Vec<Point>>) -> Vec<Vec<Point>> {
    let mut tolerance = FIRST_TOLERANCE;
    let mut rings = rings;
    loop {
        rings = rings
            .iter()
            .map(|ring| simplified(ring, tolerance))
            // A rock in the sea that became a line.
            .filter(|ring| ring.len() >= 4)
            .collect();
        if rings.iter().map(Vec::len).sum::<usize>() <= MOST_POINTS {
            break;
        }
        tolerance *= 2.0;
    }
    for point in rings.iter_mut().flatten() {
        *point = point.map(|degrees| (degrees * 1e5).round() / 1e5);
    }
    rings
}

/// Ramer, Douglas and Peucker: what lies nearer to the line than the tolerance is left out.
fn simplified(ring: &[Point], tolerance: f64) -> Vec<Point> {
    let mut stays = vec![false; ring.len()];
    // A closed ring is two lines: to the point that is farthest from the first one, and back.
    let farthest = |from: Point| {
        let distance = |at: &usize| (ring[*at][0] - from[0]).hypot(ring[*at][1] - from[1]);
        (0..ring.len()).max_by(|a, b| distance(a).total_cmp(&distance(b)))
    };
    let (Some(&first), last) = (ring.first(), ring.len().saturating_sub(1)) else {
        return Vec::new();
    };
    let far = farthest(first).unwrap_or(last);
    let mut open = vec![(0, far), (far, last)];
    stays[0] = true;
    stays[far] = true;
    stays[last] = true;
    while let Some((from, to)) = open.pop() {
        let off = (from + 1..to).map(|at| (at, distance(ring[at], ring[from], ring[to])));
        let worst = off.max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, off)) = worst
            && off > tolerance
        {
            stays[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
    let kept = ring.iter().zip(stays).filter(|(_, stays)| *stays);
    kept.map(|(point, _)| *point).collect()
}

fn distance(of: Point, from: Point, to: Point) -> f64 {
    let (along, up) = (to[0] - from[0], to[1] - from[1]);
    let (x, y) = (of[0] - from[0], of[1] - from[1]);
    let length = along.hypot(up);
    if length == 0.0 {
        x.hypot(y)
    } else {
        (along * y - up * x).abs() / length
    }
}
