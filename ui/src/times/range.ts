/** The ranges of days that are asked for; no calendar to click through. */
export const RANGES = ["today", "week", "month", "lastMonth", "year"] as const;
export type Range = (typeof RANGES)[number];

/** A day as `YYYY-MM-DD`, of the PC's own clock. */
function iso(day: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** First and last day of a range that ends today, or of the month before. */
export function daysOf(range: Range, today: Date): { first: string; last: string } {
  const [year, month, day] = [today.getFullYear(), today.getMonth(), today.getDate()];
  const until = (first: Date, last = today) => ({ first: iso(first), last: iso(last) });
  switch (range) {
    case "today":
      return until(today);
    case "week":
      return until(new Date(year, month, day - 6));
    case "month":
      return until(new Date(year, month, day - 29));
    case "lastMonth":
      return until(new Date(year, month - 1, 1), new Date(year, month, 0));
    case "year":
      return until(new Date(year, month, day - 364));
  }
}
