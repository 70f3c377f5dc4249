import type { EntryView } from "../generated/bindings";
import type { DesignerTexts } from "./texts";

export type Key = keyof DesignerTexts["keys"];

/** How a key is typed in. */
export type Control = "text" | "number" | "flag" | "names" | "type" | "align" | "show";

/** The control of each key; conditions are typed as they stand in the file. */
export const CONTROLS: Partial<Record<Key, Control>> = {
  value: "names",
  type: "type",
  align: "align",
  show: "show",
  required: "flag",
  editable: "flag",
  bold: "flag",
  dashed: "flag",
  size: "number",
  floor: "number",
  era_size: "number",
  lines: "number",
  count: "number",
  gap: "number",
  page: "number",
  width: "number",
  fill: "number",
};

const OF_TYPE: Record<string, Key[]> = {
  text: ["value", "size", "floor", "align", "lines", "show"],
  digits: ["value", "size", "count", "align", "gap_after", "gap", "show"],
  wareki: ["value", "size", "era_size", "align"],
  western: ["value", "size", "align"],
  circle: ["value", "size"],
  tick: ["value", "size"],
  signature: [],
  qr: ["value"],
};

/** What is set under a key; empty when nothing is. */
export const setting = (entry: EntryView, key: string): string =>
  entry.settings.find((each) => each.key === key)?.value ?? "";

/** The keys that can be set in an entry. */
export function keysOf(entry: EntryView): Key[] {
  const page: Key[] = entry.rows === null ? ["page"] : [];
  switch (entry.list) {
    case "text":
      return ["text", "size", "align", "bold", ...page];
    case "line":
      return ["width", "dashed", ...page];
    case "frame":
      return ["width", "fill", ...page];
    case "mark":
      return ["value", "text"];
    default:
      return [
        "name",
        "type",
        ...(OF_TYPE[setting(entry, "type")] ?? []),
        "required",
        "required_when",
        "when",
        "editable",
        "example",
        ...page,
      ];
  }
}

/** Whether a flag is on: a key that is not there has its usual value. */
export const isOn = (entry: EntryView, key: Key): boolean => {
  const value = setting(entry, key);
  return key === "editable" ? value !== "false" : value === "true";
};

/** What is written for a flag: nothing for its usual value. */
export const flag = (key: Key, on: boolean): string => {
  if (key === "editable") return on ? "" : "false";
  return on ? "true" : "";
};

/** The entry that an option belongs to. */
export const ownerOf = (at: string): string => at.replace(/\.(options|eras)\.\d+$/, "");
