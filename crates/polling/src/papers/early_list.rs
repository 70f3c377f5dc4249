//! The list of those who voted early, for the polling stations on election day (期日前投票者名簿).

use jiff::civil::DateTime;
use paper::{FieldProblem, Fonts, Intro, TableHead, TablePdf};

use super::{Heading, MarkedLine, roll_table, words};
use crate::election::District;

const TITLE: &str = "期日前投票者名簿（投票区別）";
/// Height of a row in millimetres: for eyes that search all day.
const ROW: f64 = 7.0;

/// The list of one district, by page and line of the roll, whatever the order of `voters` is: the order in
/// which people came is told to nobody.
///
/// `digest` is the check value of the frozen list, so that paper and file can be told to be the same.
pub fn early_list(
    heading: Heading<'_>,
    district: &District,
    mut voters: Vec<MarkedLine>,
    digest: &[u8],
    as_of: DateTime,
    fonts: &Fonts,
) -> Result<TablePdf, FieldProblem> {
    voters.sort_by_key(|line| line.elector.page_line);
    let head = TableHead {
        title: TITLE.to_owned(),
        of: format!("第{}投票区　{}", district.id, district.name),
        note: words::elections(heading.election),
        as_of: format!("{}現在　{}人", words::moment(as_of), voters.len()),
    };
    let mut table = roll_table::table(heading, ROW, head);
    let hex = data_encoding::HEXUPPER.encode(digest);
    let groups: Vec<&str> = (0..hex.len())
        .step_by(4)
        .filter_map(|from| hex.get(from..hex.len().min(from + 4)))
        .collect();
    let line = |text: String, bold| Intro {
        text,
        size: 10.0,
        bold,
    };
    table.intro = vec![
        line(
            "黒い四角の投票は済んでいる。×の四角は渡せない。その投票用紙を渡してはならない。白い四角の投票用紙は渡せる。"
                .to_owned(),
            true,
        ),
        line(
            format!("照合値（名簿のファイルと同じであること）　{}", groups.join(" ")),
            false,
        ),
        line(
            "作成　＿＿＿＿＿＿＿＿＿＿＿＿＿＿　　確認　＿＿＿＿＿＿＿＿＿＿＿＿＿＿".to_owned(),
            false,
        ),
        line(String::new(), false),
    ];
    let mut writer = table.start(fonts);
    for voter in &voters {
        roll_table::row(&mut writer, voter);
    }
    writer.finish()
}
