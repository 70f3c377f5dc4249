use std::sync::OnceLock;

use jiff::civil::date;
use rsa::pkcs1v15::{Signature, VerifyingKey};
use rsa::signature::Verifier;
use rsa::{BigUint, RsaPublicKey};
use sha2::{Digest, Sha256};
use x509_cert::der::{Decode, Encode};

use super::*;

const TEXT: &str = "00A4040C0AD3921000310001010408";
const FACE: &str = "00A4040C0AD3921000310001010402";
const JPKI: &str = "00A4040C0AD392F000260100000001";
const COMMON: &str = "00A4040C0AD3921000310001010100";

fn today() -> Date {
    date(2026, 11, 21)
}

fn ca() -> &'static TrainingCa {
    static CA: OnceLock<TrainingCa> = OnceLock::new();
    let folder = std::env::temp_dir().join("kazashi-training-ca");
    CA.get_or_init(|| TrainingCa::open_or_create(&folder).expect("a folder for temporary files"))
}

fn card(id: &str) -> VirtualCard {
    let resident = crate::builtin().into_iter().find(|r| r.id() == id);
    VirtualCard::issue(&resident.expect("built in"), ca(), today()).expect("issued")
}

fn bytes(hex: &str) -> Vec<u8> {
    let hex: Vec<u8> = hex.bytes().filter(|byte| *byte != b' ').collect();
    let pair = |pair: &[u8]| {
        std::str::from_utf8(pair)
            .ok()
            .map(|p| u8::from_str_radix(p, 16))
    };
    let pairs = hex
        .chunks(2)
        .map(|two| pair(two).expect("ASCII").expect("hex digits"));
    pairs.collect()
}

trait Talk {
    fn send(&mut self, command: &[u8]) -> (Vec<u8>, u16);
    fn ask(&mut self, hex: &str) -> u16;
    fn data(&mut self, hex: &str) -> Vec<u8>;
    fn enter(&mut self, secret: &str) -> u16;
    fn whole_file(&mut self, id: u16) -> Vec<u8>;
}

impl Talk for VirtualCard {
    fn send(&mut self, command: &[u8]) -> (Vec<u8>, u16) {
        let mut answer = self.process(command);
        let status = answer.split_off(answer.len() - 2);
        (answer, u16::from_be_bytes([status[0], status[1]]))
    }

    fn ask(&mut self, hex: &str) -> u16 {
        self.send(&bytes(hex)).1
    }

    fn data(&mut self, hex: &str) -> Vec<u8> {
        let (data, status) = self.send(&bytes(hex));
        assert_eq!(status, 0x9000, "{hex}");
        data
    }

    fn enter(&mut self, secret: &str) -> u16 {
        let mut command = vec![
            0x00,
            0x20,
            0x00,
            0x80,
            u8::try_from(secret.len()).expect("short"),
        ];
        command.extend(secret.bytes());
        self.send(&command).1
    }

    fn whole_file(&mut self, id: u16) -> Vec<u8> {
        self.data(&format!("00A4020C02{id:04X}"));
        self.data("00B00000000000")
    }
}

#[test]
fn applications_are_found_by_whole_or_partial_name_and_nothing_else_is() {
    let mut card = card("ordinary");
    assert_eq!(card.ask("00A40000"), 0x6A86);
    for select in [
        TEXT,
        FACE,
        JPKI,
        COMMON,
        "00A4040C06D39210003100",
        "00A4040C05D392F00026",
    ] {
        assert_eq!(card.ask(select), 0x9000, "{select}");
    }
    assert_eq!(card.ask("00A40000"), 0x9000);
    for refused in [
        "00A4040C0AD3921000310001010409",
        "00A4040C0BD392F00026010000000100",
        "00A4040007A0000000030000",
        "00A4040C00",
        "00A4000C023F00",
        "00A40000023F0000",
    ] {
        assert_eq!(card.ask(refused), 0x6A82, "{refused}");
    }
    assert_eq!(card.ask("00A4090C020018"), 0x6A86);
    // The refused selections left the JPKI application (partial name) selected.
    assert_eq!(card.ask("00A4020C02000A"), 0x9000);
    let fci = card.data("00A404000AD392F00026010000000100");
    assert_eq!(fci, bytes("6F0C840AD392F000260100000001"));
}

#[test]
fn the_query_tells_the_tries_and_never_answers_9000() {
    let mut card = card("ordinary");
    assert_eq!(card.ask("00200080"), 0x6986);
    for (application, file, tries) in [
        (TEXT, "0011", 0x63C3),
        (TEXT, "0012", 0x63C0),
        (TEXT, "0014", 0x63CA),
        (TEXT, "0015", 0x63CA),
        (FACE, "0012", 0x63CA),
        (FACE, "0013", 0x63CA),
        (JPKI, "0018", 0x63C3),
        (JPKI, "001B", 0x63C5),
        (COMMON, "001C", 0x63C3),
    ] {
        assert_eq!(card.ask(application), 0x9000);
        assert_eq!(
            card.ask("00200080"),
            0x6986,
            "no current file after {application}"
        );
        assert_eq!(card.ask(&format!("00A4020C02{file}")), 0x9000);
        assert_eq!(card.ask("00200080"), tries, "{application} {file}");
    }
    card.ask(TEXT);
    assert_eq!(card.ask("0020 0091 04 34383236"), 0x9000);
    assert_eq!(card.ask("00200091"), 0x63C3);
    assert_eq!(card.ask("0020008000"), 0x6986);
    assert_eq!(card.ask("0020009100"), 0x6700);
    assert_eq!(card.ask("00200191"), 0x6A86);
    assert_eq!(card.ask("00200011"), 0x6A86);
    assert_eq!(card.ask("00200082"), 0x6981, "a data file is no secret");
    assert_eq!(card.ask("0020009D"), 0x6A82);
}

#[test]
fn wrong_secrets_cost_tries_until_the_last_and_a_success_gives_them_back() {
    let mut card = card("ordinary");
    card.ask(TEXT);
    card.ask("00A4020C020011");
    assert_eq!(card.enter("0000"), 0x63C2);
    assert_eq!(card.enter("48260"), 0x63C1, "a wrong length costs a try");
    assert_eq!(card.enter("4826"), 0x9000);
    assert_eq!(card.tries_left().pin, 3);
    for left in [0x63C2, 0x63C1, 0x63C0] {
        assert_eq!(card.enter("0000"), left);
    }
    assert_eq!(
        card.enter("4826"),
        0x6984,
        "blocked, even with the right one"
    );
    assert_eq!(card.ask("00200080"), 0x63C0);
    card.power_off();
    assert_eq!(
        card.tries_left(),
        TriesLeft {
            pin: 0,
            face_code: 10,
            auth_pin: 3,
            sign_password: 5
        }
    );
}

#[test]
fn a_failed_try_takes_the_right_away_again() {
    let mut card = card("ordinary");
    card.ask(TEXT);
    card.ask("00A4020C020011");
    card.enter("4826");
    assert_eq!(card.ask("00B0820007"), 0x9000);
    card.ask("00A4020C020011");
    card.enter("0000");
    assert_eq!(card.ask("00B0820007"), 0x6982);
}

#[test]
fn each_secret_opens_what_the_specification_says() {
    let resident = &crate::builtin()[0];
    let number = resident.number();
    // Number file, item file, proof file, internal key file.
    for (secret, value, opens) in [
        ("0011", resident.pin(), [true, true, true, true]),
        ("0014", number, [true, false, true, true]),
        ("0015", resident.face_code(), [false, true, true, true]),
    ] {
        let mut card = card("ordinary");
        card.ask(TEXT);
        for short in [0x81, 0x82, 0x83, 0x87] {
            assert_eq!(card.ask(&format!("00B0{short:02X}0001")), 0x6982);
        }
        card.ask(&format!("00A4020C02{secret}"));
        assert_eq!(card.enter(value), 0x9000);
        for (short, open) in [0x81, 0x82, 0x83, 0x87].into_iter().zip(opens) {
            let expected = if open { 0x9000 } else { 0x6982 };
            assert_eq!(
                card.ask(&format!("00B0{short:02X}0001")),
                expected,
                "{secret} {short:02X}"
            );
        }
    }
}

#[test]
fn rights_end_with_the_selection_and_the_power_but_outlive_a_warm_reset() {
    let mut card = card("ordinary");
    let open = |card: &mut VirtualCard| {
        card.ask(TEXT);
        card.ask("00A4020C020011");
        card.enter("4826");
        card.ask("00A4020C020002");
        assert_eq!(card.ask("00B0000007"), 0x9000);
    };
    open(&mut card);
    card.ask(TEXT);
    assert_eq!(card.ask("00B0820007"), 0x6982, "selected anew");
    open(&mut card);
    assert_eq!(card.ask("00A4040C07A0000000030000"), 0x6A82);
    assert_eq!(
        card.ask("00B0000007"),
        0x9000,
        "a refused selection changes nothing"
    );
    card.reset();
    assert_eq!(card.ask("00B0000007"), 0x9000, "warm reset");
    card.power_off();
    assert_eq!(card.ask("00B0000007"), 0x6986, "power off");
    open(&mut card);
    card.set_quirks(Quirks {
        rights_survive_reset: false,
        ..Quirks::default()
    });
    card.reset();
    assert_eq!(card.ask("00B0820007"), 0x6A82, "warm reset that forgets");
}

#[test]
fn the_first_command_after_power_on_may_stumble() {
    let mut card = card("ordinary");
    card.set_quirks(Quirks {
        stumbles_after_power_on: true,
        ..Quirks::default()
    });
    assert_eq!(card.ask(TEXT), 0x6F00);
    assert_eq!(card.ask(TEXT), 0x9000);
    card.power_off();
    assert_eq!(card.ask(TEXT), 0x6F00);
}

#[test]
fn reading_stops_at_the_end_of_the_file() {
    let mut card = card("ordinary");
    card.ask(TEXT);
    assert_eq!(card.ask("00B0000001"), 0x6986);
    card.ask("00A4020C020005");
    assert_eq!(card.data("00B0000000").len(), 256);
    assert_eq!(card.data("00B000F020").len(), 16, "shorter at the end");
    assert_eq!(card.data("00B00000000150").len(), 256, "extended length");
    assert_eq!(card.ask("00B0010001"), 0x6B00);
    assert_eq!(card.ask("00B07FFF01"), 0x6B00);
    assert_eq!(card.ask("00B00000"), 0x6700, "no Le");
    assert_eq!(card.ask("00B0C50001"), 0x6A86);
    assert_eq!(card.data("00B0840003"), bytes("7F2182"));
    assert_eq!(
        card.data("00B0000003"),
        bytes("7F2182"),
        "a short id makes the file current"
    );
    card.ask("00A4020C020011");
    assert_eq!(card.ask("00B0000004"), 0x6981, "a secret cannot be read");
    assert_eq!(card.ask("00B29104"), 0x6700);
    assert_eq!(card.ask("00A4020C020099"), 0x6A82);
    assert_eq!(card.ask("00A4020C0100"), 0x6700);
}

#[test]
fn the_common_application_gives_its_record_and_the_face_application_its_municipality() {
    let mut card = card("ordinary");
    card.ask(COMMON);
    let record = card.data("00B2010C00");
    assert_eq!(record, *b"\x01\x1C9999900000010019999920350314");
    assert_eq!(card.ask("00B2020C00"), 0x6A83);
    card.ask("00A4020C020001");
    assert_eq!(card.data("00B2010400"), record);
    assert_eq!(card.ask("00B0000001"), 0x6981);
    assert_eq!(card.ask("00B2010300"), 0x6A86);
    card.ask(FACE);
    assert_eq!(
        card.ask("00B2011C00"),
        0x6981,
        "a transparent file has no records"
    );
    let information = card.whole_file(0x0003);
    assert_eq!(information[..12], bytes("FF308201 3BDF3104 06030E01"));
    assert!(
        information
            .windows(8)
            .any(|part| part == b"\xDF\x34\x0599999")
    );
}

#[test]
fn other_commands_get_the_right_refusal() {
    let mut card = card("ordinary");
    for (command, status) in [
        ("00CADF3005", 0x6A88),
        ("00CB3FFF035C017E08", 0x6D00),
        ("0088009901AA00", 0x6D00),
        ("002A008001AA00", 0x6D00),
        ("80A2 06C1 01AA", 0x6700),
        ("80A4040C00", 0x6E00),
        ("FFCA000000", 0x6E00),
        ("00B000", 0x6700),
        ("0084000000", 0x9000),
        ("008400000001 01", 0x6985),
        ("0084010008", 0x6A86),
    ] {
        assert_eq!(card.ask(command), status, "{command}");
    }
    assert_eq!(card.data("0084000008").len(), 8);
    assert_ne!(card.data("0084000010"), card.data("0084000010"));
}

#[test]
fn a_card_without_applications_refuses_them_all() {
    let mut card = VirtualCard::without_applications();
    for select in [TEXT, FACE, JPKI, COMMON] {
        assert_eq!(card.ask(select), 0x6A82);
    }
    assert_eq!(card.ask("00200091"), 0x6A82);
    assert_eq!(card.ask("802A000001AA00"), 0x6A82);
}

/// The modulus that `91 82 01 00` announces.
fn key_in(file: &[u8]) -> RsaPublicKey {
    let start = file
        .windows(4)
        .position(|part| part == bytes("91820100"))
        .expect("a modulus")
        + 4;
    let modulus = BigUint::from_bytes_be(&file[start..start + 256]);
    RsaPublicKey::new(modulus, BigUint::from(65_537u32)).expect("a key")
}

fn signed(key: &RsaPublicKey, message: &[u8], signature: &[u8]) -> bool {
    let signature = Signature::try_from(signature).expect("a signature's length");
    VerifyingKey::<Sha256>::new(key.clone())
        .verify(message, &signature)
        .is_ok()
}

#[test]
fn the_signature_chain_of_the_text_files_holds() {
    let mut card = card("long-name");
    card.ask(TEXT);
    card.ask("00A4020C020011");
    assert_eq!(card.enter("7193"), 0x9000);
    let (number, items) = (card.whole_file(1), card.whole_file(2));
    let (proof, certificate, internal) =
        (card.whole_file(3), card.whole_file(4), card.whole_file(7));
    assert_eq!(
        [number.len(), proof.len(), certificate.len()],
        [17, 336, 568]
    );
    assert_eq!(proof[8..40], *Sha256::digest(&number));
    let first = usize::from(u16::from_be_bytes([items[8], items[9]]));
    let end = 5 + usize::from(u16::from_be_bytes([items[3], items[4]]));
    assert_eq!(proof[43..75], *Sha256::digest(&items[first..end]));
    assert!(items[end..].iter().all(|byte| *byte == 0xFF) && items.len() > end);
    let signer = key_in(&certificate);
    assert!(signed(&signer, &proof[5..75], &proof[80..]));
    assert!(!signed(&signer, &proof[5..74], &proof[80..]));
    assert!(signed(&signer, &internal[5..275], &internal[280..]));
    assert_eq!(certificate[10..22], *b"9999033\x08\x05001");
    // Internal authentication needs no secret; the data is signed as it is.
    card.ask(TEXT);
    let challenge = Sha256::digest(b"challenge");
    let command = [bytes("802A020020"), challenge.to_vec(), vec![0]].concat();
    let (signature, status) = card.send(&command);
    assert_eq!(status, 0x9000);
    assert!(signed(&key_in(&internal), b"challenge", &signature));
}

#[test]
fn signing_needs_the_secret_and_each_padding_does_as_it_says() {
    let mut card = card("ordinary");
    card.ask(JPKI);
    let digest = Sha256::digest(b"message").to_vec();
    let info = [
        bytes("3031300D060960864801650304020105000420"),
        digest.clone(),
    ]
    .concat();
    let sign = |p1: u8, p2: u8, data: &[u8]| {
        let length = u8::try_from(data.len()).expect("short");
        [&[0x80, 0x2A, p1, p2, length], data, &[0]].concat()
    };
    assert_eq!(card.send(&sign(0, 0x80, &info)).1, 0x6986);
    assert_eq!(card.send(&sign(0, 0x97, &info)).1, 0x6982);
    assert_eq!(card.send(&sign(0, 0x8A, &info)).1, 0x6981);
    assert_eq!(card.send(&sign(0, 0x00, &info)).1, 0x6A88);
    card.ask("00A4020C020018");
    assert_eq!(card.enter("4826"), 0x9000);
    assert_eq!(
        card.send(&sign(0, 0x9A, &info)).1,
        0x6982,
        "the other key stays closed"
    );
    let (plain, status) = card.send(&sign(0, 0x97, &info));
    assert_eq!((plain.len(), status), (256, 0x9000));
    assert_eq!(card.send(&sign(2, 0x97, &digest)), (plain.clone(), 0x9000));
    assert_eq!(
        card.send(&sign(3, 0x97, b"message")),
        (plain.clone(), 0x9000)
    );
    assert_eq!(card.send(&sign(2, 0x97, b"short")).1, 0x6700);
    assert_eq!(card.send(&sign(0, 0x97, &[7; 246])).1, 0x6700);
    assert_eq!(card.send(&sign(0, 0x97, &[7; 245])).1, 0x9000);
    assert_eq!(card.send(&sign(6, 0x97, &digest)).1, 0x6A86);
    let (pss, other) = (
        card.send(&sign(4, 0x97, &digest)),
        card.send(&sign(5, 0x97, b"message")),
    );
    assert_eq!((pss.0.len(), pss.1, other.1), (256, 0x9000, 0x9000));
    assert_ne!(pss.0, card.send(&sign(4, 0x97, &digest)).0, "PSS is salted");
}

fn certificate(card: &mut VirtualCard) -> x509_cert::Certificate {
    card.ask(JPKI);
    let file = card.whole_file(0x000A);
    let length = usize::from(u16::from_be_bytes([file[2], file[3]])) + 4;
    assert_eq!(file[..2], [0x30, 0x82]);
    assert!(file.len() > length && file[length..].iter().all(|byte| *byte == 0));
    x509_cert::Certificate::from_der(&file[..length]).expect("a certificate")
}

#[test]
fn certificates_are_issued_valid_expired_or_not_at_all() {
    let last_day = |id: &str| {
        let time = certificate(&mut card(id))
            .tbs_certificate
            .validity
            .not_after
            .to_date_time();
        (time.year(), time.month(), time.day(), time.hour())
    };
    assert_eq!(last_day("ordinary"), (2030, 3, 14, 14));
    assert_eq!(last_day("expired"), (2025, 5, 5, 14));
    let mut without = card("no-certificate");
    without.ask(JPKI);
    assert_eq!(without.whole_file(8), [0; 3]);
    assert_eq!(without.ask("00A4020C02000A"), 0x9000);
    assert_eq!(without.ask("00B0000004"), 0x6B00);
    let mut ordinary = card("ordinary");
    ordinary.ask(JPKI);
    assert_eq!(ordinary.whole_file(8), [0x8F, 0x8F, 0x00]);
}

#[test]
fn a_second_issue_gives_the_same_certificate_signed_by_the_training_ca() {
    let first = certificate(&mut card("ordinary"));
    assert!(first == certificate(&mut card("ordinary")));
    let issuer =
        x509_cert::Certificate::from_der(ca().auth_ca_certificate()).expect("a certificate");
    let (first, issuer) = (first.tbs_certificate, issuer.tbs_certificate);
    assert!(first.issuer == issuer.subject);
    let name = String::from_utf8_lossy(&issuer.subject.to_der().expect("DER")).into_owned();
    assert!(name.contains("KAZASHI-TRAINING") && !name.contains("JPKI"));
}
