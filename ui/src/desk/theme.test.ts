import { expect, test } from "vitest";

import css from "./theme.css?raw";

/** The colours of a theme: `--name: light-dark(#light, #dark)`. */
function colours(dark: boolean): Map<string, string> {
  return new Map(
    [...css.matchAll(/--([a-z-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g)].map(
      ([, name = "", light = "", night = ""]) => [name, dark ? night : light],
    ),
  );
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((from) => {
    const part = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ["paper", "ground"];
/** Written text (WCAG 1.4.3: 4.5 to 1). */
const WRITTEN: [string, string[]][] = [
  ["ink", [...GROUNDS, "key-pale", "warn-pale", "ok-pale", "bad-pale"]],
  ["ink-quiet", [...GROUNDS, "key-pale", "warn-pale", "bad-pale"]],
  ["key", [...GROUNDS, "key-pale"]],
  ["paper", ["key", "key-deep"]],
  ["ok", [...GROUNDS, "ok-pale"]],
  ["warn", [...GROUNDS, "warn-pale"]],
  ["bad", [...GROUNDS, "bad-pale"]],
];
/** Edges and signs by which a part is known (WCAG 1.4.11: 3 to 1). */
const SEEN: [string, string[]][] = [
  ["line-strong", GROUNDS],
  ["key", GROUNDS],
  ["key-line", GROUNDS],
  ["warn-line", ["warn-pale", ...GROUNDS]],
  ["focus", [...GROUNDS, "key-pale"]],
];

test.each([
  ["light", false],
  ["dark", true],
] as const)("what is written and drawn can be read in the %s theme", (_, dark) => {
  const all = colours(dark);
  const weak = (pairs: [string, string[]][], least: number) =>
    pairs.flatMap(([front, backs]) =>
      backs
        .map((back) => [front, back, contrast(all.get(front) ?? "#000000", all.get(back) ?? "#000000")] as const)
        .filter(([, , ratio]) => ratio < least),
    );
  expect(weak(WRITTEN, 4.5)).toEqual([]);
  expect(weak(SEEN, 3)).toEqual([]);
});

test("the dark theme is dark and the light one light", () => {
  expect(luminance(colours(true).get("ground") ?? "")).toBeLessThan(0.02);
  expect(luminance(colours(false).get("ground") ?? "")).toBeGreaterThan(0.8);
});

test("nothing moves", () => {
  expect(css).toMatch(/animation: none !important/);
  expect(css).toMatch(/transition: none !important/);
});
