//! Which characters are one for a search: other shapes of a character, and characters often taken for another.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The shape in use, then its traditional shapes (康熙字典体): 常用漢字表 (内閣告示第2号, 2010), the characters in
/// brackets there. Those that Unicode calls compatible (海 and the like) are missing, since NFKC joins them.
const TRADITIONAL: &str = "\
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 稲稻 隠隱 栄榮 営營 衛衞 駅驛 円圓 塩鹽 縁緣 艶艷 応應 欧歐 殴毆 桜櫻 奥奧 横橫 温溫 穏穩 \
仮假 価價 画畫 会會 絵繪 壊壞 懐懷 拡擴 殻殼 覚覺 学學 岳嶽 楽樂 渇渴 缶罐 巻卷 陥陷 勧勸 寛寬 関關 歓歡 観觀 概槪 \
気氣 帰歸 亀龜 偽僞 戯戲 犠犧 旧舊 拠據 挙擧 虚虛 峡峽 挟挾 狭狹 郷鄕 暁曉 区區 駆驅 勲勳 薫薰 \
径徑 茎莖 恵惠 掲揭 渓溪 経經 蛍螢 軽輕 継繼 鶏鷄 芸藝 撃擊 欠缺 研硏 県縣 倹儉 剣劍 険險 圏圈 検檢 献獻 権權 顕顯 験驗 厳嚴 \
広廣 効效 恒恆 黄黃 鉱鑛 号號 国國 黒黑 砕碎 済濟 斎齋 剤劑 雑雜 参參 桟棧 蚕蠶 惨慘 賛贊 残殘 \
糸絲 歯齒 児兒 辞辭 湿濕 実實 写寫 釈釋 寿壽 収收 従從 渋澁 獣獸 縦縱 粛肅 処處 緒緖 叙敍 将將 称稱 渉涉 焼燒 証證 奨奬 条條 状狀 乗乘 \
浄淨 剰剩 畳疊 縄繩 壌壤 嬢孃 譲讓 醸釀 触觸 嘱囑 真眞 寝寢 慎愼 尽盡 図圖 粋粹 酔醉 穂穗 随隨 髄髓 枢樞 数數 瀬瀨 \
声聲 斉齊 静靜 窃竊 摂攝 専專 浅淺 戦戰 践踐 銭錢 潜潛 繊纖 禅禪 双雙 壮壯 争爭 荘莊 捜搜 挿插 巣巢 曽曾 痩瘦 装裝 総總 騒騷 増增 \
蔵藏 臓臟 即卽 属屬 続續 堕墮 対對 体體 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 担擔 単單 胆膽 団團 断斷 弾彈 遅遲 痴癡 虫蟲 昼晝 鋳鑄 庁廳 徴徵 聴聽 \
勅敕 鎮鎭 逓遞 鉄鐵 点點 転轉 伝傳 灯燈 当當 党黨 盗盜 闘鬭 徳德 独獨 読讀 届屆 弐貳 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 発發 髪髮 抜拔 晩晚 \
蛮蠻 秘祕 浜濱 瓶甁 払拂 仏佛 併倂 並竝 餅餠 辺邊 変變 弁辨瓣辯 歩步 宝寶 豊豐 褒襃 翻飜 毎每 万萬 満滿 麺麵 黙默 弥彌 訳譯 薬藥 \
与與 予豫 余餘 誉譽 揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 竜龍 両兩 猟獵 緑綠 涙淚 塁壘 礼禮 励勵 戻戾 霊靈 齢齡 暦曆 歴歷 恋戀 錬鍊 炉爐 労勞 郎郞 楼樓 \
録錄 湾灣";

/// The same for names: 人名用漢字 (戸籍法施行規則別表第二), 簡易慣用字体 and 印刷標準字体 of the 表外漢字字体表
/// (国語審議会, 2000), and 俗字 of family registers. Gathered by hand: each is a code point of its own in Unicode
/// and in the dictionaries another shape of the first.
const OF_NAMES: &str = "\
高髙 崎﨑嵜 辺邉 浜濵 吉𠮷 橋槗𣘺 柳栁桺 富冨 峰峯 館舘 島嶋嶌隝 桑桒 喜㐂 野埜 園薗 村邨 船舩 梅楳 柏栢 鶴靏靎靍 秋穐龝 土圡𡈽 丈𠀋 \
宜冝 卯夘 留畄畱 群羣 略畧 鼓皷 宝寳 剣劔劒剱釼 鉄銕鉃 体躰軆 闘鬪 駆駈 杯盃 雁鴈 讃讚 禄祿 旗簱 達逹 協恊 奇竒 昇曻 兎兔莵 \
凜凛 尭堯 遥遙 瑶瑤 槙槇 晋晉 亘亙 巌巖 穣穰 萌萠 祢禰 祷禱 隣鄰 渕淵渊 桧檜 篭籠 薮藪籔 沖冲 涼凉 淳湻 裏裡 穎頴 熙煕凞 庵菴 峨峩 \
教敎 強强 彦彥 戸戶 清淸 産產 内內 呉吳 顔顏 青靑 間閒 飲飮 舎舍 説說 税稅 悦悅 鋭銳 脱脫 絶絕 姫姬 節莭 \
鴎鷗 鴬鶯 蛎蠣 砺礪 靭靱 梼檮 涛濤 芦蘆 莱萊 蝋蠟 蝉蟬 醤醬 蒋蔣 麹麴 頬頰 填塡 呑吞 噛嚙 屏屛 掴摑 掻搔 溌潑 焔焰 箪簞 繋繫 繍繡 剥剝 叱𠮟 \
侠俠 倶俱 唖啞 躯軀 鹸鹼 蝿蠅 撹攪 壷壺 砿礦 諌諫 迩邇 嚢囊 涜瀆 醗醱 賎賤 鯵鰺 顛顚 騨驒 厩廐廏 竃竈 鼠鼡 昂昻 綿緜 解觧 閉閇 脈脉 舗舖 鉤鈎";

/// Characters that are not the same, but of which one is often written for the other: enough to look
/// at, never enough to hold two people for one. The first stands for all.
const CONFUSED: &str = "\
斉斎 坂阪 崎埼碕 祇祗 杉椙 徳悳惪 藤籐 刈苅 梁簗 峰嶺 岩巌 己巳已 未末 宣宜 菅管 萩荻 堀掘 栗粟";

/// Other shapes of the same character, to the shape in use.
static SAME: LazyLock<HashMap<char, char>> = LazyLock::new(|| pairs(&[TRADITIONAL, OF_NAMES]));

/// Characters that are only taken for one another.
static ALIKE: LazyLock<HashMap<char, char>> = LazyLock::new(|| pairs(&[CONFUSED]));

fn pairs(tables: &[&str]) -> HashMap<char, char> {
    let groups = tables.iter().flat_map(|table| table.split_whitespace());
    groups
        .filter_map(|group| {
            let base = group.chars().next()?;
            Some(group.chars().skip(1).map(move |other| (other, base)))
        })
        .flatten()
        .collect()
}

/// The shape in use of a character (髙 → 高).
pub(super) fn same(c: char) -> char {
    looked_up(&SAME, c)
}

/// One for the characters that are taken for one another (斎 → 斉); of shapes in use only.
pub(super) fn alike(c: char) -> char {
    looked_up(&ALIKE, c)
}

fn looked_up(table: &HashMap<char, char>, c: char) -> char {
    // Kana, digits and Latin letters are most of a text and never in a table.
    if c < '\u{3400}' {
        return c;
    }
    table.get(&c).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn every_character_stands_once_and_leads_to_its_last_shape() {
        for tables in [&[TRADITIONAL, OF_NAMES][..], &[CONFUSED][..]] {
            let members: usize = tables
                .iter()
                .flat_map(|table| table.split_whitespace())
                .map(|group| group.chars().count() - 1)
                .sum();
            assert_eq!(pairs(tables).len(), members, "one stands twice");
        }
        for (other, base) in SAME.iter().chain(ALIKE.iter()) {
            assert_ne!(other, base);
            assert_eq!(same(*base), *base, "{other} stops halfway");
            assert_eq!(alike(alike(*base)), alike(*base), "{other}");
            for c in [*other, *base] {
                let normal: Vec<char> = [c].into_iter().nfkc().collect();
                assert_eq!(normal, [c], "NFKC would never let this be found");
            }
        }
        for other in ALIKE.keys() {
            assert_eq!(same(*other), *other, "folded before it is looked up");
        }
    }

    #[test]
    fn the_table_of_kanji_in_use_is_there_whole() {
        // 364 in brackets, of which NFKC joins 62.
        assert_eq!(pairs(&[TRADITIONAL]).len(), 364 - 62);
    }
}
