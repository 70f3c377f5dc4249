import { listen } from "@tauri-apps/api/event";

import type { Numbered } from "../generated/bindings";

/** Draws the view now and each time it changes. What arrives behind a newer one is not drawn: only its number tells. */
export async function follow<View>(
  event: string,
  ask: () => Promise<Numbered<View>>,
  draw: (view: View) => void,
): Promise<() => void> {
  let drawn = 0;
  const show = ({ number, view }: Numbered<View>) => {
    if (number <= drawn) return;
    drawn = number;
    draw(view);
  };
  const stop = await listen<Numbered<View>>(event, ({ payload }) => show(payload));
  show(await ask());
  return stop;
}
