import { plainShapes } from "../../shared/variants";
import { plain } from "../../texts/ruby";
import { spokenDate } from "../../desk/dates";
import { speech, words } from "../words.svelte";

/** What a datum is called; a new one of Rust's has its own name until it has a text. */
export function itemName(item: string): string {
  const names: Record<string, string> = words().search.items;
  return Object.hasOwn(names, item) ? (names[item] ?? item) : item;
}

/** A datum as people read it. */
export function itemValue(item: string, value: string): string {
  if (item === "birth_date") return plain(spokenDate(value, speech.language === "en" ? "en" : "ja"));
  if (item === "sex") return plain(words().reception.people.sexes[value as "m" | "f" | "x"] ?? value);
  if (item === "presence") {
    const states = words().presence.state;
    const found = (Object.keys(states) as (keyof typeof states)[]).find((each) => each.replaceAll("_", "") === value);
    return plain(found ? states[found] : value);
  }
  return plainShapes(value);
}
