import { hourOf } from "../times";

const HOUR_MS = 3_600_000;

/** The last hours, the present one last, with how many arrived. */
export function lastHours(
  arrivals: Record<string, number>,
  now: number,
  count = 48,
): { hour: string; count: number }[] {
  return Array.from({ length: count }, (_, at) => {
    const hour = hourOf(now - (count - 1 - at) * HOUR_MS);
    return { hour, count: arrivals[hour] ?? 0 };
  });
}
