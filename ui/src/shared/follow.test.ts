import { emit } from "@tauri-apps/api/event";
import { mockIPC } from "@tauri-apps/api/mocks";
import { expect, test } from "vitest";

import { follow } from "./follow";

test("an event that overtakes the first answer is not drawn over", async () => {
  mockIPC(() => null, { shouldMockEvents: true });
  const drawn: string[] = [];
  let answer: (view: string) => void = () => {};
  const following = follow<string>(
    "view",
    () => new Promise((done) => (answer = done)),
    (view) => drawn.push(view),
  );
  await new Promise((tick) => setTimeout(tick));
  await emit("view", "new");
  answer("old");
  const stop = await following;
  await emit("view", "newer");
  expect(drawn).toEqual(["new", "newer"]);
  stop();
  await new Promise((tick) => setTimeout(tick));
  await emit("view", "too late");
  expect(drawn).toEqual(["new", "newer"]);
});

test("without an event the first answer is drawn", async () => {
  mockIPC(() => null, { shouldMockEvents: true });
  const drawn: string[] = [];
  await follow(
    "view",
    () => Promise.resolve("first"),
    (view) => drawn.push(view),
  );
  expect(drawn).toEqual(["first"]);
});
