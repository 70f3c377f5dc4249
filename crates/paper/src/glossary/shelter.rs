//! Names that papers of the shelter desk (避難所) place. The program fills them from its list;
//! nothing of them is asked by a form.

use super::{Row, ValueKind, Word, word};

const YES_NO: &[Word] = &[word("yes", "はい", "Yes"), word("no", "いいえ", "No")];

/// Where a person stays (滞在場所).
const STAY: &[Word] = &[
    word("shelter", "避難所", "Shelter"),
    word("car", "車", "Car"),
    word("tent", "テント", "Tent"),
    word("home", "自宅", "Home"),
    word("relatives", "親族・知人宅", "Relatives or friends"),
    word("hospital", "病院", "Hospital"),
    word("other", "その他", "Elsewhere"),
];

/// Care that a person needs (配慮事項), as the groups of the evacuee card.
const CARE: &[Word] = &[
    word("ill", "病気・けが", "Illness or injury"),
    word("prg", "妊産婦", "Pregnant or just after birth"),
    word("inf", "乳幼児", "Infant"),
    word("dis", "障がい", "Disability"),
    word("nur", "要介護", "Long-term care"),
    word("med", "医療機器", "Medical device"),
    word("alg", "アレルギー", "Allergy"),
    word("com", "ことば・意思疎通", "Language or communication"),
];

/// State of a shelter (開設状況).
const STATUS: &[Word] = &[
    word("not_open", "未開設", "Not open"),
    word("open", "開設", "Open"),
    word("closed", "閉鎖", "Closed"),
    word("unknown", "不明", "Not known"),
];

/// How full a shelter is (混雑状況).
const ROOM: &[Word] = &[
    word("free", "空きあり", "Room left"),
    word("crowded", "混雑", "Crowded"),
    word("full", "定員一杯", "Full"),
    word("unknown", "不明", "Not known"),
];

/// Whether a utility works (ライフライン).
const WORKS: &[Word] = &[
    word("ok", "使える", "Works"),
    word("partly", "一部", "Partly"),
    word("no", "使えない", "Does not work"),
    word("unknown", "不明", "Not known"),
];

/// Which column of a sheet of labels (ラベル用紙の列).
const COLUMN: &[Word] = &[word("left", "左", "Left"), word("right", "右", "Right")];

const fn text(name: &'static str, ja: &'static str, en: &'static str) -> Row {
    (name, ValueKind::Text, ja, en)
}

const fn code(
    name: &'static str,
    words: &'static [Word],
    ja: &'static str,
    en: &'static str,
) -> Row {
    (name, ValueKind::Code(words), ja, en)
}

/// Of the shelter, of the person or family whom a paper is for, and of the person of a row.
pub(super) const NAMES: &[Row] = &[
    text("shelter.name", "避難所名", "Name of the shelter"),
    text(
        "shelter.address",
        "避難所の所在地",
        "Address of the shelter",
    ),
    text("shelter.as_of", "現在の日時", "As of"),
    text("shelter.people", "人数", "People"),
    text("evacuee.number", "受付番号", "Reception number"),
    text("evacuee.arrived", "入所日時", "Came at"),
    text("evacuee.left", "退所日時", "Left at"),
    text("evacuee.way_in", "受付方法", "Way of registration"),
    text(
        "evacuee.household_size",
        "世帯人数",
        "People in the household",
    ),
    text("evacuee.age", "年齢", "Age"),
    text("evacuee.alias", "通称・ローマ字", "Other name"),
    text(
        "evacuee.district",
        "町内会・自治会",
        "Neighbourhood association",
    ),
    text("evacuee.contact", "緊急連絡先", "Emergency contact"),
    text("evacuee.area", "区画・部屋", "Area or room"),
    text("evacuee.nationality", "国籍", "Nationality"),
    text("evacuee.languages", "使用言語", "Languages"),
    text("evacuee.description", "その他の特徴", "Description"),
    code("evacuee.stay", STAY, "滞在場所", "Where staying"),
    text("evacuee.stay_place", "滞在場所の詳細", "Where exactly"),
    code(
        "evacuee.meals",
        YES_NO,
        "食事を受け取る",
        "Takes meals here",
    ),
    code("evacuee.care", CARE, "配慮事項", "Care needed"),
    text("evacuee.care_detail", "配慮事項の内容", "Care in words"),
    text("evacuee.to_do", "対応すること", "What is to be done"),
    text("evacuee.pets", "ペット", "Pets"),
    text("evacuee.vehicle", "車両", "Vehicle"),
    text("evacuee.skills", "協力できること", "Skills"),
    text("evacuee.note", "備考", "Note"),
    code(
        "evacuee.consent_relatives",
        YES_NO,
        "親族・同居者への回答",
        "May be told to relatives",
    ),
    code(
        "evacuee.consent_acquaintances",
        YES_NO,
        "知人への回答",
        "May be told to acquaintances",
    ),
    code(
        "evacuee.consent_public",
        YES_NO,
        "公表・掲示",
        "May be made public",
    ),
    text("evacuee.token", "二次元コードの内容", "Content of the code"),
    text("member.number", "受付番号", "Reception number"),
    text("member.age", "年齢", "Age"),
    text("member.tie", "続柄", "Relation to the representative"),
    text("member.place", "居場所", "Where the person is"),
    text("member.state", "在所の状態", "In or out"),
    text("member.needs", "配慮事項", "Care needed"),
    text(
        "member.district",
        "町内会・自治会",
        "Neighbourhood association",
    ),
    text("member.area", "区画・部屋", "Area or room"),
    text("member.role", "役割", "Role"),
    text("member.until", "有効期限", "Valid until"),
    text("member.people", "人数", "People of the household"),
    text("member.made", "作成日", "Made on"),
    text("member.token", "二次元コードの内容", "Content of the code"),
    code("member.column", COLUMN, "列", "Column"),
];

/// Of a situation report (避難所状況報告); counts are whole numbers in ASCII digits.
pub(super) const REPORT: &[Row] = &[
    text("report.number", "報告番号", "Number of the report"),
    text("report.as_of", "現在の日時", "As of"),
    text("report.reporter", "報告者", "Reporter"),
    text("report.means", "報告の手段", "Means"),
    text("report.shelter_code", "避難所コード", "Code of the shelter"),
    code("report.status", STATUS, "開設状況", "State"),
    text("report.opened", "開設日時", "Opened at"),
    text("report.closed", "閉鎖日時", "Closed at"),
    text("report.capacity", "定員", "Capacity"),
    code("report.room", ROOM, "混雑状況", "Room"),
    text("report.damage", "建物などの被害", "Damage"),
    text("report.present", "在所", "Present"),
    text("report.out", "一時外出", "Out"),
    text("report.overnight", "外泊", "Overnight elsewhere"),
    text("report.staying", "避難者数", "People staying"),
    text("report.in_cars", "車中泊・テント", "In cars and tents"),
    text(
        "report.outside",
        "在宅・親族宅",
        "Outside, served from here",
    ),
    text("report.hospital", "入院・搬送", "In hospital"),
    text("report.missing", "所在不明", "Whereabouts unknown"),
    text("report.households", "世帯数", "Households"),
    text("report.voluntary", "うち自主避難", "Of these voluntary"),
    text(
        "report.voluntary_households",
        "うち自主避難の世帯",
        "Voluntary households",
    ),
    text("report.arrived", "前回からの入所", "Arrived since"),
    text("report.left", "前回からの退所", "Left since"),
    text("report.counted", "目視の人数", "Head count by eye"),
    text("report.counted_at", "目視の日時", "Counted at"),
    text(
        "report.count_difference",
        "名簿との差",
        "Difference from the list",
    ),
    text(
        "report.count_reason",
        "差の理由",
        "Reason of the difference",
    ),
    text("report.male_0_2", "男 0〜2歳", "Male 0-2"),
    text("report.male_3_5", "男 3〜5歳", "Male 3-5"),
    text("report.male_6_14", "男 6〜14歳", "Male 6-14"),
    text("report.male_15_64", "男 15〜64歳", "Male 15-64"),
    text("report.male_65_74", "男 65〜74歳", "Male 65-74"),
    text("report.male_75", "男 75歳以上", "Male 75 and over"),
    text("report.male_unknown", "男 年齢不明", "Male, age not known"),
    text("report.male_all", "男 計", "Male, all"),
    text("report.female_0_2", "女 0〜2歳", "Female 0-2"),
    text("report.female_3_5", "女 3〜5歳", "Female 3-5"),
    text("report.female_6_14", "女 6〜14歳", "Female 6-14"),
    text("report.female_15_64", "女 15〜64歳", "Female 15-64"),
    text("report.female_65_74", "女 65〜74歳", "Female 65-74"),
    text("report.female_75", "女 75歳以上", "Female 75 and over"),
    text(
        "report.female_unknown",
        "女 年齢不明",
        "Female, age not known",
    ),
    text("report.female_all", "女 計", "Female, all"),
    text("report.other_0_2", "回答なし 0〜2歳", "Sex not stated 0-2"),
    text("report.other_3_5", "回答なし 3〜5歳", "Sex not stated 3-5"),
    text(
        "report.other_6_14",
        "回答なし 6〜14歳",
        "Sex not stated 6-14",
    ),
    text(
        "report.other_15_64",
        "回答なし 15〜64歳",
        "Sex not stated 15-64",
    ),
    text(
        "report.other_65_74",
        "回答なし 65〜74歳",
        "Sex not stated 65-74",
    ),
    text(
        "report.other_75",
        "回答なし 75歳以上",
        "Sex not stated 75 and over",
    ),
    text(
        "report.other_unknown",
        "回答なし 年齢不明",
        "Sex not stated, age not known",
    ),
    text("report.other_all", "回答なし 計", "Sex not stated, all"),
    text("report.all_0_2", "0〜2歳 計", "All 0-2"),
    text("report.all_3_5", "3〜5歳 計", "All 3-5"),
    text("report.all_6_14", "6〜14歳 計", "All 6-14"),
    text("report.all_15_64", "15〜64歳 計", "All 15-64"),
    text("report.all_65_74", "65〜74歳 計", "All 65-74"),
    text("report.all_75", "75歳以上 計", "All 75 and over"),
    text("report.all_unknown", "年齢不明 計", "All, age not known"),
    text("report.all_all", "合計", "All"),
    text("report.care_ill", "病気・けが", "Ill or injured"),
    text("report.care_pregnant", "妊産婦", "Pregnant"),
    text("report.care_infant", "乳幼児", "Infants"),
    text("report.care_disability", "障がい", "Disability"),
    text("report.care_nursing", "要介護", "Long-term care"),
    text(
        "report.care_nursing_heavy",
        "要介護3以上",
        "Long-term care 3 and over",
    ),
    text("report.care_device", "医療機器", "Medical device"),
    text("report.care_power", "電源が必要", "Needs power"),
    text("report.care_allergy", "アレルギー", "Allergy"),
    text(
        "report.care_language",
        "通訳・意思疎通",
        "Language or communication",
    ),
    text(
        "report.care_infection",
        "感染症の疑い",
        "Possible infection",
    ),
    text("report.care_other", "その他の配慮", "Other care"),
    text("report.pets", "ペット", "Pets"),
    text("report.meals_all", "次の食事 計", "Next meal, all"),
    text("report.meals_normal", "普通食", "Normal"),
    text("report.meals_soft", "やわらかい食事", "Soft"),
    text(
        "report.meals_allergy",
        "アレルギー対応食",
        "Without allergens",
    ),
    text("report.meals_milk", "粉ミルク", "Baby milk"),
    text(
        "report.meals_outside",
        "うち外の方",
        "Of these for people outside",
    ),
    text("report.meals_allergens", "アレルギーの内訳", "Allergens"),
    code("report.power", WORKS, "電気", "Electricity"),
    text(
        "report.power_checked",
        "電気の確認",
        "Electricity checked at",
    ),
    code("report.water", WORKS, "水道", "Water"),
    text("report.water_checked", "水道の確認", "Water checked at"),
    code("report.gas", WORKS, "ガス", "Gas"),
    text("report.gas_checked", "ガスの確認", "Gas checked at"),
    code("report.phone", WORKS, "電話", "Telephone"),
    text("report.phone_checked", "電話の確認", "Telephone checked at"),
    code("report.internet", WORKS, "通信", "Internet"),
    text(
        "report.internet_checked",
        "通信の確認",
        "Internet checked at",
    ),
    code("report.toilet", WORKS, "トイレ", "Toilets"),
    text(
        "report.toilet_checked",
        "トイレの確認",
        "Toilets checked at",
    ),
    text("report.stock", "物資の残り", "Stock"),
    text("report.needs", "必要なもの・こと", "Needs"),
    text(
        "report.problems",
        "困っていること・要望",
        "Problems and requests",
    ),
    text("report.staff", "運営の人員", "Staff"),
    text(
        "report.changes",
        "前回からの変化",
        "Changes since the last report",
    ),
];
