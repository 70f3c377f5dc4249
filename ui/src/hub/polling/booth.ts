import { minutesSince } from "../times";
import type { BoothLine, DeskLine } from "../types";

/** After so many minutes without a word somebody should call the place. */
export const SILENT_MINUTES = 30;

const isSilent = (at: number | null, now: number): boolean => at === null || minutesSince(at, now) >= SILENT_MINUTES;

export const boothIsSilent = (booth: BoothLine, now: number): boolean => booth.open && isSilent(booth.heard, now);

/** Devices that are let in and did not report. */
export const silentDesks = (booth: BoothLine, now: number): DeskLine[] =>
  booth.desks.filter(({ standing, at }) => standing === "admitted" && isSilent(at, now));

export const sumOfDay = (booth: BoothLine, day: string): number =>
  Object.values(booth.hours[day] ?? {}).reduce((sum, each) => sum + each, 0);

/** Every day with counts, the last first. */
export const daysOf = (booths: BoothLine[]): string[] =>
  [...new Set(booths.flatMap(({ hours }) => Object.keys(hours)))].sort().reverse();

/** Hours of a day from the first to the last count of any place. */
export function hoursOf(booths: BoothLine[], day: string): number[] {
  const counted = booths.flatMap(({ hours }) => Object.keys(hours[day] ?? {}).map(Number));
  if (counted.length === 0) return [];
  const [first, last] = [Math.min(...counted), Math.max(...counted)];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

export const countOf = (booth: BoothLine, day: string, hour: number): number => booth.hours[day]?.[hour] ?? 0;
