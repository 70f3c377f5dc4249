//! Preparing a package.

use data_encoding::BASE64;
use rand_core::CryptoRngCore;

use super::file::{Body, Slot};
use super::open::{about_secrets, about_slot, slot_key};
use super::{About, Opened, Package, Public, Secrets};
use crate::sealing::seal;
use crate::{ActivationCode, CityKeys, Key, PackageError};

/// A new package and the codes that open it. The codes are nowhere else: print them now.
pub struct Prepared {
    /// For every PC, or a stick.
    pub package: Package,
    /// The city's code.
    pub city: ActivationCode,
    /// Each keeper's code, beside its label (the school).
    pub keepers: Vec<(String, ActivationCode)>,
}

/// Prepares a package (起動パッケージ), with a code for the city and one for each keeper.
///
/// With `before`, the realm and the shared keys of that package go on, so that its PCs and the new
/// ones merge; without, all are new. The same serves a PC that has none, on the spot.
pub fn prepare(
    about: About,
    city: &CityKeys,
    keepers: &[String],
    before: Option<&Opened>,
    random: &mut impl CryptoRngCore,
) -> Result<Prepared, PackageError> {
    prepare_with(about, None, city, keepers, before, random)
}

/// Prepares the package of an election: as [`prepare`], with the election's file in it.
pub fn prepare_election(
    about: About,
    election: String,
    city: &CityKeys,
    keepers: &[String],
    before: Option<&Opened>,
    random: &mut impl CryptoRngCore,
) -> Result<Prepared, PackageError> {
    prepare_with(about, Some(election), city, keepers, before, random)
}

fn prepare_with(
    about: About,
    election: Option<String>,
    city: &CityKeys,
    keepers: &[String],
    before: Option<&Opened>,
    random: &mut impl CryptoRngCore,
) -> Result<Prepared, PackageError> {
    about.check()?;
    let mut realm = [0; 16];
    random.fill_bytes(&mut realm);
    let public = Public {
        realm: before.map_or(realm, |it| it.public.realm),
        city_key: city.public(),
        recovery_key: city.recovery().public().to_bytes(),
        election,
        about,
    };
    let secrets = before.map_or_else(|| Secrets::generate(random), |it| it.secrets.clone());

    let mut salt = [0; 16];
    random.fill_bytes(&mut salt);
    let package_key = Key::generate(random);
    let city_label = public.about.city_name.clone();
    let mut slots = Vec::with_capacity(keepers.len() + 1);
    let mut slot = |label: &str| {
        let code = ActivationCode::generate(random);
        let wrapped = seal(
            &slot_key(&code, &salt),
            &about_slot(label),
            package_key.as_bytes(),
            random,
        );
        slots.push(Slot {
            label: label.to_owned(),
            wrapped: BASE64.encode(&wrapped),
        });
        code
    };
    let city_code = slot(&city_label);
    let keepers = keepers
        .iter()
        .map(|label| (label.clone(), slot(label)))
        .collect();

    let sealed = seal(
        &package_key,
        &about_secrets(&public),
        secrets.to_text().as_bytes(),
        random,
    );
    let body = Body {
        public,
        salt: BASE64.encode(&salt),
        slots,
        secrets: BASE64.encode(&sealed),
    };
    Ok(Prepared {
        package: Package::sign(body, city),
        city: city_code,
        keepers,
    })
}
