//! What the screen says when an act is done.

use advice::Bilingual;
use shelter_desk::ReadCode;

pub(super) fn read() -> Bilingual {
    Bilingual::new("カードを読み取りました。", "The card was read.")
}

pub(super) fn known() -> Bilingual {
    Bilingual::new("登録されている人です。", "Somebody known here.")
}

pub(super) fn scanned(read: ReadCode) -> Bilingual {
    match read {
        ReadCode::Badge => unlocked(),
        ReadCode::Known => known(),
        ReadCode::Bound => saved(),
        ReadCode::NewLabel => new_label(),
        ReadCode::Beforehand => pre_registered(),
    }
}

fn pre_registered() -> Bilingual {
    Bilingual::new(
        "事前登録カードを読みました。内容を確かめて、足りないところを聞いてください。",
        "A pre-registration card was read. Make sure that it is still right, and ask what is missing.",
    )
}

fn new_label() -> Bilingual {
    Bilingual::new(
        "名札を読みました。名前と年齢を入れてください。",
        "A label was read. Type name and age.",
    )
}

pub(super) fn new_card() -> Bilingual {
    Bilingual::new(
        "まだ登録されていないカードです。名前と年齢を入れてください。",
        "A card not known here yet. Type name and age.",
    )
}

pub(super) fn registered() -> Bilingual {
    Bilingual::new("登録しました。", "Registered.")
}

pub(super) fn saved() -> Bilingual {
    Bilingual::new("記録しました。", "Written down.")
}

pub(super) fn served() -> Bilingual {
    Bilingual::new("渡しました。", "Handed out.")
}

pub(super) fn opened() -> Bilingual {
    Bilingual::new("避難所を開設しました。", "The shelter is open.")
}

pub(super) fn unlocked() -> Bilingual {
    Bilingual::new("受付をはじめられます。", "The desk is open.")
}

pub(super) fn bind() -> Bilingual {
    Bilingual::new(
        "結び付けるカードか名札を、かざしてください。",
        "Hold up the card or label to be bound.",
    )
}

pub(super) fn printing() -> Bilingual {
    Bilingual::new("印刷に送りました。", "Sent to the printer.")
}

pub(super) fn written(file: &std::path::Path) -> Bilingual {
    let file = file.display();
    Bilingual::new(
        format!("ファイルを書きました：{file}"),
        format!("Written: {file}"),
    )
}

pub(super) fn taken_in(taken: shelter_desk::TakenIn) -> Bilingual {
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

pub(super) fn closed() -> Bilingual {
    Bilingual::new("避難所を閉じました。", "The shelter is closed.")
}

pub(super) fn destroyed() -> Bilingual {
    Bilingual::new(
        "この端末の名簿を消去しました。",
        "The list on this PC is destroyed.",
    )
}
