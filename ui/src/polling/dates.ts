import type { StaffLanguage } from "../texts";
import { spokenDate } from "../desk/dates";
import { pollingTexts } from "./texts";

/** A birth date of the roll in words; the roll may lack the day or more. */
export function birthText(date: string, language: StaffLanguage): string {
  const t = pollingTexts[language].booth.person;
  const [year, month, day] = date.split("-");
  if (!year) return t.unknown;
  if (month && day) return spokenDate(date, language);
  const known =
    language === "en" ? [year, month].filter(Boolean).join("-") : `${year}年${month ? `${Number(month)}月` : ""}`;
  return `${known}${t.unknownDay}`;
}

/** `YYYY-MM-DD` and an hour as far as they are told; empty when nothing is. */
export function whenText(day: string, hour: number | null, language: StaffLanguage): string {
  const t = pollingTexts[language].frame;
  const [, month, date] = day.split("-").map(Number);
  if (!month || !date) return "";
  return hour === null ? t.dayOnly(month, date) : t.dayHour(month, date, hour);
}

/** A count with separators, as both languages write it. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
