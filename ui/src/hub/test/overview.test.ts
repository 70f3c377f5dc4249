import { afterEach, expect, test, vi } from "vitest";

import { FALLBACK_MS } from "../api/live.svelte";
import { whoIs } from "../dev/pretend";
import { hex } from "../dev/random";
import { SAMPLE_NOW } from "../dev/samples";
import { inventedShelters } from "../dev/shelters";
import { attentionOf } from "../overview/attention";
import { gridIn, panned, place, scaleOf, seen, SIDE, tilesIn, WHOLE, zoomed } from "../overview/geo";
import { lastHours } from "../overview/hours";
import { nextOrder, rowsOf } from "../overview/rows";
import { spanOf } from "../overview/window";
import type { ShelterLine } from "../types";
import { actsLike, byAct, open, press, settled, ToldSource, type } from "./hub";

afterEach(() => {
  vi.unstubAllGlobals();
});
const REALM = hex(1);
const ALL = inventedShelters(1000, SAMPLE_NOW);
const EVERY = { text: "", state: "all", attention: false } as const;
const line = (more: Partial<ShelterLine>): ShelterLine => ({
  ...(ALL[0] as ShelterLine),
  conflicts: 0,
  desks: [],
  ...more,
});
const overviews = (sent: { address: string }[]) => sent.filter(({ address }) => address.endsWith("/overview")).length;

test("a shelter needs attention when it is full, silent, dark, contradicted or its clock is off", () => {
  const calm = { state: "open", room: "free", heard: SAMPLE_NOW, utilities: [] } as const;
  const of = (more: Partial<ShelterLine>) => attentionOf(line({ ...calm, utilities: [], ...more }), SAMPLE_NOW);
  expect(of({})).toEqual([]);
  expect(of({ room: "full", heard: SAMPLE_NOW - 29 * 60_000 })).toEqual(["full"]);
  expect(of({ heard: SAMPLE_NOW - 30 * 60_000 })).toEqual(["silent30"]);
  expect(of({ heard: SAMPLE_NOW - 120 * 60_000 })).toEqual(["silent120"]);
  expect(of({ heard: null })).toEqual(["silent120"]);
  expect(of({ utilities: [{ utility: "power", state: "out", at: 0 }] })).toEqual(["power"]);
  expect(of({ conflicts: 1 })).toEqual(["conflicts"]);
  expect(of({ desks: [{ name: "1", standing: "admitted", at: 0, unsent: 0, clockOff: -121 }] })).toEqual(["clock"]);
  expect(of({ state: "closed", heard: null, room: "full" })).toEqual([]);
});

test("rows are filtered by words in any width and by attention, and sorted by any column", () => {
  expect(
    rowsOf(ALL, { ...EVERY, text: "見本 小学校" }, { by: "name", down: false }, SAMPLE_NOW).length,
  ).toBeGreaterThan(0);
  const second = rowsOf(ALL, { ...EVERY, text: "第２" }, { by: "name", down: false }, SAMPLE_NOW);
  expect(second.every(({ name }) => name.includes("第2"))).toBe(true);
  const needing = rowsOf(ALL, { ...EVERY, attention: true }, { by: "urgency", down: true }, SAMPLE_NOW);
  expect(needing.every((each) => attentionOf(each, SAMPLE_NOW).length > 0)).toBe(true);
  const people = rowsOf(ALL, EVERY, { by: "people", down: true }, SAMPLE_NOW).map((each) => each.people.inside);
  expect(people).toEqual([...people].sort((a, b) => b - a));
  const closed = rowsOf(ALL, { ...EVERY, state: "closed" }, { by: "name", down: false }, SAMPLE_NOW);
  expect(closed.length).toBe(ALL.filter(({ state }) => state === "closed").length);
});

test("a column's head sorts figures from the largest, and turns the order at the second press", () => {
  const first = nextOrder({ by: "urgency", down: true }, "people");
  expect(first).toEqual({ by: "people", down: true });
  expect(nextOrder(first, "people")).toEqual({ by: "people", down: false });
  expect(nextOrder(first, "heard")).toEqual({ by: "heard", down: false });
});

test("of a thousand rows only those in sight are drawn", () => {
  expect(spanOf(1000, 64, 0, 640)).toEqual({ from: 0, to: 26, above: 0, below: 974 * 64 });
  const middle = spanOf(1000, 64, 32_000, 640);
  expect(middle.from).toBeLessThan(500);
  expect(middle.to).toBeGreaterThan(510);
  expect(middle.above + (middle.to - middle.from) * 64 + middle.below).toBe(64_000);
  expect(spanOf(3, 64, 60_000, 640)).toEqual({ from: 0, to: 3, above: 0, below: 0 });
  expect(spanOf(0, 64, 0, 640)).toEqual({ from: 0, to: 0, above: 0, below: 0 });
});

test("the last 48 hours are those of Japan, across midnight", () => {
  const hours = lastHours({ "2026-11-22T14": 7, "2026-11-21T00": 3 }, SAMPLE_NOW);
  expect(hours).toHaveLength(48);
  expect(hours.at(-1)).toEqual({ hour: "2026-11-22T14", count: 7 });
  expect(hours.find(({ hour }) => hour === "2026-11-21T00")?.count).toBe(3);
  expect(hours[0]?.hour).toBe("2026-11-20T15");
});

test("shelters are placed north up and true to scale, and those without a place are left out", () => {
  const [south, north, east] = [
    line({ id: "s", latitude: "36.0", longitude: "136.0" }),
    line({ id: "n", latitude: "36.1", longitude: "136.0" }),
    line({ id: "e", latitude: "36.0", longitude: "136.1" }),
  ];
  const { placed } = place([south, north, east, line({ latitude: null }), line({ latitude: "" })], []);
  expect(placed).toHaveLength(3);
  const [s, n, e] = placed.map(({ at }) => at);
  if (!s || !n || !e) throw new Error("three were placed");
  expect(n.y).toBeLessThan(s.y);
  expect(e.x).toBeGreaterThan(s.x);
  expect((e.x - s.x) / (s.y - n.y)).toBeCloseTo(Math.cos((36.05 * Math.PI) / 180), 3);
});

test("the map is zoomed around what is pointed at and never leaves the drawing", () => {
  const near = zoomed(WHOLE, 2, { x: 250, y: 175 });
  expect(near).toEqual({ x: 125, y: 87.5, width: SIDE.width / 2, height: SIDE.height / 2 });
  expect(zoomed(near, 0.01)).toEqual(expect.objectContaining({ width: SIDE.width, height: SIDE.height }));
  let far = WHOLE;
  for (let step = 0; step < 50; step += 1) far = panned(far, 0.5, 0.5);
  expect(far.x).toBeLessThanOrEqual(SIDE.width / 2);
});

const TOKYO = { id: "t", latitude: "35.681236", longitude: "139.767125" };

test("tiles are where the numbering of the web's maps has them, and too many are none", () => {
  const { frame, placed } = place([line(TOKYO)], []);
  const at = placed[0]?.at ?? { x: 0, y: 0 };
  const here = { x: at.x - 1, y: at.y - 1, width: 2, height: 2 };
  const [tile] = tilesIn(here, frame, 1, 15, 15);
  // By the formula that every map of the web uses.
  expect(tile).toEqual(expect.objectContaining({ zoom: 15, column: 29105, row: 12903 }));
  expect(tile && tile.x <= at.x && at.x <= tile.x + tile.size).toBe(true);
  expect(tilesIn(WHOLE, frame, 1, 22, 22)).toEqual([]);
  const all = tilesIn(WHOLE, frame, 1, 5, 18);
  expect(all.length).toBeGreaterThan(5);
  expect(all[0]?.size).toBeGreaterThan(180);
  expect(all[0]?.size).toBeLessThan(363);
});

test("the scale is a round length, true at the place, and the grid has some lines of round degrees", () => {
  const { frame } = place([line(TOKYO), line({ ...TOKYO, longitude: "139.867125" })], []);
  const { units, metres } = scaleOf(WHOLE, frame);
  // A tenth of a degree of longitude there, 9.04 km, is 84 % of the drawing's width.
  expect(metres).toBe(2_000);
  expect((units / metres) * 9_043).toBeCloseTo(840, -1);
  const { meridians, parallels } = gridIn(WHOLE, frame);
  expect(meridians.map(({ name }) => name)).toContain("139.80°E");
  expect(meridians.length).toBeGreaterThan(2);
  expect(parallels.length).toBeGreaterThan(2);
});

test("a box of another shape shows more at its sides", () => {
  const { view, pixels } = seen(WHOLE, 2000, 700);
  expect(pixels).toBe(1);
  expect(view).toEqual({ x: -500, y: 0, width: 2000, height: 700 });
});

test("the city's own outline and tiles lie under the shelters, with who made them", async () => {
  await open(whoIs(["headquarters"]), `#/${REALM}/overview/map`);
  expect(byAct("outline").getAttribute("d")?.match(/Z/g)).toHaveLength(2);
  expect(byAct("map-from").textContent).toBe("見本の区域（架空）");
  expect(byAct("scale").textContent).toMatch(/^\d+ k?m$/);
});

test("without a map of the city's own the places stand on a grid, and that is said", async () => {
  const { instead } = await open(whoIs(["headquarters"]), `#/${REALM}/overview`);
  instead(({ address }) =>
    address.endsWith("/map") ? { status: 200, body: { rings: [], outlineFrom: "", tiles: null } } : undefined,
  );
  await press("view-map");
  expect(document.querySelector("[data-act='outline']")).toBeNull();
  expect(document.querySelectorAll(".grid line").length).toBeGreaterThan(4);
  expect(document.body.textContent).toContain("市の地図が設定されていない");
});

test("shelters are chosen on the map by keys alone", async () => {
  await open(whoIs(["headquarters"]), `#/${REALM}/overview/map`);
  const key = async (name: string) => {
    byAct("map").dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
    await settled();
  };
  await key("n");
  const first = byAct("map-chosen").textContent;
  expect(first).toContain("を選んでいます");
  await key("n");
  expect(byAct("map-chosen").textContent).not.toBe(first);
  await key("p");
  expect(byAct("map-chosen").textContent).toBe(first);
  await key("Enter");
  expect(location.hash).toContain("/shelter/");
});

test("the board sorts, filters and says how many rows are shown", async () => {
  await open(whoIs(["headquarters"]), `#/${REALM}/overview`, "ja", 1000);
  expect(byAct("rows-shown").textContent).toBe("1,000か所のうち1,000か所を表示");
  expect(actsLike("shelter-").length).toBeLessThan(60);
  await press("sort-people");
  expect(byAct("sort-people").closest("th")?.getAttribute("aria-sort")).toBe("descending");
  await type("filter", "見本第3");
  expect(actsLike("shelter-").every((row) => row.textContent?.includes("見本第3"))).toBe(true);
  await type("filter", "どこにもない");
  expect(document.body.textContent).toContain("当てはまる避難所はありません");
});

test("on the map a shelter is chosen in the drawing or in the list, and the keys move it", async () => {
  await open(whoIs(["headquarters"]), `#/${REALM}/overview/map`);
  const before = byAct("map").getAttribute("viewBox");
  byAct("map").dispatchEvent(new KeyboardEvent("keydown", { key: "+", bubbles: true }));
  byAct("map").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  await settled();
  expect(byAct("map").getAttribute("viewBox")).not.toBe(before);
  await press("zoom-whole");
  expect(byAct("map").getAttribute("viewBox")).toBe(before);
  const [first] = actsLike("place-");
  await press(first?.dataset["act"] ?? "");
  await press("open-chosen");
  expect(location.hash).toContain("/shelter/");
});

test("changes are fetched at most once a second, and the same change not twice", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout", "Date"] });
  const { sent } = await open(whoIs(["viewer"]), `#/${REALM}/overview`);
  const [source] = ToldSource.all;
  expect(source?.address).toBe(`/page/api/realms/${REALM}/live`);
  source?.open();
  vi.advanceTimersByTime(1100);
  await settled();
  const before = overviews(sent);
  for (let change = 2; change < 12; change += 1) source?.tell(change);
  vi.advanceTimersByTime(1100);
  await settled();
  expect(overviews(sent)).toBe(before + 1);
  source?.tell(11);
  vi.advanceTimersByTime(1100);
  await settled();
  expect(overviews(sent)).toBe(before + 1);
  expect(byAct("live").textContent).toContain("最新の状態");
});

test("without the connection it is said since when, fetched now and then, and tried again", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout", "Date"], now: SAMPLE_NOW });
  const { sent } = await open(whoIs(["viewer"]), `#/${REALM}/overview`);
  ToldSource.all[0]?.open();
  vi.advanceTimersByTime(1100);
  await settled();
  ToldSource.all[0]?.fail(true);
  await settled();
  expect(byAct("live").textContent).toContain("14:05 から更新が届いていません");
  vi.advanceTimersByTime(6_000);
  expect(ToldSource.all).toHaveLength(2);
  const before = overviews(sent);
  vi.advanceTimersByTime(FALLBACK_MS + 1_100);
  await settled();
  expect(overviews(sent)).toBeGreaterThan(before);
  ToldSource.all[1]?.open();
  await settled();
  expect(byAct("live").textContent).toContain("最新の状態");
});

test("what was fetched before stays while the hub is not reached, and that is said", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout", "Date"] });
  const { instead } = await open(whoIs(["viewer"]), `#/${REALM}/overview`);
  instead(({ address }) => (address.endsWith("/overview") ? { status: 502 } : undefined));
  ToldSource.all[0]?.open();
  vi.advanceTimersByTime(1100);
  await settled();
  expect(byAct("problem").dataset["code"]).toBe("page-hub-not-reached");
  expect(actsLike("shelter-").length).toBeGreaterThan(0);
});
