//! What keeps a form from being printed as it should, per field.

use advice::{Advice, Advise, Bilingual};

/// A problem of one field (欄).
///
/// Holds no value. [`ProblemKind::MissingGlyph`] and its like name the one character in question,
/// since the clerk can do nothing without it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {}", self.advice().what.en)]
pub struct FieldProblem {
    /// The field as the form's definition names it, or the label of the question.
    pub field: String,
    /// Glossary name of the value, such as `person.name`, when the field has one.
    pub value: Option<String>,
    /// What the problem is.
    pub kind: ProblemKind,
}

/// The kinds of problem.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// A value that must be there is not.
    MissingRequired,
    /// No font has this character.
    MissingGlyph {
        /// The character.
        character: char,
    },
    /// No font has the variant (異体字) that is written; the plain shape would be printed. A warning.
    MissingVariant {
        /// The character without its selector.
        character: char,
    },
    /// This character is drawn with another typeface than the rest. A warning.
    OtherTypeface {
        /// The character.
        character: char,
    },
    /// A control character in a value.
    ControlCharacter,
    /// Too long for its box even at the smallest size.
    DoesNotFit,
    /// More characters than may be answered.
    TooLong {
        /// The most.
        max_chars: u32,
    },
    /// Not a date, or a day that does not exist.
    InvalidDate,
    /// A date before 1873, when Japan had another calendar.
    DateBeforeGregorian,
    /// A part of the date is unknown and stays empty for the hand. A warning.
    DateIncomplete,
    /// The era of the date is not printed on the form; the era stays uncircled. A warning.
    EraNotOnForm,
    /// Not a whole number in the range.
    NumberOutOfRange {
        /// Smallest.
        min: u32,
        /// Largest.
        max: u32,
    },
    /// Not digits, or too few or too many of them.
    WrongDigits {
        /// Fewest.
        min: u32,
        /// Most.
        max: u32,
    },
    /// Not one of the options.
    UnknownOption,
    /// Too much for a QR code in its box.
    CodeTooDense,
    /// A font could not be embedded.
    FontUnusable {
        /// The font's family.
        family: String,
    },
    /// The PDF could not be written.
    NotWritten,
    /// To be printed over the city's PDF, which the form has not.
    NoBackground,
}

impl FieldProblem {
    pub(crate) fn new(field: impl Into<String>, value: Option<&str>, kind: ProblemKind) -> Self {
        Self {
            field: field.into(),
            value: value.map(ToOwned::to_owned),
            kind,
        }
    }

    /// Whether the form must not be printed; a warning leaves the decision to the clerk.
    pub fn is_fatal(&self) -> bool {
        use ProblemKind as K;
        !matches!(
            self.kind,
            K::MissingVariant { .. }
                | K::OtherTypeface { .. }
                | K::DateIncomplete
                | K::EraNotOnForm
        )
    }

    /// One problem of each kind, so that codes and texts can be listed and tested.
    pub fn every_error() -> Vec<Self> {
        use ProblemKind as K;
        [
            K::MissingRequired,
            K::MissingGlyph { character: '☑' },
            K::MissingVariant { character: '葛' },
            K::OtherTypeface { character: '㋿' },
            K::ControlCharacter,
            K::DoesNotFit,
            K::TooLong { max_chars: 40 },
            K::InvalidDate,
            K::DateBeforeGregorian,
            K::DateIncomplete,
            K::EraNotOnForm,
            K::NumberOutOfRange { min: 1, max: 10 },
            K::WrongDigits { min: 7, max: 7 },
            K::UnknownOption,
            K::CodeTooDense,
            K::FontUnusable {
                family: "IPAmjMincho".into(),
            },
            K::NotWritten,
            K::NoBackground,
        ]
        .into_iter()
        .map(|kind| Self::new("欄", None, kind))
        .collect()
    }
}

/// The character with its number, for the search in a font or a character map.
fn named(character: char) -> String {
    format!("{character} (U+{:04X})", u32::from(character))
}

impl Advise for FieldProblem {
    #[expect(
        clippy::too_many_lines,
        reason = "one arm a kind of problem, side by side"
    )]
    fn advice(&self) -> Advice {
        use ProblemKind as K;
        let field = &self.field;
        let (code, what_ja, what_en, next_ja, next_en): (_, String, String, &str, &str) =
            match &self.kind {
                K::MissingRequired => (
                    "field-missing",
                    format!("「{field}」が入っていません。"),
                    format!("\"{field}\" is empty."),
                    "入力してください。",
                    "Fill it in.",
                ),
                K::MissingGlyph { character } => (
                    "field-missing-glyph",
                    format!(
                        "「{field}」の文字 {} は、印刷用のフォントにありません。",
                        named(*character)
                    ),
                    format!(
                        "The character {} in \"{field}\" is in none of the print fonts.",
                        named(*character)
                    ),
                    "別の字で書くか、この欄を空けて手書きにするかを、ご本人に確かめてください。",
                    "Ask the resident whether to use another character, or leave the field for the hand.",
                ),
                K::MissingVariant { character } => (
                    "field-missing-variant",
                    format!(
                        "「{field}」の文字 {} は、指定された字形がフォントになく、標準の字形で印刷されます。",
                        named(*character)
                    ),
                    format!(
                        "The variant of {} in \"{field}\" is in none of the print fonts; the plain shape is printed.",
                        named(*character)
                    ),
                    "この字形でよいかを、ご本人に確かめてください。",
                    "Ask the resident whether this shape will do.",
                ),
                K::OtherTypeface { character } => (
                    "field-other-typeface",
                    format!(
                        "「{field}」の文字 {} だけ、別の書体で印刷されます。",
                        named(*character)
                    ),
                    format!(
                        "The character {} in \"{field}\" is printed in another typeface.",
                        named(*character)
                    ),
                    "画面で字の形を確かめてください。",
                    "Check its shape in the preview.",
                ),
                K::ControlCharacter => (
                    "field-control-character",
                    format!("「{field}」に、印刷できない制御文字が入っています。"),
                    format!("\"{field}\" holds a control character that cannot be printed."),
                    "その文字を消して入力し直してください。",
                    "Delete it and enter the text again.",
                ),
                K::DoesNotFit => (
                    "field-does-not-fit",
                    format!("「{field}」が長く、いちばん小さな文字でも欄に入りません。"),
                    format!("\"{field}\" does not fit its box even at the smallest size."),
                    "短くするか、この欄を空けて手書きにしてください。",
                    "Shorten it, or leave the field for the hand.",
                ),
                K::TooLong { max_chars } => (
                    "field-too-long",
                    format!("「{field}」は{max_chars}文字までです。"),
                    format!("\"{field}\" may have {max_chars} characters at most."),
                    "短くしてください。",
                    "Shorten it.",
                ),
                K::InvalidDate => (
                    "field-invalid-date",
                    format!("「{field}」は、実在する日付ではありません。"),
                    format!("\"{field}\" is not a date that exists."),
                    "昭和55年3月2日、S55.3.2、1980-03-02 のどれかの形で入力してください。",
                    "Enter it as 昭和55年3月2日, S55.3.2 or 1980-03-02.",
                ),
                K::DateBeforeGregorian => (
                    "field-date-before-1873",
                    format!("「{field}」は明治5年以前の日付で、西暦から換算できません。"),
                    format!("\"{field}\" lies before 1873, when Japan kept another calendar."),
                    "この欄を空けて手書きにしてください。",
                    "Leave the field for the hand.",
                ),
                K::DateIncomplete => (
                    "field-date-incomplete",
                    format!(
                        "「{field}」の年月日の一部が分からないため、その部分は空けて印刷されます。"
                    ),
                    format!("A part of \"{field}\" is unknown and stays empty."),
                    "必要なら、印刷したあと手書きで補ってください。",
                    "Complete it by hand after printing, if needed.",
                ),
                K::EraNotOnForm => (
                    "field-era-not-on-form",
                    format!("「{field}」の元号が用紙に印刷されていないため、丸が付きません。"),
                    format!(
                        "The era of \"{field}\" is not printed on this form and stays uncircled."
                    ),
                    "印刷したあと手書きで補ってください。",
                    "Complete it by hand after printing.",
                ),
                K::NumberOutOfRange { min, max } => (
                    "field-number-out-of-range",
                    format!("「{field}」は {min} から {max} までの数です。"),
                    format!("\"{field}\" takes a number from {min} to {max}."),
                    "入力し直してください。",
                    "Enter it again.",
                ),
                K::WrongDigits { min, max } if min == max => (
                    "field-wrong-digits",
                    format!("「{field}」は数字{min}桁です。"),
                    format!("\"{field}\" takes {min} digits."),
                    "入力し直してください。",
                    "Enter it again.",
                ),
                K::WrongDigits { min, max } => (
                    "field-wrong-digits",
                    format!("「{field}」は数字{min}桁から{max}桁までです。"),
                    format!("\"{field}\" takes {min} to {max} digits."),
                    "入力し直してください。",
                    "Enter it again.",
                ),
                K::UnknownOption => (
                    "field-unknown-option",
                    format!("「{field}」にない選択肢が選ばれています。"),
                    format!("\"{field}\" has an answer that is not among its options."),
                    "選び直してください。",
                    "Choose again.",
                ),
                K::CodeTooDense => (
                    "field-code-too-dense",
                    format!(
                        "「{field}」の内容が多く、枠の大きさでは読み取れるQRコードになりません。"
                    ),
                    format!(
                        "\"{field}\" holds too much for a QR code that can be read at the size of its box."
                    ),
                    "様式のQRコードの枠を大きくするか、この欄を空けて印刷してください。",
                    "Make the code's box on the form larger, or leave the field empty.",
                ),
                K::FontUnusable { family } => (
                    "field-font-unusable",
                    format!("フォント {family} をPDFに埋め込めません。"),
                    format!("The font {family} cannot be embedded."),
                    "フォントを入れ直してください。",
                    "Install the font again.",
                ),
                K::NoBackground => (
                    "form-no-background",
                    "この様式には、重ねて印刷する市のPDFがありません。".into(),
                    "This form has no PDF of the city to be printed over.".into(),
                    "設定の印刷方法を変えるか、form.tomlの[print]にbackgroundを書いてください。",
                    "Choose another way of printing in the settings, or add background under [print] in form.toml.",
                ),
                K::NotWritten => (
                    "form-not-written",
                    "帳票のPDFを作れませんでした。".into(),
                    "The form's PDF could not be written.".into(),
                    "もう一度試し、直らなければ、帳票名を添えて情報担当へ知らせてください。",
                    "Try again; if it stays, tell IT the form's name.",
                ),
            };
        Advice::new(
            code,
            Bilingual::new(what_ja, what_en),
            Bilingual::new(next_ja, next_en),
        )
    }
}
