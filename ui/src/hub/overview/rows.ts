import type { OpenState, ShelterLine } from "../types";
import { attentionOf, urgency } from "./attention";

export const COLUMNS = [
  "name",
  "room",
  "people",
  "heard",
  "utilities",
  "needs",
  "meals",
  "conflicts",
  "unsent",
] as const;
export type Column = (typeof COLUMNS)[number];
export type Order = { by: Column | "urgency"; down: boolean };
export type Filter = { text: string; state: OpenState | "all"; attention: boolean };

export const unsentOf = (line: ShelterLine): number => line.desks.reduce((sum, { unsent }) => sum + unsent, 0);
export const needsOf = (line: ShelterLine): number => Object.values(line.needs).reduce((sum, each) => sum + each, 0);
/** Share of the capacity that is taken; null where the capacity is not known. */
export const filled = (line: ShelterLine): number | null =>
  line.capacity === null || line.capacity === 0 ? null : line.people.inside / line.capacity;

const OUT = { out: 4, partly: 2, unknown: 1, works: 0 } as const;
const troubled = (line: ShelterLine): number =>
  line.utilities.reduce((sum, { utility, state }) => sum + OUT[state] * (utility === "power" ? 10 : 1), 0);

function rank(line: ShelterLine, by: Order["by"], now: number): number | string {
  switch (by) {
    case "name":
      return line.name;
    case "room":
      return filled(line) ?? -1;
    case "people":
      return line.people.inside;
    case "heard":
      return line.heard ?? 0;
    case "utilities":
      return troubled(line);
    case "needs":
      return needsOf(line);
    case "meals":
      return line.meals.needed;
    case "conflicts":
      return line.conflicts;
    case "unsent":
      return unsentOf(line);
    case "urgency":
      return urgency(line, now);
  }
}

const byName = new Intl.Collator("ja", { numeric: true });

/** The rows to show, in their order; equal ones by name, so that they stay where they are. */
export function rowsOf(all: ShelterLine[], filter: Filter, order: Order, now: number): ShelterLine[] {
  const words = folded(filter.text).split(/\s+/).filter(Boolean);
  const ranked = all
    .filter(
      (line) =>
        (filter.state === "all" || line.state === filter.state) &&
        (!filter.attention || attentionOf(line, now).length > 0) &&
        words.every((word) => folded(line.name).includes(word)),
    )
    .map((line) => ({ line, rank: rank(line, order.by, now) }));
  const sign = order.down ? -1 : 1;
  ranked.sort(({ line: a, rank: one }, { line: b, rank: other }) => {
    const first =
      typeof one === "number" && typeof other === "number" ? one - other : byName.compare(String(one), String(other));
    return first === 0 ? byName.compare(a.name, b.name) : sign * first;
  });
  return ranked.map(({ line }) => line);
}

/** Full-width and half-width letters, and large and small ones, are the same. */
const folded = (text: string): string => text.normalize("NFKC").toLowerCase();

/** The next order when a column's head is pressed: figures begin with the largest, names and times with the first. */
export function nextOrder(now: Order, by: Column): Order {
  if (now.by === by) return { by, down: !now.down };
  return { by, down: by !== "name" && by !== "heard" };
}
