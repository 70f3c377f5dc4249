//! The person at the desk, from the card or the first key to "registered".

mod draft;
mod group;

use advice::Bilingual;
use shelter::plain::{PersonId, TokenKind};

pub use draft::{Needed, NewcomerDraft};
pub use group::Group;

/// The one thing that happens at the desk.
pub enum Arrival {
    /// Nobody is there.
    Waiting,
    /// A card is asked for or read, for a newcomer or for one of a group.
    Card {
        /// The group that waits meanwhile, and for whom of it the card is.
        group: Option<(Group, usize)>,
    },
    /// Somebody known, with the household.
    Known {
        /// Whoever was recognised first, then the household.
        people: Vec<PersonId>,
        /// By what.
        by: KnownBy,
    },
    /// Newcomers.
    People(Group),
    /// Written down, and it stays.
    Done(Vec<PersonId>),
}

/// How somebody was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownBy {
    /// By something held to the reader or scanned.
    Token(TokenKind),
    /// Found in the list by somebody.
    Search,
}

impl KnownBy {
    /// What the screen says; for a card also on what ground it is recognised without a PIN.
    pub fn words(self) -> Bilingual {
        match self {
            Self::Token(TokenKind::AuthCertificate) => Bilingual::new(
                "登録済みのマイナンバーカード（暗証番号なし。受付のときに本人が結び付けたカードの、市の鍵による符号で照合。根拠: 本人の同意）",
                "A My Number Card known here (no PIN; matched by the city's keyed code that the person had bound at registration; ground: consent)",
            ),
            Self::Token(TokenKind::Contactless) => Bilingual::new(
                "登録済みのICカード（交通系など）",
                "A contactless card known here",
            ),
            Self::Token(TokenKind::Label) => {
                Bilingual::new("名札・リストバンド", "A label or wristband")
            }
            Self::Token(TokenKind::PreRegistration) => {
                Bilingual::new("事前登録のQR", "A pre-registration code")
            }
            Self::Token(TokenKind::PaperNumber) => Bilingual::new("紙の受付票", "A paper slip"),
            Self::Search => Bilingual::new("さがして選んだ人", "Found in the list"),
        }
    }
}
