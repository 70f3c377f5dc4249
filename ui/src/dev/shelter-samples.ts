import type {
  AdviceView,
  ArrivalView,
  BoardView,
  ManageView,
  NewcomerView,
  PortionsView,
  ReportView,
  ServingView,
  ShelterView,
} from "../generated/bindings";
import { both } from "./case-samples";
import { hubElsewhere } from "./hub-samples";
import { hanako, jiro, maria, taro, taroForVolunteer, taroPage } from "./shelter-people";

// Views of the shelter desk to look at and to test with. Everything in here is invented.

const advice = (code: string, ja: string, en: string): AdviceView => ({
  code,
  what: both(ja, en),
  next: both("責任者に知らせてください。", "Tell the keeper."),
});

const portions: PortionsView = {
  all: 184,
  normal: 158,
  soft: 14,
  babyMilk: 6,
  without: [
    { label: both("卵なし", "no egg"), count: 4 },
    { label: both("小麦なし", "no wheat"), count: 2 },
  ],
};

export const board: BoardView = {
  present: 187,
  out: 23,
  overnight: 4,
  outside: 31,
  hospital: 3,
  gone: 12,
  households: 84,
  capacity: 250,
  arrivals: [0, 0, 0, 0, 0, 0, 2, 9, 24, 41, 38, 22, 14, 9, 6, 3, 1, 0, 0, 1, 4, 7, 5, 1],
  bands: [
    { label: "0–2歳", male: 3, female: 3, other: 0 },
    { label: "3–14歳", male: 14, female: 11, other: 0 },
    { label: "15–64歳", male: 41, female: 46, other: 2 },
    { label: "65–74歳", male: 15, female: 18, other: 0 },
    { label: "75歳–", male: 12, female: 22, other: 0 },
  ],
  toDos: [
    { label: both("電源が必要", "power socket needed"), count: 3 },
    { label: both("卵なし", "no egg"), count: 4 },
    { label: both("トイレの近く", "near the toilet"), count: 11 },
    { label: both("やわらかい食事", "soft food"), count: 14 },
  ],
  portions,
  headCountDifference: 12,
  unseen24: 5,
  unseen48: 1,
  contradictions: 2,
  incomplete: 63,
};

const serving: ServingView = {
  offers: [
    { id: "breakfast", label: both("21日の朝食", "breakfast of the 21st"), meal: true, stock: null },
    { id: "dinner", label: both("21日の夕食", "dinner of the 21st"), meal: true, stock: null },
    { id: "blanket", label: both("毛布", "blanket"), meal: false, stock: 120 },
  ],
  chosen: null,
  rule: null,
  served: 0,
  owed: portions,
  waitingCount: 184,
  waiting: [hanako, jiro, maria],
  now: [],
  warnings: [],
};

const report: ReportView = {
  version: 3,
  asOf: "2026-11-21 14:32",
  lines: [
    {
      block: both("人数", "People"),
      label: both("いまいる人", "Here now"),
      value: "187",
      change: "+12",
    },
    { block: both("人数", "People"), label: both("世帯", "Households"), value: "84", change: "" },
    { block: both("配慮", "Care"), label: both("電源が必要", "Power needed"), value: "3", change: "+1" },
  ],
  sent: [
    [1, "11-20 18:30"],
    [2, "11-21 08:00"],
  ],
  utilities: [
    { id: "power", state: "limited", checked: "11-21 13:00" },
    { id: "water", state: "out", checked: "11-21 12:10" },
    { id: "gas", state: "unknown", checked: "" },
  ],
  stock: [{ item: "毛布", quantity: 120, unit: "枚" }],
  counted: [199, "11-21 14:00"],
  listed: 187,
  explained: "受付を待つ列に12人",
};

const manage: ManageView = {
  badges: [
    { id: "k1", role: "keeper", label: "責任者", valid: true },
    { id: "v1", role: "volunteer", label: "受付1番", valid: true },
    { id: "v2", role: "volunteer", label: "受付2番", valid: false },
  ],
  events: 4812,
  devices: 2,
  refused: 0,
  hub: hubElsewhere,
  lastCopy: "11-21 12:00",
  files: ["/media/stick/kazashi-shelter-1.kazashi-bundle"],
  looks: [{ label: both("受付1番", "desk 1"), count: 18 }],
  searches: [{ label: both("受付1番", "desk 1"), count: 31 }],
  inquiries: 4,
  stillHere: 187,
  receipt: false,
  check: "さくら・ふね・3817",
  sticks: ["/media/見本"],
  bundles: ["/media/見本/となりの窓口.kazashi-bundle"],
};

const waiting: ArrivalView = { step: "waiting" };

const open: ShelterView = {
  phase: "open",
  page: "reception",
  training: false,
  city: "見本市",
  keepers: ["見本市 危機管理課"],
  codeToKeep: null,
  places: [
    { name: "見本小学校 体育館", place: "見本市見本町1-1", capacity: 250, opened: "" },
    { name: "見本公民館", place: "見本市中央5", capacity: 80, opened: "" },
    { name: "となり中学校", place: "見本市となり町2-8", capacity: null, opened: "" },
  ],
  shelter: { name: "見本小学校 体育館", place: "見本市見本町1-1", capacity: 250, opened: "2026-11-20 17:20" },
  operator: { role: "keeper", label: "責任者" },
  clock: "2026-11-21 14:32",
  clockWarning: null,
  board,
  arrival: waiting,
  person: null,
  serving: null,
  told: null,
  report: null,
  manage: null,
  last: null,
  notices: [],
  taps: true,
  sound: true,
  sync: { lastSent: "14:32", unsent: 212, trouble: false, hub: "sending" },
};

const before: ShelterView = { ...open, phase: "activating", shelter: null, operator: null, board: null };
const at = (arrival: ArrivalView): ShelterView => ({ ...open, arrival });

const newcomer = (change: Partial<NewcomerView>): NewcomerView => ({
  index: 0,
  name: "",
  kana: "",
  birthDate: "",
  age: "",
  sex: "",
  address: "",
  phone: "",
  description: "",
  help: null,
  origin: "typed",
  missing: ["name", "age", "help"],
  problems: [],
  is: null,
  candidates: [],
  ...change,
});
const people = (
  members: NewcomerView[],
  change: Partial<Extract<ArrivalView, { step: "people" }>> = {},
): ArrivalView => ({
  step: "people",
  members,
  canRegister: members.every(({ missing }) => missing.length === 0),
  occurred: null,
  paperNumber: null,
  presence: { state: "in" },
  ...change,
});
const fromCard = newcomer({
  name: "見本 太郎",
  birthDate: "1954-03-02",
  age: "72",
  sex: "m",
  address: "見本県見本市見本町2丁目3番",
  origin: "card_pin",
  missing: [],
});
const entering: Extract<ArrivalView, { step: "entering" }> = {
  step: "entering",
  secret: "pin",
  digits: 2,
  length: 4,
  triesLeft: 3,
  wrongBefore: false,
  otherLeft: true,
};
const unreadable = advice("card-removed", "カードが離れました。", "The card was lifted.");

/** By what is to be seen. */
export const shelterSamples: Record<string, ShelterView> = {
  "shelter-off": { ...before, phase: "off" },
  "shelter-activating": before,
  "shelter-activating-unprepared": { ...before, city: "", keepers: [], places: [] },
  "shelter-made": { ...before, city: "", codeToKeep: "さくら ふね 3817 やま 2264" },
  "shelter-opening": { ...before, phase: "opening" },
  "shelter-locked": { ...open, phase: "locked", operator: null, board: null },
  "shelter-closed": { ...open, phase: "closed", board: null, manage: { ...manage, stillHere: 0 } },
  "shelter-closed-receipt": { ...open, phase: "closed", board: null, manage: { ...manage, receipt: true } },

  "shelter-reception": open,
  "shelter-training": { ...open, training: true, operator: { role: "volunteer", label: "受付1番" } },
  "shelter-told": {
    ...open,
    last: { id: 7, ok: true, what: both("3人を登録しました。", "3 people registered."), next: null },
  },
  "shelter-told-no": {
    ...open,
    last: {
      id: 8,
      ok: false,
      what: both("この名札は使えません。", "This label is void."),
      next: both("名前でさがしてください。", "Search by name."),
    },
    clockWarning: advice("clock-behind", "時計が遅れています。", "The clock is behind."),
    notices: [advice("backup-old", "控えが古くなりました。", "The backup is old.")],
  },
  "shelter-place-card": at({ step: "place_card" }),
  "shelter-checking": at({ step: "checking" }),
  "shelter-entering": at(entering),
  "shelter-entering-wrong": at({ ...entering, digits: 0, triesLeft: 2, wrongBefore: true }),
  "shelter-entering-face-code": at({ ...entering, secret: "face_code", digits: 7, length: 14, triesLeft: 10 }),
  "shelter-last-try": at({ step: "last_try", secret: "pin" }),
  "shelter-locked-pin": at({ step: "locked", secret: "pin", otherLeft: true }),
  "shelter-reading": at({ step: "reading" }),
  "shelter-problem": at({ step: "problem", advice: unreadable, canTryAgain: true }),
  "shelter-known": at({
    step: "known",
    people: [taro, hanako, jiro],
    by: both("名札で見分けました。", "Recognised by the label."),
  }),
  "shelter-people": at(people([newcomer({})])),
  "shelter-people-card": at(people([fromCard, newcomer({ index: 1 })])),
  "shelter-people-twin": at(
    people([
      newcomer({
        name: "見本 花子",
        age: "7o",
        missing: [],
        problems: [["age", both("数字で入れてください。", "Please type digits.")]],
        candidates: [{ person: hanako, reason: both("ふりがなと年齢が同じです。", "Same reading and age.") }],
      }),
    ]),
  ),
  "shelter-people-paper": at(
    people([newcomer({ description: "青いコートの女性", origin: "paper" })], {
      occurred: "2026-11-20 08:30",
      paperNumber: "紙 41",
      presence: { state: "car", place: "校庭" },
    }),
  ),
  "shelter-done": at({ step: "done", people: [{ ...taro, presence: { state: "in" } }, hanako, jiro] }),

  "shelter-search": { ...open, page: "search" },
  "shelter-person": { ...open, page: "search", person: taroPage },
  "shelter-person-volunteer": {
    ...open,
    page: "search",
    operator: { role: "volunteer", label: "受付1番" },
    person: taroForVolunteer,
  },
  "shelter-offers": { ...open, page: "serve", serving },
  "shelter-serving": { ...open, page: "serve", serving: { ...serving, chosen: "dinner", served: 41 } },
  "shelter-serving-again": {
    ...open,
    page: "serve",
    serving: {
      ...serving,
      chosen: "dinner",
      served: 44,
      now: [taro, hanako, jiro],
      warnings: [both("1時間前に渡しています。", "Had it an hour ago.")],
    },
  },
  "shelter-serving-rule": {
    ...open,
    page: "serve",
    serving: { ...serving, chosen: "blanket", served: 12, rule: { hours: "24", perDay: "2", ofHere: true } },
  },
  "shelter-inquiry": { ...open, page: "inquiry" },
  "shelter-inquiry-told": {
    ...open,
    page: "inquiry",
    told: both(
      "お尋ねの方の安否の情報があります。けがや病気の情報はありません。",
      "There is information about this person. No injury or illness is known.",
    ),
  },
  "shelter-board": { ...open, page: "board", operator: { role: "viewer", label: "本部" } },
  "shelter-board-over": { ...open, page: "board", board: { ...board, present: 271, headCountDifference: null } },
  "shelter-report": { ...open, page: "report", report },
  "shelter-report-viewer": { ...open, page: "report", report, operator: { role: "viewer", label: "本部" } },
  "shelter-manage": { ...open, page: "manage", manage },
};
