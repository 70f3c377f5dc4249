//! What the screen of every desk says when an act is done.

use std::path::Path;

use advice::Bilingual;
use custody::TakenIn;

pub(crate) fn unlocked() -> Bilingual {
    Bilingual::new("受付をはじめられます。", "The desk is open.")
}

pub(crate) fn saved() -> Bilingual {
    Bilingual::new("記録しました。", "Written down.")
}

pub(crate) fn printing() -> Bilingual {
    Bilingual::new("印刷に送りました。", "Sent to the printer.")
}

pub(crate) fn written(file: &Path) -> Bilingual {
    let file = file.display();
    Bilingual::new(
        format!("ファイルを書きました：{file}"),
        format!("Written: {file}"),
    )
}

pub(crate) fn taken_in(taken: TakenIn) -> Bilingual {
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
