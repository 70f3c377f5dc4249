import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { LastView } from "../generated/bindings";
import { drawShelter, shelterSample } from "../test/shelter";

/** What a sound was made of: begin and height of each tone. */
const tones: { kind: string; hertz: number; from: number; to: number }[] = [];

class Context {
  currentTime = 0;
  destination = {};
  createOscillator() {
    const tone = { kind: "", hertz: 0, from: 0, to: 0 };
    return {
      set type(kind: string) {
        tone.kind = kind;
      },
      frequency: {
        set value(hertz: number) {
          tone.hertz = hertz;
        },
      },
      connect: (next: unknown) => next,
      start: (at: number) => {
        tone.from = at;
        tones.push(tone);
      },
      stop: (at: number) => {
        tone.to = at;
      },
    };
  }
  createGain() {
    return {
      gain: { setValueAtTime: () => {}, linearRampToValueAtTime: () => {} },
      connect: (next: unknown) => next,
    };
  }
}

beforeEach(() => {
  tones.length = 0;
  vi.stubGlobal("AudioContext", Context);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const last = (id: number, ok: boolean): LastView => ({ id, ok, what: { ja: "した", en: "done" }, next: null });
const view = (change: object) => ({ ...shelterSample("reception"), ...change });

test("an act sounds once, yes and no differ in rhythm, and what was done before the window came is not heard", async () => {
  const { rerender } = drawShelter(view({ last: last(4, true) }));
  expect(tones).toEqual([]);
  await rerender({ view: view({ last: last(5, true) }) });
  expect(tones).toHaveLength(2);
  const [first, second] = tones;
  expect(second?.hertz).toBeGreaterThan(first?.hertz ?? 0);
  await rerender({ view: view({ last: last(5, true), clock: "2026-11-21 14:33" }) });
  expect(tones).toHaveLength(2);
  await rerender({ view: view({ last: last(6, false) }) });
  expect(tones).toHaveLength(3);
  const no = tones[2];
  expect((no?.to ?? 0) - (no?.from ?? 0)).toBeGreaterThan(2 * ((second?.to ?? 0) - (second?.from ?? 0)));
});

test("nothing sounds when sounds are off, and a PC without sound goes on", async () => {
  const { rerender } = drawShelter(view({ sound: false, last: null }));
  await rerender({ view: view({ sound: false, last: last(1, true) }) });
  expect(tones).toEqual([]);
  vi.stubGlobal("AudioContext", undefined);
  await rerender({ view: view({ last: last(2, true) }) });
  expect(tones).toEqual([]);
});
