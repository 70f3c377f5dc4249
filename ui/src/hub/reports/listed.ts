import type { ReportLine } from "../types";

/** Reports of shelters with these words in their name, the last first; of each shelter only its last, if asked. */
export function listed(all: ReportLine[], text: string, latest: boolean): ReportLine[] {
  const seen = new Set<string>();
  return all
    .filter(({ shelterName }) => shelterName.includes(text.trim()))
    .sort((a, b) => b.at - a.at)
    .filter(({ shelter }) => !latest || (!seen.has(shelter) && seen.add(shelter)));
}
