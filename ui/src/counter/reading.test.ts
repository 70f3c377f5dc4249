import { expect, test } from "vitest";

import { Readings } from "./reading";

/** Types one word with an input method, as the texts of its composition; the last one is what stays. */
function compose(readings: Readings, before: string, texts: string[], after: string): string {
  readings.start(before);
  for (const text of texts) readings.update(text);
  readings.end(after);
  return after;
}

test("the kana before the conversion are the reading, word by word", () => {
  const readings = new Readings();
  const family = compose(readings, "", ["m", "み", "みh", "みほ", "みほn", "みほん", "見本"], "見本");
  expect(readings.of(family)).toBe("みほん");
  const whole = compose(readings, "見本　", ["は", "はな", "はなこ", "花子"], "見本　花子");
  expect(readings.of(whole)).toBe("みほん　はなこ");
});

test("an n that was never finished is ん, any other letter is dropped", () => {
  const readings = new Readings();
  expect(readings.of(compose(readings, "", ["けn", "健"], "健"))).toBe("けん");
  expect(readings.of(compose(readings, "", ["たk", "田"], "田"))).toBe("た");
});

test("pieces that are half converted are no reading", () => {
  const readings = new Readings();
  expect(readings.of(compose(readings, "", ["みほん", "見ほん", "見本"], "見本"))).toBe("みほん");
  const other = new Readings();
  expect(other.of(compose(other, "", ["見ほ", "見本"], "見本"))).toBeNull();
});

test("katakana and half-width candidates give the same reading", () => {
  const readings = new Readings();
  expect(readings.of(compose(readings, "", ["みほん", "ﾐﾎﾝ", "ミホン", "見本"], "見本"))).toBe("みほん");
});

test("what was given up or deleted leaves nothing, and what has no reading gives none", () => {
  const readings = new Readings();
  compose(readings, "", ["みほん", ""], "");
  expect(readings.of("")).toBeNull();
  compose(readings, "", ["みほん", "三本"], "三本");
  expect(readings.of("見本")).toBeNull();
  expect(readings.of("MIHON")).toBeNull();
  compose(readings, "", ["みほん", "見本"], "見本");
  expect(readings.of("見本")).toBe("みほん");
  expect(readings.of("見本 Ann")).toBeNull();
});

test("a name in kana is its own reading", () => {
  expect(new Readings().of("みほん ハナコ")).toBe("みほん　はなこ");
});
