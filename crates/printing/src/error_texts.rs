//! The sentences that go with [`PrintError`].

use advice::{Advice, Advise, Bilingual};

use crate::PrintError;

/// The next step when nobody can know whether pages came out.
const LOOK_AT_THE_TRAY: (&str, &str) = (
    "排紙トレイを確かめ、出ていないときだけもう一度印刷してください。",
    "Look into the output tray; print again only if nothing came out.",
);

impl Advise for PrintError {
    fn advice(&self) -> Advice {
        let (what, next) = (self.what(), self.next());
        Advice::new(self.code(), what, next)
    }
}

impl PrintError {
    fn code(&self) -> &'static str {
        match self {
            Self::AddressUnusable => "printer-address-unusable",
            Self::UnknownHost => "printer-unknown-host",
            Self::ConnectionRefused => "printer-connection-refused",
            Self::NoAnswer => "printer-no-answer",
            Self::ConnectionLost => "printer-connection-lost",
            Self::CertificateUntrusted { .. } => "printer-certificate-untrusted",
            Self::EncryptionFailed => "printer-encryption-failed",
            Self::EncryptionRequired => "printer-encryption-required",
            Self::NoPrinterThere => "printer-not-there",
            Self::AccessDenied => "printer-access-denied",
            Self::AnswerMalformed => "printer-answer-malformed",
            Self::NotAcceptingJobs => "printer-not-accepting-jobs",
            Self::PdfNotAccepted => "printer-pdf-not-accepted",
            Self::PaperNotSupported { .. } => "printer-paper-not-supported",
            Self::PaperNotInProfile { .. } => "printer-paper-not-in-profile",
            Self::StockNotInProfile { .. } => "printer-stock-not-in-profile",
            Self::OtherKindOfPrinter => "printer-other-kind",
            Self::QueueUnknown { .. } => "printer-queue-unknown",
            Self::SpoolerNotRunning => "printer-spooler-not-running",
            Self::CopiesOutOfRange { .. } => "printer-copies-out-of-range",
            Self::SettingsRefused => "printer-settings-refused",
            Self::Refused { .. } => "printer-refused",
            Self::StayedBusy { .. } => "printer-stayed-busy",
            Self::SendingInterrupted => "printer-sending-interrupted",
            Self::PrinterGone => "printer-gone",
            Self::JobAborted => "print-job-aborted",
            Self::JobCanceled => "print-job-canceled",
            Self::JobForgotten => "print-job-forgotten",
            Self::JobTimedOut { .. } => "print-job-timed-out",
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table of sentences, one an error")]
    fn what(&self) -> Bilingual {
        let (ja, en) = match self {
            Self::AddressUnusable => (
                "プリンターのアドレスが正しくありません。",
                "The printer's address is not usable.",
            ),
            Self::UnknownHost => (
                "プリンターの名前がネットワークで見つかりません。",
                "The printer's name is unknown on the network.",
            ),
            Self::ConnectionRefused => (
                "プリンターが接続を受け付けません。",
                "The printer refused the connection.",
            ),
            Self::NoAnswer => ("プリンターが応答しません。", "The printer does not answer."),
            Self::ConnectionLost => (
                "プリンターとの通信が途中で切れました。",
                "The connection to the printer broke off.",
            ),
            Self::CertificateUntrusted { sha256 } => {
                return Bilingual::new(
                    format!("プリンターの証明書を信頼できません（SHA-256: {sha256}）。"),
                    format!("The printer's certificate is not trusted (SHA-256: {sha256})."),
                );
            }
            Self::EncryptionFailed => (
                "プリンターと暗号化した通信ができません。",
                "No encrypted connection with the printer could be made.",
            ),
            Self::EncryptionRequired => (
                "プリンターは暗号化した通信だけを受け付けます。",
                "The printer demands an encrypted connection.",
            ),
            Self::NoPrinterThere => (
                "このアドレスにIPPプリンターがありません。",
                "There is no IPP printer at this address.",
            ),
            Self::AccessDenied => (
                "プリンターがこのパソコンからの印刷を許可していません。",
                "The printer does not let this PC print.",
            ),
            Self::AnswerMalformed => (
                "プリンターの応答を読み取れません。",
                "The printer's answer could not be understood.",
            ),
            Self::NotAcceptingJobs => (
                "プリンターが印刷の受付を止めています。",
                "The printer accepts no jobs at the moment.",
            ),
            Self::PdfNotAccepted => (
                "このプリンターはPDFを直接印刷できません。",
                "This printer cannot print PDF directly.",
            ),
            Self::PaperNotSupported { paper, tray } => {
                return Bilingual::new(
                    format!("このプリンターは{paper}用紙（トレイ: {tray}）を使えません。"),
                    format!("This printer does not take {paper} paper from tray {tray}."),
                );
            }
            Self::PaperNotInProfile {
                width_mm,
                height_mm,
            } => {
                return Bilingual::new(
                    format!("プリンター設定に{width_mm}×{height_mm}mmの用紙がありません。"),
                    format!("The printer profile has no paper of {width_mm} × {height_mm} mm."),
                );
            }
            Self::StockNotInProfile { form_id } => {
                return Bilingual::new(
                    format!(
                        "プリンター設定に、様式「{form_id}」を刷り込んだ用紙のトレイがありません。"
                    ),
                    format!(
                        "The printer profile has no tray with the pre-printed paper of '{form_id}'."
                    ),
                );
            }
            Self::OtherKindOfPrinter => (
                "受付票用のプリンターと書類用のプリンターが取り違えられています。",
                "A receipt printer stands where a printer of pages is needed, or the other way round.",
            ),
            Self::QueueUnknown { queue } => {
                return Bilingual::new(
                    format!("このパソコンにプリントキュー「{queue}」がありません。"),
                    format!("This PC has no print queue '{queue}'."),
                );
            }
            Self::SpoolerNotRunning => (
                "このパソコンの印刷サービスが書類を受け付けません。",
                "The print service of this PC does not take the document.",
            ),
            Self::CopiesOutOfRange { asked, most } => {
                return Bilingual::new(
                    format!("部数{asked}は印刷できません（1〜{most}部）。"),
                    format!("{asked} copies cannot be printed (1 to {most})."),
                );
            }
            Self::SettingsRefused => (
                "プリンターが印刷の設定を受け付けません。",
                "The printer refused the settings of the job.",
            ),
            Self::Refused { status } => {
                return Bilingual::new(
                    format!("プリンターが印刷を断りました（IPP 0x{status:04x}）。"),
                    format!("The printer refused the job (IPP 0x{status:04x})."),
                );
            }
            Self::StayedBusy { fault } => {
                let fault = fault.map(|fault| fault.advice().what);
                return Bilingual::new(
                    with_cause(
                        "プリンターが空きませんでした。",
                        fault.as_ref().map(|f| &f.ja),
                        "",
                    ),
                    with_cause(
                        "The printer stayed busy.",
                        fault.as_ref().map(|f| &f.en),
                        " ",
                    ),
                );
            }
            Self::SendingInterrupted => (
                "送信の途中でプリンターとの通信が切れました。",
                "The connection broke off while the form was being sent.",
            ),
            Self::PrinterGone => (
                "印刷の途中でプリンターが応答しなくなりました。",
                "The printer stopped answering while it was printing.",
            ),
            Self::JobAborted => (
                "プリンターが印刷を中止しました。",
                "The printer gave the job up.",
            ),
            Self::JobCanceled => (
                "プリンターで印刷が取り消されました。",
                "The job was canceled at the printer.",
            ),
            Self::JobForgotten => (
                "印刷が終わったかどうかをプリンターが答えません。",
                "The printer does not say how the job ended.",
            ),
            Self::JobTimedOut { fault, canceled } => {
                let fault = fault.map(|fault| fault.advice().what);
                let (ja, en) = if *canceled {
                    (
                        "時間内に印刷が終わらないため、取り消しました。",
                        "The job did not end in time and was taken back.",
                    )
                } else {
                    (
                        "時間内に印刷が終わりませんでした。取り消しもできませんでした。",
                        "The job did not end in time and could not be taken back.",
                    )
                };
                return Bilingual::new(
                    with_cause(ja, fault.as_ref().map(|f| &f.ja), ""),
                    with_cause(en, fault.as_ref().map(|f| &f.en), " "),
                );
            }
        };
        Bilingual::new(ja, en)
    }

    #[expect(clippy::too_many_lines, reason = "a table of sentences, one an error")]
    fn next(&self) -> Bilingual {
        let (ja, en) = match self {
            Self::AddressUnusable => (
                "設定のプリンターのアドレスを直してください。例: ipp://192.0.2.10/ipp/print",
                "Correct the printer's address in the settings, for example ipp://192.0.2.10/ipp/print",
            ),
            Self::UnknownHost => (
                "設定のプリンターの名前を確かめ、直らなければ情報システム担当に連絡してください。",
                "Check the printer's name in the settings; if that does not help, call IT.",
            ),
            Self::ConnectionRefused => (
                "プリンターの電源を確かめてください。入っていれば、IPP印刷が有効かを情報システム担当に確かめてください。",
                "Check that the printer is on. If it is, ask IT whether IPP printing is enabled on it.",
            ),
            Self::NoAnswer => (
                "プリンターの電源とネットワークのケーブルを確かめて、もう一度印刷してください。",
                "Check that the printer is on and its network cable is plugged in, then print again.",
            ),
            Self::ConnectionLost => (
                "もう一度印刷してください。続くときは情報システム担当に連絡してください。",
                "Print again. If it keeps happening, call IT.",
            ),
            Self::CertificateUntrusted { .. } => (
                "プリンターの画面の値と同じかを確かめ、プリンター設定のcertificate_sha256に書いてください。",
                "Compare it with the one the printer itself shows and write it to certificate_sha256 of the printer profile.",
            ),
            Self::EncryptionFailed => (
                "情報システム担当に、プリンターのTLSの設定を確かめてもらってください。",
                "Ask IT to check the TLS settings of the printer.",
            ),
            Self::EncryptionRequired => (
                "設定のアドレスをippから始まるものからippsに変えてください。",
                "Change the address in the settings from ipp to ipps.",
            ),
            Self::NoPrinterThere => (
                "設定のアドレスのホスト名の後ろの部分（例: /ipp/print）を確かめてください。",
                "Check the part of the address after the host, for example /ipp/print.",
            ),
            Self::AccessDenied => (
                "情報システム担当に、プリンターの利用制限を確かめてもらってください。",
                "Ask IT to check who may use the printer.",
            ),
            Self::AnswerMalformed => (
                "プリンターの電源を入れ直し、直らなければ情報システム担当に連絡してください。",
                "Switch the printer off and on; if that does not help, call IT.",
            ),
            Self::NotAcceptingJobs => (
                "プリンターの操作パネルで受付を再開してください。",
                "Let the printer accept jobs again at its panel.",
            ),
            Self::PdfNotAccepted => (
                "PDFを直接印刷できるプリンターを設定で選んでください。",
                "Choose a printer that takes PDF in the settings.",
            ),
            Self::PaperNotSupported { .. } => (
                "プリンター設定の用紙とトレイを機械に合わせるか、別のプリンターを選んでください。",
                "Match paper and tray of the printer profile to the machine, or choose another printer.",
            ),
            Self::PaperNotInProfile { .. } => (
                "プリンター設定の[[paper]]にこの用紙を加えてください。",
                "Add this paper as [[paper]] to the printer profile.",
            ),
            Self::StockNotInProfile { .. } => (
                "プリンター設定の[[paper]]に、この用紙のトレイを form つきで加えてください。",
                "Add the tray of this paper as [[paper]] with form to the printer profile.",
            ),
            Self::OtherKindOfPrinter => (
                "設定でプリンターとプリンター設定の組み合わせを確かめてください。",
                "Check in the settings which profile belongs to which printer.",
            ),
            Self::QueueUnknown { .. } => (
                "設定のキューの名前を、パソコンのプリンター一覧と同じにしてください。",
                "Write the queue's name as in this PC's list of printers.",
            ),
            Self::SpoolerNotRunning => (
                "パソコンを再起動し、直らなければ情報システム担当に連絡してください。",
                "Restart this PC; if that does not help, call IT.",
            ),
            Self::CopiesOutOfRange { .. } => (
                "部数を減らして、分けて印刷してください。",
                "Ask for fewer copies and print several times.",
            ),
            Self::SettingsRefused => (
                "プリンター設定の片面・両面の指定を機械に合わせてください。",
                "Match the sides setting of the printer profile to the machine.",
            ),
            Self::Refused { .. } => (
                "もう一度印刷し、直らなければこの番号を情報システム担当に伝えてください。",
                "Print again; if that does not help, tell IT this number.",
            ),
            Self::StayedBusy { .. } => (
                "プリンターを確かめてから、もう一度印刷してください。何も印刷されていません。",
                "See to the printer, then print again. Nothing has been printed.",
            ),
            Self::SendingInterrupted | Self::PrinterGone | Self::JobForgotten => LOOK_AT_THE_TRAY,
            Self::JobAborted => (
                "プリンターの表示を確かめてから、もう一度印刷してください。",
                "Look at the printer's panel, then print again.",
            ),
            Self::JobCanceled => (
                "必要なら、もう一度印刷してください。",
                "Print again if it is still needed.",
            ),
            Self::JobTimedOut { canceled: true, .. } => (
                "プリンターを直してから、もう一度印刷してください。",
                "See to the printer, then print again.",
            ),
            Self::JobTimedOut { .. } => (
                "プリンターの操作パネルでこの印刷を消してください。残すと、後で出てきます。",
                "Delete the job at the printer's panel; otherwise it comes out later.",
            ),
        };
        Bilingual::new(ja, en)
    }
}

fn with_cause(sentence: &str, cause: Option<&String>, gap: &str) -> String {
    match cause {
        Some(cause) => format!("{sentence}{gap}{cause}"),
        None => sentence.to_owned(),
    }
}
