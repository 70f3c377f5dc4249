import { fireEvent } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { ServingView } from "../../generated/bindings";
import { found, taroPage } from "../../dev/shelter-people";
import { recordCommands } from "../../test/commands";
import { acts, allByAct, byAct, drawShelter, hasAct, shelterSample } from "../../test/shelter";

test("first what is handed out is chosen, meals and goods apart, with what is left", async () => {
  const sent = recordCommands();
  drawShelter(shelterSample("offers"));
  expect(byAct("offer-blanket").textContent).toContain("在庫 120");
  await fireEvent.click(byAct("offer-dinner"));
  await expect.poll(() => acts(sent)).toEqual([{ act: "choose_offer", offer: "dinner" }]);
});

test("how many had it and what is still to give stands above", () => {
  drawShelter(shelterSample("serving"));
  expect(byAct("served-count").textContent).toBe("41人に配りました。あと184人分です。");
  expect(byAct("portions").textContent).toMatch(/卵なし\s*4/);
});

test("who had it before is served with a warning, in words and with a sign, and nothing forbids it", () => {
  drawShelter(shelterSample("serving-again"));
  const warning = byAct("served-before");
  expect(warning.textContent).toContain("1時間前に渡しています。");
  expect(warning.textContent).toContain("渡してかまいません");
  expect(warning.querySelector("svg")).not.toBeNull();
  expect(document.querySelectorAll("main button:disabled")).toHaveLength(0);
  expect(byAct("served-now").textContent).toContain("卵なし");
});

test("somebody found by name gets it alone or for the household", async () => {
  const sent = recordCommands((command) => (command === "shelter_find" ? found("太郎") : null));
  const { rerender } = drawShelter(shelterSample("serving"));
  await fireEvent.input(byAct("serve-text"), { target: { value: "太郎" } });
  await expect.poll(() => hasAct("serve-choose")).toBe(true);
  await fireEvent.click(byAct("serve-choose"));
  await rerender({ view: { ...shelterSample("serving"), person: taroPage } });
  await fireEvent.click(byAct("serve-household"));
  await fireEvent.click(byAct("serve-one"));
  await expect
    .poll(() => acts(sent))
    .toEqual([
      { act: "open_person", person: "a1" },
      { act: "serve", people: ["a1", "a2", "a3"] },
      { act: "close_person" },
      { act: "serve", people: ["a1"] },
      { act: "close_person" },
    ]);
});

test("nobody is owed goods", () => {
  const view = shelterSample("serving");
  const serving = { ...(view.serving as ServingView), chosen: "blanket", waitingCount: 0, waiting: [] };
  drawShelter({ ...view, serving });
  expect(byAct("served-count").textContent).toBe("今日 41人に配りました。");
  expect(hasAct("owed")).toBe(false);
});

test("who has not had it is listed when asked, and served from there", async () => {
  const sent = recordCommands();
  drawShelter(shelterSample("serving"));
  expect(hasAct("serve-waiting")).toBe(false);
  await fireEvent.click(byAct("owed"));
  expect(allByAct("serve-waiting")).toHaveLength(3);
  await fireEvent.click(byAct("serve-waiting"));
  await fireEvent.click(byAct("offer-stop"));
  await expect
    .poll(() => acts(sent))
    .toEqual([
      { act: "serve", people: ["a2"] },
      { act: "choose_offer", offer: null },
    ]);
});

test("a rule stands in words, and a keeper changes it with numbers that are checked", async () => {
  const sent = recordCommands();
  drawShelter(shelterSample("serving-rule"));
  expect(byAct("rule-now").textContent).toMatch(/24時間あける.*1人1日2つまで.*ここで支援する人/s);
  await fireEvent.click(byAct("rule-change"));
  expect((byAct("rule-hours") as HTMLInputElement).value).toBe("24");
  for (const [typed, fine] of [
    ["0", false],
    ["745", false],
    ["半日", false],
    ["-1", false],
    ["", true],
    ["３", true],
  ] as const) {
    await fireEvent.input(byAct("rule-hours"), { target: { value: typed } });
    expect((byAct("rule-save") as HTMLButtonElement).disabled, typed).toBe(!fine);
  }
  await fireEvent.click(byAct("rule-for-all"));
  await fireEvent.click(byAct("rule-save"));
  await expect.poll(() => acts(sent)).toEqual([{ act: "rule", hours: "３", perDay: "2", ofHere: false }]);
  expect(hasAct("rule-save")).toBe(false);
});

test("a volunteer reads the rule and does not change it", () => {
  drawShelter({ ...shelterSample("serving-rule"), operator: { role: "volunteer", label: "受付1番" } });
  expect(byAct("rule-now").textContent).toContain("24時間あける");
  expect(hasAct("rule-change")).toBe(false);
});
