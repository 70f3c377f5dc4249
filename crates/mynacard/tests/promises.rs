//! Secrets cannot be printed, and every error has its sentences.

use std::collections::BTreeSet;
use std::fmt::{Debug, Display};

use advice::Advise;
use mynacard::{
    AuthCertificate, BasicInfo, BirthDate, CardKey, ContactlessId, FaceCode, Pin, Secret,
    SecretFormat, Sex, TapKey, every_error,
};
use static_assertions::assert_not_impl_any;

assert_not_impl_any!(Pin: Debug, Display, Clone);
assert_not_impl_any!(FaceCode: Debug, Display, Clone);
assert_not_impl_any!(Secret: Debug, Display, Clone);
assert_not_impl_any!(BasicInfo: Debug, Display, Clone);
assert_not_impl_any!(AuthCertificate: Debug, Display, Clone);
assert_not_impl_any!(ContactlessId: Debug, Display, Clone);
assert_not_impl_any!(TapKey: Debug, Display, Clone);
assert_not_impl_any!(CardKey: Debug, Display);
assert_not_impl_any!(BirthDate: Debug, Display);
assert_not_impl_any!(Sex: Debug, Display);

#[test]
fn secrets_are_wiped_on_drop() {
    fn wiped<T: zeroize::ZeroizeOnDrop>() {}
    wiped::<Pin>();
    wiped::<FaceCode>();
    wiped::<BasicInfo>();
    wiped::<AuthCertificate>();
    wiped::<ContactlessId>();
    wiped::<TapKey>();
}

#[test]
fn every_error_has_its_own_code_and_sentences_in_both_languages() {
    let mut codes = BTreeSet::new();
    for error in every_error() {
        let advice = error.advice();
        assert!(codes.insert(advice.code), "{} stands twice", advice.code);
        assert!(
            advice
                .code
                .chars()
                .all(|c| c.is_ascii_lowercase() || c == '-'),
            "{}",
            advice.code
        );
        for text in [&advice.what, &advice.next] {
            assert!(text.ja.ends_with('。'), "{}", advice.code);
            assert!(text.en.ends_with('.'), "{}", advice.code);
            assert!(!text.ja.is_ascii() && text.en.is_ascii(), "{}", advice.code);
        }
        assert!(!error.to_string().is_empty());
    }
    assert!(codes.len() >= 27);
}

#[test]
fn secrets_take_digits_of_their_length_only() {
    assert!(Pin::from_digits(b"0000").is_ok());
    assert!(FaceCode::from_digits(b"02040120351234").is_ok());
    let wrong_length = |expected| Some(SecretFormat::WrongLength { expected });
    assert_eq!(Pin::from_digits(b"123").err(), wrong_length(4));
    assert_eq!(Pin::from_digits(b"12345").err(), wrong_length(4));
    assert_eq!(Pin::from_digits(b"").err(), wrong_length(4));
    assert_eq!(
        FaceCode::from_digits(b"0204012035123").err(),
        wrong_length(14)
    );
    assert_eq!(
        Pin::from_digits(b"12a4").err(),
        Some(SecretFormat::NotDigits)
    );
    assert_eq!(
        Pin::from_digits(&[1, 2, 3, 4]).err(),
        Some(SecretFormat::NotDigits)
    );
    for format in [
        SecretFormat::NotDigits,
        SecretFormat::WrongLength { expected: 4 },
    ] {
        assert!(format.advice().what.ja.ends_with('。'));
    }
}
