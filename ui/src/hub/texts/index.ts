import { needs } from "../../shelter/texts/needs";
import { admin } from "./admin";
import { files } from "./files";
import { frame } from "./frame";
import { inquiries } from "./inquiries";
import { login } from "./login";
import { overview } from "./overview";
import { people } from "./people";
import { polling } from "./polling";
import { reports } from "./reports";
import { settle } from "./settle";
import { shelter } from "./shelter";

const parts = { frame, login, overview, shelter, people, inquiries, settle, reports, files, polling, admin, needs };

type Parts = typeof parts;
/** The texts of the city's page in one language. City staff read it: Japanese and English. */
export type HubTexts = { [Part in keyof Parts]: Parts[Part]["ja"] };

const inLanguage = (language: "ja" | "en"): HubTexts =>
  Object.fromEntries(Object.entries(parts).map(([part, texts]) => [part, texts[language]])) as HubTexts;

export const hubTexts: Record<"ja" | "en", HubTexts> = { ja: inLanguage("ja"), en: inLanguage("en") };
