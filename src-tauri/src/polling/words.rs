//! What the screen says when an act is done.

use advice::Bilingual;

pub(super) use crate::desk_words::{printing, saved, taken_in, unlocked, written};

pub(super) fn ended() -> Bilingual {
    Bilingual::new(
        "受付を終わりました。次の人をどうぞ。",
        "Done. The next elector, please.",
    )
}

pub(super) fn entered() -> Bilingual {
    Bilingual::new(
        "紙で受け付けた分を記録しました。",
        "The acceptance made on paper is written down.",
    )
}

pub(super) fn roll_in_use() -> Bilingual {
    Bilingual::new("名簿を使いはじめました。", "The roll is in use.")
}

pub(super) fn frozen() -> Bilingual {
    Bilingual::new(
        "期日前投票者の名簿を確定し、署名しました。",
        "The list of early voters is frozen and signed.",
    )
}

pub(super) fn destroyed() -> Bilingual {
    Bilingual::new(
        "この端末の名簿と鍵を消去しました。",
        "Roll and keys on this PC are destroyed.",
    )
}

pub(super) fn early_voters(electors: usize) -> Bilingual {
    Bilingual::new(
        format!("期日前投票者の名簿を取り込みました：{electors} 人。"),
        format!("The list of early voters is in use: {electors} electors."),
    )
}
