//! `kazashi`, the command line.
fn main() {}
