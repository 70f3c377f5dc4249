//! What the screen says when an act is done.

use std::path::Path;

use advice::Bilingual;

pub(super) fn unlocked() -> Bilingual {
    Bilingual::new("受付をはじめられます。", "The desk is open.")
}

pub(super) fn saved() -> Bilingual {
    Bilingual::new("記録しました。", "Written down.")
}

pub(super) fn printing() -> Bilingual {
    Bilingual::new("印刷に送りました。", "Sent to the printer.")
}

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

pub(super) fn written(file: &Path) -> Bilingual {
    let file = file.display();
    Bilingual::new(
        format!("ファイルを書きました：{file}"),
        format!("Written: {file}"),
    )
}

pub(super) fn taken_in(taken: polling_desk::TakenIn) -> Bilingual {
    Bilingual::new(
        format!(
            "取り込みました：新しい記録 {} 件、すでにある記録 {} 件、取り込めない記録 {} 件。",
            taken.new, taken.known, taken.refused
        ),
        format!(
            "Taken in: {} new records, {} that were here already, {} that could not be taken in.",
            taken.new, taken.known, taken.refused
        ),
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
