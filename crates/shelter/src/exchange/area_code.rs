//! Codes of local governments (全国地方公共団体コード).

/// Whether a code has six digits of which the last is the check digit of the others: 11 less the
/// rest by 11 of their sum weighted 6, 5, 4, 3, 2, last digit of it (総務省の設定要領).
pub fn has_check_digit(code: &str) -> bool {
    let digits: Option<Vec<u32>> = code.chars().map(|letter| letter.to_digit(10)).collect();
    let Some([weighted @ .., check]) = digits.as_deref() else {
        return false;
    };
    let weights = [6, 5, 4, 3, 2];
    if weighted.len() != weights.len() {
        return false;
    }
    let sum: u32 = weighted
        .iter()
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    (11 - sum % 11) % 10 == *check
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_real_cities_pass_and_one_wrong_digit_does_not() {
        // 札幌市, 千代田区, 宇和島市, 大阪市, 那覇市.
        for code in ["011002", "131016", "382035", "271004", "472018"] {
            assert!(has_check_digit(code), "{code}");
        }
        for code in ["382036", "38203", "3820355", "38203x", ""] {
            assert!(!has_check_digit(code), "{code}");
        }
    }
}
