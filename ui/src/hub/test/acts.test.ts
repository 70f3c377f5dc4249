import { cleanup } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";

import { ALL_ROLES, whoIs } from "../dev/pretend";
import { hex } from "../dev/random";
import type { PageRole } from "../types";
import { actsLike, byAct, hasAct, open, posted, press, settled, type } from "./hub";

afterEach(() => {
  vi.unstubAllGlobals();
});
const REALM = hex(1);
const at = (page: string) => open(whoIs(ALL_ROLES), `#/${REALM}/${page}`);
/** What was sent, without the page's own prefix. */
const acts = (sent: Parameters<typeof posted>[0]) =>
  posted(sent).map(({ method, address, body }) => [method, address.replace(`/page/api/realms/${REALM}`, ""), body]);

test("nobody is looked for without a reason, and the reason goes with every look", async () => {
  const { sent } = await at("people");
  await type("reason", "ab");
  await press("begin");
  expect(hasAct("text")).toBe(false);
  expect(byAct("reason").getAttribute("aria-invalid")).toBe("true");
  await type("reason", "福祉課から依頼");
  await press("begin");
  expect(byAct("recorded").textContent).toBe("福祉課から依頼");
  await type("text", " 見本 ");
  await press("find");
  expect(actsLike("hit-")).toHaveLength(4);
  await press(`open-${hex(0xb002)}`);
  expect(acts(sent)).toEqual([
    ["POST", "/search", { text: "見本", reason: "福祉課から依頼" }],
    ["POST", `/people/${hex(0xb002)}`, { reason: "福祉課から依頼" }],
  ]);
  await press("results");
  await press("change-reason");
  expect(actsLike("hit-")).toHaveLength(0);
});

test("an inquiry about a person who was found is answered with the words to say", async () => {
  const { sent } = await at("people");
  await type("reason", "安否照会のため");
  await press("begin");
  await type("text", "太郎");
  await press("find");
  await press(`open-${hex(0xb001)}`);
  await press("inquire");
  expect(byAct("about").textContent).toContain("見本　太郎");
  await press("ask");
  expect(byAct("inquirer").getAttribute("aria-invalid")).toBe("true");
  await type("inquirer", "見本　次郎");
  await type("identified", "運転免許証");
  await type("reason", "電話での照会");
  await type("asker", "cohabitant");
  await press("ask");
  expect(acts(sent).at(-1)).toEqual([
    "POST",
    "/inquiries",
    {
      person: hex(0xb001),
      asker: "cohabitant",
      inquirer: "見本　次郎",
      identified: "運転免許証",
      reason: "電話での照会",
    },
  ]);
  expect(byAct("answer").textContent).toContain("お元気とうかがっています");
  await press("another");
  expect(byAct("about").textContent).toContain("見つからなかった人");
});

test("two records are settled with a reason, values are left to the shelter", async () => {
  const { sent } = await at("settle");
  const cards = actsLike("conflict-");
  expect(cards).toHaveLength(3);
  expect(cards[2]?.querySelector('[data-act="same"]')).toBeNull();
  await press("same");
  await press("settle");
  expect(posted(sent)).toEqual([]);
  await type("reason", "住所と電話が同じ");
  await press("settle");
  expect(acts(sent)).toEqual([
    ["POST", "/conflicts", { one: hex(0xb001), other: hex(0xb00a), same: true, reason: "住所と電話が同じ" }],
  ]);
});

test("a file is asked for with its kind, its shelter and the reason, and is saved under the hub's name", async () => {
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  const { sent } = await at("exports");
  await press("write");
  expect(posted(sent)).toEqual([]);
  await press("kind-pfif");
  await type("shelter", hex(0xa000));
  await type("reason", "県へ提供");
  byAct("write").closest("form")?.requestSubmit();
  await vi.waitFor(() => expect(saved).toEqual(["pfif-20261122.csv"]));
  expect(acts(sent)).toEqual([["POST", "/exports", { kind: "pfif", shelter: hex(0xa000), reason: "県へ提供" }]]);
});

test("an erasure is carried out by another officer than the one who asked, after a question", async () => {
  const { sent } = await at("erasures");
  expect(hasAct(`carry-out-${hex(0xe2)}`)).toBe(false);
  await press(`carry-out-${hex(0xe1)}`);
  expect(posted(sent)).toEqual([]);
  await press("carry-no");
  await press(`carry-out-${hex(0xe1)}`);
  await press("carry-yes");
  await type("person", hex(0xb001));
  await type("ground", "本人からの請求");
  await press("ask-erasure");
  expect(acts(sent)).toEqual([
    ["POST", `/erasures/${hex(0xe1)}/carry-out`, {}],
    ["POST", "/erasures", { person: hex(0xb001), reason: "本人からの請求" }],
  ]);
});

test("a device is let in or shut out after a question", async () => {
  const { sent } = await at("devices");
  const [admit] = actsLike("admit-");
  await press(admit?.dataset["act"] ?? "");
  await press("decide-no");
  expect(posted(sent)).toEqual([]);
  await press(admit?.dataset["act"] ?? "");
  await press("decide-yes");
  const [revoke] = actsLike("revoke-");
  await press(revoke?.dataset["act"] ?? "");
  await press("decide-yes");
  const asked = acts(sent).map(([, address]) => String(address));
  expect(asked[0]).toMatch(/^\/devices\/[0-9a-f]{32}\/admit$/);
  expect(asked[1]).toMatch(/^\/devices\/[0-9a-f]{32}\/revoke$/);
});

test("a code is made for one device, shown once and put away", async () => {
  const { sent } = await at("devices");
  await type("code-hours", "72");
  await press("make-code");
  expect(acts(sent)).toEqual([["POST", "/codes", { role: "desk", stream: null, hours: 72 }]]);
  expect(document.querySelector("svg[aria-label='登録コードの二次元コード']")).toBeTruthy();
  await press("code-done");
  expect(hasAct("code")).toBe(false);
});

test("a user is made with roles, and the first password is shown once", async () => {
  const { sent } = await open(whoIs(["administrator"]), "#/-/users");
  await press("add-user");
  await type("account", "見本");
  await press("save");
  expect(posted(sent)).toEqual([]);
  await type("account", "kari.ichiro");
  await type("name", "仮町　一郎");
  await press("role-viewer");
  await press("save");
  expect(posted(sent).map(({ method, address, body }) => [method, address, body])).toEqual([
    [
      "PUT",
      "/page/api/users/kari.ichiro",
      { name: "仮町　一郎", department: "", roles: ["viewer"] satisfies PageRole[], locked: false, reset: false },
    ],
  ]);
  expect(byAct("first-password").textContent).toBe("abcd-efgh-ijkl-mnop");
  await press("put-away");
  expect(hasAct("first-password")).toBe(false);
});

test("older lines of the record are fetched by their number", async () => {
  const { sent } = await open(whoIs(["auditor"]), "#/-/audit");
  await press("older");
  expect(sent.some(({ address }) => address === "/page/api/audit?before=501")).toBe(true);
  await press("newest");
  expect(hasAct("older")).toBe(true);
});

test("a refusal of the hub is told in the language of the page", async () => {
  const { instead } = await open(whoIs(ALL_ROLES), `#/${REALM}/erasures`, "en");
  instead(({ address }) =>
    address.endsWith("/carry-out")
      ? {
          status: 403,
          body: { status: 403, code: "page-another-officer", adviceJa: "別の人。", adviceEn: "Another officer." },
        }
      : undefined,
  );
  await press(`carry-out-${hex(0xe1)}`);
  await press("carry-yes");
  expect(byAct("problem").textContent).toContain("Another officer.");
});

test("a keeper chooses which of the values is right, with a reason", async () => {
  const { sent } = await open(whoIs(["keeper"]), `#/${REALM}/settle`);
  await press(`version-${"c2".repeat(8)}`);
  await press("choose");
  expect(sent.some(({ method, address }) => method === "POST" && address.includes("/conflicts/"))).toBe(false);
  await type("choose-reason", "避難所に電話して確認");
  await press("choose");
  const choice = sent.find(({ method, address }) => method === "POST" && address.includes("/conflicts/"));
  expect(choice?.address).toContain(hex(0xb000 + 11));
  expect(choice?.body).toEqual({ about: "presence", mark: "c2".repeat(8), reason: "避難所に電話して確認" });
});

test("the election office records what was found about a double, by office", async () => {
  const { sent } = await open(whoIs(["electionOffice"]), `#/${hex(3)}/polling`);
  expect(byAct("polling-doubles").textContent).toBe("1");
  await press("find-00012345");
  await type("finding", "整理番号の取り違え");
  await press("settle-double");
  expect(sent.some(({ address }) => address.endsWith("/doubles"))).toBe(false);
  await type("office", "見本市選挙管理委員会事務局長");
  await press("settle-double");
  expect(sent.find(({ address }) => address.endsWith("/doubles"))?.body).toEqual({
    elector: "00012345",
    ballot: "市長",
    finding: "整理番号の取り違え",
    office: "見本市選挙管理委員会事務局長",
  });
});

test("people that go on paper are on record, and what shows none is not", async () => {
  const { sent } = await open(whoIs(["headquarters"]), `#/${REALM}/overview`);
  const printed = () => sent.filter(({ address }) => address.endsWith("/printed")).map(({ body }) => body);
  window.dispatchEvent(new Event("beforeprint"));
  expect(printed()).toEqual([]);
  expect(byAct("print-head").textContent).toMatch(/印刷：.*見本.一子/);
  cleanup();
  const people = await open(whoIs(["headquarters"]), `#/${REALM}/people`);
  await type("reason", "福祉課から依頼");
  await press("begin");
  await type("text", "見本");
  await press("find");
  window.dispatchEvent(new Event("beforeprint"));
  const [record] = people.sent.filter(({ address }) => address.endsWith("/printed"));
  expect(record?.body).toEqual({ page: "people", people: expect.any(Number) as number });
});

test("on paper the overview has all its rows", async () => {
  await open(whoIs(["headquarters"]), `#/${REALM}/overview`, "ja", 300);
  const rows = () => document.querySelectorAll("[data-act^='paper-']").length;
  expect(rows()).toBe(0);
  window.dispatchEvent(new Event("beforeprint"));
  expect(rows()).toBe(300);
  window.dispatchEvent(new Event("afterprint"));
  await settled();
  expect(rows()).toBe(0);
});

test("beside every reason it is said that no names belong there", async () => {
  await open(whoIs(["headquarters"]), `#/${REALM}/people`, "en");
  expect(document.body.textContent).toContain("no names or telephone numbers here");
});
