//! Questions that wait for the answer to another one.

mod common;

use common::{FONTS, small_form, values};
use paper::{FormDefinition, ProblemKind, check_values};

fn form() -> FormDefinition {
    small_form(
        r#"
[[ask]]
name = "request.items"
label = { ja = "記載事項", en = "Items" }
kind = "choices"
options = [
    { value = "domicile", ja = "本籍", en = "Domicile" },
    { value = "other", ja = "その他", en = "Other" },
]

[[ask]]
name = "request.other"
label = { ja = "その他の内容", en = "Which" }
kind = "text"
max_chars = 20
required = true
when = { name = "request.items", value = "other" }

[[field]]
name = "記載事項"
type = "tick"
value = "request.items"
size = 9
options = [
    { value = "domicile", text = "本籍", box = [20, 20, 4, 4] },
    { value = "other", text = "その他", box = [20, 30, 4, 4] },
]

[[field]]
name = "その他の内容"
type = "text"
value = "request.other"
box = [50, 30, 60, 8]
size = 10
"#,
    )
    .unwrap_or_else(|errors| panic!("{errors:#?}"))
}

#[test]
fn a_condition_holds_when_its_option_is_among_the_chosen() {
    let form = form();
    let condition = form.asked()[1].when.as_ref().expect("a condition");
    for (answer, holds) in [
        ("other", true),
        ("domicile,other", true),
        ("other, domicile", true),
        ("domicile", false),
        ("another", false),
        ("", false),
    ] {
        let lookup = |_: &str| Some(answer).filter(|answer| !answer.is_empty());
        assert_eq!(condition.holds(&lookup), holds, "{answer}");
        let problems = check_values(&form, &values([("request.items", answer)]), &FONTS);
        let missing = problems
            .iter()
            .any(|problem| problem.kind == ProblemKind::MissingRequired);
        assert_eq!(missing, holds, "{answer}: {problems:?}");
    }
}
