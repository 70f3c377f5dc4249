//! `kazashi handover`: keys, and reading a code, for the back office and its tests.

use std::fs;
use std::io::Read;
use std::path::Path;

use handover::{CityPrivateKey, MOST_CODE_CHARS, ReadError};
use rand_core::OsRng;
use zeroize::Zeroizing;

use crate::args::Handover;
use crate::failure::{CliError, Failure, OrFail};
use crate::{output, secret_input};

/// Does what is asked.
pub fn run(asked: &Handover) -> Result<(), Failure> {
    match asked {
        Handover::Keygen { out } => {
            let key = CityPrivateKey::generate(&mut OsRng);
            output::new_key_file(out, &key.to_text())?;
            output::line(key.public().to_text())
        }
        Handover::Read { key } => {
            let key = key.as_deref().map(private_key).transpose()?;
            let code = first_line()?;
            let received = handover::read(&code, key.as_ref()).or_fail()?;
            output::bytes(&received.to_json())
        }
    }
}

fn private_key(file: &Path) -> Result<CityPrivateKey, Failure> {
    let text = fs::read_to_string(file)
        .map(Zeroizing::new)
        .map_err(|error| {
            Failure::from(&CliError::ValuesUnreadable {
                file: file.to_path_buf(),
                problem: error.kind().to_string(),
            })
        })?;
    CityPrivateKey::parse(&text).or_fail()
}

/// The first line of standard input; a code is never an argument, since every program sees those.
fn first_line() -> Result<Zeroizing<String>, Failure> {
    let input = secret_input::unbuffered_stdin().or_fail()?;
    let room = MOST_CODE_CHARS + 64;
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    input
        .take(room as u64)
        .read_to_end(&mut bytes)
        .map_err(|_| Failure::from(&CliError::SecretUnreadable))?;
    let line = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let line = std::str::from_utf8(line).map_err(|_| Failure::from(&ReadError::NotACode))?;
    Ok(Zeroizing::new(line.to_owned()))
}
