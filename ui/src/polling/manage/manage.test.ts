import { fireEvent } from "@testing-library/svelte";
import { beforeEach, describe, expect, test } from "vitest";

import type { PollingManageView } from "../../generated/bindings";
import { findings } from "../../test/axe";
import { recordCommands, type Sent } from "../../test/commands";
import { drawPolling, pollingActs, pollingSample } from "../../test/polling";
import { allByAct, byAct, hasAct } from "../../test/shelter";

let sent: Sent[];
beforeEach(() => {
  sent = recordCommands();
});
async function draw(part: string, name = "manage", change: Partial<PollingManageView> = {}): Promise<HTMLElement> {
  const view = pollingSample(name);
  const { container } = drawPolling({ ...view, manage: view.manage && { ...view.manage, ...change } });
  await fireEvent.click(byAct(`part-${part}`));
  return container;
}

test.each(["roll", "election", "badges", "carry", "close"])(
  "the part %s can be used without seeing it",
  async (part) => {
    expect(await findings(await draw(part))).toEqual([]);
  },
);

describe("the roll", () => {
  test("a file of the stick is chosen, or typed with a mapping", async () => {
    await draw("roll");
    await fireEvent.click(byAct("choose-file"));
    await fireEvent.click(byAct("import-roll"));
    await fireEvent.input(byAct("roll-mapping"), { target: { value: "/media/stick/mapping.toml" } });
    await fireEvent.click(byAct("import-roll"));
    const file = "/media/stick/senkyonin-20261121.csv";
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([
        { act: "import_roll", file, mapping: null },
        { act: "import_roll", file, mapping: "/media/stick/mapping.toml" },
      ]);
  });

  test("while a file is read its progress is shown, the roll in use stays, and it can be stopped", async () => {
    await draw("roll", "manage-running");
    expect(document.querySelector("progress")?.value).toBe(684);
    expect(byAct("import").textContent).toContain("41,200行");
    expect(byAct("import").textContent).toContain("いまの名簿をそのまま使います");
    await fireEvent.click(byAct("stop-import"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "stop_import" }]);
  });

  test("bad rows are told by number, column and reason, and nothing was taken in", async () => {
    await draw("roll", "manage-bad");
    expect(byAct("import").textContent).toContain("1行も取り込んでいません");
    expect(allByAct("bad-row").map((row) => row.textContent)).toEqual([
      "812生年月日日付として読めません。",
      "40,119選挙人番号40118行目と同じ番号です。",
    ]);
  });

  test("differences are looked at before they are applied, by the hash that was shown", async () => {
    await draw("roll", "manage-changes");
    expect(byAct("changes-gone").textContent).toBe("1");
    expect(byAct("changes-accepted").textContent).toContain("1人");
    expect(allByAct("change-row")[1]?.textContent).toContain("県外転出");
    const apply = byAct("apply-roll") as HTMLButtonElement;
    expect(apply.disabled).toBe(true);
    await fireEvent.click(byAct("changes-looked"));
    await fireEvent.click(apply);
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "apply_roll", hash: "0b77e1d09a52c3f4" }]);
  });

  test("a compared file can be dropped", async () => {
    await draw("roll", "manage-changes");
    await fireEvent.click(byAct("drop-roll"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "drop_roll" }]);
  });
});

test("the election is shown with its hash and rule, and nothing of it can be changed here", async () => {
  await draw("election");
  expect(byAct("election").textContent).toContain("4f1c9a2277d0e3b8");
  expect(byAct("election").textContent).toContain("3 電話で確かめて受け付ける");
  expect(byAct("election").querySelectorAll("input, button, select")).toHaveLength(0);
});

test("this PC is put at a booth, alone or with the one who grants claims", async () => {
  const booths = pollingSample("manage").manage?.booths ?? [];
  const unplaced = booths.filter((booth) => !booth.chosen);
  await draw("election", "manage", { booths: unplaced });
  expect(allByAct("choose-booth")).toHaveLength(1);
  await fireEvent.click(byAct("choose-booth"));
  await fireEvent.click(byAct("claims-hub"));
  await fireEvent.click(byAct("choose-booth"));
  await expect
    .poll(() => pollingActs(sent))
    .toEqual([
      { act: "choose_booth", booth: "harbour", claims: "this_pc" },
      { act: "choose_booth", booth: "harbour", claims: "hub" },
    ]);
});

test("badges are made with a role and a label, and made void", async () => {
  await draw("badges");
  await fireEvent.input(byAct("badge-label"), { target: { value: "受付3番" } });
  await fireEvent.click(byAct("badge-role-officer"));
  await fireEvent.click(byAct("issue-badge"));
  await fireEvent.click(allByAct("revoke-badge")[2]!);
  await expect
    .poll(() => pollingActs(sent))
    .toEqual([
      { act: "issue_badge", role: "officer", label: "受付3番" },
      { act: "revoke_badge", badge: "c1" },
    ]);
});

test("bundles, the paper roll and papers are asked for", async () => {
  await draw("carry");
  for (const each of ["write-bundle", "take-bundle", "backup", "paper-roll-to", "print-record"]) {
    await fireEvent.click(byAct(each));
  }
  expect(hasAct("print-early_voters")).toBe(false);
  await expect
    .poll(() => pollingActs(sent))
    .toEqual([
      { act: "write_bundle", folder: "/media/stick" },
      { act: "take_bundle", file: "/media/stick/kazashi-polling-2.kazashi-bundle" },
      { act: "backup", folder: "/media/stick" },
      { act: "paper_roll", folder: "/media/stick" },
      { act: "print", what: "record", purpose: null },
    ]);
});

test("IT can name another place, and the frozen list goes there too", async () => {
  const view = pollingSample("frozen");
  drawPolling({ ...view, page: "manage" });
  await fireEvent.click(byAct("part-carry"));
  await fireEvent.click(byAct("carry-other"));
  expect((byAct("write-bundle-to") as HTMLButtonElement).disabled).toBe(true);
  await fireEvent.input(byAct("folder"), { target: { value: "/srv/share" } });
  await fireEvent.click(byAct("write-bundle-to"));
  await fireEvent.click(allByAct("write-early-voters").at(-1)!);
  await fireEvent.input(byAct("bundle-file"), { target: { value: "/srv/share/one" } });
  await fireEvent.click(byAct("take-bundle-from"));
  await expect
    .poll(() => pollingActs(sent))
    .toEqual([
      { act: "write_bundle", folder: "/srv/share" },
      { act: "write_early_voters", folder: "/srv/share" },
      { act: "take_bundle", file: "/srv/share/one" },
    ]);
});

test("an officer carries records and ends the period, and neither loads rolls nor destroys", async () => {
  const view = pollingSample("frozen");
  drawPolling({ ...view, page: "manage", operator: view.operator && { ...view.operator, role: "officer" } });
  for (const part of ["roll", "election", "badges"]) expect(hasAct(`part-${part}`), part).toBe(false);
  await fireEvent.click(byAct("part-close"));
  expect(hasAct("check-words")).toBe(true);
  expect(hasAct("destroy")).toBe(false);
});

test("a list of electors is not given out without a purpose", async () => {
  await draw("carry");
  const list = byAct("print-marked_roll") as HTMLButtonElement;
  expect(list.disabled).toBe(true);
  await fireEvent.input(byAct("purpose"), { target: { value: "停電に備えるため" } });
  await fireEvent.click(list);
  await expect
    .poll(() => pollingActs(sent))
    .toEqual([{ act: "print", what: "marked_roll", purpose: "停電に備えるため" }]);
});

describe("the end", () => {
  const blocked = {
    code: "polling-unclaimed",
    what: { ja: "まだ確かめていない受付があります。", en: "Unchecked." },
    next: { ja: "回線を戻してください。", en: "Restore the link." },
  };

  test("the list is frozen after somebody has said that all is in", async () => {
    await draw("close");
    expect((byAct("freeze") as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.click(byAct("freeze-sure"));
    await fireEvent.click(byAct("freeze"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "freeze" }]);
    // Before that the roll does not leave the PC.
    expect(hasAct("destroy")).toBe(false);
  });

  test("while something stands in the way it cannot be frozen, and the reason is told", async () => {
    await draw("close", "manage", { freezeBlocked: [blocked], toBeClaimed: 5 });
    expect((byAct("freeze-sure") as HTMLInputElement).disabled).toBe(true);
    expect((byAct("freeze") as HTMLButtonElement).disabled).toBe(true);
    expect(byAct("freeze-sure").closest("section")?.textContent).toContain("5人");
    expect(document.querySelector('[data-code="polling-unclaimed"]')).toBeTruthy();
  });

  test("the commission's figures are compared before the roll goes", async () => {
    await draw("close", "frozen");
    expect(byAct("check-words").textContent).toBe("4821-0077-3160-9925");
    await fireEvent.input(byAct("board-said"), { target: { value: "4821 0077 3160 9925" } });
    await fireEvent.click(byAct("board-received"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "board_received", check: "4821 0077 3160 9925" }]);
  });

  test("the roll is destroyed after its election was typed by name", async () => {
    await draw("close", "frozen");
    const destroy = byAct("destroy") as HTMLButtonElement;
    await fireEvent.input(byAct("destroy-name"), { target: { value: "ほかの選挙" } });
    expect(destroy.disabled).toBe(true);
    await fireEvent.input(byAct("destroy-name"), { target: { value: "見本の総選挙" } });
    await fireEvent.click(destroy);
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "destroy", name: "見本の総選挙" }]);
  });

  test("and not while that is not allowed, whatever is typed", async () => {
    await draw("close", "frozen", { destroyBlocked: [blocked] });
    await fireEvent.input(byAct("destroy-name"), { target: { value: "見本の総選挙" } });
    expect((byAct("destroy") as HTMLButtonElement).disabled).toBe(true);
  });

  test("afterwards the proof is there to be read out", () => {
    drawPolling(pollingSample("destroyed"));
    expect(byAct("proof").textContent).toContain("さくら みなと");
  });
});
