/** A stretch of text, with its reading when it has one. */
export type Segment = { text: string; reading: string | null };

const WORD = /\{([^{}|]+)\|([^{}|]+)\}/gu;

/** Takes `{漢字|かんじ}` apart, line by line. */
export function lines(marked: string): Segment[][] {
  return marked.split("\n").map(segments);
}

function segments(line: string): Segment[] {
  const found: Segment[] = [];
  let from = 0;
  for (const match of line.matchAll(WORD)) {
    if (match.index > from) found.push({ text: line.slice(from, match.index), reading: null });
    found.push({ text: match[1] ?? "", reading: match[2] ?? "" });
    from = match.index + match[0].length;
  }
  if (from < line.length) found.push({ text: line.slice(from), reading: null });
  return found;
}

/** The text without its readings, for attributes. */
export function plain(marked: string): string {
  return marked.replaceAll(WORD, "$1").replaceAll("\n", "");
}
