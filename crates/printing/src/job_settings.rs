//! What can be chosen for a job, under the names of profiles and under those of IPP.

/// What is chosen for one job (印刷の指定). What is left away is as the printer's profile says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobSettings {
    /// Copies, from 1.
    pub copies: u32,
    /// Which sides of the paper to print on.
    pub sides: Option<Sides>,
    /// The kind of paper.
    pub stock: Stock,
    /// A tray (`media-source` keyword) in place of the profile's.
    pub tray: Option<String>,
    /// Where sheets are stapled.
    pub staple: Option<Staple>,
}

impl Default for JobSettings {
    /// One copy on plain paper, all else as the profile says.
    fn default() -> Self {
        Self {
            copies: 1,
            sides: None,
            stock: Stock::Plain,
            tray: None,
            staple: None,
        }
    }
}

/// What is on the paper before anything is printed (用紙の種類).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stock {
    /// Nothing (白紙).
    Plain,
    /// The fixed part of a form (刷り込み済みの用紙).
    Preprinted {
        /// Id of the form.
        form_id: String,
    },
}

/// Which sides of the paper to print on (片面・両面).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sides {
    /// One side (片面).
    #[default]
    One,
    /// Both sides, turned like a book (両面・長辺とじ).
    TwoLongEdge,
    /// Both sides, turned like a calendar (両面・短辺とじ).
    TwoShortEdge,
}

impl Sides {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::One, Self::TwoLongEdge, Self::TwoShortEdge];

    /// The `sides` keyword of IPP, which the profile uses too.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::One => "one-sided",
            Self::TwoLongEdge => "two-sided-long-edge",
            Self::TwoShortEdge => "two-sided-short-edge",
        }
    }
}

/// How finely to print (印刷品質).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quality {
    /// Fast, with little toner (下書き).
    Draft,
    /// As usual (標準).
    Normal,
    /// As finely as the machine can (高品質).
    High,
}

impl Quality {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Normal, Self::High];

    /// The name used in profiles.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }

    /// The `print-quality` value of IPP (RFC 8011, 5.2.13).
    pub(crate) fn ipp(self) -> i32 {
        match self {
            Self::Draft => 3,
            Self::Normal => 4,
            Self::High => 5,
        }
    }
}

/// Where sheets are stapled (ステープル).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Staple {
    /// Nowhere (なし).
    #[default]
    None,
    /// Wherever the machine does it (位置は機械まかせ).
    Any,
    /// Top left (左上).
    TopLeft,
    /// Bottom left (左下).
    BottomLeft,
    /// Top right (右上).
    TopRight,
    /// Bottom right (右下).
    BottomRight,
}

impl Staple {
    /// Every choice.
    pub const ALL: [Self; 6] = [
        Self::None,
        Self::Any,
        Self::TopLeft,
        Self::BottomLeft,
        Self::TopRight,
        Self::BottomRight,
    ];

    /// The name used in profiles.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Any => "any",
            Self::TopLeft => "top-left",
            Self::BottomLeft => "bottom-left",
            Self::TopRight => "top-right",
            Self::BottomRight => "bottom-right",
        }
    }

    /// The `finishings` value of IPP (PWG 5100.1, table 2).
    pub(crate) fn ipp(self) -> i32 {
        match self {
            Self::None => 3,
            Self::Any => 4,
            Self::TopLeft => 20,
            Self::BottomLeft => 21,
            Self::TopRight => 22,
            Self::BottomRight => 23,
        }
    }
}
