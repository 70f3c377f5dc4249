import { expect, test } from "vitest";

import { recordCommands } from "../../test/commands";
import { drawPolling, pollingSample } from "../../test/polling";
import { byAct } from "../../test/shelter";

test("the figures of the day stand in the largest type, with rate and queue", () => {
  recordCommands();
  drawPolling(pollingSample("board"));
  expect(byAct("board-today").textContent).toBe("275");
  expect(byAct("board-rate").textContent).toBe("0.9");
  expect(byAct("board-queue").textContent).toBe("14");
  expect(byAct("board").textContent).toContain("名簿の3.5％");
});

test("the curve is told in words, and the day before is drawn beside it", () => {
  recordCommands();
  drawPolling(pollingSample("board"));
  const curve = document.querySelector("svg[role='img']");
  expect(curve?.getAttribute("aria-label")).toBe("今日の受付275人。最も多い時間は11時台の63人。");
  expect(curve?.querySelectorAll("rect")).toHaveLength(12);
  expect(curve?.querySelectorAll("rect.now")).toHaveLength(1);
  expect(curve?.querySelector("path.before")).toBeTruthy();
});

test("figures follow as facts come", async () => {
  recordCommands();
  const view = pollingSample("board");
  const { rerender } = drawPolling(view);
  await rerender({
    view: { ...view, board: view.board && { ...view.board, today: 276, queue: null, waitMinutes: null } },
  });
  expect(byAct("board-today").textContent).toBe("276");
  expect(byAct("board").textContent).toContain("待ち時間は不明");
});

test("a booth whose figures are old is marked with a word", () => {
  recordCommands();
  drawPolling(pollingSample("board"));
  const row = [...byAct("board").querySelectorAll("tr")].find((each) => each.textContent?.includes("移動投票所"));
  expect(row?.textContent).toContain("! 古い");
});

test("nobody is named on the board", () => {
  recordCommands();
  drawPolling({ ...pollingSample("board"), step: pollingSample("accepted").step });
  expect(byAct("board").textContent).not.toContain("見本　太郎");
});
