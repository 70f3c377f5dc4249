import type {
  AdviceView,
  DeskView,
  FormCard,
  PrintState,
  ReadingView,
  ResidentView,
  StaffView,
} from "../generated/bindings";
import type { CardProblemCode } from "../generated/problem-codes";
import { resident } from "../texts/ja";
import {
  both,
  byCard,
  byHand,
  agent,
  allowance,
  filling,
  juminhyo,
  missing,
  moving,
  noAgent,
  noGlyph,
  noSpouse,
  oneForm,
  person,
  problems,
  proxy,
  ready,
} from "./case-samples";
import { guides, guiding, guidingOpen } from "./guide-samples";

// Views to look at and to test with. Everything in here is invented.

const form: FormCard = { id: juminhyo.id, title: juminhyo.title, problem: null };
/** Whose card is read, and for what. */
export const reading: ReadingView = { title: juminhyo.title, who: "person" };

export const removed: AdviceView = {
  code: "card-removed",
  what: both("読み取りの途中でカードが離れました。", "The card was lifted while it was being read."),
  next: both("もう一度カードを置いて、「もう一度行う」を押してください。", "Put the card back and press “Try again”."),
};
const noReader: AdviceView = {
  code: "no-reader",
  what: both("カードの読み取り機が見つかりません。", "No card reader was found."),
  next: both("USBケーブルを差し直してください。", "Plug the reader's USB cable in again."),
};
const outOfPaper: AdviceView = {
  code: "out-of-paper",
  what: both("プリンターに用紙がありません。", "The printer is out of paper."),
  next: both("用紙を入れると、続きから印刷します。", "Printing goes on when paper is put in."),
};
const printerOff: AdviceView = {
  code: "printer-unreachable",
  what: both("プリンターにつながりません。", "The printer cannot be reached."),
  next: both("電源とLANケーブルを確認してください。", "Check its power and network cable."),
};

const fontMissing: AdviceView = {
  code: "font-missing",
  what: both("フォント IPAmjMincho がありません。", "The font IPAmjMincho is not installed."),
  next: both("情報システム担当に連絡してください。", "Call your IT department."),
};

const residents = [
  ["taro", "見本 太郎（ふつう）", "Mihon Taro (ordinary)", "暗証番号 1234", "PIN 1234"],
  ["long", "とても長い名前", "Very long name", "暗証番号 1234。名前が枠に入るか", "PIN 1234. Does the name fit?"],
  ["foreign", "外国人住民・通称あり", "Foreign resident with alias", "暗証番号 1234", "PIN 1234"],
  ["variant", "邉・葛の異体字", "Variants of 邉 and 葛", "暗証番号 1234", "PIN 1234"],
  ["last", "残り1回", "One try left", "暗証番号 1234。1回間違えるとロック", "PIN 1234. One mistake locks it"],
  ["locked", "ロック済み", "Locked", "照合番号Bを使う", "Use the 14 digits"],
] as const;

const staffBase: Omit<StaffView, "desk"> = {
  notices: [],
  reader: { state: "ready", cardPresent: false, cardLeft: false, advice: null },
  printer: {
    uri: "ipp://192.0.2.10/ipp/print",
    profile: "plain",
    name: "1階窓口 複合機",
    checking: false,
    advice: null,
    unsaved: null,
  },
  training: {
    residents: residents.map(([id, ja, en, hintJa, hintEn]) => ({
      id,
      title: both(ja, en),
      hint: both(hintJa, hintEn),
    })),
    inserted: null,
  },
  printers: ["counter-1", "office-2"],
  bundle: { name: "2026-11", version: 3, created: "2026-11-20" },
  guides,
  forms: [form],
  language: "ja",
  profiles: ["plain", "counter-1"],
};

function desk(stage: DeskView, change: Partial<StaffView> = {}): StaffView {
  return { ...staffBase, ...change, desk: stage };
}
const cardOn: Partial<StaffView> = {
  reader: { state: "ready", cardPresent: true, cardLeft: false, advice: null },
  training: { residents: staffBase.training?.residents ?? [], inserted: "taro" },
};
const cardLeft: Partial<StaffView> = {
  ...cardOn,
  reader: { state: "ready", cardPresent: true, cardLeft: true, advice: null },
};
const printing = (state: PrintState, at = 0) => ({ ready: false, printing: { at, state } });
/** One form is on paper when the printer goes away: the others can go to another one. */
function failed() {
  const forms = ready.forms.map((each, at) => ({ ...each, printed: at === 0 }));
  return filling({ forms, printing: { at: 1, state: { state: "failed", advice: printerOff } } }, ready);
}
/** As many people as fit: the applicant, an agent, and ten of the family. */
function tenOfFamily() {
  const family = Array.from({ length: 10 }, (_, i) => `family.${i + 1}`);
  const name = (i: number) => `見本 ${"一二三四五六七八九十".charAt(i)}子`;
  return {
    people: [person, agent, ...family.map((who, i) => ({ who, known: "pin" as const, name: name(i) }))],
    familyHasRoom: false,
    questions: [
      ...oneForm.questions.slice(0, -4),
      ...byHand("agent"),
      ...family.flatMap((who, i) =>
        byCard({ who, name: name(i), kana: "ミホン", sex: "female", era: "H", year: "20", iso: "2008-03-02" }),
      ),
      ...oneForm.questions.slice(-4),
    ],
    firstMissing: "agent.name",
    missing: 5,
    ready: false,
  };
}
const entering = { stage: "entering", reading, digits: 0, length: 4, triesLeft: 3, wrongBefore: false } as const;

export const staffSamples: Record<string, StaffView> = {
  choosing: desk({ stage: "choosing" }),
  "choosing-no-guides": desk({ stage: "choosing" }, { guides: [], bundle: null }),
  "choosing-no-reader": desk(
    { stage: "choosing" },
    {
      reader: { state: "no_reader", cardPresent: false, cardLeft: false, advice: noReader },
      printer: { uri: null, profile: "plain", name: null, checking: false, advice: null, unsaved: null },
      training: null,
      forms: [
        form,
        {
          id: "broken",
          title: both("印鑑登録証明書交付申請書", "Application for a seal certificate"),
          problem: {
            code: "form-broken",
            what: both(
              "様式の定義に誤りがあります（form.toml 12行目 copies）。",
              "The form has an error (form.toml line 12, copies).",
            ),
            next: both("情報システム担当に連絡してください。", "Call your IT department."),
          },
        },
      ],
    },
  ),
  "choosing-card-left": desk({ stage: "choosing" }, cardLeft),
  "choosing-no-fonts": desk({ stage: "choosing" }, { notices: [fontMissing] }),
  guiding: desk(guiding),
  "guiding-open": desk(guidingOpen),
  "awaiting-card": desk({ stage: "awaiting_card", reading }),
  "awaiting-card-family": desk({ stage: "awaiting_card", reading: { ...reading, who: "family.2" } }),
  "awaiting-card-left": desk({ stage: "awaiting_card", reading }, { ...cardLeft, notices: [fontMissing] }),
  "checking-card": desk({ stage: "checking_card", reading }, cardOn),
  entering: desk({ ...entering, secret: "pin", digits: 3 }, cardOn),
  "entering-wrong": desk({ ...entering, secret: "pin", triesLeft: 1, wrongBefore: true }, cardOn),
  "entering-face-code": desk({ ...entering, secret: "face_code", digits: 7, length: 14, triesLeft: 10 }, cardOn),
  "confirming-last-try": desk({ stage: "confirming_last_try", reading, secret: "pin", wrongBefore: false }, cardOn),
  "confirming-last-try-wrong": desk(
    { stage: "confirming_last_try", reading, secret: "pin", wrongBefore: true },
    cardOn,
  ),
  locked: desk({ stage: "locked", reading, secret: "pin", faceCodeLeft: true }, cardOn),
  "locked-both": desk({ stage: "locked", reading, secret: "pin", faceCodeLeft: false }, cardOn),
  "locked-face-code": desk({ stage: "locked", reading, secret: "face_code", faceCodeLeft: false }, cardOn),
  reading: desk({ stage: "reading", reading }, cardOn),
  filling: desk(filling(), cardOn),
  "filling-moving": desk(filling({}, moving), cardOn),
  "filling-ready": desk(filling({}, ready), cardOn),
  "filling-by-hand": desk(
    filling({
      people: [{ ...person, known: "hand", name: "" }],
      questions: [...byHand("person"), ...oneForm.questions.slice(-4)],
      problems: [missing(juminhyo.id, "person.name", "氏名", "Name")],
      firstMissing: "person.name",
      missing: 5,
      ready: false,
    }),
  ),
  "filling-full": desk(filling(tenOfFamily(), oneForm), cardOn),
  "filling-problems": desk(filling({ problems, ready: false, secondsLeft: 42 }), cardOn),
  "filling-no-glyph": desk(filling({ problems: [noGlyph], ready: false, forms: [{ ...juminhyo, pages: 0 }] }), cardOn),
  "filling-wants-people": desk(
    filling({ forms: [juminhyo, allowance, proxy], problems: [noSpouse, noAgent], ready: false }),
    cardOn,
  ),
  "filling-printing": desk(filling(printing({ state: "printing" })), cardOn),
  "filling-printing-second": desk(filling(printing({ state: "sending" }, 1), ready), cardOn),
  "filling-handing-over": desk(filling(printing({ state: "handing_over" })), cardOn),
  "filling-waiting": desk(filling(printing({ state: "waiting", advice: outOfPaper })), cardOn),
  "filling-failed": desk(failed(), cardOn),
  "filling-nothing-asked": desk(filling({ people: [], questions: [] }), { training: null }),
  printed: desk({ stage: "printed", titles: [juminhyo.title], cardPresent: true }, cardOn),
  "printed-many": desk({ stage: "printed", titles: ready.forms.map(({ title }) => title), cardPresent: true }, cardOn),
  "printed-card-taken": desk({ stage: "printed", titles: [juminhyo.title], cardPresent: false }),
  problem: desk({ stage: "problem", reading, advice: removed, canTryAgain: true }),
  "problem-final": desk({ stage: "problem", reading, advice: noReader, canTryAgain: false }),
};

type Step = ResidentView["step"];
const enter = { step: "enter", digits: 0, length: 4, triesLeft: 3, wrongBefore: false, otherLeft: true } as const;
const lastTry = { step: "confirm_last_try", secret: "pin", wrongBefore: false, faceCodeLeft: true } as const;

export const problemCodes = Object.keys(resident.problem.byCode) as CardProblemCode[];

export const residentSteps: Record<string, Step> = {
  welcome: { step: "welcome" },
  "place-card": { step: "place_card" },
  "checking-card": { step: "checking_card" },
  enter: { ...enter, secret: "pin", digits: 2 },
  "enter-wrong": { ...enter, secret: "pin", triesLeft: 2, wrongBefore: true },
  "enter-no-other": { ...enter, secret: "pin", triesLeft: 2, wrongBefore: true, otherLeft: false },
  "enter-last": { ...enter, secret: "pin", triesLeft: 1, wrongBefore: false, digits: 4 },
  "enter-face-code": { ...enter, secret: "face_code", length: 14, triesLeft: 10, digits: 2 },
  "enter-face-code-expiry": { ...enter, secret: "face_code", length: 14, triesLeft: 9, digits: 7, wrongBefore: true },
  "enter-face-code-full": { ...enter, secret: "face_code", length: 14, triesLeft: 10, digits: 14 },
  "enter-face-code-wrong": { ...enter, secret: "face_code", length: 14, triesLeft: 8, wrongBefore: true },
  "confirm-last-try": lastTry,
  "confirm-last-try-wrong": { ...lastTry, wrongBefore: true },
  "confirm-last-try-no-other": { ...lastTry, wrongBefore: true, faceCodeLeft: false },
  "confirm-last-try-face-code": { ...lastTry, secret: "face_code", wrongBefore: true },
  locked: { step: "locked", secret: "pin", faceCodeLeft: true, pinLeft: false },
  "locked-both": { step: "locked", secret: "pin", faceCodeLeft: false, pinLeft: false },
  "locked-face-code": { step: "locked", secret: "face_code", faceCodeLeft: false, pinLeft: true },
  "locked-face-code-both": { step: "locked", secret: "face_code", faceCodeLeft: false, pinLeft: false },
  reading: { step: "reading" },
  "take-card": { step: "take_card", read: true },
  "take-card-left": { step: "take_card", read: false },
  "staff-at-work": { step: "staff_at_work" },
  finished: { step: "finished", cardPresent: true },
  "finished-card-taken": { step: "finished", cardPresent: false },
  "problem-unknown": { step: "problem", code: "something-new" },
};
