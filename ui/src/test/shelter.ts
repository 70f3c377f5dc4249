import { render } from "@testing-library/svelte";

import { shelterSamples } from "../dev/shelter-samples";
import type { ShelterInput, ShelterView } from "../generated/bindings";
import ShelterWindow from "../shelter/ShelterWindow.svelte";
import type { Sent } from "./commands";

/** One of the views of the shelter desk, by its name without `shelter-`. */
export function shelterSample(name: string): ShelterView {
  const view = shelterSamples[`shelter-${name}`];
  if (!view) throw new Error(`no sample shelter-${name}`);
  return view;
}

export const drawShelter = (view: ShelterView) => render(ShelterWindow, { view });

/** What is drawn under this name, the first of several. */
export function byAct(act: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-act="${act}"]`);
  if (!found) throw new Error(`nothing is called ${act}`);
  return found;
}
export const allByAct = (act: string): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(`[data-act="${act}"]`),
];
export const hasAct = (act: string): boolean => allByAct(act).length > 0;

/** A date's boxes and the eras have the names of the shared date field. */
export function byTestId(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
  if (!found) throw new Error(`nothing is called ${id}`);
  return found;
}

/** The acts that left the window, in their order. */
export const acts = (sent: Sent[]): ShelterInput[] =>
  sent.filter(({ command }) => command === "shelter_act").map(({ args }) => args["input"] as ShelterInput);
