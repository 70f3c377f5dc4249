//! What each edit writes, and what it leaves alone.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of a test file are not seen as tests by the lint"
)]

mod common;

use common::{box_of, differing, draft, field, resident_record, set};
use designer::{Edit, EditError, Entry, Head, List, Marks, NewField};
use paper::Rect;

fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
    Rect { x, y, w, h }
}

#[test]
fn a_box_that_is_moved_changes_one_line_and_in_it_the_numbers_that_differ() {
    let text = resident_record();
    let mut draft = draft(&text);
    let at = format!("{}.box", field(&draft, "提出先"));
    let mut to = box_of(&draft, &at);
    to.x += 3.0;
    draft.apply(&Edit::Place(at.parse().unwrap(), to)).unwrap();
    assert_eq!(
        differing(&text, draft.text()),
        [("box = [46, 208.5, 146, 7]", "box = [49, 208.5, 146, 7]")]
    );
}

#[test]
fn boxes_of_options_dates_lines_and_frames_are_moved_in_their_own_places() {
    let text = resident_record();
    let mut draft = draft(&text);
    let birth = field(&draft, "窓口に来た方の生年月日");
    let kind = field(&draft, "証明書の種類");
    for (at, to) in [
        (format!("{birth}.year"), rect(97.5, 75.5, 8.5, 6.0)),
        (format!("{birth}.eras.4.box"), rect(85.0, 75.6, 9.54, 5.8)),
        (
            format!("{kind}.options.1.box"),
            rect(98.0, 145.0, 50.0, 6.0),
        ),
        ("line.0.ends".to_owned(), rect(43.5, 41.5, 0.0, 51.0)),
        ("frame.0.box".to_owned(), rect(15.0, 35.0, 181.0, 6.5)),
        ("text.0.box".to_owned(), rect(45.0, 14.0, 120.0, 8.0)),
    ] {
        draft.apply(&Edit::Place(at.parse().unwrap(), to)).unwrap();
    }
    let changed: Vec<&str> = differing(&text, draft.text())
        .iter()
        .map(|(_, new)| new.trim())
        .collect();
    assert_eq!(
        changed,
        [
            "{ box = [15, 35, 181, 6.5], fill = 0.88, width = 0.5 },",
            "{ from = [43.5, 41.5], to = [43.5, 92.5] },",
            "{ text = \"住民票の写し等交付請求書\", box = [45, 14, 120, 8], size = 17, align = \"center\", bold = true },",
            "{ value = \"令和\", text = \"令和\", box = [85, 75.6, 9.5, 5.8] },",
            "year = [97.5, 75.5, 8.5, 6]",
            "{ value = \"part\", text = \"住民票の写し（世帯の一部）\", box = [98, 145, 50, 6] },",
        ]
    );
}

#[test]
fn a_whole_field_is_moved_with_its_options_and_parts() {
    let mut draft = draft(&resident_record());
    let birth = field(&draft, "必要な方の生年月日");
    let before = draft.boxes();
    draft.apply(&Edit::Shift(birth, [0.0, -1.5])).unwrap();
    let after = draft.boxes();
    let mut moved = 0;
    for (old, new) in before.iter().zip(&after) {
        let by = new.rect.y - old.rect.y;
        if old.at.entry.owner() == birth {
            assert!((by + 1.5).abs() < 1e-9, "{}", old.at);
            moved += 1;
        } else {
            assert_eq!(old, new);
        }
    }
    assert_eq!(moved, 8);
}

#[test]
fn windows_line_breaks_and_comments_behind_values_stay() {
    let text = "# 様式\r\nformat = 1\r\n\r\n[[field]]\r\nname = \"氏名\" # 氏名\r\ntype = \"text\"\r\nvalue = \"person.name\"\r\nbox = [ 20 ,30, 60.00, 8 ]  # 位置\r\nsize = 11\r\n";
    let mut draft = draft(text);
    let name = field(&draft, "氏名");
    draft
        .apply(&Edit::Place(
            "field.0.box".parse().unwrap(),
            rect(21.0, 30.0, 60.0, 8.0),
        ))
        .unwrap();
    set(&mut draft, name, "floor", "6.5");
    set(&mut draft, name, "name", "お名前");
    set(&mut draft, name, "size", "");
    let expected = "# 様式\r\nformat = 1\r\n\r\n[[field]]\r\nname = \"お名前\" # 氏名\r\ntype = \"text\"\r\nvalue = \"person.name\"\r\nbox = [ 21 ,30, 60.00, 8 ]  # 位置\r\nfloor = 6.5\r\n";
    assert_eq!(draft.text(), expected);
}

#[test]
fn a_key_takes_its_place_in_the_usual_order() {
    let mut draft = draft(&resident_record());
    let to = field(&draft, "あて先");
    set(&mut draft, to, "required", "true");
    set(&mut draft, to, "lines", "1");
    set(
        &mut draft,
        to,
        "when",
        r#"{ name = "visitor.role", value = "self" }"#,
    );
    let expected = "name = \"あて先\"\ntype = \"text\"\nvalue = \"city.mayor\"\nrequired = true\nbox = [33.5, 25.5, 70, 7]\nsize = 12\nfloor = 8\nlines = 1\nwhen = { name = \"visitor.role\", value = \"self\" }\n\n";
    assert!(draft.text().contains(expected), "{}", draft.text());
    assert!(draft.errors().is_empty(), "{:?}", draft.errors());
}

#[test]
fn keys_of_what_is_written_in_braces_come_and_go_too() {
    let text = resident_record();
    let mut draft = draft(&text);
    let title = Entry::new(None, List::Text, 0);
    let line = Entry::new(None, List::Line, 0);
    set(&mut draft, title, "align", "");
    set(&mut draft, title, "bold", "");
    set(&mut draft, line, "dashed", "true");
    set(&mut draft, line, "width", "0.75");
    let changed: Vec<&str> = differing(&text, draft.text())
        .iter()
        .map(|(_, new)| new.trim())
        .collect();
    assert_eq!(
        changed,
        [
            "{ from = [43, 41.5], to = [43, 92.5], width = 0.75, dashed = true },",
            "{ text = \"住民票の写し等交付請求書\", box = [45, 13, 120, 8], size = 17 },",
        ]
    );
}

#[test]
fn what_cannot_be_a_value_changes_nothing() {
    let text = resident_record();
    let mut draft = draft(&text);
    let to = field(&draft, "あて先");
    for (key, value) in [
        ("size", "large"),
        ("size", "NaN"),
        ("lines", "-1"),
        ("required", "yes"),
        ("when", "{ name = "),
        ("when", "1\ncolour = 2"),
        ("when", "1 # 2"),
        ("name", "a\nb"),
    ] {
        let edit = Edit::Set {
            entry: to,
            key: key.to_owned(),
            value: value.to_owned(),
        };
        let error = draft.apply(&edit).unwrap_err();
        assert!(matches!(error, EditError::BadValue { .. }), "{key} {value}");
    }
    let edit = Edit::Set {
        entry: to,
        key: "colour".to_owned(),
        value: "red".to_owned(),
    };
    assert!(matches!(
        draft.apply(&edit),
        Err(EditError::UnknownKey { .. })
    ));
    assert_eq!(draft.text(), text);
    assert_eq!(draft.can_undo_redo(), (false, false));
}

#[test]
fn a_new_field_follows_the_last_of_its_page_and_is_free_of_errors() {
    let text = resident_record();
    let mut draft = draft(&text);
    let new = NewField {
        rows: None,
        page: 1,
        kind: "text".to_owned(),
        name: "署名".to_owned(),
        value: "person.phone".to_owned(),
        rect: rect(20.0, 284.25, 40.0, 6.0),
    };
    let made = draft.apply(&Edit::AddField(new)).unwrap().unwrap();
    let added = "\n[[field]]\nname = \"署名（2）\"\ntype = \"text\"\nvalue = \"person.phone\"\nbox = [20, 284.3, 40, 6]\nsize = 11\n";
    assert_eq!(draft.text(), format!("{text}{added}"));
    assert_eq!(
        draft
            .entries()
            .iter()
            .find(|entry| entry.at == made)
            .unwrap()
            .name,
        "署名（2）"
    );
    assert!(draft.errors().is_empty(), "{:?}", draft.errors());
    assert!(draft.undo());
    assert_eq!(draft.text(), text);
}

#[test]
fn a_choice_brings_the_options_of_its_question() {
    let mut draft = draft(&resident_record());
    let old = field(&draft, "使いみち");
    draft.apply(&Edit::Delete(old)).unwrap();
    let new = NewField {
        rows: None,
        page: 1,
        kind: "circle".to_owned(),
        name: "使いみち".to_owned(),
        value: "request.purpose".to_owned(),
        rect: rect(20.0, 283.0, 160.0, 6.0),
    };
    draft.apply(&Edit::AddField(new)).unwrap();
    assert!(draft.errors().is_empty(), "{:?}", draft.errors());
    let field = field(&draft, "使いみち");
    let options = draft
        .entries()
        .into_iter()
        .filter(|entry| entry.at.mark.is_some() && entry.at.owner() == field);
    let values: Vec<String> = options.map(|entry| entry.name).collect();
    assert_eq!(values, ["pension", "licence", "work", "bank", "other"]);
}

#[test]
fn a_field_in_rows_and_on_a_later_page_stands_with_its_own() {
    let text = "format = 1\npages = 2\n\n[[field]]\nname = \"一\"\npage = 2\n\n[[field]]\nname = \"二\"\n\n[[rows]]\nname = \"家族\"\npitch = 10\n\n[[rows.field]]\nname = \"氏名\"\n\n[[rows]]\nname = \"子\"\n";
    let mut draft = draft(text);
    let new = |rows, page, name: &str| {
        Edit::AddField(NewField {
            rows,
            page,
            kind: "signature".to_owned(),
            name: name.to_owned(),
            value: String::new(),
            rect: rect(1.0, 2.0, 30.0, 4.5),
        })
    };
    draft.apply(&new(None, 2, "三")).unwrap();
    draft.apply(&new(Some(0), 1, "生年月日")).unwrap();
    draft.apply(&new(Some(1), 1, "学校")).unwrap();
    let box_and = |page: &str| format!("type = \"signature\"\nbox = [1, 2, 30, 4.5]\n{page}");
    let expected = format!(
        "format = 1\npages = 2\n\n[[field]]\nname = \"一\"\npage = 2\n\n[[field]]\nname = \"三\"\n{}\n[[field]]\nname = \"二\"\n\n[[rows]]\nname = \"家族\"\npitch = 10\n\n[[rows.field]]\nname = \"氏名\"\n\n[[rows.field]]\nname = \"生年月日\"\n{}\n[[rows]]\nname = \"子\"\n\n[[rows.field]]\nname = \"学校\"\n{}",
        box_and("page = 2\n"),
        box_and(""),
        box_and("")
    );
    assert_eq!(draft.text(), expected);
}

#[test]
fn printed_words_are_added_on_a_line_of_their_own() {
    let text = resident_record();
    let mut edited = draft(&text);
    let words = |rows, page| Edit::AddText {
        rows,
        page,
        text: "「控え」".to_owned(),
        rect: rect(15.0, 285.0, 30.0, 5.0),
    };
    let made = edited.apply(&words(None, 1)).unwrap().unwrap();
    let mut lines: Vec<&str> = edited.text().lines().collect();
    let added = "  { text = \"「控え」\", box = [15, 285, 30, 5], size = 9.5 },";
    let at = lines.iter().position(|line| *line == added).unwrap();
    lines.remove(at);
    assert_eq!(lines, text.lines().collect::<Vec<_>>());
    assert_eq!(
        edited
            .entries()
            .iter()
            .find(|entry| entry.at == made)
            .unwrap()
            .name,
        "「控え」"
    );

    let mut bare = draft(
        "format = 1\n\n[print]\nmode = \"whole\"\n\n[[rows]]\nname = \"家族\"\n[[rows.field]]\nname = \"氏名\"\n",
    );
    bare.apply(&words(None, 2)).unwrap();
    bare.apply(&words(Some(0), 1)).unwrap();
    assert_eq!(
        bare.text(),
        "format = 1\ntext = [\n  { text = \"「控え」\", box = [15, 285, 30, 5], size = 9.5, page = 2 },\n]\n\n[print]\nmode = \"whole\"\n\n[[rows]]\nname = \"家族\"\ntext = [\n  { text = \"「控え」\", box = [15, 285, 30, 5], size = 9.5 },\n]\n[[rows.field]]\nname = \"氏名\"\n"
    );
}

#[test]
fn an_option_is_added_after_the_others() {
    let text = resident_record();
    let mut draft = draft(&text);
    let kind = field(&draft, "証明書の種類");
    let edit = Edit::AddMark {
        field: kind,
        marks: Marks::Options,
        value: "other".to_owned(),
        text: "その他".to_owned(),
        rect: rect(125.0, 152.4, 20.0, 6.0),
    };
    let made = draft.apply(&edit).unwrap().unwrap();
    assert_eq!(made.to_string(), format!("{kind}.options.4"));
    draft.apply(&Edit::Delete(made)).unwrap();
    assert_eq!(draft.text(), text);
}

#[test]
fn a_copy_has_a_name_of_its_own_and_stands_beneath() {
    let mut draft = draft(&resident_record());
    let signature = field(&draft, "提出先");
    let made = draft.apply(&Edit::Duplicate(signature)).unwrap().unwrap();
    assert_eq!(made, Entry::new(None, List::Field, signature.index + 1));
    let copy = "\n[[field]]\nname = \"提出先（2）\"\ntype = \"text\"\nvalue = \"request.submit_to\"\nbox = [46, 216.5, 146, 7]\nsize = 11\nfloor = 7\n";
    assert!(draft.text().contains(copy), "{}", draft.text());
}

#[test]
fn a_field_goes_with_the_comment_above_it_and_nothing_else_does() {
    let text = resident_record();
    let mut draft = draft(&text);
    draft
        .apply(&Edit::Delete(field(&draft, "必要な方との関係（本人）")))
        .unwrap();
    let block = "\n# 代理人が来たときは、「本人」を選んでも丸は付かない。\n[[field]]\nname = \"必要な方との関係（本人）\"\ntype = \"circle\"\nvalue = \"request.relation\"\nsize = 9.5\nwhen = { name = \"visitor.role\", value = \"self\" }\noptions = [\n  { value = \"self\", text = \"本人\", box = [46, 85, 11, 6] },\n]\n";
    assert_eq!(draft.text(), text.replacen(block, "", 1));
}

#[test]
fn the_head_of_the_file_is_changed_in_place() {
    let text = resident_record();
    let mut draft = draft(&text);
    for (head, value) in [
        (Head::Version, "2027-04"),
        (Head::TitleEn, "Copy of a \"resident record\""),
    ] {
        draft.apply(&Edit::Head(head, value.to_owned())).unwrap();
    }
    assert_eq!(differing(&text, draft.text()).len(), 2);
    let (form, errors) = draft.checked();
    assert!(errors.is_empty());
    assert_eq!(form.unwrap().title().en, "Copy of a \"resident record\"");
}

#[test]
fn a_box_on_another_is_told_with_line_and_field_and_the_form_is_still_drawn() {
    let mut draft = draft(&resident_record());
    let at = format!("{}.box", field(&draft, "提出先"));
    draft
        .apply(&Edit::Place(
            at.parse().unwrap(),
            rect(46.0, 199.0, 146.0, 7.0),
        ))
        .unwrap();
    let (form, errors) = draft.checked();
    assert!(form.is_some());
    assert!(
        errors
            .iter()
            .any(|error| error.field.as_deref() == Some("提出先") && error.line > 1)
    );
}

#[test]
fn text_that_is_no_toml_cannot_be_worked_on() {
    let refused = designer::Draft::new("form.toml", "format = ", std::collections::BTreeMap::new());
    assert!(matches!(refused, Err(EditError::NotToml)));
}
