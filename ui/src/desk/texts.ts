const ja = {
  product: "かざし",
  linkBroken: "画面からの操作が届きませんでした。もう一度押してください。",
  tabsLabel: "ページ",
  languageLabel: "画面の言語",
  sound: (on: boolean): string => (on ? "音：入" : "音：切"),
  theme: (dark: boolean): string => (dark ? "画面を明るく" : "画面を暗く"),
  lock: "席を離れる",
  yes: "できました",
  no: "確認してください",
  seen: "わかりました",
  code: "コード",
};

const en: typeof ja = {
  product: "Kazashi",
  linkBroken: "What you pressed did not arrive. Please press again.",
  tabsLabel: "Pages",
  languageLabel: "Language of this window",
  sound: (on) => (on ? "Sound: on" : "Sound: off"),
  theme: (dark) => (dark ? "Light screen" : "Dark screen"),
  lock: "Leave the desk",
  yes: "Done",
  no: "Please check",
  seen: "I see",
  code: "Code",
};

const easy: typeof ja = {
  product: "かざし",
  linkBroken: "うまく いきませんでした。もう {一度|いちど} おして ください。",
  tabsLabel: "ページ",
  languageLabel: "ことば",
  sound: (on) => (on ? "{音|おと}を {出|だ}す" : "{音|おと}は なし"),
  theme: (dark) => (dark ? "{明|あか}るく する" : "{暗|くら}く する"),
  lock: "{席|せき}を はなれる",
  yes: "できました",
  no: "{確|たし}かめて ください",
  seen: "わかりました",
  code: "コード",
};

/** What every desk's window says around its pages; each desk's texts hold it as their part `desk`. */
export const desk = { ja, en, easy };
