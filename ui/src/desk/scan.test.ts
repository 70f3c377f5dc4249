import { describe, expect, test } from "vitest";

import { type Landing, Scanner } from "./scan";

/** Types a text with so many milliseconds between the keys, and says what was scanned at the end. */
function type(scanner: Scanner, text: string, gap: number, from = 1_000, landing: Landing = "page"): string | null {
  let at = from;
  for (const key of text) {
    scanner.press({ key, code: "", shift: false, at }, landing);
    at += gap;
  }
  return scanner.press({ key: "Enter", code: "Enter", shift: false, at }, landing).scanned;
}

test("quick keys that end in Enter are a scan", () => {
  expect(type(new Scanner(), "KZL1:7F3A", 8)).toBe("KZL1:7F3A");
  expect(type(new Scanner(), "0114B34C2D5E6F70", 12)).toBe("0114B34C2D5E6F70");
});

test("hands are slower, and three keys are none", () => {
  expect(type(new Scanner(), "KZL1:7F3A", 200)).toBeNull();
  expect(type(new Scanner(), "123", 5)).toBeNull();
});

test("what was pressed long before does not belong to the scan", () => {
  const scanner = new Scanner();
  scanner.press({ key: "x", code: "KeyX", shift: false, at: 0 }, "page");
  expect(type(scanner, "KZB1:ABCD", 8)).toBe("KZB1:ABCD");
});

test("in a field only what we print is a scan", () => {
  expect(type(new Scanner(), "KZP1:AAAA", 8, 0, "field")).toBe("KZP1:AAAA");
  expect(type(new Scanner(), "kzb1:aaaa", 8, 0, "field")).toBe("kzb1:aaaa");
  expect(type(new Scanner(), "みほんたろう", 8, 0, "field")).toBeNull();
  expect(type(new Scanner(), "0312345678", 8, 0, "field")).toBeNull();
});

test("in the line that takes tickets quick digits are a scan, and quick letters somebody's name", () => {
  expect(type(new Scanner(), "004512345678", 8, 0, "line")).toBe("004512345678");
  expect(type(new Scanner(), "mihonntarou", 8, 0, "line")).toBeNull();
  expect(type(new Scanner(), "19570401", 200, 0, "line")).toBeNull();
});

test("Enter begins anew", () => {
  const scanner = new Scanner();
  expect(type(scanner, "KZB1:ABCD", 8, 0)).toBe("KZB1:ABCD");
  expect(scanner.press({ key: "Enter", code: "Enter", shift: false, at: 90 }, "page").scanned).toBeNull();
});

describe("keys that carry no character", () => {
  test("Shift between the characters changes nothing", () => {
    const scanner = new Scanner();
    let at = 0;
    for (const key of ["Shift", "K", "Shift", "Z", "Shift", "L", "1", "-", "9"]) {
      scanner.press({ key, code: "", shift: false, at: (at += 5) }, "page");
    }
    expect(scanner.press({ key: "Enter", code: "Enter", shift: false, at: at + 5 }, "page").scanned).toBe("KZL1-9");
  });

  test("an input method that swallows the keys leaves their places", () => {
    const scanner = new Scanner();
    let at = 0;
    for (const code of ["KeyK", "KeyZ", "KeyB", "Digit1", "Minus", "Numpad7"]) {
      scanner.press({ key: "Process", code, shift: code.startsWith("Key"), at: (at += 5) }, "field");
    }
    expect(scanner.press({ key: "Process", code: "Enter", shift: false, at: at + 5 }, "field").scanned).toBe("KZB1-7");
  });
});
