//! Kazashi's windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

/// Everything that Rust frees is overwritten: what passes through messages to the windows is nobody's to wipe.
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> std::process::ExitCode {
    #[cfg(target_os = "linux")]
    kazashi_app::overwrite_what_libraries_free();
    kazashi_app::run()
}
