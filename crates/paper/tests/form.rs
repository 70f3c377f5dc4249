//! The shipped form with its samples.

mod common;

use common::{FONTS, Raster, form, pdf_of, run, sample, samples, text_of};
use paper::{Placement, check_values, page_count, render};

#[test]
fn every_sample_is_drawn_and_gives_its_text_back() {
    let form = form();
    let out = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    for sample in samples() {
        let pdf = pdf_of(&form, &sample.values);
        std::fs::write(out.join(format!("{}.pdf", sample.id)), &pdf).unwrap();
        assert_eq!(page_count(&pdf), Ok(1), "{}", sample.id);
        assert!(pdf.len() < 200_000, "{}: {} bytes", sample.id, pdf.len());
        let text: String = text_of(&pdf).split_whitespace().collect();
        for name in ["person.name", "person.address", "city.mayor"] {
            let wanted: String = sample.values.get(name).unwrap().split_whitespace().collect();
            assert!(text.contains(&wanted), "{} of {} in {text}", name, sample.id);
        }
        let fatal: Vec<_> = check_values(&form, &sample.values, &FONTS).into_iter().filter(paper::FieldProblem::is_fatal).collect();
        assert!(fatal.is_empty(), "{}: {fatal:?}", sample.id);
    }
}
