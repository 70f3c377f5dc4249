import { render } from "@testing-library/svelte";

import StaffWindow from "../counter/StaffWindow.svelte";
import { filling } from "../dev/case-samples";
import { staffSamples } from "../dev/samples";
import type { CaseView, StaffView } from "../generated/bindings";
import type { Sent } from "./commands";

/** One of the views to look at, by its name. */
export function sample(name: string): StaffView {
  const view = staffSamples[name];
  if (!view) throw new Error(`no sample ${name}`);
  return view;
}

/** The staff window with this case in it. */
export const fillingView = (change: Partial<CaseView> = {}, of?: CaseView): StaffView => ({
  ...sample("filling"),
  desk: filling(change, of),
});

export const draw = (view: StaffView) => render(StaffWindow, { view });

/** What the clerk did, without the pictures that were fetched meanwhile. */
export const done = (sent: Sent[]): Sent[] => sent.filter(({ command }) => command !== "preview_page");

export const answers = (sent: Sent[]): unknown[] =>
  sent.filter(({ command }) => command === "answer").map(({ args }) => args["value"]);
