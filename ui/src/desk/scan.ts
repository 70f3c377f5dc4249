/** How far apart the keys of a scanner are at most, in milliseconds; hands are slower. */
const GAP_MS = 150;
/** What a scanner reads has at least so many characters. */
const SHORTEST = 4;
/** 職員証・名札・事前登録: what we print begins so, and is known inside a field too. */
const OURS = /^KZ[BLP]1/;
/** 入場券: digits faster than a hand, in the line that takes them; letters there may be somebody's name. */
const TICKET = /^[0-9-]{6,}$/;

/** Where the keys land: nowhere in particular, in a field, or in the line that takes tickets and names. */
export type Landing = "page" | "field" | "line";

/** A key as the scanner pressed it. */
export type Key = { key: string; code: string; shift: boolean; at: number };
/** What was scanned when this key ends a scan, and how many characters of one there are else. */
export type Meaning = { scanned: string | null; length: number };

/** The character of a key, also while an input method swallows it and only the key's place is told. */
function character({ key, code, shift }: Key): string | null {
  if ([...key].length === 1) return key;
  if (key !== "Process" && key !== "Unidentified") return null;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  return /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? (code === "Minus" ? "-" : null);
}

/** Gathers quick keys that end in Enter. A scanner is a keyboard: there is nothing else to tell it by. */
export class Scanner {
  private text = "";
  private last = Number.NEGATIVE_INFINITY;

  press(key: Key, landing: Landing): Meaning {
    if (key.at - this.last > GAP_MS) this.text = "";
    if (key.key === "Enter" || key.code === "Enter" || key.code === "NumpadEnter") {
      const text = this.text;
      this.text = "";
      const ours = OURS.test(text.toUpperCase());
      const meant = ours || landing === "page" || (landing === "line" && TICKET.test(text));
      const whole = meant && text.length >= SHORTEST;
      return { scanned: whole ? text : null, length: 0 };
    }
    const next = character(key);
    // Shift and the like come between the characters of a scan.
    if (next === null) return { scanned: null, length: this.text.length };
    this.last = key.at;
    this.text += next;
    return { scanned: null, length: this.text.length };
  }
}
