import { speech as counterSpeech } from "../counter/words.svelte";
import type { Bilingual, Language } from "../generated/bindings";
import { desk } from "./texts";

/** The language of a desk's window. */
export const speech = $state<{ language: Language }>({ language: "ja" });

/** Another language from now on, also for the parts that a desk shares with the counter. */
export function speak(language: Language): void {
  speech.language = language;
  counterSpeech.language = language === "en" ? "en" : "ja";
}

/** The texts around a desk's pages. */
export const words = (): (typeof desk)["ja"] => desk[speech.language];

/** What Rust says. やさしい日本語 has it as in Japanese: Rust speaks two languages. */
export const say = (text: Bilingual): string => text[speech.language === "en" ? "en" : "ja"];
