//! The secret from standard input: the first line, read into memory that is wiped.

use std::fs::File;
use std::io::Read;

use mynacard::{FaceCode, Pin, Secret};
use zeroize::Zeroizing;

use crate::args::SecretSource;
use crate::failure::{CliError, Failure, OrFail};

/// Longer than any secret, so that a long line is refused as such and not cut to a valid one.
const LONGEST_LINE: usize = 64;

/// Reads the secret that the arguments announce.
pub fn read(source: &SecretSource) -> Result<Secret, Failure> {
    let mut input = unbuffered_stdin().or_fail()?;
    let mut line = Zeroizing::new([0; LONGEST_LINE]);
    let length = first_line(&mut input, &mut line).or_fail()?;
    let digits = &line[..length];
    if source.face_code_stdin {
        FaceCode::from_digits(digits)
            .map(Secret::FaceCode)
            .or_fail()
    } else {
        Pin::from_digits(digits).map(Secret::Pin).or_fail()
    }
}

/// `std::io::stdin` keeps what it read in a buffer that nobody wipes.
pub fn unbuffered_stdin() -> Result<File, CliError> {
    #[cfg(unix)]
    let duplicate = std::os::fd::AsFd::as_fd(&std::io::stdin()).try_clone_to_owned();
    #[cfg(windows)]
    let duplicate =
        std::os::windows::io::AsHandle::as_handle(&std::io::stdin()).try_clone_to_owned();
    duplicate
        .map(File::from)
        .map_err(|_| CliError::SecretUnreadable)
}

/// Length of the first line without its end; a line that is too long fills the buffer.
fn first_line(input: &mut impl Read, line: &mut [u8; LONGEST_LINE]) -> Result<usize, CliError> {
    let mut length = 0;
    while length < line.len() {
        let read = input
            .read(&mut line[length..=length])
            .map_err(|_| CliError::SecretUnreadable)?;
        if read == 0 || line[length] == b'\n' {
            break;
        }
        length += 1;
    }
    if length > 0 && length < line.len() && line[length - 1] == b'\r' {
        length -= 1;
    }
    if length == 0 {
        return Err(CliError::SecretMissing);
    }
    Ok(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line_of(mut input: &[u8]) -> Option<Vec<u8>> {
        let mut line = [0; LONGEST_LINE];
        let length = first_line(&mut input, &mut line).ok()?;
        Some(line[..length].to_vec())
    }

    #[test]
    fn only_the_first_line_counts() {
        assert_eq!(line_of(b"0000\n1111\n").unwrap(), b"0000");
        assert_eq!(line_of(b"0000\r\n").unwrap(), b"0000");
        assert_eq!(line_of(b"0000").unwrap(), b"0000");
    }

    #[test]
    fn nothing_is_no_secret() {
        assert!(line_of(b"").is_none());
        assert!(line_of(b"\n0000\n").is_none());
    }

    #[test]
    fn a_long_line_stays_too_long() {
        assert_eq!(line_of(&[b'1'; 500]).unwrap().len(), LONGEST_LINE);
    }

    #[test]
    fn blanks_are_not_cut_away() {
        assert_eq!(line_of(b" 0000\n").unwrap(), b" 0000");
    }
}
