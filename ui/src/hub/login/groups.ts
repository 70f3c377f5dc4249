/** Letters in groups that can be read aloud and typed. */
export function groups(text: string, of = 4): string {
  const letters = text.replaceAll(" ", "");
  return letters.match(new RegExp(`.{1,${of}}`, "gu"))?.join(" ") ?? "";
}

/** A code as the hub takes it: without the gaps that it is shown with, and with digits of half width. */
export const typedCode = (text: string): string => text.normalize("NFKC").replaceAll(/\s/g, "");
