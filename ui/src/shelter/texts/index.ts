import type { Language } from "../../generated/bindings";
import { desk } from "../../desk/texts";
import { board } from "./board";
import { frame } from "./frame";
import { inquiry } from "./inquiry";
import { manage } from "./manage";
import { meals } from "./meals";
import { needs } from "./needs";
import { presence } from "./presence";
import { reception } from "./reception";
import { report } from "./report";
import { search } from "./search";
import { start } from "./start";

const parts = { desk, frame, start, presence, reception, search, meals, board, report, inquiry, manage, needs };

type Parts = typeof parts;
/** The texts of the shelter window in one language; each part has the same in all of them. */
export type ShelterTexts = { [Part in keyof Parts]: Parts[Part]["ja"] };

const inLanguage = (language: Language): ShelterTexts =>
  Object.fromEntries(Object.entries(parts).map(([part, texts]) => [part, texts[language]])) as ShelterTexts;

export const shelterTexts: Record<Language, ShelterTexts> = {
  ja: inLanguage("ja"),
  en: inLanguage("en"),
  easy: inLanguage("easy"),
};

/** Parts that only city staff read: in two languages, やさしい日本語 has them as in Japanese. */
export const KEEPER_PARTS = ["report", "inquiry", "manage", "needs"] as const;
