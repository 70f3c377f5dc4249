import type { ShelterLine } from "../types";

/** A place on the drawing: x to the east, y to the south, in the drawing's units. */
export type Point = { x: number; y: number };
export type Placed = { line: ShelterLine; at: Point };
/** What of the drawing is seen. */
export type View = { x: number; y: number; width: number; height: number };
export type Coordinate = [longitude: number, latitude: number];

export const SIDE = { width: 1000, height: 700 };
/** A city is not drawn larger than this part of the world: a single shelter has streets around it. */
const LEAST = 0.02 / 360;
const EDGE = 0.08;

const coordinate = ({ longitude, latitude }: ShelterLine): Coordinate | null => {
  if (longitude === null || latitude === null || longitude.trim() === "" || latitude.trim() === "") return null;
  const [east, north] = [Number(longitude), Number(latitude)];
  return Number.isFinite(east) && Number.isFinite(north) && Math.abs(north) < 85 ? [east, north] : null;
};

/** Web Mercator, in which tiles are: the world is a square of side 1, from the north-west. */
export const mercator = ([east, north]: Coordinate): Point => ({
  x: (east + 180) / 360,
  y: (1 - Math.asinh(Math.tan((north * Math.PI) / 180)) / Math.PI) / 2,
});
/** And back. */
export const degrees = ({ x, y }: Point): Coordinate => [
  x * 360 - 180,
  (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
];

/** Which part of the world is drawn: what lies in the middle, and how large the whole world would be. */
export type Frame = { middle: Point; scale: number };

export function frameOf(points: Coordinate[]): Frame {
  const all = points.map(mercator);
  const least = (axis: "x" | "y") => all.reduce((a, b) => Math.min(a, b[axis]), Infinity);
  const most = (axis: "x" | "y") => all.reduce((a, b) => Math.max(a, b[axis]), -Infinity);
  const size = (axis: "x" | "y") => Math.max(LEAST, most(axis) - least(axis));
  return {
    middle: { x: (least("x") + most("x")) / 2, y: (least("y") + most("y")) / 2 },
    scale: Math.min((SIDE.width * (1 - 2 * EDGE)) / size("x"), (SIDE.height * (1 - 2 * EDGE)) / size("y")),
  };
}

const toDrawing = ({ middle, scale }: Frame, { x, y }: Point): Point => ({
  x: SIDE.width / 2 + (x - middle.x) * scale,
  y: SIDE.height / 2 + (y - middle.y) * scale,
});
const toWorld = ({ middle, scale }: Frame, { x, y }: Point): Point => ({
  x: (x - SIDE.width / 2) / scale + middle.x,
  y: (y - SIDE.height / 2) / scale + middle.y,
});
export const project = (frame: Frame, of: Coordinate): Point => toDrawing(frame, mercator(of));

/** Shelters whose place is known, on the drawing; and what is drawn. */
export function place(lines: ShelterLine[], outline: Coordinate[][]): { placed: Placed[]; frame: Frame } {
  const known = lines.flatMap((line) => {
    const at = coordinate(line);
    return at ? [{ line, at }] : [];
  });
  const frame = frameOf([...known.map(({ at }) => at), ...outline.flat()]);
  return { placed: known.map(({ line, at }) => ({ line, at: project(frame, at) })), frame };
}

/** All rings of the outline as one path, holes left out by the rule of even and odd. */
export const pathOf = (rings: Coordinate[][], frame: Frame): string =>
  rings
    .map(
      (ring) =>
        `${ring
          .map((each) => project(frame, each))
          .map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x.toFixed(2)} ${y.toFixed(2)}`)
          .join("")}Z`,
    )
    .join("");

/** What is seen on a box of this size in pixels: a box of another shape shows more than the view at its sides. */
export function seen(view: View, width: number, height: number): { view: View; pixels: number } {
  if (width <= 0 || height <= 0) return { view, pixels: 1 };
  const units = Math.max(view.width / width, view.height / height);
  const size = { width: width * units, height: height * units };
  return {
    view: {
      x: view.x + (view.width - size.width) / 2,
      y: view.y + (view.height - size.height) / 2,
      ...size,
    },
    pixels: 1 / units,
  };
}

export type Tile = Point & { zoom: number; column: number; row: number; size: number };
const TILE_PIXELS = 256;
/** More are of a zoom that the file does not have. */
const MOST_TILES = 150;

/** Tiles that are seen; none where there would be too many. */
export function tilesIn(view: View, frame: Frame, pixels: number, leastZoom: number, mostZoom: number): Tile[] {
  const wished = Math.round(Math.log2((frame.scale * pixels) / TILE_PIXELS));
  const zoom = Math.min(mostZoom, Math.max(leastZoom, wished));
  const all = 2 ** zoom;
  const from = toWorld(frame, view);
  const to = toWorld(frame, { x: view.x + view.width, y: view.y + view.height });
  const within = (at: number) => Math.min(all - 1, Math.max(0, Math.floor(at * all)));
  const [west, east, north, south] = [within(from.x), within(to.x), within(from.y), within(to.y)];
  if ((east - west + 1) * (south - north + 1) > MOST_TILES) return [];
  const tiles: Tile[] = [];
  for (let row = north; row <= south; row += 1) {
    for (let column = west; column <= east; column += 1) {
      const at = toDrawing(frame, { x: column / all, y: row / all });
      tiles.push({ ...at, zoom, column, row, size: frame.scale / all });
    }
  }
  return tiles;
}

const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
/** Lines of degrees: where they are on the drawing, and what they are called. */
export type Grid = { meridians: { x: number; name: string }[]; parallels: { y: number; name: string }[] };

/** Some six lines each way. */
export function gridIn(view: View, frame: Frame): Grid {
  const [west, north] = degrees(toWorld(frame, view));
  const [east, south] = degrees(toWorld(frame, { x: view.x + view.width, y: view.y + view.height }));
  const step = STEPS.find((each) => (east - west) / each <= 6) ?? 10;
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  const lines = (from: number, to: number) => {
    const first = Math.ceil(from / step);
    return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, at) => (first + at) * step);
  };
  return {
    meridians: lines(west, east).map((at) => ({ x: project(frame, [at, south]).x, name: `${at.toFixed(digits)}°E` })),
    parallels: lines(south, north).map((at) => ({ y: project(frame, [west, at]).y, name: `${at.toFixed(digits)}°N` })),
  };
}

const EARTH_METRES = 40_075_016.686;
/** A round length that fits into a quarter of what is seen: in units of the drawing and in metres. */
export function scaleOf(view: View, frame: Frame): { units: number; metres: number } {
  const [, north] = degrees(toWorld(frame, { x: view.x + view.width / 2, y: view.y + view.height / 2 }));
  const metresOfUnit = (EARTH_METRES * Math.cos((north * Math.PI) / 180)) / frame.scale;
  const most = (view.width / 4) * metresOfUnit;
  const ten = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((each) => each * ten <= most) ?? 1) * ten;
  return { units: metres / metresOfUnit, metres };
}

export const WHOLE: View = { x: 0, y: 0, ...SIDE };
const DEEPEST = 40;

/** Nearer or farther around a place that stays where it is. */
export function zoomed(view: View, factor: number, around?: Point): View {
  const width = Math.min(SIDE.width, Math.max(SIDE.width / DEEPEST, view.width / factor));
  const by = width / view.width;
  const { x, y } = around ?? { x: view.x + view.width / 2, y: view.y + view.height / 2 };
  return within({ x: x - (x - view.x) * by, y: y - (y - view.y) * by, width, height: view.height * by });
}

/** Moved by parts of what is seen. */
export const panned = (view: View, right: number, down: number): View =>
  within({ ...view, x: view.x + view.width * right, y: view.y + view.height * down });

/** The drawing is never lost from sight. */
function within(view: View): View {
  const inside = (at: number, size: number, all: number) => Math.min(all - size / 2, Math.max(-size / 2, at));
  return { ...view, x: inside(view.x, view.width, SIDE.width), y: inside(view.y, view.height, SIDE.height) };
}
