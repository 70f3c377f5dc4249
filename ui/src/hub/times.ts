import type { HubLanguage } from "./words.svelte";

const ZONE = "Asia/Tokyo";
const MINUTE_MS = 60_000;

const parts = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function japan(at: number): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** The day in Japan, `2026-11-22`. */
export function dayOf(at: number): string {
  const { year, month, day } = japan(at);
  return `${year}-${month}-${day}`;
}

/** The hour in Japan, as the hub names hours: `2026-11-22T09`. */
export const hourOf = (at: number): string => `${dayOf(at)}T${japan(at)["hour"]}`;

/** `14:05`. */
export function clock(at: number): string {
  const { hour, minute } = japan(at);
  return `${hour}:${minute}`;
}

/** A day as staff read it. */
export function spokenDay(day: string, language: HubLanguage): string {
  const [, month = "", date = ""] = day.split("-");
  return language === "en" ? day : `${Number(month)}月${Number(date)}日`;
}

/** A moment as staff read it; the day only where it is not today's. */
export function moment(at: number, now: number, language: HubLanguage): string {
  const day = dayOf(at);
  return day === dayOf(now) ? clock(at) : `${spokenDay(day, language)} ${clock(at)}`;
}

/** A moment with its year, for what is printed and kept. */
export function fullMoment(at: number, language: HubLanguage): string {
  const { year, month, day } = japan(at);
  const date = language === "en" ? dayOf(at) : `${year}年${Number(month)}月${Number(day)}日`;
  return `${date} ${clock(at)}`;
}

/** Whole minutes from one moment to another, never below none. */
export const minutesSince = (at: number, now: number): number => Math.max(0, Math.floor((now - at) / MINUTE_MS));

/** A number with its thousands set apart. */
export const grouped = (count: number): string => count.toLocaleString("en-US");
