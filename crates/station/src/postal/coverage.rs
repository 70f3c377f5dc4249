//! Whether an address lies in the part of a town that a line of the published data names in brackets.

use std::sync::LazyLock;

use super::fold;

/// Units that numbers of an address have; the longer before the shorter that it begins with.
const UNITS: [&str; 8] = ["丁目", "番地", "地割", "番", "号", "条", "線", "階"];
/// What in Kyoto stands between a street and the town (通り名), folded.
pub const DIRECTIONS: [&str; 6] = ["上る", "下る", "東入る", "西入る", "東入", "西入"];
/// Ends a list of what is *not* covered.
const EXCEPT: &str = "を除く";

/// How an address and a line fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// The line names this very part; the more characters, the closer.
    Named(usize),
    /// The line covers all of the town that no other names.
    Rest,
    /// It cannot be told from the address, or from the line.
    Unclear,
    /// The line covers another part.
    Not,
}

/// What a line covers of its town.
pub struct Coverage {
    pieces: Vec<Piece>,
    all_but: bool,
}

/// One piece of a list such as 泉町、１～３丁目.
struct Piece {
    name: String,
    numbers: Option<Numbers>,
}

/// Numbers from `low` to `high`, both included.
struct Numbers {
    low: u32,
    high: u32,
    unit: Option<&'static str>,
    /// The published text says more than these two numbers, such as a number behind a hyphen.
    rough: bool,
}

impl Coverage {
    /// Understands the text in the brackets behind the town of this folded name.
    pub fn of(detail: Option<&str>, town: &str) -> Self {
        let folded = fold::address(detail.unwrap_or_default());
        let (list, all_but) = match folded.strip_suffix(EXCEPT) {
            // Nested exceptions stand in 「」 and belong to their piece.
            Some(list) if !list.contains('「') || list.ends_with('」') => (list, true),
            _ => (folded.as_str(), false),
        };
        let mut pieces: Vec<Piece> = split(list)
            .into_iter()
            .filter(|piece| !is_note(piece))
            .map(|piece| Piece::of(piece.strip_prefix(town).unwrap_or(&piece)))
            .collect();
        // In 1~3、5丁目 the unit of the last is that of all.
        let mut unit = None;
        for piece in pieces.iter_mut().rev() {
            if let Some(numbers) = &mut piece.numbers {
                unit = numbers.unit.or(unit);
                numbers.unit = unit;
            }
        }
        Self { pieces, all_but }
    }

    /// Whether the rest of a folded address, behind the town's name, lies in it.
    pub fn fit(&self, rest: &str) -> Fit {
        if self.pieces.is_empty() {
            return Fit::Rest;
        }
        let mut best = Fit::Not;
        for piece in &self.pieces {
            best = match (best, piece.fit(rest)) {
                (Fit::Named(a), Fit::Named(b)) => Fit::Named(a.max(b)),
                (Fit::Named(a), _) | (_, Fit::Named(a)) => Fit::Named(a),
                (Fit::Unclear, _) | (_, Fit::Unclear) => Fit::Unclear,
                _ => Fit::Not,
            };
        }
        match (self.all_but, best) {
            (false, fit) => fit,
            (true, Fit::Named(_)) => Fit::Not,
            (true, Fit::Unclear) => Fit::Unclear,
            (true, _) => Fit::Rest,
        }
    }
}

/// The places that the brackets name without numbers, as published: what one can search for.
pub fn places(detail: &str) -> Vec<String> {
    if detail.ends_with(EXCEPT) {
        return vec![];
    }
    split(detail)
        .into_iter()
        .filter(|piece| {
            let folded = fold::address(piece);
            !is_note(&folded)
                && !folded.chars().any(|c| c.is_ascii_digit())
                && !UNITS.contains(&folded.as_str())
        })
        .collect()
}

/// The pieces of a list; what stands in 「」 is left away, since it only narrows its piece.
pub fn split(list: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0_u32;
    for c in list.chars() {
        match c {
            '「' | '<' => depth += 1,
            '」' | '>' => depth = depth.saturating_sub(1),
            '、' if depth == 0 => pieces.push(String::new()),
            c if depth == 0 => {
                if let Some(piece) = pieces.last_mut() {
                    piece.push(c);
                }
            }
            _ => {}
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Words in brackets that only explain, folded.
static NOTES: LazyLock<[fold::Folded; 5]> = LazyLock::new(|| {
    ["その他", "次のビル", "全域", "地階・階層不明", "階層不明"].map(fold::address)
});

fn is_note(folded: &str) -> bool {
    NOTES.iter().any(|note| note.as_str() == folded)
}

impl Piece {
    fn of(text: &str) -> Self {
        let start = text.find(|c: char| c.is_ascii_digit());
        if UNITS.contains(&text) {
            // （丁目）, （番地）: every address that has one.
            return Self {
                name: String::new(),
                numbers: Numbers::of(&format!("0~{}{text}", u32::MAX)),
            };
        }
        let Some(start) = start else {
            return Self {
                name: text.to_owned(),
                numbers: None,
            };
        };
        let (name, numbers) = text.split_at(start);
        Self {
            name: name.strip_suffix('第').unwrap_or(name).to_owned(),
            numbers: Some(Numbers::of(numbers).unwrap_or(Numbers {
                low: 0,
                high: u32::MAX,
                unit: None,
                rough: true,
            })),
        }
    }

    fn fit(&self, rest: &str) -> Fit {
        let Some(after) = rest.strip_prefix(self.name.as_str()) else {
            // A street stands before the town in an address, not behind it.
            let street = DIRECTIONS.iter().any(|word| self.name.contains(word));
            return if rest.is_empty() || street {
                Fit::Unclear
            } else {
                Fit::Not
            };
        };
        let named = self.name.chars().count();
        let Some(numbers) = &self.numbers else {
            return Fit::Named(named);
        };
        match number_of(after, numbers.unit) {
            Some(number) if (numbers.low..=numbers.high).contains(&number) => {
                if numbers.rough {
                    Fit::Unclear
                } else {
                    Fit::Named(named + 1)
                }
            }
            Some(_) => Fit::Not,
            // Nobody leaves the floor away who means one.
            None if numbers.unit == Some("階") => Fit::Not,
            None => Fit::Unclear,
        }
    }
}

impl Numbers {
    /// `None` when the text is more than a number or a range.
    fn of(text: &str) -> Option<Self> {
        let (first, last) = match text.split_once('~') {
            Some((first, last)) => (first, Some(last)),
            None => (text, None),
        };
        let (low, unit, tail, cut) = leading(first)?;
        let mut numbers = Self {
            low,
            high: low,
            unit,
            rough: cut,
        };
        match (last, tail) {
            (None, "") => {}
            (None, "以上" | "以降") => numbers.high = u32::MAX,
            (None, "以下" | "以内") => numbers.low = 0,
            (Some(last), "") => {
                // The place may stand before both ends, as in 越中畑64地割~越中畑66地割.
                let digits = last.find(|c: char| c.is_ascii_digit())?;
                let (high, unit, tail, cut) = leading(&last[digits..])?;
                if !tail.is_empty() {
                    return None;
                }
                numbers.high = high;
                numbers.unit = unit.or(numbers.unit);
                numbers.rough |= cut;
            }
            _ => return None,
        }
        (numbers.low <= numbers.high).then_some(numbers)
    }
}

/// The number at the start, its unit, what follows, and whether it goes on behind a hyphen.
fn leading(text: &str) -> Option<(u32, Option<&'static str>, &str, bool)> {
    let (number, mut rest) = digits(text)?;
    let mut cut = false;
    while let Some((_, after)) = rest.strip_prefix('-').and_then(digits) {
        cut = true;
        rest = after;
    }
    let (unit, rest) = unit(rest);
    Some((number, unit, rest, cut))
}

fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

fn unit(text: &str) -> (Option<&'static str>, &str) {
    for unit in UNITS {
        if let Some(after) = text.strip_prefix(unit) {
            // 番 is what 番地 is called where houses are numbered (住居表示).
            let unit = if unit == "番" { "番地" } else { unit };
            return (Some(unit), after);
        }
    }
    (None, text)
}

/// The number of this unit among those that a folded address goes on with, such as 1丁目2番3号 or 1-2-3.
fn number_of(rest: &str, wanted: Option<&str>) -> Option<u32> {
    let wanted = wanted.unwrap_or("番地");
    let mut numbers = Vec::new();
    let mut rest = rest;
    while let Some((number, after)) = digits(rest.strip_prefix('第').unwrap_or(rest)) {
        let (unit, after) = unit(after);
        numbers.push((number, unit));
        rest = after.strip_prefix(['-', 'ノ']).unwrap_or(after);
    }
    if let Some((number, _)) = numbers.iter().find(|(_, unit)| *unit == Some(wanted)) {
        return Some(*number);
    }
    match (wanted, numbers.as_slice()) {
        // 1丁目2-3
        (
            "番地",
            [(_, Some("丁目")), (number, None), ..]
            | [(number, None)]
            | [(number, None), (_, None)],
        ) => Some(*number),
        ("番地" | "階", _) => None,
        (_, [(number, None), ..]) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn fits(detail: &str, rest: &str, expected: Fit) {
        let fit = Coverage::of(Some(detail), "本町").fit(&fold::address(rest));
        assert_eq!(fit, expected, "{detail}: {rest}");
    }

    #[test]
    fn ranges_are_reckoned() {
        for detail in ["１〜１９丁目", "１～３、５〜１９丁目"] {
            fits(detail, "二丁目３番", Fit::Named(1));
            fits(detail, "2-3-4", Fit::Named(1));
            fits(detail, "19丁目", Fit::Named(1));
            fits(detail, "20丁目", Fit::Not);
            fits(detail, "", Fit::Unclear);
            fits(detail, "100番地", Fit::Unclear);
        }
        fits("１～３、５〜１９丁目", "4丁目", Fit::Not);
        fits("４５０番地以上", "450番地", Fit::Named(1));
        fits("４５０番地以上", "449番地2", Fit::Not);
        fits("４５０番地以下", "449-2", Fit::Named(1));
        fits("第３９地割～第４５地割", "第40地割12", Fit::Named(1));
        fits("第３９地割～第４５地割", "38地割12", Fit::Not);
        fits("２２地割、本町２３地割", "23地割1", Fit::Named(1));
        fits("１６２９−１", "1629-1", Fit::Unclear);
        fits("１６２９−１", "1630", Fit::Not);
        fits("３階", "3階", Fit::Named(1));
        fits("３階", "301号", Fit::Not);
    }

    #[test]
    fn lists_name_places() {
        let list = "泉、東泉、今熊「２１３～２３４、２４０を除く」";
        fits(list, "字泉12", Fit::Named(1));
        fits(list, "東泉12", Fit::Named(2));
        fits(list, "今熊240", Fit::Named(2));
        fits(list, "西12", Fit::Not);
        fits(list, "", Fit::Unclear);
        assert_eq!(places(list), ["泉", "東泉", "今熊"]);
        assert_eq!(places("１～３丁目、丁目、その他"), [""; 0]);
    }

    #[test]
    fn exceptions_and_notes_leave_the_rest() {
        fits("１〜３丁目を除く", "2丁目", Fit::Not);
        fits("１〜３丁目を除く", "4丁目", Fit::Rest);
        fits("１〜３丁目を除く", "", Fit::Unclear);
        fits("次のビルを除く", "2丁目", Fit::Rest);
        fits("その他", "2丁目", Fit::Rest);
        fits("地階・階層不明", "", Fit::Rest);
        fits("丁目", "2丁目", Fit::Named(1));
        fits("番地", "2番地", Fit::Named(1));
        fits("番地", "2丁目3-4", Fit::Named(1));
    }
}
