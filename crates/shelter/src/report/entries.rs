//! A report as a list of entries: one table from which file, paper, spoken text and differences are made.

use super::lines;
use super::{Band, Column, SituationReport};
use crate::exchange::{Room, written};
use crate::plain::{ShelterStatus, Utility, UtilityState};

/// One line of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which part of the report, such as 人数.
    pub section: &'static str,
    /// Name of the value, as `report.…` on paper.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// The value in words; empty where nothing is known.
    pub value: String,
    /// Unit of a number, else empty.
    pub unit: &'static str,
    /// The word by which a form marks it, for values of a closed list.
    pub code: Option<&'static str>,
}

impl SituationReport {
    /// Every entry, always the same ones in the same order.
    pub fn entries(&self) -> Vec<Entry> {
        let mut table = Table::default();
        head(self, &mut table);
        people(self, &mut table);
        ages(self, &mut table);
        care(self, &mut table);
        meals(self, &mut table);
        rest(self, &mut table);
        table.entries
    }
}

#[derive(Default)]
struct Table {
    section: &'static str,
    entries: Vec<Entry>,
}

impl Table {
    fn text(&mut self, key: &str, label: &str, value: impl Into<String>) -> &mut Entry {
        self.entries.push(Entry {
            section: self.section,
            key: key.to_owned(),
            label: label.to_owned(),
            value: value.into(),
            unit: "",
            code: None,
        });
        let last = self.entries.len() - 1;
        &mut self.entries[last]
    }

    fn number(
        &mut self,
        key: &str,
        label: &str,
        unit: &'static str,
        number: impl Into<Option<u32>>,
    ) {
        let number: Option<u32> = number.into();
        let value = number.map(|number| number.to_string()).unwrap_or_default();
        self.text(key, label, value).unit = unit;
    }

    fn people(&mut self, key: &str, label: &str, number: impl Into<Option<u32>>) {
        self.number(key, label, "人", number);
    }
}

fn head(report: &SituationReport, table: &mut Table) {
    let shelter = &report.shelter;
    table.section = "避難所";
    table.text("number", "報告番号", report.number.to_string());
    table.text("as_of", "現在の日時", written(report.as_of));
    table.text("shelter_name", "避難所名", shelter.name.as_str());
    table.text("shelter_code", "避難所コード", shelter.code.as_str());
    table.text("reporter", "報告者", shelter.reporter.as_str());
    table.text("means", "報告の手段", shelter.means.as_str());
    let (word, code) = match shelter.status {
        ShelterStatus::NotOpened => ("未開設", "not_open"),
        ShelterStatus::Open => ("開設", "open"),
        ShelterStatus::Closed => ("閉鎖", "closed"),
    };
    table.text("status", "開設状況", word).code = Some(code);
    table.text(
        "opened",
        "開設日時",
        shelter.opened.map(written).unwrap_or_default(),
    );
    table.text(
        "closed",
        "閉鎖日時",
        shelter.closed.map(written).unwrap_or_default(),
    );
    table.people("capacity", "定員", shelter.capacity);
    let code = match report.room {
        Room::Free => "free",
        Room::Crowded => "crowded",
        Room::Full => "full",
        Room::Unknown => "unknown",
    };
    table.text("room", "混雑状況", report.room.label_ja()).code = Some(code);
    table.text("damage", "建物などの被害", lines::one_line(&shelter.damage));
}

fn people(report: &SituationReport, table: &mut Table) {
    let people = &report.people;
    table.section = "人数";
    table.people("staying", "避難者数", people.staying());
    table.people("present", "うち在所", people.present);
    table.people("out", "うち一時外出", people.out);
    table.people("overnight", "うち外泊", people.overnight);
    table.number("households", "世帯数", "世帯", people.households);
    table.people("in_cars", "車中泊・テント", people.in_cars);
    table.people("outside", "在宅・親族宅", people.outside);
    table.people("hospital", "入院・搬送", people.hospital);
    table.people("missing", "所在不明", people.missing);
    table.people("voluntary", "避難者のうち自主避難", people.voluntary);
    let voluntary = people.voluntary_households;
    table.number("voluntary_households", "自主避難の世帯", "世帯", voluntary);
    table.people("arrived", "前回の報告から入所", people.arrived);
    table.people("left", "前回の報告から退所", people.left);
    let count = report.shelter.head_count.as_ref();
    table.people("counted", "目視の人数", count.map(|count| count.people));
    let at = count.map(|count| written(count.at)).unwrap_or_default();
    table.text("counted_at", "目視の日時", at);
    let difference = report
        .count_difference()
        .map(lines::signed)
        .unwrap_or_default();
    table
        .text("count_difference", "目視と名簿の在所との差", difference)
        .unit = "人";
    let reason = count
        .map(|count| lines::one_line(&count.reason))
        .unwrap_or_default();
    table.text("count_reason", "差の理由", reason);
}

fn ages(report: &SituationReport, table: &mut Table) {
    table.section = "性別と年齢";
    let columns = Column::ALL.map(Some).into_iter().chain([None]);
    for column in columns {
        let (code, label) = column.map_or(("all", "計"), |one| (one.code(), one.label_ja()));
        for band in Band::ALL.map(Some).into_iter().chain([None]) {
            let (of, named) = band.map_or(("all", "計"), |one| (one.code(), one.label_ja()));
            let number = report.ages.of(column, band);
            table.people(&format!("{code}_{of}"), &format!("{label} {named}"), number);
        }
    }
}

fn care(report: &SituationReport, table: &mut Table) {
    let care = &report.care;
    table.section = "配慮の必要な方";
    table.people("care_ill", "病気・けが", care.ill);
    table.people("care_injured", "うちけが", care.injured);
    table.people("care_infection", "感染症の疑い", care.infection);
    table.people("care_fever", "うち発熱", care.fever);
    table.people("care_stomach", "うち嘔吐・下痢", care.stomach);
    table.people("care_pregnant", "妊産婦", care.pregnant);
    table.people("care_infant", "乳幼児", care.infant);
    table.people("care_disability", "障がい", care.disability);
    table.people("care_nursing", "要介護・要支援", care.nursing);
    table.people("care_nursing_heavy", "うち要介護3以上", care.nursing_heavy);
    table.people("care_bedridden", "寝たきり", care.bedridden);
    table.people("care_dementia", "認知症", care.dementia);
    table.people("care_alone", "一人暮らし高齢者", care.alone);
    table.people("care_device", "医療機器", care.device);
    table.people("care_power", "うち電源が必要", care.power);
    table.people("care_allergy", "アレルギー", care.allergy);
    table.people("care_language", "ことば・意思疎通", care.language);
    table.people("care_other", "その他の配慮", care.other);
    table.text("pets", "ペット", lines::pets(&report.pets));
}

fn meals(report: &SituationReport, table: &mut Table) {
    let meals = &report.meals;
    table.section = "次の食事";
    for (key, label, number) in [
        ("meals_all", "計", meals.all),
        ("meals_normal", "普通食", meals.normal),
        ("meals_soft", "やわらかい食事", meals.soft),
        ("meals_allergy", "アレルギー対応", meals.allergy),
        ("meals_milk", "粉ミルク", meals.milk),
        ("meals_baby_food", "離乳食", meals.baby_food),
        ("meals_tube", "経管栄養", meals.tube),
        ("meals_diet", "その他の食事制限", meals.diet),
        ("meals_outside", "うち外の方", meals.outside),
        ("meals_unregistered", "うち名簿にない方", meals.unregistered),
    ] {
        table.number(key, label, "食", number);
    }
    table.text(
        "meals_allergens",
        "除くもの",
        lines::allergens(&meals.without),
    );
}

fn rest(report: &SituationReport, table: &mut Table) {
    let shelter = &report.shelter;
    table.section = "ライフライン";
    for utility in Utility::ALL {
        let checked = shelter.utilities.get(&utility);
        let (key, label) = lines::utility(utility);
        let (word, code) = match checked.map(|checked| checked.state) {
            Some(UtilityState::Works) => ("使える", Some("ok")),
            Some(UtilityState::Partly) => ("一部使える", Some("partly")),
            Some(UtilityState::Out) => ("使えない", Some("no")),
            Some(UtilityState::Unknown) => ("不明", Some("unknown")),
            None => ("", None),
        };
        table.text(key, label, word).code = code;
        let at = checked
            .map(|checked| written(checked.at))
            .unwrap_or_default();
        table.text(&format!("{key}_checked"), &format!("{label}の確認日時"), at);
    }
    table.section = "物資と要望";
    table.text("stock", "物資の残り", lines::stock(&shelter.stock));
    table.text("needs", "必要なもの・こと", lines::needs(report));
    table.text(
        "problems",
        "困っていること・要望",
        lines::one_line(&shelter.problems),
    );
    table.text("staff", "運営の人員", lines::one_line(&shelter.staff));
    table.text(
        "correction",
        "訂正の理由",
        lines::one_line(&shelter.correction),
    );
}
