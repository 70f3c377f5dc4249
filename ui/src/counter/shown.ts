import type { QuestionView } from "../generated/bindings";
import { hasVariant, plainShapes } from "../shared/variants";
import { say, words } from "./words.svelte";

/** An answer as people read it: the words of an option, an era date. */
export function shown(question: QuestionView): string {
  const { kind, value, date } = question;
  if (kind.type === "choice" || kind.type === "choices") {
    const chosen = value.split(",");
    const options = kind.options.filter((option) => chosen.includes(option.value));
    return options.map((option) => say(option.label)).join("、");
  }
  if (date) {
    const t = words().stage.filling.date;
    const era = date.era === "W" ? "" : t.eras[date.era as keyof typeof t.eras];
    return t.whole(era, date.year, date.month, date.day);
  }
  return hasVariant(value) ? `${plainShapes(value)}${words().stage.filling.variant}` : value;
}
