import type { PageName } from "./pages";
import { ALL_PAGES } from "./pages";

/** What is shown, as the address after `#` says: a page can be kept, sent and gone back to. */
export type Where = { realm: string | null; page: PageName | null; of: string[] };

export function parse(hash: string): Where {
  const [realm = "", page = "", ...of] = hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const known = ALL_PAGES.find((each) => each === page) ?? null;
  return { realm: realm === "" || realm === "-" ? null : realm, page: known, of };
}

export function addressOf({ realm, page, of }: Where): string {
  return `#/${[realm ?? "-", ...(page ? [page] : []), ...of].map(encodeURIComponent).join("/")}`;
}

export const where = $state<{ now: Where }>({ now: parse(location.hash) });

/** Reads the address anew; for the window's `hashchange`. */
export function readAddress(): void {
  where.now = parse(location.hash);
}

/** Shows another page. */
export function go(page: PageName, ...of: string[]): void {
  location.hash = addressOf({ realm: where.now.realm, page, of });
  readAddress();
}

/** Another disaster or election, or none. */
export function goToRealm(realm: string | null): void {
  location.hash = addressOf({ realm, page: null, of: [] });
  readAddress();
}
