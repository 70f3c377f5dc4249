/** A count as typed, in digits of any width; null where nothing is typed, undefined for what is no count. */
export function typedCount(text: string): number | null | undefined {
  const folded = text.normalize("NFKC").replaceAll(",", "").trim();
  if (folded === "") return null;
  return /^\d{1,7}$/.test(folded) ? Number(folded) : undefined;
}
