//! A real IPP printer in software, for tests and for training.
//!
//! Runs `ippeveprinter` (Debian: cups-ipp-utils) with a D-Bus daemon of its own, which is
//! all it asks for: no system service, no root. Linux only.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// Starts bus and printer, and ends both when its standard input closes: whatever way
/// the program that holds the other end dies, nothing stays behind.
const KEEPER: &str = include_str!("test_printer/keeper.sh");
/// Runs for each job and keeps what arrived.
const TAKE_JOB: &str = include_str!("test_printer/take-job.sh");
const OFFICE: &str = include_str!("test_printer/office.conf");
const BUS: &str = include_str!("test_printer/bus.conf");

/// How a [`TestPrinter`] is to be.
#[derive(Debug, Clone)]
pub struct TestPrinterOptions {
    /// Port on 127.0.0.1; without one, any free port.
    pub port: Option<u16>,
    /// Directory that keeps what was printed; without one, a temporary directory.
    pub out: Option<PathBuf>,
    /// Document formats that it takes, separated by commas.
    pub formats: String,
    /// Whether it is a machine with trays of A4, A3 and B5, colour and staples; else a small one with A4.
    pub office: bool,
}

impl Default for TestPrinterOptions {
    fn default() -> Self {
        Self {
            port: None,
            out: None,
            formats: "application/pdf".to_owned(),
            office: false,
        }
    }
}

/// A running printer; ends with this value or with the process.
pub struct TestPrinter {
    keeper: Option<Child>,
    port: u16,
    out: PathBuf,
    work: TempDir,
}

impl TestPrinter {
    /// Starts a printer that takes PDF, on a free port, with A4 in every tray.
    pub fn start() -> io::Result<Self> {
        Self::start_with(&TestPrinterOptions::default())
    }

    /// Starts a printer.
    pub fn start_with(options: &TestPrinterOptions) -> io::Result<Self> {
        let mut tries = 3;
        loop {
            // Another process may take the free port first, so that one failure says little.
            match Self::start_once(options) {
                Err(_) if options.port.is_none() && tries > 1 => tries -= 1,
                result => return result,
            }
        }
    }

    /// Its address for [`Printer::new`](crate::Printer::new).
    pub fn uri(&self) -> String {
        format!("ipp://127.0.0.1:{}/ipp/print", self.port)
    }

    /// Its address for encrypted connections; it shows a certificate that it signed itself.
    pub fn encrypted_uri(&self) -> String {
        format!("ipps://localhost:{}/ipp/print", self.port)
    }

    /// Asks about the first job with another program than ours; whether the answer is as expected.
    pub fn ipptool(&self, operation: &str, expected: &str) -> io::Result<bool> {
        let mut test = tempfile::NamedTempFile::new()?;
        write!(
            test,
            "{{ OPERATION {operation}
            GROUP operation-attributes-tag
            ATTR charset attributes-charset utf-8
            ATTR naturalLanguage attributes-natural-language en
            ATTR uri printer-uri $uri
            ATTR integer job-id 1
            ATTR name requesting-user-name kazashi
            {expected} }}"
        )?;
        let status = Command::new("ipptool")
            .arg(self.uri())
            .arg(test.path())
            .status()?;
        Ok(status.success())
    }

    /// The PDFs that arrived, in the order of their jobs.
    pub fn printed(&self) -> io::Result<Vec<PathBuf>> {
        files(&self.out, "pdf")
    }

    /// What arrived in the latest job.
    pub fn last_printed(&self) -> io::Result<Vec<u8>> {
        match self.printed()?.last() {
            Some(path) => fs::read(path),
            None => Err(io::Error::other("nothing has been printed")),
        }
    }

    /// The attributes of each job as `ippeveprinter` gives them to its command:
    /// `IPP_MEDIA`, `IPP_SIDES`, `IPP_PRINT_SCALING`, `IPP_COPIES`, `IPP_JOB_NAME` and so on.
    pub fn job_attributes(&self) -> io::Result<Vec<BTreeMap<String, String>>> {
        let read = |path: PathBuf| {
            Ok(fs::read_to_string(path)?
                .lines()
                .filter_map(|line| line.split_once('='))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect())
        };
        files(&self.work.path().join("attributes"), "txt")?
            .into_iter()
            .map(read)
            .collect()
    }

    /// Takes the paper out of every tray, or fills them with A4.
    pub fn set_paper_empty(&self, empty: bool) -> io::Result<()> {
        let (main, bypass) = if empty { (0, 0) } else { (250, 25) };
        let paper = "iso_a4_210x297mm";
        self.get(&format!(
            "/media?size1={paper}&type1=stationery&level1={main}\
             &size3={paper}&type3=stationery&level3={bypass}"
        ))
    }

    /// Empties or fills the toner.
    pub fn set_toner_empty(&self, empty: bool) -> io::Result<()> {
        let toner = if empty { 0 } else { 75 };
        self.get(&format!("/supplies?supply0=25&supply1={toner}"))
    }

    /// Makes each later job print for so long; without it a job is done at once.
    pub fn set_job_duration(&self, duration: Duration) -> io::Result<()> {
        fs::write(
            self.work.path().join("job-seconds"),
            duration.as_secs_f32().to_string(),
        )
    }

    /// Makes each later job fail in the printer.
    pub fn set_jobs_fail(&self, fail: bool) -> io::Result<()> {
        let mark = self.work.path().join("jobs-fail");
        if fail {
            fs::write(mark, "")
        } else {
            fs::remove_file(mark)
        }
    }

    /// Pulls the plug. What was printed can still be read.
    pub fn stop(&mut self) {
        if let Some(mut keeper) = self.keeper.take() {
            drop(keeper.stdin.take());
            // The keeper can only be gone already, which is what is wanted.
            let _ = keeper.wait();
        }
    }

    fn start_once(options: &TestPrinterOptions) -> io::Result<Self> {
        let work = tempfile::Builder::new().prefix("printer-").tempdir()?;
        for folder in ["spool", "attributes", "keys", "out"] {
            fs::create_dir(work.path().join(folder))?;
        }
        let out = match &options.out {
            Some(out) => {
                fs::create_dir_all(out)?;
                out.canonicalize()?
            }
            None => work.path().join("out"),
        };
        let socket = work.path().join("bus");
        let bus = BUS.replace("SOCKET", &socket.display().to_string());
        fs::write(work.path().join("bus.conf"), bus)?;
        let take_job = work.path().join("take-job.sh");
        fs::write(&take_job, TAKE_JOB)?;
        fs::set_permissions(&take_job, fs::Permissions::from_mode(0o700))?;
        let port = match options.port {
            Some(port) => port,
            None => TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
                .local_addr()?
                .port(),
        };
        if options.office {
            fs::write(work.path().join("office.conf"), OFFICE)?;
        }
        let keeper = Command::new("sh")
            .args(["-c", KEEPER, "keeper"])
            .args([&port.to_string(), &options.formats])
            .env("PRINTER_WORK", work.path())
            .env("PRINTER_OUT", &out)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let printer = Self {
            keeper: Some(keeper),
            port,
            out,
            work,
        };
        printer.wait_until_up()?;
        if !options.office {
            printer.set_paper_empty(false)?;
        }
        Ok(printer)
    }

    fn wait_until_up(&self) -> io::Result<()> {
        let deadline = Instant::now() + Duration::from_secs(20);
        let ended = self.work.path().join("ended");
        while !ended.exists() && Instant::now() < deadline {
            if self.get("/").is_ok() && !ended.exists() {
                return Ok(());
            }
            sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.work.path().join("log")).unwrap_or_default();
        Err(io::Error::other(format!(
            "ippeveprinter does not start: {}",
            log.trim()
        )))
    }

    /// Asks for a page of the printer's own web pages, by which people change paper and toner.
    fn get(&self, page: &str) -> io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "GET {page} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )?;
        // The printer keeps the connection open, so that the page's own end has to be looked for.
        let mut page = Vec::new();
        let mut part = [0; 4096];
        while !page.windows(7).any(|end| end == b"</html>") {
            let length = stream.read(&mut part)?;
            if length == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            page.extend_from_slice(&part[..length]);
        }
        if page.starts_with(b"HTTP/1.1 200 ") {
            Ok(())
        } else {
            Err(io::Error::other("the printer has no such page"))
        }
    }
}

impl Drop for TestPrinter {
    fn drop(&mut self) {
        self.stop();
    }
}

fn files(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
