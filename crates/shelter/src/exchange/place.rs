//! Places of evacuation as open data (自治体標準オープンデータセット 指定緊急避難場所一覧).

use std::collections::BTreeSet;

/// The columns of the dataset, in its order.
pub const PLACE_COLUMNS: [&str; 39] = [
    "全国地方公共団体コード",
    "ID",
    "名称",
    "名称_カナ",
    "名称_英字",
    "所在地_全国地方公共団体コード",
    "町字ID",
    "所在地_連結表記",
    "所在地_都道府県",
    "所在地_市区町村",
    "所在地_町字",
    "所在地_番地以下",
    "建物名等(方書)",
    "緯度",
    "経度",
    "標高",
    "電話番号",
    "内線番号",
    "連絡先メールアドレス",
    "連絡先FormURL",
    "連絡先備考（その他、SNSなど）",
    "郵便番号",
    "市区町村コード",
    "地方公共団体名",
    "災害種別_洪水",
    "災害種別_崖崩れ、土石流及び地滑り",
    "災害種別_高潮",
    "災害種別_地震",
    "災害種別_津波",
    "災害種別_大規模な火事",
    "災害種別_内水氾濫",
    "災害種別_火山現象",
    "指定避難所との重複",
    "想定収容人数",
    "対象となる町会・自治会",
    "URL",
    "画像",
    "画像_ライセンス",
    "備考",
];

/// What a place is safe from (災害種別).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hazard {
    /// 洪水.
    Flood,
    /// 崖崩れ、土石流及び地滑り.
    Landslide,
    /// 高潮.
    StormSurge,
    /// 地震.
    Earthquake,
    /// 津波.
    Tsunami,
    /// 大規模な火事.
    Fire,
    /// 内水氾濫.
    InlandFlood,
    /// 火山現象.
    Volcano,
}

/// One place (指定緊急避難場所). Texts are empty where nothing is known; all of it is public.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// 全国地方公共団体コード of the publisher, 6 digits.
    pub organization_code: String,
    /// ID, the publisher's own.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 名称_カナ.
    pub kana: String,
    /// 名称_英字.
    pub english: String,
    /// 所在地_全国地方公共団体コード, 6 digits.
    pub address_code: String,
    /// 町字ID, 7 digits.
    pub town_id: String,
    /// 所在地_連結表記: the whole address.
    pub address: String,
    /// 所在地_都道府県.
    pub prefecture: String,
    /// 所在地_市区町村.
    pub city: String,
    /// 所在地_町字.
    pub town: String,
    /// 所在地_番地以下.
    pub street: String,
    /// 建物名等(方書).
    pub building: String,
    /// 緯度, degrees north.
    pub latitude: Option<f64>,
    /// 経度, degrees east.
    pub longitude: Option<f64>,
    /// 標高, metres.
    pub elevation: Option<f64>,
    /// 電話番号, as `(00)0000-0000`.
    pub phone: String,
    /// 内線番号.
    pub extension: String,
    /// 連絡先メールアドレス.
    pub mail: String,
    /// 連絡先FormURL.
    pub form_url: String,
    /// 連絡先備考.
    pub contact_note: String,
    /// 郵便番号, 7 digits.
    pub postal_code: String,
    /// 市区町村コード, 6 digits.
    pub city_code: String,
    /// 地方公共団体名.
    pub city_name: String,
    /// 災害種別: what it is safe from.
    pub hazards: BTreeSet<Hazard>,
    /// 指定避難所との重複: whether people may stay there too.
    pub is_shelter: bool,
    /// 想定収容人数, in words; see [`Place::capacity`].
    pub capacity_text: String,
    /// 対象となる町会・自治会.
    pub districts: Vec<String>,
    /// URL.
    pub url: String,
    /// 画像.
    pub image: String,
    /// 画像_ライセンス.
    pub image_license: String,
    /// 備考.
    pub note: String,
}

/// Name of the dataset's file for a city: `382019_evacuation_space.csv`.
pub fn place_file_name(city_code: &str) -> String {
    format!("{city_code}_evacuation_space.csv")
}

impl Place {
    /// The first number in 想定収容人数, such as 810 of 「810人（2平方メートルあたり1人）」.
    pub fn capacity(&self) -> Option<u32> {
        use unicode_normalization::UnicodeNormalization;
        let text: String = self.capacity_text.nfkc().collect();
        let start = text.find(|letter: char| letter.is_ascii_digit())?;
        let rest = text[start..].chars();
        let digits = rest.take_while(|letter| letter.is_ascii_digit() || *letter == ',');
        let digits: String = digits.filter(char::is_ascii_digit).collect();
        digits.parse().ok()
    }

    /// The text that a column of text holds; `None` for columns of numbers, flags and lists.
    pub(super) fn text_of(&mut self, column: &str) -> Option<&mut String> {
        Some(match column {
            "全国地方公共団体コード" => &mut self.organization_code,
            "ID" => &mut self.id,
            "名称" => &mut self.name,
            "名称_カナ" => &mut self.kana,
            "名称_英字" => &mut self.english,
            "所在地_全国地方公共団体コード" => &mut self.address_code,
            "町字ID" => &mut self.town_id,
            "所在地_連結表記" => &mut self.address,
            "所在地_都道府県" => &mut self.prefecture,
            "所在地_市区町村" => &mut self.city,
            "所在地_町字" => &mut self.town,
            "所在地_番地以下" => &mut self.street,
            "建物名等(方書)" => &mut self.building,
            "電話番号" => &mut self.phone,
            "内線番号" => &mut self.extension,
            "連絡先メールアドレス" => &mut self.mail,
            "連絡先FormURL" => &mut self.form_url,
            "連絡先備考（その他、SNSなど）" => &mut self.contact_note,
            "郵便番号" => &mut self.postal_code,
            "市区町村コード" => &mut self.city_code,
            "地方公共団体名" => &mut self.city_name,
            "想定収容人数" => &mut self.capacity_text,
            "URL" => &mut self.url,
            "画像" => &mut self.image,
            "画像_ライセンス" => &mut self.image_license,
            "備考" => &mut self.note,
            _ => return None,
        })
    }

    /// The number that a column of numbers holds, with the range that it may have.
    pub(super) fn number_of(&mut self, column: &str) -> Option<(&mut Option<f64>, f64, f64)> {
        Some(match column {
            "緯度" => (&mut self.latitude, -90.0, 90.0),
            "経度" => (&mut self.longitude, -180.0, 180.0),
            "標高" => (&mut self.elevation, -500.0, 9000.0),
            _ => return None,
        })
    }
}

impl Hazard {
    pub(super) fn of_column(column: &str) -> Option<Self> {
        Some(match column {
            "災害種別_洪水" => Self::Flood,
            "災害種別_崖崩れ、土石流及び地滑り" => Self::Landslide,
            "災害種別_高潮" => Self::StormSurge,
            "災害種別_地震" => Self::Earthquake,
            "災害種別_津波" => Self::Tsunami,
            "災害種別_大規模な火事" => Self::Fire,
            "災害種別_内水氾濫" => Self::InlandFlood,
            "災害種別_火山現象" => Self::Volcano,
            _ => return None,
        })
    }
}
