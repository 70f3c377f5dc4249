//! Why an election's file is not taken.

use std::fmt::Write as _;

use advice::{Advice, Advise, Bilingual};

use super::Fault;

/// Everything that is wrong with a file; at least one thing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the election's file is wrong: {}", self.first_en())]
pub struct ElectionError {
    faults: Vec<Fault>,
}

impl ElectionError {
    pub(super) fn new(faults: Vec<Fault>) -> Self {
        Self { faults }
    }

    /// What is wrong, in the order of the lines.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    fn first_en(&self) -> String {
        self.faults
            .first()
            .map(|fault| fault.told().en)
            .unwrap_or_default()
    }
}

impl Fault {
    /// Line, field and what is wrong, in one line.
    pub fn told(&self) -> Bilingual {
        let words = self.wrong.words();
        let field = match self.field.as_str() {
            "" => String::new(),
            field => format!(" {field}"),
        };
        Bilingual::new(
            format!("{}行目{field}：{}", self.line, words.ja),
            format!("line {}{field}: {}", self.line, words.en),
        )
    }
}

impl Advise for ElectionError {
    fn advice(&self) -> Advice {
        let mut what = Bilingual::new(
            "選挙の設定ファイルに誤りがあります。",
            "The election's file is wrong. ",
        );
        for (index, fault) in self.faults.iter().enumerate() {
            let told = fault.told();
            let (ja, en) = if index == 0 { ("", "") } else { ("／", "; ") };
            // Writing to a String cannot fail.
            let _ = write!(what.ja, "{ja}{}", told.ja);
            let _ = write!(what.en, "{en}{}", told.en);
        }
        Advice::new(
            "polling-election-file",
            what,
            Bilingual::new(
                "ファイルのその行を直し、もう一度読み込んでください。前の設定はそのまま使えます。",
                "Mend these lines and load the file again; what was loaded before stays as it is.",
            ),
        )
    }
}
