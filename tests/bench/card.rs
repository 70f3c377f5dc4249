//! Reading BasicInfo against the same exchanges sent raw over PC/SC in the same run.

use std::ffi::CString;
use std::time::Duration;

use mynacard::{LastTry, Pin, Secret, pcsc};
use stories::{Card, Pcscd, person};
use virtual_card::Slot;

use super::{Row, median, timed};

const ROUNDS: usize = 100;

pub fn rows() -> Vec<Row> {
    let _pcscd = Pcscd::take();
    let card = Card::of(&person("ordinary"));
    wait_for_card();
    let pin = person("ordinary").pin().to_owned();
    let (mut ours, mut floor, mut ours_whole, mut floor_whole) = (vec![], vec![], vec![], vec![]);
    // Taken in turns, so that whatever else the machine does falls on both alike.
    for _ in 0..ROUNDS {
        let (exchanges, whole) = raw(&pin);
        floor.push(exchanges);
        floor_whole.push(whole);
        let (exchanges, whole) = read(&pin);
        ours.push(exchanges);
        ours_whole.push(whole);
    }
    drop(card);
    vec![
        Row::time(
            "BasicInfo by PIN, on an open connection",
            median(ours),
            "raw exchanges",
            median(floor),
        ),
        Row::time(
            "the same with connecting and resetting",
            median(ours_whole),
            "raw exchanges",
            median(floor_whole),
        ),
    ]
}

/// Until the smart card service sees what was put on.
pub fn wait_for_card() {
    let reader = Slot::First.reader_name();
    let deadline = std::time::Instant::now() + Duration::from_secs(5);
    while pcsc::connect(reader).is_err() {
        assert!(std::time::Instant::now() < deadline, "the card is not seen");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn read(pin: &str) -> (Duration, Duration) {
    let secret = Secret::Pin(Pin::from_digits(pin.as_bytes()).unwrap());
    let mut exchanges = Duration::ZERO;
    let whole = timed(|| {
        let mut channel = pcsc::connect(Slot::First.reader_name()).unwrap();
        exchanges = timed(|| {
            let info = mynacard::read_basic_info(&mut channel, &secret, LastTry::Refuse).unwrap();
            assert!(!info.name().is_empty());
        });
    });
    (exchanges, whole)
}

/// The bytes that a reading sends, with nothing of ours between.
fn raw(pin: &str) -> (Duration, Duration) {
    const SELECT: [u8; 15] = [
        0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08,
    ];
    let mut verify = vec![0x00, 0x20, 0x00, 0x91, 0x04];
    verify.extend_from_slice(pin.as_bytes());
    let commands: [&[u8]; 5] = [
        &SELECT,
        &[0x00, 0x20, 0x00, 0x91],
        &verify,
        &[0x00, 0xB0, 0x82, 0x00, 0x00],
        &SELECT,
    ];
    let mut exchanges = Duration::ZERO;
    let whole = timed(|| {
        let context = ::pcsc::Context::establish(::pcsc::Scope::System).unwrap();
        let reader = CString::new(Slot::First.reader_name()).unwrap();
        let card = context
            .connect(
                &reader,
                ::pcsc::ShareMode::Exclusive,
                ::pcsc::Protocols::ANY,
            )
            .unwrap();
        exchanges = timed(|| {
            let mut buffer = [0; ::pcsc::MAX_BUFFER_SIZE];
            for command in commands {
                assert!(card.transmit(command, &mut buffer).unwrap().len() >= 2);
            }
        });
        card.disconnect(::pcsc::Disposition::ResetCard)
            .map_err(|(_, error)| error)
            .unwrap();
    });
    (exchanges, whole)
}
