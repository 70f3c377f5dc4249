import type { EvacueeView, HitView, PresenceView } from "../generated/bindings";
import { both } from "./case-samples";

// Invented people of an invented town.

const evacuee = (change: Partial<EvacueeView> & Pick<EvacueeView, "id" | "number" | "name">): EvacueeView => ({
  kana: "",
  age: "",
  sex: "",
  description: "",
  representative: false,
  presence: { state: "in" },
  lastSeen: "11-21 14:10",
  toDos: [],
  items: [],
  household: [],
  history: [],
  needs: [],
  consent: null,
  protected: null,
  tokens: [],
  missing: [],
  conflicts: [],
  candidates: [],
  linked: [],
  ...change,
});

const at = (presence: PresenceView): PresenceView => presence;
const socket = both("電源が必要", "power socket needed");
const noEgg = both("卵なし", "no egg");

export const taro = evacuee({
  id: "a1",
  number: "KR-0123-5",
  name: "見本 太郎",
  kana: "ミホン タロウ",
  age: "72",
  sex: "m",
  representative: true,
  presence: at({ state: "out" }),
  toDos: [socket],
  missing: [{ item: "phone" }, { item: "contact" }],
});
export const hanako = evacuee({
  id: "a2",
  number: "KR-0124-2",
  name: "見本 花子",
  kana: "ミホン ハナコ",
  age: "70",
  sex: "f",
  presence: at({ state: "out" }),
});
export const jiro = evacuee({
  id: "a3",
  number: "KR-0125-9",
  name: "見本 次郎",
  kana: "ミホン ジロウ",
  age: "9",
  sex: "m",
  toDos: [noEgg],
});
export const maria = evacuee({
  id: "b1",
  number: "KR-0126-7",
  name: "MIHON MARIA",
  kana: "ミホン マリア",
  age: "34",
  sex: "f",
  presence: at({ state: "car", place: "校庭の北がわ" }),
  toDos: [both("ゆっくり、やさしい言葉で", "slowly, in plain words")],
});
export const unnamed = evacuee({
  id: "c1",
  number: "KR-0127-4",
  name: "",
  description: "70代くらいの女性、青いコート",
  age: "65-80",
  sex: "f",
  presence: at({ state: "hospital", place: "見本病院" }),
  missing: [{ item: "name" }, { item: "birth_date" }, { item: "address" }],
});

/** The first of the household, as his page shows him to a keeper. */
export const taroPage: EvacueeView = {
  ...taro,
  items: [
    { item: "name", value: "見本 太郎", origin: "card_pin" },
    { item: "birth_date", value: "1954-03-02", origin: "card_pin" },
    { item: "sex", value: "m", origin: "card_pin" },
    { item: "address", value: "見本県見本市見本町2丁目3番", origin: "card_pin" },
    { item: "pets", value: "dog:1", origin: "typed" },
  ],
  household: [hanako, jiro],
  history: [
    { since: "11-21 13:40", presence: { state: "out" } },
    { since: "11-20 18:05", presence: { state: "in" } },
  ],
  needs: [{ code: "medical_device", value: "oxygen", urgency: 1, text: "夜だけ" }],
  consent: { relatives: true, acquaintances: null, public: false },
  protected: false,
  tokens: [
    [both("マイナンバーカード", "My Number Card"), 1],
    [both("名札", "label"), 1],
  ],
  conflicts: [{ item: "address", value: "見本県見本市見本町2丁目3番", others: ["見本県見本市となり町5"] }],
  candidates: [{ person: maria, reason: both("ふりがなの姓と電話番号が同じです。", "Same surname and telephone.") }],
  linked: [unnamed],
};

/** The same to a volunteer: no diagnosis, and no sign of who is protected. */
export const taroForVolunteer: EvacueeView = { ...taroPage, needs: [], consent: null, protected: null };

export const everybody = [taro, hanako, jiro, maria, unnamed];

/** Roughly as the search would answer. */
export function found(text: string): HitView[] {
  const wanted = text.normalize("NFKC").replaceAll(/\s/g, "");
  if (wanted === "") return [];
  return everybody
    .filter(({ name, kana, number, description }) =>
      [name, kana, number, description].some((each) => each.replaceAll(/\s/g, "").includes(wanted)),
    )
    .map((person) => ({ person, why: both("名前が合います。", "The name fits.") }));
}
