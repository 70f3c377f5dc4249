//! Cuts the power at thousands of moments of recorded runs, and counts what came of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::dice::Dice;
use crate::disk::{Disk, Image};
use crate::recording::{Step, folder};

/// What somebody finds who opens the files after the cut.
pub enum Found {
    /// Every promise is kept.
    Whole,
    /// The files can be read, and something promised is not there, is there twice, or is there in part.
    Broken(String),
    /// The files cannot be read.
    Corrupt(String),
}

/// How many cuts ended in which way, and the first example of each.
#[derive(Default)]
pub struct Tally {
    pub cuts: usize,
    pub broken: usize,
    pub corrupt: usize,
    pub examples: Vec<String>,
}

/// Cuts each recording `cuts` times on a disk made by `disk`, and has `look` open what is left.
///
/// `look` is given the folder and the lines promised before the cut.
pub fn cut(
    recordings: &[Vec<Step>],
    cuts: usize,
    disk: impl Fn() -> Disk + Sync,
    look: impl Fn(&Path, &[&str], &mut Dice) -> Found + Sync,
) -> Tally {
    let next = AtomicUsize::new(0);
    let tally = Mutex::new(Tally::default());
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let here = folder();
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    let Some(steps) = recordings.get(seed) else {
                        break;
                    };
                    cut_one(steps, seed, cuts, disk(), here.path(), &look, &tally);
                }
            });
        }
    });
    tally.into_inner().unwrap()
}

fn cut_one(
    steps: &[Step],
    seed: usize,
    cuts: usize,
    mut disk: Disk,
    here: &Path,
    look: &(impl Fn(&Path, &[&str], &mut Dice) -> Found + Sync),
    tally: &Mutex<Tally>,
) {
    let mut dice = Dice::new(seed as u64);
    let mut moments: Vec<usize> = (0..cuts).map(|_| dice.below(steps.len() + 1)).collect();
    moments.sort_unstable();
    let mut done = 0;
    for moment in moments {
        while done < moment {
            disk.apply(&steps[done]);
            done += 1;
        }
        let image = disk.after_a_cut(&mut dice);
        put(here, &image, &mut dice);
        let promised = disk.promised();
        let found = look(here, &promised, &mut dice);
        let mut tally = tally.lock().unwrap();
        tally.cuts += 1;
        let told = match found {
            Found::Whole => continue,
            Found::Broken(told) => {
                tally.broken += 1;
                told
            }
            Found::Corrupt(told) => {
                tally.corrupt += 1;
                told
            }
        };
        if tally.examples.len() < 3 {
            let kept = keep(&image, seed, moment);
            let of = steps.len();
            tally.examples.push(format!(
                "recording {seed}, cut at {moment} of {of}, {} promises: {told}; files in {}",
                promised.len(),
                kept.display()
            ));
        }
    }
}

fn put(here: &Path, image: &Image, dice: &mut Dice) {
    for entry in fs::read_dir(here).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    for (name, bytes) in image {
        fs::write(here.join(name), bytes).unwrap();
        // What a cut leaves of the shared memory is anything.
        if name.ends_with("-wal") && dice.below(4) == 0 {
            let any: Vec<u8> = (0..4096).flat_map(|_| dice.next().to_ne_bytes()).collect();
            fs::write(here.join(name.replace("-wal", "-shm")), any).unwrap();
        }
    }
}

fn keep(image: &Image, seed: usize, moment: usize) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cut-{seed}-{moment}"));
    fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in image {
        fs::write(folder.join(name), bytes).unwrap();
    }
    folder
}
