//! 性別 as the card states it.

use zeroize::DefaultIsZeroes;

/// 性別, by the codes of JIS X 0303. Personal data, so it has no `Debug`.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Sex {
    /// 不明: not stated, or a code that nobody documented.
    #[default]
    Unknown,
    /// 男
    Male,
    /// 女
    Female,
    /// 適用不能: the register states that none applies.
    NotApplicable,
}

// Gives `Zeroize`: the wiped value is the default one.
impl DefaultIsZeroes for Sex {}
