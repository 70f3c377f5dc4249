//! What preparing a package needs, for shelters and for elections: the city's keys, the package before, whole files.

use std::fs;
use std::path::Path;

use rand_core::OsRng;
use vault::{
    ActivationCode, CityKeys, Cost, KeyFile, NewSlot, Opened, Package, Passphrase, Prepared,
    Purpose,
};

use crate::failure::{CliError, Failure, OrFail};
use crate::output;
use crate::passphrase_input::Lines;

/// The package that this one follows, opened by the code of the next line.
pub(super) fn before(
    file: Option<&Path>,
    lines: &mut Lines<impl std::io::Read>,
) -> Result<Option<Opened>, Failure> {
    let Some(file) = file else {
        return Ok(None);
    };
    let code = ActivationCode::parse(&lines.next()?).or_fail()?;
    Ok(Some(Package::load(file).or_fail()?.open(&code).or_fail()?))
}

/// The city's keys, with their file where they are new and nothing of them is on the disk yet.
pub(super) struct City {
    pub(super) keys: CityKeys,
    made: Option<KeyFile>,
}

impl City {
    /// Opens the city's key file, or makes new keys for it.
    pub(super) fn keys(
        city_name: &str,
        file: &Path,
        new: bool,
        passphrase: &Passphrase,
    ) -> Result<Self, Failure> {
        if !new {
            let key_file = KeyFile::load(file, Purpose::City).or_fail()?;
            let secret = key_file.open_with(passphrase).or_fail()?;
            return Ok(Self {
                keys: CityKeys::from_secret(secret),
                made: None,
            });
        }
        free(file)?;
        let keys = CityKeys::generate(&mut OsRng);
        let first = NewSlot::Passphrase {
            label: city_name,
            passphrase,
            cost: Cost::USUAL,
        };
        let made = KeyFile::create(Purpose::City, keys.secret(), first, &mut OsRng).or_fail()?;
        Ok(Self {
            keys,
            made: Some(made),
        })
    }

    /// Writes the package, and before it the keys where they are new: a package whose keys nobody has would be lost.
    /// Where the package cannot be written its new keys go again, so that the same command can be given once more.
    /// Then prints one line a code: whose it is and the code, with a tab between; the city's first.
    pub(super) fn hand_out(
        &self,
        city_name: &str,
        key_file: &Path,
        made: &Prepared,
        out: &Path,
    ) -> Result<(), Failure> {
        if let Some(keys) = &self.made {
            keys.save(key_file).or_fail()?;
        }
        made.package.save(out).map_err(|error| {
            if self.made.is_some() {
                // What is left of it only says that it is already there.
                let _ = fs::remove_file(key_file);
            }
            Failure::from(&error)
        })?;
        let keepers = made.keepers.iter();
        let codes = std::iter::once((city_name, &made.city))
            .chain(keepers.map(|(label, code)| (label.as_str(), code)));
        for (label, code) in codes {
            output::line(format!("{label}\t{}", *code.to_print()))?;
        }
        Ok(())
    }
}

/// Printed codes open one package alone: an older one of the same name is never written over.
pub(super) fn free(file: &Path) -> Result<(), Failure> {
    if file.symlink_metadata().is_err() {
        return Ok(());
    }
    Err(Failure::from(&CliError::OutUnwritable {
        file: file.to_path_buf(),
        problem: "already there".to_owned(),
    }))
}
