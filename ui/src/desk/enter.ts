/**
 * Enter goes on: from a field to the next one in the same part, and from the last to the button marked `data-main`.
 * What lies in a `data-skip` is passed over. An input method's own Enter does nothing.
 */
export function enterGoesOn(part: HTMLElement): { destroy: () => void } {
  const group = (each: HTMLElement) => (each instanceof HTMLInputElement && each.type === "radio" ? each.name : null);

  function onkeydown(event: KeyboardEvent) {
    const from = event.target;
    if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return;
    if (!(from instanceof HTMLInputElement)) return;
    event.preventDefault();
    const stops = [...part.querySelectorAll<HTMLElement>("input:not(:disabled), [data-main]:not(:disabled)")].filter(
      (each) => each === from || !each.closest("[data-skip]"),
    );
    const own = group(from);
    const next = stops.slice(stops.indexOf(from) + 1).find((each) => own === null || group(each) !== own);
    const name = next && group(next);
    const chosen = name && stops.find((each) => group(each) === name && (each as HTMLInputElement).checked);
    (chosen || next)?.focus();
  }

  part.addEventListener("keydown", onkeydown);
  return { destroy: () => part.removeEventListener("keydown", onkeydown) };
}
