import type { Language } from "../generated/bindings";
import * as easy from "./easy";
import * as en from "./en";
import * as ja from "./ja";

export type { ProblemText, ResidentTexts, StaffTexts } from "./ja";

export type StaffLanguage = "ja" | "en";

export const staffTexts: Record<StaffLanguage, ja.StaffTexts> = { ja: ja.staff, en: en.staff };
export const residentTexts: Record<Language, ja.ResidentTexts> = {
  ja: ja.resident,
  en: en.resident,
  easy: easy.resident,
};

/** Each language under its own name, with its `lang` attribute. */
export const languages: { id: Language; name: string; tag: "ja" | "en" }[] = [
  { id: "ja", name: "日本語", tag: "ja" },
  { id: "en", name: "English", tag: "en" },
  { id: "easy", name: "やさしい {日本語|にほんご}", tag: "ja" },
];

export const tagOf = (language: Language): "ja" | "en" => (language === "en" ? "en" : "ja");
