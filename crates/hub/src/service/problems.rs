//! What the operator can do about each refusal.

use sync::{Problem, ProblemCode};

/// A refusal with what to do next in both languages.
pub fn problem(code: ProblemCode) -> Problem {
    let (ja, en) = match code {
        ProblemCode::Malformed => (
            "要求の形が正しくありません。かざしの版が集約サーバと合っているか、情報担当に確かめてください。",
            "The request is not in its form. Have IT check that the versions of Kazashi and of the hub fit.",
        ),
        ProblemCode::NoSession => (
            "接続を確かめ直します。操作は要りません。",
            "The session is opened anew. Nothing needs to be done.",
        ),
        ProblemCode::NotProven => (
            "端末の鍵かコードが合いません。コードを打ち直すか、情報担当に伝えてください。",
            "The device's key or the code is not right. Type the code again, or tell IT.",
        ),
        ProblemCode::NotAllowed => (
            "この端末には許されていません。管理者に権限を確かめてください。",
            "This device may not do this. Ask the administrator for its rights.",
        ),
        ProblemCode::Revoked => (
            "この端末は利用を止められています。情報担当に伝えてください。これまでの記録は残っています。",
            "This device was shut out. Tell IT. What it had recorded stays.",
        ),
        ProblemCode::NotFound => (
            "集約サーバに登録がありません。端末を登録し直してください。",
            "The hub does not know this. Enrol the device anew.",
        ),
        ProblemCode::HistoryDiffers => (
            "集約サーバの履歴が変わりました。自動で合わせ直します。操作は要りません。",
            "The hub's history is another one. It is compared anew by itself; nothing needs to be done.",
        ),
        ProblemCode::RealmClosed => (
            "この災害・選挙は締められています。記録は市が保管しています。",
            "This disaster or election is closed. The city keeps its records.",
        ),
        ProblemCode::TooLarge => (
            "一度に送る量が多すぎます。自動で分けて送り直します。",
            "Too much at once. It is sent again in smaller parts by itself.",
        ),
        ProblemCode::MediaType => (
            "要求の形式が CBOR でも JSON でもありません。途中の中継機器を情報担当に確かめてもらってください。",
            "The request is neither CBOR nor JSON. Have IT check the proxies on the way.",
        ),
        ProblemCode::OtherProtocol => (
            "かざしと集約サーバの版が合いません。新しい版に入れ替えてください。記録は端末に残ります。",
            "Kazashi and the hub are of versions that do not fit. Install the newer one. Records stay on the device.",
        ),
        ProblemCode::TooMany => (
            "この端末からの要求が多すぎます。少し待って自動で続けます。",
            "Too many requests of this device. It goes on by itself after a while.",
        ),
        ProblemCode::Busy => (
            "集約サーバが混み合っています。少し待って自動で送ります。",
            "The hub is busy. Everything is sent by itself after a while.",
        ),
        ProblemCode::DiskFull => (
            "集約サーバの空き容量がありません。記録は端末に残ります。情報担当に伝えてください。",
            "The hub's disk is full. Records stay on the device. Tell IT.",
        ),
        ProblemCode::Internal => (
            "集約サーバで問題が起きました。記録は端末に残ります。続くときは情報担当に伝えてください。",
            "Something went wrong in the hub. Records stay on the device. If it goes on, tell IT.",
        ),
    };
    Problem {
        code,
        advice_ja: ja.to_owned(),
        advice_en: en.to_owned(),
        retry_after: None,
        common: None,
    }
}
