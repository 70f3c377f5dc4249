/** Eras as Rust names them; `W` is a western year. The western year last: on a Japanese form it is the exception. */
export const ERAS = ["R", "H", "S", "T", "M", "W"] as const;
export type Era = (typeof ERAS)[number];

/** The boxes of a date, each as typed. */
export type DateBoxes = { era: Era | ""; year: string; month: string; day: string };

const KANJI: Record<string, Era> = { 令: "R", 平: "H", 昭: "S", 大: "T", 明: "M", 西: "W" };

/** What is typed with an input method on is the same as without: full width becomes half width. */
export const half = (text: string): string => text.normalize("NFKC");

export const digitsOf = (text: string, most: number): string => half(text).replace(/\D/g, "").slice(0, most);

/** The era that a text begins with: `S55`, `昭和55`. */
export function eraOf(text: string): Era | "" {
  const first = half(text).trim().charAt(0).toUpperCase();
  return ERAS.find((era) => era === first) ?? KANJI[first] ?? "";
}

const WHOLE = /^(\p{L}*?)\s*(元|\d{1,4})[年.\-/]\s*(\d{1,2})[月.\-/]\s*(\d{1,2})日?$/u;
const DIGITS = /^(\d{4})(\d{2})(\d{2})$/;

/** A whole date in one text, as copied from elsewhere: `S55.3.2`, `昭和55年3月2日`, `1980-03-02`, `19800302`. */
export function wholeDate(text: string): DateBoxes | null {
  const found = half(text).trim();
  const [, written = "", year = "", month = "", day = ""] = WHOLE.exec(found) ?? [];
  if (year) {
    const western = year.length === 4;
    const era = western ? "W" : eraOf(written);
    const plain = (part: string) => String(Number(part));
    return era === "" ? null : { era, year: year === "元" ? "1" : plain(year), month: plain(month), day: plain(day) };
  }
  const [, y, m, d] = DIGITS.exec(found) ?? [];
  return y && m && d ? { era: "W", year: y, month: String(Number(m)), day: String(Number(d)) } : null;
}

/** The answer these boxes are: `S55.3.2` or `1980-03-02`, empty when nothing is typed, null for half a date. */
export function dateAnswer({ era, year, month, day }: DateBoxes): string | null {
  if (!year && !month && !day) return "";
  if (!era || !year || !month || !day) return null;
  if (era === "W") return `${year.padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return `${era}${Number(year)}.${Number(month)}.${Number(day)}`;
}
