import { describe, expect, test } from "vitest";

import { arrow, fromMm, inMm, onPaper, snapMove, snapPull } from "./geometry";

const box = (x: number, y: number, w = 20_000, h = 8_000) => ({ x, y, w, h });

describe("a box that is moved", () => {
  test("comes to rest on the grid of half a millimetre", () => {
    expect(snapMove(box(10_260, 20_740), [], false)).toEqual({ rect: box(10_500, 20_500), lines: [] });
  });

  test("comes to rest on a tenth of a millimetre with Alt, whatever stands near", () => {
    expect(snapMove(box(10_260, 20_740), [box(10_000, 60_000)], true).rect).toEqual(box(10_300, 20_700));
  });

  test("takes the edge or the centre of another box within one millimetre, the nearest one", () => {
    const others = [box(10_300, 60_000), box(100_000, 20_000, 5_000, 8_000)];
    const { rect, lines } = snapMove(box(11_200, 20_900), others, false);
    expect(rect).toEqual(box(10_300, 20_000));
    expect(lines).toEqual([
      { axis: "x", at: 10_300 },
      { axis: "y", at: 20_000 },
    ]);
    // Centre on centre.
    expect(snapMove(box(50_300, 0, 4_000), [box(40_000, 90_000, 24_000)], false).rect.x).toBe(50_000);
  });

  test("takes nothing that is further away", () => {
    expect(snapMove(box(11_301, 0), [box(10_300, 60_000, 77_000)], false).rect.x).toBe(11_500);
  });

  test("stays on the paper", () => {
    const paper = { width: 210_000, height: 297_000 };
    expect(onPaper(box(-500, 296_000), paper)).toEqual(box(0, 289_000));
  });
});

describe("a box that is pulled", () => {
  test("keeps the other side", () => {
    const start = box(10_000, 20_000);
    expect(snapPull(start, { x: 1, y: 1 }, { x: 3_140, y: -950 }, [], false).rect).toEqual(
      box(10_000, 20_000, 23_000, 7_000),
    );
    expect(snapPull(start, { x: -1, y: 0 }, { x: -2_000, y: 9_000 }, [], false).rect).toEqual(
      box(8_000, 20_000, 22_000),
    );
  });

  test("never turns inside out", () => {
    const { rect } = snapPull(box(10_000, 20_000), { x: -1, y: 1 }, { x: 90_000, y: -90_000 }, [], false);
    expect(rect).toEqual(box(29_500, 20_000, 500, 500));
  });

  test("takes another box's edge", () => {
    const { rect, lines } = snapPull(box(0, 0), { x: 1, y: 0 }, { x: 700, y: 0 }, [box(21_300, 50_000)], false);
    expect(rect.w).toBe(21_300);
    expect(lines).toEqual([{ axis: "x", at: 21_300 }]);
  });
});

test("arrow keys go by the grid, five millimetres with Shift, a tenth with Alt", () => {
  expect(arrow("ArrowLeft", false, false)).toEqual({ x: -500, y: 0 });
  expect(arrow("ArrowDown", true, false)).toEqual({ x: 0, y: 5_000 });
  expect(arrow("ArrowUp", false, true)).toEqual({ x: 0, y: -100 });
  expect(arrow("Enter", false, false)).toBeNull();
});

test("millimetres are written and read", () => {
  expect(inMm(161_650)).toBe("161.7");
  expect(inMm(12_000)).toBe("12");
  expect(fromMm(" 12.5 ")).toBe(12_500);
  expect(fromMm("")).toBeNull();
  expect(fromMm("x")).toBeNull();
});
