import type { DeskView, GuideCard } from "../generated/bindings";
import { both, listed, question } from "./case-samples";

export const guides: GuideCard[] = [
  { id: "moving-in", title: both("転入（ほかの市区町村から引っ越してきた）", "Moving in from another city") },
  { id: "moving-within", title: both("転居（市内で引っ越した）", "Moving within the city") },
  { id: "moving-out", title: both("転出（ほかの市区町村へ引っ越す）", "Moving out") },
  { id: "birth", title: both("出生（子どもが生まれた）", "Birth") },
  { id: "marriage", title: both("結婚", "Marriage") },
  { id: "divorce", title: both("離婚", "Divorce") },
  { id: "death", title: both("死亡（ご家族が亡くなった）", "Death") },
  { id: "name-change", title: both("氏名が変わった", "Change of name") },
  { id: "retirement", title: both("退職（会社を辞めた）", "Retirement") },
  { id: "disaster", title: both("災害にあった", "Disaster") },
];

const yesNo = (name: string, ja: string, en: string, value = "") =>
  question(
    name,
    both(ja, en),
    {
      type: "choice",
      options: [
        { value: "yes", label: both("はい", "Yes") },
        { value: "no", label: both("いいえ", "No") },
      ],
    },
    { value },
  );

type Guiding = Extract<DeskView, { stage: "guiding" }>;

/** The first look at a life event: nothing is answered. */
export const guidingOpen: Guiding = {
  stage: "guiding",
  guide: guides[0] as GuideCard,
  questions: [
    yesNo("moving.abroad", "国外からの転入ですか", "Did they come from abroad?"),
    yesNo("moving.insurance", "国民健康保険に入る方がいますか", "Will anybody join National Health Insurance?"),
    yesNo("moving.children", "18歳までのお子さんがいますか", "Are there children up to 18?"),
    yesNo("moving.card", "マイナンバーカードをお持ちですか", "Do they have a My Number Card?"),
  ],
  procedures: [],
  forms: listed(),
};

/** All questions answered: three procedures, one of them without a form. */
export const guiding: Guiding = {
  ...guidingOpen,
  questions: guidingOpen.questions.map((each, i) => ({ ...each, value: i === 0 ? "no" : "yes" })),
  procedures: [
    {
      id: "move",
      title: both("転入届", "Notice of moving in"),
      window: both("市民課 1番窓口", "Residents, window 1"),
      bring: [both("転出証明書", "Certificate of moving out"), both("マイナンバーカード（全員分）", "My Number Cards")],
      withinDays: 14,
      note: null,
      forms: ["ido-todoke"],
    },
    {
      id: "insurance",
      title: both("国民健康保険の加入", "Joining National Health Insurance"),
      window: both("保険年金課 5番窓口", "Insurance, window 5"),
      bring: [both("口座の分かるもの", "Bank account")],
      withinDays: 14,
      note: both(
        "職場の健康保険をやめた方は、資格喪失証明書も必要です。",
        "Who left a company needs its certificate too.",
      ),
      forms: ["kokuho-join"],
    },
    {
      id: "card",
      title: both("マイナンバーカードの継続利用", "Keeping the My Number Card in use"),
      window: both("市民課 3番窓口", "Residents, window 3"),
      bring: [],
      withinDays: 90,
      note: null,
      forms: [],
    },
  ],
  forms: listed("ido-todoke", "kokuho-join", "juminhyo-request"),
};
