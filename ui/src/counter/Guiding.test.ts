import { fireEvent, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { guiding } from "../dev/guide-samples";
import type { StaffView } from "../generated/bindings";
import { findings } from "../test/axe";
import { recordCommands } from "../test/commands";
import { draw, sample } from "../test/staff";

const guidingWith = (change: Partial<typeof guiding>): StaffView => ({
  ...sample("guiding"),
  desk: { ...guiding, ...change },
});

test("a question of the life event is answered at once, and nothing can be filled before a form is on the list", async () => {
  const sent = recordCommands();
  const { container } = draw(sample("guiding-open"));
  expect(screen.getByTestId<HTMLButtonElement>("to-forms").disabled).toBe(true);
  expect(screen.getByTestId<HTMLButtonElement>("print-slip").disabled).toBe(true);
  expect(container.textContent).toContain("あと4問");
  await fireEvent.click(screen.getByTestId("ask-moving-children-yes"));
  expect(sent).toEqual([{ command: "answer", args: { name: "moving.children", value: "yes" } }]);
});

test("procedures appear with window, days, what to bring, and their forms", async () => {
  recordCommands();
  const { rerender } = draw(sample("guiding-open"));
  expect(screen.queryByTestId("procedure-move")).toBeNull();
  await rerender({ view: sample("guiding") });
  const move = screen.getByTestId("procedure-move").textContent;
  for (const part of [
    "転入届",
    "市民課 1番窓口",
    "14日以内",
    "転出証明書、マイナンバーカード（全員分）",
    "住民異動届",
  ]) {
    expect(move).toContain(part);
  }
  // A procedure of another window has no form here, and says what else there is to say.
  expect(screen.getByTestId("procedure-card").querySelector("input")).toBeNull();
  expect(screen.getByTestId("procedure-insurance").textContent).toContain("資格喪失証明書も必要です");
  expect(screen.getByTestId("to-forms").textContent).toBe("3件の書類を作る");
});

test("a form goes off the list, and one that no procedure wants goes on it", async () => {
  const sent = recordCommands();
  draw(sample("guiding"));
  await fireEvent.click(screen.getByTestId("want-kokuho-join"));
  await fireEvent.click(screen.getByTestId("form-list"));
  await fireEvent.click(screen.getByTestId("form-list-dialog").querySelector("[data-testid='want-child-allowance']")!);
  expect(sent).toEqual([
    { command: "want_form", args: { form: "kokuho-join", on: false } },
    { command: "want_form", args: { form: "child-allowance", on: true } },
  ]);
  expect(await findings(document.documentElement)).toEqual([]);
  await fireEvent.click(screen.getByTestId("form-list-close"));
  expect(screen.queryByTestId("form-list-dialog")).toBeNull();
});

test("a form that was added by hand stands beside those of the procedures", () => {
  recordCommands();
  draw(guidingWith({ procedures: [] }));
  expect(screen.getByTestId<HTMLInputElement>("want-juminhyo-request").checked).toBe(true);
});

test.each([
  ["to-forms", { command: "to_forms", args: {} }],
  ["print-slip", { command: "print_slip", args: {} }],
  ["end", { command: "end_session", args: {} }],
])("%s sends its command", async (button, command) => {
  const sent = recordCommands();
  draw(sample("guiding"));
  await fireEvent.click(screen.getByTestId(button));
  expect(sent).toEqual([command]);
});
