import type {
  BallotCardView,
  CallStateView,
  CallView,
  ElectionView,
  ElectorPageView,
  PollingStepView,
  PollingView,
  StandingView,
  StopView,
} from "../generated/bindings";
import { both } from "./case-samples";
import { board, manage, officer } from "./polling-pages";
import { candidate, hanako, taro, taroCard, taroUncle } from "./polling-people";

// Views of the polling desk to look at and to test with. Everything in here is invented.

const election: ElectionView = {
  name: "見本の総選挙",
  day: "2026-11-29",
  addressee: "見本市選挙管理委員会委員長",
  hash: "4f1c9a2277d0e3b8",
  rules: 1,
  slip: "signed",
  outage: "voice",
  patienceSeconds: 5,
  phone: "0100-00-0000",
  ballots: [
    {
      id: "house-single",
      name: "小選挙区",
      election: "衆議院議員総選挙",
      paper: "白",
      colour: "#ffffff",
      earlyFrom: "2026-11-18",
      earlyTo: "2026-11-28",
    },
    {
      id: "house-list",
      name: "比例代表",
      election: "衆議院議員総選挙",
      paper: "うすい青",
      colour: "#b9d7f2",
      earlyFrom: "2026-11-18",
      earlyTo: "2026-11-28",
    },
    {
      id: "review",
      name: "国民審査",
      election: "最高裁判所裁判官国民審査",
      paper: "うぐいす色",
      colour: "#c2cf9a",
      earlyFrom: "2026-11-22",
      earlyTo: "2026-11-28",
    },
  ],
  districts: [
    { id: "003", name: "第3投票区 中央小学校" },
    { id: "004", name: "第4投票区 港会館" },
    { id: "007", name: "第7投票区 緑公民館" },
  ],
};

export const standing: StandingView = {
  booth: "見本市役所",
  link: { state: "up" },
  rule: "voice",
  ruleInForce: false,
  homeOf: [],
  phone: "0100-00-0000",
  copyAsOf: "14:32",
  copyAgeMinutes: 0,
  acceptedSinceCut: 0,
  toBeClaimed: 0,
  roll: "9c31f08e5a77b240",
  rollEdition: 3,
  rollCount: 60_214,
  election: election.hash,
  program: "0.1.0",
  paperRollAsOf: "14:32",
  stickAsOf: "14:31",
};

const open: PollingView = {
  phase: "open",
  page: "booth",
  training: false,
  city: "見本市",
  keepers: ["選管", "書記長"],
  election,
  electionDay: false,
  operator: { role: "clerk", label: "受付1番" },
  clock: "2026-11-21 14:32",
  clockWarning: null,
  standing,
  step: { step: "waiting" },
  unfinished: [],
  paperEntry: null,
  officer: null,
  board: null,
  manage: null,
  alerts: { holds: 0, incidents: 0, differences: 0, looks: 0 },
  last: null,
  notices: [],
  sound: true,
};
const atCentre: Partial<PollingView> = {
  operator: { role: "officer", label: "投票管理者" },
  standing: { ...standing, link: { state: "alone" } },
};
const kinds = election.ballots.map(({ id, name, colour }) => ({ ballot: id, name, colour })).slice(0, 2);
const call = (state: CallStateView, change: Partial<CallView> = {}): PollingStepView => ({
  step: "call",
  elector: "a1",
  person: taro,
  booths: [
    { booth: "harbour", name: "港会館", ballots: kinds },
    { booth: "green", name: "緑公民館", ballots: kinds },
  ],
  fits: false,
  wrong: null,
  state,
  ...change,
});
const at = (step: PollingStepView, change: Partial<PollingView> = {}): PollingView => ({ ...open, ...change, step });
const stopped = (stop: Partial<StopView>): PollingView =>
  at({
    step: "stopped",
    kind: "already",
    person: taro,
    headline: both("投票用紙を交付しないでください", "Issue no ballot"),
    what: both("11月18日 14時台に、港会館の期日前投票所で受付済みです。", "Accepted at the harbour hall on 11/18."),
    next: both("本人に投票済みと伝え、投票管理者を呼んでください。", "Tell the elector, and call the officer."),
    code: "polling-already",
    canHold: true,
    canRetry: false,
    canCall: false,
    ...stop,
  });

const card = (at: number, change: Partial<BallotCardView> = {}): BallotCardView => {
  const kind = election.ballots[at];
  if (!kind) throw new Error("no such kind");
  const { id, name, election: of, paper, colour } = kind;
  return {
    ballot: id,
    name,
    election: of,
    paper,
    colour,
    decision: { decision: "issue" },
    wanted: true,
    progress: "none",
    ...change,
  };
};
const reviewLater = card(2, {
  decision: {
    decision: "refuse",
    reason: both("国民審査は明日（11月22日）からです。明日以降にまた来られます。", "The review begins tomorrow."),
  },
});
const singleTaken = card(0, {
  decision: {
    decision: "already",
    place: "港会館",
    day: "2026-11-18",
    hour: 14,
    how: both("期日前投票", "early vote"),
  },
});

const REASONS = [
  ["仕事・学業・地域の役員・冠婚葬祭", "Work, study, ceremonies"],
  ["用事・外出・旅行・買い物", "Errands, travel, shopping"],
  ["病気・けが・出産・高齢・障害", "Illness, childbirth, age, disability"],
  ["交通の不便な島などにいる", "On an island hard to reach"],
  ["ほかの市区町村に住んでいる", "Living in another municipality"],
  ["天災・悪天候", "Disaster or bad weather"],
] as const;
const reasons = REASONS.map(([ja, en], i) => ({
  number: i + 1,
  short: both(ja, en),
  text: `第${i + 1}号：${ja}`,
}));

export const page = (change: Partial<ElectorPageView> = {}): PollingStepView => ({
  step: "elector",
  elector: "a1",
  person: taro,
  means: "ticket",
  differences: [],
  mood: "part",
  headline: both("投票用紙２枚（小選挙区・比例代表）を交付", "Issue 2 ballots (single, list)"),
  notes: [],
  ballots: [card(0), card(1), reviewLater],
  confirmations: [],
  reasons,
  reason: null,
  slip: { mode: "signed", modes: ["signed", "printed", "written"], state: { state: "open" } },
  proxy: false,
  braille: false,
  officerAccepts: false,
  missing: [both("期日前投票の事由を選ぶ", "Choose the reason"), both("宣誓書を受け取る", "Receive the slip")],
  canAccept: false,
  absentee: [],
  interrupted: false,
  held: null,
  canRelease: false,
  canCall: false,
  ...change,
});

const accepted = (ballots: BallotCardView[], change: Partial<Extract<PollingStepView, { step: "accepted" }>> = {}) =>
  at({
    step: "accepted",
    claim: "c1",
    person: taro,
    authority: null,
    afterInterruption: false,
    headline: both("投票用紙２枚（小選挙区・比例代表）を交付", "Issue 2 ballots (single, list)"),
    ballots,
    canLeave: ballots.every(({ progress }) => progress !== "to_issue" && progress !== "contested"),
    proxy: false,
    braille: false,
    ...change,
  });

const cut: Partial<StandingView> = {
  link: { state: "down", since: "14:05" },
  ruleInForce: true,
  copyAsOf: "14:04",
  copyAgeMinutes: 28,
  acceptedSinceCut: 5,
};
const outage = (rule: StandingView["rule"], change: Partial<StandingView> = {}): PollingView =>
  at({ step: "waiting" }, { standing: { ...standing, ...cut, rule, ...change } });

const asOfficer: Partial<PollingView> = { operator: { role: "officer", label: "投票管理者" } };
const asCommission: Partial<PollingView> = { operator: { role: "administrator", label: "選管" }, page: "manage" };
const start: PollingView = { ...open, operator: null, standing: null };

export const pollingSamples: Record<string, PollingView> = {
  "polling-off": { ...start, phase: "off", election: null },
  "polling-activating": { ...start, phase: "activating", election: null, city: "" },
  "polling-activating-code": { ...start, phase: "activating" },
  "polling-locked": { ...open, phase: "locked", operator: null },
  "polling-setting-up": {
    ...start,
    ...asCommission,
    phase: "setting_up",
    manage: { ...manage, roll: null, changes: null, import: { state: "none" } },
  },
  "polling-waiting": open,
  "polling-training": { ...open, training: true },
  "polling-unfinished": {
    ...open,
    operator: { role: "officer", label: "投票管理者" },
    unfinished: [
      { elector: "a1", person: taro, accepted: true },
      { elector: "b1", person: hanako, accepted: false },
    ],
  },
  "polling-paper-entry": { ...open, paperEntry: "2026-11-21T13:00" },
  "polling-entering": at({
    step: "entering",
    secret: "pin",
    digits: 2,
    length: 4,
    triesLeft: 2,
    wrongBefore: true,
    otherLeft: true,
  }),
  "polling-card-locked": at({ step: "locked", secret: "pin", otherLeft: false }),
  "polling-card-problem": at({
    step: "problem",
    advice: {
      code: "card-removed",
      what: both("読み取る前にカードが離れました。", "The card was lifted too early."),
      next: both("カードを置き直してもらってください。", "Have it put on again."),
    },
    canTryAgain: true,
  }),
  "polling-candidates": at({
    step: "candidates",
    means: "card",
    text: "",
    card: taroCard,
    candidates: [candidate("a1", taro)],
    more: 0,
  }),
  "polling-namesakes": at({
    step: "candidates",
    means: "spoken",
    text: "ミホン タロウ",
    card: null,
    candidates: [
      candidate("a1", taro, { differs: ["name", "address", "district"] }),
      candidate("a2", taroUncle, {
        why: both("氏名の字体が違い、フリガナと生年月日が同じです。", "Variant of a character; same birth date."),
        differs: ["name", "address", "district"],
      }),
    ],
    more: 3,
  }),
  "polling-not-found": at({
    step: "not_found",
    means: "card",
    text: "",
    card: taroCard,
    advice: {
      code: "polling-not-found",
      what: both("この人は選挙人名簿に見つかりません。", "This person is not on the roll."),
      next: both("選管に電話し、登録地を確かめてください。", "Telephone the commission."),
    },
  }),
  "polling-elector": at(page()),
  "polling-elector-ready": at(
    page({
      reason: 2,
      slip: { mode: "signed", modes: ["signed", "printed", "written"], state: { state: "received" } },
      missing: [],
      canAccept: true,
    }),
  ),
  "polling-elector-officer": at(
    page({
      reason: 2,
      slip: { mode: "written", modes: ["written"], state: { state: "received" } },
      missing: [],
      canAccept: true,
      officerAccepts: true,
    }),
  ),
  "polling-elector-printer": at(
    page({
      reason: 1,
      slip: {
        mode: "signed",
        modes: ["signed", "written"],
        state: {
          state: "trouble",
          advice: {
            code: "printer-out-of-paper",
            what: both("プリンターの用紙がなくなりました。", "The printer has no paper."),
            next: both("用紙を入れてください。", "Put paper in."),
          },
        },
      },
    }),
  ),
  "polling-elector-moved": at(
    page({
      means: "card",
      mood: "ask",
      headline: both("確かめてから、投票用紙２枚（小選挙区・比例代表）を交付", "Confirm, then issue 2 ballots"),
      notes: [
        both(
          "本日は投票できます。（転出後4か月は11月25日まで）",
          "May vote today (four months after moving end 11/25).",
        ),
      ],
      differences: [
        {
          field: "address",
          roll: taro.address,
          card: taroCard.address,
          why: both("転出の表示があります（8月1日 別見本市へ）。", "Marked as moved (8/1)."),
        },
      ],
      ballots: [
        card(0, {
          decision: {
            decision: "confirm",
            what: both("新しい住所の市で登録されていないこと", "Not registered there yet"),
          },
        }),
        card(1, {
          decision: {
            decision: "confirm",
            what: both("新しい住所の市で登録されていないこと", "Not registered there yet"),
          },
        }),
        reviewLater,
      ],
      confirmations: [
        {
          id: "not-there",
          text: both("転出先の名簿に登録されていないと聞いた", "Not on the other roll"),
          done: false,
          needsBadge: false,
        },
        {
          id: "age",
          text: both("生年月日を書類で確かめた", "Birth date seen on a paper"),
          done: false,
          needsBadge: true,
        },
      ],
    }),
  ),
  "polling-elector-17": at(
    page({
      mood: "absentee",
      officerAccepts: true,
      missing: [],
      reason: 1,
      slip: { mode: "signed", modes: ["signed", "written"], state: { state: "received" } },
      canAccept: true,
      headline: both("この場で不在者投票（封筒に入れる）", "Absentee vote here (in the envelope)"),
      notes: [both("今日はまだ17歳です。選挙期日には18歳になります。", "17 today, 18 on election day.")],
      ballots: [
        card(0, { decision: { decision: "absentee", reason: both("11月28日に18歳になります", "18 on 11/28") } }),
        card(1, { decision: { decision: "absentee", reason: both("11月28日に18歳になります", "18 on 11/28") } }),
        reviewLater,
      ],
    }),
  ),
  "polling-elector-papers-out": at(
    page({
      mood: "refuse",
      absentee: [
        { step: "returned", ballots: ["house-single", "house-list"] },
        { step: "voted", ballots: ["house-single", "house-list"] },
      ],
      missing: [],
      headline: both("不在者投票の用紙が本人の手元にあります", "Absentee papers are with the elector"),
      ballots: [
        card(0, { decision: { decision: "refuse", reason: both("不在者投票の用紙を交付済みです", "Papers are out") } }),
        card(1, { decision: { decision: "refuse", reason: both("不在者投票の用紙を交付済みです", "Papers are out") } }),
        reviewLater,
      ],
    }),
  ),
  "polling-elector-review": at(
    page({
      headline: both("投票用紙１枚（国民審査）だけを交付", "Issue 1 ballot only (review)"),
      ballots: [
        singleTaken,
        card(1, {
          decision: {
            decision: "already",
            place: "港会館",
            day: "2026-11-18",
            hour: 14,
            how: both("期日前投票", "early vote"),
          },
        }),
        card(2),
      ],
    }),
  ),
  "polling-elector-refused": at(
    page({
      person: hanako,
      mood: "refuse",
      headline: both("投票用紙を交付しないでください", "Issue no ballot"),
      notes: [both("生年月日の日が名簿にありません。選管に電話してください。", "The roll lacks the day of birth.")],
      ballots: [0, 1, 2].map((each) =>
        card(each, {
          decision: { decision: "refuse", reason: both("選管の確認が必要です", "The commission must look") },
        }),
      ),
      reasons: [],
      slip: null,
      missing: [],
    }),
  ),
  "polling-elector-held": at(page({ held: "転出先に電話で確認中", canRelease: true, interrupted: true }), {
    operator: { role: "officer", label: "投票管理者" },
  }),
  "polling-claiming": at({ step: "claiming", person: taro, seconds: 2, patienceSeconds: 5 }),
  "polling-elector-call": at(page({ canCall: true }), atCentre),
  "polling-call": at(call({ state: "form" }), atCentre),
  "polling-call-right": at(call({ state: "form" }, { fits: true }), atCentre),
  "polling-call-wrong": at(
    call(
      { state: "form" },
      {
        wrong: {
          code: "polling-code-check",
          what: both("番号に聞き違いか打ち間違いがあります。", "A digit was misheard or mistyped."),
          next: both("電話の相手にもう一度読み上げてもらってください。", "Ask for it to be read out again."),
        },
      },
    ),
    atCentre,
  ),
  "polling-call-asking": at(call({ state: "asking" }, { fits: true }), atCentre),
  "polling-call-granted": at(
    call({ state: "granted", booth: "港会館", ballots: ["小選挙区", "比例代表"], code: "7752-1809" }, { fits: true }),
    atCentre,
  ),
  "polling-call-refused": at(
    call(
      {
        state: "refused",
        kind: "already",
        what: both(
          "小選挙区：2026-11-21 14時台に港会館で受付済みです",
          "House: accepted on 2026-11-21 in the hour of 14:00 at the harbour hall",
        ),
        likely: both(
          "電話をかけてきた投票所が、同じ人を前に別の番号で受け付けています。",
          "The calling booth itself has this elector under another number.",
        ),
        say: both("「投票用紙を渡さないでください」", "Hand out nothing"),
      },
      { fits: true },
    ),
    atCentre,
  ),
  "polling-voice": at(
    {
      step: "voice",
      person: taro,
      ballots: ["小選挙区", "比例代表"],
      askCode: "4816-2093-5571",
      phone: standing.phone,
      wrong: null,
    },
    { standing: { ...standing, ...cut } },
  ),
  "polling-accepted": accepted([card(0, { progress: "to_issue" }), card(1, { progress: "to_issue" }), reviewLater]),
  "polling-accepted-one": accepted([card(0, { progress: "issued" }), card(1, { progress: "to_issue" }), reviewLater]),
  "polling-accepted-all": accepted([card(0, { progress: "issued" }), card(1, { progress: "declined" }), reviewLater], {
    proxy: true,
  }),
  "polling-accepted-again": accepted(
    [card(0, { progress: "to_issue" }), card(1, { progress: "to_issue" }), reviewLater],
    {
      afterInterruption: true,
      authority: both("回線断：電話の符号により受付", "By telephone during the cut"),
    },
  ),
  "polling-accepted-contested": accepted([
    card(0, { progress: "issued" }),
    card(1, {
      progress: "contested",
      decision: {
        decision: "already",
        place: "港会館",
        day: "2026-11-21",
        hour: 14,
        how: both("期日前投票", "early vote"),
      },
    }),
    reviewLater,
  ]),
  "polling-stop-already": stopped({}),
  "polling-stop-held": stopped({
    kind: "held",
    headline: both("この人は確認中です。お待ちください", "This elector is being asked about. Wait"),
    what: both("港会館で留保されています。", "Held at the harbour hall."),
    next: both("投票管理者が留保を解くまで、受け付けられません。", "The officer has to release it."),
    code: "polling-held",
    canHold: false,
    canRetry: true,
  }),
  "polling-stop-outage": {
    ...stopped({
      kind: "outage",
      person: null,
      headline: both("受付を止めています", "Reception is stopped"),
      what: both("回線が切れています。", "The link is cut."),
      next: both("回線が戻るまで、お待ちいただいてください。", "Ask people to wait."),
      code: "polling-outage-stop",
      canHold: false,
      canRetry: true,
    }),
    standing: { ...standing, ...cut, rule: "stop", acceptedSinceCut: 0 },
  },
  "polling-outage-stop": outage("stop", { acceptedSinceCut: 0 }),
  "polling-outage-home": outage("home_booth", { homeOf: ["第3投票区", "第4投票区"] }),
  "polling-outage-voice": outage("voice"),
  "polling-outage-go-on": outage("go_on", { toBeClaimed: 5 }),
  "polling-alone": at({ step: "waiting" }, { standing: { ...standing, link: { state: "alone" }, stickAsOf: null } }),
  "polling-officer": {
    ...open,
    ...asOfficer,
    page: "officer",
    officer,
    alerts: { holds: 1, incidents: 1, differences: 1, looks: 2 },
  },
  "polling-officer-quiet": {
    ...open,
    ...asOfficer,
    page: "officer",
    officer: {
      ...officer,
      holds: [],
      incidents: [],
      looks: [],
      booth: { state: "not_opened", opens: "08:30" },
    },
  },
  "polling-board": { ...open, page: "board", board },
  "polling-manage": { ...open, ...asCommission, manage: { ...manage, changes: null, import: { state: "none" } } },
  "polling-manage-running": {
    ...open,
    ...asCommission,
    manage: { ...manage, changes: null, import: { state: "running", rows: 41_200, perMille: 684 } },
  },
  "polling-manage-bad": {
    ...open,
    ...asCommission,
    manage: {
      ...manage,
      changes: null,
      import: {
        state: "bad",
        bad: 2,
        rows: 60_214,
        first: [
          { row: 812, field: "生年月日", reason: both("日付として読めません。", "Not a date.") },
          { row: 40_119, field: "選挙人番号", reason: both("40118行目と同じ番号です。", "Same number as row 40118.") },
        ],
        report: "/home/desk/kazashi/roll-errors.csv",
      },
    },
  },
  "polling-manage-changes": { ...open, ...asCommission, manage },
  "polling-frozen": {
    ...open,
    ...asCommission,
    phase: "frozen",
    manage: {
      ...manage,
      changes: null,
      import: { state: "none" },
      frozen: {
        at: "2026-11-28 20:40",
        count: 15_702,
        hash: "77aa01d2c4e6f890",
      },
    },
  },
  "polling-destroyed": {
    ...start,
    phase: "destroyed",
    manage: { ...manage, destroyed: "さくら みなと やまなみ 4821" },
  },
};
