import type { DeviceView } from "../types";

/** Shelters or booths that have a counter, by name. */
export function streamsOf(devices: DeviceView[]): { value: string; text: string }[] {
  const names = new Map(
    devices.filter(({ role }) => role === "desk").map(({ stream, streamName }) => [stream, streamName]),
  );
  return [...names]
    .map(([value, text]) => ({ value, text }))
    .sort((a, b) => a.text.localeCompare(b.text, "ja", { numeric: true }));
}
