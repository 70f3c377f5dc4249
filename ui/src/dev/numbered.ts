import type { Numbered } from "../generated/bindings";

let number = 0;

/** A view as the program sends it: newer than each before. */
export function numbered<View>(view: View): Numbered<View> {
  number += 1;
  return { number, view };
}
