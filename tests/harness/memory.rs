//! Looking into the memory of the program under test.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;

use memchr::memmem::Finder;

const PAGE: u64 = 4096;
/// Of a pagemap entry: the page lies in memory, or was swapped out.
const HELD: u64 = 0b11 << 62;

/// Whether the process holds this text, as UTF-8 or UTF-16, anywhere that it can write to.
pub fn holds_in_memory(pid: u32, text: &str) -> bool {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let finders = [Finder::new(text.as_bytes()), Finder::new(&wide)];
    let mut memory = File::open(format!("/proc/{pid}/mem")).unwrap();
    let mut pagemap = File::open(format!("/proc/{pid}/pagemap")).unwrap();
    let maps = std::fs::read_to_string(format!("/proc/{pid}/maps")).unwrap();
    let mut looked_at = 0;
    for region in maps.lines().filter_map(writable) {
        for held in held_parts(&mut pagemap, &region) {
            looked_at += held.end - held.start;
            let bytes = read(&mut memory, &held);
            if finders.iter().any(|finder| finder.find(&bytes).is_some()) {
                return true;
            }
        }
    }
    // Without it a search that sees nothing would pass for one that finds nothing.
    assert!(looked_at > 1 << 20, "the memory of {pid} was not looked at");
    false
}

fn writable(line: &str) -> Option<Range<u64>> {
    let mut words = line.split_whitespace();
    let (from, to) = words.next()?.split_once('-')?;
    if !words.next()?.starts_with("rw") {
        return None;
    }
    Some(u64::from_str_radix(from, 16).ok()?..u64::from_str_radix(to, 16).ok()?)
}

/// The touched parts of a region: a WebView reserves gigabytes and touches few.
fn held_parts(pagemap: &mut File, region: &Range<u64>) -> Vec<Range<u64>> {
    let entries = read(pagemap, &(region.start / PAGE * 8..region.end / PAGE * 8));
    let mut parts: Vec<Range<u64>> = Vec::new();
    let mut end = region.start;
    for entry in entries.chunks_exact(8) {
        let start = end;
        end += PAGE;
        if u64::from_le_bytes(entry.try_into().unwrap()) & HELD == 0 {
            continue;
        }
        match parts.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => parts.push(start..end),
        }
    }
    parts
}

/// What can be read of the range; a page may be given back while we look.
fn read(file: &mut File, range: &Range<u64>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if file.seek(SeekFrom::Start(range.start)).is_ok() {
        let _ = file.take(range.end - range.start).read_to_end(&mut bytes);
    }
    bytes
}
