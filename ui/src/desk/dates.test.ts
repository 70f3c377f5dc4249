import { expect, test } from "vitest";

import { plain } from "../texts/ruby";
import { clockTime, inEra, spokenDate, western } from "./dates";

test.each([
  ["S55.3.2", "1980-03-02"],
  ["R1.5.1", "2019-05-01"],
  ["H31.4.30", "2019-04-30"],
  ["T15.12.24", "1926-12-24"],
  ["M45.7.29", "1912-07-29"],
  ["1980-03-02", "1980-03-02"],
  ["", ""],
])("%s is %s", (answer, date) => {
  expect(western(answer)).toBe(date);
});

test.each([
  ["2019-04-30", "H", "31"],
  ["2019-05-01", "R", "1"],
  ["1989-01-07", "S", "64"],
  ["1989-01-08", "H", "1"],
  ["1926-12-24", "T", "15"],
  ["1926-12-25", "S", "1"],
  ["1912-07-29", "M", "45"],
  ["1912-07-30", "T", "1"],
  ["1867-12-31", "W", "1867"],
])("%s is %s %s", (date, era, year) => {
  expect(inEra(date)).toMatchObject({ era, year });
  expect(western(era === "W" ? date : `${era}${year}.${Number(date.slice(5, 7))}.${Number(date.slice(8))}`)).toBe(date);
});

test("less than a whole date is none", () => {
  expect(inEra("1954")).toBeNull();
  expect(inEra("1954-03")).toBeNull();
  expect(inEra("")).toBeNull();
});

test("a date is said in western and era years", () => {
  expect(spokenDate("2026-11-21", "ja")).toBe("2026年（令和8年）11月21日");
  expect(spokenDate("2019-05-01", "ja")).toContain("令和元年");
  expect(spokenDate("2026-11-21", "en")).toBe("2026-11-21 (Reiwa 8)");
  expect(plain(spokenDate("2026-11-21", "easy"))).toBe("2026年（令和8年） 11月 21日");
});

test.each([
  ["0830", "08:30"],
  ["8:30", "08:30"],
  ["１４：０５", "14:05"],
  ["14時05分", "14:05"],
  ["2400", null],
  ["1260", null],
  ["83", null],
  ["", null],
])("%s is the time %s", (typed, time) => {
  expect(clockTime(typed)).toBe(time);
});
