import { theme } from "../../desk/theme.svelte";
import { speech } from "../words.svelte";

/** Language and theme as the address says, so that a wall screen keeps them; nothing is stored in the browser. */
export function readLook(query: string): void {
  const asked = new URLSearchParams(query);
  if (asked.get("lang") === "en") speech.language = "en";
  const look = asked.get("theme");
  if (look === "light" || look === "dark") theme.chosen = look;
}

/** Writes what was chosen into the address. */
export function keepLook(): void {
  const asked = new URLSearchParams();
  if (speech.language === "en") asked.set("lang", "en");
  if (theme.chosen !== "system") asked.set("theme", theme.chosen);
  const query = asked.size > 0 ? `?${asked}` : "";
  history.replaceState(null, "", `${location.pathname}${query}${location.hash}`);
}
