import { commands, type PollingAct, type PollingView } from "../generated/bindings";
import { send } from "../shared/send.svelte";

/** The view as it is now. */
export const pollingView = (): Promise<PollingView> => commands.pollingView();

let before: Promise<void> = Promise.resolve();

/** One act of the desk, sent when the one before has arrived: "accept" never overtakes the reason ticked before it. */
export function act(input: PollingAct): Promise<void> {
  before = before.then(() => send(commands.pollingAct(input)));
  return before;
}
