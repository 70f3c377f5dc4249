//! The cover (はじめに読む): how to work with the marked roll, and what is in the folder.

use paper::{
    Cell, CellAlign, Column, FieldProblem, Fonts, Intro, PaperSize, Table, TableHead, TablePdf,
};

use super::MarkedRollReport;
use crate::election::OutageRule;
use crate::papers::{Heading, words};

/// Stands first in a folder sorted by name.
pub(super) const FILE: &str = "00_はじめに読む.pdf";

const SHEET: PaperSize = PaperSize {
    width_mm: 210.0,
    height_mm: 297.0,
};
const MARGIN: f64 = 15.0;

pub(super) fn draw(
    heading: Heading<'_>,
    booth: &str,
    report: &MarkedRollReport,
    fonts: &Fonts,
) -> Result<TablePdf, FieldProblem> {
    let as_of = words::moment(report.as_of);
    let table = Table {
        title: "選挙人名簿抄本（印付き）はじめに読む".to_owned(),
        paper: SHEET,
        margin: MARGIN,
        head: TableHead {
            title: "はじめに読む".to_owned(),
            of: booth.to_owned(),
            note: words::elections(heading.election),
            as_of: format!("{as_of}現在"),
        },
        intro: intro(heading, report, &as_of),
        columns: columns(),
        row_height: 6.4,
        stamp: heading.stamp(),
    };
    let mut writer = table.start(fonts);
    for file in &report.districts {
        let known = heading.election.district(&file.district);
        let name = known.map_or("", |district| district.name.as_str());
        let name = format!("第{}投票区　{name}", file.district);
        let faults = match (file.missing, file.cut) {
            (0, 0) => String::new(),
            (missing, 0) => format!("〓 {missing}"),
            (0, cut) => format!("… {cut}"),
            (missing, cut) => format!("〓 {missing}　… {cut}"),
        };
        writer.row(&[
            Cell::Text(&name),
            Cell::Text(&file.file),
            Cell::Text(&file.sheets.to_string()),
            Cell::Text(&file.index.file),
            Cell::Text(&file.index.sheets.to_string()),
            Cell::Text(&file.electors.to_string()),
            Cell::Text(&file.used.to_string()),
            Cell::Text(&format!(
                "{:02}:{:02}",
                file.made.hour(),
                file.made.minute()
            )),
            Cell::Text(&faults),
        ]);
    }
    writer.finish()
}

fn columns() -> Vec<Column> {
    let column = |title: &str, width, align| Column {
        title: title.to_owned(),
        width,
        size: 9.5,
        floor: 5.0,
        align,
    };
    let (left, center, right) = (CellAlign::Left, CellAlign::Center, CellAlign::Right);
    vec![
        column("投票区", 40.0, left),
        column("名簿", 29.0, left),
        column("枚数", 10.0, right),
        column("かな索引", 31.0, left),
        column("枚数", 10.0, right),
        column("人数", 14.0, right),
        column("済みの人", 15.0, right),
        column("印の時刻", 16.0, center),
        column("文字", 15.0, left),
    ]
}

fn intro(heading: Heading<'_>, report: &MarkedRollReport, as_of: &str) -> Vec<Intro> {
    let line = |size: f64, bold: bool, text: String| Intro { text, size, bold };
    let plain = |text: &str| line(10.5, false, text.to_owned());
    let bold = |text: &str| line(11.5, true, text.to_owned());
    let gap = || line(5.0, false, String::new());
    vec![
        gap(),
        line(
            13.0,
            true,
            format!("パソコンが使えないとき、紙だけで受け付けるための名簿です（{as_of}現在）。"),
        ),
        plain("このフォルダーの全部の投票区が、上の時刻まで合っています。"),
        gap(),
        bold("１　印刷する"),
        plain("下の表のファイルを A4横・片面で印刷します。急ぐときは、並んでいる方の投票区から。"),
        plain(&format!(
            "全部で、名簿が {}枚、かな索引が {}枚、{}人です。索引は、名簿を入れ替えないかぎり前に印刷したものを使えます。",
            report.sheets(),
            report.index_sheets(),
            report.electors()
        )),
        gap(),
        bold("２　さがす"),
        plain("入場券の投票区・頁・行か番号で、名簿の行をさがします。"),
        plain(
            "入場券がないときは、住所の投票区の「かな索引」を氏名の読みで引き、そこにある頁・行を名簿で開きます。",
        ),
        plain("渡してよいかは索引にはありません。必ず名簿の行の四角を見ます。"),
        plain("同じ氏名・生年月日の方が二人いるときは、住所を聞いて確かめます。"),
        gap(),
        bold("３　渡してよいか見る"),
        plain("白い四角：渡せる。「確認」とあるときは、先に職員が確かめる。"),
        plain(
            "黒い四角：済んでいる（数字は投票した日、「不在」は不在者投票、「当日」は当日投票）。渡さない。",
        ),
        plain("×の四角：渡さない。「不在」は不在者投票の用紙が出ている方か、不在者投票になる方、"),
        plain(
            "　　「留保」は確認中の方、「○/○から」はその日から投票できる方、「不可」は投票できない方。",
        ),
        plain("迷ったら渡さず、選挙管理委員会に聞く。"),
        gap(),
        bold("４　渡したら書く"),
        plain(
            "渡した種類の四角をその場で黒く塗り、月日を書く。宣誓書に投票区・頁・行を書いて束ねる。",
        ),
        plain("同じ投票所では、この名簿を一組だけ使う。二組あると、同じ方に二度渡すおそれがある。"),
        plain("上の時刻より後に受け付けた方の印は、入っていない。宣誓書の束と見比べる。"),
        gap(),
        bold("５　ほかの期日前投票所と連絡が取れないとき"),
        plain(rule(heading.election.outage)),
        gap(),
        bold("６　パソコンが直ったら"),
        plain(
            "束ねた宣誓書を見て、紙で受け付けた方を全員入力する。この名簿は、かぎのかかる所にしまう。",
        ),
        gap(),
        gap(),
    ]
}

/// What the board has set for the time without the authority.
fn rule(rule: OutageRule) -> &'static str {
    match rule {
        OutageRule::Stop => "規則1：連絡が取れるまで、受付を止めて待つ。",
        OutageRule::HomeBooth => {
            "規則2：この期日前投票所に割り当てられた投票区の方だけを受け付ける。ほかの方は電話で確かめる。"
        }
        OutageRule::Voice => {
            "規則3：一人ずつ電話で選挙管理委員会に申し込み、復唱された符号を書いてから渡す。"
        }
        OutageRule::GoOn => "規則4：この名簿で確かめて受付を続け、あとで照らし合わせる。",
    }
}
