import { fireEvent, render, screen } from "@testing-library/svelte";
import { describe, expect, test, vi } from "vitest";

import { asked, askedOfAnother, missing, noGlyph, problems, removed, staffSamples } from "../dev/samples";
import type { DeskView, StaffView } from "../generated/bindings";
import { findings } from "../test/axe";
import { recordCommands, type Sent } from "../test/commands";
import StaffWindow from "./StaffWindow.svelte";
import { speech } from "./words.svelte";

function sample(name: string): StaffView {
  const view = staffSamples[name];
  if (!view) throw new Error(`no sample ${name}`);
  return view;
}
function filling(change: Partial<Extract<DeskView, { stage: "filling" }>>): StaffView {
  const view = sample("filling");
  if (view.desk.stage !== "filling") throw new Error("not the stage of filling");
  return { ...view, desk: { ...view.desk, ...change } };
}
const draw = (view: StaffView) => render(StaffWindow, { view });
const without = (sent: Sent[], command: string) => sent.filter((each) => each.command !== command);
const answers = (sent: Sent[]) => sent.filter(({ command }) => command === "answer").map(({ args }) => args["value"]);

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
  expect(container.querySelector("h1")?.textContent).toBe("様式を選んでください");
  await fireEvent.click(screen.getByTestId("staff-lang-en"));
  expect(container.querySelector("h1")?.textContent).toBe("Choose a form");
});

test.each([
  ["choosing", "form-juminhyo-request", { command: "choose_form", args: { form: "juminhyo-request" } }],
  ["choosing", "training-insert-taro", { command: "insert_training_card", args: { resident: "taro" } }],
  ["entering", "training-remove", { command: "remove_training_card", args: {} }],
  ["entering", "use-face-code", { command: "use_secret", args: { secret: "face_code" } }],
  ["entering-face-code", "use-pin", { command: "use_secret", args: { secret: "pin" } }],
  ["entering", "end", { command: "end_session", args: {} }],
  ["locked", "use-face-code", { command: "use_secret", args: { secret: "face_code" } }],
  ["problem", "try-again", { command: "try_again", args: {} }],
  ["printed", "end", { command: "end_session", args: {} }],
  ["filling", "print", { command: "print_form", args: {} }],
])("%s: %s sends its command", async (name, button, command) => {
  const sent = recordCommands();
  draw(sample(name));
  await fireEvent.click(screen.getByTestId(button));
  expect(without(sent, "preview_page")).toEqual([command]);
});

test("a form with an error cannot be chosen and says why", () => {
  const { container } = draw(sample("choosing-no-reader"));
  expect(screen.getByTestId<HTMLButtonElement>("form-broken").disabled).toBe(true);
  expect(container.querySelector('[data-code="form-broken"]')).not.toBeNull();
  expect(container.querySelector('[data-code="no-reader"]')).not.toBeNull();
  expect(screen.queryByTestId("training")).toBeNull();
});

test("without a second try there is no button for it, and the code can be read out", () => {
  const { container } = draw({
    ...sample("problem"),
    desk: { stage: "problem", form: sample("choosing").forms[0]!, advice: removed, canTryAgain: false },
  });
  expect(screen.queryByTestId("try-again")).toBeNull();
  expect(container.querySelector('[data-code="card-removed"]')?.textContent).toContain("card-removed");
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

test("what was found wrong at the start is told while the card is waited for, and without fonts no form is begun", () => {
  const { container, unmount } = draw(sample("awaiting-card-left"));
  expect(container.querySelector('[data-code="font-missing"]')).not.toBeNull();
  unmount();
  draw(sample("choosing-no-fonts"));
  expect(screen.getByTestId<HTMLButtonElement>("form-juminhyo-request").disabled).toBe(true);
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

describe("the focus", () => {
  test("goes to the heading of each stage", async () => {
    recordCommands();
    const { container, rerender } = draw(sample("choosing"));
    for (const name of ["awaiting-card", "checking-card", "entering", "reading", "filling-nothing-asked", "printed"]) {
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

  test("goes to the first thing to fill, of options to the chosen one", async () => {
    recordCommands();
    const { rerender } = draw(sample("reading"));
    await rerender({ view: filling({ asked: [asked[1]!, asked[0]!] }) });
    expect(document.activeElement).toBe(screen.getByTestId("ask-request-kind-household"));
  });
});

test("no menu of the WebView opens but where a clerk types", async () => {
  recordCommands();
  draw(sample("filling"));
  expect(await fireEvent.contextMenu(screen.getByTestId("print"))).toBe(false);
  expect(await fireEvent.contextMenu(screen.getByTestId("ask-request-purpose"))).toBe(true);
});

describe("filling", () => {
  test("a field waits quietly for its first answer, and is red once it was left empty", async () => {
    recordCommands();
    const { container } = draw(sample("filling-missing"));
    const input = screen.getByTestId("ask-needed-name");
    const section = container.querySelector("main section");
    expect(input.getAttribute("aria-invalid")).toBe("false");
    expect(section?.classList.contains("bad")).toBe(false);
    const next = container.querySelector("#ask-needed-name-problem")?.textContent;
    expect(next).toContain("入力してください");
    await fireEvent.blur(input);
    expect(input.getAttribute("aria-invalid")).toBe("true");
  });

  test("a date shows how it can be written", () => {
    recordCommands();
    const { container } = draw(filling({ asked: askedOfAnother }));
    expect(container.querySelector("#ask-needed-birth_date-hint")?.textContent).toContain("昭和55年3月2日");
    expect(container.querySelector("#ask-needed-name-hint")?.textContent).toContain("120文字まで");
  });

  test("a field that cannot be printed can be left for the hand", async () => {
    const sent = recordCommands();
    const { container } = draw(filling({ problems: [noGlyph, problems[1]!] }));
    expect(screen.queryByTestId("leave-person-address")).toBeNull();
    await fireEvent.click(screen.getByTestId("leave-person-name"));
    expect(without(sent, "preview_page")).toEqual([{ command: "leave_for_hand", args: { name: "person.name" } }]);
    expect(document.activeElement).toBe(container.querySelector("h1"));
  });

  test("beside the print button stands how much is to mend, and leads there", async () => {
    recordCommands();
    const { rerender } = draw(filling({ problems: [problems[1]!, noGlyph, ...problems] }));
    const mend = screen.getByTestId("mend");
    expect(mend.textContent).toContain("2件");
    await fireEvent.click(mend);
    expect((document.activeElement as HTMLElement).dataset["code"]).toBe("field-missing-glyph");
    await rerender({ view: filling({ asked: askedOfAnother, problems: [missing] }) });
    await fireEvent.click(screen.getByTestId("mend"));
    expect(document.activeElement).toBe(screen.getByTestId("ask-needed-name"));
    await rerender({ view: sample("filling") });
    expect(screen.queryByTestId("mend")).toBeNull();
  });

  test("what is wrong is said as a status", () => {
    recordCommands();
    draw(filling({ problems }));
    const said = screen.getByTestId("problems-spoken");
    expect(said.getAttribute("role")).toBe("status");
    for (const { advice } of problems) expect(said.textContent).toContain(advice.what.ja);
  });

  test("while the printer has the pages nothing can be changed, and ending says what becomes of the print", async () => {
    recordCommands();
    draw(filling({ problems: [{ ...problems[1]!, canLeave: true }], printing: { state: "printing" } }));
    for (const id of ["ask-request-copies", "ask-request-copies-more", "ask-request-purpose", "leave-person-address"]) {
      expect(screen.getByTestId<HTMLInputElement>(id).disabled, id).toBe(true);
    }
    expect(screen.getByTestId<HTMLFieldSetElement>("ask-request-kind").disabled).toBe(true);
    await fireEvent.click(screen.getByTestId("end"));
    expect(screen.getByTestId("end-dialog").textContent).toContain("プリンターに送った印刷も取り消します");
  });

  test("＋ and － answer at once and stay within the limits", async () => {
    const sent = recordCommands();
    draw(filling({ asked: [{ ...asked[0]!, value: "9" }] }));
    const more = screen.getByTestId("ask-request-copies-more");
    for (let i = 0; i < 3; i++) await fireEvent.click(more);
    await fireEvent.click(screen.getByTestId("ask-request-copies-less"));
    expect(answers(sent)).toEqual(["10", "10", "10", "9"]);
  });

  test("typing answers after a pause, leaving the field answers at once", async () => {
    vi.useFakeTimers();
    const sent = recordCommands();
    draw(sample("filling"));
    const input = screen.getByTestId<HTMLInputElement>("ask-request-purpose");
    expect(input.lang).toBe("ja");
    expect(input.autocomplete).toBe("off");
    expect(input.getAttribute("spellcheck")).toBe("false");
    await fireEvent.input(input, { target: { value: "年" } });
    await fireEvent.input(input, { target: { value: "年金" } });
    expect(answers(sent)).toEqual([]);
    vi.advanceTimersByTime(500);
    expect(answers(sent)).toEqual(["年金"]);
    await fireEvent.input(input, { target: { value: "年金の手続き" } });
    await fireEvent.blur(input);
    expect(answers(sent)).toEqual(["年金", "年金の手続き"]);
  });

  test("a conversion under way is never sent, not even by Enter", async () => {
    vi.useFakeTimers();
    const sent = recordCommands();
    draw(sample("filling"));
    const input = screen.getByTestId<HTMLInputElement>("ask-request-purpose");
    input.value = "ねんき";
    await fireEvent(input, new InputEvent("input", { isComposing: true, bubbles: true }));
    await fireEvent.keyDown(input, { key: "Enter", isComposing: true });
    vi.advanceTimersByTime(2000);
    expect(answers(sent)).toEqual([]);
    input.value = "年金";
    await fireEvent.compositionEnd(input);
    await fireEvent(input, new InputEvent("input", { bubbles: true }));
    vi.advanceTimersByTime(500);
    expect(answers(sent)).toEqual(["年金"]);
  });

  test("choices are answered in the order of the form", async () => {
    const sent = recordCommands();
    draw(sample("filling"));
    await fireEvent.click(screen.getByTestId("ask-request-items-code"));
    await fireEvent.click(screen.getByTestId("ask-request-items-domicile"));
    await fireEvent.click(screen.getByTestId("ask-request-items-head"));
    await fireEvent.click(screen.getByTestId("ask-request-kind-individual"));
    expect(answers(sent)).toEqual(["head,code", "head,domicile,code", "domicile,code", "individual"]);
  });

  test("what the view says is drawn, but never over what is being typed", async () => {
    recordCommands();
    const { rerender } = draw(filling({ asked: [asked[3]!] }));
    const input = screen.getByTestId<HTMLInputElement>("ask-request-purpose");
    input.blur();
    await fireEvent.blur(input);
    await rerender({ view: filling({ asked: [{ ...asked[3]!, value: "年金" }] }) });
    expect(input.value).toBe("年金");
    await fireEvent.input(input, { target: { value: "年金の" } });
    await rerender({ view: filling({ asked: [{ ...asked[3]!, value: "別の答え" }] }) });
    expect(input.value).toBe("年金の");
  });

  test("a problem leads the cursor to its field, and a fatal one stops printing", async () => {
    recordCommands();
    const { container } = draw(filling({ problems }));
    expect(container.querySelector('[data-code="missing-glyph"]')).not.toBeNull();
    expect(screen.getByTestId<HTMLButtonElement>("print").disabled).toBe(true);
    await fireEvent.click(screen.getByText("「使う目的」へ移動"));
    const input = screen.getByTestId("ask-request-purpose");
    expect(document.activeElement).toBe(input);
    expect(input.getAttribute("aria-invalid")).toBe("true");
  });

  test("a mere warning does not stop printing", () => {
    recordCommands();
    draw(filling({ problems: problems.filter(({ fatal }) => !fatal) }));
    expect(screen.getByTestId<HTMLButtonElement>("print").disabled).toBe(false);
  });

  test("nothing is erased unprinted before a second question", async () => {
    const sent = recordCommands();
    draw(sample("filling"));
    await fireEvent.click(screen.getByTestId("end"));
    await fireEvent.click(screen.getByTestId("end-no"));
    expect(screen.queryByTestId("end-dialog")).toBeNull();
    expect(without(sent, "preview_page")).toEqual([]);
    await fireEvent.click(screen.getByTestId("end"));
    await fireEvent.click(screen.getByTestId("end-yes"));
    expect(without(sent, "preview_page")).toEqual([{ command: "end_session", args: {} }]);
  });

  test("the last minute is told, and going on is the same answer again", async () => {
    const sent = recordCommands();
    const { container, rerender } = draw(filling({ secondsLeft: 60 }));
    expect(screen.queryByTestId("keep")).toBeNull();
    await rerender({ view: filling({ secondsLeft: 59 }) });
    expect(container.textContent).toContain("あと59秒");
    // The seconds are seen, not said.
    expect(screen.getByTestId("soon").closest("[role=alert]")).toBeNull();
    const alerts = screen.getAllByRole("alert").map((alert) => alert.textContent.trim());
    expect(alerts.filter((alert) => alert !== "")).toEqual(["操作がないため、1分以内に消去します。"]);
    await fireEvent.click(screen.getByTestId("keep"));
    expect(answers(sent)).toEqual(["1"]);
  });

  test("printing is followed in words and cannot be asked for twice", async () => {
    recordCommands();
    const { container, rerender } = draw(sample("filling-waiting"));
    expect(container.querySelector("[data-printing]")?.textContent).toContain("プリンターに用紙がありません");
    expect(screen.getByTestId<HTMLButtonElement>("print").disabled).toBe(true);
    await rerender({ view: sample("filling-failed") });
    expect(screen.getByTestId<HTMLButtonElement>("print").disabled).toBe(false);
  });
});

describe("the preview", () => {
  test("is asked for again when the form changes, and gives each picture up", async () => {
    const made: string[] = [];
    const given: string[] = [];
    vi.spyOn(URL, "createObjectURL").mockImplementation(() => {
      made.push(`blob:${made.length}`);
      return made.at(-1)!;
    });
    vi.spyOn(URL, "revokeObjectURL").mockImplementation((url) => void given.push(url));
    const sent = recordCommands((command) => (command === "preview_page" ? new ArrayBuffer(8) : null));
    const pages = () => sent.filter(({ command }) => command === "preview_page").map(({ args }) => args["page"]);

    const { rerender, unmount } = draw(filling({ pages: 2, revision: 1 }));
    expect((await screen.findByTestId("preview")).getAttribute("src")).toBe("blob:0");
    expect(given).toEqual([]);
    await rerender({ view: filling({ pages: 2, revision: 2 }) });
    await vi.waitFor(() => expect(given).toEqual(["blob:0"]));
    await fireEvent.click(screen.getByTestId("preview-next"));
    await vi.waitFor(() => expect(given).toEqual(["blob:0", "blob:1"]));
    // The second page is gone: back to the last one there is.
    await rerender({ view: filling({ pages: 1, revision: 3 }) });
    await vi.waitFor(() => expect(given).toHaveLength(3));
    expect(pages()).toEqual([0, 0, 1, 0]);
    unmount();
    expect(given).toEqual(made);
  });

  test("is not drawn from an answer that comes too late", async () => {
    const made = vi.spyOn(URL, "createObjectURL");
    let answer: (bytes: ArrayBuffer) => void = () => {};
    const sent = recordCommands(() => new Promise((done) => (answer = done)));
    const { unmount } = draw(sample("filling"));
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    unmount();
    answer(new ArrayBuffer(8));
    await Promise.resolve();
    expect(made).not.toHaveBeenCalled();
  });

  test("says so when it cannot be made", async () => {
    recordCommands(() => Promise.reject(new Error("no page")));
    draw(sample("filling"));
    expect(await screen.findByText("プレビューを表示できませんでした。")).toBeTruthy();
  });

  test("an empty answer is no picture, and can be asked for again", async () => {
    const made = vi.spyOn(URL, "createObjectURL");
    const answers = [new ArrayBuffer(0), new ArrayBuffer(8)];
    const sent = recordCommands((command) => (command === "preview_page" ? answers.shift() : null));
    draw(sample("filling"));
    await fireEvent.click(await screen.findByTestId("preview-retry"));
    expect(made).not.toHaveBeenCalled();
    const picture = await screen.findByTestId("preview");
    expect(picture.getAttribute("draggable")).toBe("false");
    expect(sent).toHaveLength(2);
    await fireEvent.error(picture);
    expect(screen.getByTestId("preview-retry")).toBeTruthy();
  });

  test("without pages it says why, and nothing is asked for", async () => {
    const sent = recordCommands();
    draw(sample("filling-no-glyph"));
    expect(await screen.findByText(/^直すところがあるため、プレビューを表示できません/)).toBeTruthy();
    expect(sent).toEqual([]);
  });
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
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  expect(sent).toEqual([
    { command: "set_printer", args: { uri: "ipp://192.0.2.20/ipp/print", profile: "plain" } },
    { command: "check_printer", args: {} },
  ]);
  expect(await findings(document.documentElement)).toEqual([]);
});
