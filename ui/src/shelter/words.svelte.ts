import { say, speak, speech } from "../desk/words.svelte";
import { type ShelterTexts, shelterTexts } from "./texts";

export { say, speak, speech };

/** The texts of the shelter window in its language. */
export const words = (): ShelterTexts => shelterTexts[speech.language];
