import { fireEvent } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import { recordCommands } from "../../test/commands";
import { drawPolling, pollingActs, pollingSample } from "../../test/polling";
import { allByAct, byAct, hasAct } from "../../test/shelter";

describe("while the authority is asked", () => {
  test("nothing is offered: no ballot, no second acceptance, no next elector", () => {
    recordCommands();
    drawPolling(pollingSample("claiming"));
    expect(byAct("claiming").textContent).toContain("投票用紙をまだ渡さないでください");
    for (const act of ["accept", "issued", "left-desk", "find"]) expect(hasAct(act), act).toBe(false);
    expect(document.querySelector("progress")?.value).toBe(2);
  });

  test("rule 3: the code to read out is large, and the one read back is asked for", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("voice"));
    expect(byAct("ask-code").textContent).toBe("4816-2093-5571");
    expect(document.querySelector("ol")?.textContent).toContain("投票の種類（小選挙区・比例代表）");
    expect(byAct("phone").textContent).toBe("0100-00-0000");
    expect((byAct("voice-go") as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.input(byAct("voice-code"), { target: { value: "775-218" } });
    await fireEvent.keyDown(byAct("voice-code"), { key: "Enter" });
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "voice_code", code: "775-218" }]);
  });
});

describe("after acceptance", () => {
  test("nobeoka 2024: each kind is confirmed by itself, and nothing is ticked beforehand", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("accepted"));
    expect(allByAct("issue-card").map((card) => card.dataset["progress"])).toEqual(["to_issue", "to_issue", "none"]);
    expect(allByAct("issued")).toHaveLength(2);
    await fireEvent.click(allByAct("issued")[0]!);
    await fireEvent.click(allByAct("declined")[1]!);
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([
        { act: "issued", ballot: "house-single" },
        { act: "declined", ballot: "house-list" },
      ]);
  });

  test("kirishima 2025: the kind stands in large type with its paper's colour, and the button names it", () => {
    recordCommands();
    drawPolling(pollingSample("accepted"));
    const [single, list] = allByAct("issue-card");
    expect(single?.textContent).toContain("用紙：白");
    expect(single?.textContent).toContain("小選挙区を渡した");
    expect(list?.textContent).toContain("用紙：うすい青");
    expect(list?.querySelector("rect")?.getAttribute("fill")).toBe("#b9d7f2");
  });

  test("what is not to be issued cannot be", () => {
    recordCommands();
    drawPolling(pollingSample("accepted"));
    const review = allByAct("issue-card")[2];
    expect(review?.querySelectorAll("button")).toHaveLength(0);
    expect(review?.textContent).toContain("渡さない");
  });

  test("the elector leaves when every kind is handed over or declined, and not before", async () => {
    const sent = recordCommands();
    const { unmount } = drawPolling(pollingSample("accepted-one"));
    expect((byAct("left-desk") as HTMLButtonElement).disabled).toBe(true);
    unmount();
    drawPolling(pollingSample("accepted-all"));
    await fireEvent.click(byAct("left-desk"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "left_desk" }]);
  });

  test("an acceptance found after an interruption is said to be one, with the word on which it stands", () => {
    recordCommands();
    drawPolling(pollingSample("accepted-again"));
    expect(byAct("interrupted").textContent).toContain("中断したときに受け付けていました");
    expect(byAct("accepted").textContent).toContain("電話の符号により受付");
  });

  test("a spoiled paper is exchanged for one of its own kind", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("accepted-one"));
    await fireEvent.click(byAct("exchange"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "exchange", ballot: "house-single" }]);
  });

  test("a ballot that turns out to be another's is stopped, and only an officer says that it was handed over", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("accepted-contested"));
    const card = allByAct("issue-card").find((each) => each.dataset["progress"] === "contested");
    expect(card?.textContent).toContain("渡さないでください");
    expect(card?.textContent).toContain("11月21日 14時台・港会館");
    expect((byAct("was-issued") as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.input(byAct("was-issued-badge"), { target: { value: "KZB1-OFFICER" } });
    await fireEvent.click(byAct("was-issued"));
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([{ act: "was_issued", ballot: "house-list", badge: "KZB1-OFFICER" }]);
  });

  test("withdrawing takes the papers, a reason, words and a second person's badge, and not less", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("accepted-one"));
    await fireEvent.click(byAct("undo-begin"));
    const undo = byAct("undo") as HTMLButtonElement;
    // What is not handed out at this desk today is not taken back here either.
    expect(hasAct("undo-ballot-review")).toBe(false);
    await fireEvent.click(byAct("undo-ballot-house-list"));
    await fireEvent.click(byAct("because-spoiled"));
    await fireEvent.input(byAct("undo-note"), { target: { value: "書き損じ" } });
    expect(undo.disabled).toBe(true);
    await fireEvent.input(byAct("second-badge"), { target: { value: "KZB1-SECOND" } });
    await fireEvent.click(undo);
    await expect
      .poll(() => pollingActs(sent))
      .toMatchObject([
        { act: "undo", ballots: ["house-list"], because: "spoiled", note: "書き損じ", badge: "KZB1-SECOND" },
      ]);
    expect(hasAct("undo-form")).toBe(false);
  });

  test("whoever an interruption left open is taken up again", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("unfinished"));
    expect(byAct("unfinished").textContent).toContain("受け付け済み。投票用紙を渡したか確かめる");
    await fireEvent.click(allByAct("resume")[1]!);
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "resume", elector: "b1" }]);
  });

  test("a colour that is none draws white, and nothing else gets into the drawing", () => {
    recordCommands();
    const view = pollingSample("accepted");
    if (view.step.step !== "accepted") throw new Error("no acceptance");
    const ballots = view.step.ballots.map((each) => ({ ...each, colour: "url(https://example.invalid/x)" }));
    drawPolling({ ...view, step: { ...view.step, ballots } });
    expect(document.querySelector("[data-act='issue-card'] rect")?.getAttribute("fill")).toBe("#ffffff");
  });
});

describe("a stop", () => {
  test.each(["stop-already", "stop-held", "stop-outage"])(
    "%s leaves nothing to press but the way back",
    async (name) => {
      const sent = recordCommands();
      drawPolling(pollingSample(name));
      const pressable = [...document.querySelectorAll<HTMLElement>("button, input, select, a")].map(
        (each) => each.dataset["act"],
      );
      const allowed = ["cancel", "hold", "ask-again"];
      expect(pressable.filter((act) => !allowed.includes(act ?? ""))).toEqual([]);
      expect(pressable).toContain("cancel");
      await fireEvent.click(byAct("cancel"));
      await expect.poll(() => pollingActs(sent)).toEqual([{ act: "cancel" }]);
    },
  );

  test("gamagori 2025: it gates whatever page is open, and no key passes it", async () => {
    const sent = recordCommands();
    drawPolling({ ...pollingSample("stop-already"), page: "board" });
    expect(byAct("stop").dataset["kind"]).toBe("already");
    for (const key of ["Enter", "Escape", " ", "1", "F8"]) await fireEvent.keyDown(document.body, { key });
    await new Promise((done) => setTimeout(done, 250));
    expect(pollingActs(sent)).toEqual([]);
    expect(hasAct("stop")).toBe(true);
  });

  test("a scan does not get past it either", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("stop-already"));
    let at = 10_000;
    for (const key of [..."004512345678", "Enter"]) {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      Object.defineProperty(event, "timeStamp", { value: (at += 5) });
      document.body.dispatchEvent(event);
    }
    await new Promise((done) => setTimeout(done, 20));
    expect(pollingActs(sent)).toEqual([]);
  });

  test("gobo: another trouble at the same moment hides none of it", () => {
    recordCommands();
    const advice = { code: "printer-gone", what: { ja: "プリンター", en: "p" }, next: { ja: "確認", en: "c" } };
    const last = { id: 9, ok: true, what: { ja: "印刷しました。", en: "Printed." }, next: null };
    drawPolling({ ...pollingSample("stop-already"), notices: [advice], last });
    expect(document.querySelector("h1")?.textContent).toBe("投票用紙を交付しないでください");
    expect(byAct("stop").querySelector("[role='alert']")?.textContent).toContain("受付済み");
    // That something else worked is not said beside a stop.
    expect(document.body.textContent).not.toContain("印刷しました。");
  });

  test("it tells where and in which hour, and can hold the elector for the officer", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("stop-already"));
    expect(byAct("stop").textContent).toContain("11月18日 14時台に、港会館");
    await fireEvent.click(byAct("hold"));
    await expect.poll(() => pollingActs(sent)[0]?.act).toBe("hold");
  });
});

describe("acceptances made on paper", () => {
  test("are typed with the day and the hour they were made, and nothing finer", async () => {
    const sent = recordCommands();
    const { unmount } = drawPolling(pollingSample("waiting"));
    // The officer's business.
    expect(hasAct("paper-open")).toBe(false);
    unmount();
    drawPolling({ ...pollingSample("waiting"), operator: { role: "officer", label: "投票管理者" } });
    await fireEvent.click(byAct("paper-open"));
    expect((byAct("paper-begin") as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.input(byAct("paper-hour"), { target: { value: "１３" } });
    await fireEvent.click(byAct("paper-begin"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "paper_entry", occurred: "2026-11-21T13:00" }]);
  });
});
