import type { Printed } from "../types";

/** Which people a page shows, for the record of what is printed; null where it shows none. */
export const paper = $state<{ shows: (() => Printed | null) | null }>({ shows: null });

/** To be called while a component is made: from now on until it ends, this is on the paper. */
export function onPaper(shows: () => Printed | null): void {
  $effect(() => {
    paper.shows = shows;
    return () => {
      if (paper.shows === shows) paper.shows = null;
    };
  });
}
