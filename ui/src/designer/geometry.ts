import type { RectView } from "../generated/bindings";

// All lengths are micrometres, as Rust gives them.

/** One millimetre. */
export const MM = 1000;
/** The grid on which boxes stand, and the finer one while Alt is held. */
export const GRID = 500;
export const FINE_GRID = 100;
/** How near an edge or a centre of another box must be to be taken. */
export const REACH = 1000;
/** How far an arrow key with Shift goes. */
export const LEAP = 5000;
/** A box has some width and height. */
export const LEAST = 500;

export type Line = { axis: "x" | "y"; at: number };
export type Snapped = { rect: RectView; lines: Line[] };

/** A side of a box that is pulled: -1 the left or upper one, 1 the right or lower one, 0 neither. */
export type Pull = { x: -1 | 0 | 1; y: -1 | 0 | 1 };

export const onGrid = (length: number, grid: number): number => Math.round(length / grid) * grid;

/** The steps that a box and its neighbours' edges and centres are apart, the smallest within reach. */
function nearest(own: number[], others: number[]): { by: number; at: number } | null {
  let best: { by: number; at: number } | null = null;
  for (const at of others) {
    for (const edge of own) {
      const by = at - edge;
      if (Math.abs(by) <= REACH && (best === null || Math.abs(by) < Math.abs(best.by))) best = { by, at };
    }
  }
  return best;
}

const edgesX = ({ x, w }: RectView) => [x, x + w / 2, x + w];
const edgesY = ({ y, h }: RectView) => [y, y + h / 2, y + h];

/** Where a box that is moved comes to rest: at another box's edge or centre, else on the grid. */
export function snapMove(rect: RectView, others: RectView[], fine: boolean): Snapped {
  const grid = fine ? FINE_GRID : GRID;
  const lines: Line[] = [];
  const alongX = fine ? null : nearest(edgesX(rect), others.flatMap(edgesX));
  const alongY = fine ? null : nearest(edgesY(rect), others.flatMap(edgesY));
  if (alongX) lines.push({ axis: "x", at: alongX.at });
  if (alongY) lines.push({ axis: "y", at: alongY.at });
  return {
    rect: {
      ...rect,
      x: alongX ? Math.round(rect.x + alongX.by) : onGrid(rect.x, grid),
      y: alongY ? Math.round(rect.y + alongY.by) : onGrid(rect.y, grid),
    },
    lines,
  };
}

/** The box with one corner or side pulled so far, that side at rest as in `snapMove`; the other side stays. */
export function snapPull(start: RectView, pull: Pull, by: { x: number; y: number }, others: RectView[], fine: boolean) {
  const lines: Line[] = [];
  const rest = (axis: "x" | "y", at: number, edges: number[]): number => {
    const near = fine ? null : nearest([at], edges);
    if (near) lines.push({ axis, at: near.at });
    return near ? near.at : onGrid(at, fine ? FINE_GRID : GRID);
  };
  const rect = { ...start };
  if (pull.x !== 0) {
    const edges = others.flatMap(edgesX);
    const [left, right] = [start.x, start.x + start.w];
    if (pull.x > 0) rect.w = Math.max(LEAST, Math.round(rest("x", right + by.x, edges)) - left);
    else {
      rect.x = Math.min(Math.round(rest("x", left + by.x, edges)), right - LEAST);
      rect.w = right - rect.x;
    }
  }
  if (pull.y !== 0) {
    const edges = others.flatMap(edgesY);
    const [top, bottom] = [start.y, start.y + start.h];
    if (pull.y > 0) rect.h = Math.max(LEAST, Math.round(rest("y", bottom + by.y, edges)) - top);
    else {
      rect.y = Math.min(Math.round(rest("y", top + by.y, edges)), bottom - LEAST);
      rect.h = bottom - rect.y;
    }
  }
  return { rect, lines };
}

/** What an arrow key moves by; null for any other key. */
export function arrow(key: string, shift: boolean, alt: boolean): { x: number; y: number } | null {
  const step = shift ? LEAP : alt ? FINE_GRID : GRID;
  switch (key) {
    case "ArrowLeft":
      return { x: -step, y: 0 };
    case "ArrowRight":
      return { x: step, y: 0 };
    case "ArrowUp":
      return { x: 0, y: -step };
    case "ArrowDown":
      return { x: 0, y: step };
    default:
      return null;
  }
}

/** Held on the paper. */
export function onPaper(rect: RectView, paper: { width: number; height: number }): RectView {
  return {
    ...rect,
    x: Math.max(0, Math.min(rect.x, paper.width - rect.w)),
    y: Math.max(0, Math.min(rect.y, paper.height - rect.h)),
  };
}

/** Millimetres as written in the file. */
export const inMm = (length: number): string => String(Math.round(length / 100) / 10);

/** What was typed as millimetres; null when it is no number. */
export function fromMm(text: string): number | null {
  const number = Number(text.trim().replace(",", "."));
  return text.trim() === "" || !Number.isFinite(number) ? null : Math.round(number * MM);
}
