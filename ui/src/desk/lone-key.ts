/** A scanner presses its keys closer together than this, in milliseconds. */
const ALONE_MS = 160;

/**
 * Tells of a digit that was pressed alone, outside of fields: the first digit of a scanned ticket must not tick a reason.
 * Gives back what ends the listening.
 */
export function onLoneDigit(tell: (digit: number) => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  let pause: ReturnType<typeof setTimeout> | undefined;

  function onkeydown(event: KeyboardEvent) {
    clearTimeout(pause);
    const early = event.timeStamp - last < ALONE_MS;
    last = event.timeStamp;
    if (early || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (
      event.target instanceof Element &&
      event.target.closest("input:not([type=radio], [type=checkbox]), select, textarea, dialog")
    )
      return;
    if (!/^[0-9]$/.test(event.key)) return;
    const digit = Number(event.key);
    pause = setTimeout(() => tell(digit), ALONE_MS);
  }

  addEventListener("keydown", onkeydown);
  return () => {
    clearTimeout(pause);
    removeEventListener("keydown", onkeydown);
  };
}
