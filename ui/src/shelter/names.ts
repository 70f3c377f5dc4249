import type { EvacueeView } from "../generated/bindings";
import { plainShapes } from "../shared/variants";
import { words } from "./words.svelte";

type Named = Pick<EvacueeView, "name" | "description" | "number">;

/** What somebody is called here: the name, else what they look like, else the number. */
export function nameOf({ name, description, number }: Named): string {
  // WebKitGTK draws a variation sequence as an empty box: on paper it keeps its shape.
  return plainShapes(name || description || number);
}

/** An age as told, in words; empty when it is not known. */
export const ageText = (age: string): string => (age === "" ? "" : words().frame.ageOf(age));
