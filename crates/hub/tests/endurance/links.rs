//! Bad links: cut again and again, slow, silent, and such on which only the answers are lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{Instant, interval_at, sleep};

/// What was done to links, all together.
#[derive(Default)]
pub struct Harm {
    pub cuts: AtomicU64,
    pub slow: AtomicU64,
    pub silent: AtomicU64,
    pub repeated: AtomicU64,
    pub answers_lost: AtomicU64,
}

impl Harm {
    pub fn add(count: &AtomicU64) {
        count.fetch_add(1, Ordering::Relaxed);
    }

    pub fn told(&self) -> String {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        format!(
            "{} cuts, {} connections slow, {} silent, {} requests repeated, {} answers lost",
            of(&self.cuts),
            of(&self.slow),
            of(&self.silent),
            of(&self.repeated),
            of(&self.answers_lost)
        )
    }
}

/// Forwards bytes badly until it is told to be good.
pub struct Link {
    pub port: u16,
    good: Arc<AtomicBool>,
    cut: watch::Sender<u64>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Good,
    Slow,
    /// After so many bytes nothing comes through any more, and nobody is told.
    Silent(u64),
    /// The hub gets everything; after so many bytes its answers do not come back.
    AnswersLost(u64),
}

impl Link {
    pub async fn to(port: u16, seed: u64, cut_every: Duration, harm: Arc<Harm>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let link = Self {
            port: listener.local_addr().unwrap().port(),
            good: Arc::default(),
            cut: watch::Sender::new(0),
        };
        let (good, cut) = (Arc::clone(&link.good), link.cut.clone());
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        // Not all at the same moment.
        let first = cut_every.mul_f64(f64::from(rng.next_u32()) / f64::from(u32::MAX));
        tokio::spawn(cutting(
            first,
            cut_every,
            Arc::clone(&good),
            cut.clone(),
            Arc::clone(&harm),
        ));
        tokio::spawn(async move {
            while let Ok((from, _)) = listener.accept().await {
                let drawn = rng.next_u32();
                let bytes = u64::from(drawn / 16 % 60_000);
                let kind = match drawn % 16 {
                    _ if good.load(Ordering::Relaxed) => Kind::Good,
                    0..=2 => Kind::Slow,
                    3 | 4 => Kind::Silent(bytes),
                    5 | 6 => Kind::AnswersLost(bytes / 4),
                    _ => Kind::Good,
                };
                match kind {
                    Kind::Good => {}
                    Kind::Slow => Harm::add(&harm.slow),
                    Kind::Silent(_) => Harm::add(&harm.silent),
                    Kind::AnswersLost(_) => Harm::add(&harm.answers_lost),
                }
                tokio::spawn(carry(from, port, kind, cut.subscribe()));
            }
        });
        link
    }

    /// From now on; what is under way is cut once more, so that nobody waits on a silent connection.
    pub fn be_good(&self) {
        self.good.store(true, Ordering::Relaxed);
        self.cut.send_modify(|times| *times += 1);
    }
}

async fn cutting(
    first: Duration,
    every: Duration,
    good: Arc<AtomicBool>,
    cut: watch::Sender<u64>,
    harm: Arc<Harm>,
) {
    let mut ticks = interval_at(Instant::now() + first, every);
    loop {
        ticks.tick().await;
        if good.load(Ordering::Relaxed) {
            return;
        }
        if cut.receiver_count() > 0 {
            Harm::add(&harm.cuts);
            cut.send_modify(|times| *times += 1);
        }
    }
}

async fn carry(from: TcpStream, port: u16, kind: Kind, mut cut: watch::Receiver<u64>) {
    let Ok(to) = TcpStream::connect(("127.0.0.1", port)).await else {
        return;
    };
    let (from_in, from_out) = from.into_split();
    let (to_in, to_out) = to.into_split();
    let pause = if kind == Kind::Slow { 20 } else { 0 };
    let (up, down) = match kind {
        Kind::Silent(bytes) => (bytes, u64::MAX),
        Kind::AnswersLost(bytes) => (u64::MAX, bytes),
        Kind::Good | Kind::Slow => (u64::MAX, u64::MAX),
    };
    tokio::select! {
        () = pass(from_in, to_out, pause, up) => {}
        () = pass(to_in, from_out, pause, down) => {}
        _ = cut.changed() => {}
    }
}

/// Until one end is closed; what comes after so many bytes is swallowed.
async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    pause_ms: u64,
    mut left: u64,
) {
    let mut bytes = [0; 4_096];
    loop {
        let read = from.read(&mut bytes).await.unwrap_or(0);
        if read == 0 {
            return;
        }
        if pause_ms > 0 {
            sleep(Duration::from_millis(pause_ms)).await;
        }
        if left < read as u64 {
            left = 0;
            continue;
        }
        left = left.saturating_sub(if left == u64::MAX { 0 } else { read as u64 });
        if to.write_all(&bytes[..read]).await.is_err() {
            return;
        }
    }
}
