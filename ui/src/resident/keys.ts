/** The digit of a key of the top row or the numeric pad (also with NumLock off); null for any other key. */
export function digitOf(event: KeyboardEvent): number | null {
  if (/^[0-9]$/.test(event.key)) return Number(event.key);
  const pad = /^Numpad([0-9])$/.exec(event.code);
  return pad ? Number(pad[1]) : null;
}

/** Whether a key is part of a conversion or of a shortcut, and so no answer to the screen. */
export function isElsewhere(event: KeyboardEvent): boolean {
  return event.isComposing || event.ctrlKey || event.altKey || event.metaKey;
}
