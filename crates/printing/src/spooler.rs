//! The print queues of this PC's system: of Windows through `winprint`, elsewhere of CUPS over IPP.

use crate::{PrintError, Profile, link::Link, printer::Way};

#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub(crate) use windows::{Queue, Ticket};

/// Where CUPS listens unless its own variable `CUPS_SERVER` says otherwise.
#[cfg(not(windows))]
const CUPS: &str = "localhost:631";

/// The way to a queue of this name.
#[cfg(not(windows))]
pub(crate) fn way(queue: &str, profile: &Profile) -> Result<Way, PrintError> {
    let server = std::env::var("CUPS_SERVER").ok();
    // CUPS takes a path to a socket there too, which leads to the same server.
    let server = server.filter(|server| !server.is_empty() && !server.starts_with('/'));
    cups(server.as_deref().unwrap_or(CUPS), queue, profile)
}

/// The way to a queue of this name.
#[cfg(windows)]
pub(crate) fn way(queue: &str, _: &Profile) -> Result<Way, PrintError> {
    Ok(Way::Windows(Queue::new(queue)))
}

/// The way to a queue of the CUPS at this host and port.
pub(crate) fn cups(server: &str, queue: &str, profile: &Profile) -> Result<Way, PrintError> {
    let uri = format!("ipp://{server}/printers/{}", percent_encoded(queue));
    Ok(Way::Ipp {
        link: Link::new(&uri, profile)?,
        queue: Some(queue.to_owned()),
    })
}

/// Says of the queue what an error says of a machine.
pub(crate) fn in_words_of_the_queue(error: PrintError, queue: Option<&str>) -> PrintError {
    match (error, queue) {
        (PrintError::NoPrinterThere, Some(queue)) => PrintError::QueueUnknown {
            queue: queue.to_owned(),
        },
        (PrintError::ConnectionRefused | PrintError::NoAnswer, Some(_)) => {
            PrintError::SpoolerNotRunning
        }
        (error, _) => error,
    }
}

/// A queue's name in an address: Japanese names are allowed there, bytes beyond ASCII are not.
fn percent_encoded(queue: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    queue
        .bytes()
        .map(|byte| match byte {
            byte if plain(byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_japanese_queue_has_an_address() {
        assert_eq!(percent_encoded("Counter-1"), "Counter-1");
        assert_eq!(percent_encoded("窓口 1"), "%E7%AA%93%E5%8F%A3%201");
        let way = cups("localhost:631", "窓口 1", &Profile::generic_a4());
        assert!(way.is_ok());
    }
}
