import type { ShelterLine } from "../types";
import { silentFor } from "./attention";

/** The signs of the map: a shape for each state, the colour says the same again. */
export const SYMBOLS = ["free", "crowded", "full", "unknown", "notOpened", "closed"] as const;
export type Symbol = (typeof SYMBOLS)[number];

export const symbolOf = (line: ShelterLine): Symbol => (line.state === "open" ? line.room : line.state);
export const isSilent = (line: ShelterLine, now: number): boolean => line.state === "open" && !!silentFor(line, now);

/** Shapes around the origin, 10 units large. */
export const SHAPES: Record<Symbol, string> = {
  free: "M-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0z",
  crowded: "M0-10L10 8H-10z",
  full: "M-9-9H9V9H-9z",
  unknown: "M0-10L10 0L0 10L-10 0z",
  notOpened: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
  closed: "M-5-5L5 5M5-5L-5 5",
};
