import type { PageRole, Right, WhoAmI } from "../types";
import {
  auditLines,
  cityMap,
  conflicts,
  devices,
  erasures,
  inquiries,
  people,
  personView,
  polling,
  realms,
  reports,
  reportView,
  SAMPLE_NOW,
  shelterView,
  users,
} from "./samples.ts";
import { inventedShelters, overviewOf } from "./shelters.ts";

/** A body, a status, or a file. */
export type Pretended = { status: number; body?: unknown; file?: { name: string; text: string } };

const RIGHTS: Record<PageRole, Right[]> = {
  headquarters: ["counts", "reports", "people", "inquiries", "export"],
  viewer: ["counts", "reports"],
  keeper: ["counts", "reports", "people", "protected", "settle"],
  electionOffice: ["polling"],
  administrator: ["devices", "users"],
  auditor: ["audit"],
  erasureOfficer: ["erase"],
};
export const ALL_ROLES = Object.keys(RIGHTS) as PageRole[];

export const whoIs = (roles: PageRole[], more: Partial<WhoAmI> = {}): WhoAmI => ({
  account: "erase.mihon",
  name: "見本　一子",
  department: "危機管理課",
  roles,
  rights: [...new Set(roles.flatMap((role) => RIGHTS[role]))],
  mustChange: false,
  realms,
  ...more,
});

export const problem = (status: number, code: string, ja: string, en: string): Pretended => ({
  status,
  body: { status, code, adviceJa: ja, adviceEn: en },
});
export const NOT_LOGGED_IN = problem(
  401,
  "page-not-logged-in",
  "ログインしていないか、時間が切れました。もう一度ログインしてください。",
  "Nobody is logged in, or the session is over. Log in again.",
);
const NOT_FOUND = problem(404, "page-not-found", "見つかりません。", "There is no such thing.");

/** An invented hub: what it answers, from its samples. Its state is its own. */
export class PretendedHub {
  who: WhoAmI | null;
  shelters;
  now: number;

  constructor(who: WhoAmI | null, shelterCount = 48, now = SAMPLE_NOW) {
    this.who = who;
    this.now = now;
    this.shelters = inventedShelters(shelterCount, now);
  }

  answer(method: string, path: string, body: Record<string, unknown>): Pretended {
    const [address = ""] = path.split("?");
    if (address === "/page/api/ways")
      return { status: 200, body: { password: true, oidc: "市のアカウントでログイン" } };
    if (address === "/page/api/login") return this.#logIn(body);
    if (!this.who) return NOT_LOGGED_IN;
    const rest = address.replace("/page/api/", "").split("/");
    if (rest[0] === "realms") return this.#ofRealm(method, rest.slice(2), body);
    switch (rest.join("/")) {
      case "me":
        return { status: 200, body: this.who };
      case "logout":
        this.who = null;
        return { status: 204 };
      case "password":
        this.who = { ...this.who, mustChange: false };
        return { status: 204 };
      case "users":
        return { status: 200, body: users };
      case "map":
        return { status: 200, body: cityMap };
      case "audit":
        return { status: 200, body: { lines: auditLines, before: path.includes("before") ? null : 501 } };
      case "audit/verdict":
        return {
          status: 200,
          body: { broken: null, head: { lines: 530, hash: "5e".repeat(32), signature: "a7".repeat(64) } },
        };
    }
    if (rest[0] === "users" && method === "PUT") {
      const known = users.find(({ account }) => account === rest[1]);
      const user = { ...users[3], ...known, account: rest[1], ...body };
      const first = !known || body["reset"] === true ? "abcd-efgh-ijkl-mnop" : null;
      return { status: 200, body: { user, password: first } };
    }
    return NOT_FOUND;
  }

  #logIn(body: Record<string, unknown>): Pretended {
    if (body["password"] === "wrong") {
      return problem(
        401,
        "page-wrong-login",
        "アカウント、パスワード又は確認コードが違います。確かめて、もう一度入力してください。",
        "Account, password or code are not right. Check and type them again.",
      );
    }
    if (body["code"]) {
      this.who = whoIs(ALL_ROLES);
      return { status: 200, body: { kind: "in" } };
    }
    if (body["account"] !== "new.kari") return { status: 200, body: { kind: "codeWanted" } };
    const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    return {
      status: 200,
      body: {
        kind: "enrol",
        uri: `otpauth://totp/Kazashi:new.kari?secret=${secret}&issuer=Kazashi`,
        secret,
        recovery: ["aaaaabbbbb", "cccccddddd", "eeeeefffff", "ggggghhhhh", "iiiiijjjjj", "kkkkklllll"],
      },
    };
  }

  #ofRealm(method: string, [what, id, third]: string[], body: Record<string, unknown>): Pretended {
    const ok = (answer: unknown): Pretended => ({ status: 200, body: answer });
    const reads = method === "GET";
    switch (what) {
      case "overview":
        return ok(overviewOf(this.shelters, this.now));
      case "shelters": {
        const line = this.shelters.find((each) => each.id === id);
        return line ? ok(shelterView(line)) : NOT_FOUND;
      }
      case "reports":
        return ok(id ? { ...reportView, line: { ...reportView.line, number: Number(third) } } : reports);
      case "search": {
        const text = String(body["text"]);
        return ok({ people: people.filter(({ name, kana }) => (name + kana).includes(text)), more: false });
      }
      case "people": {
        const line = people.find((each) => each.id === id);
        return line
          ? ok({ ...personView, line, protected: this.who?.rights.includes("protected") ? false : null })
          : NOT_FOUND;
      }
      case "inquiries":
        return reads
          ? ok(inquiries)
          : ok(
              body["person"]
                ? { told: "condition", words: "けがや病気の情報はありません。お元気とうかがっています。" }
                : { told: "nothingHeld", words: "お尋ねの方の情報は、現在ありません。" },
            );
      case "conflicts":
        return reads ? ok({ conflicts, more: false }) : { status: 204 };
      case "doubles":
      case "printed":
        return { status: 204 };
      case "exports":
        return { status: 200, file: { name: `${String(body["kind"])}-20261122.csv`, text: "invented\r\n" } };
      case "erasures":
        return reads ? ok(erasures) : { status: 204 };
      case "polling":
        return ok(polling);
      case "devices":
        return reads ? ok(devices) : { status: 204 };
      case "codes":
        return ok({
          code: "7KQ2-M9XD-4TRP-HV8C",
          invitation: "kazashi-hub:https://hub.mihon.example.jp#7KQ2M9XD4TRPHV8C",
          until: SAMPLE_NOW + 24 * 3_600_000,
        });
    }
    return NOT_FOUND;
  }
}
