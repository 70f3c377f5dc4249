import { fireEvent, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";

import { moveDate } from "../dev/case-samples";
import { recordCommands, type Sent } from "../test/commands";
import { answers, draw, fillingView } from "../test/staff";
import { dateAnswer, eraOf, wholeDate } from "./date-text";

const box = (part: string) => screen.getByTestId<HTMLInputElement>(`ask-move-date-${part}`);
const view = (change: Partial<typeof moveDate> = {}) =>
  fillingView({ people: [], questions: [{ ...moveDate, ...change }] });
const type = (part: string, value: string) => fireEvent.input(box(part), { target: { value } });

let sent: Sent[];
beforeEach(() => {
  vi.useFakeTimers();
  sent = recordCommands();
});

test("S55 typed chooses the era, and the cursor goes from box to box by itself", async () => {
  draw(view());
  box("year").focus();
  await type("year", "S55");
  expect(box("era-S").checked).toBe(true);
  expect(box("year").value).toBe("55");
  expect(document.activeElement).toBe(box("month"));
  await type("month", "3");
  expect(document.activeElement).toBe(box("day"));
  await type("day", "2");
  vi.advanceTimersByTime(500);
  expect(answers(sent)).toEqual(["S55.3.2"]);
});

test("an era button is enough for the era, and the cursor goes on to the year", async () => {
  draw(view());
  await fireEvent.click(box("era-H"));
  expect(document.activeElement).toBe(box("year"));
  await type("year", "3");
  expect(document.activeElement).toBe(box("year"));
  await type("year", "3.");
  expect(document.activeElement).toBe(box("month"));
  await type("month", "12");
  await type("day", "1");
  await type("day", "15");
  vi.advanceTimersByTime(500);
  expect(answers(sent)).toEqual(["H3.12.15"]);
});

test("four digits without an era are a western year", async () => {
  draw(view());
  await type("year", "1980");
  expect(box("era-W").checked).toBe(true);
  await type("month", "3");
  await type("day", "2");
  vi.advanceTimersByTime(500);
  expect(answers(sent)).toEqual(["1980-03-02"]);
});

test("full-width digits and the first year of an era are understood", async () => {
  draw(view());
  await type("year", "令和元");
  expect(box("era-R").checked).toBe(true);
  expect(box("year").value).toBe("1");
  await type("month", "５");
  await type("day", "１");
  vi.advanceTimersByTime(500);
  expect(answers(sent)).toEqual(["R1.5.1"]);
});

test("half a date is nobody's answer, and an emptied one takes the answer back", async () => {
  draw(view({ value: "1980-03-02", date: { era: "S", year: "55", month: "3", day: "2" } }));
  await type("day", "");
  vi.advanceTimersByTime(2000);
  expect(answers(sent)).toEqual([]);
  await type("month", "");
  await type("year", "");
  vi.advanceTimersByTime(500);
  expect(answers(sent)).toEqual([""]);
});

test("a composition is never acted upon before it ends", async () => {
  draw(view());
  box("year").focus();
  box("year").value = "しょうわ55";
  await fireEvent(box("year"), new InputEvent("input", { isComposing: true, bubbles: true }));
  vi.advanceTimersByTime(2000);
  expect(box("year").value).toBe("しょうわ55");
  expect(document.activeElement).toBe(box("year"));
  box("year").value = "昭和55";
  await fireEvent.compositionEnd(box("year"));
  expect(box("year").value).toBe("55");
  expect(box("era-S").checked).toBe(true);
  expect(document.activeElement).toBe(box("month"));
});

test.each(["S55.3.2", "昭和55年3月2日", "１９８０／３／２", "19800302"])(
  "%s pasted fills all the boxes",
  async (text) => {
    draw(view());
    await fireEvent.paste(box("year"), { clipboardData: { getData: () => text } });
    expect([box("month").value, box("day").value]).toEqual(["3", "2"]);
    expect(["S55.3.2", "1980-03-02"]).toContain(answers(sent)[0]);
  },
);

test("what is no date is pasted as it is", async () => {
  draw(view());
  const pasted = await fireEvent.paste(box("year"), { clipboardData: { getData: () => "55" } });
  expect(pasted).toBe(true);
  expect(answers(sent)).toEqual([]);
});

test("Backspace in an empty box goes back to the one before", async () => {
  draw(view());
  box("day").focus();
  await fireEvent.keyDown(box("day"), { key: "Backspace" });
  expect(document.activeElement).toBe(box("month"));
});

test("leaving the date answers at once, without waiting for the pause", async () => {
  draw(view());
  await type("year", "R8");
  await type("month", "11");
  await type("day", "2");
  await fireEvent.focusOut(box("day"), { relatedTarget: box("month") });
  expect(answers(sent)).toEqual([]);
  await fireEvent.focusOut(box("day"), { relatedTarget: screen.getByTestId("print") });
  expect(answers(sent)).toEqual(["R8.11.2"]);
});

describe("what the view says", () => {
  const told = { value: "1980-03-02", date: { era: "S", year: "55", month: "3", day: "2" } };

  test("is drawn in the boxes", async () => {
    const { rerender } = draw(view());
    await rerender({ view: view(told) });
    expect([box("year").value, box("month").value, box("day").value]).toEqual(["", "", ""]);
    box("day").blur();
    await fireEvent.focusOut(box("day"));
    vi.advanceTimersByTime(700);
    await vi.waitFor(() => expect(box("day").value).toBe("2"));
    expect(box("era-S").checked).toBe(true);
  });

  test("never empties what Rust could not read", async () => {
    const { rerender } = draw(view());
    await fireEvent.click(box("era-R"));
    await type("year", "8");
    await type("month", "2");
    await type("day", "31");
    await fireEvent.focusOut(box("day"));
    await rerender({ view: view({ value: "R8.2.31", date: null }) });
    vi.advanceTimersByTime(700);
    expect([box("year").value, box("month").value, box("day").value]).toEqual(["8", "2", "31"]);
  });
});

test("eras and whole dates are read from text", () => {
  expect(["s5", "Ｈ3", "大正", "西暦", "12", ""].map(eraOf)).toEqual(["S", "H", "T", "W", "", ""]);
  expect(wholeDate("平成元年1月8日")).toEqual({ era: "H", year: "1", month: "1", day: "8" });
  expect(wholeDate("5年1月8日")).toBeNull();
  expect(dateAnswer({ era: "", year: "5", month: "1", day: "8" })).toBeNull();
  expect(dateAnswer({ era: "S", year: "05", month: "01", day: "08" })).toBe("S5.1.8");
});
