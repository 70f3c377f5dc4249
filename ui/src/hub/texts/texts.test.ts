import { expect, test } from "vitest";

import { hubTexts } from ".";

/** Every text with its path; one with numbers in it is asked for some. */
function texts(node: unknown, path = ""): [string, string][] {
  if (typeof node === "string") return [[path, node]];
  if (typeof node === "function") {
    const make = node as (...of: (number | string)[]) => string;
    return [1, 3, 240].map((number) => [`${path}(${number})`, make(number, 4, "5")]);
  }
  return Object.entries(node as object).flatMap(([key, value]) => texts(value, `${path}/${key}`));
}

/** An empty unit is meant: English has none. */
const all = (language: "ja" | "en") => texts(hubTexts[language]).filter(([path]) => !path.includes("/units/"));

test.each(["ja", "en"] as const)("no text of %s is empty", (language) => {
  for (const [path, text] of all(language)) {
    expect(text.trim(), path).not.toBe("");
    expect(text, path).not.toMatch(/undefined|NaN/);
  }
});

test("the languages have the same texts", () => {
  expect(all("en").map(([path]) => path)).toEqual(all("ja").map(([path]) => path));
});

test("no Japanese is left in the English texts, but for the name of the other language", () => {
  const left = all("en").filter(
    ([path, text]) =>
      path !== "/frame/language" && /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text),
  );
  expect(left).toEqual([]);
});
