import type { Bilingual } from "../generated/bindings";
import { type StaffLanguage, type StaffTexts, staffTexts } from "../texts";

/** The language of the staff window. It lives as long as the window: nothing is stored. */
export const speech = $state<{ language: StaffLanguage }>({ language: "ja" });

/** The texts of the staff window in its language. */
export const words = (): StaffTexts => staffTexts[speech.language];

/** What Rust says, in the language of the staff window. */
export const say = (text: Bilingual): string => text[speech.language];
