import type { OfficerView, PollingBoardView, PollingManageView } from "../generated/bindings";
import { both } from "./case-samples";
import { hubElsewhere } from "./hub-samples";
import { hanako, taro, taroUncle } from "./polling-people";

// Pages of officer, board and commission to look at and to test with. Everything in here is invented.

const granted = both("照合済み", "checked");

export const officer: OfficerView = {
  booth: { state: "open", since: "08:30", closes: "20:00" },
  officers: [
    { duty: "manager", name: "管理　一郎", since: "08:20" },
    { duty: "witness", name: "立会　二郎", since: "08:20" },
    { duty: "witness", name: "立会　三子", since: "13:00" },
  ],
  holds: [
    {
      elector: "b1",
      person: hanako,
      booth: "港会館",
      note: "転出先に電話で確認中",
      since: "11-21 14",
      canRelease: true,
    },
  ],
  incidents: [
    {
      id: "i1",
      elector: "a2",
      person: taroUncle,
      ballot: "house-single",
      ballotName: "小選挙区",
      acceptances: [
        { mark: "m1", booth: "見本市役所", day: "2026-11-20", hour: 10, means: "ticket", authority: granted },
        {
          mark: "m2",
          booth: "港会館",
          day: "2026-11-20",
          hour: 11,
          means: "spoken",
          authority: both("回線断：あとで照合", "unchecked during the cut"),
        },
      ],
      settled: null,
    },
    {
      id: "i0",
      elector: "a3",
      person: taro,
      ballot: "house-list",
      ballotName: "比例代表",
      acceptances: [
        { mark: "m3", booth: "見本市役所", day: "2026-11-19", hour: 9, means: "card", authority: granted },
        { mark: "m4", booth: "見本市役所", day: "2026-11-19", hour: 9, means: "card", authority: granted },
      ],
      settled: { finding: "紙の受付を2回入力したもの。投票は1回。", by: "選管書記長" },
    },
  ],
  looks: [
    { operator: "受付1番", hour: 13, means: "spoken", number: hanako.number, name: hanako.name },
    { operator: "受付2番", hour: 11, means: "number", number: taro.number, name: taro.name },
  ],
  reconcile: {
    day: "2026-11-21",
    hours: [
      {
        hour: 12,
        over: true,
        accepted: 41,
        slips: 41,
        slipsDifference: 0,
        cells: [
          { ballot: "house-single", ours: 41, dispenser: 41, difference: 0 },
          { ballot: "house-list", ours: 40, dispenser: 40, difference: 0 },
          { ballot: "review", ours: 0, dispenser: null, difference: null },
        ],
      },
      {
        hour: 13,
        over: true,
        accepted: 38,
        slips: 38,
        slipsDifference: 0,
        cells: [
          { ballot: "house-single", ours: 38, dispenser: 38, difference: 0 },
          { ballot: "house-list", ours: 38, dispenser: 39, difference: 1 },
          { ballot: "review", ours: 0, dispenser: null, difference: null },
        ],
      },
      {
        hour: 14,
        over: false,
        accepted: 12,
        slips: null,
        slipsDifference: null,
        cells: [
          { ballot: "house-single", ours: 12, dispenser: null, difference: null },
          { ballot: "house-list", ours: 12, dispenser: null, difference: null },
          { ballot: "review", ours: 0, dispenser: null, difference: null },
        ],
      },
    ],
    openHour: 13,
    acceptances: [
      {
        claim: "c7",
        person: hanako,
        ballots: [
          ["house-single", "小選挙区"],
          ["house-list", "比例代表"],
        ],
      },
    ],
    stock: [
      { ballot: "house-single", ours: 811, received: null, issued: null, spoiled: null, left: null, difference: null },
      { ballot: "house-list", ours: 810, received: 2000, issued: 811, spoiled: 0, left: 1189, difference: -1 },
    ],
  },
};

const TODAY = [22, 41, 58, 63, 41, 38, 12, 0, 0, 0, 0, 0];
const BEFORE = [9, 18, 37, 44, 51, 39, 36, 33, 42, 61, 57, 20];

export const board: PollingBoardView = {
  today: 275,
  total: 2_104,
  electors: 60_214,
  hours: TODAY.map((today, i) => ({ hour: i + 8, today, dayBefore: BEFORE[i] ?? 0 })),
  lastTenMinutes: 9,
  queue: 14,
  waitMinutes: 16,
  booths: [
    { name: "見本市役所", own: true, today: 275, total: 2_104, asOf: "14:32", stale: false },
    { name: "港会館", own: false, today: 118, total: 804, asOf: "14:31", stale: false },
    { name: "移動投票所", own: false, today: 26, total: 61, asOf: "13:02", stale: true },
  ],
  ballots: [
    { name: "小選挙区", paper: "白", colour: "#ffffff", today: 275, total: 2_104 },
    { name: "比例代表", paper: "うすい青", colour: "#b9d7f2", today: 274, total: 2_101 },
    { name: "国民審査", paper: "うぐいす色", colour: "#c2cf9a", today: 0, total: 0 },
  ],
  men: 131,
  women: 143,
  others: 1,
  absentee: 2,
  proxy: 3,
  braille: 1,
  declined: 1,
  refused: 4,
};

export const manage: PollingManageView = {
  claims: "this_pc",
  booths: [
    { id: "city-hall", name: "見本市役所", opens: "08:30", closes: "20:00", homeOf: ["第3投票区"], chosen: true },
    {
      id: "harbour",
      name: "港会館",
      opens: "09:00",
      closes: "18:00",
      homeOf: ["第4投票区", "第7投票区"],
      chosen: false,
    },
  ],
  roll: {
    hash: "9c31f08e5a77b240",
    edition: 3,
    count: 60_214,
    since: "2026-11-20 08:05",
    districts: [
      ["第3投票区 中央小学校", 20_411],
      ["第4投票区 港会館", 19_802],
      ["第7投票区 緑公民館", 20_001],
    ],
  },
  import: { state: "ready", rows: 60_216, hash: "0b77e1d09a52c3f4" },
  changes: {
    source: "senkyonin-20261121.csv",
    added: 3,
    changed: 2,
    gone: 1,
    accepted: 1,
    rows: [
      { number: "0031-00999", name: "追加　見本", kind: "added", fields: [], accepted: false },
      {
        number: "0044-00310",
        name: hanako.name,
        kind: "changed",
        fields: [[both("表示", "Mark"), "", "県外転出 11月19日 別見本市へ"]],
        accepted: false,
      },
      { number: "0107-00019", name: taroUncle.name, kind: "gone", fields: [], accepted: true },
    ],
  },
  badges: [
    { id: "k1", role: "administrator", label: "選管", valid: true },
    { id: "o1", role: "officer", label: "投票管理者", valid: true },
    { id: "c1", role: "clerk", label: "受付1番", valid: true },
    { id: "c2", role: "clerk", label: "受付2番", valid: false },
  ],
  facts: 6_411,
  devices: 3,
  refused: 0,
  toBeClaimed: 0,
  check: "4821-0077-3160-9925",
  boardHasAll: false,
  hub: hubElsewhere,
  lastCopy: "11-21 12:00",
  files: ["/media/stick/kazashi-polling-1.kazashi-bundle"],
  sticks: ["/media/stick"],
  rollFiles: ["/media/stick/senkyonin-20261121.csv"],
  bundles: ["/media/stick/kazashi-polling-2.kazashi-bundle"],
  paperRollFolder: "/home/desk/kazashi/paper-roll",
  frozen: null,
  freezeBlocked: [],
  destroyBlocked: [],
  destroyed: null,
};
