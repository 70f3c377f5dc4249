/** Which rows of a long table are drawn: those that are seen and some around. */
export type Span = { from: number; to: number; above: number; below: number };

/** So many rows are drawn beyond what is seen, so that scrolling does not show gaps. */
const AROUND = 8;

export function spanOf(count: number, rowHeight: number, scrolled: number, height: number): Span {
  const first = Math.floor(scrolled / rowHeight) - AROUND;
  const seen = Math.ceil(height / rowHeight) + AROUND * 2;
  // At the end of a list that became shorter, its last rows are seen.
  const from = Math.max(0, Math.min(first, count - seen));
  const to = Math.min(count, from + seen);
  return { from, to, above: from * rowHeight, below: (count - to) * rowHeight };
}
