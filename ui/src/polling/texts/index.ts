import type { StaffLanguage } from "../../texts";
import { desk } from "../../desk/texts";
import { board } from "./board";
import { booth } from "./booth";
import { frame } from "./frame";
import { manage } from "./manage";
import { officer } from "./officer";
import { start } from "./start";

const parts = { desk, frame, start, booth, officer, board, manage };

type Parts = typeof parts;
/** The texts of the polling window in one language. City staff read it: as at the counter, in Japanese and English. */
export type PollingTexts = { [Part in keyof Parts]: Parts[Part]["ja"] };

const inLanguage = (language: StaffLanguage): PollingTexts =>
  Object.fromEntries(Object.entries(parts).map(([part, texts]) => [part, texts[language]])) as PollingTexts;

export const pollingTexts: Record<StaffLanguage, PollingTexts> = { ja: inLanguage("ja"), en: inLanguage("en") };
