//! The power is cut after each step of a load: a program of its own is killed there.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use jiff::civil::datetime;
use rand_core::OsRng;

use super::load::{Step, load_with};
use super::*;
use crate::Places;

const CHILD: &str = "KAZASHI_TEST_POWER_CUT";

fn places(dir: &Path) -> Places {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Places {
        settings_file: dir.join("kazashi.toml"),
        settings_save_file: dir.join("kazashi.toml"),
        data_dir: dir.to_path_buf(),
        bundles_dir: dir.join("bundles"),
        forms_dir: repository.join("forms"),
        profiles_dir: repository.join("printer-profiles"),
    }
}

fn exported(places: &Places, key: &BundleKey, number: u64) -> Vec<u8> {
    let about = Export {
        name: "架空市",
        number,
        created: datetime(2026, 11, 21, 9, 30, 0, 0),
    };
    export(places, key, &about).unwrap()
}

fn steps() -> Vec<(Step, usize)> {
    let mut steps: Vec<(Step, usize)> = (1..=4).map(|n| (Step::FileWritten, n)).collect();
    for step in [Step::Written, Step::Checked, Step::Named, Step::Switched] {
        steps.push((step, 1));
    }
    steps
}

#[test]
fn after_a_cut_at_any_step_the_old_or_the_new_version_is_whole_and_the_load_can_be_repeated() {
    for (index, (step, _)) in steps().into_iter().enumerate() {
        for first in [true, false] {
            let dir = tempfile::tempdir().unwrap();
            let places = places(dir.path());
            let key = BundleKey::generate(&mut OsRng);
            let trust = key.fingerprint().to_string();
            let trust = Trust {
                fingerprint: Some(&trust),
                allow_older: false,
            };
            if !first {
                let old = Bundle::from_bytes(&exported(&places, &key, 1)).unwrap();
                load(&places, &old, trust).unwrap();
            }
            let file = dir.path().join("2.kazashi");
            fs::write(&file, exported(&places, &key, 2)).unwrap();
            let killed = Command::new(env::current_exe().unwrap())
                .args(["--exact", "bundle::power_cut_tests::loads_until_it_is_cut"])
                .args(["--ignored", "--nocapture"])
                .env(
                    CHILD,
                    format!(
                        "{index} {} {}",
                        trust.fingerprint.unwrap(),
                        dir.path().display()
                    ),
                )
                .output()
                .unwrap();
            assert!(!killed.status.success(), "it was not cut at {step:?}");

            let version = verify_active(&places).unwrap().map(|info| info.version);
            let before = if first { None } else { Some(1) };
            let expected = if step == Step::Switched {
                Some(2)
            } else {
                before
            };
            assert_eq!(version, expected, "after a cut at {step:?}");
            if step != Step::Switched {
                load(&places, &Bundle::open(&file).unwrap(), trust).unwrap();
            }
            assert_eq!(verify_active(&places).unwrap().unwrap().version, 2);
            let next = Bundle::from_bytes(&exported(&places, &key, 3)).unwrap();
            load(&places, &next, trust).unwrap();
            let left = fs::read_dir(&places.bundles_dir).unwrap().flatten();
            let folders = left.filter(|entry| entry.path().is_dir()).count();
            assert_eq!(folders, 2, "something is left of the cut at {step:?}");
        }
    }
}

/// Not a test of its own: the program that is killed.
#[test]
#[ignore = "started by the test above"]
fn loads_until_it_is_cut() {
    let Ok(asked) = env::var(CHILD) else { return };
    let mut words = asked.splitn(3, ' ');
    let index: usize = words.next().unwrap().parse().unwrap();
    let fingerprint = words.next().unwrap();
    let dir = Path::new(words.next().unwrap());
    let (last, mut left) = steps()[index];
    let bundle = Bundle::open(&dir.join("2.kazashi")).unwrap();
    let trust = Trust {
        fingerprint: Some(fingerprint),
        allow_older: false,
    };
    let done = load_with(&places(dir), &bundle, trust, &mut |step| {
        if step == last {
            left -= 1;
            if left == 0 {
                std::process::abort();
            }
        }
    });
    panic!("it was not cut: {:?}", done.map(|info| info.version));
}
