const ja = {
  title: "安否の問い合わせに答える",
  hint: "聞いている人に、この画面を見せないでください。本人が同意したことだけが、答えに出ます。問い合わせと答えた範囲は、記録に残ります。",
  who: "聞いている人の名前と連絡先",
  whoHint: "例：見本 次郎　090-0000-0000",
  identified: "本人確認をしたもの",
  identifiedHint: "例：運転免許証。電話のときは、かけ直した番号",
  asker: "たずねられた人との関係",
  askers: {
    cohabitant: "いっしょに住む家族",
    relative: "ほかの親族",
    colleague: "職場の人",
    acquaintance: "知り合い・その他",
  },
  reason: "たずねる理由",
  reasonHint: "例：連絡がとれず、無事を知りたい",
  first: "聞いている人の4つを入れると、たずねられた人をさがせます。",
  search: "たずねられた人",
  searchHint: "名前のあとに、住所の一部か生年月日も入れて、その人かどうかを確かめます。",
  answer: "この人について答える",
  nobody: "見つからない",
  say: "このとおりに答えてください",
  sayNote: "ほかのことは、いるとも、いないとも言いません。",
  next: "次の問い合わせ",
};

const en: typeof ja = {
  title: "Answer an inquiry after somebody",
  hint: "Do not show this screen to whoever asks. The answer holds only what the person agreed to. Each inquiry and how much was told is recorded.",
  who: "Who asks: name and contact",
  whoHint: "e.g. Jiro Mihon, 090-0000-0000",
  identified: "Identified by",
  identifiedHint: "e.g. driving licence; on the phone, the number that was called back",
  asker: "What they are to the person",
  askers: {
    cohabitant: "Family of the same home",
    relative: "Other relative",
    colleague: "Colleague",
    acquaintance: "Acquaintance or other",
  },
  reason: "Why they ask",
  reasonHint: "e.g. cannot be reached, wants to know they are safe",
  first: "Fill in the four about who asks; then the person can be searched.",
  search: "The person asked after",
  searchHint: "After the name, type part of the address or the birth date too, to make sure of the person.",
  answer: "Answer about this person",
  nobody: "Not found",
  say: "Answer in these words",
  sayNote: "Of anything else say neither that they are here nor that they are not.",
  next: "Next inquiry",
};

// Only a keeper answers inquiries: the page speaks the two languages of staff.
export const inquiry = { ja, en, easy: ja };
