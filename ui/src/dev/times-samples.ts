import type { FiguresView, GroupView, PostalView, TimesView } from "../generated/bindings";
import { juminhyo } from "./case-samples";
import { guides } from "./guide-samples";

// Invented figures of an invented window.

const figures = (visits: number, median: number | null): FiguresView => ({
  visits,
  givenUp: Math.floor(visits / 20),
  median,
  percentile90: median === null ? null : Math.round(median * 1.8),
  atCounter: median === null ? null : median + 95,
});
const group = (key: string, visits: number, median: number | null, title: GroupView["title"] = null): GroupView => ({
  key,
  title,
  figures: figures(visits, median),
});

export const timesSample: TimesView = {
  first: "2026-11-15",
  last: "2026-11-21",
  all: figures(187, 142),
  forms: 402,
  pages: 611,
  people: 293,
  byDay: [
    group("2026-11-16", 41, 171),
    group("2026-11-17", 36, 160),
    group("2026-11-18", 39, 144),
    group("2026-11-19", 33, 131),
    group("2026-11-20", 38, 118),
    group("2026-11-21", 0, null),
  ],
  byHour: [9, 10, 11, 12, 13, 14, 15, 16].map((hour, i) =>
    group(String(hour), [18, 34, 31, 12, 25, 29, 24, 14][i] ?? 0, 120 + i * 6),
  ),
  byWeekday: [1, 2, 3, 4, 5].map((day) => group(String(day), 42 - day, 150 - day * 6)),
  byForm: [group("juminhyo-request", 96, 88, juminhyo.title), group("old-form", 3, 120)],
  byGuide: guides.slice(0, 3).map(({ id, title }, i) => group(id, 40 - i * 9, 200 - i * 20, title)),
};

/** Nobody came. */
export const noTimes: TimesView = {
  ...timesSample,
  all: figures(0, null),
  forms: 0,
  pages: 0,
  people: 0,
  byDay: [],
  byHour: [],
  byWeekday: [],
  byForm: [],
  byGuide: [],
};

/** Two towns under one code, one under another. */
export const postal: PostalView[] = [
  { code: "1234567", address: "見本県見本市見本町", kana: "ミホンケンミホンシミホンチョウ" },
  { code: "1234567", address: "見本県見本市北見本町", kana: "ミホンケンミホンシキタミホンチョウ" },
  { code: "7654321", address: "見本県となり市中央", kana: "ミホンケントナリシチュウオウ" },
];
