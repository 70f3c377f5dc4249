/** A part of 照合番号B, each printed at its own place on the front of the card. */
export type Part = "birth" | "expiry" | "code";

/** The parts in the order they are typed: birth date 6, western year of expiry 4, security code 4. */
export const PARTS: { id: Part; from: number; length: number }[] = [
  { id: "birth", from: 0, length: 6 },
  { id: "expiry", from: 6, length: 4 },
  { id: "code", from: 10, length: 4 },
];

/** The part that the next digit belongs to; the last one when all are there. */
export function partAt(digits: number): Part {
  return PARTS.find((part) => digits < part.from + part.length)?.id ?? "code";
}
