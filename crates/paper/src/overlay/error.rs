//! Why a PDF cannot be printed over.

use advice::{Advice, Advise, Bilingual};

/// Why values cannot be drawn over a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OverlayError {
    /// The file is no PDF.
    #[error("not a PDF")]
    NotPdf,
    /// The file is locked with a password or against changes.
    #[error("the PDF is encrypted")]
    Encrypted,
    /// The file begins as a PDF and cannot be read.
    #[error("the PDF is damaged")]
    Damaged,
    /// The file has fewer pages than the form.
    #[error("page {page} is not among the PDF's {pages}")]
    PageMissing {
        /// The form's page, from 1.
        page: usize,
        /// How many the file has.
        pages: usize,
    },
    /// The merged PDF could not be written.
    #[error("the merged PDF could not be written")]
    NotWritten,
}

impl OverlayError {
    /// One error of each kind, so that codes and texts can be listed and tested.
    pub fn every_error() -> Vec<Self> {
        vec![
            Self::NotPdf,
            Self::Encrypted,
            Self::Damaged,
            Self::PageMissing { page: 2, pages: 1 },
            Self::NotWritten,
        ]
    }
}

impl Advise for OverlayError {
    fn advice(&self) -> Advice {
        let next = Bilingual::new;
        let (code, what, next) = match self {
            Self::NotPdf => (
                "form-background-not-pdf",
                next(
                    "台紙のファイルはPDFではありません。",
                    "The background is not a PDF.",
                ),
                next(
                    "元の文書をPDFとして保存し、そのファイルを指定してください。",
                    "Save the original document as a PDF and name that file.",
                ),
            ),
            Self::Encrypted => (
                "form-background-encrypted",
                next(
                    "台紙のPDFはパスワードまたは変更の制限で保護されています。",
                    "The background PDF is protected by a password or against changes.",
                ),
                next(
                    "作成した課から保護のないPDFをもらってください。",
                    "Ask the section that made it for a PDF without protection.",
                ),
            ),
            Self::Damaged => (
                "form-background-damaged",
                next(
                    "台紙のPDFが壊れていて読めません。",
                    "The background PDF is damaged and cannot be read.",
                ),
                next(
                    "元の文書からPDFを作り直してください。",
                    "Make the PDF again from the original document.",
                ),
            ),
            Self::PageMissing { page, pages } => (
                "form-background-page-missing",
                next(
                    &format!("台紙のPDFは{pages}ページで、{page}ページ目がありません。"),
                    &format!("The background PDF has {pages} pages and no page {page}."),
                ),
                next(
                    "form.tomlのpagesとPDFのページ数を合わせてください。",
                    "Make pages in form.toml and the PDF's pages agree.",
                ),
            ),
            Self::NotWritten => (
                "form-background-not-merged",
                next(
                    "台紙と値を1つのPDFにできませんでした。",
                    "Background and values could not be made one PDF.",
                ),
                next(
                    "様式の名前を添えて情報担当へ知らせてください。",
                    "Tell IT the form's name.",
                ),
            ),
        };
        Advice::new(code, what, next)
    }
}
