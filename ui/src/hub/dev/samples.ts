import type {
  AuditAct,
  AuditLine,
  Conflict,
  DeviceView,
  ErasureLine,
  InquiryLine,
  MapView,
  PersonLine,
  PersonView,
  PollingOverview,
  RealmView,
  ReportLine,
  ReportView,
  ShelterLine,
  ShelterView,
  UserView,
} from "../types";
import { hex } from "./random.ts";

// Everybody and everything here is invented.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The moment of the samples where nothing else is asked: 2026-11-22 14:05 in Japan. */
export const SAMPLE_NOW = Date.UTC(2026, 10, 22, 5, 5);

export const realms: RealmView[] = [
  { id: hex(1), kind: "shelter", name: "令和8年見本地震", exercise: false },
  { id: hex(2), kind: "shelter", name: "総合防災訓練", exercise: true },
  { id: hex(3), kind: "polling", name: "見本市長選挙", exercise: false },
];

/** An invented bay with an island. */
export const cityMap: MapView = {
  rings: [
    [
      [136.56, 36.46],
      [136.72, 36.44],
      [136.94, 36.5],
      [136.93, 36.76],
      [136.78, 36.8],
      [136.7, 36.74],
      [136.58, 36.72],
      [136.56, 36.46],
    ],
    [
      [136.6, 36.77],
      [136.64, 36.76],
      [136.63, 36.79],
      [136.6, 36.77],
    ],
  ],
  outlineFrom: "見本の区域（架空）",
  tiles: null,
};

const person = (at: number, name: string, kana: string, birth: string, more: Partial<PersonLine> = {}): PersonLine => ({
  id: hex(0xb000 + at),
  number: `A-${String(120 + at).padStart(4, "0")}`,
  name,
  kana,
  birth,
  shelter: hex(0xa000),
  shelterName: "見本小学校",
  presence: "in",
  linked: [],
  ...more,
});

export const people: PersonLine[] = [
  person(1, "見本　太郎", "ミホン　タロウ", "1958-04-03", { linked: [hex(0xb00a)] }),
  person(2, "見本　花子", "ミホン　ハナコ", "1961-12-24"),
  person(3, "見本　太朗", "ミホン　タロウ", "1990-07-15", {
    presence: "out",
    shelter: hex(0xa001),
    shelterName: "架空小学校",
  }),
  person(4, "見本　タミ", "ミホン　タミ", "1935", { presence: "hospital" }),
];

export const personView: PersonView = {
  line: person(1, "見本　太郎", "ミホン　タロウ", "1958-04-03", { linked: [hex(0xb00a)] }),
  items: [
    { item: "birth_date", value: "1958-04-03", contradicted: false },
    { item: "sex", value: "m", contradicted: false },
    { item: "address", value: "見本市架空町1丁目2番3号", contradicted: true },
    { item: "phone", value: "000-1234-5678", contradicted: false },
    { item: "contact", value: "長女 000-8765-4321", contradicted: false },
    { item: "area", value: "体育館 3列目", contradicted: false },
  ],
  toDosJa: ["電源のある場所に案内する"],
  toDosEn: ["Give a place with a socket"],
  consent: [true, true, null],
  protected: null,
  family: [
    person(1, "見本　太郎", "ミホン　タロウ", "1958-04-03"),
    person(2, "見本　花子", "ミホン　ハナコ", "1961-12-24"),
  ],
  moves: [
    { at: SAMPLE_NOW - 2 * HOUR, shelter: hex(0xa000), shelterName: "見本小学校", to: "in" },
    { at: SAMPLE_NOW - 20 * HOUR, shelter: hex(0xa001), shelterName: "架空小学校", to: "moved_to" },
    { at: SAMPLE_NOW - 26 * HOUR, shelter: hex(0xa001), shelterName: "架空小学校", to: "in" },
  ],
  seen: SAMPLE_NOW - 40 * MINUTE,
};

export const inquiries: InquiryLine[] = [
  {
    at: SAMPLE_NOW - 30 * MINUTE,
    account: "hq.mihon",
    inquirer: "見本　次郎",
    identified: "運転免許証",
    asker: "relative",
    reason: "電話での照会（受付簿31番）",
    told: "condition",
  },
  {
    at: SAMPLE_NOW - 3 * HOUR,
    account: "hq.mihon",
    inquirer: "架空　良子",
    identified: "電話番号への折り返し",
    asker: "acquaintance",
    reason: "電話での照会（受付簿24番）",
    told: "nothingHeld",
  },
];

export const conflicts: Conflict[] = [
  {
    kind: "double",
    people: [
      person(1, "見本　太郎", "ミホン　タロウ", "1958-04-03"),
      person(10, "見本　太郎", "ミホン　タロオ", "1958-04-03", {
        number: "B-0044",
        shelter: hex(0xa001),
        shelterName: "架空小学校",
        presence: "left",
      }),
    ],
    about: ["kana"],
    versions: [],
  },
  {
    kind: "twoPlaces",
    people: [
      person(11, "例示　一郎", "レイジ　イチロウ", "2001-02-03"),
      person(12, "例示　一郎", "レイジ　イチロウ", "2001-02-03", { shelter: hex(0xa002), shelterName: "例示小学校" }),
    ],
    about: ["presence"],
    versions: [
      { about: "presence", mark: "c1".repeat(8), value: "in", shelterName: "例示小学校", at: SAMPLE_NOW - HOUR },
      { about: "presence", mark: "c2".repeat(8), value: "in", shelterName: "見本小学校", at: SAMPLE_NOW - 4 * HOUR },
    ],
  },
  {
    kind: "values",
    people: [person(13, "仮町　みどり", "カリマチ　ミドリ", "1977-10-01")],
    about: ["address", "phone"],
    versions: [
      { about: "phone", mark: "c3".repeat(8), value: "000-0000-0001", shelterName: "見本小学校", at: SAMPLE_NOW },
      { about: "phone", mark: "c4".repeat(8), value: "000-0000-0002", shelterName: "見本小学校", at: SAMPLE_NOW },
    ],
  },
];

export const reports: ReportLine[] = Array.from({ length: 9 }, (_, at) => ({
  shelter: hex(0xa000 + (at % 3)),
  shelterName: ["見本小学校", "架空小学校", "例示小学校"][at % 3] ?? "",
  number: 3 - Math.floor(at / 3),
  at: SAMPLE_NOW - at * 95 * MINUTE,
  staying: 212 - at * 13,
}));

export const reportView: ReportView = {
  line: { shelter: hex(0xa000), shelterName: "見本小学校", number: 3, at: SAMPLE_NOW, staying: 212 },
  entries: [
    { section: "状況", label: "開設状況", value: "開設", changed: false },
    { section: "状況", label: "混雑状況", value: "混雑", changed: true },
    { section: "人数", label: "在所", value: "212人（88世帯）", changed: true },
    { section: "人数", label: "うち65歳以上", value: "71人", changed: true },
    { section: "人数", label: "うち乳幼児", value: "9人", changed: false },
    { section: "ライフライン", label: "電気", value: "使える", changed: false },
    { section: "ライフライン", label: "水道", value: "使えない（給水車 1日2回）", changed: false },
    { section: "必要なもの", label: "食事", value: "230食（うちやわらかい食事 12、アレルギー対応 8）", changed: true },
    { section: "必要なもの", label: "要望", value: "毛布 40枚、段ボールベッド 25台", changed: true },
  ],
};

export const shelterView = (line: ShelterLine): ShelterView => ({
  line,
  kana: "ミホンショウガッコウ",
  place: "見本市架空町2丁目4番5号",
  phone: "(000)123-4567",
  head: "見本　校長",
  placeKind: "指定避難所",
  note: "体育館と1階の教室を使用。駐車場は満車。",
  opened: SAMPLE_NOW - 30 * HOUR,
  stock: [
    { item: "毛布", quantity: 130, unit: "枚" },
    { item: "飲料水（2L）", quantity: 480, unit: "本" },
    { item: "簡易トイレ", quantity: 900, unit: "回分" },
  ],
  sittings: ["11月22日 昼", "11月22日 朝", "11月21日 夕"],
  reports: reports.filter(({ shelter }) => shelter === hex(0xa000)),
});

export const erasures: ErasureLine[] = [
  {
    id: hex(0xe1),
    person: hex(0xb021),
    askedBy: "erase.kari",
    at: SAMPLE_NOW - HOUR,
    reason: "本人からの消去請求（受付簿3番）",
    doneBy: null,
  },
  {
    id: hex(0xe2),
    person: hex(0xb022),
    askedBy: "erase.mihon",
    at: SAMPLE_NOW - 2 * HOUR,
    reason: "誤登録（受付簿2番）",
    doneBy: null,
  },
  {
    id: hex(0xe0),
    person: hex(0xb020),
    askedBy: "erase.kari",
    at: SAMPLE_NOW - 50 * HOUR,
    reason: "本人からの消去請求（受付簿1番）",
    doneBy: "erase.mihon",
  },
];

const booth = (at: number, name: string, more: Partial<PollingOverview["booths"][number]> = {}) => {
  const hours = (peak: number) =>
    Object.fromEntries(
      [8, 9, 10, 11, 12, 13, 14].map((hour) => [hour, Math.round(peak * (1 - Math.abs(hour - 11) / 6))]),
    );
  const today = hours(61 - at * 9);
  const before = hours(48 - at * 7);
  return {
    id: hex(0xc000 + at),
    name,
    open: true,
    hours: { "2026-11-21": before, "2026-11-22": today },
    accepted: [...Object.values(before), ...Object.values(today)].reduce((all, each) => all + each, 0),
    doubles: 0,
    outages: 0,
    frozen: false,
    heard: SAMPLE_NOW - 2 * MINUTE,
    desks: [1, 2].map((number) => ({
      name: `受付${number}`,
      standing: "admitted" as const,
      at: SAMPLE_NOW - 2 * MINUTE,
      unsent: 0,
      clockOff: 1,
    })),
    ...more,
  };
};

export const polling: PollingOverview = {
  change: 1,
  now: SAMPLE_NOW,
  booths: [
    booth(0, "見本市役所", { doubles: 1 }),
    booth(1, "架空支所"),
    booth(2, "例示公民館", { doubles: 1, outages: 1 }),
    booth(3, "移動投票所（バス）", {
      heard: SAMPLE_NOW - 52 * MINUTE,
      desks: [{ name: "車載1", standing: "admitted", at: SAMPLE_NOW - 52 * MINUTE, unsent: 31, clockOff: null }],
    }),
    booth(4, "仮町体育館", { open: false, hours: {}, accepted: 0 }),
  ],
  doubles: [
    {
      elector: "00012345",
      ballot: "市長",
      acceptances: [
        { booth: hex(0xc000), at: SAMPLE_NOW - 3 * HOUR, left: true },
        { booth: hex(0xc002), at: SAMPLE_NOW - 2 * HOUR, left: true },
      ],
      againstAnotherVote: false,
      settled: null,
    },
    {
      elector: "00020001",
      ballot: "市長",
      acceptances: [
        { booth: hex(0xc000), at: SAMPLE_NOW - 26 * HOUR, left: true },
        { booth: hex(0xc001), at: SAMPLE_NOW - 25 * HOUR, left: false },
      ],
      againstAnotherVote: true,
      settled: { finding: "整理番号の取り違え。投票用紙は返された", office: "見本市選挙管理委員会事務局長" },
    },
  ],
  incidents: [{ booth: hex(0xc002), at: SAMPLE_NOW - 25 * MINUTE, kind: "outage.began" }],
};

export const devices: DeviceView[] = [
  ["受付1", "admitted", "desk", 4212],
  ["受付2", "admitted", "desk", 3120],
  ["新しいPC", "asking", "desk", 0],
  ["複製されたPC", "suspended", "desk", 88],
  ["本部1", "admitted", "headquarters", 0],
  ["紛失したPC", "revoked", "desk", 640],
].map(([name, standing, role, events], at) => ({
  id: (0xd1c2b3a4 + at * 0x10101).toString(16).repeat(4),
  name: String(name),
  stream: hex(0xa000 + (at % 3)),
  streamName: role === "desk" ? (["見本小学校", "架空小学校", "例示小学校"][at % 3] ?? "") : "",
  role: role as DeviceView["role"],
  standing: standing as DeviceView["standing"],
  events: Number(events),
  joined: SAMPLE_NOW - (30 - at) * HOUR,
  reported: standing === "asking" ? null : SAMPLE_NOW - (at + 1) * 3 * MINUTE,
  program: standing === "asking" ? null : "0.9.0",
  unsent: standing === "asking" ? null : at * 2,
  apart: standing === "suspended" ? 12 : 0,
}));

export const users: UserView[] = [
  {
    account: "hq.mihon",
    name: "見本　一子",
    department: "危機管理課",
    roles: ["headquarters"],
    locked: false,
    secondFactor: true,
    oidc: false,
    seen: SAMPLE_NOW - HOUR,
  },
  {
    account: "view.kaku",
    name: "架空　二郎",
    department: "福祉課",
    roles: ["viewer"],
    locked: false,
    secondFactor: true,
    oidc: true,
    seen: SAMPLE_NOW - 5 * HOUR,
  },
  {
    account: "keep.reiji",
    name: "例示　三枝",
    department: "市民課",
    roles: ["headquarters", "keeper"],
    locked: false,
    secondFactor: true,
    oidc: false,
    seen: SAMPLE_NOW - 20 * MINUTE,
  },
  {
    account: "new.kari",
    name: "仮町　四郎",
    department: "選挙管理委員会",
    roles: ["electionOffice"],
    locked: false,
    secondFactor: false,
    oidc: false,
    seen: null,
  },
  {
    account: "old.hina",
    name: "雛形　五美",
    department: "総務課",
    roles: ["administrator", "auditor"],
    locked: true,
    secondFactor: true,
    oidc: false,
    seen: SAMPLE_NOW - 400 * HOUR,
  },
];

const ACTS: AuditAct[] = [
  "searched",
  "opened",
  "answered",
  "exported",
  "loggedIn",
  "loginFailed",
  "settled",
  "admitted",
  "codeMade",
  "auditRead",
];
export const auditLines: AuditLine[] = Array.from({ length: 30 }, (_, at) => {
  const act = ACTS[at % ACTS.length] ?? "opened";
  const reasoned = ["searched", "opened", "answered", "exported", "settled"].includes(act);
  return {
    number: 530 - at,
    at: SAMPLE_NOW - at * 7 * MINUTE,
    account: act === "loginFailed" ? "" : (["hq.mihon", "keep.reiji", "old.hina"][at % 3] ?? ""),
    act,
    realm: reasoned ? hex(1) : null,
    about: act === "opened" ? hex(0xb000 + at) : null,
    reason: reasoned ? "福祉課から所在確認の依頼（受付簿12番）" : "",
    people: act === "searched" ? 4 : reasoned ? 1 : 0,
  };
});
