//! Where things lie: the repository, the cache, the build folder.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{env, fs};

use crate::shell::{Failure, cargo, run};

/// The root of this clone.
///
/// Told by `cargo run` where it can be: clones share their builds, so this program may be another clone's.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let told = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let xtask = told.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        xtask
            .parent()
            .expect("xtask lies one folder below the root")
            .to_owned()
    })
}

/// What outlives a clone: installed tools and builds.
pub fn cache() -> PathBuf {
    if let Some(given) = env::var_os("KAZASHI_CACHE") {
        return PathBuf::from(given);
    }
    let home = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    match env::var_os(home) {
        Some(home) => PathBuf::from(home).join(".cache/kazashi"),
        None => root().join(".cache"),
    }
}

/// The root that `cargo install` installs into.
pub fn tools() -> PathBuf {
    cache().join("tools")
}

/// Where cargo builds: outside the clone, so that the next fresh clone finds the dependencies built.
pub fn builds() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| cache().join("target"), PathBuf::from)
}

/// Path of a program that was built for development.
pub fn built(name: &str) -> String {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    builds()
        .join("debug")
        .join(file)
        .to_string_lossy()
        .into_owned()
}

/// Throws away this workspace's own builds when another clone made them.
///
/// Cargo compares times, not contents: a clone checked out before another one built would be taken for built.
pub fn claim_builds() -> Result<(), Failure> {
    let stamp = builds().join("kazashi-clone");
    let here = root().to_string_lossy().into_owned();
    if fs::read_to_string(&stamp).is_ok_and(|clone| clone == here) {
        return Ok(());
    }
    fs::create_dir_all(builds())
        .map_err(|error| Failure::new(format!("cannot make {}: {error}", builds().display())))?;
    if stamp.exists() {
        println!(
            "builds of another clone found: the dependencies are used, our own crates are built anew"
        );
        run(cargo().args(["clean", "--workspace", "--quiet"]))?;
    }
    fs::write(&stamp, here)
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", stamp.display())))
}
