//! A receipt printer on the network: slips as a picture over ESC/POS.

use std::{
    io,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, timeout},
};

use crate::{
    Fault, PrintError, Profile, Progress, Receipt,
    escpos::{ASK_STATUS, ASK_WHEN_DONE, Raster, Reply, fault, reply},
    job::Reporter,
};

/// Port on which network printers take raw bytes.
const PORT: u16 = 9100;
/// How long a printer that is on may take to accept a connection.
const CONNECT_LIMIT: Duration = Duration::from_secs(3);
/// How long a printer that answers questions takes for it; one that is silent for so long answers none.
const ANSWER_LIMIT: Duration = Duration::from_millis(1500);

/// A receipt printer (レシートプリンター) that prints slips (受付票) on a roll.
pub struct ReceiptPrinter {
    host: String,
    port: u16,
    profile: Profile,
    receipt: Receipt,
}

impl ReceiptPrinter {
    /// A printer at `socket://host` or `socket://host:9100`, with a profile that has a `[receipt]`.
    pub fn new(uri: &str, profile: Profile) -> Result<Self, PrintError> {
        let receipt = profile.receipt.ok_or(PrintError::OtherKindOfPrinter)?;
        let (host, port) = host_and_port(uri).ok_or(PrintError::AddressUnusable)?;
        Ok(Self {
            host,
            port,
            profile,
            receipt,
        })
    }

    /// The profile it was made with.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The roll and the knife.
    pub fn receipt(&self) -> Receipt {
        self.receipt
    }

    /// What keeps it from printing. Nothing also when it is a printer that answers no questions.
    pub async fn status(&self) -> Result<Option<Fault>, PrintError> {
        let mut wire = self.connect().await?;
        Ok(wire.status().await?.flatten())
    }

    /// Prints a picture as wide as the roll's head and waits until it is out.
    ///
    /// Paper out and an open cover are told by `on_progress`; the slip comes when that is mended, or
    /// [`PrintError::StayedBusy`] after the profile's time. A printer that answers no questions is
    /// taken to have printed what it accepted.
    pub async fn print(
        &self,
        picture: &Raster,
        on_progress: impl FnMut(Progress),
    ) -> Result<(), PrintError> {
        if picture.width() != self.receipt.roll.dots() {
            return Err(PrintError::OtherKindOfPrinter);
        }
        let timeouts = self.profile.timeouts;
        let mut reporter = Reporter::new(on_progress);
        let mut wire = self.connect().await?;
        let answers = self.wait_until_ready(&mut wire, &mut reporter).await?;
        reporter.tell(Progress::Sending);
        let mut commands = picture.commands(self.receipt.cuts);
        if answers {
            commands.extend_from_slice(&ASK_WHEN_DONE);
        }
        timeout(timeouts.job, wire.stream.write_all(&commands))
            .await
            .map_err(|_| PrintError::SendingInterrupted)?
            .map_err(|_| PrintError::SendingInterrupted)?;
        if answers {
            reporter.tell(Progress::Printing);
            self.wait_until_done(&mut wire, &mut reporter).await?;
        } else {
            // Closing in order makes the system deliver what is still on its way.
            let closed = timeout(timeouts.silence, wire.stream.shutdown()).await;
            closed
                .map_err(|_| PrintError::SendingInterrupted)?
                .map_err(|_| PrintError::SendingInterrupted)?;
        }
        reporter.tell(Progress::Done);
        Ok(())
    }

    /// Waits while paper is out or the cover open; whether the printer answers questions at all.
    async fn wait_until_ready(
        &self,
        wire: &mut Wire,
        reporter: &mut Reporter<impl FnMut(Progress)>,
    ) -> Result<bool, PrintError> {
        let timeouts = self.profile.timeouts;
        let deadline = Instant::now() + timeouts.busy;
        loop {
            let fault = match wire.status().await? {
                None => return Ok(false),
                Some(None) => return Ok(true),
                Some(Some(fault)) => fault,
            };
            reporter.tell(Progress::stopped_by(fault));
            if Instant::now() >= deadline {
                return Err(PrintError::StayedBusy { fault: Some(fault) });
            }
            sleep(timeouts.poll).await;
        }
    }

    /// Waits for the answer that comes behind the last row.
    async fn wait_until_done(
        &self,
        wire: &mut Wire,
        reporter: &mut Reporter<impl FnMut(Progress)>,
    ) -> Result<(), PrintError> {
        let timeouts = self.profile.timeouts;
        let deadline = Instant::now() + timeouts.job;
        let mut heard = Instant::now();
        let mut last = None;
        while Instant::now() < deadline {
            // The answer may come in the middle of those about paper, which go on meanwhile.
            match wire.listen(timeouts.poll).await {
                Ok(Some(Reply::Done)) => return Ok(()),
                Ok(_) => {}
                Err(_) => return Err(PrintError::PrinterGone),
            }
            match wire.status().await {
                Ok(Some(fault)) => {
                    heard = Instant::now();
                    last = fault;
                    reporter.tell(fault.map_or(Progress::Printing, Progress::stopped_by));
                }
                Ok(None) if heard.elapsed() < timeouts.silence => {}
                Ok(None) | Err(_) => return Err(PrintError::PrinterGone),
            }
            if wire.done {
                return Ok(());
            }
        }
        Err(PrintError::JobTimedOut {
            fault: last,
            canceled: false,
        })
    }

    async fn connect(&self) -> Result<Wire, PrintError> {
        let address = (self.host.as_str(), self.port);
        let lookup = timeout(CONNECT_LIMIT, tokio::net::lookup_host(address)).await;
        let Ok(Ok(found)) = lookup else {
            return Err(PrintError::UnknownHost);
        };
        let found: Vec<_> = found.collect();
        match timeout(CONNECT_LIMIT, TcpStream::connect(found.as_slice())).await {
            Ok(Ok(stream)) => Ok(Wire {
                stream,
                done: false,
            }),
            Ok(Err(error)) if error.kind() == io::ErrorKind::ConnectionRefused => {
                Err(PrintError::ConnectionRefused)
            }
            _ => Err(PrintError::NoAnswer),
        }
    }
}

/// One connection to the printer.
struct Wire {
    stream: TcpStream,
    /// Whether the answer behind the last row has come.
    done: bool,
}

impl Wire {
    /// Asks how the printer is: what is wrong, if anything; `None` when it does not answer such questions.
    async fn status(&mut self) -> Result<Option<Option<Fault>>, PrintError> {
        let lost = |_| PrintError::ConnectionLost;
        let asked = timeout(ANSWER_LIMIT, self.stream.write_all(&ASK_STATUS)).await;
        asked
            .map_err(|_| PrintError::NoAnswer)?
            .map_err(|_| PrintError::ConnectionLost)?;
        let deadline = Instant::now() + ANSWER_LIMIT;
        let mut answers = Vec::with_capacity(2);
        while answers.len() < 2 {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.listen(left).await.map_err(lost)? {
                Some(Reply::Status(byte)) => answers.push(byte),
                Some(Reply::Done | Reply::Other) => {}
                None => return Ok(None),
            }
        }
        Ok(Some(fault(answers[0], answers[1])))
    }

    /// The next byte, or nothing in this time.
    async fn listen(&mut self, limit: Duration) -> io::Result<Option<Reply>> {
        match timeout(limit, self.stream.read_u8()).await {
            Err(_) => Ok(None),
            Ok(byte) => {
                let reply = reply(byte?);
                self.done |= reply == Reply::Done;
                Ok(Some(reply))
            }
        }
    }
}

fn host_and_port(uri: &str) -> Option<(String, u16)> {
    let rest = uri.trim().strip_prefix("socket://")?;
    let address: ipp::prelude::Uri = format!("http://{}", rest.trim_end_matches('/'))
        .parse()
        .ok()?;
    let authority = address.authority()?;
    if authority.as_str().contains('@') || authority.host().is_empty() || address.path() != "/" {
        return None;
    }
    let host = authority.host().trim_matches(['[', ']']).to_owned();
    Some((host, authority.port_u16().unwrap_or(PORT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_host_and_may_have_a_port() {
        let found = |uri| host_and_port(uri).map(|(host, port)| format!("{host} {port}"));
        assert_eq!(found("socket://192.0.2.20").unwrap(), "192.0.2.20 9100");
        assert_eq!(found("socket://receipt:9101/").unwrap(), "receipt 9101");
        assert_eq!(found("socket://[2001:db8::7]").unwrap(), "2001:db8::7 9100");
        for uri in ["ipp://x", "socket://", "socket://u:p@x", "socket://x/path"] {
            assert_eq!(found(uri), None, "{uri}");
        }
    }
}
