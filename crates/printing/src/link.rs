//! One question to the printer and its answer: IPP over HTTP or HTTPS.

use std::{error::Error, fmt, io, time::Duration};

use bytes::Bytes;
use ipp::{
    attribute::{IppAttribute, IppAttributes},
    model::{DelimiterTag, IppVersion, Operation},
    parser::IppParser,
    prelude::Uri,
    reader::IppReader,
    request::IppRequestResponse,
};
use reqwest::{
    Client, StatusCode,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect::Policy,
};
use zeroize::Zeroizing;

use crate::{
    PrintError, Profile,
    attributes::{Group, attribute, name, uri},
    certificate::{Untrusted, tls},
};

/// How long a printer that is on may take to accept a connection.
const CONNECT_LIMIT: Duration = Duration::from_secs(3);
/// Shorter than the limit above, so that an unknown name is told from a silent printer.
const NAME_LIMIT: Duration = Duration::from_millis(2500);
/// How long a printer may take to answer a question without a document.
const QUESTION_LIMIT: Duration = Duration::from_secs(5);
/// No honest answer is longer; the largest seen are some 100 kB.
const LONGEST_ANSWER: usize = 4 * 1024 * 1024;

/// Attributes of a request by the group they belong to.
pub(crate) type Attributes = Vec<(DelimiterTag, IppAttribute)>;

/// The way to one printer.
pub(crate) struct Link {
    http: Client,
    /// Where HTTP goes.
    url: String,
    /// What IPP calls the printer.
    printer_uri: String,
}

/// What the printer answered.
pub(crate) struct Answer {
    /// IPP status code; up to 0x00ff is success.
    pub status: u16,
    attributes: IppAttributes,
}

impl Answer {
    pub fn is_success(&self) -> bool {
        self.status <= 0x00ff
    }

    pub fn printer(&self) -> Group<'_> {
        Group::of(&self.attributes, DelimiterTag::PrinterAttributes)
    }

    pub fn job(&self) -> Group<'_> {
        Group::of(&self.attributes, DelimiterTag::JobAttributes)
    }

    pub fn unsupported(&self) -> Group<'_> {
        Group::of(&self.attributes, DelimiterTag::UnsupportedAttributes)
    }
}

impl Link {
    pub fn new(address: &str, profile: &Profile) -> Result<Self, PrintError> {
        let (url, printer_uri) = addresses(address).ok_or(PrintError::AddressUnusable)?;
        let http = Client::builder()
            // A proxy is for the web; printers stand in the same building.
            .no_proxy()
            .redirect(Policy::none())
            // A connection kept open may be half dead by the time of the job.
            .pool_max_idle_per_host(0)
            .connect_timeout(CONNECT_LIMIT)
            .dns_resolver(SystemNames)
            .tls_backend_preconfigured(tls(profile.certificate_sha256)?)
            .build()
            .map_err(|_| PrintError::EncryptionFailed)?;
        Ok(Self {
            http,
            url,
            printer_uri,
        })
    }

    /// Asks a question without a document.
    pub async fn ask(
        &self,
        operation: Operation,
        attributes: Attributes,
    ) -> Result<Answer, PrintError> {
        let request = self.request(operation, attributes)?;
        self.exchange(Bytes::from_owner(request), QUESTION_LIMIT)
            .await
            .map_err(|failure| failure.error)
    }

    /// The bytes of a Print-Job request with its document, to be sent as often as the printer is busy.
    pub fn print_job(&self, attributes: Attributes, document: &[u8]) -> Result<Bytes, PrintError> {
        let head = self.request(Operation::PrintJob, attributes)?;
        let mut request = Zeroizing::new(Vec::with_capacity(head.len() + document.len()));
        request.extend_from_slice(&head);
        request.extend_from_slice(document);
        // The buffer is wiped when its last owner, the HTTP client, lets go of it.
        Ok(Bytes::from_owner(request))
    }

    /// Sends a request made by [`print_job`](Self::print_job).
    pub async fn send(&self, request: Bytes, limit: Duration) -> Result<Answer, PrintError> {
        self.exchange(request, limit).await.map_err(|failure| {
            if failure.connected && failure.error.is_silence() {
                PrintError::SendingInterrupted
            } else {
                failure.error
            }
        })
    }

    fn request(
        &self,
        operation: Operation,
        attributes: Attributes,
    ) -> Result<Zeroizing<Vec<u8>>, PrintError> {
        // IPP/1.1 is the version that every printer and CUPS take.
        let mut request = IppRequestResponse::new(IppVersion::v1_1(), operation, None)
            .map_err(|_| PrintError::AddressUnusable)?;
        let all = request.attributes_mut();
        let operation = DelimiterTag::OperationAttributes;
        all.add(operation, attribute("printer-uri", uri(&self.printer_uri)));
        for (group, attribute) in attributes {
            all.add(group, attribute);
        }
        Ok(Zeroizing::new(request.to_bytes().to_vec()))
    }

    async fn exchange(&self, request: Bytes, limit: Duration) -> Result<Answer, Failure> {
        let mut response = self
            .http
            .post(&self.url)
            .header("content-type", "application/ipp")
            .timeout(limit)
            .body(request)
            .send()
            .await?;
        if response.status() != StatusCode::OK {
            return Err(Failure::answered(match response.status() {
                StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => PrintError::AccessDenied,
                StatusCode::UPGRADE_REQUIRED => PrintError::EncryptionRequired,
                _ => PrintError::NoPrinterThere,
            }));
        }
        let mut answer = Vec::new();
        while let Some(part) = response.chunk().await? {
            if answer.len() + part.len() > LONGEST_ANSWER {
                return Err(Failure::answered(PrintError::AnswerMalformed));
            }
            answer.extend_from_slice(&part);
        }
        parse(answer).map_err(Failure::answered)
    }
}

/// The name that stands at the printer for whoever prints: the program, never a person.
pub(crate) fn requesting_user() -> (DelimiterTag, IppAttribute) {
    (
        DelimiterTag::OperationAttributes,
        attribute("requesting-user-name", name("kazashi")),
    )
}

fn parse(answer: Vec<u8>) -> Result<Answer, PrintError> {
    let reader = IppReader::new(io::Cursor::new(answer));
    let parsed = IppParser::new(reader)
        .parse()
        .map_err(|_| PrintError::AnswerMalformed)?;
    Ok(Answer {
        status: parsed.header().operation_or_status.cast_unsigned(),
        attributes: parsed.attributes().clone(),
    })
}

/// The HTTP address and the IPP address behind what the settings say.
fn addresses(address: &str) -> Option<(String, String)> {
    let parsed: Uri = address.trim().parse().ok()?;
    let (http, ipp, port) = match parsed.scheme_str()? {
        "ipp" => ("http", "ipp", 631),
        // RFC 7472: ipps has the same port as ipp.
        "ipps" => ("https", "ipps", 631),
        "http" => ("http", "ipp", 80),
        "https" => ("https", "ipps", 443),
        _ => return None,
    };
    let authority = parsed.authority()?;
    // A password in the settings would reach logs and screens.
    if authority.as_str().contains('@') || authority.host().is_empty() {
        return None;
    }
    let (host, port) = (authority.host(), authority.port_u16().unwrap_or(port));
    let path = parsed.path();
    Some((
        format!("{http}://{host}:{port}{path}"),
        format!("{ipp}://{host}:{port}{path}"),
    ))
}

/// Why an exchange failed, and whether the printer may have got something of it.
struct Failure {
    error: PrintError,
    connected: bool,
}

impl Failure {
    fn answered(error: PrintError) -> Self {
        Self {
            error,
            connected: true,
        }
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        let connected = !error.is_connect();
        let silent = if error.is_timeout() || !connected {
            PrintError::NoAnswer
        } else {
            PrintError::ConnectionLost
        };
        Self {
            error: known_cause(&error).unwrap_or(silent),
            connected,
        }
    }
}

/// Looks through the causes of an error for one that has a sentence of its own.
fn known_cause(error: &(dyn Error + 'static)) -> Option<PrintError> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<UnknownName>() {
            return Some(PrintError::UnknownHost);
        }
        if let Some(error) = error.downcast_ref::<rustls::Error>() {
            return Some(encryption_error(error));
        }
        cause = match error.downcast_ref::<io::Error>() {
            Some(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                return Some(PrintError::ConnectionRefused);
            }
            // `source` of an I/O error skips the error it was made from.
            Some(io) => io.get_ref().map(|inner| inner as &(dyn Error + 'static)),
            None => error.source(),
        };
    }
    None
}

fn encryption_error(error: &rustls::Error) -> PrintError {
    use rustls::{CertificateError, Error, OtherError};
    if let Error::InvalidCertificate(CertificateError::Other(OtherError(cause))) = error
        && let Some(Untrusted { sha256 }) = cause.downcast_ref()
    {
        return PrintError::CertificateUntrusted {
            sha256: sha256.clone(),
        };
    }
    PrintError::EncryptionFailed
}

/// Asks the system for a host's addresses, and says so when it knows none.
struct SystemNames;

#[derive(Debug)]
struct UnknownName;

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown host")
    }
}

impl Error for UnknownName {}

impl Resolve for SystemNames {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let lookup = tokio::net::lookup_host((name.as_str(), 0));
            match tokio::time::timeout(NAME_LIMIT, lookup).await {
                Ok(Ok(found)) => {
                    let found: Vec<_> = found.collect();
                    Ok(Box::new(found.into_iter()) as Addrs)
                }
                _ => Err(UnknownName.into()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_get_the_port_of_their_scheme() {
        for (address, http, ipp) in [
            (
                "ipp://p1/ipp/print",
                "http://p1:631/ipp/print",
                "ipp://p1:631/ipp/print",
            ),
            (
                "ipps://p1/ipp/print",
                "https://p1:631/ipp/print",
                "ipps://p1:631/ipp/print",
            ),
            (
                "http://192.0.2.7:8631/",
                "http://192.0.2.7:8631/",
                "ipp://192.0.2.7:8631/",
            ),
            (
                "https://[2001:db8::7]/q",
                "https://[2001:db8::7]:443/q",
                "ipps://[2001:db8::7]:443/q",
            ),
        ] {
            let expected = (http.to_owned(), ipp.to_owned());
            assert_eq!(addresses(address), Some(expected), "{address}");
        }
    }

    #[test]
    fn other_addresses_are_refused() {
        for address in [
            "",
            "p1",
            "/ipp/print",
            "lpd://p1/q",
            "ipp://",
            "ipp://u:secret@p1/",
        ] {
            assert_eq!(addresses(address), None, "{address}");
        }
    }

    proptest! {
        #[test]
        fn no_answer_however_broken_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let mut answer = vec![1, 1, 0, 0, 0, 0, 0, 1];
            answer.extend_from_slice(&bytes);
            if let Ok(answer) = parse(answer) {
                let _ = crate::status::PrinterStatus::from_answer(answer.printer());
            }
        }
    }
}
