import { askId } from "./ask-id";

/** The control that takes the cursor for an asked field: of options the chosen one, else the first. */
export function controlOf(name: string): HTMLElement | null {
  const target = document.getElementById(askId(name));
  if (!(target instanceof HTMLFieldSetElement)) return target;
  return target.querySelector<HTMLElement>("input:checked") ?? target.querySelector("input");
}

/** Leads the cursor to an asked field; false when the form does not ask for it. */
export function goTo(name: string): boolean {
  const control = controlOf(name);
  control?.scrollIntoView({ block: "center" });
  control?.focus();
  return control !== null;
}

/** The heading of the stage takes the focus, where a screen reader begins to read. */
export function focusHeadline(): void {
  document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
}
