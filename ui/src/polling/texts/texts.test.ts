import { expect, test } from "vitest";

import { pollingTexts } from ".";

/** Every text with its path; a text with numbers in it is asked for 0, 1 and several. */
function texts(node: unknown, path = ""): [string, string][] {
  if (typeof node === "string") return [[path, node]];
  if (typeof node === "function") {
    const make = node as (...values: (number | string)[]) => string;
    return [0, 1, 14].map((count) => [`${path}(${count})`, make(count, count + 1, 5)]);
  }
  return Object.entries(node as object).flatMap(([key, value]) => texts(value, `${path}/${key}`));
}

test.each(Object.entries(pollingTexts))("no text of %s is empty or half made", (_, language) => {
  for (const [path, text] of texts(language)) {
    // 0 joined with nothing is nothing: "where and when" of what was never recorded.
    expect(text.trim(), path).not.toBe("");
    expect(text, path).not.toMatch(/undefined|NaN|\[object/);
  }
});

test("both languages have the same texts", () => {
  const paths = (language: unknown) => texts(language).map(([path]) => path);
  expect(paths(pollingTexts.en)).toEqual(paths(pollingTexts.ja));
});

test("no Japanese is left in the English texts", () => {
  const left = texts(pollingTexts.en).filter(([, text]) =>
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text),
  );
  expect(left).toEqual([]);
});

test("the four outage rules are named by their numbers in both languages", () => {
  for (const language of Object.values(pollingTexts)) {
    const { stop, home_booth, voice, go_on } = language.frame.standing.rules;
    expect([stop, home_booth, voice, go_on].map((text) => text[0])).toEqual(["1", "2", "3", "4"]);
  }
});
