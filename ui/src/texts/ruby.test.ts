import { expect, test } from "vitest";

import { lines, plain } from "./ruby";

test("a word with its reading stands apart from the text around it", () => {
  expect(lines("この {機械|きかい}に\n{置|お}く")).toEqual([
    [
      { text: "この ", reading: null },
      { text: "機械", reading: "きかい" },
      { text: "に", reading: null },
    ],
    [
      { text: "置", reading: "お" },
      { text: "く", reading: null },
    ],
  ]);
});

test("text without readings stays as it is", () => {
  expect(lines("PIN 1234")).toEqual([[{ text: "PIN 1234", reading: null }]]);
  expect(plain("{係|かかり}の {人|ひと}\nです")).toBe("係の 人です");
});
