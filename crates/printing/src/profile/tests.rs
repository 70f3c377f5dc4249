//! What a profile file may say, and what is said of one that is wrong.

use super::*;
use crate::profile_error::Kind;

const SMALLEST: &str = "title.ja = \"甲\"\ntitle.en = \"A\"\n[[paper]]\nsize = \"A4\"\n";

/// Adds lines in front of the smallest good profile and gives back its only error.
fn only_error(lines: &str) -> ProfileError {
    let text = format!("{lines}\n{SMALLEST}");
    let mut errors = Profile::parse("p.toml", &text).expect_err("the profile is wrong");
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.remove(0)
}

#[test]
fn the_smallest_profile_prints_one_sided_a4_unmoved() {
    let profile = Profile::parse("p.toml", SMALLEST).unwrap();
    let generic = Profile::generic_a4();
    assert_eq!(profile.papers, generic.papers);
    assert_eq!(profile.sides, Sides::One);
    assert_eq!(profile.timeouts, generic.timeouts);
    assert!(profile.scale_x.to_bits() == 1.0_f64.to_bits() && profile.offset_y_mm == 0.0);
}

#[test]
fn every_profile_that_comes_with_the_program_is_good() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../printer-profiles");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let profile = Profile::load(&path).unwrap_or_else(|errors| panic!("{errors:#?}"));
        let prints_a4 = profile.paper_for(210.0, 297.0).is_some();
        assert!(prints_a4 || profile.receipt.is_some(), "{path:?}");
        seen += 1;
    }
    assert!(seen >= 5);
}

#[test]
fn an_error_names_file_line_column_and_field_in_both_languages() {
    let error = only_error("\n\nplacement.scale_x = 1.2");
    assert_eq!((error.line, error.column), (3, 21));
    assert_eq!(error.field, "placement.scale_x");
    let advice = error.advice();
    assert!(
        advice
            .what
            .en
            .starts_with("p.toml:3:21: placement.scale_x: ")
    );
    assert!(
        advice.what.ja.contains("0.95から1.05まで"),
        "{}",
        advice.what.ja
    );
}

#[test]
fn each_kind_of_mistake_is_its_own_error() {
    let wrong = |expected| ProfileProblem::WrongKind { expected };
    for (lines, field, problem) in [
        ("sides = 1", "sides", wrong(Kind::Text)),
        (
            "keeps_queue = 'yes'",
            "keeps_queue",
            wrong(Kind::TrueOrFalse),
        ),
        ("placement = 3", "placement", wrong(Kind::Table)),
        (
            "placement.scale_y = '1'",
            "placement.scale_y",
            wrong(Kind::Number),
        ),
        (
            "timeouts.job_s = 1.5",
            "timeouts.job_s",
            wrong(Kind::WholeNumber),
        ),
        (
            "certificate_sha256 = 'ab'",
            "certificate_sha256",
            ProfileProblem::NotASha256,
        ),
    ] {
        let error = only_error(lines);
        assert_eq!((error.field.as_str(), error.problem), (field, problem));
    }
    for lines in [
        "placement.offset_x_mm = -20.5",
        "placement.offset_y_mm = nan",
        "timeouts.poll_ms = 1",
    ] {
        let error = only_error(lines);
        assert!(
            matches!(error.problem, ProfileProblem::OutOfRange { .. }),
            "{lines}"
        );
    }
    let unknown = only_error("placement.scale_z = 1.0");
    assert!(matches!(unknown.problem, ProfileProblem::UnknownKey { .. }));
    assert_eq!(
        (unknown.line, unknown.field.as_str()),
        (1, "placement.scale_z")
    );
    let word = only_error("sides = 'both'");
    assert!(matches!(word.problem, ProfileProblem::UnknownWord { .. }));
    assert!(word.advice().next.en.contains("two-sided-long-edge"));
    let fault = only_error("faults.on-fire.ja = 'x'");
    assert!(matches!(fault.problem, ProfileProblem::UnknownKey { .. }));
}

#[test]
fn papers_are_checked() {
    for (papers, problem) in [
        ("", ProfileProblem::Missing),
        (
            "paper = []",
            ProfileProblem::WrongKind {
                expected: Kind::ListOfTables,
            },
        ),
        ("[[paper]]\ntray = 'auto'", ProfileProblem::Missing),
        (
            "[[paper]]\nsize = 'A4'\n[[paper]]\nsize = 'A4'",
            ProfileProblem::Repeated,
        ),
        (
            "[[paper]]\nsize = 'A4'\ntray = 'Fach 1'",
            ProfileProblem::NotATray,
        ),
    ] {
        let text = format!("title.ja = '甲'\ntitle.en = 'A'\n{papers}");
        let errors = Profile::parse("p.toml", &text).expect_err("wrong paper");
        let found: Vec<_> = errors.into_iter().map(|error| error.problem).collect();
        assert_eq!(found, [problem], "{papers}");
    }
}

#[test]
fn all_mistakes_of_a_file_come_at_once_and_broken_toml_is_located() {
    let errors = Profile::parse("p.toml", "a = 1\nb = 2").expect_err("nothing right in it");
    let lines: Vec<_> = errors
        .iter()
        .map(|error| (error.line, error.field.as_str()))
        .collect();
    assert_eq!(lines, [(1, "a"), (2, "b"), (1, "title"), (1, "paper")]);
    let errors = Profile::parse("p.toml", "a = 1\n b : 2").expect_err("no TOML");
    assert!(matches!(errors[0].problem, ProfileProblem::NotToml { .. }));
    assert_eq!(errors[0].line, 2);
    let errors = Profile::load(Path::new("/nowhere/p.toml")).expect_err("no file");
    assert_eq!(errors[0].problem, ProfileProblem::Unreadable);
}

#[test]
fn a_machine_may_have_its_own_words_for_a_fault() {
    let text = format!(
        "faults.paper-jam.ja = '緑のレバー'\nfaults.paper-jam.en = 'green lever'\n{SMALLEST}"
    );
    let profile = Profile::parse("p.toml", &text).unwrap();
    assert_eq!(profile.advice_on(Fault::PaperJam).next.en, "green lever");
    assert_eq!(
        profile.advice_on(Fault::CoverOpen),
        Fault::CoverOpen.advice()
    );
    assert_eq!(profile.advice_during(Progress::Printing), None);
    let advice = profile.advice_during(Progress::OutOfPaper);
    assert_eq!(
        advice.map(|advice| advice.code),
        Some("printer-out-of-paper")
    );
}

#[test]
fn a_certificate_is_taken_with_and_without_colons() {
    let digits = "0a".repeat(32);
    let colons = ["0A"; 32].join(":");
    for text in [digits, colons] {
        let text = format!("certificate_sha256 = '{text}'\n{SMALLEST}");
        let profile = Profile::parse("p.toml", &text).unwrap();
        assert_eq!(profile.certificate_sha256, Some([10; 32]));
    }
}

#[test]
fn what_an_office_machine_has_is_read() {
    let text = format!(
        "monochrome = true\nquality = 'high'\nstaple = 'top-left'\nplacement.rotation = 180\n\
         {SMALLEST}[[paper]]\nsize = \"A4\"\ntray = 'tray-2'\nform = 'juminhyo-request'\n"
    );
    let profile = Profile::parse("p.toml", &text).unwrap();
    assert!(profile.monochrome && profile.turned);
    assert_eq!(profile.quality, Some(Quality::High));
    assert_eq!(profile.staple, Staple::TopLeft);
    let stock = Stock::Preprinted {
        form_id: "juminhyo-request".to_owned(),
    };
    let tray = |stock| {
        let paper = profile.stock_for(210.0, 297.0, stock);
        paper.map(|paper| paper.tray.as_str())
    };
    assert_eq!(tray(&stock), Some("tray-2"));
    assert_eq!(tray(&Stock::Plain), Some("auto"));
    assert_eq!(profile.usual_paper().unwrap().stock, Stock::Plain);
}

#[test]
fn a_queue_and_a_roll_are_read() {
    let text = format!("route = 'spooler'\nqueue = '窓口1'\n{SMALLEST}");
    let queue = Some("窓口1".to_owned());
    let profile = Profile::parse("p.toml", &text).unwrap();
    assert_eq!(profile.route, Route::Spooler { queue });
    let text = "title.ja = '甲'\ntitle.en = 'A'\n[receipt]\nroll = '58mm'\n";
    let profile = Profile::parse("p.toml", text).unwrap();
    let receipt = profile.receipt.unwrap();
    assert_eq!((receipt.roll.dots(), receipt.cuts), (384, true));
    assert_eq!(profile.usual_paper(), None);
}

#[test]
fn mistakes_about_stock_queue_and_rotation_are_named() {
    for (lines, field, problem) in [
        ("queue = 'x'", "queue", ProfileProblem::QueueWithoutSpooler),
        (
            "route = 'spooler'\nqueue = 'a/b'",
            "queue",
            ProfileProblem::NotAQueue,
        ),
        (
            "placement.rotation = 90",
            "placement.rotation",
            ProfileProblem::NotARotation,
        ),
    ] {
        let error = only_error(lines);
        assert_eq!((error.field.as_str(), error.problem), (field, problem));
    }
    for (form, problem) in [
        ("form = 'x'", ProfileProblem::StockWithoutTray),
        ("tray = 'tray-1'\nform = '様式'", ProfileProblem::NotAFormId),
    ] {
        let text = format!("{SMALLEST}[[paper]]\nsize = 'A4'\n{form}\n");
        let errors = Profile::parse("p.toml", &text).expect_err("wrong paper");
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(errors[0].problem, problem);
    }
}
