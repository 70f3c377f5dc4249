import { fireEvent } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import { recordCommands } from "../../test/commands";
import { drawPolling, pollingActs, pollingSample } from "../../test/polling";
import { allByAct, byAct, hasAct } from "../../test/shelter";

const go = () => byAct("call-go") as HTMLButtonElement;

describe("rule 3 at the commission: a booth calls", () => {
  test("the page of the elector leads to it only where the desk says that calls are answered", async () => {
    const sent = recordCommands();
    const { unmount } = drawPolling(pollingSample("elector"));
    expect(hasAct("call-open")).toBe(false);
    unmount();
    drawPolling(pollingSample("elector-call"));
    await fireEvent.click(byAct("call-open"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "call_open" }]);
  });

  test("on election day the elector of another station is answered for from the stop, and nothing is handed out", async () => {
    const sent = recordCommands();
    const view = pollingSample("stop-already");
    if (view.step.step !== "stopped") throw new Error("no stop");
    drawPolling({ ...view, step: { ...view.step, canCall: true } });
    await fireEvent.click(byAct("call-open"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "call_open" }]);
    for (const act of ["accept", "issued"]) expect(hasAct(act), act).toBe(false);
  });

  test("nobody is accepted on its page, and no next elector comes in", () => {
    recordCommands();
    drawPolling(pollingSample("call"));
    for (const act of ["accept", "issued", "left-desk", "find", "reason-1"]) expect(hasAct(act), act).toBe(false);
    expect(document.body.textContent).toContain("この画面では受け付けません");
    expect(byAct("person-name").textContent).toMatch(/\S/);
  });

  test("the number is looked at as soon as it has its digits, in any width", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("call"));
    await fireEvent.input(byAct("call-number"), { target: { value: "4816-2093-557" } });
    await new Promise((done) => setTimeout(done, 20));
    expect(pollingActs(sent)).toEqual([]);
    await fireEvent.input(byAct("call-number"), { target: { value: "４８１６－２０９３－５５７１" } });
    await expect
      .poll(() => pollingActs(sent))
      .toEqual([{ act: "call_number", number: "４８１６－２０９３－５５７１" }]);
  });

  test("what is wrong with it stands beside it, and it is not sent", () => {
    recordCommands();
    drawPolling(pollingSample("call-wrong"));
    expect(byAct("call-number").getAttribute("aria-invalid")).toBe("true");
    expect(document.body.textContent).toContain("聞き違いか打ち間違い");
    expect(go().disabled).toBe(true);
  });

  test("the booth has to be chosen; the ballots of today are there until the caller names fewer", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("call-right"));
    expect(go().disabled).toBe(true);
    expect(hasAct("call-ballot")).toBe(false);
    await fireEvent.click(allByAct("call-booth")[0]!);
    const boxes = allByAct("call-ballot") as HTMLInputElement[];
    expect(boxes.map((box) => box.checked)).toEqual([true, true]);
    await fireEvent.click(boxes[0]!);
    await fireEvent.input(byAct("call-number"), { target: { value: "4816-2093-5571" } });
    await fireEvent.click(go());
    await expect
      .poll(() => pollingActs(sent).at(-1))
      .toEqual({ act: "call_answer", booth: "harbour", ballots: ["house-list"], number: "4816-2093-5571" });
  });

  test("with no ballot left nothing is asked", async () => {
    recordCommands();
    drawPolling(pollingSample("call-right"));
    await fireEvent.click(allByAct("call-booth")[1]!);
    for (const box of allByAct("call-ballot")) await fireEvent.click(box);
    expect(go().disabled).toBe(true);
  });

  test("while it is asked nothing is to be read back", () => {
    recordCommands();
    drawPolling(pollingSample("call-asking"));
    expect(document.querySelector("main [role='status']")?.textContent).toContain("まだ何も読み返さないで");
    expect(hasAct("call-go")).toBe(false);
    expect(hasAct("call-code")).toBe(false);
  });

  test("the code is there until the page is closed, with what cannot be undone", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("call-granted"));
    expect(byAct("call-code").textContent).toBe("7752-1809");
    expect(byAct("call-person").textContent).toContain("見本　太郎");
    expect(byAct("call-granted").textContent).toContain("港会館が渡す投票用紙：小選挙区・比例代表");
    expect(byAct("call-granted").textContent).toContain("選管だけでは取り消せません");
    const pressable = [...document.querySelectorAll<HTMLElement>("main button, main input")];
    expect(pressable.map((each) => each.dataset["act"])).toEqual(["cancel"]);
    await fireEvent.click(byAct("cancel"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "cancel" }]);
  });

  test("a no has no code, but where and when, the likely cause, and what to say", async () => {
    const sent = recordCommands();
    drawPolling(pollingSample("call-refused"));
    expect(hasAct("call-code")).toBe(false);
    const told = byAct("call-refused").textContent;
    expect(told).toContain("14時台に港会館で受付済み");
    expect(byAct("call-likely").textContent).toContain("別の番号");
    expect(told).toContain("投票用紙を渡さないでください");
    await fireEvent.click(byAct("call-anew"));
    await expect.poll(() => pollingActs(sent)).toEqual([{ act: "call_anew" }]);
  });
});
