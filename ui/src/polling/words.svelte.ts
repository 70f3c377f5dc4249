import { say, speech as counterSpeech } from "../counter/words.svelte";
import { speak as speakShelter } from "../shelter/words.svelte";
import type { StaffLanguage } from "../texts";
import { type PollingTexts, pollingTexts } from "./texts";

/** The language of the polling window, which is the counter's. */
export const speech = counterSpeech;

/** Another language from now on, also for the parts that this window shares with the other desks. */
export function speak(language: StaffLanguage): void {
  speakShelter(language);
}

/** The texts of the polling window in its language. */
export const words = (): PollingTexts => pollingTexts[speech.language];

/** What Rust says, in the language of the window. */
export { say };
