import { get, onLost, post } from "./api/send";
import { routes } from "./api/routes";
import type { PageProblem, RealmView, Ways, WhoAmI } from "./types";
import { where } from "./where.svelte";

/** Who is at the page. */
export const session = $state<{
  phase: "starting" | "out" | "in";
  /** Why somebody who was in is out. */
  ended: "lost" | "idle" | "left" | null;
  who: WhoAmI | null;
  ways: Ways | null;
  problem: PageProblem | null;
}>({ phase: "starting", ended: null, who: null, ways: null, problem: null });

async function askWays(): Promise<void> {
  const ways = await get<Ways>(routes.ways());
  session.ways = ways.ok ? ways.answer : { password: true, oidc: null };
  if (!ways.ok) session.problem = ways.problem;
}

/** Asks the hub who is here; without a session the login is shown. */
export async function begin(): Promise<void> {
  session.problem = null;
  const came = await get<WhoAmI>(routes.me());
  if (came.ok) {
    session.who = came.answer;
    session.phase = "in";
    session.ended = null;
    return;
  }
  session.who = null;
  // To have no session yet is nothing to be told of.
  if (came.problem.code !== "page-not-logged-in") session.problem = came.problem;
  await askWays();
  session.phase = "out";
}

async function end(why: "lost" | "idle" | "left"): Promise<void> {
  if (session.phase !== "in") return;
  session.phase = "out";
  session.ended = why;
  session.who = null;
  await askWays();
}

onLost(() => void end("lost"));

export async function logOut(why: "idle" | "left" = "left"): Promise<void> {
  await post(routes.logout());
  await end(why);
}

/** The realm of the address; the only one where there is but one. */
export function realmNow(): RealmView | null {
  const realms = session.who?.realms ?? [];
  const named = realms.find(({ id }) => id === where.now.realm);
  return named ?? (where.now.realm === null && realms.length === 1 ? (realms[0] ?? null) : null);
}

/** Id of the realm that is shown; pages of a realm are only drawn in one. */
export const realmId = (): string => realmNow()?.id ?? "";
