import type { RealmKind, RealmView, Right } from "./types";

/** Every page, in the order of the navigation. `shelter` is reached from the overview. */
export const ALL_PAGES = [
  "overview",
  "shelter",
  "people",
  "inquiries",
  "settle",
  "reports",
  "exports",
  "erasures",
  "polling",
  "devices",
  "users",
  "audit",
  "password",
] as const;
export type PageName = (typeof ALL_PAGES)[number];

type Needs = { right: Right | null; kind: RealmKind | null; realm: boolean; listed: boolean };

const NEEDS: Record<PageName, Needs> = {
  overview: { right: "counts", kind: "shelter", realm: true, listed: true },
  shelter: { right: "counts", kind: "shelter", realm: true, listed: false },
  people: { right: "people", kind: "shelter", realm: true, listed: true },
  inquiries: { right: "inquiries", kind: "shelter", realm: true, listed: true },
  settle: { right: "settle", kind: "shelter", realm: true, listed: true },
  reports: { right: "reports", kind: "shelter", realm: true, listed: true },
  exports: { right: "export", kind: "shelter", realm: true, listed: true },
  erasures: { right: "erase", kind: "shelter", realm: true, listed: true },
  polling: { right: "polling", kind: "polling", realm: true, listed: true },
  devices: { right: "devices", kind: null, realm: true, listed: true },
  users: { right: "users", kind: null, realm: false, listed: true },
  audit: { right: "audit", kind: null, realm: false, listed: true },
  password: { right: null, kind: null, realm: false, listed: false },
};

/** Whether somebody may see a page in this realm. The hub looks again at each request. */
export function maySee(page: PageName, rights: Right[], realm: RealmView | null): boolean {
  const needs = NEEDS[page];
  if (needs.right && !rights.includes(needs.right)) return false;
  if (!needs.realm) return true;
  return realm !== null && (needs.kind === null || needs.kind === realm.kind);
}

/** What stands in the navigation. */
export function pagesOf(rights: Right[], realm: RealmView | null): PageName[] {
  return ALL_PAGES.filter((page) => NEEDS[page].listed && maySee(page, rights, realm));
}

/** Whether anything of a realm may be seen, so that one is to be chosen first. */
export const needsRealm = (rights: Right[]): boolean =>
  ALL_PAGES.some((page) => NEEDS[page].realm && NEEDS[page].right !== null && rights.includes(NEEDS[page].right));

/** Rights with which a screen may show people: it is not left alone for long. */
const NAMED: Right[] = ["people", "protected", "inquiries", "settle", "export", "erase", "devices", "users", "audit"];
export const mayShowPeople = (rights: Right[]): boolean => rights.some((right) => NAMED.includes(right));
