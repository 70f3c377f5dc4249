import { spokenDate } from "../../desk/dates";
import { plain } from "../../texts/ruby";
import { named, speech, words } from "../words.svelte";

export const itemName = (item: string): string => named(words().people.fields, item);

/** A datum as people read it. */
export function itemValue(item: string, value: string): string {
  if (item === "birth_date") return birth(value);
  if (item === "sex") return named(words().people.sexes, value);
  if (item === "presence") return named(words().people.states, value);
  return value;
}

/** A date of birth, as far as it is known. */
export const birth = (value: string): string => (value === "" ? "" : plain(spokenDate(value, speech.language)));

export const presence = (code: string): string => named(words().people.states, code);
