import { expect, test } from "vitest";

import { board } from "../../dev/shelter-samples";
import { byAct, drawShelter, shelterSample } from "../../test/shelter";

const picture = (of: string) => document.querySelector(`[aria-labelledby="board-${of}"] svg[role="img"]`);

test("the figures are those of the view", () => {
  drawShelter(shelterSample("board"));
  expect(byAct("board-present").textContent).toBe("187");
  for (const each of [
    "out",
    "overnight",
    "outside",
    "hospital",
    "gone",
    "unseen24",
    "unseen48",
    "incomplete",
  ] as const) {
    expect(byAct(`board-${each}`).textContent, each).toBe(String(board[each]));
  }
  expect(byAct("difference").textContent).toContain("目で数えた人が12人多い");
});

test("each picture says in words what it shows", () => {
  drawShelter(shelterSample("board"));
  expect(picture("present")?.getAttribute("aria-label")).toBe("定員250人のうち187人");
  expect(picture("arrivals")?.getAttribute("aria-label")).toBe(
    "この24時間に着いた人の図。合計187人。いちばん多いのは0時台の41人。",
  );
  expect(picture("pyramid")?.getAttribute("aria-label")).toContain("合計187人");
});

test("more people than room is said in words and drawn in stripes", () => {
  drawShelter(shelterSample("board-over"));
  expect(document.querySelector("main")?.textContent).toContain("定員を21人こえています");
  expect(document.querySelector(".full.over")).not.toBeNull();
  expect(byAct("difference").textContent).toContain("目で数えていません");
});

test("a shelter of unknown capacity has no gauge, and nobody is nowhere", () => {
  const nobody = { ...board, capacity: null, present: 0, arrivals: board.arrivals.map(() => 0), bands: [], toDos: [] };
  const { container } = drawShelter({ ...shelterSample("board"), board: nobody });
  expect(picture("present")).toBeNull();
  expect(container.innerHTML).not.toMatch(/NaN|Infinity/);
});

test("the pyramid has its figures in a table, and its halves differ in pattern and side", () => {
  drawShelter(shelterSample("board"));
  const rows = [...document.querySelectorAll("table tbody tr")].map((row) =>
    [...row.children].map(({ textContent }) => textContent),
  );
  expect(rows[4]).toEqual(["75歳–", "12", "22", "0"]);
  expect(document.querySelector("pattern#female")).not.toBeNull();
});
