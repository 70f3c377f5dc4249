import { emit } from "@tauri-apps/api/event";
import { mockIPC } from "@tauri-apps/api/mocks";
import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { PollingAct, ShelterInput } from "../generated/bindings";
import { numbered } from "../dev/numbered";
import { pollingSample } from "../test/polling";
import { shelterSample } from "../test/shelter";
import { sample } from "../test/staff";
import App from "./App.svelte";

test("the same window is the counter's, the shelter's, and the counter's again", async () => {
  const sent: ShelterInput[] = [];
  mockIPC(
    (command, args) => {
      if (command === "staff_view") return numbered(sample("choosing"));
      if (command === "shelter_view") return numbered(shelterSample("off"));
      if (command === "shelter_act") sent.push((args as { input: ShelterInput }).input);
      return null;
    },
    { shouldMockEvents: true },
  );
  const { container, unmount } = render(App);
  await expect.poll(() => container.querySelector("main")?.dataset["stage"]).toBe("choosing");
  await fireEvent.click(screen.getByTestId("to-shelter"));
  await expect.poll(() => sent).toEqual([{ act: "switch_over", on: true }]);
  await emit("shelter-view", numbered(shelterSample("activating")));
  await expect.poll(() => container.querySelector("main")?.dataset["phase"]).toBe("activating");
  expect(document.documentElement.dataset["desk"]).toBe("shelter");
  // Invented residents' cards can be put on the virtual reader from either desk.
  await emit("shelter-view", numbered(shelterSample("reception")));
  await fireEvent.click(await screen.findByTestId("training-toggle"));
  expect(screen.getByTestId("training-insert-taro")).toBeTruthy();
  await emit("shelter-view", numbered(shelterSample("off")));
  await expect.poll(() => container.querySelector("main")?.dataset["stage"]).toBe("choosing");
  expect(document.documentElement.dataset["desk"]).toBeUndefined();

  // What that desk did last is not lost with it: a refusal, or that its list is destroyed.
  const last = { id: 3, ok: true, what: { ja: "名簿を消去しました。", en: "Destroyed." }, next: null };
  await emit("shelter-view", numbered({ ...shelterSample("off"), last }));
  await expect.poll(() => container.textContent).toContain("名簿を消去しました。");
  await fireEvent.click(container.querySelector('[data-act="dismiss"]') as HTMLElement);
  await expect.poll(() => sent.at(-1)).toEqual({ act: "dismiss" });
  unmount();
  // It stops listening a moment later.
  await new Promise((done) => setTimeout(done));
});

test("the polling desk takes the window and gives it back", async () => {
  const sent: PollingAct[] = [];
  mockIPC(
    (command, args) => {
      if (command === "staff_view") return numbered(sample("choosing"));
      if (command === "shelter_view") return numbered(shelterSample("off"));
      if (command === "polling_view") return numbered(pollingSample("off"));
      if (command === "polling_act") sent.push((args as { input: PollingAct }).input);
      return null;
    },
    { shouldMockEvents: true },
  );
  const { container, unmount } = render(App);
  await fireEvent.click(await screen.findByTestId("to-polling"));
  await expect.poll(() => sent).toEqual([{ act: "switch_over", on: true }]);
  await emit("polling-view", numbered(pollingSample("waiting")));
  await expect.poll(() => container.querySelector("main")?.dataset["step"]).toBe("waiting");
  expect(container.textContent).toContain("カードリーダー");
  await emit("polling-view", numbered(pollingSample("off")));
  await expect.poll(() => container.querySelector("main")?.dataset["stage"]).toBe("choosing");
  unmount();
  await new Promise((done) => setTimeout(done));
});
