//! The pages below the database: what can be opened of them without any page that leads to them.
//!
//! SQLCipher 4 keeps each page of 4096 bytes as AES-256-CBC, followed by the vector it starts from
//! and a seal over both. The seal is not asked here: of a damaged page all but a block or two is as it
//! was, and what is taken from it proves itself by a signature or a hash.

use std::fs;
use std::path::Path;

use aes::Aes256;
use aes::cipher::{BlockDecrypt, KeyInit};
use sealed_file::PAGE;
use zeroize::Zeroizing;

use crate::DatabaseKey;

use super::record::{self, Value};

const PAGE_BYTES: usize = 4096;
const _: () = assert!(PAGE == 4096);
/// What SQLCipher keeps at the end of each page: 16 bytes of vector, 64 of seal.
const RESERVED: usize = 80;
const USABLE: usize = PAGE_BYTES - RESERVED;
const BLOCK: usize = 16;
/// First byte of a page that has rows of a table.
const TABLE_LEAF: u8 = 0x0d;

/// All pages but the first, in clear.
pub struct Pages {
    pages: Vec<Zeroizing<Vec<u8>>>,
}

impl Pages {
    /// Opens every page of a file.
    pub fn of(file: &Path, key: &DatabaseKey) -> std::io::Result<Self> {
        let cipher = Aes256::new(key.expose().into());
        let bytes = fs::read(file)?;
        let pages = bytes.chunks_exact(PAGE_BYTES);
        Ok(Self {
            pages: pages.map(|page| opened(page, &cipher)).collect(),
        })
    }

    /// Hands over each row on each page of rows; a value that reaches beyond what can be read is cut off.
    pub fn each_row(&self, mut each: impl FnMut(&[Value])) {
        // The first page has the schema, and no row of ours.
        for page in self.pages.iter().skip(1) {
            if page.first() != Some(&TABLE_LEAF) {
                continue;
            }
            for row in 0..number(page, 3).unwrap_or(0) {
                let row = number(page, 8 + 2 * row).and_then(|at| self.row(page, at));
                if let Some(values) = row.as_ref().and_then(|row| record::values(row)) {
                    each(&values);
                }
            }
        }
    }

    /// The bytes of one row, gathered from the page and those that it reaches into.
    fn row(&self, page: &[u8], at: usize) -> Option<Zeroizing<Vec<u8>>> {
        let cell = page.get(at..USABLE)?;
        let (length, cell) = record::varint(cell)?;
        let (_, cell) = record::varint(cell)?;
        let length = usize::try_from(length).ok()?;
        // Nothing of ours is longer than the whole file.
        if length > self.pages.len() * PAGE_BYTES {
            return None;
        }
        let local = local_bytes(length);
        let mut bytes = Zeroizing::new(Vec::with_capacity(length));
        bytes.extend_from_slice(cell.get(..local)?);
        let mut next = pointer(cell.get(local..).unwrap_or_default());
        while bytes.len() < length {
            // A page that is not there cuts the row off; its header can be whole all the same.
            let Some(page) = next.and_then(|number| self.pages.get(number.checked_sub(1)?)) else {
                break;
            };
            let most = (length - bytes.len()).min(USABLE - 4);
            bytes.extend_from_slice(page.get(4..4 + most)?);
            next = pointer(page);
        }
        Some(bytes)
    }
}

/// How many bytes of a row lie on its own page (SQLite's file format, section 1.6).
fn local_bytes(length: usize) -> usize {
    let most = USABLE - 35;
    if length <= most {
        return length;
    }
    let least = (USABLE - 12) * 32 / 255 - 23;
    let local = least + (length - least) % (USABLE - 4);
    if local <= most { local } else { least }
}

fn opened(page: &[u8], cipher: &Aes256) -> Zeroizing<Vec<u8>> {
    let mut clear = Zeroizing::new(page[..USABLE].to_vec());
    let mut before = &page[USABLE..USABLE + BLOCK];
    for (block, sealed) in clear.chunks_exact_mut(BLOCK).zip(page.chunks_exact(BLOCK)) {
        cipher.decrypt_block(block.into());
        for (byte, mask) in block.iter_mut().zip(before) {
            *byte ^= mask;
        }
        before = sealed;
    }
    clear
}

fn number(page: &[u8], at: usize) -> Option<usize> {
    let bytes = page.get(at..)?.first_chunk()?;
    Some(usize::from(u16::from_be_bytes(*bytes)))
}

fn pointer(bytes: &[u8]) -> Option<usize> {
    let number = u32::from_be_bytes(*bytes.first_chunk()?);
    usize::try_from(number).ok().filter(|number| *number > 0)
}
