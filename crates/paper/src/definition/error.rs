//! What is wrong in a definition file, where, and what would be right.

use advice::{Advice, Advise, Bilingual};

use super::background::BackgroundFault;
use crate::guide::problem::GuideProblem;

/// A fault in a form's file, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.place_and(&self.advice().what.en, &self.advice().next.en, false))]
pub struct DefinitionError {
    /// The file, as it was named to the reader.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// Name of the field (欄) in the form, when the fault lies in one.
    pub field: Option<String>,
    /// What is wrong.
    pub problem: DefinitionProblem,
}

/// The kinds of fault. Lengths are given as text with their unit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[expect(
    missing_docs,
    reason = "the sentence of each kind, in `advice`, says what its parts are"
)]
pub enum DefinitionProblem {
    /// The file could not be read; the system's reason.
    Unreadable(String),
    /// Not TOML; the parser's sentence.
    Syntax(String),
    /// Written for another format of definitions than this program knows.
    Format(String),
    /// A key that is not known here.
    UnknownKey { key: String, allowed: String },
    /// A key that must be there.
    MissingKey { key: String },
    /// A value of another type.
    WrongType { key: String, expected: &'static str },
    /// A word that is not among the allowed ones.
    NotAllowed {
        key: String,
        found: String,
        allowed: String,
    },
    /// A number out of its range.
    OutOfRange {
        key: String,
        found: String,
        min: String,
        max: String,
    },
    /// The form's id is not the name of its folder.
    FolderName { id: String, folder: String },
    /// A box that leaves the page.
    OutsidePage { found: String, page: String },
    /// Two boxes on each other.
    Overlap { other: String },
    /// A line or the edge of a frame through a box.
    RuleThrough { line: usize },
    /// A name that is not in the glossary and is not asked for.
    UnknownName { name: String, suggestion: String },
    /// A name of a kind that this field cannot show, such as free text in a date.
    UnfitName { name: String, needed: &'static str },
    /// The same name twice.
    Duplicate { name: String, first_line: usize },
    /// Type that is too large for its box.
    TooSmall {
        side: Side,
        found: String,
        needed: String,
        size: String,
    },
    /// An option on the paper that is not asked for, or asked for and not on the paper.
    OptionMismatch { value: String, expected: String },
    /// Asked for, but nowhere on the paper.
    NotPlaced { name: String },
    /// A name that means the person of a row, outside rows.
    OutsideRows { name: String },
    /// A question that waits for a later one, or for itself.
    AskedLater { name: String },
    /// Another form asks for the same shared name in another way.
    AskedOtherwise { name: String, other: String },
    /// A default that the field itself would refuse.
    BadDefault { found: String },
    /// What only a guide can have wrong.
    Guide(GuideProblem),
    /// The city's own PDF, which cannot be used.
    Background(BackgroundFault),
}

/// A side of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// From left to right.
    Width,
    /// From top to bottom.
    Height,
}

impl DefinitionError {
    /// File, line, column, field, what is wrong and what would be right, in both languages.
    pub fn sentence(&self) -> Bilingual {
        let Advice { what, next, .. } = self.advice();
        Bilingual::new(
            self.place_and(&what.ja, &next.ja, true),
            self.place_and(&what.en, &next.en, false),
        )
    }

    fn place_and(&self, what: &str, next: &str, ja: bool) -> String {
        let Self {
            file,
            line,
            column,
            field,
            ..
        } = self;
        match (ja, field) {
            (true, Some(field)) => format!("{file} {line}行{column}列 欄「{field}」: {what}{next}"),
            (true, None) => format!("{file} {line}行{column}列: {what}{next}"),
            (false, Some(field)) => {
                format!("{file}:{line}:{column}: field \"{field}\": {what} {next}")
            }
            (false, None) => format!("{file}:{line}:{column}: {what} {next}"),
        }
    }

    /// One error of each kind, so that codes and texts can be listed and tested.
    pub fn every_error() -> Vec<Self> {
        use DefinitionProblem as P;
        let s = str::to_owned;
        [
            P::Unreadable(s("permission denied")),
            P::Syntax(s("invalid string")),
            P::Format(s("2")),
            P::UnknownKey {
                key: s("colour"),
                allowed: s("name, type"),
            },
            P::MissingKey { key: s("box") },
            P::WrongType {
                key: s("size"),
                expected: "number",
            },
            P::NotAllowed {
                key: s("type"),
                found: s("txt"),
                allowed: s("text, digits"),
            },
            P::OutOfRange {
                key: s("size"),
                found: s("1"),
                min: s("4"),
                max: s("72"),
            },
            P::FolderName {
                id: s("a"),
                folder: s("b"),
            },
            P::OutsidePage {
                found: s("205 × 12 mm"),
                page: s("210 × 297 mm"),
            },
            P::Overlap {
                other: s("address"),
            },
            P::RuleThrough { line: 7 },
            P::UnknownName {
                name: s("person.nmae"),
                suggestion: s("person.name"),
            },
            P::UnfitName {
                name: s("person.name"),
                needed: "date",
            },
            P::Duplicate {
                name: s("name"),
                first_line: 3,
            },
            P::TooSmall {
                side: Side::Width,
                found: s("3.0 mm"),
                needed: s("7.4 mm"),
                size: s("10.5 pt"),
            },
            P::OptionMismatch {
                value: s("all"),
                expected: s("whole, part"),
            },
            P::NotPlaced {
                name: s("request.copies"),
            },
            P::OutsideRows {
                name: s("member.name"),
            },
            P::AskedLater {
                name: s("request.subject"),
            },
            P::AskedOtherwise {
                name: s("move.kind"),
                other: s("ido-todoke"),
            },
            P::BadDefault { found: s("12") },
        ]
        .into_iter()
        .chain(GuideProblem::every_one().map(P::Guide))
        .chain(BackgroundFault::samples().into_iter().map(P::Background))
        .map(|problem| Self {
            file: s("form.toml"),
            line: 1,
            column: 1,
            field: None,
            problem,
        })
        .collect()
    }
}

/// Type names for staff, who do not program.
fn type_ja(expected: &str) -> &'static str {
    match expected {
        "text" => "文字列（\"…\"）",
        "number" => "数",
        "whole number" => "整数",
        "true or false" => "true か false",
        "list" => "一覧（[ … ]）",
        "four numbers" => "数4つ [左, 上, 幅, 高さ]",
        "width and height" => "数2つ [幅, 高さ]",
        "list of whole numbers" => "整数の一覧 [3, 7]",
        "list of texts" => "文字列の一覧 [\"…\", \"…\"]",
        "list of conditions" => "条件の一覧 [{ … }, { … }]",
        "two numbers" => "数2つ [左から, 上から]",
        "date" => "日付",
        "options" => "選択肢",
        _ => "表（{ … }）",
    }
}

impl Advise for DefinitionError {
    #[expect(
        clippy::too_many_lines,
        reason = "one arm a kind of fault, side by side"
    )]
    fn advice(&self) -> Advice {
        use DefinitionProblem as P;
        let (code, what_ja, what_en, next_ja, next_en): (_, String, String, String, String) = match &self.problem {
            P::Background(fault) => return fault.advice(),
            P::Unreadable(reason) => (
                "form-unreadable",
                format!("ファイルを読めません（{reason}）。"),
                format!("The file cannot be read ({reason})."),
                "ファイルの場所と読み取り権限を確かめてください。".into(),
                "Check that it is there and may be read.".into(),
            ),
            P::Syntax(reason) => (
                "form-syntax",
                format!("TOMLの書き方に誤りがあります（{reason}）。"),
                format!("This is not TOML ({reason})."),
                "この行とその前の行の記号（\" [ ] { } , =）を確かめてください。".into(),
                "Check the quotes, brackets, commas and equals signs here and on the line before.".into(),
            ),
            P::Format(found) => (
                "form-format",
                format!("書式 {found} の帳票定義は、この版では読めません。"),
                format!("This program cannot read definitions of format {found}."),
                "format = 1 で書くか、窓口PCのソフトを更新してください。".into(),
                "Write format = 1, or update the program.".into(),
            ),
            P::UnknownKey { key, allowed } => (
                "form-unknown-key",
                format!("「{key}」という項目はここにありません。"),
                format!("\"{key}\" is not known here."),
                format!("使えるのは {allowed} です。"),
                format!("Known here: {allowed}."),
            ),
            P::MissingKey { key } => (
                "form-missing-key",
                format!("「{key}」がありません。"),
                format!("\"{key}\" is missing."),
                format!("{key} = … を書いてください。"),
                format!("Add {key} = …."),
            ),
            P::WrongType { key, expected } => (
                "form-wrong-type",
                format!("「{key}」の値の種類が違います。"),
                format!("\"{key}\" has a value of the wrong type."),
                format!("{}で書いてください。", type_ja(expected)),
                format!("It takes: {expected}."),
            ),
            P::NotAllowed { key, found, allowed } => (
                "form-not-allowed",
                format!("「{key}」に「{found}」は使えません。"),
                format!("\"{key}\" cannot be \"{found}\"."),
                format!("使えるのは {allowed} です。"),
                format!("Allowed: {allowed}."),
            ),
            P::OutOfRange { key, found, min, max } => (
                "form-out-of-range",
                format!("「{key}」の {found} は範囲の外です。"),
                format!("\"{key}\" is {found}, which is out of range."),
                format!("{min} から {max} までで書いてください。"),
                format!("It must lie between {min} and {max}."),
            ),
            P::FolderName { id, folder } => (
                "form-folder-name",
                format!("id「{id}」とフォルダー名「{folder}」が違います。"),
                format!("The id \"{id}\" is not the name of the folder \"{folder}\"."),
                "どちらかに揃えてください。".into(),
                "Give both the same name.".into(),
            ),
            P::OutsidePage { found, page } => (
                "form-outside-page",
                format!("用紙（{page}）の外に出ています（右下の角 {found}）。"),
                format!("It leaves the page of {page} (lower right corner at {found})."),
                "位置か大きさを小さくしてください。".into(),
                "Move it or make it smaller.".into(),
            ),
            P::Overlap { other } => (
                "form-overlap",
                format!("「{other}」と重なっています。"),
                format!("It overlaps \"{other}\"."),
                "どちらかの box をずらすか小さくしてください。".into(),
                "Move one box or make it smaller.".into(),
            ),
            P::RuleThrough { line } => (
                "form-rule-through",
                format!("{line}行目の罫線が、この欄の中を通っています。"),
                format!("The rule defined on line {line} runs through this box."),
                "欄か罫線をずらしてください。".into(),
                "Move the box or the rule.".into(),
            ),
            P::UnknownName { name, suggestion } => (
                "form-unknown-name",
                format!("「{name}」という値の名前はありません。"),
                format!("There is no value named \"{name}\"."),
                format!("近い名前は {suggestion} です。窓口で聞く値は [[ask]] にも書いてください。"),
                format!("The nearest is {suggestion}. What is asked at the counter must also stand under [[ask]]."),
            ),
            P::UnfitName { name, needed } => (
                "form-unfit-name",
                format!("「{name}」はこの種類の欄に入れられません。"),
                format!("\"{name}\" does not suit this type of field."),
                format!("{}を表す名前を使ってください。", type_ja(needed)),
                format!("Use a name that holds: {needed}."),
            ),
            P::Duplicate { name, first_line } => (
                "form-duplicate",
                format!("「{name}」は{first_line}行目にもあります。"),
                format!("\"{name}\" is also on line {first_line}."),
                "別の名前にしてください。".into(),
                "Give one of them another name.".into(),
            ),
            P::TooSmall { side, found, needed, size } => {
                let (ja, en) = match side {
                    Side::Width => ("幅", "wide"),
                    Side::Height => ("高さ", "high"),
                };
                (
                    "form-box-too-small",
                    format!("{ja} {found} では {size} の文字が入りません（必要 {needed}）。"),
                    format!("The box is {found} {en}; type of {size} needs {needed}."),
                    format!("{ja}を広げるか、size か floor を小さくしてください。"),
                    "Make the box larger, or size or floor smaller.".into(),
                )
            }
            P::OptionMismatch { value, expected } => (
                "form-option-mismatch",
                format!("選択肢「{value}」が、聞く選択肢と用紙の選択肢の片方にしかありません。"),
                format!("The option \"{value}\" is only in the question or only on the paper."),
                format!("もう一方にあるのは {expected} です。"),
                format!("The other side has: {expected}."),
            ),
            P::NotPlaced { name } => (
                "form-not-placed",
                format!("「{name}」を聞いていますが、用紙のどこにも入りません。"),
                format!("\"{name}\" is asked for and goes nowhere on the paper."),
                "欄を加えるか、[[ask]] から外してください。".into(),
                "Add a field for it, or drop it from [[ask]].".into(),
            ),
            P::OutsideRows { name } => (
                "form-outside-rows",
                format!("「{name}」は行の中の人を指す名前で、[[rows]] の外では使えません。"),
                format!("\"{name}\" means the person of a row and cannot stand outside [[rows]]."),
                "[[rows.field]] に移すか、person. などで始まる名前にしてください。".into(),
                "Move it into [[rows.field]], or use a name such as person.name.".into(),
            ),
            P::AskedLater { name } => (
                "form-asked-later",
                format!("「{name}」は、この質問より前に聞かれません。"),
                format!("\"{name}\" is not asked before this question."),
                format!("[[ask]] の順を、「{name}」が先になるように直してください。"),
                format!("Move \"{name}\" before it."),
            ),
            P::AskedOtherwise { name, other } => (
                "form-asked-otherwise",
                format!("「{name}」は、様式「{other}」では別の聞き方（種類か選択肢）になっています。"),
                format!("The form \"{other}\" asks \"{name}\" as another kind or with other options."),
                "同じ名前は同じ聞き方に揃えるか、この様式だけの値なら request. で始まる名前にしてください。".into(),
                "Ask in the same way in both, or use a name that begins with request. for this form alone.".into(),
            ),
            P::BadDefault { found } => (
                "form-bad-default",
                format!("初期値「{found}」は、この項目の答えになりません。"),
                format!("The default \"{found}\" is no possible answer."),
                "選択肢か範囲の中の値にしてください。".into(),
                "Use one of the options, or a number in the range.".into(),
            ),
            P::Guide(problem) => return problem.advice(),
        };
        Advice::new(
            code,
            Bilingual::new(what_ja, what_en),
            Bilingual::new(next_ja, next_en),
        )
    }
}
