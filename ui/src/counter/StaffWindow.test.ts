import { fireEvent, screen } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import { asked } from "../dev/case-samples";
import { reading, removed, staffSamples } from "../dev/samples";
import { findings } from "../test/axe";
import { recordCommands } from "../test/commands";
import { done, draw, fillingView, sample } from "../test/staff";
import { speech } from "./words.svelte";

describe.each(["ja", "en"] as const)("in %s", (language) => {
  test.each(Object.entries(staffSamples))("%s is drawn and axe finds nothing", async (_, view) => {
    recordCommands();
    speech.language = language;
    const { container } = draw(view);
    expect(container.querySelector("main")?.dataset["stage"]).toBe(view.desk.stage);
    expect(container.querySelectorAll("h1")).toHaveLength(1);
    expect(document.documentElement.lang).toBe(language);
    expect(await findings(document.documentElement)).toEqual([]);
  });
});

test("the language of the window is switched in the header", async () => {
  const { container } = draw(sample("choosing"));
  expect(container.querySelector("h1")?.textContent).toBe("ご用件を選んでください");
  await fireEvent.click(screen.getByTestId("staff-lang-en"));
  expect(container.querySelector("h1")?.textContent).toBe("What brings the resident here?");
});

test.each([
  ["choosing", "guide-birth", { command: "choose_guide", args: { guide: "birth" } }],
  ["choosing", "form-juminhyo-request", { command: "choose_form", args: { form: "juminhyo-request" } }],
  ["choosing", "training-insert-taro", { command: "insert_training_card", args: { resident: "taro" } }],
  ["awaiting-card", "by-hand", { command: "by_hand", args: {} }],
  ["awaiting-card", "add-agent-card", { command: "add_person", args: { agent: true, byCard: true } }],
  ["entering", "training-remove", { command: "remove_training_card", args: {} }],
  ["entering", "use-face-code", { command: "use_secret", args: { secret: "face_code" } }],
  ["entering", "by-hand", { command: "by_hand", args: {} }],
  ["entering-face-code", "use-pin", { command: "use_secret", args: { secret: "pin" } }],
  ["entering", "end", { command: "end_session", args: {} }],
  ["locked", "use-face-code", { command: "use_secret", args: { secret: "face_code" } }],
  ["locked-both", "by-hand", { command: "by_hand", args: {} }],
  ["problem", "try-again", { command: "try_again", args: {} }],
  ["problem-final", "by-hand", { command: "by_hand", args: {} }],
  ["printed", "end", { command: "end_session", args: {} }],
  ["filling", "print", { command: "print_forms", args: { elsewhere: null } }],
  ["filling-moving", "to-guide", { command: "to_guide", args: {} }],
  ["filling-moving", "print-slip", { command: "print_slip", args: {} }],
])("%s: %s sends its command", async (name, button, command) => {
  const sent = recordCommands();
  draw(sample(name));
  await fireEvent.click(screen.getByTestId(button));
  expect(done(sent)).toEqual([command]);
});

test("a form with an error cannot be chosen and says why", () => {
  const { container } = draw(sample("choosing-no-reader"));
  expect(screen.getByTestId<HTMLButtonElement>("form-broken").disabled).toBe(true);
  expect(container.querySelector('[data-code="form-broken"]')).not.toBeNull();
  expect(container.querySelector('[data-code="no-reader"]')).not.toBeNull();
  expect(screen.queryByTestId("training")).toBeNull();
});

test("which version of the forms the desk runs stands in the header, and nothing without a bundle", async () => {
  const { rerender } = draw(sample("choosing"));
  expect(screen.getByTestId("bundle").textContent).toContain("様式 2026-11 第3版");
  await rerender({ view: sample("choosing-no-guides") });
  expect(screen.queryByTestId("bundle")).toBeNull();
});

test("without a second try there is no button for it, and the code can be read out", () => {
  const { container } = draw({
    ...sample("problem"),
    desk: { stage: "problem", reading, advice: removed, canTryAgain: false },
  });
  expect(screen.queryByTestId("try-again")).toBeNull();
  expect(container.querySelector('[data-code="card-removed"]')?.textContent).toContain("card-removed");
});

test("whose card is read is told, and only the applicant's can be an agent's instead", async () => {
  const { container, rerender } = draw(sample("awaiting-card"));
  expect(container.querySelector("aside")?.textContent).toContain("本人（申請する方）");
  expect(screen.getByTestId("add-agent-card")).toBeTruthy();
  await rerender({ view: sample("awaiting-card-family") });
  expect(container.querySelector("aside")?.textContent).toContain("家族 2");
  expect(screen.queryByTestId("add-agent-card")).toBeNull();
});

test("entering shows how many digits and tries, and no pad", () => {
  const { container } = draw(sample("entering"));
  expect(container.textContent).toContain("4桁中 3桁");
  expect(screen.getByTestId("tries").dataset["tries"]).toBe("3");
  expect(screen.queryByTestId("pad-1")).toBeNull();
});

test("a card of the session before is told before the next one is begun, and in the header", async () => {
  const { rerender } = draw(sample("choosing-card-left"));
  expect(screen.getByTestId("card-left").textContent).toContain("前の方のカードが読み取り機に残っています");
  expect(screen.getByTestId("reader-state").textContent).toContain("前の方のカードあり");
  await rerender({ view: sample("awaiting-card-left") });
  expect(screen.getByTestId("card-left")).toBeTruthy();
  await rerender({ view: sample("awaiting-card") });
  expect(screen.queryByTestId("card-left")).toBeNull();
});

test("what was found wrong at the start is told while the card is waited for, and without fonts nothing is begun", () => {
  const { container, unmount } = draw(sample("awaiting-card-left"));
  expect(container.querySelector('[data-code="font-missing"]')).not.toBeNull();
  unmount();
  draw(sample("choosing-no-fonts"));
  expect(screen.getByTestId<HTMLButtonElement>("form-juminhyo-request").disabled).toBe(true);
  expect(screen.getByTestId<HTMLButtonElement>("guide-birth").disabled).toBe(true);
});

test.each(["entering-wrong", "confirming-last-try-wrong"])("%s: a wrong number is told", (name) => {
  draw(sample(name));
  expect(screen.getByTestId("wrong-before").textContent).toContain("ほかの4桁の暗証番号");
});

test("a problem is said with what to do next", () => {
  draw(sample("problem"));
  const said = screen.getByTestId("spoken").textContent;
  expect(said).toContain(removed.what.ja);
  expect(said).toContain(removed.next.ja);
});

test("when several forms came out they are named", async () => {
  const { rerender } = draw(sample("printed-many"));
  expect(screen.getByTestId("printed-forms").textContent).toContain("2. 国民健康保険 資格取得届");
  await rerender({ view: sample("printed") });
  expect(screen.queryByTestId("printed-forms")).toBeNull();
});

describe("the focus", () => {
  test("goes to the heading of each stage", async () => {
    recordCommands();
    const { container, rerender } = draw(sample("choosing"));
    for (const name of [
      "guiding",
      "awaiting-card",
      "checking-card",
      "entering",
      "reading",
      "filling-nothing-asked",
      "printed",
    ]) {
      await rerender({ view: sample(name) });
      expect(document.activeElement, name).toBe(container.querySelector("h1"));
    }
  });

  test("stays where it is within a stage, and in an open dialog", async () => {
    recordCommands();
    const { rerender } = draw(sample("entering"));
    screen.getByTestId("use-face-code").focus();
    await rerender({ view: sample("entering-wrong") });
    expect(document.activeElement).toBe(screen.getByTestId("use-face-code"));
    await fireEvent.click(screen.getByTestId("printer-settings"));
    screen.getByTestId("printer-uri").focus();
    await rerender({ view: sample("reading") });
    expect(document.activeElement).toBe(screen.getByTestId("printer-uri"));
  });

  test("goes to the first answer that the forms wait for", async () => {
    recordCommands();
    const { rerender } = draw(sample("reading"));
    await rerender({ view: sample("filling-moving") });
    expect(document.activeElement).toBe(screen.getByTestId("ask-agent-name"));
  });

  test("goes to the first thing to fill when nothing is missing, of options to the chosen one", async () => {
    recordCommands();
    const { rerender } = draw(sample("reading"));
    await rerender({ view: fillingView({ people: [], questions: [asked[1]!, asked[0]!] }) });
    expect(document.activeElement).toBe(screen.getByTestId("ask-juminhyo-request-request-kind-household"));
  });
});

test("no menu of the WebView opens but where a clerk types", async () => {
  recordCommands();
  draw(sample("filling-moving"));
  expect(await fireEvent.contextMenu(screen.getByTestId("print"))).toBe(false);
  expect(await fireEvent.contextMenu(screen.getByTestId("ask-juminhyo-request-request-purpose"))).toBe(true);
  expect(await fireEvent.contextMenu(screen.getByTestId("ask-move-date-year"))).toBe(true);
});

test("a printer that could not be remembered is told where it is set", async () => {
  const view = sample("choosing");
  const { container } = draw({ ...view, printer: { ...view.printer, unsaved: removed } });
  await fireEvent.click(screen.getByTestId("printer-settings"));
  expect(container.querySelector("dialog [data-code]")).not.toBeNull();
});

test("the printer is set, then asked", async () => {
  const sent = recordCommands();
  draw(sample("choosing"));
  await fireEvent.click(screen.getByTestId("printer-settings"));
  await fireEvent.input(screen.getByTestId("printer-uri"), { target: { value: "ipp://192.0.2.20/ipp/print" } });
  await fireEvent.click(screen.getByTestId("printer-check"));
  await expect.poll(() => sent).toHaveLength(2);
  expect(sent).toEqual([
    { command: "set_printer", args: { uri: "ipp://192.0.2.20/ipp/print", profile: "plain" } },
    { command: "check_printer", args: {} },
  ]);
  expect(await findings(document.documentElement)).toEqual([]);
});
