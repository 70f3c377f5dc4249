/*
 * The reading of a name that is typed with an input method is what stood there before it was converted: the kana of the
 * composition. Engines and input methods tell it differently, so only the last text of pure kana counts.
 */

const KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}ーｰ゛゜・]+$/u;
const SPACE = /\s/u;

/** Hiragana, whatever the width and the script; null when there is anything else in it. */
function hiragana(text: string): string | null {
  // A single n before a conversion is ん; any other letter is the begin of a syllable that nobody finished.
  const typed = text
    .normalize("NFKC")
    .replace(/n$/i, "ん")
    .replace(/[a-z]+$/i, "");
  if (!KANA.test(typed)) return null;
  return typed.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** What is different between two texts, in the second. */
function inserted(before: string, after: string): string {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return after.slice(start, after.length - end);
}

/** Collects readings while a name is typed. Holds personal data: it lives as long as the field. */
export class Readings {
  readonly #known = new Map<string, string>();
  #before = "";
  #reading: string | null = null;

  /** A composition begins in a field that holds this text. */
  start(value: string): void {
    this.#before = value;
    this.#reading = null;
  }

  /** The composition's text is now this one. */
  update(text: string): void {
    this.#reading = hiragana(text) ?? this.#reading;
  }

  /** The composition is over; the field holds this text. What was given up leaves nothing. */
  end(value: string): void {
    const text = inserted(this.#before, value).trim();
    if (text !== "" && this.#reading !== null) this.#known.set(text, this.#reading);
    this.#reading = null;
  }

  /** The reading of this whole text in hiragana; null as long as one character's is not known. */
  of(value: string): string | null {
    let reading = "";
    let at = 0;
    const text = value.trim();
    while (at < text.length) {
      const rest = text.slice(at);
      const word = [...this.#known.keys()]
        .filter((each) => rest.startsWith(each))
        .sort((a, b) => b.length - a.length)[0];
      const letter = String.fromCodePoint(rest.codePointAt(0) ?? 0);
      if (word !== undefined) {
        reading += this.#known.get(word) ?? "";
        at += word.length;
      } else if (SPACE.test(letter)) {
        if (!reading.endsWith("　")) reading += "　";
        at += letter.length;
      } else {
        const kana = hiragana(letter);
        if (kana === null) return null;
        reading += kana;
        at += letter.length;
      }
    }
    return reading === "" ? null : reading;
  }
}
