import { fireEvent, render, screen } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import { problemCodes, residentSteps } from "../dev/samples";
import type { Language, ResidentView } from "../generated/bindings";
import { findings } from "../test/axe";
import { recordCommands } from "../test/commands";
import { residentTexts } from "../texts";
import { plain } from "../texts/ruby";
import ResidentWindow from "./ResidentWindow.svelte";

const LANGUAGES: Language[] = ["ja", "en", "easy"];
const enter = { step: "enter", secret: "pin", digits: 0, length: 4, triesLeft: 3, wrongBefore: false } as const;

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
  const step = { ...enter, secret: "face_code", length: 14, triesLeft: 10 } as const;
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
  [{ ...enter, secret: "face_code", length: 14 }, "use-pin", { command: "use_secret", args: { secret: "pin" } }],
  [
    { step: "locked", secret: "pin", faceCodeLeft: true },
    "use-face-code",
    { command: "use_secret", args: { secret: "face_code" } },
  ],
  [
    { step: "locked", secret: "face_code", faceCodeLeft: false },
    "use-pin",
    { command: "use_secret", args: { secret: "pin" } },
  ],
  [{ step: "confirm_last_try", secret: "pin" }, "last-try-yes", { command: "allow_last_try", args: { allow: true } }],
  [{ step: "confirm_last_try", secret: "pin" }, "last-try-no", { command: "allow_last_try", args: { allow: false } }],
] as [ResidentView["step"], string, object][])("%o: %s sends its command", async (step, button, command) => {
  const sent = recordCommands();
  draw(step);
  await fireEvent.click(screen.getByTestId(button));
  expect(sent).toEqual([command]);
});

test("with both ways locked no button leads on", () => {
  draw({ step: "locked", secret: "pin", faceCodeLeft: false });
  expect(screen.queryByTestId("use-face-code")).toBeNull();
  expect(screen.queryByTestId("use-pin")).toBeNull();
});

test("a command that does not arrive is told", async () => {
  recordCommands(() => Promise.reject(new Error("gone")));
  draw(enter);
  await fireEvent.click(screen.getByTestId("pad-1"));
  expect(await screen.findByTestId("link-trouble")).toBeTruthy();
});
