import { askId } from "./ask-id";

/**
 * The control that takes the cursor for an asked field: of options the chosen one, else the first; of a date the first
 * empty box. A person who is folded away is unfolded.
 */
export function controlOf(name: string): HTMLElement | null {
  const target = document.getElementById(askId(name));
  const folded = target?.closest("details");
  if (folded) folded.open = true;
  if (!(target instanceof HTMLFieldSetElement)) return target;
  const boxes = [...target.querySelectorAll<HTMLInputElement>("input[type='text']")];
  if (boxes.length > 0) return boxes.find((box) => box.value === "") ?? boxes[0] ?? null;
  return target.querySelector<HTMLElement>("input:checked") ?? target.querySelector("input");
}

/** Leads the cursor to an asked field; false when the form does not ask for it. */
export function goTo(name: string, block: ScrollLogicalPosition = "center"): boolean {
  const control = controlOf(name);
  control?.scrollIntoView({ block });
  control?.focus({ preventScroll: true });
  return control !== null;
}

/** The heading of the stage takes the focus, where a screen reader begins to read. */
export function focusHeadline(): void {
  document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
}
