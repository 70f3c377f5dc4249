import { fireEvent } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import { pollingSamples } from "../dev/polling-samples";
import { findings } from "../test/axe";
import { recordCommands } from "../test/commands";
import { drawPolling, pollingActs, pollingSample } from "../test/polling";
import { allByAct, byAct, hasAct } from "../test/shelter";
import { theme } from "../desk/theme.svelte";
import { speak } from "./words.svelte";

const NAMES = Object.keys(pollingSamples)
  .map((name) => name.replace("polling-", ""))
  .filter((name) => name !== "off");

describe("every screen", () => {
  test.each(NAMES)("%s can be used without seeing it, and has a heading that takes the focus", async (name) => {
    recordCommands();
    const { container } = drawPolling(pollingSample(name));
    expect(container.querySelectorAll("h1")).toHaveLength(1);
    expect(await findings(container)).toEqual([]);
  });

  test.each(NAMES)("%s says all of it in English too", (name) => {
    recordCommands();
    speak("en");
    drawPolling(pollingSample(name));
    // Names of elections, places and people stay as they are; what the window itself says does not.
    const own = [...document.querySelectorAll("h1, h2, dt, nav button")].map((each) => each.textContent ?? "");
    const left = own.filter((text) => /[\p{Script=Hiragana}]/u.test(text));
    expect(left).toEqual([]);
  });

  test("no button is without words", () => {
    recordCommands();
    for (const name of NAMES) {
      const { unmount } = drawPolling(pollingSample(name));
      const silent = [...document.querySelectorAll("button")].filter(
        (button) => !/\p{L}/u.test(button.textContent ?? ""),
      );
      expect(silent, name).toEqual([]);
      unmount();
    }
  });
});

describe("what is always on the screen", () => {
  const OPEN = NAMES.filter((name) => pollingSample(name).standing !== null);

  test.each(OPEN)("%s shows rule, link, roll and program", (name) => {
    recordCommands();
    drawPolling(pollingSample(name));
    for (const part of ["rule", "link", "roll", "paper", "election", "program"]) {
      expect(byAct(`standing-${part}`).textContent).toMatch(/\S/);
    }
    expect(byAct("standing-roll").textContent).toContain("9c31f08e");
  });

  test.each([
    ["outage-stop", "stop", "受付を止めています"],
    ["outage-home", "home_booth", "第3投票区・第4投票区"],
    ["outage-voice", "voice", "0100-00-0000"],
    ["outage-go-on", "go_on", "このまま受け付けてください"],
  ])("%s says the rule in force, what to do, the age of the copy, and how many since the cut", (name, rule, told) => {
    recordCommands();
    const view = pollingSample(name);
    drawPolling(view);
    expect(byAct("outage").dataset["rule"]).toBe(rule);
    expect(byAct("outage").textContent).toContain(told);
    expect(byAct("standing-copy").textContent).toContain("28分前");
    expect(byAct("standing-cut").textContent).toContain(`${view.standing?.acceptedSinceCut}人`);
    expect(byAct("outage").getAttribute("role")).toBe("status");
  });

  test("while the link is up the rule is named, and no band is drawn", () => {
    recordCommands();
    drawPolling(pollingSample("waiting"));
    expect(byAct("standing-rule").textContent).toContain("3 電話で確かめて受け付ける");
    expect(byAct("outage").textContent).toBe("");
  });

  test("one PC alone has no age of a copy, for it has the only one", () => {
    recordCommands();
    drawPolling(pollingSample("alone"));
    expect(hasAct("standing-copy")).toBe(false);
    expect(byAct("standing-link").textContent).toContain("この1台で受付");
  });

  test("training cannot be taken for the live roll", () => {
    recordCommands();
    drawPolling(pollingSample("training"));
    expect(byAct("training-band").textContent).toContain("本物の選挙人名簿ではありません");
    expect(document.querySelector(".window.training")).toBeTruthy();
  });
});

describe("roles", () => {
  test.each([
    ["waiting", ["booth", "board"]],
    ["officer", ["booth", "officer", "manage", "board"]],
    ["manage", ["manage", "officer", "board"]],
  ])("in %s only the pages of the role are there", (name, pages) => {
    recordCommands();
    drawPolling(pollingSample(name));
    const tabs = [...document.querySelectorAll<HTMLElement>('[data-act^="tab-"]')].map((tab) => tab.dataset["act"]);
    expect(tabs).toEqual(pages.map((page) => `tab-${page}`));
  });

  test("a page that the role may not see is not drawn, whatever the view says", () => {
    recordCommands();
    drawPolling({ ...pollingSample("officer"), operator: { role: "clerk", label: "受付1番" } });
    expect(document.querySelector("main")?.dataset["page"]).toBe("booth");
    expect(hasAct("incidents")).toBe(false);
  });

  test("another page, the lock and the sound are asked for", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("waiting"));
    await fireEvent.click(byAct("tab-board"));
    await fireEvent.click(byAct("sound"));
    await fireEvent.click(byAct("lock"));
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([{ act: "go", page: "board" }, { act: "sound", on: false }, { act: "lock" }]);
  });
});

test("what waits for the officer is seen on every page", () => {
  recordCommands();
  drawPolling({ ...pollingSample("waiting"), alerts: { holds: 2, incidents: 1, differences: 0, looks: 5 } });
  expect(byAct("alert-holds").textContent).toContain("2");
  expect(byAct("alert-incidents").textContent).toContain("1");
  expect(hasAct("alert-differences")).toBe(false);
});

test("the theme is the desk's, and goes with it", () => {
  recordCommands();
  theme.chosen = "dark";
  const { unmount } = drawPolling(pollingSample("waiting"));
  expect(document.documentElement.dataset).toMatchObject({ desk: "polling", theme: "dark" });
  unmount();
  expect(document.documentElement.dataset["desk"]).toBeUndefined();
});

test("a command that did not arrive is said", async () => {
  recordCommands((command) => {
    if (command === "polling_act") throw new Error("gone");
    return null;
  });
  drawPolling(pollingSample("waiting"));
  await fireEvent.click(byAct("lock"));
  await expect.poll(() => document.body.textContent).toContain("操作が届きませんでした");
});

test("what an act came to is said until it is put away", async () => {
  const sent = recordCommands();
  const last = { id: 4, ok: false, what: { ja: "受け付けていません。", en: "Not accepted." }, next: null };
  drawPolling({ ...pollingSample("waiting"), last });
  expect(byAct("last").textContent).toContain("受け付けていません。");
  await fireEvent.click(byAct("dismiss"));
  await expect.poll(() => pollingActs(sent)).toEqual([{ act: "dismiss" }]);
});

test("paper that is typed is said on every page until it ends", async () => {
  const sent = recordCommands();
  drawPolling(pollingSample("paper-entry"));
  expect(byAct("paper-band").textContent).toContain("11月21日 13時台");
  await fireEvent.click(byAct("paper-end"));
  await expect.poll(() => pollingActs(sent)).toEqual([{ act: "paper_entry", occurred: null }]);
});

test("one elector at a time: while one is dealt with, no line takes the next", () => {
  recordCommands();
  for (const name of ["elector", "claiming", "voice", "accepted", "stop-already"]) {
    const { unmount } = drawPolling(pollingSample(name));
    expect(allByAct("find"), name).toHaveLength(0);
    unmount();
  }
});
