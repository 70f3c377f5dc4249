//! What holds for any text.

use proptest::prelude::*;

use crate::{address, latin, loose, of_kana, text};

/// Texts that people type, and some that nobody would.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ァ-ヶぁ-んｦ-ﾟー゛゜ａ-ｚA-z・ 　髙﨑邉齋濵斎々]{0,12}",
        "[一-三十百丁目番地号室字大小のノ之ヶがケッ町条1-9０-９ー−‐ -]{0,14}",
        "\\PC{0,12}",
    ]
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing_more(typed in typed()) {
        let once = text(&typed);
        prop_assert_eq!(&*text(&once), &*once);
        let looser = loose(&once);
        prop_assert_eq!(&*loose(&looser), &*looser);
        let place = address(&typed);
        prop_assert_eq!(&*address(&place), &*place);
    }

    #[test]
    fn a_folded_text_holds_nothing_but_letters_and_digits(typed in typed()) {
        for folded in [text(&typed), loose(&text(&typed))] {
            prop_assert!(folded.chars().all(char::is_alphanumeric));
        }
        prop_assert!(address(&typed).chars().all(|c| c.is_alphanumeric() || c == '-'));
        let by_sound = of_kana(&text(&typed));
        prop_assert!(by_sound.chars().all(|c| c.is_ascii_lowercase()));
        prop_assert_eq!(&*latin(&by_sound), &*by_sound);
    }

    #[test]
    fn a_part_as_written_stays_a_part(whole in "[ァ-ヴぁ-ん一-丿髙﨑邉A-Za-z・ ]{1,12}", from in 0_usize..12, length in 1_usize..6) {
        let part: String = whole.chars().skip(from).take(length).collect();
        prop_assert!(text(&whole).contains(&*text(&part)));
    }
}
