import { fireEvent } from "@testing-library/svelte";
import { describe, expect, test, vi } from "vitest";

import { page } from "../../dev/polling-samples";
import { recordCommands } from "../../test/commands";
import { drawPolling, pollingActs, pollingSample } from "../../test/polling";
import { allByAct, byAct, hasAct } from "../../test/shelter";

/** A key as a hand presses it, or a scanner, by the time since the one before. */
function press(key: string, at: number, target: Element = document.body) {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  Object.defineProperty(event, "timeStamp", { value: at });
  target.dispatchEvent(event);
}

describe("finding", () => {
  test("the cursor waits in the line, and Enter searches for what was typed", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("waiting"));
    const line = byAct("find") as HTMLInputElement;
    expect(document.activeElement).toBe(line);
    await fireEvent.input(line, { target: { value: "ミホン 昭和57.4.1" } });
    await fireEvent.keyDown(line, { key: "Enter" });
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "find", text: "ミホン 昭和57.4.1" }]);
  });

  test("Enter of an input method chooses characters and searches nothing", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("waiting"));
    const line = byAct("find") as HTMLInputElement;
    await fireEvent.input(line, { target: { value: "みほ" } });
    await fireEvent.keyDown(line, { key: "Enter", isComposing: true });
    expect(pollingActs(sent)).toEqual([]);
  });

  test("a ticket scanned into the line is a scan, and leaves nothing in it", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("waiting"));
    const line = byAct("find") as HTMLInputElement;
    let at = 10_000;
    for (const key of "004512345678") {
      press(key, (at += 5), line);
      line.value += key;
      line.dispatchEvent(new Event("input", { bubbles: true }));
    }
    press("Enter", at + 5, line);
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "scan", text: "004512345678" }]);
    expect(line.value).toBe("");
  });

  test("the fields of personal data are kept by no browser", () => {
    recordCommands();
    drawPolling(pollingSample("waiting"));
    const line = byAct("find");
    expect(line.getAttribute("autocomplete")).toBe("off");
    expect(line.getAttribute("spellcheck")).toBe("false");
    expect(line.getAttribute("lang")).toBe("ja");
  });

  test("namesakes stand side by side with what differs marked, and a person chooses", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("namesakes"));
    expect(allByAct("choose")).toHaveLength(2);
    for (const name of ["address", "district"]) {
      const rows = [...document.querySelectorAll(`[data-field="${name}"]`)];
      expect(rows.every((row) => row.textContent?.includes("違うところ"))).toBe(true);
      expect(new Set(rows.map((row) => row.textContent)).size).toBe(2);
    }
    expect(byAct("more").textContent).toContain("3人");
    await fireEvent.click(allByAct("choose")[1]!);
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "choose_candidate", elector: "a2" }]);
  });

  test("one who fits is still confirmed by a person", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("candidates"));
    expect(document.querySelector("h1")?.textContent).toContain("この人ですか");
    expect(pollingActs(sent)).toEqual([]);
    await fireEvent.click(byAct("none-of-them"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "none_of_them" }]);
  });

  test("who is not on the roll is sent to the office and offered no vote", () => {
    recordCommands();
    drawPolling(pollingSample("not-found"));
    expect(document.body.textContent).toContain("選管に電話");
    expect(hasAct("accept")).toBe(false);
    expect(hasAct("issued")).toBe(false);
  });

  test("a lone digit chooses a candidate, the digits of a scanner do not", async () => {
    vi.useFakeTimers();
    const sent = recordCommands();
    drawPolling(pollingSample("namesakes"));
    press("1", 1_000);
    press("2", 1_010);
    await vi.advanceTimersByTimeAsync(400);
    expect(pollingActs(sent)).toEqual([]);
    press("2", 5_000);
    await vi.advanceTimersByTimeAsync(400);
    expect(pollingActs(sent)).toEqual([{ act: "choose_candidate", elector: "a2" }]);
  });
});

describe("the page of an elector", () => {
  test("says what to issue, kind by kind, with the paper's colour in words and the reason why not", () => {
    recordCommands();
    drawPolling(pollingSample("elector"));
    expect(document.querySelector("h1")?.textContent).toContain("投票用紙２枚（小選挙区・比例代表）を交付");
    expect(byAct("verdict").dataset["mood"]).toBe("part");
    const cards = allByAct("ballot").map((card) => [card.dataset["decision"], card.textContent ?? ""] as const);
    expect(cards.map(([decision]) => decision)).toEqual(["issue", "issue", "refuse"]);
    expect(cards[1]?.[1]).toContain("用紙：うすい青");
    expect(cards[2]?.[1]).toContain("交付しない");
    expect(cards[2]?.[1]).toContain("明日（11月22日）から");
  });

  test("who comes for the review alone sees where and when the others were taken, by the hour only", () => {
    recordCommands();
    drawPolling(pollingSample("elector-review"));
    const taken = allByAct("ballot").filter((card) => card.dataset["decision"] === "already");
    expect(taken).toHaveLength(2);
    expect(taken[0]?.textContent).toContain("11月18日 14時台・港会館・期日前投票");
    expect(document.body.textContent).not.toMatch(/14:\d\d\s*港会館/);
  });

  test("nothing can be accepted before the view allows it, and what is missing is named beside the button", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("elector"));
    const accept = byAct("accept") as HTMLButtonElement;
    expect(accept.disabled).toBe(true);
    expect(byAct("missing").textContent).toContain("期日前投票の事由を選ぶ");
    await fireEvent.click(accept);
    expect(pollingActs(sent)).toEqual([]);
  });

  test("reason, slip and acceptance are asked for in their order", async () => {
    const sent = recordCommands();
    const { unmount } = drawPolling(pollingSample("elector"));
    await fireEvent.click(byAct("reason-2"));
    await fireEvent.click(byAct("print-slip"));
    await fireEvent.click(byAct("slip-mode-written"));
    unmount();
    drawPolling(pollingSample("elector-ready"));
    await fireEvent.click(byAct("accept"));
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([
        { act: "set_reason", number: 2 },
        { act: "print_slip" },
        { act: "set_slip_mode", mode: "written" },
        { act: "accept", badge: null },
      ]);
  });

  test("a lone digit ticks a reason, the digits of a scanned ticket do not", async () => {
    vi.useFakeTimers();
    const sent = recordCommands();
    drawPolling(pollingSample("elector"));
    press("4", 9_000);
    await vi.advanceTimersByTimeAsync(400);
    press("1", 20_000);
    press("2", 20_005);
    press("3", 20_010);
    await vi.advanceTimersByTimeAsync(400);
    expect(pollingActs(sent)).toEqual([{ act: "set_reason", number: 4 }]);
  });

  test("a slip that was not printed cannot be said to be received, one written by hand can", async () => {
    recordCommands();
    const { unmount } = drawPolling(pollingSample("elector"));
    expect((byAct("slip-received") as HTMLButtonElement).disabled).toBe(true);
    unmount();
    drawPolling({
      ...pollingSample("elector"),
      step: page({ slip: { mode: "written", modes: ["written"], state: { state: "open" } } }),
    });
    expect((byAct("slip-received") as HTMLButtonElement).disabled).toBe(false);
    expect(hasAct("print-slip")).toBe(false);
  });

  test("a printer that does not print stops nobody", () => {
    recordCommands();
    drawPolling(pollingSample("elector-printer"));
    expect(byAct("slip").textContent).toContain("白紙の宣誓書に書いてもらって");
    expect((byAct("slip-received") as HTMLButtonElement).disabled).toBe(false);
  });

  test("where the officer accepts, a badge is asked for and not shown", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("elector-officer"));
    const badge = byAct("officer-badge") as HTMLInputElement;
    expect(badge.type).toBe("password");
    expect((byAct("accept") as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.input(badge, { target: { value: "KZB1-TEST" } });
    await fireEvent.click(byAct("accept"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "accept", badge: "KZB1-TEST" }]);
    expect(badge.value).toBe("");
  });

  test("sendai 2016: who may vote today is told so, and the register's date comes behind it", () => {
    recordCommands();
    drawPolling(pollingSample("elector-moved"));
    expect(byAct("verdict").textContent).toContain("本日は投票できます");
    expect(byAct("verdict").dataset["mood"]).toBe("ask");
    expect(document.querySelector('[data-field="address"]')?.textContent).toContain("見本市");
    expect(document.body.textContent).toContain("転出の表示があります");
  });

  test("seventeen today is an absentee vote at this booth, accepted by an officer and told to be none for the box", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("elector-17"));
    expect(byAct("verdict").dataset["mood"]).toBe("absentee");
    expect(byAct("accept").textContent).toContain("不在者投票");
    await fireEvent.click(byAct("accept"));
    expect(pollingActs(sent)).toEqual([]);
    await fireEvent.input(byAct("officer-badge"), { target: { value: "KB1" } });
    await fireEvent.click(byAct("accept"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "accept", badge: "KB1" }]);
  });

  test("absentee papers that are out come back or are a vote, and nothing else is offered", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("elector-papers-out"));
    for (const act of ["accept", "print-slip", "slip-received", "reason-1", "absentee-issued"]) {
      expect(hasAct(act), act).toBe(false);
    }
    await fireEvent.click(byAct("absentee-voted"));
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([{ act: "absentee", elector: "a1", ballots: ["house-single", "house-list"], step: "voted" }]);
  });

  test("who has no right gets no reason, no slip and no acceptance", () => {
    recordCommands();
    drawPolling(pollingSample("elector-refused"));
    for (const act of ["accept", "print-slip", "slip-received", "reason-1", "not-want"]) {
      expect(hasAct(act), act).toBe(false);
    }
    expect(hasAct("cancel")).toBe(true);
  });

  test("one kind is declined without touching the others", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("elector"));
    expect(allByAct("not-want")).toHaveLength(2);
    await fireEvent.click(allByAct("not-want")[1]!);
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "set_wanted", ballot: "house-list", wanted: false }]);
  });

  test("what must be confirmed is pressed, with the officer's badge where a clerk alone must not", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("elector-moved"));
    expect((byAct("confirm-age") as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.click(byAct("confirm-not-there"));
    await fireEvent.input(byAct("confirm-badge-age"), { target: { value: "KZB1-OFFICER" } });
    await fireEvent.click(byAct("confirm-age"));
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([
        { act: "confirm", id: "not-there", badge: null },
        { act: "confirm", id: "age", badge: "KZB1-OFFICER" },
      ]);
  });

  test("a clerk sees that somebody is held and cannot release", () => {
    recordCommands();
    drawPolling({ ...pollingSample("elector"), step: page({ held: "確認中", canRelease: false }) });
    expect(byAct("held").textContent).toContain("投票管理者が解きます");
    expect(hasAct("release")).toBe(false);
  });

  test("shiki 2019: a case under discussion is held with a note, and released with what was found", async () => {
    const sent = recordCommands();
    const { unmount } = drawPolling(pollingSample("elector"));
    await fireEvent.click(byAct("hold-open"));
    expect((byAct("hold") as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.input(byAct("hold-note"), { target: { value: "転出先に確認中" } });
    await fireEvent.click(byAct("hold"));
    unmount();
    drawPolling(pollingSample("elector-held"));
    await fireEvent.input(byAct("release-note"), { target: { value: "登録なし" } });
    await fireEvent.click(byAct("release"));
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([
        { act: "hold", note: "転出先に確認中" },
        { act: "release", elector: "a1", note: "登録なし" },
      ]);
  });
});
