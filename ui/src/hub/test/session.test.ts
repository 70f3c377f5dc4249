import { cleanup } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";

import { NOTICE_MS, LONGEST_IDLE_MS } from "../frame/idle";
import { ALL_ROLES, NOT_LOGGED_IN, whoIs } from "../dev/pretend";
import { hex } from "../dev/random";
import type { PageRole } from "../types";
import { byAct, hasAct, onPage, open, posted, press, settled, ToldSource, type } from "./hub";

afterEach(() => {
  vi.unstubAllGlobals();
});
const REALM = hex(1);

test("password and code go to the hub, and the page that was asked for is shown", async () => {
  const { sent } = await open(null, `#/${REALM}/reports`);
  await type("account", "hq.mihon ");
  await type("password", "correct horse");
  await press("next");
  await type("code", "123456");
  await press("log-in");
  expect(posted(sent).map(({ body }) => body)).toEqual([
    { account: "hq.mihon", password: "correct horse", code: null },
    { account: "hq.mihon", password: "correct horse", code: "123456" },
  ]);
  expect(posted(sent)[0]?.headers["Kazashi-Page"]).toBe("1");
  await onPage("reports");
});

test("a recovery code goes without the gaps that it was shown with", async () => {
  const { sent } = await open(null, `#/${REALM}/reports`);
  await type("account", "hq.mihon");
  await type("password", "correct horse");
  await press("next");
  await type("code", "ａaaaa bbbbb");
  await press("log-in");
  expect(posted(sent).at(-1)?.body).toEqual({ account: "hq.mihon", password: "correct horse", code: "aaaaabbbbb" });
});

test("a refused login is told in words, and the field of the code is empty again", async () => {
  await open(null);
  await type("account", "hq.mihon");
  await type("password", "wrong");
  await press("next");
  expect(byAct("problem").textContent).toContain("パスワード又は確認コードが違います");
  expect(byAct("problem").dataset["code"]).toBe("page-wrong-login");
});

test("nothing is sent while a field is empty", async () => {
  const { sent } = await open(null);
  await press("next");
  expect(posted(sent)).toEqual([]);
  expect(byAct("account").getAttribute("aria-invalid")).toBe("true");
});

test("who has no second factor goes on only after the recovery codes were put away", async () => {
  await open(null);
  await type("account", "new.kari");
  await type("password", "correct horse");
  await press("next");
  expect(byAct("recovery").children).toHaveLength(6);
  await type("code", "123456");
  expect((byAct("log-in") as HTMLButtonElement).disabled).toBe(true);
  await press("kept");
  expect((byAct("log-in") as HTMLButtonElement).disabled).toBe(false);
});

test("the first password is changed before anything else", async () => {
  const { sent } = await open(whoIs(["headquarters"], { mustChange: true }), `#/${REALM}/overview`);
  await onPage("must-change");
  await type("old-password", "abcd-efgh");
  await type("new-password", "short");
  await type("repeat-password", "short");
  await press("change-password");
  expect(posted(sent)).toEqual([]);
  await type("new-password", "a long new password");
  await type("repeat-password", "a long new password");
  await press("change-password");
  expect(posted(sent)[0]?.body).toEqual({ old: "abcd-efgh", new: "a long new password" });
  await onPage("overview");
});

test("a session that is lost leads to the login, and the login back to the page", async () => {
  const { hub, instead } = await open(whoIs(["headquarters"]), `#/${REALM}/people`);
  await type("reason", "福祉課から依頼");
  await press("begin");
  await type("text", "見本");
  instead(({ address }) => (address.includes("/realms/") ? NOT_LOGGED_IN : undefined));
  await press("find");
  await onPage("login");
  expect(byAct("ended").textContent).toContain("続きのページに戻ります");
  expect(document.body.textContent).not.toContain("福祉課から依頼");
  instead(() => undefined);
  hub.who = whoIs(["headquarters"]);
  await type("account", "hq.mihon");
  await type("password", "correct horse");
  await press("next");
  await type("code", "123456");
  await press("log-in");
  await onPage("people");
  expect(document.body.textContent).not.toContain("福祉課から依頼");
});

const SEES: [PageRole, string, string[]][] = [
  ["headquarters", REALM, ["overview", "people", "inquiries", "reports", "exports"]],
  ["viewer", REALM, ["overview", "reports"]],
  ["keeper", REALM, ["overview", "people", "settle", "reports"]],
  ["electionOffice", hex(3), ["polling"]],
  ["electionOffice", REALM, []],
  ["administrator", REALM, ["devices", "users"]],
  ["auditor", REALM, ["audit"]],
  ["erasureOfficer", REALM, ["erasures"]],
];
test.each(SEES)("%s sees its pages in realm %s and no others", async (role, realm, pages) => {
  await open(whoIs([role]), `#/${realm}`);
  const shown = [...document.querySelectorAll<HTMLElement>("nav [data-act^='page-']")];
  expect(shown.map((each) => each.dataset["act"]?.replace("page-", ""))).toEqual(pages);
});

test("a page that the role may not see is not asked for", async () => {
  const { sent } = await open(whoIs(["viewer"]), `#/${REALM}/people`);
  expect(document.querySelector("h1")?.textContent).toBe("このページはありません");
  expect(sent.some(({ address }) => address.includes("search"))).toBe(false);
});

test("a screen with people is not left alone: it is said, then logged out", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout", "Date"] });
  const { sent } = await open(whoIs(["headquarters"]), `#/${REALM}/overview`);
  vi.advanceTimersByTime(NOTICE_MS + 10_000);
  await settled();
  expect(hasAct("stay")).toBe(true);
  await press("stay");
  expect(hasAct("stay")).toBe(false);
  vi.advanceTimersByTime(LONGEST_IDLE_MS + 10_000);
  await settled();
  expect(posted(sent).map(({ address }) => address)).toEqual(["/page/api/logout"]);
  expect(byAct("ended").textContent).toContain("操作がなかった");
});

test("a wall of figures stays", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout", "Date"] });
  await open(whoIs(["viewer"]), `#/${REALM}/overview`);
  vi.advanceTimersByTime(2 * LONGEST_IDLE_MS);
  await settled();
  await onPage("overview");
});

test("the language is chosen at any time, and the address keeps it", async () => {
  await open(whoIs(ALL_ROLES), `#/${REALM}/overview`);
  await press("language");
  expect(document.querySelector("h1")?.textContent).toBe("All shelters");
  expect(location.search).toBe("?lang=en&theme=light");
  await press("language");
  expect(location.search).toBe("?theme=light");
});

test("logging out ends the session at the hub and stops following", async () => {
  const { sent } = await open(whoIs(["viewer"]), `#/${REALM}/overview`);
  await press("log-out");
  expect(posted(sent).map(({ address }) => address)).toEqual(["/page/api/logout"]);
  expect(ToldSource.all.every(({ readyState }) => readyState === ToldSource.CLOSED)).toBe(true);
});

test("who has pages of a realm chooses one first; who has none begins with what is left", async () => {
  await open(whoIs(["administrator"]), "#/");
  await onPage("realms");
  await press("page-users");
  await onPage("users");
  await press("other-realm");
  await onPage("realms");
  cleanup();
  await open(whoIs(["auditor"]), "#/");
  await onPage("audit");
});
