import type {
  AdviceView,
  AskedView,
  Bilingual,
  DeskView,
  FormCard,
  ProblemView,
  ResidentView,
  StaffView,
} from "../generated/bindings";
import type { CardProblemCode } from "../generated/problem-codes";
import { resident } from "../texts/ja";

// Views to look at and to test with. Everything in here is invented.

const both = (ja: string, en: string): Bilingual => ({ ja, en });

const form: FormCard = {
  id: "juminhyo-request",
  title: both("住民票の写し等交付請求書", "Request for a copy of the residence record"),
  problem: null,
};

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

const option = (value: string, ja: string, en: string) => ({ value, label: both(ja, en) });

export const asked: AskedView[] = [
  {
    name: "request.copies",
    label: both("通数", "Copies"),
    kind: { type: "number", min: 1, max: 10 },
    required: true,
    value: "1",
  },
  {
    name: "request.kind",
    label: both("必要な証明", "Kind of record"),
    kind: {
      type: "choice",
      options: [option("household", "世帯全員", "Whole household"), option("individual", "個人", "One person")],
    },
    required: true,
    value: "household",
  },
  {
    name: "request.items",
    label: both("載せる項目", "Items to show"),
    kind: {
      type: "choices",
      options: [
        option("head", "世帯主・続柄", "Head of household"),
        option("domicile", "本籍・筆頭者", "Domicile"),
        option("code", "住民票コード", "Resident code"),
      ],
    },
    required: false,
    value: "head",
  },
  {
    name: "request.purpose",
    label: both("使う目的", "Purpose"),
    kind: { type: "text", maxChars: 40 },
    required: false,
    value: "免許証の更新",
  },
];

export const problems: ProblemView[] = [
  {
    field: "request.purpose",
    fatal: true,
    canLeave: true,
    advice: {
      code: "missing-glyph",
      what: both("「使う目的」の文字「🗻」は印刷できません。", "“🗻” in “Purpose” cannot be printed."),
      next: both("別の文字に直してください。", "Use another character."),
    },
  },
  {
    field: "person.address",
    fatal: false,
    canLeave: false,
    advice: {
      code: "shrunk",
      what: both("住所が長いため、小さな文字で印刷します。", "The address is long and printed small."),
      next: both("プレビューで読めるか確認してください。", "Check in the preview that it can be read."),
    },
  },
];

/** What is asked about another person, and what still waits for an answer. */
export const askedOfAnother: AskedView[] = [
  {
    name: "needed.name",
    label: both("必要な方の氏名", "Name of the person concerned"),
    kind: { type: "text", maxChars: 120 },
    required: true,
    value: "",
  },
  {
    name: "needed.birth_date",
    label: both("必要な方の生年月日", "Birth date of the person concerned"),
    kind: { type: "text", maxChars: 20 },
    required: false,
    value: "",
  },
];
export const missing: ProblemView = {
  field: "needed.name",
  fatal: true,
  canLeave: true,
  advice: {
    code: "field-missing",
    what: both("「必要な方の氏名」が入っていません。", "“Name of the person concerned” is empty."),
    next: both("入力してください。", "Fill it in."),
  },
};
export const noGlyph: ProblemView = {
  field: "person.name",
  fatal: true,
  canLeave: true,
  advice: {
    code: "field-missing-glyph",
    what: both(
      "「氏名」の文字 🗻 (U+1F5FB) は、印刷用のフォントにありません。",
      "The character 🗻 (U+1F5FB) in “Name” is in none of the print fonts.",
    ),
    next: both(
      "別の字で書くか、この欄を空けて手書きにするかを、ご本人に確かめてください。",
      "Ask the resident whether to use another character, or leave the field for the hand.",
    ),
  },
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
const filling: Extract<DeskView, { stage: "filling" }> = {
  stage: "filling",
  form,
  asked,
  problems: [],
  pages: 2,
  revision: 1,
  cardPresent: true,
  printing: null,
  secondsLeft: 240,
};
const entering = { stage: "entering", form, digits: 0, length: 4, triesLeft: 3, wrongBefore: false } as const;

export const staffSamples: Record<string, StaffView> = {
  choosing: desk({ stage: "choosing" }),
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
  "awaiting-card": desk({ stage: "awaiting_card", form }),
  "awaiting-card-left": desk({ stage: "awaiting_card", form }, { ...cardLeft, notices: [fontMissing] }),
  "checking-card": desk({ stage: "checking_card", form }, cardOn),
  entering: desk({ ...entering, secret: "pin", digits: 3 }, cardOn),
  "entering-wrong": desk({ ...entering, secret: "pin", triesLeft: 1, wrongBefore: true }, cardOn),
  "entering-face-code": desk({ ...entering, secret: "face_code", digits: 7, length: 14, triesLeft: 10 }, cardOn),
  "confirming-last-try": desk({ stage: "confirming_last_try", form, secret: "pin", wrongBefore: false }, cardOn),
  "confirming-last-try-wrong": desk({ stage: "confirming_last_try", form, secret: "pin", wrongBefore: true }, cardOn),
  locked: desk({ stage: "locked", form, secret: "pin", faceCodeLeft: true }, cardOn),
  "locked-both": desk({ stage: "locked", form, secret: "pin", faceCodeLeft: false }, cardOn),
  "locked-face-code": desk({ stage: "locked", form, secret: "face_code", faceCodeLeft: false }, cardOn),
  reading: desk({ stage: "reading", form }, cardOn),
  filling: desk(filling, cardOn),
  "filling-problems": desk({ ...filling, problems, pages: 1, secondsLeft: 42 }, cardOn),
  "filling-missing": desk({ ...filling, asked: [...askedOfAnother, ...asked], problems: [missing], pages: 0 }, cardOn),
  "filling-no-glyph": desk({ ...filling, problems: [noGlyph], pages: 0 }, cardOn),
  "filling-printing": desk({ ...filling, printing: { state: "printing" } }, cardOn),
  "filling-waiting": desk({ ...filling, printing: { state: "waiting", advice: outOfPaper } }, cardOn),
  "filling-failed": desk({ ...filling, printing: { state: "failed", advice: printerOff } }, cardOn),
  "filling-nothing-asked": desk({ ...filling, asked: [] }, { training: null }),
  printed: desk({ stage: "printed", form, cardPresent: true }, cardOn),
  "printed-card-taken": desk({ stage: "printed", form, cardPresent: false }),
  problem: desk({ stage: "problem", form, advice: removed, canTryAgain: true }),
  "problem-final": desk({ stage: "problem", form, advice: noReader, canTryAgain: false }),
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
