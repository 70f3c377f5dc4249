import { minutesSince } from "../times";
import type { DeskLine, ShelterLine, UtilityName } from "../types";

/** Why somebody should look at a shelter, the worst first. */
export const ATTENTION = ["full", "silent120", "power", "device", "crowded", "conflicts", "silent30", "clock"] as const;
export type Attention = (typeof ATTENTION)[number];

/** A PC whose clock is off by more than this many seconds sorts its events wrongly. */
export const CLOCK_OFF_SECONDS = 120;

const WEIGHT: Record<Attention, number> = {
  full: 64,
  silent120: 64,
  power: 48,
  device: 32,
  crowded: 16,
  conflicts: 8,
  silent30: 8,
  clock: 4,
};

export function conditionOf(line: ShelterLine, utility: UtilityName): string {
  return line.utilities.find((each) => each.utility === utility)?.state ?? "unknown";
}

export const silentFor = (line: ShelterLine, now: number): "silent120" | "silent30" | null => {
  if (line.heard === null) return "silent120";
  const minutes = minutesSince(line.heard, now);
  if (minutes >= 120) return "silent120";
  return minutes >= 30 ? "silent30" : null;
};

export const clockIsOff = ({ clockOff }: DeskLine): boolean => Math.abs(clockOff ?? 0) > CLOCK_OFF_SECONDS;

/** What somebody should look at; a closed shelter has only conflicts left. */
export function attentionOf(line: ShelterLine, now: number): Attention[] {
  const found = new Set<Attention>();
  if (line.conflicts > 0) found.add("conflicts");
  if (line.state === "open") {
    if (line.room === "full") found.add("full");
    if (line.room === "crowded") found.add("crowded");
    const silent = silentFor(line, now);
    if (silent) found.add(silent);
    if (conditionOf(line, "power") === "out") found.add("power");
    if (line.desks.some(clockIsOff)) found.add("clock");
    if (line.desks.some(({ standing }) => standing === "suspended")) found.add("device");
  }
  return ATTENTION.filter((each) => found.has(each));
}

/** How urgent a shelter is, to sort by. */
export const urgency = (line: ShelterLine, now: number): number =>
  attentionOf(line, now).reduce((sum, each) => sum + WEIGHT[each], 0) + (line.state === "open" ? 1 : 0);

/** The most urgent first; equal ones by name, so that they stay where they are. */
export const byUrgency = (lines: ShelterLine[], now: number): ShelterLine[] =>
  lines
    .map((line) => ({ line, rank: urgency(line, now) }))
    .sort((a, b) => b.rank - a.rank || a.line.name.localeCompare(b.line.name, "ja"))
    .map(({ line }) => line);
