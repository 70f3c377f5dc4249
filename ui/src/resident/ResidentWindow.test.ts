import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";

import { problemCodes, residentSteps } from "../dev/samples";
import type { Language, ResidentView } from "../generated/bindings";
import { findings } from "../test/axe";
import { recordCommands } from "../test/commands";
import { residentTexts } from "../texts";
import { plain } from "../texts/ruby";
import ResidentWindow from "./ResidentWindow.svelte";

const LANGUAGES: Language[] = ["ja", "en", "easy"];
const enter = {
  step: "enter",
  secret: "pin",
  digits: 0,
  length: 4,
  triesLeft: 3,
  wrongBefore: false,
  otherLeft: true,
} as const;
const faceCode = { ...enter, secret: "face_code", length: 14, triesLeft: 10 } as const;
const lastTry = { step: "confirm_last_try", secret: "pin", wrongBefore: false, faceCodeLeft: true } as const;

function draw(step: ResidentView["step"], language: Language = "ja") {
  return render(ResidentWindow, { view: { language, step } });
}
/** What is read, without the small readings above. */
function read(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  copy.querySelectorAll("rt").forEach((reading) => reading.remove());
  return copy.textContent.replaceAll(/\s+/g, " ").trim();
}

describe.each(LANGUAGES)("in %s", (language) => {
  test.each(Object.entries(residentSteps))("%s is drawn and axe finds nothing", async (_, step) => {
    const { container } = draw(step, language);
    const main = container.querySelector("main");
    expect(main?.dataset["step"]).toBe(step.step);
    expect(main?.querySelector("h1")?.textContent.trim()).not.toBe("");
    expect(document.documentElement.lang).toBe(language === "en" ? "en" : "ja");
    expect(await findings(document.documentElement)).toEqual([]);
  });

  test.each(problemCodes)("%s has its own words", (code) => {
    const { container } = draw({ step: "problem", code }, language);
    expect(container.querySelector(`[data-code="${code}"] h1`)).not.toBeNull();
    const text = residentTexts[language].problem.byCode[code];
    expect(read(container)).toContain(plain(text.title));
    expect(read(container)).toContain(code);
  });
});

test("an unknown code gets the general words, also when it is the name of something every object has", () => {
  for (const code of ["something-new", "constructor"]) {
    const { container, unmount } = draw({ step: "problem", code });
    expect(container.querySelector("h1")?.textContent).toBe(residentTexts.ja.problem.general.title);
    unmount();
  }
});

test("the language bar sends the language and marks the chosen one", async () => {
  const sent = recordCommands();
  draw({ step: "welcome" }, "en");
  expect(screen.getByTestId("lang-en").getAttribute("aria-pressed")).toBe("true");
  for (const language of LANGUAGES) await fireEvent.click(screen.getByTestId(`lang-${language}`));
  expect(sent).toEqual(LANGUAGES.map((language) => ({ command: "set_language", args: { language } })));
});

describe("the pad", () => {
  test("sends each touch at once, in the order of a telephone", async () => {
    const sent = recordCommands();
    const { container } = draw(enter);
    const digits = [...container.querySelectorAll<HTMLElement>(".digit")];
    expect(digits.map((digit) => digit.textContent)).toEqual([..."1234567890"]);
    for (const digit of digits) await fireEvent.click(digit);
    await fireEvent.click(screen.getByTestId("pad-erase"));
    await fireEvent.click(screen.getByTestId("pad-done"));
    expect(sent.slice(0, 10)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 0].map((digit) => ({ command: "press", args: { digit } })),
    );
    expect(sent.slice(10).map(({ command }) => command)).toEqual(["erase", "done"]);
  });

  test.each([
    ["the top row", (digit: number) => ({ key: String(digit), code: `Digit${digit}` })],
    ["the numeric pad", (digit: number) => ({ key: String(digit), code: `Numpad${digit}` })],
    ["the numeric pad with NumLock off", (digit: number) => ({ key: "Home", code: `Numpad${digit}` })],
  ])("takes %s, one command a key", async (_, key) => {
    const sent = recordCommands();
    draw(enter);
    for (const digit of [0, 5, 9]) await fireEvent.keyDown(document.body, key(digit));
    expect(sent).toEqual([0, 5, 9].map((digit) => ({ command: "press", args: { digit } })));
  });

  test("takes Backspace and Enter, and not what is held down, converted or a shortcut", async () => {
    const sent = recordCommands();
    draw(enter);
    const key = (init: KeyboardEventInit) => fireEvent.keyDown(document.body, init);
    await key({ key: "Backspace" });
    await key({ key: "Enter", code: "NumpadEnter" });
    await key({ key: "7", repeat: true });
    await key({ key: "Enter", repeat: true });
    await key({ key: "7", isComposing: true });
    await key({ key: "7", ctrlKey: true });
    await key({ key: "a" });
    expect(sent.map(({ command }) => command)).toEqual(["erase", "done"]);
  });

  test("Enter on a button that has the focus presses that button alone", async () => {
    const sent = recordCommands();
    draw(enter);
    await fireEvent.keyDown(screen.getByTestId("pad-3"), { key: "Enter" });
    expect(sent).toEqual([]);
  });

  test("a touch does not take the focus", async () => {
    recordCommands();
    draw(enter);
    const notPrevented = await fireEvent.mouseDown(screen.getByTestId("pad-3"));
    expect(notPrevented).toBe(false);
  });

  test("keys do nothing once the step is over", async () => {
    const sent = recordCommands();
    const { rerender } = draw(enter);
    await rerender({ view: { language: "ja", step: { step: "reading" } } });
    await fireEvent.keyDown(document.body, { key: "1" });
    expect(sent).toEqual([]);
  });

  test("no digit stays in the window: the page is the same whatever was typed", async () => {
    recordCommands();
    const { container, rerender, unmount } = draw(enter);
    const page = async (digits: number[]) => {
      for (const digit of digits) await fireEvent.keyDown(document.body, { key: String(digit) });
      await rerender({ view: { language: "ja", step: { ...enter, digits: digits.length } } });
      return container.innerHTML;
    };
    const one = await page([7, 3, 9]);
    await rerender({ view: { language: "ja", step: enter } });
    expect(await page([2, 8, 6])).toBe(one);
    expect(container.querySelectorAll("input, textarea")).toHaveLength(0);
    expect(container.querySelectorAll(".slot.filled")).toHaveLength(3);
    unmount();
  });

  test("the wrong number is told with the tries left, and nothing is sent by itself", () => {
    const sent = recordCommands();
    const { container } = draw({ ...enter, triesLeft: 2, wrongBefore: true });
    expect(screen.getByTestId("tries").dataset["tries"]).toBe("2");
    expect(container.textContent).toContain("あと2回");
    expect(sent).toEqual([]);
  });
});

test("the 14 digits are shown by part, and the card where the part is printed", async () => {
  recordCommands();
  const step = faceCode;
  const { container, rerender } = draw(step);
  const parts = [];
  for (const digits of [0, 5, 6, 9, 10, 14]) {
    await rerender({ view: { language: "ja", step: { ...step, digits } } });
    expect(container.querySelectorAll(".slot")).toHaveLength(14);
    parts.push([...container.querySelectorAll(".place")].findIndex((place) => place.classList.contains("here")));
  }
  expect(parts).toEqual([0, 0, 1, 1, 2, 2]);
});

test.each([
  [{ ...enter }, "use-face-code", { command: "use_secret", args: { secret: "face_code" } }],
  [faceCode, "use-pin", { command: "use_secret", args: { secret: "pin" } }],
  [
    { step: "locked", secret: "pin", faceCodeLeft: true, pinLeft: false },
    "use-face-code",
    { command: "use_secret", args: { secret: "face_code" } },
  ],
  [
    { step: "locked", secret: "face_code", faceCodeLeft: false, pinLeft: true },
    "use-pin",
    { command: "use_secret", args: { secret: "pin" } },
  ],
  [lastTry, "last-try-yes", { command: "allow_last_try", args: { allow: true } }],
  [lastTry, "last-try-no", { command: "allow_last_try", args: { allow: false } }],
] as [ResidentView["step"], string, object][])("%o: %s sends its command", async (step, button, command) => {
  const sent = recordCommands();
  draw(step);
  await fireEvent.click(screen.getByTestId(button));
  expect(sent).toEqual([command]);
});

test.each(["pin", "face_code"] as const)("with both ways locked no button leads on from %s", async (secret) => {
  const sent = recordCommands();
  draw({ step: "locked", secret, faceCodeLeft: false, pinLeft: false });
  expect(screen.queryByTestId("use-face-code")).toBeNull();
  expect(screen.queryByTestId("use-pin")).toBeNull();
  await fireEvent.keyDown(document.body, { key: "1" });
  expect(sent).toEqual([]);
});

test("a way that is locked is not offered", () => {
  draw({ ...enter, otherLeft: false });
  expect(screen.queryByTestId("use-face-code")).toBeNull();
});

describe("where the focus is, Enter means 決定", () => {
  const view = (step: ResidentView["step"], language: Language = "ja") => ({ view: { language, step } });
  const focused = () => (document.activeElement as HTMLElement | null)?.dataset["testid"];

  test("a switch and another language give the focus back to the entry", async () => {
    recordCommands();
    const { rerender } = draw(enter);
    expect(focused()).toBe("entry");
    screen.getByTestId("use-face-code").focus();
    await rerender(view(faceCode));
    expect(focused()).toBe("entry");
    screen.getByTestId("lang-en").focus();
    await rerender(view(faceCode, "en"));
    expect(focused()).toBe("entry");
  });

  test("a touch of the switch does not take it", async () => {
    draw(enter);
    expect(await fireEvent.mouseDown(screen.getByTestId("use-face-code"))).toBe(false);
  });

  test("one more digit leaves it where Tab has led it", async () => {
    recordCommands();
    const { rerender } = draw(enter);
    screen.getByTestId("use-face-code").focus();
    await rerender(view({ ...enter, digits: 1 }));
    expect(focused()).toBe("use-face-code");
  });

  test("with all digits there Enter is 決定 on every button of the step", async () => {
    const sent = recordCommands();
    draw({ ...enter, digits: 4 });
    for (const button of ["use-face-code", "pad-3", "pad-erase", "pad-done", "entry"]) {
      const notPrevented = await fireEvent.keyDown(screen.getByTestId(button), { key: "Enter" });
      expect(notPrevented).toBe(false);
    }
    expect(sent.map(({ command }) => command)).toEqual(Array.from({ length: 5 }, () => "done"));
  });

  test("a button reached with Tab is pressed while digits are missing, and the language at any time", async () => {
    const sent = recordCommands();
    const { rerender } = draw({ ...enter, digits: 3 });
    expect(await fireEvent.keyDown(screen.getByTestId("use-face-code"), { key: "Enter" })).toBe(true);
    await rerender(view({ ...enter, digits: 4 }));
    expect(await fireEvent.keyDown(screen.getByTestId("lang-en"), { key: "Enter" })).toBe(true);
    expect(sent).toEqual([]);
  });
});

test("決定 with too few digits says how many are missing, until one comes", async () => {
  const sent = recordCommands();
  const { rerender } = draw({ ...enter, digits: 1 });
  const few = screen.getByTestId("too-few");
  expect(few.getAttribute("role")).toBe("status");
  expect(few.textContent).toBe("");
  await fireEvent.click(screen.getByTestId("pad-done"));
  await vi.waitFor(() => expect(few.textContent).toBe("あと3けた入れてください"));
  expect(sent).toEqual([{ command: "done", args: {} }]);
  await rerender({ view: { language: "ja", step: { ...enter, digits: 2 } } });
  expect(few.textContent).toBe("");
});

test("the last try: what went wrong comes first, and the way out is the card's own digits where they work", () => {
  for (const [step, first, no] of [
    [{ ...lastTry, wrongBefore: true }, "番号がちがいました。", "カードの表の数字を使う"],
    [lastTry, "あと1回だけ暗証番号を入れられます", "カードの表の数字を使う"],
    [{ ...lastTry, faceCodeLeft: false }, "あと1回だけ暗証番号を入れられます", "入れずに、係員に相談する"],
    [{ ...lastTry, secret: "face_code" }, "あと1回だけカードの表の数字を入れられます", "入れずに、係員に相談する"],
  ] as [ResidentView["step"], string, string][]) {
    const { container, unmount } = draw(step);
    expect(read(container.querySelector("main")!).startsWith(first)).toBe(true);
    expect(read(screen.getByTestId("last-try-no"))).toContain(no);
    unmount();
  }
});

describe("the numeric keypad answers", () => {
  let now = 0;
  beforeEach(() => {
    now = 1000;
    vi.spyOn(performance, "now").mockImplementation(() => now);
  });

  test.each([
    [lastTry, "1", { command: "allow_last_try", args: { allow: true } }],
    [lastTry, "2", { command: "allow_last_try", args: { allow: false } }],
    [
      { step: "locked", secret: "pin", faceCodeLeft: true, pinLeft: false },
      "1",
      { command: "use_secret", args: { secret: "face_code" } },
    ],
    [
      { step: "locked", secret: "face_code", faceCodeLeft: false, pinLeft: true },
      "1",
      { command: "use_secret", args: { secret: "pin" } },
    ],
  ] as [ResidentView["step"], string, object][])("%o: %s", async (step, digit, command) => {
    const sent = recordCommands();
    draw(step);
    // What was typed before the question came is no answer to it.
    now += 499;
    await fireEvent.keyDown(document.body, { key: "x", code: `Numpad${digit}` });
    expect(sent).toEqual([]);
    now += 1;
    await fireEvent.keyDown(document.body, { key: digit, repeat: true });
    await fireEvent.keyDown(document.body, { key: "3" });
    await fireEvent.keyDown(document.body, { key: "0" });
    expect(sent).toEqual([]);
    await fireEvent.keyDown(document.body, { key: "x", code: `Numpad${digit}` });
    expect(sent).toEqual([command]);
  });

  test("and waits anew when the question is about the other secret", async () => {
    const sent = recordCommands();
    const { rerender } = draw(lastTry);
    now += 600;
    await rerender({ view: { language: "ja", step: { ...lastTry, secret: "face_code" } } });
    await fireEvent.keyDown(document.body, { key: "2" });
    expect(sent).toEqual([]);
  });
});

test("a card of the session before is asked away in words of its own", () => {
  for (const language of LANGUAGES) {
    const { container, unmount } = draw({ step: "take_card", read: false }, language);
    const { left, body } = residentTexts[language].takeCard;
    expect(read(container)).toContain(plain(left.split("\n")[0]!));
    expect(read(container)).not.toContain(plain(body));
    unmount();
  }
});

test("at the end the card comes first, then the paper and what to do with it", async () => {
  const { container, rerender } = draw({ step: "finished", cardPresent: true });
  expect(container.querySelector("h1")?.textContent).toBe("カードをお取りください");
  expect(container.querySelector("main")?.textContent).toContain("申請書ができました");
  await rerender({ view: { language: "ja", step: { step: "finished", cardPresent: false } } });
  expect(container.querySelector("h1")?.textContent).toBe("申請書ができました");
  expect(container.querySelector("main")?.textContent).toContain("署名してください");
});

test("after a wrong PIN the other PINs are thought of", async () => {
  const { container, rerender } = draw({ ...enter, triesLeft: 2, wrongBefore: true });
  expect(container.querySelector("main")?.textContent).toContain("ほかの4けたの暗証番号");
  await rerender({ view: { language: "ja", step: { ...faceCode, triesLeft: 9, wrongBefore: true } } });
  expect(container.querySelector("main")?.textContent).not.toContain("ほかの4けたの暗証番号");
});

test("a screen reader hears the step once, and the digits by their number", async () => {
  const { container, rerender } = draw(enter);
  const said = () => screen.getByTestId("spoken").textContent;
  expect(container.querySelector("main")?.hasAttribute("aria-live")).toBe(false);
  expect(said()).toBe("暗証番号を 入れてください。 あと3回入れられます。");
  await rerender({ view: { language: "ja", step: { ...enter, digits: 2 } } });
  expect(said()).toBe("暗証番号を 入れてください。 あと3回入れられます。");
  expect(screen.getByTestId("typed").textContent).toBe("4けたのうち、2けた入っています");
  await rerender({ view: { language: "easy", step: { step: "problem", code: "no-card" } } });
  expect(said()).toMatch(/^カードが ありません。 カードを 機械に 置いて/);
});

test("no menu of the WebView opens", async () => {
  draw(enter);
  expect(await fireEvent.contextMenu(screen.getByTestId("pad-1"))).toBe(false);
});

test("a command that does not arrive is told", async () => {
  recordCommands(() => Promise.reject(new Error("gone")));
  draw(enter);
  await fireEvent.click(screen.getByTestId("pad-1"));
  expect(await screen.findByTestId("link-trouble")).toBeTruthy();
});
