import { commands, type PollingAct } from "../generated/bindings";
import { send } from "../shared/send.svelte";

let before: Promise<void> = Promise.resolve();

/** One act of the desk, sent when the one before has arrived: "accept" never overtakes the reason ticked before it. */
export function act(input: PollingAct): Promise<void> {
  before = before.then(() => send(commands.pollingAct(input)));
  return before;
}
