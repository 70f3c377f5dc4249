//! What is sent for a reading, and what becomes of answers that no working card gives.

mod common;

use common::{
    CERTIFICATE, HANAKO, Manners, SELECT_JPKI, SELECT_TEXT_INPUT, Scripted, answer, is_verify, pin,
    record, status, with_data,
};
use mynacard::{
    BirthDate, CardError, CardFile, ChannelError, FaceCode, LastTry, Problem, Secret, SecretKind,
    Sex, Step, TriesLeft, read_auth_certificate, read_basic_info, tries_left,
};

const PIN_QUERY: &str = "00200091";
const PIN_VERIFY: &str = "002000910431323334";
const READ_BASIC_INFO: &str = "00B0820000";

fn malformed(problem: Problem) -> CardError {
    CardError::Malformed {
        file: CardFile::BasicInfo,
        problem,
    }
}

/// A card that works, but for the commands that `odd` answers.
fn odd_card(
    file: &[u8],
    mut odd: impl FnMut(&str) -> Option<Result<Vec<u8>, ChannelError>>,
) -> Scripted<impl FnMut(&str) -> Result<Vec<u8>, ChannelError>> {
    Scripted::new(move |command: &str| {
        odd(command).unwrap_or_else(|| Ok(answer(file, Manners::default(), command)))
    })
}

fn read(
    card: &mut Scripted<impl FnMut(&str) -> Result<Vec<u8>, ChannelError>>,
) -> Result<mynacard::BasicInfo, CardError> {
    read_basic_info(card, &pin(), LastTry::Refuse)
}

fn failure(
    card: &mut Scripted<impl FnMut(&str) -> Result<Vec<u8>, ChannelError>>,
) -> Option<CardError> {
    read(card).err()
}

#[test]
fn the_example_of_the_facts_takes_five_exchanges() {
    let filled = [HANAKO, &[0xFF; 400]].concat();
    let mut card = odd_card(&filled, |_| None);
    let Ok(info) = read(&mut card) else {
        panic!("the example must be read")
    };
    assert!(info.name() == "見本　花子");
    assert!(info.address() == "試験県架空市見本町１丁目２番３号");
    assert!(info.birth_date() == BirthDate::Known(jiff::civil::date(1990, 4, 1)));
    assert!(info.sex() == Sex::Female);
    assert_eq!(
        card.sent,
        [
            SELECT_TEXT_INPUT,
            PIN_QUERY,
            PIN_VERIFY,
            READ_BASIC_INFO,
            SELECT_TEXT_INPUT
        ]
    );
}

#[test]
fn the_face_code_goes_to_its_own_file() {
    let secret = Secret::FaceCode(FaceCode::from_digits(b"02040120351234").unwrap());
    let mut card = odd_card(HANAKO, |_| None);
    assert!(read_basic_info(&mut card, &secret, LastTry::Refuse).is_ok());
    assert_eq!(card.sent[1], "00200095");
    assert_eq!(card.sent[2], "002000950E3032303430313230333531323334");
}

#[test]
fn a_card_without_short_ids_is_read_by_select() {
    let manners = Manners {
        short_ids: false,
        ..Manners::default()
    };
    let mut card = Scripted::new(|command: &str| Ok(answer(HANAKO, manners, command)));
    assert!(read(&mut card).is_ok());
    assert_eq!(
        card.sent,
        [
            SELECT_TEXT_INPUT,
            PIN_QUERY,
            "00A4020C020011",
            "00200080",
            "002000800431323334",
            READ_BASIC_INFO,
            "00A4020C020002",
            "00B0000000",
            SELECT_TEXT_INPUT
        ]
    );
}

#[test]
fn tries_are_asked_without_spending_one() {
    let mut card = odd_card(HANAKO, |command| {
        (command == "00200095").then(|| Ok(status(0x63CA)))
    });
    let expected = TriesLeft {
        pin: 3,
        face_code: 10,
    };
    assert_eq!(tries_left(&mut card), Ok(expected));
    assert_eq!(card.verifies(), 0);
}

#[test]
fn nothing_is_sent_to_a_locked_card_or_on_the_last_try() {
    let secret = SecretKind::Pin;
    for (tries, allowed, expected) in [
        (0, LastTry::Refuse, Some(CardError::Locked { secret })),
        (0, LastTry::Allow, Some(CardError::Locked { secret })),
        (1, LastTry::Refuse, Some(CardError::LastTry { secret })),
        (1, LastTry::Allow, None),
        (2, LastTry::Refuse, None),
    ] {
        let manners = Manners {
            tries,
            ..Manners::default()
        };
        let mut card = Scripted::new(|command: &str| Ok(answer(HANAKO, manners, command)));
        let outcome = read_basic_info(&mut card, &pin(), allowed);
        assert_eq!(card.verifies(), usize::from(expected.is_none()));
        assert_eq!(outcome.err(), expected, "{tries} tries, {allowed:?}");
    }
}

#[test]
fn a_locked_secret_is_known_by_either_status() {
    for locked in [0x6983, 0x6984] {
        let mut asked = odd_card(HANAKO, |command| {
            command.starts_with("002000").then(|| Ok(status(locked)))
        });
        let expected = CardError::Locked {
            secret: SecretKind::Pin,
        };
        assert_eq!(failure(&mut asked), Some(expected));
        assert_eq!(asked.verifies(), 0);
        let mut tried = odd_card(HANAKO, |command| {
            is_verify(command).then(|| Ok(status(locked)))
        });
        assert_eq!(failure(&mut tried), Some(expected));
    }
}

#[test]
fn a_secret_is_sent_once_whatever_comes_back() {
    let secret = SecretKind::Pin;
    let refused = |status_word| CardError::Refused {
        step: Step::Verify,
        status_word,
    };
    let garbled = CardError::Channel(ChannelError::AnswerGarbled);
    for (answer_to_verify, expected) in [
        (
            status(0x63C2),
            CardError::WrongSecret {
                secret,
                tries_left: 2,
            },
        ),
        (status(0x63C0), CardError::Locked { secret }),
        (status(0x6F00), refused(0x6F00)),
        (status(0x6C04), refused(0x6C04)),
        (status(0x6110), refused(0x6110)),
        (status(0x6300), refused(0x6300)),
        (Vec::new(), garbled),
        (vec![0x90], garbled),
    ] {
        let mut card = odd_card(HANAKO, |command| {
            is_verify(command).then(|| Ok(answer_to_verify.clone()))
        });
        assert_eq!(failure(&mut card), Some(expected));
        assert_eq!(card.verifies(), 1);
        assert_eq!(
            card.sent.last().map(String::as_str),
            Some(SELECT_TEXT_INPUT)
        );
        assert_eq!(card.sent.len(), 4);
    }
    for error in [
        ChannelError::CommunicationLost,
        ChannelError::CardReset,
        ChannelError::CardRemoved,
        ChannelError::CardUnresponsive,
    ] {
        let mut card = odd_card(HANAKO, |command| is_verify(command).then_some(Err(error)));
        assert_eq!(failure(&mut card), Some(CardError::Channel(error)));
        assert_eq!(card.verifies(), 1);
    }
}

#[test]
fn a_lifted_card_gets_no_further_command_and_no_other_error() {
    for lifted_at in 0..5 {
        let mut exchanges = 0;
        let mut card = odd_card(HANAKO, |_| {
            exchanges += 1;
            (exchanges > lifted_at).then_some(Err(ChannelError::CardRemoved))
        });
        let outcome = failure(&mut card);
        assert_eq!(card.sent.len(), lifted_at + 1);
        // All was read when it was lifted, and without power the right is gone.
        let expected = (lifted_at < 4).then_some(CardError::Channel(ChannelError::CardRemoved));
        assert_eq!(outcome, expected, "lifted at {lifted_at}");
    }
}

#[test]
fn only_the_first_select_is_repeated_for_a_waking_card() {
    for waking in [
        Ok(status(0x6F00)),
        Err(ChannelError::CardReset),
        Err(ChannelError::CommunicationLost),
    ] {
        let mut exchanges = 0;
        let mut card = odd_card(HANAKO, |_| {
            exchanges += 1;
            (exchanges <= 2).then(|| waking.clone())
        });
        assert!(read(&mut card).is_ok());
        assert_eq!(card.sent.len(), 7);
    }
    let mut dead = odd_card(HANAKO, |_| Some(Ok(status(0x6F00))));
    let expected = CardError::Refused {
        step: Step::SelectApplication,
        status_word: 0x6F00,
    };
    assert_eq!(failure(&mut dead), Some(expected));
    assert_eq!(dead.sent.len(), 3);
}

#[test]
fn a_right_that_cannot_be_taken_away_is_an_error() {
    let mut selects = 0;
    let mut card = odd_card(HANAKO, |command| {
        selects += usize::from(command == SELECT_TEXT_INPUT);
        (selects > 1).then(|| Ok(status(0x6985)))
    });
    let expected = CardError::Refused {
        step: Step::ClearRights,
        status_word: 0x6985,
    };
    assert_eq!(failure(&mut card), Some(expected));
}

#[test]
fn the_right_is_taken_away_after_an_error_too() {
    let mut card = odd_card(&[0xFF; 300], |_| None);
    assert_eq!(failure(&mut card), Some(malformed(Problem::UnexpectedTag)));
    assert_eq!(card.sent.len(), 5);
    assert_eq!(card.sent[4], SELECT_TEXT_INPUT);
}

#[test]
fn other_cards_are_not_my_number_cards() {
    for refusal in [0x6A82, 0x6A81, 0x6A86, 0x6D00, 0x6E00] {
        let mut card = Scripted::new(|_: &str| Ok(status(refusal)));
        assert_eq!(tries_left(&mut card), Err(CardError::NotMyNumberCard));
        assert_eq!(failure(&mut card), Some(CardError::NotMyNumberCard));
        assert!(matches!(
            read_auth_certificate(&mut card),
            Err(CardError::NotMyNumberCard)
        ));
    }
}

#[test]
fn waiting_data_and_right_lengths_are_followed() {
    let (first, rest) = HANAKO.split_at(40);
    let mut card = odd_card(HANAKO, |command| match command {
        READ_BASIC_INFO => Some(Ok(status(0x6C62))),
        "00B0820062" => Some(Ok(with_data(first, 0x613A))),
        "00C000003A" => Some(Ok(with_data(rest, 0x9000))),
        SELECT_TEXT_INPUT => Some(Ok(status(0x6110))),
        _ => None,
    });
    assert!(read(&mut card).is_ok());
    assert_eq!(card.sent.len(), 7);
}

#[test]
fn waiting_data_without_end_is_given_up() {
    let mut card = odd_card(HANAKO, |command| {
        (command.starts_with("00B0") || command.starts_with("00C0"))
            .then(|| Ok(with_data(&[1], 0x6101)))
    });
    assert_eq!(
        failure(&mut card),
        Some(CardError::Channel(ChannelError::AnswerGarbled))
    );
    assert!(card.sent.len() < 40);
    let mut corrected = odd_card(HANAKO, |command| {
        command.starts_with("00B0").then(|| Ok(status(0x6C10)))
    });
    assert!(failure(&mut corrected).is_some());
    assert!(corrected.sent.len() < 10);
}

#[test]
fn a_long_record_is_read_to_its_stated_end() {
    let address = "架".repeat(250);
    let file = [
        record("見本　太郎", &address, "19800229", "1"),
        vec![0xFF; 100],
    ]
    .concat();
    for most in [1, 7, 231, 256] {
        let manners = Manners {
            most,
            ..Manners::default()
        };
        let mut card = Scripted::new(|command: &str| Ok(answer(&file, manners, command)));
        let outcome = read(&mut card);
        if most == 1 {
            assert_eq!(outcome.err(), Some(malformed(Problem::TooManyReads)));
            assert!(card.sent.len() < 600);
        } else {
            let Ok(info) = outcome else {
                panic!("{most} bytes at a time must do")
            };
            assert!(info.address() == address);
        }
        assert_eq!(
            card.sent.last().map(String::as_str),
            Some(SELECT_TEXT_INPUT)
        );
    }
}

#[test]
fn one_byte_at_a_time_is_enough_for_an_ordinary_record() {
    let manners = Manners {
        most: 1,
        ..Manners::default()
    };
    let mut card = Scripted::new(|command: &str| Ok(answer(HANAKO, manners, command)));
    assert!(read(&mut card).is_ok());
}

#[test]
fn lengths_that_lie_are_found() {
    let longer_than_the_file = [&[0xFF, 0x20, 0x82, 0x04, 0x00], &HANAKO[3..]].concat();
    let without_end = [&[0xFF, 0x20, 0x82, 0xFF, 0xFF], &HANAKO[3..]].concat();
    let mut inner = HANAKO.to_vec();
    inner[16] = 0x7F;
    for (file, problem) in [
        (longer_than_the_file, Problem::Truncated),
        (without_end, Problem::TooLong),
        (inner, Problem::BadLength),
        (HANAKO[..50].to_vec(), Problem::Truncated),
        (Vec::new(), Problem::Empty),
    ] {
        let mut card = odd_card(&file, |_| None);
        assert_eq!(failure(&mut card), Some(malformed(problem)));
    }
}

#[test]
fn answers_of_other_lengths_than_asked() {
    let mut more = odd_card(HANAKO, |command| {
        (command == READ_BASIC_INFO).then(|| Ok(with_data(&[0xFF; 257], 0x9000)))
    });
    assert_eq!(failure(&mut more), Some(malformed(Problem::MoreThanAsked)));
    let mut none = odd_card(HANAKO, |command| {
        (command == READ_BASIC_INFO).then(|| Ok(status(0x9000)))
    });
    assert_eq!(failure(&mut none), Some(malformed(Problem::Empty)));
    for broken in [Vec::new(), vec![0x90]] {
        let mut card = odd_card(HANAKO, |command| {
            (command == READ_BASIC_INFO).then(|| Ok(broken.clone()))
        });
        assert_eq!(
            failure(&mut card),
            Some(CardError::Channel(ChannelError::AnswerGarbled))
        );
        assert_eq!(
            card.sent.last().map(String::as_str),
            Some(SELECT_TEXT_INPUT)
        );
    }
}

#[test]
fn a_refused_read_names_step_and_status() {
    let mut card = odd_card(HANAKO, |command| {
        command.starts_with("00B0").then(|| Ok(status(0x6982)))
    });
    let expected = CardError::Refused {
        step: Step::Read,
        status_word: 0x6982,
    };
    assert_eq!(failure(&mut card), Some(expected));
}

#[test]
fn the_certificate_is_cut_from_its_padded_file() {
    let file = [CERTIFICATE, &[0; 500]].concat();
    let mut card = odd_card(&file, |_| None);
    let Ok(certificate) = read_auth_certificate(&mut card) else {
        panic!("the certificate must be read")
    };
    assert!(certificate.der() == CERTIFICATE);
    assert_eq!(certificate.serial(), [0x00, 0xC0, 0xFF, 0xEE, 0x42]);
    assert!(certificate.issuer().starts_with(&[0x30]));
    let issuer = String::from_utf8_lossy(certificate.issuer());
    assert!(issuer.contains("KAZASHI TRAINING"));
    let days = certificate
        .not_after()
        .duration_since(certificate.not_before());
    assert_eq!(days.as_hours(), 1825 * 24);
    assert_eq!(card.sent[0], SELECT_JPKI);
    assert_eq!(card.sent[1], "00B08A0000");
    assert_eq!(card.verifies(), 0);
}

#[test]
fn an_absent_certificate_has_its_own_error() {
    for file in [vec![0x00; 1900], vec![0xFF; 16], Vec::new()] {
        let mut card = odd_card(&file, |_| None);
        assert_eq!(
            read_auth_certificate(&mut card).err(),
            Some(CardError::CertificateAbsent)
        );
    }
    let mut card = odd_card(CERTIFICATE, |command| {
        (command.starts_with("00B0") || command.starts_with("00A402")).then(|| Ok(status(0x6A82)))
    });
    assert_eq!(
        read_auth_certificate(&mut card).err(),
        Some(CardError::CertificateAbsent)
    );
}

#[test]
fn a_broken_certificate_is_malformed() {
    let mut broken = CERTIFICATE.to_vec();
    broken[30] ^= 0xFF;
    let mut shortened = CERTIFICATE.to_vec();
    shortened.truncate(400);
    for (file, problem) in [
        (broken, Problem::NotACertificate),
        (shortened, Problem::Truncated),
        (vec![0x04, 0x01, 0x00], Problem::NotACertificate),
    ] {
        let mut card = odd_card(&file, |_| None);
        let outcome = read_auth_certificate(&mut card).err();
        let file = CardFile::AuthCertificate;
        assert_eq!(outcome, Some(CardError::Malformed { file, problem }));
    }
}
