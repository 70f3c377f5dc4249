import { hubTexts, type HubTexts } from "./texts";

export type HubLanguage = "ja" | "en";

/** The language of the page: as its address says (`?lang=en`), else Japanese. */
export const speech = $state<{ language: HubLanguage }>({ language: "ja" });

export const words = (): HubTexts => hubTexts[speech.language];

/** A word for a code; a code that is newer than this page stands for itself. */
export function named(table: Record<string, string>, code: string): string {
  return Object.hasOwn(table, code) ? (table[code] ?? code) : code;
}
