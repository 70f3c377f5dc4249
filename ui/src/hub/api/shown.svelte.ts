import type { PageProblem } from "../types";
import { live } from "./live.svelte";
import { get } from "./send";

/** What a page shows, as it was fetched last. */
export class Shown<Answer> {
  /** Replaced whole: a thousand rows are not watched one by one. */
  value = $state.raw<Answer | null>(null);
  /** Why it could not be fetched the last time. */
  problem = $state.raw<PageProblem | null>(null);
  /** By this PC's clock. */
  fetchedAt = $state(0);
  #address: () => string;
  #asked = 0;

  constructor(address: () => string) {
    this.#address = address;
  }

  /** Fetches it; of two answers the one that was asked for last stands. */
  async fetch(): Promise<void> {
    const mine = ++this.#asked;
    const came = await get<Answer>(this.#address());
    if (mine !== this.#asked) return;
    if (came.ok) {
      this.value = came.answer;
      this.fetchedAt = Date.now();
      this.problem = null;
    } else this.problem = came.problem;
  }
}

/** Shows what is at this address, and anew with each change of the realm; to be called while a component is made. */
export function show<Answer>(address: () => string): Shown<Answer> {
  const shown = new Shown<Answer>(address);
  let before = "";
  $effect(() => {
    void live.turn;
    const now = address();
    // What belongs to another address must not be seen while the new one is on its way.
    if (before !== "" && before !== now) shown.value = null;
    before = now;
    void shown.fetch();
  });
  return shown;
}

/** Shows what is at this address once, and when asked: lists that somebody works through do not move under the hand. */
export function showOnce<Answer>(address: () => string): Shown<Answer> {
  const shown = new Shown<Answer>(address);
  $effect(() => {
    void address();
    void shown.fetch();
  });
  return shown;
}
