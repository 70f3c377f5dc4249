import { fireEvent } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";

import { recordCommands, type Sent } from "../../test/commands";
import { drawPolling, pollingActs, pollingSample } from "../../test/polling";
import { byAct, hasAct } from "../../test/shelter";

let sent: Sent[];
beforeEach(() => {
  sent = recordCommands();
});

test("the clock is looked at first, then the package is taken, live or for training", async () => {
  drawPolling(pollingSample("activating"));
  expect(hasAct("package-file")).toBe(false);
  await fireEvent.click(byAct("clock-right"));
  await fireEvent.input(byAct("package-file"), { target: { value: "/media/stick/election" } });
  expect((byAct("package-take") as HTMLButtonElement).disabled).toBe(true);
  await fireEvent.click(byAct("mode-training"));
  await fireEvent.click(byAct("package-take"));
  await expect
    .poll(() => pollingActs(sent))
    .toEqual([
      { act: "clock", real: null },
      { act: "take_package", file: "/media/stick/election", training: true },
    ]);
});

test("a wrong clock is told the true time", async () => {
  drawPolling(pollingSample("activating"));
  await fireEvent.click(byAct("clock-wrong"));
  await fireEvent.input(byAct("clock-time"), { target: { value: "825" } });
  await fireEvent.click(byAct("clock-told"));
  await expect.poll(() => pollingActs(sent)).toEqual([{ act: "clock", real: "2026-11-21T08:25" }]);
});

test("the package's election is named before its code is typed", async () => {
  drawPolling(pollingSample("activating-code"));
  await fireEvent.click(byAct("clock-right"));
  expect(document.body.textContent).toContain("見本の総選挙");
  await fireEvent.input(byAct("code"), { target: { value: "ABCD-EFGH" } });
  await fireEvent.click(byAct("code-enter"));
  await expect.poll(() => pollingActs(sent).at(-1)).toEqual({ act: "code", code: "ABCD-EFGH" });
});

test("a locked desk shows nobody, takes a badge or a code, and hides what is typed", async () => {
  drawPolling({ ...pollingSample("locked"), step: pollingSample("elector").step });
  expect(document.body.textContent).not.toContain("見本　太郎");
  const code = byAct("code") as HTMLInputElement;
  expect(code.type).toBe("password");
  await fireEvent.input(code, { target: { value: "ABCD" } });
  await fireEvent.keyDown(code, { key: "Enter" });
  await expect.poll(() => pollingActs(sent)).toEqual([{ act: "code", code: "ABCD" }]);
  expect(code.value).toBe("");
});

test("without a roll there is nothing but setting up", () => {
  drawPolling(pollingSample("setting-up"));
  expect(byAct("setting-up").textContent).toContain("名簿を読み込み");
  expect(hasAct("no-roll")).toBe(true);
  expect(hasAct("find")).toBe(false);
});
