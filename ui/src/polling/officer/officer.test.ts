import { fireEvent } from "@testing-library/svelte";
import { beforeEach, describe, expect, test } from "vitest";

import { findings } from "../../test/axe";
import { recordCommands, type Sent } from "../../test/commands";
import { drawPolling, pollingActs, pollingSample } from "../../test/polling";
import { allByAct, byAct, hasAct } from "../../test/shelter";

let sent: Sent[];
beforeEach(() => {
  sent = recordCommands();
});
/** The officer's page with this part open. */
async function draw(part: string, name = "officer"): Promise<HTMLElement> {
  const { container } = drawPolling(pollingSample(name));
  await fireEvent.click(byAct(`part-${part}`));
  return container;
}

test.each(["day", "cases", "hours", "looks"])("the part %s can be used without seeing it", async (part) => {
  expect(await findings(await draw(part))).toEqual([]);
});

test("the page opens with what waits, and with the day where nothing does", () => {
  const { unmount } = drawPolling(pollingSample("officer"));
  expect(hasAct("incidents")).toBe(true);
  expect(byAct("part-cases").textContent).toContain("2");
  unmount();
  drawPolling(pollingSample("officer-quiet"));
  expect(byAct("booth-state").textContent).toContain("08:30");
});

describe("opening and closing", () => {
  test("the place is opened with one press and closed with two", async () => {
    drawPolling(pollingSample("officer-quiet"));
    await fireEvent.click(byAct("open-booth"));
    expect(hasAct("close-ask")).toBe(false);
    document.body.innerHTML = "";
    await draw("day");
    await fireEvent.click(byAct("close-ask"));
    expect(pollingActs(sent)).toEqual([{ act: "open_booth" }]);
    await fireEvent.click(byAct("close-booth"));
    await expect.poll(() => pollingActs(sent).at(-1)).toEqual({ act: "close_booth" });
  });

  test("who takes up a duty or lays it down is written with the name", async () => {
    await draw("day");
    await fireEvent.click(allByAct("leave-duty")[1]!);
    await fireEvent.click(byAct("duty-witness"));
    await fireEvent.input(byAct("officer-name"), { target: { value: "立会　四郎" } });
    await fireEvent.click(byAct("take-duty"));
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([
        { act: "leave_duty", duty: "witness", name: "立会　二郎" },
        { act: "take_duty", duty: "witness", name: "立会　四郎" },
      ]);
  });

  test("the queue is a count, or nothing for the estimate", async () => {
    await draw("day");
    const set = byAct("queue-set") as HTMLButtonElement;
    await fireEvent.input(byAct("queue"), { target: { value: "たくさん" } });
    expect(set.disabled).toBe(true);
    await fireEvent.input(byAct("queue"), { target: { value: "２５" } });
    await fireEvent.click(set);
    await fireEvent.input(byAct("queue"), { target: { value: "" } });
    await fireEvent.click(set);
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([
        { act: "queue", heads: 25 },
        { act: "queue", heads: null },
      ]);
  });
});

describe("cases", () => {
  test("both acceptances of a contradiction are shown, and neither can be chosen as the winner", async () => {
    await draw("cases");
    const [open] = allByAct("incident");
    expect(open?.textContent).toContain("見本市役所 11月20日 10時台");
    expect(open?.textContent).toContain("港会館 11月20日 11時台");
    const buttons = [...(open?.querySelectorAll<HTMLElement>("button") ?? [])].map((each) => each.dataset["act"]);
    expect(buttons).toEqual(["settle"]);
  });

  test("it is settled by a named office with a finding, and stays to be read", async () => {
    await draw("cases");
    expect((byAct("settle") as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.input(byAct("finding"), { target: { value: "回線断中の重なり" } });
    expect((byAct("settle") as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.input(byAct("settled-by"), { target: { value: "書記長" } });
    await fireEvent.click(byAct("settle"));
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([{ act: "settle", incident: "i1", finding: "回線断中の重なり", by: "書記長" }]);
    const settled = allByAct("incident")[1];
    expect(settled?.dataset["settled"]).toBe("true");
    expect(settled?.textContent).toContain("紙の受付を2回入力したもの");
  });

  test("somebody held is released with what was found", async () => {
    await draw("cases");
    expect(byAct("holds").textContent).toContain("港会館・11-21 14時台から");
    await fireEvent.input(byAct("release-note"), { target: { value: "登録なし" } });
    await fireEvent.click(byAct("release"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "release", elector: "b1", note: "登録なし" }]);
  });
});

describe("counts", () => {
  test("a difference of one stands at its hour and kind, with that hour's acceptances in no order", async () => {
    await draw("hours");
    expect(byAct("hour-13").textContent).toContain("≠ 1多い");
    expect(byAct("hour-12").textContent).not.toContain("≠");
    expect(byAct("hour-14").textContent).toContain("途中");
    expect(byAct("hour-acceptances").textContent).toContain("番号順");
    expect(byAct("hour-acceptances").textContent).not.toMatch(/13:\d\d/);
  });

  test("figures of an hour are entered kind by kind; what is no figure cannot be saved", async () => {
    await draw("hours");
    await fireEvent.click(allByAct("hour-enter")[2]!);
    const save = byAct("tally-save") as HTMLButtonElement;
    expect(save.disabled).toBe(true);
    await fireEvent.input(byAct("slips"), { target: { value: "12" } });
    await fireEvent.input(byAct("dispenser-house-single"), { target: { value: "12枚" } });
    expect(save.disabled).toBe(true);
    await fireEvent.input(byAct("dispenser-house-single"), { target: { value: "１２" } });
    await fireEvent.click(save);
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([{ act: "tally", tally: { hour: 14, slips: 12, dispensers: [["house-single", 12]] } }]);
  });

  test("another hour's acceptances are opened, and the open ones closed", async () => {
    await draw("hours");
    await fireEvent.click(allByAct("hour-show")[0]!);
    await fireEvent.click(allByAct("hour-show")[1]!);
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([
        { act: "show_hour", hour: 12 },
        { act: "show_hour", hour: null },
      ]);
  });

  test("papers received and left are entered beside ours", async () => {
    await draw("hours");
    expect(byAct("stock").textContent).toContain("1少ない");
    const save = allByAct("stock-save")[0] as HTMLButtonElement;
    for (const [field, value] of [
      ["received", "2000"],
      ["issued", "８１１"],
      ["left", "1,188"],
    ] as const) {
      expect(save.disabled).toBe(true);
      await fireEvent.input(byAct(`stock-${field}-house-single`), { target: { value } });
    }
    await fireEvent.input(byAct("stock-spoiled-house-single"), { target: { value: "1" } });
    await fireEvent.click(save);
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([
        { act: "stock", stock: { ballot: "house-single", received: 2000, issued: 811, spoiled: 1, left: 1188 } },
      ]);
  });
});

test("looks without acceptance are told by operator and hour", async () => {
  await draw("looks");
  const rows = [...byAct("looks").querySelectorAll("tbody tr")].map((row) => row.textContent);
  expect(rows[0]).toContain("受付1番");
  expect(rows[0]).toContain("13時台");
  expect(rows).toHaveLength(2);
});
