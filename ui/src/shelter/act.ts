import { commands, type ShelterInput } from "../generated/bindings";
import { send } from "../shared/send.svelte";

let before: Promise<void> = Promise.resolve();

/** One act of the desk, sent when the one before has arrived: "register" never overtakes the name typed before it. */
export function act(input: ShelterInput): Promise<void> {
  before = before.then(() => send(commands.shelterAct(input)));
  return before;
}
