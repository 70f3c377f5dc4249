import { expect, test } from "vitest";

import { lines, plain } from "../../texts/ruby";
import { KEEPER_PARTS, shelterTexts } from ".";
import { NEED_VALUES } from "./needs";

/** Every text with its path; a text with numbers in it is asked for 1 and for several. */
function texts(node: unknown, path = ""): [string, string][] {
  if (typeof node === "string") return [[path, node]];
  if (typeof node === "function") {
    const make = node as (...numbers: (number | string)[]) => string;
    return [
      [`${path}(1)`, make(1, 4, 5)],
      [`${path}(3)`, make(3, 14, 6)],
      [`${path}(-2)`, make(-2, 1, 7)],
      [`${path}(0)`, make(0, 0, 0)],
    ];
  }
  return Object.entries(node as object).flatMap(([key, value]) => texts(value, `${path}/${key}`));
}

const all = Object.entries(shelterTexts);
const easyTexts = texts(shelterTexts.easy).filter(
  ([path]) => !KEEPER_PARTS.some((part) => path.startsWith(`/${part}/`)),
);

test.each(all)("no text of %s is empty, and the marks of ruby are well-formed", (_, language) => {
  for (const [path, text] of texts(language)) {
    expect(text.trim(), path).not.toBe("");
    expect(plain(text), path).not.toMatch(/[{}|]/);
    expect(text, path).not.toMatch(/undefined|NaN/);
  }
});

test("the languages have the same texts", () => {
  const paths = (language: unknown) => texts(language).map(([path]) => path);
  expect(paths(shelterTexts.en)).toEqual(paths(shelterTexts.ja));
  expect(paths(shelterTexts.easy)).toEqual(paths(shelterTexts.ja));
});

test("no Japanese is left in the English texts", () => {
  const left = texts(shelterTexts.en).filter(([, text]) =>
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text),
  );
  expect(left).toEqual([]);
});

test("every kanji of やさしい日本語 has its reading, and every reading is kana", () => {
  for (const [path, text] of easyTexts) {
    for (const { text: part, reading } of lines(text).flat()) {
      if (reading === null) expect(part, path).not.toMatch(/\p{Script=Han}/u);
      else {
        expect(part, path).toMatch(/^\p{Script=Han}+$/u);
        expect(reading, path).toMatch(/^\p{Script=Hiragana}+$/u);
      }
    }
  }
});

test("やさしい日本語 keeps its sentences short", () => {
  const long = easyTexts
    .flatMap(([path, text]) =>
      plain(text)
        .split("。")
        .map((sentence) => [path, sentence] as const),
    )
    .filter(([, sentence]) => sentence.replaceAll(" ", "").length > 45);
  expect(long).toEqual([]);
});

test("every kind of need and every value of one has its words in both languages", () => {
  for (const { kinds, values } of [shelterTexts.ja.needs, shelterTexts.en.needs]) {
    for (const [kind, of] of Object.entries(NEED_VALUES)) {
      expect(kinds[kind], kind).toBeTruthy();
      for (const value of of) expect(values[value], `${kind} ${value}`).toBeTruthy();
    }
  }
});
