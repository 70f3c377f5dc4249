//! Independent programs read the card: OpenSC and OpenSSL, through the real pcscd and vpcd.

mod parts;

use std::path::Path;
use std::process::{Command, Output};

use parts::{card, put_on, service};
use virtual_card::Faults;

struct Run {
    ok: bool,
    out: String,
    all: String,
}

fn run(command: &mut Command) -> Run {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("package opensc and openssl");
    let out = String::from_utf8_lossy(&stdout).into_owned();
    let all = format!("{out}{}", String::from_utf8_lossy(&stderr));
    Run {
        ok: status.success(),
        out,
        all,
    }
}

/// A program of OpenSC that does not try its other drivers first.
fn opensc(program: &str, arguments: &[&str]) -> Run {
    run(Command::new(program)
        .args(arguments)
        .env("OPENSC_DRIVER", "jpki"))
}

fn openssl(arguments: &[&str]) -> Run {
    run(Command::new("openssl").args(arguments))
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a temporary path is UTF-8")
}

#[test]
fn opensc_detects_the_card_among_all_its_drivers() {
    let _service = service();
    let inserted = put_on(card("ordinary"), Faults::default());
    let readers = run(Command::new("opensc-tool").arg("-l"));
    assert!(readers.out.contains("Virtual PCD 00 00"), "{}", readers.all);
    let atr = run(Command::new("opensc-tool").arg("-a"));
    assert_eq!(atr.out.trim(), "3b:88:80:01:00:00:00:00:33:81:81:00:3a");
    let before = inserted.exchanges();
    let name = run(Command::new("opensc-tool").arg("-n"));
    assert_eq!(name.out.trim(), "jpki", "{}", name.all);
    let probes = &inserted.log()[before..];
    assert!(
        probes.len() > 20,
        "the other drivers have asked: {}",
        probes.len()
    );
    let accepted = probes
        .iter()
        .filter(|probe| probe.status_word == 0x9000)
        .count();
    assert_eq!(accepted, 1, "only the JPKI application was there");
}

#[test]
fn raw_commands_get_their_answers() {
    let _service = service();
    let _inserted = put_on(card("last-try"), Faults::default());
    let run = opensc(
        "opensc-tool",
        &[
            "-s",
            "00A4040C0AD3921000310001010408",
            "-s",
            "00A4020C020011",
            "-s",
            "00200080",
            "-s",
            "00B0820007",
            "-s",
            "0020009504",
        ],
    );
    let answers: Vec<_> = run
        .out
        .lines()
        .filter(|line| line.starts_with("Received"))
        .collect();
    assert_eq!(
        answers[..4],
        [
            "Received (SW1=0x90, SW2=0x00)",
            "Received (SW1=0x90, SW2=0x00)",
            "Received (SW1=0x63, SW2=0xC1)",
            "Received (SW1=0x69, SW2=0x82)",
        ],
        "{}",
        run.all
    );
}

#[test]
fn the_pkcs15_view_has_two_pins_two_keys_four_certificates() {
    let _service = service();
    let _inserted = put_on(card("ordinary"), Faults::default());
    let dump = opensc("pkcs15-tool", &["--dump"]);
    assert!(dump.ok, "{}", dump.all);
    for (part, times) in [
        ("PIN [User Authentication PIN]", 1),
        ("PIN [Digital Signature PIN]", 1),
        ("Tries left     : 3", 1),
        ("Tries left     : 5", 1),
        ("Private RSA Key [", 2),
        ("ModLength      : 2048", 2),
        ("X.509 Certificate [", 4),
        // The signing certificate cannot be opened without its password.
        ("Encoded serial", 3),
    ] {
        assert_eq!(
            dump.out.matches(part).count(),
            times,
            "{part} in {}",
            dump.all
        );
    }
}

#[test]
fn certificates_come_out_and_chain_to_the_training_ca() {
    let _service = service();
    let _inserted = put_on(card("long-name"), Faults::default());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let password = parts::resident("long-name").sign_password().to_owned();
    let read = |id: &str, more: &[&str]| {
        opensc("pkcs15-tool", &[&["--read-certificate", id], more].concat())
    };
    let with_password = ["--verify-pin", "--auth-id", "02", "--pin", &password];
    let mut files = Vec::new();
    for (id, more) in [
        ("1", &[][..]),
        ("2", &with_password),
        ("3", &[]),
        ("4", &[]),
    ] {
        let certificate = read(id, more);
        assert!(certificate.ok, "{id}: {}", certificate.all);
        let file = folder.path().join(format!("{id}.pem"));
        std::fs::write(&file, certificate.out).expect("written");
        files.push(file);
    }
    for (own, ca) in [(0, 2), (1, 3)] {
        let verified = openssl(&[
            "verify",
            "-x509_strict",
            "-CAfile",
            text(&files[ca]),
            text(&files[own]),
        ]);
        assert!(verified.ok, "{}", verified.all);
    }
    assert!(
        !read("2", &[]).ok,
        "the signing certificate needs its password"
    );
    let shown = openssl(&["x509", "-in", text(&files[1]), "-noout", "-text"]);
    for part in [
        "KAZASHI-TRAINING",
        "Digital Signature, Non Repudiation",
        "1.2.392.200149.8.5.5.1",
        parts::resident("long-name").name(),
        parts::resident("long-name").address(),
        "319481230",
    ] {
        assert!(shown.out.contains(part), "{part} in {}", shown.all);
    }
    assert!(!shown.out.contains("O = JPKI") && !shown.out.contains("O=JPKI"));
    let shown = openssl(&["x509", "-in", text(&files[0]), "-noout", "-text"]);
    assert!(
        shown.out.contains("1.2.392.200149.8.5.1.3.30"),
        "{}",
        shown.all
    );
    assert!(
        !shown
            .out
            .contains("Alternative Name: \n                othername"),
        "{}",
        shown.all
    );
}

#[test]
fn expired_certificates_are_expired_for_openssl() {
    let _service = service();
    let _inserted = put_on(card("expired"), Faults::default());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("auth.pem");
    let certificate = opensc("pkcs15-tool", &["--read-certificate", "1"]);
    std::fs::write(&file, certificate.out).expect("written");
    let check = openssl(&["x509", "-in", text(&file), "-noout", "-checkend", "0"]);
    assert!(
        !check.ok && check.all.contains("will expire"),
        "{}",
        check.all
    );
}

#[test]
fn both_keys_sign_so_that_openssl_accepts_it() {
    let _service = service();
    let _inserted = put_on(card("ordinary"), Faults::default());
    let resident = parts::resident("ordinary");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("message"), "かざし").expect("written");
    let tokens = opensc("pkcs11-tool", &["-L"]);
    assert!(
        tokens.out.contains("JPKI (User Authentication PIN)"),
        "{}",
        tokens.all
    );
    assert!(
        tokens.out.contains("JPKI (Digital Signature PIN)"),
        "{}",
        tokens.all
    );
    for (label, id, pin) in [
        ("JPKI (User Authentication PIN)", "01", resident.pin()),
        (
            "JPKI (Digital Signature PIN)",
            "02",
            resident.sign_password(),
        ),
    ] {
        let token = ["--token-label", label, "--login", "--pin", pin, "--id", id];
        let (message, signature) = (path("message"), path("signature"));
        let sign = [
            "--sign",
            "-m",
            "SHA256-RSA-PKCS",
            "-i",
            text(&message),
            "-o",
            text(&signature),
        ];
        let signed = opensc("pkcs11-tool", &[&token[..], &sign].concat());
        assert!(signed.ok, "{}", signed.all);
        let (certificate, key) = (path("certificate"), path("key"));
        let read = ["--read-object", "--type", "cert", "-o", text(&certificate)];
        let read = opensc("pkcs11-tool", &[&token[..], &read].concat());
        assert!(read.ok, "{}", read.all);
        let public = openssl(&[
            "x509",
            "-inform",
            "DER",
            "-in",
            text(&certificate),
            "-pubkey",
            "-noout",
        ]);
        std::fs::write(&key, public.out).expect("written");
        let verify = |message: &Path| {
            openssl(&[
                "dgst",
                "-sha256",
                "-verify",
                text(&key),
                "-signature",
                text(&signature),
                text(message),
            ])
        };
        let verified = verify(&message);
        assert!(
            verified.out.contains("Verified OK"),
            "{label}: {}",
            verified.all
        );
        assert!(
            !verify(&certificate).ok,
            "another message has another signature"
        );
    }
}

#[test]
fn a_wrong_pin_costs_one_try_and_a_locked_one_is_shown_locked() {
    let _service = service();
    let inserted = put_on(card("ordinary"), Faults::default());
    let login = |pin: &str| {
        let token = ["--token-label", "JPKI (User Authentication PIN)"];
        opensc(
            "pkcs11-tool",
            &[&token[..], &["--login", "--pin", pin, "-O"]].concat(),
        )
    };
    let wrong = login("0000");
    assert!(
        !wrong.ok && wrong.all.contains("CKR_PIN_INCORRECT"),
        "{}",
        wrong.all
    );
    let dump = opensc("pkcs15-tool", &["--dump"]);
    assert!(dump.out.contains("Tries left     : 2"), "{}", dump.all);
    login("0000");
    login("0000");
    let tokens = opensc("pkcs11-tool", &["-L"]);
    assert!(tokens.out.contains("user PIN locked"), "{}", tokens.all);
    let card = inserted.remove();
    assert_eq!(card.tries_left().auth_pin, 0);
    assert_eq!(
        card.tries_left().pin,
        3,
        "the other PIN has its own counter"
    );
}
