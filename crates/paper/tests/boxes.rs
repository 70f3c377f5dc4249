//! Whatever the text, no ink leaves its box.

mod common;

use common::{FONTS, Raster, small_form, values};
use paper::{Placement, ProblemKind, render};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_ink_outside_the_box(text in "([見本邉a-zA-Z0-9１ア　]|葛\u{E0103}){1,60}", width in 12_u32..120, height in 6_u32..16, lines in 1_u32..3) {
        let height = height.max(lines * 6);
        let form = small_form(&format!(
            r#"field = [{{ name = "欄", type = "text", value = "person.name", box = [30, 30, {width}, {height}], size = 13, floor = 6, lines = {lines} }}]"#
        )).ok().unwrap();
        match render(&form, &values([("person.name", text.as_str())]), &FONTS, &Placement::default()) {
            Ok(pdf) => {
                let raster = Raster::by_poppler(&pdf, 150);
                let (w, h) = (f64::from(width), f64::from(height));
                if let Some([left, top, right, bottom]) = raster.ink_in([0.0, 0.0, 210.0, 285.0]) {
                    // A dot of 150 dpi is 0.17 mm wide; outlines of letters may stand out of their advance by as much.
                    prop_assert!(left > 29.6 && top > 29.6 && right < 30.4 + w && bottom < 30.4 + h, "{left} {top} {right} {bottom} in {w} × {h}");
                }
            }
            Err(problems) => {
                prop_assert!(problems.iter().all(|p| matches!(p.kind, ProblemKind::DoesNotFit | ProblemKind::MissingRequired)), "{problems:?}");
            }
        }
    }
}
