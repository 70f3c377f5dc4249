import { cleanup } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";

import { findings } from "../../test/axe";
import { ALL_ROLES, whoIs } from "../dev/pretend";
import { hex } from "../dev/random";
import { byAct, open, press, type } from "./hub";

afterEach(() => {
  vi.unstubAllGlobals();
});

const SHELTERS = hex(1);
const PAGES: [string, string][] = [
  ["the realms", "#/"],
  ["the overview", `#/${SHELTERS}/overview`],
  ["the map", `#/${SHELTERS}/overview/map`],
  ["an exercise", `#/${hex(2)}/overview`],
  ["a shelter", `#/${SHELTERS}/shelter/${hex(0xa001)}`],
  ["the search", `#/${SHELTERS}/people`],
  ["inquiries", `#/${SHELTERS}/inquiries`],
  ["conflicts", `#/${SHELTERS}/settle`],
  ["reports", `#/${SHELTERS}/reports`],
  ["a report", `#/${SHELTERS}/reports/${hex(0xa000)}/3`],
  ["files", `#/${SHELTERS}/exports`],
  ["erasures", `#/${SHELTERS}/erasures`],
  ["the election", `#/${hex(3)}/polling`],
  ["devices", `#/${SHELTERS}/devices`],
  ["users", "#/-/users"],
  ["the record of looks", "#/-/audit"],
  ["a new password", "#/-/password"],
  ["a page that is not there", `#/${hex(3)}/people`],
];

const drawn = PAGES.flatMap(([name, hash]) =>
  (["ja", "en"] as const).map((language) => [name, language, hash] as const),
);

test.each(drawn)("%s in %s can be used by everybody", async (_, language, hash) => {
  await open(whoIs(ALL_ROLES), hash, language, 12);
  expect(document.documentElement.lang).toBe(language);
  expect(document.querySelector("h1")?.textContent?.trim()).toBeTruthy();
  expect(document.body.textContent).not.toMatch(/undefined|NaN|\[object/);
  expect(document.querySelector('[data-act="problem"]')).toBeNull();
  expect(await findings(document.body)).toEqual([]);
});

test.each(["ja", "en"] as const)("the login with its stages in %s can be used by everybody", async (language) => {
  await open(null, "", language);
  expect(await findings(document.body)).toEqual([]);
  await type("account", "hq.mihon");
  await type("password", "correct horse");
  await press("next");
  expect(byAct("code")).toBeTruthy();
  expect(await findings(document.body)).toEqual([]);
  cleanup();
  await open(null, "", language);
  await type("account", "new.kari");
  await type("password", "correct horse");
  await press("next");
  expect(byAct("secret").textContent).toMatch(/^JBSW Y3DP/);
  expect(await findings(document.body)).toEqual([]);
});

test.each(["ja", "en"] as const)("a person's page in %s can be used by everybody", async (language) => {
  await open(whoIs(ALL_ROLES), `#/${SHELTERS}/people`, language);
  await type("reason", "福祉課から依頼");
  await press("begin");
  await type("text", "見本");
  await press("find");
  expect(await findings(document.body)).toEqual([]);
  await press(`open-${hex(0xb001)}`);
  expect(document.querySelector("h1")?.textContent).toContain("見本");
  expect(await findings(document.body)).toEqual([]);
});

test("the forms that open on a page can be used by everybody", async () => {
  await open(whoIs(ALL_ROLES), "#/-/users");
  await press("edit-hq.mihon");
  expect(await findings(document.body)).toEqual([]);
  cleanup();
  await open(whoIs(ALL_ROLES), `#/${SHELTERS}/devices`);
  await press("make-code");
  expect(byAct("code").textContent).toBe("7KQ2-M9XD-4TRP-HV8C");
  expect(await findings(document.body)).toEqual([]);
  cleanup();
  await open(whoIs(ALL_ROLES), "#/-/audit");
  await press("verify");
  expect(byAct("verdict").textContent).toContain("書かれたときのまま");
  expect(await findings(document.body)).toEqual([]);
});
