//! Long tables: nothing is left out unsaid, and the same rows give the same file.
#![allow(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

mod common;

use common::{FONTS, text_of};
use paper::{Cell, CellAlign, Column, Intro, PaperSize, Table, TableHead, TablePdf, page_count};

fn table() -> Table {
    let column = |title: &str, width, align| Column {
        title: title.to_owned(),
        width,
        size: 10.0,
        floor: 6.0,
        align,
    };
    Table {
        title: "一覧".to_owned(),
        paper: PaperSize {
            width_mm: 148.0,
            height_mm: 105.0,
        },
        margin: 10.0,
        head: TableHead {
            title: "見本の一覧".to_owned(),
            of: "第一".to_owned(),
            note: "架空".to_owned(),
            as_of: "10時現在".to_owned(),
        },
        intro: vec![Intro {
            text: "はじめの紙だけ".to_owned(),
            size: 9.0,
            bold: true,
        }],
        columns: vec![
            column("氏名", 40.0, CellAlign::Left),
            column("数", 20.0, CellAlign::Right),
            column("済", 20.0, CellAlign::Center),
        ],
        row_height: 6.0,
        stamp: None,
    }
}

fn drawn(table: &Table, names: &[&str]) -> TablePdf {
    let mut writer = table.start(&FONTS);
    for (number, name) in names.iter().enumerate() {
        let number = number.to_string();
        let square = match number.len() {
            1 => Cell::Open("確認"),
            2 => Cell::Full("11/21"),
            _ => Cell::Crossed("不可"),
        };
        writer.row(&[Cell::Text(name), Cell::Text(&number), square]);
    }
    writer.finish().unwrap()
}

#[test]
fn rows_go_on_over_sheets_and_each_sheet_has_its_head_and_number() {
    let names: Vec<String> = (0..40).map(|number| format!("見本{number}さん")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let pdf = drawn(&table(), &names);
    assert!(pdf.sheets > 2);
    assert_eq!(page_count(&pdf.bytes), Ok(pdf.sheets));
    let text = text_of(&pdf.bytes);
    for name in &names {
        assert_eq!(text.matches(name).count(), 1, "{name}");
    }
    assert_eq!(text.matches("見本の一覧").count(), pdf.sheets);
    assert_eq!(text.matches("氏名").count(), pdf.sheets);
    assert_eq!(text.matches("はじめの紙だけ").count(), 1);
    for sheet in 1..=pdf.sheets {
        assert!(text.contains(&format!("{sheet}／{}枚", pdf.sheets)));
    }
    assert!(text.contains("11/21") && text.contains("確認"));
    assert_eq!((pdf.missing, pdf.cut), (0, 0));
}

#[test]
fn a_table_without_rows_is_one_sheet() {
    let pdf = drawn(&table(), &[]);
    assert_eq!(pdf.sheets, 1);
    assert!(text_of(&pdf.bytes).contains("氏名"));
}

#[test]
fn what_no_font_has_is_marked_and_counted_and_never_blank() {
    let pdf = drawn(&table(), &["見\u{10FFFD}本", "見本"]);
    assert_eq!(pdf.missing, 1);
    assert!(text_of(&pdf.bytes).contains("見〓本"));
}

#[test]
fn a_long_text_gets_smaller_then_breaks_and_in_the_end_is_cut_with_dots_and_counted() {
    let long = "SAMPLEGODA MIHONRATNA ARACHCHILAGE DON";
    let endless = "字".repeat(300);
    let pdf = drawn(&table(), &[long, &endless]);
    assert_eq!(pdf.cut, 1);
    let text = text_of(&pdf.bytes);
    assert!(text.contains('…'));
    for word in long.split(' ') {
        assert!(text.contains(word), "{word}");
    }
}

#[test]
fn a_variant_comes_back_as_it_was_written() {
    let name = "渡邉\u{E010F}　葛\u{E0102}子";
    let text = text_of(&drawn(&table(), &[name]).bytes);
    assert!(text.contains("渡邉\u{E010F}") && text.contains("葛\u{E0102}子"));
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let names = ["見本　花子", "架空　一郎"];
    let (one, other) = (drawn(&table(), &names), drawn(&table(), &names));
    assert!(*one.bytes == *other.bytes);
}

#[test]
fn a_stamp_stands_on_every_sheet() {
    let mut table = table();
    table.stamp = Some("訓練".to_owned());
    let pdf = drawn(&table, &["見本"; 30]);
    assert!(pdf.sheets > 1);
    // Slanted letters are read one by one.
    let text: String = text_of(&pdf.bytes).split_whitespace().collect();
    assert_eq!(text.matches("訓練").count(), pdf.sheets);
}
