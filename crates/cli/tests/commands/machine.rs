//! One PC for one test: directories of its own, the machine's pcscd, and the program.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use virtual_card::{Faults, Inserted, Resident, Slot, TrainingCa, VirtualCard, builtin, insert};

/// The directories of one PC.
pub struct Machine {
    pub dir: TempDir,
    forms: PathBuf,
}

/// What the program left behind.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Machine {
    /// A PC with the forms and profiles of this repository.
    pub fn new() -> Self {
        Self::with_forms(&repository().join("forms"))
    }

    pub fn with_forms(forms: &Path) -> Self {
        Self {
            dir: TempDir::new().unwrap(),
            forms: forms.to_owned(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// The program, speaking English, with nothing of the tester's own environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kazashi"));
        command
            .args(arguments)
            .env_remove("RUST_LOG")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", "C.UTF-8")
            .env("KAZASHI_CONFIG_DIR", self.path("config"))
            .env("KAZASHI_DATA_DIR", self.path("data"))
            .env("KAZASHI_FORMS_DIR", &self.forms)
            .env(
                "KAZASHI_PROFILES_DIR",
                repository().join("printer-profiles"),
            )
            .current_dir(self.dir.path());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        run(self.command(arguments), "")
    }

    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Ran {
        run(self.command(arguments), input)
    }
}

/// Runs a command to its end, with this on its standard input.
pub fn run(mut command: Command, input: &str) -> Ran {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A usage error closes the pipe before it is read.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    Ran {
        code: status.code().unwrap(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

impl Ran {
    /// The one line of an error.
    #[track_caller]
    pub fn assert_error(&self, number: i32, code: &str) {
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        assert!(self.err.starts_with(&format!("{code}: ")), "{}", self.err);
        assert_eq!(self.code, number, "{}", self.err);
    }

    #[track_caller]
    pub fn assert_done(&self) {
        assert_eq!((self.code, self.err.as_str()), (0, ""));
    }
}

pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

pub fn resident(id: &str) -> Resident {
    builtin()
        .into_iter()
        .find(|resident| resident.id() == id)
        .unwrap()
}

/// The card of another test leaves a little after that test.
pub fn wait_until_empty() {
    let deadline = Instant::now() + Duration::from_secs(5);
    let empty = || {
        let readers = mynacard::pcsc::readers().unwrap();
        readers
            .iter()
            .all(|reader| reader.card == mynacard::pcsc::CardPresence::Absent)
    };
    while !empty() {
        assert!(
            Instant::now() < deadline,
            "a card of somebody else lies on a reader"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The machine's one pcscd, for one test at a time.
pub struct Readers {
    _lock: File,
}

pub const FIRST: &str = "Virtual PCD 00 00";

impl Readers {
    #[expect(
        clippy::zombie_processes,
        reason = "pcscd stays for whoever tests next"
    )]
    pub fn take() -> Self {
        let lock = File::create(std::env::temp_dir().join("kazashi-pcscd.lock")).unwrap();
        lock.lock().unwrap();
        let answers = || mynacard::pcsc::readers().is_ok_and(|readers| readers.len() >= 2);
        if !answers() {
            fs::create_dir_all("/run/pcscd").unwrap();
            Command::new("pcscd")
                .arg("--foreground")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let deadline = Instant::now() + Duration::from_secs(10);
            while !answers() {
                assert!(Instant::now() < deadline, "pcscd does not answer");
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        let readers = Self { _lock: lock };
        wait_until_empty();
        readers
    }

    #[expect(
        clippy::unused_self,
        reason = "nobody inserts a card without holding the readers"
    )]
    pub fn insert(&self, card: VirtualCard, slot: Slot, faults: Faults) -> Inserted {
        let inserted = insert(card, slot, faults).unwrap();
        assert!(inserted.wait_until_seen(Duration::from_secs(5)));
        let deadline = Instant::now() + Duration::from_secs(5);
        let seen = || {
            let readers = mynacard::pcsc::readers().unwrap();
            readers.iter().any(|r| {
                r.name == slot.reader_name() && r.card != mynacard::pcsc::CardPresence::Absent
            })
        };
        while !seen() {
            assert!(Instant::now() < deadline, "the card is not seen");
            std::thread::sleep(Duration::from_millis(20));
        }
        inserted
    }
}

pub fn card_of(resident: &Resident) -> VirtualCard {
    static CA: LazyLock<TrainingCa> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("training-ca");
        TrainingCa::open_or_create(&folder).unwrap()
    });
    VirtualCard::issue(resident, &CA, jiff::civil::date(2026, 11, 21)).unwrap()
}

/// What `pdftotext` reads from a PDF, without blanks.
pub fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext")
        .args(["-layout"])
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout)
        .unwrap()
        .split_whitespace()
        .collect()
}
