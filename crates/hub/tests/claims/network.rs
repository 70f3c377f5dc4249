//! A desk's link to a real hub: over HTTPS with a pinned key, in a process that is killed and comes back.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use ed25519_dalek::{Signer as _, SigningKey};
use ledger::{DeviceCard, RealmId, StreamId};
use polling::claim::{ClaimAnswer, ClaimRequest, FromAuthority, ToAuthority, VerifyingKey};
use polling_desk::Link as _;
use rand_core::OsRng;
use scratch_postgres::free_port;
use sync::Code;
use sync::client::Who;
use tempfile::TempDir;
use uplink::{HubLink, ProxySettings, Settings, enrol};
use vault::CityKeys;

use crate::hubs::{about, election};
use crate::messages::{booth, claim};

/// `kazashi-hub` in a folder of its own.
struct Program {
    folder: TempDir,
    address: String,
    process: Option<Child>,
}

impl Program {
    /// With one realm, of which it is the authority. Gives the realm, and the code by which its PCs enrol.
    fn made() -> (Self, RealmId, Code) {
        let port = free_port();
        let program = Self {
            folder: tempfile::tempdir().unwrap(),
            address: format!("https://127.0.0.1:{port}"),
            process: None,
        };
        let data = program.path("data");
        let (data, address) = (data.to_str().unwrap(), program.address.clone());
        let init = [
            "init",
            "--name",
            "見本市",
            "--address",
            &address,
            "--folder",
            data,
        ];
        program.does(&init);
        let config = std::fs::read_to_string(program.path("hub.toml")).unwrap();
        let config = config
            .replace("[::]:8443", &format!("127.0.0.1:{port}"))
            .replace("127.0.0.1:9465", "127.0.0.1:0");
        std::fs::write(program.path("hub.toml"), config).unwrap();
        let city = CityKeys::generate(&mut OsRng);
        let prepared =
            vault::prepare_election(about(), election("stop"), &city, &[], None, &mut OsRng)
                .unwrap();
        let (package, code) = (program.path("package"), program.path("code"));
        prepared.package.save(&package).unwrap();
        std::fs::write(&code, prepared.city.to_print().as_str()).unwrap();
        let (package, code) = (package.to_str().unwrap(), code.to_str().unwrap());
        let add = [
            "realm",
            "add",
            package,
            "--code-file",
            code,
            "--authority-term",
            "1",
        ];
        program.does(&add);
        let opened = prepared.package.open(&prepared.city).unwrap();
        let code = Code::of_package(opened.secrets.bundles.as_bytes());
        (program, RealmId(opened.public.realm), code)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kazashi-hub"));
        command.arg("--config").arg(self.path("hub.toml"));
        command
    }

    fn does(&self, arguments: &[&str]) -> String {
        let done = self.command().args(arguments).output().unwrap();
        let said = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
        assert!(done.status.success(), "{arguments:?}: {said}");
        said
    }

    fn serve(&mut self) {
        let mut command = self.command();
        command.arg("serve").stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        while !lines
            .next()
            .expect("it listens")
            .unwrap()
            .contains("for the monitoring")
        {}
        std::thread::spawn(move || lines.for_each(drop));
        self.process = Some(process);
    }

    fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A PC of a booth that is enrolled, and its link.
fn link(program: &Program, realm: RealmId, code: &Code, place: usize) -> HubLink {
    let key = SigningKey::generate(&mut OsRng);
    let stream = StreamId(booth(place).stream(&realm.0));
    let card = DeviceCard::new(&key, realm, stream, "窓口");
    let who = Who {
        realm,
        device: card.device(),
        stream,
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let proxy = ProxySettings::None;
    let enrolled = runtime.block_on(enrol(&program.address, &proxy, code, realm, card));
    let settings: Settings = enrolled.unwrap().settings;
    HubLink::new(
        &settings,
        who,
        Box::new(move |said| Some(key.sign(said).to_bytes())),
    )
    .unwrap()
}

fn asked(link: &mut HubLink, request: &ClaimRequest) -> Option<ClaimAnswer> {
    match link.say(&ToAuthority::Claim(request.clone()))? {
        FromAuthority::Claim { answer, .. } => Some(answer),
        other => panic!("{other:?}"),
    }
}

/// As a desk does: the same message again until somebody answers.
fn insist(link: &mut HubLink, request: &ClaimRequest) -> ClaimAnswer {
    (0..20)
        .find_map(|_| asked(link, request))
        .expect("nobody answers")
}

#[test]
fn a_desk_claims_over_the_network_and_a_hub_that_was_killed_answers_the_same_name_alike() {
    let (mut program, realm, code) = Program::made();
    program.serve();
    let mut hall = link(&program, realm, &code, 0);
    let mut branch = link(&program, realm, &code, 1);
    let authority = (0..20).find_map(|_| hall.authority()).unwrap();
    assert!(authority.grants && authority.term == 1);
    let key = VerifyingKey::from_bytes(&authority.key).unwrap();
    let (one, two) = (claim(1, 1, 0), claim(2, 1, 1));
    let granted = insist(&mut hall, &one);
    match &granted {
        ClaimAnswer::Granted(receipt) => assert_eq!(receipt.check(&key, &one, 1), Ok(())),
        other => panic!("{other:?}"),
    }
    let taken = insist(&mut branch, &two);
    assert!(matches!(&taken, ClaimAnswer::Taken(taken) if taken[0].booth == booth(0)));
    // It speaks for its own booth only.
    assert_eq!(asked(&mut branch, &claim(3, 3, 0)), None);
    program.kill();
    assert_eq!(asked(&mut hall, &claim(4, 4, 0)), None);
    program.serve();
    assert_eq!(insist(&mut hall, &one), granted);
    assert_eq!(insist(&mut branch, &two), taken);
    // An operator stops it, and two officers let it go on.
    program.does(&["claims", "rebuild", "--by", "管理者"]);
    assert_eq!(insist(&mut hall, &one), ClaimAnswer::Unknown);
    let stopped = (0..20).find_map(|_| hall.authority());
    assert!(!stopped.unwrap().grants);
    program.does(&["claims", "rebuild", "--by", "管理者", "--now", "甲", "乙"]);
    assert!(matches!(insist(&mut hall, &one), ClaimAnswer::Granted(receipt) if receipt.term == 2));
    let told = program.does(&["claims", "state"]);
    assert!(told.contains("term 2") && told.contains("by order of 甲 and 乙"));
}
