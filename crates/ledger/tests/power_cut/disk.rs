//! What a disk may hold after the power is cut: everything synced, and of the rest whatever chance left.

use std::collections::{BTreeMap, HashMap};

use crate::dice::Dice;
use crate::recording::{PROMISES, Step};

/// A disk tears a write only between two sectors of this many bytes.
const SECTOR: usize = 512;

/// Names and bytes of the files of one directory.
pub type Image = BTreeMap<String, Vec<u8>>;

#[derive(Clone)]
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Truncate(usize),
}

/// How far a disk does what it is told.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Syncs {
    /// Every time.
    #[default]
    Always,
    /// The write-ahead log only before it is moved into the file, as with `synchronous=NORMAL`.
    BeforeCheckpoints,
    /// Never, though it says that it did.
    Never,
}

#[derive(Default)]
struct File {
    is_log: bool,
    synced: Vec<u8>,
    pending: Vec<Change>,
}

impl File {
    fn sync(&mut self) {
        for change in self.pending.drain(..) {
            put(&mut self.synced, &change);
        }
    }
}

enum NameChange {
    Points(String, usize),
    Gone(String),
}

#[derive(Clone, Copy)]
enum Target {
    File(usize),
    Directory,
    Promises,
}

/// The directory as the recorded steps change it.
#[derive(Default)]
pub struct Disk {
    files: Vec<File>,
    names: BTreeMap<String, usize>,
    synced_names: BTreeMap<String, usize>,
    pending_names: Vec<NameChange>,
    open: HashMap<u32, Target>,
    promises: String,
    syncs: Syncs,
}

impl Disk {
    pub fn that(syncs: Syncs) -> Self {
        Self {
            syncs,
            ..Self::default()
        }
    }

    /// Lines that were promised so far.
    pub fn promised(&self) -> Vec<&str> {
        self.promises.lines().collect()
    }

    pub fn apply(&mut self, step: &Step) {
        match step {
            Step::Opened { fd, name, emptied } => self.opened(*fd, name, *emptied),
            Step::Written { fd, offset, bytes } => match self.open[fd] {
                Target::Promises => {
                    self.promises += std::str::from_utf8(bytes).unwrap();
                }
                Target::File(file) => {
                    if self.syncs == Syncs::BeforeCheckpoints && !self.files[file].is_log {
                        self.sync_logs();
                    }
                    self.files[file].pending.push(Change::Write {
                        offset: *offset,
                        bytes: bytes.clone(),
                    });
                }
                Target::Directory => unreachable!("a directory is not written to"),
            },
            Step::Truncated { fd, size } => {
                if let Target::File(file) = self.open[fd] {
                    self.files[file].pending.push(Change::Truncate(*size));
                }
            }
            Step::Synced { fd } => self.synced(*fd),
            Step::Closed { fd } => {
                self.open.remove(fd);
            }
            Step::Unlinked { name } => {
                self.names.remove(name);
                self.pending_names.push(NameChange::Gone(name.clone()));
            }
            Step::Renamed { from, to } => {
                let file = self.names.remove(from).unwrap();
                self.names.insert(to.clone(), file);
                self.pending_names
                    .push(NameChange::Points(to.clone(), file));
                self.pending_names.push(NameChange::Gone(from.clone()));
            }
        }
    }

    fn opened(&mut self, fd: u32, name: &str, emptied: bool) {
        let target = if name.is_empty() {
            Target::Directory
        } else if name == PROMISES {
            Target::Promises
        } else {
            let file = *self.names.entry(name.to_owned()).or_insert_with(|| {
                self.files.push(File {
                    is_log: name.ends_with("-wal"),
                    ..File::default()
                });
                let file = self.files.len() - 1;
                self.pending_names
                    .push(NameChange::Points(name.to_owned(), file));
                file
            });
            if emptied {
                self.files[file].pending.push(Change::Truncate(0));
            }
            Target::File(file)
        };
        self.open.insert(fd, target);
    }

    fn synced(&mut self, fd: u32) {
        match self.open[&fd] {
            _ if self.syncs == Syncs::Never => {}
            Target::File(file) if self.files[file].is_log && self.syncs != Syncs::Always => {}
            Target::File(file) => self.files[file].sync(),
            Target::Directory => {
                for change in self.pending_names.drain(..) {
                    rename(&mut self.synced_names, &change);
                }
            }
            Target::Promises => {}
        }
    }

    fn sync_logs(&mut self) {
        let logs = self.files.iter_mut().filter(|file| file.is_log);
        logs.for_each(File::sync);
    }

    /// The directory as the program sees it, with every change.
    pub fn as_seen(&self) -> Image {
        let seen = self.names.iter().map(|(name, file)| {
            let file = &self.files[*file];
            let mut bytes = file.synced.clone();
            for change in &file.pending {
                put(&mut bytes, change);
            }
            (name.clone(), bytes)
        });
        seen.collect()
    }

    /// The directory after a cut now.
    ///
    /// Of two changes of one place the later never lies below the earlier: the system keeps one page for both. So any
    /// subset of the changes in their order is all that reordering can give. Names come and go in their order, as the
    /// journal of every file system in use has it, up to a moment of its own.
    pub fn after_a_cut(&self, dice: &mut Dice) -> Image {
        let kept = dice.below(self.pending_names.len() + 1);
        let mut names = self.synced_names.clone();
        for change in &self.pending_names[..kept] {
            rename(&mut names, change);
        }
        let luck = [0, 10, 50, 90, 100][dice.below(5)];
        let image = names.into_iter().map(|(name, file)| {
            let file = &self.files[file];
            let mut bytes = file.synced.clone();
            for change in &file.pending {
                if dice.below(100) < luck {
                    put(&mut bytes, change);
                } else if dice.below(3) == 0
                    && let Some(torn) = tear(change, dice)
                {
                    put(&mut bytes, &torn);
                }
            }
            (name, bytes)
        });
        image.collect()
    }
}

fn rename(names: &mut BTreeMap<String, usize>, change: &NameChange) {
    match change {
        NameChange::Points(name, file) => names.insert(name.clone(), *file),
        NameChange::Gone(name) => names.remove(name),
    };
}

/// The sectors before a place in the write, or those after it.
fn tear(change: &Change, dice: &mut Dice) -> Option<Change> {
    let Change::Write { offset, bytes } = change else {
        return None;
    };
    let first = SECTOR - offset % SECTOR;
    let cuts = (bytes.len().checked_sub(first + 1)?) / SECTOR + 1;
    let at = first + SECTOR * dice.below(cuts);
    let (before, after) = bytes.split_at(at);
    Some(if dice.below(2) == 0 {
        Change::Write {
            offset: *offset,
            bytes: before.to_vec(),
        }
    } else {
        Change::Write {
            offset: offset + at,
            bytes: after.to_vec(),
        }
    })
}

fn put(file: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Truncate(size) => file.resize(*size, 0),
        Change::Write { offset, bytes } => {
            let end = offset + bytes.len();
            if file.len() < end {
                file.resize(end, 0);
            }
            file[*offset..end].copy_from_slice(bytes);
        }
    }
}
