//! How a command fails: one or more advices, and an exit code.

use std::path::PathBuf;

use advice::{Advice, Advise, Bilingual};

use paper::DefinitionError;

use crate::exit_codes;
use crate::language::Language;

/// Why a command did not do what it was asked. Holds no personal data, as no advice does.
#[derive(Debug, Default)]
pub struct Failure(Vec<Problem>);

/// One error, ready to be told.
#[derive(Debug)]
struct Problem {
    code: &'static str,
    sentence: Bilingual,
}

impl Problem {
    fn of(advice: &Advice) -> Self {
        let Advice { code, what, next } = advice;
        Self {
            code,
            sentence: Bilingual::new(
                format!("{} {}", what.ja, next.ja),
                format!("{} {}", what.en, next.en),
            ),
        }
    }
}

impl Failure {
    /// One line an error: code, what happened, what to do next.
    pub fn lines(&self, language: Language) -> impl Iterator<Item = String> {
        self.0.iter().map(move |problem| {
            one_line(&format!(
                "{}: {}",
                problem.code,
                language.of(&problem.sentence)
            ))
        })
    }

    /// The exit code of the first error.
    pub fn exit_code(&self) -> u8 {
        self.0
            .first()
            .map_or(exit_codes::UNLISTED, |problem| exit_codes::of(problem.code))
    }

    /// Fails with all of these.
    pub fn of_all<E: Advise>(errors: &[E]) -> Self {
        Self(
            errors
                .iter()
                .map(|error| Problem::of(&error.advice()))
                .collect(),
        )
    }

    /// Fails with all that is wrong in a definition, each with file, line and field.
    pub fn of_definition(errors: &[DefinitionError]) -> Self {
        let problem = |error: &DefinitionError| Problem {
            code: error.advice().code,
            sentence: error.sentence(),
        };
        Self(errors.iter().map(problem).collect())
    }

    /// Fails with what does not fit on a form, each named with the form.
    pub fn of_form<E: Advise>(id: &str, errors: &[E]) -> Self {
        let mut failure = Self::of_all(errors);
        for problem in &mut failure.0 {
            let Bilingual { ja, en } = &problem.sentence;
            problem.sentence = Bilingual::new(format!("{id}: {ja}"), format!("{id}: {en}"));
        }
        failure
    }

    /// Takes over the errors of another failure.
    pub fn add(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Success when nothing was added.
    pub fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl<E: Advise> From<&E> for Failure {
    fn from(error: &E) -> Self {
        Self(vec![Problem::of(&error.advice())])
    }
}

/// Turns an error of any of our crates into a failure.
pub trait OrFail<T> {
    /// The value, or the failure that says the error's advice.
    fn or_fail(self) -> Result<T, Failure>;
}

impl<T, E: Advise> OrFail<T> for Result<T, E> {
    fn or_fail(self) -> Result<T, Failure> {
        self.map_err(|error| Failure::from(&error))
    }
}

/// What only the command line can get wrong.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The arguments are not understood. Never repeats them: somebody may have typed a PIN there.
    #[error("{}", what.en)]
    Usage {
        /// What is wrong with the arguments.
        what: Bilingual,
        /// The command whose help to ask for.
        help: String,
    },
    /// Something that does not work was found by `doctor`.
    #[error("{broken} parts are broken")]
    DoctorFoundProblems {
        /// How many.
        broken: usize,
    },
    /// Standard input ended before the secret.
    #[error("no secret on standard input")]
    SecretMissing,
    /// Standard input could not be read.
    #[error("standard input cannot be read")]
    SecretUnreadable,
    /// Standard output was closed or is full.
    #[error("standard output cannot be written")]
    OutputClosed,
    /// Several readers hold a card and none was named.
    #[error("several readers hold a card")]
    SeveralCards {
        /// Their names.
        readers: Vec<String>,
    },
    /// No reader has the name that was given.
    #[error("no such reader")]
    ReaderUnknown {
        /// The readers that are there.
        readers: Vec<String>,
    },
    /// The values file could not be read.
    #[error("{}: {problem}", file.display())]
    ValuesUnreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        problem: String,
    },
    /// The values file is not a flat JSON object of texts.
    #[error("{}:{line}:{column}", file.display())]
    ValuesNotJson {
        /// The file.
        file: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// A value is neither text nor a number.
    #[error("{}:{line}: {field}: not a text", file.display())]
    ValueNotText {
        /// The file.
        file: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Glossary name.
        field: String,
    },
    /// A name stands there twice.
    #[error("{}:{line}: {field}: twice", file.display())]
    ValueTwice {
        /// The file.
        file: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Glossary name.
        field: String,
    },
    /// A name that neither the glossary nor the form knows.
    #[error("{}:{line}: {}: unknown", file.display(), field.as_deref().unwrap_or("–"))]
    ValueUnknown {
        /// The file.
        file: PathBuf,
        /// Line, from 1.
        line: usize,
        /// The name; none when it does not look like one, since a person's may stand there.
        field: Option<String>,
    },
    /// The PDF could not be written; no part of it is left.
    #[error("{}: {problem}", file.display())]
    OutUnwritable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        problem: String,
    },
    /// No printer was named and the settings have none.
    #[error("no printer")]
    NoPrinter,
    /// No printer profile was named and the settings have none.
    #[error("no printer profile")]
    NoProfile,
    /// No postal code fits what was looked up. Never repeats it: it may be where somebody lives.
    #[error("no postal code")]
    PostalNotFound,
    /// The program could not start what it needs to talk to a printer.
    #[error("the system gives no threads")]
    NoRuntime,
}

impl Advise for CliError {
    #[expect(clippy::too_many_lines, reason = "a list of sentences, one an error")]
    fn advice(&self) -> Advice {
        let (code, what_ja, what_en, next_ja, next_en): (_, String, String, String, String) = match self {
            Self::Usage { what, help } => (
                "usage",
                what.ja.clone(),
                what.en.clone(),
                format!("「{help} --help」で使い方を確かめてください。"),
                format!("See '{help} --help'."),
            ),
            Self::DoctorFoundProblems { broken } => (
                "doctor-found-problems",
                format!("使えないものが {broken} 件あります。"),
                format!("{broken} part(s) do not work."),
                "上の表の「次にすること」を行ってください。".into(),
                "Do what the list above says.".into(),
            ),
            Self::SecretMissing => (
                "secret-missing",
                "標準入力に番号がありません。".into(),
                "Standard input holds no number.".into(),
                "標準入力の1行目で番号を渡してください。カードには何も送っていません。".into(),
                "Give the number as the first line of standard input. Nothing was sent to the card.".into(),
            ),
            Self::SecretUnreadable => (
                "secret-unreadable",
                "標準入力を読めません。".into(),
                "Standard input cannot be read.".into(),
                "標準入力の1行目で番号を渡してください。カードには何も送っていません。".into(),
                "Give the number as the first line of standard input. Nothing was sent to the card.".into(),
            ),
            Self::OutputClosed => (
                "output-closed",
                "標準出力に書けません。".into(),
                "Standard output cannot be written.".into(),
                "出力先と空き容量を確かめてください。".into(),
                "Check where the output goes, and the free space.".into(),
            ),
            Self::SeveralCards { readers } => (
                "several-cards",
                format!("カードが複数の読み取り機にあります: {}。", quoted(readers)),
                format!("Several readers hold a card: {}.", quoted(readers)),
                "--reader で読み取り機の名前を指定してください。".into(),
                "Name one with --reader.".into(),
            ),
            Self::ReaderUnknown { readers } => (
                "reader-unknown",
                format!("その名前の読み取り機はありません。あるのは: {}。", quoted(readers)),
                format!("There is no reader of that name. There is: {}.", quoted(readers)),
                "名前を確かめてください。".into(),
                "Check the name.".into(),
            ),
            Self::ValuesUnreadable { file, problem } => (
                "values-unreadable",
                format!("値のファイル {} を読めません（{problem}）。", file.display()),
                format!("The values file {} cannot be read ({problem}).", file.display()),
                "パスと権限、文字コード（UTF-8）を確かめてください。".into(),
                "Check its path, its permissions, and that it is UTF-8.".into(),
            ),
            Self::ValuesNotJson { file, line, column } => (
                "values-not-json",
                format!("値のファイル {} {line}行目 {column}文字目: JSON として正しくありません。", file.display()),
                format!("{}, line {line}, column {column}: not valid JSON.", file.display()),
                "{\"person.name\": \"…\"} の形の、入れ子のないオブジェクトにしてください。".into(),
                "Write one flat object, such as {\"person.name\": \"…\"}.".into(),
            ),
            Self::ValueNotText { file, line, field } => (
                "value-not-text",
                format!("値のファイル {} {line}行目 項目「{field}」: 文字列ではありません。", file.display()),
                format!("{}, line {line}, field '{field}': not a text.", file.display()),
                "値を引用符で囲んでください。".into(),
                "Put the value in quotes.".into(),
            ),
            Self::ValueTwice { file, line, field } => (
                "value-twice",
                format!("値のファイル {} {line}行目 項目「{field}」が2回あります。", file.display()),
                format!("{}, line {line}, field '{field}' stands there twice.", file.display()),
                "一方を消してください。".into(),
                "Delete one of them.".into(),
            ),
            Self::ValueUnknown { file, line, field: None } => (
                "value-unknown",
                format!("値のファイル {} {line}行目: 項目の名前ではありません。", file.display()),
                format!("{}, line {line}: this is not the name of a field.", file.display()),
                "名前を直すか、消してください。".into(),
                "Correct the name or delete it.".into(),
            ),
            Self::ValueUnknown { file, line, field: Some(field) } => (
                "value-unknown",
                format!("値のファイル {} {line}行目: この様式に項目「{field}」はありません。", file.display()),
                format!("{}, line {line}: this form has no field '{field}'.", file.display()),
                "名前を直すか、消してください。".into(),
                "Correct the name or delete it.".into(),
            ),
            Self::OutUnwritable { file, problem } => (
                "out-unwritable",
                format!("{} に書けません（{problem}）。何も残していません。", file.display()),
                format!("{} cannot be written ({problem}). Nothing is left of it.", file.display()),
                "フォルダーと空き容量を確かめてください。".into(),
                "Check the folder and the free space.".into(),
            ),
            Self::NoPrinter => (
                "no-printer",
                "プリンターが指定されていません。".into(),
                "No printer is named.".into(),
                "--printer または設定の [[printer]] で指定してください。".into(),
                "Name one with --printer or in the settings ([[printer]]).".into(),
            ),
            Self::NoProfile => (
                "no-printer-profile",
                "プリンター設定が指定されていません。".into(),
                "No printer profile is named.".into(),
                "--profile または設定 printer_profile で指定してください。".into(),
                "Name one with --profile or the setting printer_profile.".into(),
            ),
            Self::PostalNotFound => (
                "postal-not-found",
                "あてはまる郵便番号がありません。".into(),
                "No postal code fits.".into(),
                "市区町村名から入れるか、7桁の番号を確かめてください。".into(),
                "Begin with the name of the city, or check the seven digits.".into(),
            ),
            Self::NoRuntime => (
                "no-runtime",
                "処理を始められません（スレッドを作れません）。".into(),
                "The system gives no threads to work with.".into(),
                "ほかのプログラムを終えて、もう一度試してください。".into(),
                "Close other programs and try again.".into(),
            ),
        };
        Advice::new(
            code,
            Bilingual::new(what_ja, what_en),
            Bilingual::new(next_ja, next_en),
        )
    }
}

fn quoted(names: &[String]) -> String {
    if names.is_empty() {
        return "–".to_owned();
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    quoted.join(", ")
}

/// One sample of each error of the command line itself.
#[cfg(test)]
pub fn every_error() -> Vec<CliError> {
    use CliError as E;
    let file = || PathBuf::from("file");
    let problem = || "permission denied".to_owned();
    let field = || "person.name".to_owned();
    let line = 1;
    vec![
        E::Usage {
            what: Bilingual::new("誤り", "wrong"),
            help: "kazashi".to_owned(),
        },
        E::DoctorFoundProblems { broken: 1 },
        E::SecretMissing,
        E::SecretUnreadable,
        E::OutputClosed,
        E::SeveralCards { readers: vec![] },
        E::ReaderUnknown { readers: vec![] },
        E::ValuesUnreadable {
            file: file(),
            problem: problem(),
        },
        E::ValuesNotJson {
            file: file(),
            line,
            column: 1,
        },
        E::ValueNotText {
            file: file(),
            line,
            field: field(),
        },
        E::ValueTwice {
            file: file(),
            line,
            field: field(),
        },
        E::ValueUnknown {
            file: file(),
            line,
            field: Some(field()),
        },
        E::OutUnwritable {
            file: file(),
            problem: problem(),
        },
        E::NoPrinter,
        E::NoProfile,
        E::PostalNotFound,
        E::NoRuntime,
    ]
}
