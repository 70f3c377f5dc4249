//! Memory that the system's libraries free, on Linux: the WebView's parts in this process keep copies
//! of what the window shows, and only their allocators can overwrite them.

use std::os::unix::process::CommandExt;
use std::process::Command;

/// Asks glibc to overwrite what is freed, and GLib and WebKit to use glibc for all they allocate.
const ASKED: [(&str, &str); 3] = [
    (
        "GLIBC_TUNABLES",
        "glibc.malloc.perturb=181:glibc.malloc.tcache_count=0",
    ),
    ("G_SLICE", "always-malloc"),
    ("Malloc", "1"),
];

/// Starts the program once more with the settings that the libraries read before `main`.
///
/// A system that refuses goes on without: the session is wiped all the same as far as Rust reaches.
pub fn overwrite_what_libraries_free() {
    if ASKED
        .iter()
        .all(|(name, _)| std::env::var_os(name).is_some())
    {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let failed = Command::new(program)
        .args(std::env::args_os().skip(1))
        .envs(ASKED)
        .exec();
    drop(failed);
}
