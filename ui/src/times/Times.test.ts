import { fireEvent, screen } from "@testing-library/svelte";
import { describe, expect, test, vi } from "vitest";

import { speech } from "../counter/words.svelte";
import { noTimes, timesSample } from "../dev/times-samples";
import { findings } from "../test/axe";
import { recordCommands } from "../test/commands";
import { draw, sample } from "../test/staff";
import { daysOf } from "./range";

const broken = {
  code: "times-unreadable",
  what: { ja: "記録を読めません。", en: "The times cannot be read." },
  next: { ja: "情報システム担当に連絡してください。", en: "Call your IT department." },
};
const open = async () => {
  draw(sample("choosing"));
  await fireEvent.click(screen.getByTestId("times-open"));
};
const text = async (id: string) => (await screen.findByTestId(id)).textContent;

describe.each(["ja", "en"] as const)("in %s", (language) => {
  test.each([
    ["with visits", timesSample],
    ["with nobody", noTimes],
  ])("the page is drawn %s and axe finds nothing", async (_, view) => {
    speech.language = language;
    recordCommands((command) => (command === "times" ? view : null));
    await open();
    await screen.findByTestId(view.all.visits > 0 ? "times-all" : "times-none");
    expect(document.querySelectorAll("h1")).toHaveLength(1);
    expect(await findings(document.documentElement)).toEqual([]);
  });
});

test("the page is opened between two sessions only, and a session takes its place", async () => {
  recordCommands((command) => (command === "times" ? timesSample : null));
  const { rerender } = draw(sample("choosing"));
  await fireEvent.click(screen.getByTestId("times-open"));
  expect(screen.getByTestId("times")).toBeTruthy();
  await rerender({ view: sample("guiding") });
  expect(screen.queryByTestId("times")).toBeNull();
  expect(screen.queryByTestId("times-open")).toBeNull();
  await rerender({ view: sample("choosing") });
  expect(screen.queryByTestId("times")).toBeNull();
  await fireEvent.click(screen.getByTestId("times-open"));
  await fireEvent.click(screen.getByTestId("times-close"));
  expect(screen.queryByTestId("times")).toBeNull();
});

test("every figure of the picture stands in the table beside it", async () => {
  recordCommands((command) => (command === "times" ? timesSample : null));
  await open();
  const day = await screen.findByTestId("times-day");
  expect(day.querySelector("svg")?.getAttribute("aria-label")).toContain("同じ数字が表にあります");
  expect(day.querySelectorAll("rect")).toHaveLength(timesSample.byDay.length);
  const rows = [...day.querySelectorAll("tbody tr")].map((row) =>
    [...row.children].map((cell) => cell.textContent).join(" "),
  );
  expect(rows).toHaveLength(timesSample.byDay.length);
  expect(rows[0]).toBe("2026-11-16 41件 2分51秒 5分8秒");
  // A day without a visit has no time, and the line breaks there.
  expect(rows.at(-1)).toBe("2026-11-21 0件 ― ―");
  expect(day.querySelectorAll("circle")).toHaveLength(timesSample.byDay.length - 1);
  expect(await text("times-all")).toContain("2分22秒");
  expect(await text("times-form")).toContain("住民票の写し等交付請求書");
  expect(await text("times-form")).toContain("old-form");
  expect(await text("times-guide")).toContain("転居");
  expect(await text("times-weekday")).toContain("月");
});

test("a range is asked for by its first and last day", async () => {
  vi.useFakeTimers({ now: new Date(2026, 10, 21, 12), toFake: ["Date"] });
  const sent = recordCommands((command) => (command === "times" ? timesSample : null));
  await open();
  await fireEvent.click(screen.getByTestId("range-week"));
  await fireEvent.click(screen.getByTestId("range-lastMonth"));
  expect(sent.filter(({ command }) => command === "times").map(({ args }) => args)).toEqual([
    { first: "2026-10-23", last: "2026-11-21" },
    { first: "2026-11-15", last: "2026-11-21" },
    { first: "2026-10-01", last: "2026-10-31" },
  ]);
  expect(screen.getByTestId("range-lastMonth").getAttribute("aria-pressed")).toBe("true");
});

test("an answer that comes too late is not drawn over the range that was chosen since", async () => {
  const answers: ((view: unknown) => void)[] = [];
  recordCommands((command) => (command === "times" ? new Promise((done) => answers.push(done)) : null));
  await open();
  await fireEvent.click(screen.getByTestId("range-today"));
  answers[1]?.(noTimes);
  await screen.findByTestId("times-none");
  answers[0]?.(timesSample);
  await new Promise((tick) => setTimeout(tick, 20));
  expect(screen.queryByTestId("times-all")).toBeNull();
});

test("the table is written as CSV, and the page says where", async () => {
  const sent = recordCommands((command) => (command === "export_times" ? "/srv/times.csv" : timesSample));
  await open();
  await fireEvent.click(screen.getByTestId("times-csv"));
  expect(await text("times-written")).toContain("/srv/times.csv");
  const shown = sent.find(({ command }) => command === "times")?.args;
  expect(sent.find(({ command }) => command === "export_times")?.args).toEqual(shown);
});

test.each(["times", "export_times"])("what went wrong with %s is told with what to do", async (failing) => {
  recordCommands((command) => (command === failing ? Promise.reject(broken) : timesSample));
  await open();
  await fireEvent.click(screen.getByTestId("times-csv"));
  await vi.waitFor(() => expect(document.querySelector("[data-code='times-unreadable']")).not.toBeNull());
  expect(screen.queryByTestId("times-written") === null || failing === "times").toBe(true);
});

test("ranges cross months and years", () => {
  expect(daysOf("month", new Date(2026, 0, 5))).toEqual({ first: "2025-12-07", last: "2026-01-05" });
  expect(daysOf("lastMonth", new Date(2026, 2, 31))).toEqual({ first: "2026-02-01", last: "2026-02-28" });
  expect(daysOf("today", new Date(2026, 2, 1))).toEqual({ first: "2026-03-01", last: "2026-03-01" });
  expect(daysOf("year", new Date(2026, 11, 31))).toEqual({ first: "2026-01-01", last: "2026-12-31" });
});
