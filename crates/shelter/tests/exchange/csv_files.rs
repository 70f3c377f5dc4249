use csv::ReaderBuilder;
use shelter::exchange::{DRAFT_COLUMNS, LEDGER_COLUMNS, draft_csv, for_others, ledger_csv};

use crate::people::{NOW, everybody};

/// Rows of a file as a spreadsheet reads them, the byte order mark taken away.
fn rows(file: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(file).unwrap();
    let text = text.strip_prefix('\u{FEFF}').unwrap();
    assert!(text.ends_with("\r\n"));
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.unwrap());
    records
        .map(|record| record.iter().map(ToOwned::to_owned).collect())
        .collect()
}

fn cell<'r>(rows: &'r [Vec<String>], row: usize, column: &str) -> &'r str {
    let place = rows[0].iter().position(|name| name == column).unwrap();
    &rows[row][place]
}

#[test]
fn the_draft_has_its_columns_first_and_ours_after() {
    let people = everybody();
    let rows = rows(&draft_csv(&for_others(&people), NOW));
    assert_eq!(rows[0], DRAFT_COLUMNS);
    let of_draft = "受付番号,入所日時,退所日時,氏名,ふりがな,性別,生年月日,年齢,住所,世帯人数,病気けが,妊産婦,乳幼児,障がい,要介護,医療機器,アレルギー,アレルギー内訳,備考";
    assert_eq!(rows[0][..19].join(","), of_draft);
    assert_eq!(rows.len(), 4);
    for (row, column, value) in [
        (1, "受付番号", "KR-0123-5"),
        (1, "入所日時", "2026-11-21 08:00"),
        (1, "退所日時", ""),
        (1, "ふりがな", "みほん はなこ"),
        (1, "性別", "F"),
        (1, "生年月日", "1980-03-02"),
        (1, "年齢", "46"),
        (1, "世帯人数", "3"),
        (1, "病気けが", "0"),
        (1, "要介護", "03"),
        (1, "医療機器", "1"),
        (1, "アレルギー", "1"),
        (1, "アレルギー内訳", "卵・その他のアレルギー（キウイ）"),
        (1, "備考", "'=1+1"),
        (1, "続柄", "本人"),
        (1, "ペット", "dog:1"),
        (1, "受付方法", "card_pin"),
        (2, "生年月日", "2024-06"),
        (2, "年齢", "2"),
        (2, "乳幼児", "2"),
        (2, "世帯人数", "2"),
        (2, "要介護", "00"),
        (2, "滞在区分", "一時外出"),
        (3, "年齢", "60-70"),
        (3, "世帯人数", ""),
        (3, "ふりがな", "かくう たろう"),
        (3, "滞在区分", "車中泊"),
        (3, "滞在場所", "校庭"),
    ] {
        assert_eq!(cell(&rows, row, column), value, "{row} {column}");
    }
}

#[test]
fn the_ledger_has_the_items_of_the_law() {
    let people = everybody();
    let rows = rows(&ledger_csv(&for_others(&people)));
    assert_eq!(rows[0], LEDGER_COLUMNS);
    for (row, column, value) in [
        (1, "氏名", "見本　花子"),
        (1, "居所", "見本小学校"),
        (1, "住家の被害の状況", "半壊"),
        (1, "援護の実施の状況", "毛布1枚"),
        (1, "要配慮者である旨", "1"),
        (1, "要配慮者に該当する事由", "要介護・医療機器・アレルギー"),
        (1, "台帳情報の提供の同意", "未確認"),
        (2, "世帯の構成", &"07".repeat(16)),
        (3, "現在の所在", "車中泊：校庭"),
        (3, "更新日時", "2026-11-21 17:00"),
    ] {
        assert_eq!(cell(&rows, row, column), value, "{row} {column}");
    }
}
