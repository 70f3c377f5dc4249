//! `kazashi ledger export` and `import`.

use std::path::{Path, PathBuf};

use ledger::{Bundle, BundleKey, BundleWriter, Have, Opener};
use rand_core::OsRng;

use super::opening::{Opened, now};
use crate::failure::{Failure, OrFail};
use crate::output;

/// Says events and bytes of the bundle.
pub(super) fn export(opened: &Opened, out: &Path, answer_to: Option<&Path>) -> Result<(), Failure> {
    let kept = opened.kept()?;
    let key = BundleKey::new(*kept.opened.secrets.bundles.as_bytes());
    let have = match answer_to {
        Some(bundle) => checked(opened, bundle, &key)?.info().have.clone(),
        None => Have::new(),
    };
    let writer = BundleWriter::begin(
        out,
        &opened.ledger,
        &have,
        &key,
        Some(&kept.opened.public.recovery_key),
        now().wall_ms,
        &mut OsRng,
    );
    let written = writer.or_fail()?.finish(&opened.ledger).or_fail()?;
    output::line(format!("{}\t{}", written.events, written.bytes))
}

/// Says of each bundle: new events, known ones, waiting ones, refused ones, devices with two histories.
pub(super) fn import(opened: &mut Opened, bundles: &[PathBuf]) -> Result<(), Failure> {
    let kept = opened.kept()?;
    let key = BundleKey::new(*kept.opened.secrets.bundles.as_bytes());
    for file in bundles {
        let mut bundle = checked(opened, file, &key)?;
        let wall_ms = now().wall_ms;
        let taken = bundle.import_into(&mut opened.ledger, wall_ms).or_fail()?;
        output::line(format!(
            "{}\t{}\t{}\t{}\t{}",
            taken.new,
            taken.known,
            taken.waiting,
            taken.refused.len(),
            taken.suspended.len()
        ))?;
    }
    Ok(())
}

fn checked(opened: &Opened, file: &Path, key: &BundleKey) -> Result<Bundle, Failure> {
    let ledger = &opened.ledger;
    let realm_key = Opener::Realm(key);
    Bundle::open(file, ledger.realm(), &realm_key).or_fail()
}
