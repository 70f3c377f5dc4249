import { listen } from "@tauri-apps/api/event";

/** Draws the view now and each time it changes. An event that overtakes the first answer wins: it is newer. */
export async function follow<View>(
  event: string,
  ask: () => Promise<View>,
  draw: (view: View) => void,
): Promise<() => void> {
  let drawn = false;
  const stop = await listen<View>(event, ({ payload }) => {
    drawn = true;
    draw(payload);
  });
  const first = await ask();
  if (!drawn) draw(first);
  return stop;
}
