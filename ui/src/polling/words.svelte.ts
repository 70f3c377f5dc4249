import { say, speech } from "../counter/words.svelte";
import { speak } from "../desk/words.svelte";
import { type PollingTexts, pollingTexts } from "./texts";

/** The language of the polling window is the counter's: city staff read it. */
export { say, speak, speech };

/** The texts of the polling window in its language. */
export const words = (): PollingTexts => pollingTexts[speech.language];
