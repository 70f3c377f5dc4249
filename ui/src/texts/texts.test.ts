import { expect, test } from "vitest";

import { residentTexts, staffTexts } from ".";
import { lines, plain } from "./ruby";

/** Every text with its path; a text with numbers in it is asked for 1 and for several. */
function texts(node: unknown, path = ""): [string, string][] {
  if (typeof node === "string") return [[path, node]];
  if (typeof node === "function") {
    const make = node as (...numbers: number[]) => string;
    return [
      [`${path}(1)`, make(1, 4)],
      [`${path}(3)`, make(3, 14)],
    ];
  }
  return Object.entries(node as object).flatMap(([key, value]) => texts(value, `${path}/${key}`));
}

const KANJI = /\p{Script=Han}/u;

test.each(Object.entries({ ...staffTexts, resident: residentTexts }))("no text of %s is empty", (_, all) => {
  const empty = texts(all).filter(([, text]) => text.trim() === "");
  expect(empty).toEqual([]);
});

test("the languages have the same texts", () => {
  const paths = (all: unknown) => texts(all).map(([path]) => path);
  expect(paths(residentTexts.en)).toEqual(paths(residentTexts.ja));
  expect(paths(residentTexts.easy)).toEqual(paths(residentTexts.ja));
  expect(paths(staffTexts.en)).toEqual(paths(staffTexts.ja));
});

test("no Japanese is left in the English texts", () => {
  const named = /照合番号B|研修中|券面事項入力補助用|昭和55年3月2日|元/g;
  const left = [...texts(residentTexts.en), ...texts(staffTexts.en)].filter(([, text]) =>
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text.replaceAll(named, "")),
  );
  expect(left).toEqual([]);
});

test("every kanji of やさしい日本語 has its reading, and every reading is kana", () => {
  for (const [path, text] of texts(residentTexts.easy)) {
    for (const { text: part, reading } of lines(text).flat()) {
      if (reading === null) expect(part, path).not.toMatch(KANJI);
      else {
        expect(part, path).toMatch(/^\p{Script=Han}+$/u);
        expect(reading, path).toMatch(/^\p{Script=Hiragana}+$/u);
      }
    }
  }
});

test("the marks of ruby are well-formed everywhere", () => {
  for (const all of Object.values(residentTexts)) {
    for (const [path, text] of texts(all)) expect(plain(text), path).not.toMatch(/[{}|]/);
  }
});

test("やさしい日本語 keeps its sentences short", () => {
  const long = texts(residentTexts.easy)
    .flatMap(([path, text]) =>
      plain(text)
        .split("。")
        .map((sentence) => [path, sentence] as const),
    )
    .filter(([, sentence]) => sentence.replaceAll(" ", "").length > 45);
  // The description of the picture is read to those who do not see it, place by place.
  expect(long.filter(([path]) => !path.includes("cardPicture"))).toEqual([]);
});

test("tries left are said in words", () => {
  expect(residentTexts.ja.enter.wrongTries(2)).toContain("あと2回");
  expect(residentTexts.en.enter.tries(1)).toContain("1 try");
  expect(residentTexts.en.enter.tries(2)).toContain("2 tries");
  expect(plain(residentTexts.easy.enter.tries(2))).toContain("あと 2回");
});
