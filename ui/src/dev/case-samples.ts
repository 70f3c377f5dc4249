import type {
  AskedKind,
  Bilingual,
  CaseFormView,
  CaseView,
  DeskView,
  ListedFormView,
  PersonView,
  ProblemView,
  QuestionView,
} from "../generated/bindings";

// A case to look at and to test with. Everybody in here is invented.

export const both = (ja: string, en: string): Bilingual => ({ ja, en });
const option = (value: string, ja: string, en: string) => ({ value, label: both(ja, en) });

export const question = (
  name: string,
  label: Bilingual,
  kind: AskedKind,
  more: Partial<QuestionView> = {},
): QuestionView => ({
  name,
  who: null,
  form: null,
  label,
  kind,
  required: true,
  editable: true,
  value: "",
  date: null,
  changed: false,
  onCard: false,
  missing: false,
  forHand: false,
  ...more,
});

const text = (maxChars: number): AskedKind => ({ type: "text", maxChars });
export const SEX: AskedKind = {
  type: "choice",
  options: [option("male", "男", "Male"), option("female", "女", "Female")],
};
const RELATION: AskedKind = {
  type: "choice",
  options: [
    option("spouse", "配偶者", "Spouse"),
    option("child", "子", "Child"),
    option("parent", "父母", "Parent"),
    option("other", "その他", "Other"),
  ],
};

type Person = { who: string; name: string; kana?: string; sex: string; era: string; year: string; iso: string };

/** What a card says of somebody, and the reading that no card says. */
export function byCard({ who, name, kana = "", sex, era, year, iso }: Person): QuestionView[] {
  const read = { who, onCard: true };
  return [
    question(`${who}.name`, both("氏名", "Name"), text(120), { ...read, value: name }),
    question(`${who}.kana`, both("フリガナ", "Reading"), text(120), { who, value: kana, missing: kana === "" }),
    question(
      `${who}.birth_date`,
      both("生年月日", "Date of birth"),
      { type: "date" },
      { ...read, value: iso, date: { era, year, month: "3", day: "2" } },
    ),
    question(`${who}.sex`, both("性別", "Sex"), SEX, { ...read, value: sex }),
    question(`${who}.address`, both("住所", "Address"), text(200), {
      ...read,
      value: "見本県見本市見本町一丁目2番3号 見本ハイツ405",
    }),
  ];
}

/** What has to be typed of somebody without a card. */
export function byHand(who: string): QuestionView[] {
  const asked = { who, missing: true };
  return [
    question(`${who}.name`, both("氏名", "Name"), text(120), asked),
    question(`${who}.kana`, both("フリガナ", "Reading"), text(120), asked),
    question(`${who}.birth_date`, both("生年月日", "Date of birth"), { type: "date" }, asked),
    question(`${who}.sex`, both("性別", "Sex"), SEX, { ...asked, required: false, missing: false }),
    question(`${who}.postal_code`, both("郵便番号", "Postal code"), { type: "digits", min: 7, max: 7 }, asked),
    question(`${who}.address`, both("住所", "Address"), text(200), asked),
    question(`${who}.phone`, both("電話番号", "Phone number"), text(20), { who, required: false }),
  ];
}

const relation = (who: string, value: string) =>
  question(`${who}.relation`, both("続柄", "Relationship"), RELATION, { who, value, missing: value === "" });

const TARO: Person = {
  who: "person",
  name: "見本 太郎",
  kana: "ミホン タロウ",
  sex: "male",
  era: "S",
  year: "55",
  iso: "1980-03-02",
};
const HANAKO: Person = {
  who: "family.1",
  name: "見本 花子",
  kana: "ミホン ハナコ",
  sex: "female",
  era: "S",
  year: "58",
  iso: "1983-03-02",
};

export const person: PersonView = { who: "person", known: "pin", name: TARO.name };
export const hanako: PersonView = { who: "family.1", known: "face_code", name: HANAKO.name };
export const child: PersonView = { who: "family.2", known: "hand", name: "" };
export const agent: PersonView = { who: "agent", known: "hand", name: "" };

const JUMINHYO = "juminhyo-request";
const own = (name: string, label: Bilingual, kind: AskedKind, more: Partial<QuestionView> = {}) =>
  question(`${JUMINHYO}/request.${name}`, label, kind, { form: JUMINHYO, ...more });

/** What the request for a copy asks for itself: copies, kind, items, purpose. */
export const asked: QuestionView[] = [
  own("copies", both("通数", "Copies"), { type: "number", min: 1, max: 10 }, { value: "1" }),
  own(
    "kind",
    both("必要な証明", "Kind of record"),
    {
      type: "choice",
      options: [option("household", "世帯全員", "Whole household"), option("individual", "個人", "One person")],
    },
    { value: "household" },
  ),
  own(
    "items",
    both("載せる項目", "Items to show"),
    {
      type: "choices",
      options: [
        option("head", "世帯主・続柄", "Head of household"),
        option("domicile", "本籍・筆頭者", "Domicile"),
        option("code", "住民票コード", "Resident code"),
      ],
    },
    { required: false, value: "head" },
  ),
  own("purpose", both("使う目的", "Purpose"), text(40), { required: false, value: "免許証の更新" }),
];

export const moveDate = question("move.date", both("引っ越した日", "Day of moving"), { type: "date" });

const known = byCard(TARO);
export const taro: QuestionView[] = known;

const form = (id: string, title: Bilingual, change: Partial<CaseFormView> = {}): CaseFormView => ({
  id,
  title,
  pages: 1,
  revision: 1,
  printed: false,
  members: [],
  ...change,
});

export const juminhyo = form(JUMINHYO, both("住民票の写し等交付請求書", "Request for a copy of the residence record"), {
  pages: 2,
});
const ido = form("ido-todoke", both("住民異動届", "Notice of moving"));
const kokuho = form("kokuho-join", both("国民健康保険 資格取得届", "Joining National Health Insurance"));
export const allowance = form("child-allowance", both("児童手当認定請求書", "Request for child allowance"));
export const proxy = form("power-of-attorney", both("委任状", "Power of attorney"));

const ALL = [ido, kokuho, allowance, juminhyo, proxy];
/** Every form there is, and which of them are on the list. */
export const listed = (...on: string[]): ListedFormView[] =>
  ALL.map(({ id, title }) => ({ id, title, on: on.includes(id) }));

export const oneForm: CaseView = {
  hasGuide: false,
  people: [person],
  familyHasRoom: true,
  questions: [...known, ...asked],
  forms: [juminhyo],
  firstMissing: null,
  missing: 0,
  problems: [],
  ready: true,
  printing: null,
  cardPresent: true,
  secondsLeft: 60,
};

/** A problem of a field that nothing was typed into yet. */
export const missing = (form: string, name: string, ja: string, en: string): ProblemView => ({
  form,
  name,
  field: ja,
  fatal: true,
  canLeave: true,
  wants: null,
  advice: {
    code: "field-missing",
    what: both(`「${ja}」が入っていません。`, `“${en}” is empty.`),
    next: both("入力してください。", "Fill it in."),
  },
});

export const problems: ProblemView[] = [
  {
    form: JUMINHYO,
    name: `${JUMINHYO}/request.purpose`,
    field: "使う目的",
    fatal: true,
    canLeave: true,
    wants: null,
    advice: {
      code: "missing-glyph",
      what: both("「使う目的」の文字「🗻」は印刷できません。", "“🗻” in “Purpose” cannot be printed."),
      next: both("別の文字に直してください。", "Use another character."),
    },
  },
  {
    form: JUMINHYO,
    name: "person.address",
    field: "住所",
    fatal: false,
    canLeave: false,
    wants: null,
    advice: {
      code: "shrunk",
      what: both("住所が長いため、小さな文字で印刷します。", "The address is long and printed small."),
      next: both("プレビューで読めるか確認してください。", "Check in the preview that it can be read."),
    },
  },
];
/** A form that nobody but the spouse can complete. */
export const noSpouse: ProblemView = {
  form: "child-allowance",
  name: "",
  field: "配偶者の氏名",
  fatal: true,
  canLeave: false,
  wants: "spouse",
  advice: {
    code: "field-missing",
    what: both("「配偶者の氏名」が入っていません。", "“Name of the spouse” is empty."),
    next: both("配偶者を足してください。", "Add the spouse."),
  },
};
/** A form that only an agent's case needs. */
export const noAgent: ProblemView = {
  ...noSpouse,
  form: "power-of-attorney",
  field: "代理人の氏名",
  wants: "agent",
  advice: {
    code: "field-missing",
    what: both("「代理人の氏名」が入っていません。", "“Name of the agent” is empty."),
    next: both("代理人を足してください。", "Add the agent."),
  },
};
export const noGlyph: ProblemView = {
  form: JUMINHYO,
  name: "person.name",
  field: "氏名",
  fatal: true,
  canLeave: true,
  wants: null,
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

const members = [
  { who: "person", on: true },
  { who: "family.1", on: true },
  { who: "family.2", on: true },
];

/** Four people, four forms: a family that moved here, and an agent who came for them. */
export const moving: CaseView = {
  ...oneForm,
  hasGuide: true,
  people: [person, agent, hanako, child],
  questions: [
    ...known,
    ...byHand("agent"),
    ...byCard(HANAKO),
    relation("family.1", "spouse"),
    ...byHand("family.2").filter(({ name }) => !/address|postal_code|phone/.test(name)),
    relation("family.2", ""),
    { ...moveDate, missing: true },
    question("move.former_address", both("前の住所", "Former address"), text(200), {
      value: "見本県となり市中央二丁目1番",
    }),
    ...asked,
  ],
  forms: [{ ...ido, members, pages: 0 }, { ...kokuho, members }, juminhyo, proxy],
  problems: [
    missing("ido-todoke", "agent.name", "代理人の氏名", "Name of the agent"),
    missing("power-of-attorney", "agent.name", "代理人の氏名", "Name of the agent"),
    missing("ido-todoke", "family.2.name", "氏名", "Name"),
    missing("ido-todoke", "family.2.birth_date", "生年月日", "Date of birth"),
    missing("ido-todoke", "move.date", "引っ越した日", "Day of moving"),
  ],
  firstMissing: "agent.name",
  missing: 10,
  ready: false,
};

/** The same case with every answer in it. */
export const ready: CaseView = {
  ...moving,
  people: [person, hanako],
  questions: [...known, ...byCard(HANAKO), relation("family.1", "spouse"), ...asked],
  forms: [ido, kokuho, juminhyo],
  problems: [],
  firstMissing: null,
  missing: 0,
  ready: true,
};

type Filling = Extract<DeskView, { stage: "filling" }>;
export const filling = (change: Partial<CaseView> = {}, of: CaseView = oneForm): Filling => {
  const view = { ...of, ...change };
  const title = view.hasGuide
    ? both("転入（ほかの市区町村から引っ越してきた）", "Moving in from another city")
    : juminhyo.title;
  return { stage: "filling", title, case: view, forms: listed(...view.forms.map(({ id }) => id)) };
};
