import type { Era } from "../counter/date-text";
import type { EraDateView, Language } from "../generated/bindings";

/** The first day of each era and the year before its first: 元号を改める政令, and for 明治 the lunar calendar's end. */
const ERAS: { era: Era; from: string; before: number; ja: string; en: string }[] = [
  { era: "R", from: "2019-05-01", before: 2018, ja: "令和", en: "Reiwa" },
  { era: "H", from: "1989-01-08", before: 1988, ja: "平成", en: "Heisei" },
  { era: "S", from: "1926-12-25", before: 1925, ja: "昭和", en: "Showa" },
  { era: "T", from: "1912-07-30", before: 1911, ja: "大正", en: "Taisho" },
  { era: "M", from: "1868-01-25", before: 1867, ja: "明治", en: "Meiji" },
];

/** What a date field answers (`S55.3.2` or `1980-03-02`) as `YYYY-MM-DD`; whether there is such a day is Rust's to say. */
export function western(answer: string): string {
  const [, era, year, month, day] = /^([RHSTM])(\d+)\.(\d+)\.(\d+)$/.exec(answer) ?? [];
  const found = ERAS.find((each) => each.era === era);
  if (!found || !year || !month || !day) return answer;
  return `${found.before + Number(year)}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** A date `YYYY-MM-DD` as a date field shows it, in its era; null for less than a whole date. */
export function inEra(date: string): EraDateView | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  if (!year || !month || !day) return null;
  const found = ERAS.find(({ from }) => date >= from);
  const plain = (part: string) => String(Number(part));
  return {
    era: found?.era ?? "W",
    year: plain(found ? String(Number(year) - found.before) : year),
    month: plain(month),
    day: plain(day),
  };
}

/** `2026-11-21` in words, western and era, so that old and young can check it. */
export function spokenDate(date: string, language: Language): string {
  const era = inEra(date);
  const [year] = date.split("-");
  if (!era || !year) return date;
  const name = ERAS.find((each) => each.era === era.era);
  const eraYear = era.year === "1" ? "元" : era.year;
  if (language === "en") return `${date}${name ? ` (${name.en} ${era.year})` : ""}`;
  if (language === "easy") {
    const inKanji = name ? `（{${name.ja}|${EASY[era.era] ?? ""}}${era.year}{年|ねん}）` : "";
    return `${year}{年|ねん}${inKanji} ${era.month}{月|がつ} ${era.day}{日|にち}`;
  }
  return `${year}年${name ? `（${name.ja}${eraYear}年）` : ""}${era.month}月${era.day}日`;
}

const EASY: Record<string, string> = { R: "れいわ", H: "へいせい", S: "しょうわ", T: "たいしょう", M: "めいじ" };

/** Four digits, or with a colon, as `HH:MM`; null for no time of day. */
export function clockTime(typed: string): string | null {
  const [, hour, minute] = /^(\d{1,2})[:：時]?(\d{2})分?$/.exec(typed.normalize("NFKC").trim()) ?? [];
  if (!hour || !minute || Number(hour) > 23 || Number(minute) > 59) return null;
  return `${hour.padStart(2, "0")}:${minute}`;
}
