import { emit } from "@tauri-apps/api/event";
import { mockIPC } from "@tauri-apps/api/mocks";
import { expect, test } from "vitest";

import { follow } from "./follow";

test("what arrives behind a newer view is not drawn over it", async () => {
  mockIPC(() => null, { shouldMockEvents: true });
  const drawn: string[] = [];
  let answer: (view: { number: number; view: string }) => void = () => {};
  const following = follow<string>(
    "view",
    () => new Promise((done) => (answer = done)),
    (view) => drawn.push(view),
  );
  await new Promise((tick) => setTimeout(tick));
  await emit("view", { number: 2, view: "new" });
  answer({ number: 1, view: "old" });
  const stop = await following;
  // The main thread's event overtakes the one that another thread sent before.
  await emit("view", { number: 4, view: "ended" });
  await emit("view", { number: 3, view: "card taken" });
  await emit("view", { number: 5, view: "next" });
  expect(drawn).toEqual(["new", "ended", "next"]);
  stop();
  await new Promise((tick) => setTimeout(tick));
  await emit("view", { number: 6, view: "too late" });
  expect(drawn).toEqual(["new", "ended", "next"]);
});

test("without an event the first answer is drawn", async () => {
  mockIPC(() => null, { shouldMockEvents: true });
  const drawn: string[] = [];
  await follow(
    "view",
    () => Promise.resolve({ number: 1, view: "first" }),
    (view) => drawn.push(view),
  );
  expect(drawn).toEqual(["first"]);
});
