import type { ElectorCandidateView, ElectorPersonView } from "../generated/bindings";
import { both } from "./case-samples";

// Electors to look at and to test with. Everybody in here is invented.

export const taro: ElectorPersonView = {
  name: "見本　太郎",
  kana: "ミホン　タロウ",
  formerName: "",
  birthDate: "1982-04-01",
  address: "見本市中央一丁目２番３号",
  number: "0031-00482",
  district: "第3投票区 中央小学校",
  pageLine: "12頁 8行",
};
export const taroUncle: ElectorPersonView = {
  ...taro,
  name: "見本　太朗",
  address: "見本市緑町４５番地 コーポ緑２０１",
  number: "0107-00019",
  district: "第7投票区 緑公民館",
  pageLine: "3頁 1行",
};
export const hanako: ElectorPersonView = {
  ...taro,
  name: "例示　花子",
  kana: "レイジ　ハナコ",
  formerName: "架空　花子",
  birthDate: "1957-04",
  address: "見本市港町９丁目１番地",
  number: "0044-00310",
  district: "第4投票区 港会館",
  pageLine: "7頁 22行",
};
/** What a card says: no number, no district. */
export const taroCard: ElectorPersonView = {
  ...taro,
  kana: "",
  address: "別見本市北一条１番地",
  number: "",
  district: "",
  pageLine: "",
};

export const candidate = (
  elector: string,
  person: ElectorPersonView,
  change: Partial<ElectorCandidateView> = {},
): ElectorCandidateView => ({
  elector,
  person,
  why: both("氏名と生年月日が同じです。", "Same name and birth date."),
  differs: [],
  ...change,
});
