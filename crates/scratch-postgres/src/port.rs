use std::{
    net::TcpListener,
    sync::atomic::{AtomicU16, Ordering},
};

static NEXT: AtomicU16 = AtomicU16::new(0);

/// A port of 127.0.0.1 that nothing listens on.
///
/// Below those that outgoing connections get: nobody takes it before the server listens.
///
/// # Panics
/// When all of ten thousand are taken.
#[must_use]
pub fn free_port() -> u16 {
    const FIRST: u32 = 20_000;
    const PORTS: u32 = 10_000;
    let from = std::process::id();
    let free = (0..PORTS).find_map(|_| {
        let next = from.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed).into());
        let port = u16::try_from(FIRST + next % PORTS).ok()?;
        TcpListener::bind(("127.0.0.1", port)).ok().map(|_| port)
    });
    free.expect("ten thousand servers run here")
}
