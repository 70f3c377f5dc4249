//! The pages that all makers draw: the ordinary request, each for another resident.

use std::path::Path;

use paper::{Fonts, FormDefinition, PageMarks, Placement, Sample, Values};
use serde_json::{Map, Value};
use stories::workspace;

const FORM: &str = "juminhyo-request";
const GIVEN_NAMES: [&str; 10] = [
    "花子",
    "太郎",
    "美咲",
    "健一",
    "由美",
    "大輔",
    "直樹",
    "明子",
    "翔太",
    "真由美",
];

/// The form, and what its ordinary sample says.
pub struct Pages {
    form: FormDefinition,
    fonts: Fonts,
    sample: Values,
}

impl Pages {
    pub fn load() -> Self {
        let forms = workspace().join("forms");
        let samples = Sample::load_all(&forms.join(FORM)).unwrap();
        Self {
            form: station::load_form(&forms, FORM).unwrap(),
            fonts: station::find_fonts(&[]).unwrap(),
            sample: samples
                .into_iter()
                .find(|sample| sample.id == "ordinary")
                .unwrap()
                .values,
        }
    }

    pub fn form_id(&self) -> &str {
        self.form.id()
    }

    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// Name and address, by which the page of this resident is known again.
    pub fn name_and_address(resident: usize) -> [String; 2] {
        let given = GIVEN_NAMES[resident % GIVEN_NAMES.len()];
        [
            format!("見本　{given}"),
            format!(
                "みほん県かざし市中央{}丁目{}番{}号",
                full_width(resident / 10 + 1),
                full_width(resident % 10 + 1),
                full_width(resident * 7 % 90 + 1)
            ),
        ]
    }

    /// Values as the command line reads them.
    pub fn json(&self, resident: usize) -> String {
        let known = paper::known_names().map(|(name, _)| name);
        let asked = self.form.asked().iter().map(|asked| asked.name.clone());
        let values = self.values(resident);
        let object: Map<String, Value> = known
            .chain(asked)
            .filter_map(|name| Some((name.clone(), Value::from(values.get(&name)?))))
            .collect();
        Value::Object(object).to_string()
    }

    /// The PDF, made here.
    pub fn render(&self, resident: usize) -> Vec<u8> {
        let values = self.values(resident);
        let Ok(pdf) = paper::render(&self.form, &values, &self.fonts, &Placement::default()) else {
            panic!("the sample fills the form");
        };
        pdf
    }

    /// The page with its positions worked out, for others to draw.
    pub fn drawing(&self, resident: usize) -> PageMarks {
        let Ok(mut pages) = paper::page_marks(&self.form, &self.values(resident), &self.fonts)
        else {
            panic!("the sample fills the form");
        };
        assert_eq!(pages.len(), 1, "the ordinary request is one page");
        pages.remove(0)
    }

    /// Copies the fonts that the page is drawn with, so that no maker has to look through all of the system's.
    pub fn put_fonts_into(&self, folder: &Path) {
        for (index, file) in self.fonts.files().iter().enumerate() {
            let name = format!("{index}-{}.font.ttf", file.family.replace(' ', ""));
            std::fs::write(folder.join(name), &file.bytes).unwrap();
        }
    }

    fn values(&self, resident: usize) -> Values {
        let mut values = Values::new();
        let names = paper::known_names().map(|(name, _)| name);
        for name in names.chain(self.form.asked().iter().map(|asked| asked.name.clone())) {
            if let Some(text) = self.sample.get(&name) {
                values.insert(name.as_str(), text);
            }
        }
        let [name, address] = Self::name_and_address(resident);
        values.insert("person.name", name);
        values.insert("person.address", address);
        values
    }
}

fn full_width(number: usize) -> String {
    let wide = |digit: char| char::from_u32(u32::from(digit) - 0x30 + 0xFF10).unwrap();
    number.to_string().chars().map(wide).collect()
}
