//! Frames between the card and the virtual reader (vpcd): 2-byte big-endian length, then the bytes.

use std::io::{self, Read, Write};
use std::net::TcpStream;

/// What the reader sends.
pub(crate) enum Frame {
    PowerOff,
    PowerOn,
    Reset,
    /// The reader asks for the answer to reset; it does so again and again to see whether the card is there.
    AskAtr,
    Command(Vec<u8>),
    /// A control byte that the protocol does not name.
    Unknown,
}

/// Waits for the next frame; an error when the link has ended.
pub(crate) fn read(stream: &mut TcpStream) -> io::Result<Frame> {
    let mut length = [0; 2];
    stream.read_exact(&mut length)?;
    // vpcd sends length and body apart, and the kernel would hold the ACK between them for 40 ms.
    acknowledge_at_once(stream)?;
    let mut body = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut body)?;
    acknowledge_at_once(stream)?;
    Ok(match body.as_slice() {
        [0] => Frame::PowerOff,
        [1] => Frame::PowerOn,
        [2] => Frame::Reset,
        [4] => Frame::AskAtr,
        [] | [_] => Frame::Unknown,
        _ => Frame::Command(body),
    })
}

/// Sends an answer as one frame.
pub(crate) fn write(stream: &mut TcpStream, payload: &[u8]) -> io::Result<()> {
    let length = u16::try_from(payload.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    let mut frame = Vec::with_capacity(payload.len() + 2);
    frame.extend(length.to_be_bytes());
    frame.extend(payload);
    stream.write_all(&frame)
}

/// Asks the kernel to send pending ACKs now; it forgets this, so it is asked after every read.
#[cfg(target_os = "linux")]
pub(crate) fn acknowledge_at_once(stream: &TcpStream) -> io::Result<()> {
    socket2::SockRef::from(stream).set_tcp_quickack(true)
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn acknowledge_at_once(_: &TcpStream) -> io::Result<()> {
    Ok(())
}
