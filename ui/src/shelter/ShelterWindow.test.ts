import { fireEvent } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import { shelterSamples } from "../dev/shelter-samples";
import { findings } from "../test/axe";
import { recordCommands } from "../test/commands";
import { acts, allByAct, byAct, drawShelter, hasAct, shelterSample } from "../test/shelter";
import { pagesOf } from "./pages";
import { speak } from "./words.svelte";

const drawn = Object.entries(shelterSamples).filter(([, view]) => view.phase !== "off");

/** What holds of every screen in every language. */
function sound(container: HTMLElement) {
  expect(container.querySelectorAll("h1")).toHaveLength(1);
  expect(container.textContent).not.toMatch(/\{[^}]*\||undefined|null|NaN/);
  for (const button of container.querySelectorAll("button")) {
    expect(button.textContent.trim(), button.dataset["act"]).not.toBe("");
    expect(button.dataset["act"], button.outerHTML).toBeTruthy();
  }
  for (const named of container.querySelectorAll("[aria-label]")) {
    expect(named.getAttribute("aria-label")).toMatch(/\S/);
    expect(named.getAttribute("aria-label")).not.toMatch(/[{|}]/);
  }
}

describe.each(["en", "easy"] as const)("in %s", (language) => {
  test.each(drawn)("%s has one heading, no mark of ruby left, and words on every button", (_, view) => {
    recordCommands();
    speak(language);
    sound(drawShelter(view).container);
    expect(document.documentElement.lang).toBe(language === "en" ? "en" : "ja");
  });
});

test.each(drawn)("in Japanese %s is the same, and axe finds nothing", async (_, view) => {
  recordCommands();
  sound(drawShelter(view).container);
  expect(await findings(document.documentElement)).toEqual([]);
});

test("a band of words lies over every page of an exercise, and over none that is real", () => {
  for (const [name, view] of drawn) {
    const { unmount } = drawShelter({ ...view, training: true });
    expect(byAct("training-band").textContent, name).toContain("訓練");
    unmount();
    const real = drawShelter({ ...view, training: false });
    expect(hasAct("training-band"), name).toBe(false);
    real.unmount();
  }
});

describe("pages", () => {
  test.each(["keeper", "volunteer", "viewer"] as const)("a %s sees the tabs of the role and no others", (role) => {
    drawShelter({ ...shelterSample("board"), operator: { role, label: "見本" } });
    const tabs = [...document.querySelectorAll("nav button")].map((tab) => (tab as HTMLElement).dataset["act"]);
    expect(tabs).toEqual(pagesOf(role).map((page) => `tab-${page}`));
  });

  test("a viewer has the board and the report only, whatever page is open, and reports nothing", () => {
    expect(pagesOf("viewer")).toEqual(["board", "report"]);
    const { container, unmount } = drawShelter({
      ...shelterSample("person"),
      operator: { role: "viewer", label: "本部" },
    });
    expect(container.querySelector("main")?.dataset["page"]).toBe("board");
    expect(container.textContent).not.toContain("見本 太郎");
    unmount();
    drawShelter(shelterSample("report-viewer"));
    for (const name of ["send-report", "count", "stock-record", "utility-power-works"])
      expect(hasAct(name)).toBe(false);
  });

  test("a tab asks for its page, and the open one is told to a screen reader", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("reception"));
    expect(byAct("tab-reception").getAttribute("aria-current")).toBe("page");
    await fireEvent.click(byAct("tab-serve"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "go", page: "serve" }]);
  });
});

describe("the header", () => {
  test("switches the language, the theme and the sound, and leaves the desk", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("reception"));
    await fireEvent.click(byAct("language-easy"));
    expect(document.querySelector("h1 rt")?.textContent).toBe("ひと");
    await fireEvent.click(byAct("language-en"));
    expect(document.querySelector("h1")?.textContent).toBe("Ready for the next person");

    const root = document.documentElement;
    expect(root.dataset["theme"]).toBe("system");
    await fireEvent.click(byAct("theme"));
    expect(root.dataset["theme"]).toBe("dark");
    await fireEvent.click(byAct("theme"));
    expect(root.dataset["theme"]).toBe("light");

    await fireEvent.click(byAct("sound"));
    await fireEvent.click(byAct("lock"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "sound", on: false }, { act: "lock" }]);
  });

  test("the counter's window is as it was when the shelter's is gone", () => {
    const { unmount } = drawShelter(shelterSample("reception"));
    expect(document.documentElement.dataset["desk"]).toBe("shelter");
    unmount();
    expect(document.documentElement.dataset["desk"]).toBeUndefined();
    expect(document.documentElement.dataset["theme"]).toBeUndefined();
  });
});

test("what the last act did is said in a place that is always there", async () => {
  const { rerender } = drawShelter(shelterSample("reception"));
  const place = byAct("last");
  expect(place.getAttribute("role")).toBe("status");
  expect(place.textContent.trim()).toBe("");
  await rerender({ view: shelterSample("told") });
  expect(byAct("last")).toBe(place);
  expect(place.textContent).toContain("3人を登録しました。");
  expect(place.dataset["ok"]).toBe("true");
});

test("what did not work stays until somebody has read it", async () => {
  const sent = recordCommands();
  drawShelter(shelterSample("told-no"));
  expect(byAct("last").textContent).toContain("名前でさがしてください。");
  await fireEvent.click(byAct("dismiss"));
  await expect.poll(() => acts(sent)).toEqual([{ act: "dismiss" }]);
});

test("a warning of the clock and the notices stand at the foot with their codes", () => {
  drawShelter(shelterSample("told-no"));
  for (const code of ["clock-behind", "backup-old"]) {
    expect(document.querySelector(`footer [data-code="${code}"]`)?.textContent).toContain(code);
  }
});

test("one quiet line says what was sent and what was not", async () => {
  const { rerender } = drawShelter(shelterSample("reception"));
  expect(byAct("sync").textContent.trim()).toBe("最後に送った時刻 14:32・未送信 212件");
  await rerender({
    view: { ...shelterSample("reception"), sync: { lastSent: "", unsent: 0, trouble: true, hub: "off" } },
  });
  expect(byAct("sync").textContent).toMatch(/まだ送っていません・未送信なし\s*! 送れません（受付は続けられます）/);
  await rerender({
    view: { ...shelterSample("reception"), sync: { lastSent: "14:32", unsent: 3, trouble: true, hub: "asking" } },
  });
  expect(byAct("sync").textContent).toMatch(/未送信 3件\s*! 市の承認を待っています/);
});

test("no menu of the WebView opens but where somebody types", async () => {
  drawShelter(shelterSample("people"));
  expect(await fireEvent.contextMenu(byAct("register"))).toBe(false);
  expect(await fireEvent.contextMenu(byAct("member-name"))).toBe(true);
});

test("every act has a target name of its own on a screen, but for those in lists", () => {
  const LISTED = [
    "tick",
    "open-person",
    "settle",
    "planned",
    "number",
    "ask-count",
    "portions",
    "file",
    "stock-change",
    "revoke-badge",
    "serve-waiting",
    "write-stick",
    "backup-stick",
    "take-stick",
    "same",
    "other",
  ];
  for (const [name, view] of drawn) {
    const { unmount } = drawShelter(view);
    const names = [...document.querySelectorAll<HTMLElement>("[data-act]")].map((each) => each.dataset["act"] ?? "");
    const twice = names.filter((each, at) => names.indexOf(each) !== at && !LISTED.includes(each));
    expect(twice, name).toEqual([]);
    expect(allByAct("last")).toHaveLength(1);
    unmount();
  }
});
