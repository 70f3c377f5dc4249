//! What can go wrong with a hand-over. No error holds a value.

use advice::{Advice, Advise, Bilingual};

use crate::{Filled, MOST_CODE_CHARS};

/// The form's values do not fit the largest code; the form is printed without it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{form}: the code would have {chars} characters")]
pub struct TooLong {
    /// Id of the form.
    pub form: String,
    /// Characters that the code would have, at most [`MOST_CODE_CHARS`] fit.
    pub chars: usize,
}

impl TooLong {
    pub(crate) fn new(filled: &Filled, chars: usize) -> Self {
        Self {
            form: filled.form().to_owned(),
            chars,
        }
    }
}

/// Why a text is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not 64 hexadecimal digits.
    #[error("not a public key of 64 hexadecimal digits")]
    NotAPublicKey,
    /// Not the text of a private key's file.
    #[error("not a private key for hand-over")]
    NotAPrivateKey,
}

/// Why a code cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Something else than a code of ours.
    #[error("not a hand-over code")]
    NotACode,
    /// A version that this program does not know.
    #[error("a code of another version")]
    UnknownVersion,
    /// The code is sealed, and no key was given.
    #[error("the code is sealed")]
    KeyNeeded,
    /// Sealed to another key, or changed.
    #[error("the code does not open with this key")]
    NotOpened,
    /// Incomplete or changed.
    #[error("the code is damaged")]
    Damaged,
}

/// Why a file cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// Shift_JIS lacks a character. Names the one character, since nobody could act without it.
    #[error("{form}: {field}: U+{:04X} is not in Shift_JIS", u32::from(*character))]
    NotInShiftJis {
        /// Id of the form.
        form: String,
        /// Glossary name.
        field: String,
        /// The character.
        character: char,
    },
}

impl Advise for TooLong {
    fn advice(&self) -> Advice {
        let Self { form, chars } = self;
        advice(
            "handover-code-too-long",
            format!(
                "様式「{form}」の内容が多く、引き継ぎコードに入りません（{chars} 文字、上限 {MOST_CODE_CHARS}）。"
            ),
            format!(
                "The form '{form}' has too much for a hand-over code ({chars} characters, at most {MOST_CODE_CHARS})."
            ),
            "コードなしで印刷されます。事務処理の担当には、入力が必要なことを伝えてください。",
            "It is printed without the code. Tell the back office that it has to be typed.",
        )
    }
}

impl Advise for KeyError {
    fn advice(&self) -> Advice {
        match self {
            Self::NotAPublicKey => advice(
                "handover-key-invalid",
                "引き継ぎの公開鍵は16進数64桁です。",
                "The public key of hand-over is 64 hexadecimal digits.",
                "「kazashi handover keygen」が表示した値を設定 [handover] key に写してください。",
                "Copy what 'kazashi handover keygen' showed into the setting [handover] key.",
            ),
            Self::NotAPrivateKey => advice(
                "handover-private-key-invalid",
                "引き継ぎの秘密鍵のファイルではありません。",
                "This is not the file of a private key of hand-over.",
                "「kazashi handover keygen」が作ったファイルを指定してください。",
                "Name the file that 'kazashi handover keygen' made.",
            ),
        }
    }
}

impl Advise for ReadError {
    fn advice(&self) -> Advice {
        match self {
            Self::NotACode => advice(
                "handover-not-a-code",
                "これは、かざしの引き継ぎコードではありません。",
                "This is not a hand-over code of Kazashi.",
                "様式に印刷された四角いコードを読み取ってください。",
                "Scan the square code that is printed on the form.",
            ),
            Self::UnknownVersion => advice(
                "handover-version-unknown",
                "この引き継ぎコードは、この版では読めません。",
                "This program does not know this version of the hand-over code.",
                "読み取る側のソフトを更新してください。",
                "Update the program that reads it.",
            ),
            Self::KeyNeeded => advice(
                "handover-key-needed",
                "引き継ぎコードは暗号化されています。",
                "The hand-over code is sealed.",
                "--key で秘密鍵のファイルを指定してください。",
                "Name the file of the private key with --key.",
            ),
            Self::NotOpened => advice(
                "handover-not-opened",
                "引き継ぎコードを、この鍵では開けません。別の鍵で作られたか、書き換えられています。",
                "The hand-over code does not open with this key: it was made for another one, or changed.",
                "鍵を確かめてください。合っているときは、紙を見て入力してください。",
                "Check the key. If it is the right one, type from the paper.",
            ),
            Self::Damaged => advice(
                "handover-damaged",
                "引き継ぎコードが壊れているか、途中で切れています。",
                "The hand-over code is damaged or incomplete.",
                "読み取り直してください。直らなければ、紙を見て入力してください。",
                "Scan it again; if that does not help, type from the paper.",
            ),
        }
    }
}

impl Advise for ContentError {
    fn advice(&self) -> Advice {
        match self {
            Self::NotInShiftJis {
                form,
                field,
                character,
            } => {
                let number = u32::from(*character);
                advice(
                    "handover-not-in-shift-jis",
                    format!(
                        "様式「{form}」の項目「{field}」の文字 {character} (U+{number:04X}) は Shift_JIS にありません。引き継ぎファイルは作られていません。"
                    ),
                    format!(
                        "The character {character} (U+{number:04X}) in '{field}' of the form '{form}' is not in Shift_JIS. No hand-over file was made."
                    ),
                    "事務処理の担当に紙で渡してください。続くときは、情報担当が設定 encoding を utf-8 にします。",
                    "Hand the paper over. If it happens often, IT sets encoding to utf-8.",
                )
            }
        }
    }
}

fn advice(
    code: &'static str,
    what_ja: impl Into<String>,
    what_en: impl Into<String>,
    next_ja: &str,
    next_en: &str,
) -> Advice {
    Advice::new(
        code,
        Bilingual::new(what_ja, what_en),
        Bilingual::new(next_ja, next_en),
    )
}

/// One sample of every error that has a code of its own.
pub fn every_error() -> Vec<Box<dyn Advise>> {
    vec![
        Box::new(TooLong {
            form: "form".to_owned(),
            chars: 2000,
        }),
        Box::new(KeyError::NotAPublicKey),
        Box::new(KeyError::NotAPrivateKey),
        Box::new(ReadError::NotACode),
        Box::new(ReadError::UnknownVersion),
        Box::new(ReadError::KeyNeeded),
        Box::new(ReadError::NotOpened),
        Box::new(ReadError::Damaged),
        Box::new(ContentError::NotInShiftJis {
            form: "form".to_owned(),
            field: "person.name".to_owned(),
            character: '𠮷',
        }),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_code_of_its_own_and_speaks_both_languages() {
        let every = every_error().into_iter().map(|error| error.advice());
        assert_eq!(advice::faults(every, ""), Vec::<String>::new());
    }

    /// Fails to compile when an error is added, so that it is added above too.
    #[expect(dead_code, reason = "only compiled")]
    fn none_is_forgotten(key: KeyError, read: ReadError, content: &ContentError) {
        match key {
            KeyError::NotAPublicKey | KeyError::NotAPrivateKey => {}
        }
        match read {
            ReadError::NotACode
            | ReadError::UnknownVersion
            | ReadError::KeyNeeded
            | ReadError::NotOpened
            | ReadError::Damaged => {}
        }
        match content {
            ContentError::NotInShiftJis { .. } => {}
        }
    }
}
