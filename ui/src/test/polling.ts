import { render } from "@testing-library/svelte";

import { pollingSamples } from "../dev/polling-samples";
import { staffSamples } from "../dev/samples";
import type { PollingAct, PollingView } from "../generated/bindings";
import PollingWindow from "../polling/PollingWindow.svelte";
import type { Sent } from "./commands";

/** One of the views of the polling desk, by its name without `polling-`. Everybody in it is invented. */
export function pollingSample(name: string): PollingView {
  const view = pollingSamples[`polling-${name}`];
  if (!view) throw new Error(`no sample polling-${name}`);
  return view;
}

export const drawPolling = (view: PollingView) =>
  render(PollingWindow, { view, reader: staffSamples["choosing"]?.reader ?? null });

/** The acts that left the window, in their order. */
export const pollingActs = (sent: Sent[]): PollingAct[] =>
  sent.filter(({ command }) => command === "polling_act").map(({ args }) => args["input"] as PollingAct);
