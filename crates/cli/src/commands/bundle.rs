//! `kazashi bundle`: forms and settings of the city as one signed file.

use std::path::Path;

use rand_core::OsRng;
use station::bundle::{self as bundles, Bundle, BundleKey, Export, Trust, next_number};
use station::{BundleInfo, Places, Settings};

use crate::args::Bundle as Asked;
use crate::failure::{Failure, OrFail};
use crate::language::Language;
use crate::output;

/// Does what is asked; says in one line what this PC or the file now is.
pub fn run(asked: &Asked, language: Language) -> Result<(), Failure> {
    match asked {
        Asked::Keygen { out } => keygen(out),
        Asked::Export { key, out, name } => export(key, out, name.as_deref()),
        Asked::Check { file } => {
            let bundle = Bundle::open(file).or_fail()?;
            bundle.check_definitions().or_fail()?;
            told(&bundle.info())
        }
        Asked::Load {
            file,
            trust,
            allow_older,
        } => {
            let places = Places::find().or_fail()?;
            let bundle = Bundle::open(file).or_fail()?;
            let trust = Trust {
                fingerprint: trust.as_deref(),
                allow_older: *allow_older,
            };
            told(&bundles::load(&places, &bundle, trust).or_fail()?)
        }
        Asked::Rollback => told(&bundles::rollback(&Places::find().or_fail()?).or_fail()?),
        Asked::Status => match bundles::verify_active(&Places::find().or_fail()?).or_fail()? {
            Some(info) => told(&info),
            None => output::line(match language {
                Language::Ja => "配布ファイルは読み込まれていません。",
                Language::En => "No bundle is loaded.",
            }),
        },
    }
}

fn keygen(out: &Path) -> Result<(), Failure> {
    let key = BundleKey::generate(&mut OsRng);
    output::new_key_file(out, &key.to_text())?;
    output::line(key.fingerprint())
}

fn export(key: &Path, out: &Path, name: Option<&str>) -> Result<(), Failure> {
    let places = Places::find().or_fail()?;
    let settings = Settings::load(&places).or_fail()?;
    let signer = BundleKey::load(key).or_fail()?;
    let active = bundles::active(&places).or_fail()?;
    let loaded = active.map(|info| info.version);
    let mut about = Export {
        name: name.unwrap_or(&settings.city_name),
        number: 0,
        created: station::now(),
    };
    // Tried before a number is taken, so that a broken form uses none up.
    bundles::export(&places, &signer, &about).or_fail()?;
    about.number = next_number(key, loaded).or_fail()?;
    let bytes = bundles::export(&places, &signer, &about).or_fail()?;
    output::whole_file(out, &bytes)?;
    told(&Bundle::from_bytes(&bytes).or_fail()?.info())
}

/// Number, name, date and fingerprint, with tabs between them.
fn told(info: &BundleInfo) -> Result<(), Failure> {
    let BundleInfo {
        name,
        version,
        created,
        fingerprint,
    } = info;
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    let created = created.strftime("%Y-%m-%d %H:%M");
    output::line(format!("{version}\t{name}\t{created}\t{fingerprint}"))
}
