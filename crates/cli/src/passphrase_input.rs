//! Passphrases and codes from standard input, one a line, read into memory that is wiped.

use std::io::Read;

use vault::Passphrase;
use zeroize::Zeroizing;

use crate::failure::{CliError, Failure, OrFail};
use crate::secret_input::unbuffered_stdin;
use crate::shelter_failure::ShelterCliError;

/// Longer than any passphrase.
const LONGEST_LINE: usize = 1024;

/// Lines of standard input, as they are asked for.
pub struct Lines<R> {
    input: R,
    read: usize,
}

impl Lines<std::fs::File> {
    /// Those of this program.
    pub fn of_stdin() -> Result<Self, Failure> {
        let input = unbuffered_stdin().or_fail()?;
        Ok(Self { input, read: 0 })
    }
}

impl<R: Read> Lines<R> {
    /// The next line as a passphrase.
    pub fn passphrase(&mut self) -> Result<Passphrase, Failure> {
        Ok(Passphrase::typed(&self.next()?))
    }

    /// The next line without its end. Nothing behind it is read.
    pub fn next(&mut self) -> Result<Zeroizing<String>, Failure> {
        self.read += 1;
        let missing = ShelterCliError::PassphraseMissing { line: self.read };
        let mut line = Zeroizing::new(Vec::with_capacity(LONGEST_LINE));
        while line.len() < LONGEST_LINE {
            let mut byte = [0];
            let read = self.input.read(&mut byte);
            let read = read.map_err(|_| Failure::from(&CliError::SecretUnreadable))?;
            if read == 0 || byte == *b"\n" {
                break;
            }
            line.push(byte[0]);
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        match std::str::from_utf8(&line) {
            Ok(text) if !text.trim().is_empty() => Ok(Zeroizing::new(text.to_owned())),
            _ => Err(Failure::from(&missing)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_by_itself_and_an_empty_one_is_missing() {
        let mut lines = Lines {
            input: "さくら 小学校\r\nABCD\n\nrest".as_bytes(),
            read: 0,
        };
        assert_eq!(*lines.next().unwrap(), "さくら 小学校");
        assert_eq!(*lines.next().unwrap(), "ABCD");
        assert!(lines.next().is_err());
        assert_eq!(*lines.next().unwrap(), "rest");
        assert!(lines.next().is_err());
    }
}
