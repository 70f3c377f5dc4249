//! What an administrator hands to a new device (端末登録票): where the hub is, and a code.

use zeroize::Zeroizing;

use crate::Code;

/// Letters of a printed code, the last one a check.
pub const CODE_LETTERS: usize = 20;

const PREFIX: &str = "KZH1";

/// The text of the QR code. Wiped on drop; no `Debug`.
///
/// `KZH1`, the code's 20 letters, then the hub's address in capitals: only what a QR code's alphanumeric mode holds.
pub struct Invitation {
    /// The hub's address, `https://host:port`.
    pub address: String,
    letters: Zeroizing<String>,
}

impl Invitation {
    /// From the code as it is printed, with or without hyphens.
    pub fn new(address: &str, printed: &str) -> Option<Self> {
        let letters = letters_of(printed)?;
        let address = address.to_ascii_lowercase();
        address
            .starts_with("https://")
            .then_some(Self { address, letters })
    }

    /// Reads what a scanner read, or somebody typed: capitals, blanks and line ends do not matter.
    pub fn parse(text: &str) -> Option<Self> {
        let folded: Zeroizing<String> = Zeroizing::new(
            text.chars()
                .filter(|it| !it.is_whitespace())
                .map(|it| it.to_ascii_uppercase())
                .collect(),
        );
        let rest = folded.strip_prefix(PREFIX)?;
        let (letters, address) = rest.split_at_checked(CODE_LETTERS)?;
        Self::new(address, letters)
    }

    /// The text of the QR code.
    pub fn to_qr(&self) -> Zeroizing<String> {
        let address = self.address.to_ascii_uppercase();
        Zeroizing::new([PREFIX, self.letters.as_str(), &address].concat())
    }

    /// What device and hub prove to each other that they know.
    pub fn code(&self) -> Code {
        Code::new("letters", self.letters.as_bytes())
    }
}

impl Code {
    /// Of a code as it is printed, with or without hyphens; `None` if it has not 20 letters and digits.
    pub fn of_printed(printed: &str) -> Option<Self> {
        Some(Self::new("letters", letters_of(printed)?.as_bytes()))
    }

    /// Of an opened activation package: whoever has it knows the key of its bundles.
    pub fn of_package(bundles: &[u8; 32]) -> Self {
        Self::new("package", bundles)
    }
}

fn letters_of(printed: &str) -> Option<Zeroizing<String>> {
    let letters: Zeroizing<String> = Zeroizing::new(
        printed
            .chars()
            .filter(|it| *it != '-' && !it.is_whitespace())
            .map(|it| it.to_ascii_uppercase())
            .collect(),
    );
    let plain = letters.bytes().all(|it| it.is_ascii_alphanumeric());
    (letters.len() == CODE_LETTERS && plain).then_some(letters)
}
