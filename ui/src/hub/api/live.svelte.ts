import type { Changed } from "../types";
import { routes } from "./routes";

/** Follows the changes of a realm: what is shown is fetched anew when `change` grows. */
export const live = $state<{
  /** Grows whenever something is to be fetched anew. */
  turn: number;
  /** Whether changes are told at once. */
  on: boolean;
  /** When they were told last; null before the first time. */
  since: number | null;
}>({ turn: 0, on: false, since: null });

/** Between two fetches at least. */
export const LEAST_MS = 1_000;
/** While changes are not told, what is shown is fetched so often. */
export const FALLBACK_MS = 30_000;
/** The browser gives up at a refusal; it is tried again after this time. */
export const AGAIN_MS = 5_000;

/** Begins to follow; the answer ends it. */
export function follow(realm: string): () => void {
  let source: EventSource | null = null;
  let known: number | null = null;
  let last = 0;
  let waiting: ReturnType<typeof setTimeout> | null = null;
  let again: ReturnType<typeof setTimeout> | null = null;

  function fetchAnew() {
    if (waiting !== null) return;
    const wait = Math.max(0, last + LEAST_MS - Date.now());
    waiting = setTimeout(() => {
      waiting = null;
      last = Date.now();
      live.turn += 1;
    }, wait);
  }
  function changed(event: MessageEvent) {
    live.on = true;
    live.since = Date.now();
    let change: number | null;
    try {
      change = (JSON.parse(String(event.data)) as Changed).change;
    } catch {
      change = null;
    }
    // The first one after a connection may stand for changes that nobody told of.
    if (change === null || change !== known) fetchAnew();
    known = change;
  }
  function open() {
    again = null;
    source = new EventSource(routes.live(realm));
    source.onopen = () => {
      live.on = true;
      live.since = Date.now();
      fetchAnew();
    };
    source.onmessage = changed;
    source.addEventListener("changed", changed);
    source.onerror = () => {
      live.since ??= Date.now();
      live.on = false;
      if (source?.readyState === EventSource.CLOSED && again === null) again = setTimeout(open, AGAIN_MS);
    };
  }
  open();
  const fallback = setInterval(() => {
    if (!live.on) fetchAnew();
  }, FALLBACK_MS);

  return () => {
    source?.close();
    if (waiting !== null) clearTimeout(waiting);
    if (again !== null) clearTimeout(again);
    clearInterval(fallback);
    live.on = false;
    live.since = null;
  };
}
