import { hourOf } from "../times.ts";
import type { DeskLine, Overview, RoomState, ShelterLine, Totals, UtilityView } from "../types";
import { hex, seeded } from "./random.ts";

// Everything here is invented: no such city, shelter or figure exists.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const AREAS = ["見本", "架空", "例示", "仮町", "試し", "模型", "想定", "雛形"];
const KINDS = ["小学校", "中学校", "公民館", "体育館", "高等学校", "集会所", "保育園", "福祉センター"];
const NEEDS = ["medical_device", "infant", "care", "illness", "allergy", "pregnancy", "mobility", "disability"];

/** Shelters of an invented city, the same for the same number; `now` is the hub's clock. */
export function inventedShelters(count: number, now: number): ShelterLine[] {
  const below = seeded(count);
  return Array.from({ length: count }, (_, at) => {
    const name = `${AREAS[at % AREAS.length]}${at >= 64 ? `第${Math.floor(at / 64) + 1}` : ""}${KINDS[Math.floor(at / 8) % KINDS.length]}`;
    const state = at % 17 === 16 ? "closed" : at % 11 === 10 ? "notOpened" : "open";
    const capacity = at % 13 === 12 ? null : 60 + below(12) * 40;
    const open = state === "open";
    const inside = open ? Math.floor((capacity ?? 120) * (below(118) / 100)) : 0;
    const share = capacity === null ? null : inside / capacity;
    const room: RoomState =
      !open || share === null ? "unknown" : share >= 1 ? "full" : share >= 0.8 ? "crowded" : "free";
    const heard = at % 19 === 18 ? now - 3 * HOUR : at % 7 === 6 ? now - 44 * MINUTE : now - below(9) * MINUTE;
    const known = at % 23 !== 22;
    return {
      id: hex(0xa000 + at),
      name,
      state,
      room,
      capacity,
      latitude: known ? (36.5 + below(2000) / 10_000 + (at % 5) * 0.012).toFixed(5) : null,
      longitude: known ? (136.6 + below(3000) / 10_000).toFixed(5) : null,
      people: {
        inside,
        out: Math.floor(inside / 9),
        overnight: Math.floor(inside / 31),
        vehicles: open ? below(12) : 0,
        outside: open ? below(25) : 0,
        hospital: open ? below(3) : 0,
        missing: open && at % 9 === 8 ? 1 : 0,
        expected: open ? below(6) : 0,
        left: open ? below(40) : 0,
        households: Math.ceil(inside / 2.4),
      },
      headCount: at % 3 === 0 ? inside + below(5) : null,
      utilities: open ? utilities(at, now - below(90) * MINUTE) : [],
      needs: Object.fromEntries(NEEDS.map((kind, k) => [kind, open ? below(2 + k) : 0]).filter(([, n]) => n !== 0)),
      needPower: open && at % 4 === 1 ? 1 + below(3) : 0,
      meals: {
        needed: open ? inside + below(20) : 0,
        soft: Math.floor(inside / 20),
        allergy: Math.floor(inside / 25),
        baby: Math.floor(inside / 30),
        sitting: open ? "11月22日 昼" : null,
        at: open ? now - 2 * HOUR : null,
        given: open ? Math.floor(inside * 0.9) : 0,
      },
      conflicts: open && at % 6 === 3 ? 1 + below(4) : 0,
      arrivals: open ? arrivals(inside, now, below) : {},
      heard,
      desks: desks(at, heard, below),
      lastReport: open ? 1 + below(6) : null,
      lastReportAt: open ? now - below(300) * MINUTE : null,
    };
  });
}

function utilities(at: number, when: number): UtilityView[] {
  return (["power", "water", "gas", "phone", "internet", "toilet"] as const).map((utility, which) => ({
    utility,
    state: (at * 7 + which * 3) % 13 === 0 ? "out" : (at + which) % 17 === 0 ? "partly" : "works",
    at: when,
  }));
}

function arrivals(inside: number, now: number, below: (n: number) => number): Record<string, number> {
  const hours: Record<string, number> = {};
  for (let back = 47; back >= 0; back -= 1) {
    const wave = Math.exp(-(((back - 38) / 6) ** 2)) + 0.4 * Math.exp(-(((back - 14) / 5) ** 2));
    const count = Math.floor((inside * wave) / 12 + below(3) / 2);
    if (count > 0) hours[hourOf(now - back * HOUR)] = count;
  }
  return hours;
}

function desks(at: number, heard: number, below: (n: number) => number): DeskLine[] {
  return Array.from({ length: 1 + (at % 2) }, (_, number) => ({
    name: `受付${number + 1}`,
    standing: at === 5 && number === 1 ? "suspended" : at === 9 && number === 1 ? "asking" : "admitted",
    at: heard,
    unsent: at % 8 === 7 ? below(240) : 0,
    clockOff: at === 20 ? 540 : below(9) - 4,
  }));
}

function sum(rows: Record<string, number>[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const row of rows) for (const [key, count] of Object.entries(row)) all[key] = (all[key] ?? 0) + count;
  return all;
}

export function overviewOf(shelters: ShelterLine[], now: number, change = 1): Overview {
  const open = shelters.filter(({ state }) => state === "open");
  const totals: Totals = {
    open: open.length,
    crowded: open.filter(({ room }) => room === "crowded" || room === "full").length,
    silent: open.filter(({ heard }) => heard === null || now - heard > HOUR).length,
    people: sum(shelters.map(({ people }) => people)) as Totals["people"],
    capacity: open.reduce((all, { capacity }) => all + (capacity ?? 0), 0),
    needs: sum(shelters.map(({ needs }) => needs)),
    needPower: shelters.reduce((all, { needPower }) => all + needPower, 0),
    mealsNeeded: shelters.reduce((all, { meals }) => all + meals.needed, 0),
    conflicts: shelters.reduce((all, { conflicts }) => all + conflicts, 0),
    arrivals: sum(shelters.map((each) => each.arrivals)),
  };
  return { change, now, totals, shelters: [...shelters].sort((a, b) => a.name.localeCompare(b.name, "ja")) };
}
