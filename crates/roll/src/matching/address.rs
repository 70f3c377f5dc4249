//! Whether two addresses are one.

/// The same, or one has what the other leaves away: the prefecture and city before, the building behind.
pub(super) fn is_one(one: &str, other: &str) -> bool {
    let (one, other) = (folding::address(one), folding::address(other));
    let (one, other) = (folding::place(&one), folding::place(&other));
    ends(one.town, other.town) && begins(one.numbers, other.numbers)
}

fn ends(one: &str, other: &str) -> bool {
    let (longer, shorter) = if one.len() < other.len() {
        (other, one)
    } else {
        (one, other)
    };
    !shorter.is_empty() && longer.ends_with(shorter)
}

/// 2-3 begins 2-3-101 and 2-3マンション, and does not begin 2-30.
fn begins(one: &str, other: &str) -> bool {
    let (longer, shorter) = if one.len() < other.len() {
        (other, one)
    } else {
        (one, other)
    };
    let Some(rest) = longer.strip_prefix(shorter) else {
        return false;
    };
    let parts = !rest.starts_with(|c: char| c.is_ascii_digit());
    (shorter.is_empty() && rest.is_empty()) || (!shorter.is_empty() && parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_less_of_its_ends_is_the_same_and_another_house_is_not() {
        let whole = "見本県見本市見本町2丁目3番4号";
        assert!(is_one(whole, "見本市見本町二丁目3-4"));
        assert!(is_one(whole, "見本町2-3-4 見本ハイツ101号室"));
        assert!(!is_one(whole, "見本市見本町2-3-45"));
        assert!(!is_one(whole, "見本市手本町2-3-4"));
        assert!(!is_one(whole, "見本市見本町"));
    }
}
