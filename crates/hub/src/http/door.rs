//! Who comes in: so many connections at once, TLS in some seconds, and nobody who does not take his answer.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum_server::accept::Accept;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::Metrics;

/// Seconds in which the TLS handshake has to be done.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Seconds in which a client has to take the next part of its answer.
const TAKING: Duration = Duration::from_mins(1);

/// Bytes from which HTTP/1 and HTTP/2 are told apart; hyper waits for them without an end.
const PREFACE: usize = 24;

/// Lets connections in.
#[derive(Clone)]
pub(super) struct Door {
    tls: Option<TlsAcceptor>,
    first: Duration,
    places: Arc<Semaphore>,
    metrics: Arc<Metrics>,
}

impl Door {
    /// With TLS, or in plain for the monitor. `first` is how long a client may take to say its first word.
    pub fn new(
        tls: Option<Arc<ServerConfig>>,
        first: Duration,
        places: usize,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self {
            tls: tls.map(TlsAcceptor::from),
            first,
            places: Arc::new(Semaphore::new(places)),
            metrics,
        }
    }
}

impl<S: Send + 'static> Accept<TcpStream, S> for Door {
    type Stream = Seated;
    type Service = S;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Seated, S)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let door = self.clone();
        Box::pin(async move {
            let Ok(place) = Arc::clone(&door.places).try_acquire_owned() else {
                door.metrics.turned_away.inc();
                return Err(io::Error::other("too many connections"));
            };
            door.metrics.connections.inc();
            let seat = Seat {
                _place: place,
                metrics: Arc::clone(&door.metrics),
            };
            stream.set_nodelay(true)?;
            let io = match &door.tls {
                None => Io::Plain(stream),
                Some(tls) => {
                    let shaken = timeout(HANDSHAKE, tls.accept(stream)).await;
                    Io::Tls(Box::new(shaken.map_err(|_| io::ErrorKind::TimedOut)??))
                }
            };
            let seated = Seated {
                io,
                first: Some((Box::pin(sleep(door.first)), PREFACE)),
                stalled: None,
                _seat: seat,
            };
            Ok((seated, service))
        })
    }
}

/// A place at the table, given back on drop.
struct Seat {
    _place: OwnedSemaphorePermit,
    metrics: Arc<Metrics>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.metrics.connections.dec();
    }
}

enum Io {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

/// A connection that was let in. Reading from one that says nothing, and writing to one that takes nothing, end in an
/// error.
pub(super) struct Seated {
    io: Io,
    /// Until so many bytes have come.
    first: Option<(Pin<Box<Sleep>>, usize)>,
    stalled: Option<Pin<Box<Sleep>>>,
    _seat: Seat,
}

impl Seated {
    fn in_time<T>(
        &mut self,
        cx: &mut Context<'_>,
        polled: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.stalled = None;
            return polled;
        }
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(TAKING)));
        ready!(stalled.as_mut().poll(cx));
        // A finished timer must not be asked again.
        stalled.as_mut().reset(Instant::now() + TAKING);
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Seated {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        let polled = match &mut self.io {
            Io::Plain(io) => Pin::new(io).poll_read(cx, into),
            Io::Tls(io) => Pin::new(io).poll_read(cx, into),
        };
        let came = into.filled().len() - before;
        match &mut self.first {
            Some((timer, _)) if polled.is_pending() => {
                ready!(timer.as_mut().poll(cx));
                self.first = None;
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            Some((_, left)) if *left > came => *left -= came,
            _ => self.first = None,
        }
        polled
    }
}

impl AsyncWrite for Seated {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = match &mut self.io {
            Io::Plain(io) => Pin::new(io).poll_write(cx, bytes),
            Io::Tls(io) => Pin::new(io).poll_write(cx, bytes),
        };
        self.in_time(cx, polled)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = match &mut self.io {
            Io::Plain(io) => Pin::new(io).poll_flush(cx),
            Io::Tls(io) => Pin::new(io).poll_flush(cx),
        };
        self.in_time(cx, polled)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = match &mut self.io {
            Io::Plain(io) => Pin::new(io).poll_shutdown(cx),
            Io::Tls(io) => Pin::new(io).poll_shutdown(cx),
        };
        self.in_time(cx, polled)
    }
}
