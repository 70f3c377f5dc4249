import { words } from "../counter/words.svelte";

/** Seconds as people read them: `2分22秒`. */
export function spoken(seconds: number | null): string {
  const t = words().times;
  return seconds === null ? t.unknown : t.time(Math.floor(seconds / 60), seconds % 60);
}
