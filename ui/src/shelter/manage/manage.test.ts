import { fireEvent } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import { recordCommands } from "../../test/commands";
import { acts, byAct, byTestId, drawShelter, hasAct, shelterSample } from "../../test/shelter";

const type = (act: string, text: string) => fireEvent.input(byAct(act), { target: { value: text } });

describe("the report", () => {
  test.each([
    ["send-report", { act: "send_report" }],
    ["print-report", { act: "print", what: "report", people: [] }],
    ["utility-water-limited", { act: "utility", utility: { id: "water", state: "limited", checked: "" } }],
  ])("%s sends its act", async (button, input) => {
    const sent = recordCommands();
    drawShelter(shelterSample("report"));
    await fireEvent.click(byAct(button));
    await expect.poll(() => acts(sent)).toEqual([input]);
  });

  test("a count by eye goes with its reason, and the difference is explained", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("report"));
    expect(byAct("counted").textContent).toMatch(/199人と数えました。.*12人多くなっています。.*受付を待つ列に12人/s);
    await type("heads", "２０１");
    await type("explained", "体育館の外に14人");
    await fireEvent.click(byAct("count"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "head_count", heads: "201", explained: "体育館の外に14人" }]);
  });

  test("lines stand under their block with the change since the last report", () => {
    drawShelter(shelterSample("report"));
    const lines = byAct("report-lines");
    expect([...lines.querySelectorAll("th.block")].map(({ textContent }) => textContent)).toEqual(["人数", "配慮"]);
    expect(lines.textContent).toContain("+12");
    expect(byAct("report-sent").textContent).toContain("第2報 11-21 08:00");
  });

  test("stock is recorded, or counted anew", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("report"));
    await fireEvent.click(byAct("stock-change"));
    await type("stock-quantity", "98");
    await fireEvent.click(byAct("stock-record"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "stock", stock: { item: "毛布", quantity: 98, unit: "枚" } }]);
  });
});

describe("management", () => {
  test("a badge is made for a role, and a void one is said to be void", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("manage"));
    expect(byAct("badges").textContent).toContain("使えません");
    await type("badge-label", "受付3番");
    await fireEvent.click(byAct("badge-role-viewer"));
    await fireEvent.click(byAct("issue-badge"));
    await fireEvent.click(byAct("revoke-badge"));
    await expect
      .poll(() => acts(sent))
      .toEqual([
        { act: "issue_badge", role: "viewer", label: "受付3番" },
        { act: "revoke_badge", badge: "k1" },
      ]);
  });

  test("a paper slip has its own number and time, and reception opens for it", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("manage"));
    expect((byAct("from-paper") as HTMLButtonElement).disabled).toBe(true);
    await type("paper-number", "41");
    await fireEvent.click(byTestId("paper-date-era-R"));
    for (const [box, text] of [
      ["year", "8"],
      ["month", "11"],
      ["day", "20"],
    ]) {
      await fireEvent.input(byTestId(`paper-date-${box}`), { target: { value: text } });
    }
    await fireEvent.keyDown(byTestId("paper-date-day"), { key: "Enter" });
    await type("paper-time", "0830");
    await fireEvent.click(byAct("from-paper"));
    await expect
      .poll(() => acts(sent))
      .toEqual([
        { act: "from_paper", number: "41", occurred: "2026-11-20T08:30" },
        { act: "go", page: "reception" },
      ]);
  });

  test("recognising cards without a PIN has its basis beside the switch", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("manage"));
    expect(byAct("taps").textContent).toContain("個人情報保護法");
    await fireEvent.click(byAct("taps-switch"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "taps", on: false }]);
  });

  test("records go out and in, and where they are is said", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("manage"));
    for (const button of ["write-stick", "backup-stick", "take-stick"]) await fireEvent.click(byAct(button));
    await expect
      .poll(() => acts(sent))
      .toEqual([
        { act: "write_bundle", folder: "/media/見本" },
        { act: "backup", folder: "/media/見本" },
        { act: "take_bundle", file: "/media/見本/となりの窓口.kazashi-bundle" },
      ]);
    sent.length = 0;
    await fireEvent.click(byAct("carry-other"));
    await type("folder", "/media/stick");
    await fireEvent.click(byAct("write-bundle"));
    await fireEvent.click(byAct("backup"));
    await type("bundle-file", "/media/stick/a.kazashi-bundle");
    await fireEvent.click(byAct("take-bundle"));
    expect(byAct("file").textContent).toBe("/media/stick/kazashi-shelter-1.kazashi-bundle");
    await expect
      .poll(() => acts(sent))
      .toEqual([
        { act: "write_bundle", folder: "/media/stick" },
        { act: "backup", folder: "/media/stick" },
        { act: "take_bundle", file: "/media/stick/a.kazashi-bundle" },
      ]);
  });

  test("the clock is asked about when something speaks against it, else when it is found wrong", async () => {
    const sent = recordCommands();
    const { unmount } = drawShelter(shelterSample("manage"));
    expect(document.querySelector("[data-act='clock-right']")).toBeNull();
    await fireEvent.click(byAct("clock-ask"));
    await fireEvent.click(byAct("clock-wrong"));
    await type("clock-time", "0915");
    await fireEvent.click(byAct("clock-told"));
    unmount();
    const warned = { ...shelterSample("manage"), clockWarning: shelterSample("told-no").clockWarning };
    drawShelter(warned);
    await fireEvent.click(byAct("clock-right"));
    await expect
      .poll(() => acts(sent))
      .toEqual([
        { act: "clock", real: "2026-11-21T09:15" },
        { act: "clock", real: null },
      ]);
  });

  test.each(["list", "ledger", "pfif", "l_alert"] as const)("%s is exported", async (what) => {
    const sent = recordCommands();
    drawShelter(shelterSample("manage"));
    await fireEvent.click(byAct(`export-${what}`));
    await expect.poll(() => acts(sent)).toEqual([{ act: "export", what }]);
  });

  test("closing says how many are still here and asks once more", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("manage"));
    expect(byAct("still-here").textContent).toContain("187人");
    expect(byAct("close-first").textContent).toContain("閉じられません");
    await fireEvent.click(byAct("close"));
    expect(acts(sent)).toEqual([]);
    await fireEvent.click(byAct("close-no"));
    expect(hasAct("close-yes")).toBe(false);
    await fireEvent.click(byAct("close"));
    await fireEvent.click(byAct("close-yes"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "close" }]);
  });
});
