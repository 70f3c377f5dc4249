//! What the screen says when an act is done.

use advice::Bilingual;
use shelter_desk::ReadCode;

pub(super) use crate::desk_words::{printing, saved, taken_in, unlocked, written};

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

pub(super) fn served() -> Bilingual {
    Bilingual::new("渡しました。", "Handed out.")
}

pub(super) fn opened() -> Bilingual {
    Bilingual::new("避難所を開設しました。", "The shelter is open.")
}

pub(super) fn bind() -> Bilingual {
    Bilingual::new(
        "結び付けるカードか名札を、かざしてください。",
        "Hold up the card or label to be bound.",
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
