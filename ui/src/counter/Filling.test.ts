import { fireEvent, screen } from "@testing-library/svelte";
import { describe, expect, test, vi } from "vitest";

import {
  asked,
  missing,
  moveDate,
  moving,
  noAgent,
  noGlyph,
  noSpouse,
  oneForm,
  problems,
  ready,
} from "../dev/case-samples";
import type { CaseView, QuestionView } from "../generated/bindings";
import { findings } from "../test/axe";
import { recordCommands } from "../test/commands";
import { answers, done, draw, fillingView, sample } from "../test/staff";

/** The fields of the request for a copy alone. */
const OWN = "ask-juminhyo-request-request-";
const only = (...questions: QuestionView[]) => fillingView({ people: [], questions });
const wants = (...questions: QuestionView[]): Partial<CaseView> => ({
  people: [],
  questions: questions.map((each) => ({ ...each, missing: true })),
  problems: questions.map(({ name, label }) => missing("juminhyo-request", name, label.ja, label.en)),
  firstMissing: questions[0]?.name ?? null,
  missing: questions.length,
  ready: false,
});
const former: QuestionView = {
  ...asked[3]!,
  name: "move.former_address",
  label: { ja: "前の住所", en: "Former address" },
  required: true,
  value: "",
};

describe("a field", () => {
  test("a field waits quietly for its first answer, and is red once it was left empty", async () => {
    recordCommands();
    const { container } = draw(fillingView(wants(former)));
    const input = screen.getByTestId("ask-move-former_address");
    const section = container.querySelector("main section");
    expect(input.getAttribute("aria-invalid")).toBe("false");
    expect(section?.classList.contains("bad")).toBe(false);
    const next = container.querySelector("#ask-move-former_address-problem")?.textContent;
    expect(next).toContain("入力してください");
    await fireEvent.blur(input);
    expect(input.getAttribute("aria-invalid")).toBe("true");
  });

  test("says what may be typed in it", () => {
    recordCommands();
    const { container } = draw(only(former, { ...former, name: "x.code", kind: { type: "digits", min: 7, max: 7 } }));
    expect(container.querySelector("#ask-move-former_address-hint")?.textContent).toContain("40文字まで");
    expect(container.querySelector("#ask-x-code-hint")?.textContent).toContain("7けた");
  });

  test("a field that cannot be printed can be left for the hand", async () => {
    const sent = recordCommands();
    const { container } = draw(fillingView({ problems: [noGlyph, problems[1]!], ready: false }));
    expect(screen.queryByTestId("leave-person-address")).toBeNull();
    await fireEvent.click(screen.getByTestId("leave-person-name"));
    expect(done(sent)).toEqual([{ command: "leave_for_hand", args: { name: "person.name" } }]);
    expect(document.activeElement).toBe(container.querySelector("h1"));
  });

  test("beside the print button stands how much is to mend, and leads there", async () => {
    recordCommands();
    const { rerender } = draw(
      fillingView({ people: [], questions: asked, problems: [problems[1]!, noGlyph, ...problems], ready: false }),
    );
    const mend = screen.getByTestId("mend");
    expect(mend.textContent).toContain("直すところ 2件");
    await fireEvent.click(mend);
    expect((document.activeElement as HTMLElement).dataset["code"]).toBe("field-missing-glyph");
    await rerender({ view: fillingView(wants(moveDate, former)) });
    expect(screen.getByTestId("mend").textContent).toContain("入れるところ 2件");
    await fireEvent.click(screen.getByTestId("mend"));
    expect(document.activeElement).toBe(screen.getByTestId("ask-move-date-year"));
    await rerender({ view: sample("filling") });
    expect(screen.queryByTestId("mend")).toBeNull();
  });

  test("what is wrong is said as a status", () => {
    recordCommands();
    draw(fillingView({ problems, ready: false }));
    const said = screen.getByTestId("problems-spoken");
    expect(said.getAttribute("role")).toBe("status");
    for (const { advice } of problems) expect(said.textContent).toContain(advice.what.ja);
  });

  test("while the printer has the pages nothing can be changed, and ending says what becomes of the print", async () => {
    recordCommands();
    draw(
      fillingView(
        {
          problems: [{ ...problems[1]!, canLeave: true }],
          printing: { at: 0, state: { state: "printing" } },
          questions: [...oneForm.questions, moveDate],
        },
        ready,
      ),
    );
    const locked = ["copies", "copies-more", "purpose", "kind"].map((id) => OWN + id);
    const buttons = ["leave-person-address", "add-family-card", "change-person", "form-list", "to-guide", "print"];
    for (const id of [...locked, ...buttons, "ask-move-date"]) {
      expect(screen.getByTestId<HTMLInputElement>(id).disabled, id).toBe(true);
    }
    await fireEvent.click(screen.getByTestId("end"));
    expect(screen.getByTestId("end-dialog").textContent).toContain("プリンターに送った印刷も取り消します");
  });

  test("＋ and － answer at once and stay within the limits", async () => {
    const sent = recordCommands();
    draw(only({ ...asked[0]!, value: "9" }));
    const more = screen.getByTestId("ask-juminhyo-request-request-copies-more");
    for (let i = 0; i < 3; i++) await fireEvent.click(more);
    await fireEvent.click(screen.getByTestId("ask-juminhyo-request-request-copies-less"));
    expect(answers(sent)).toEqual(["10", "10", "10", "9"]);
  });

  test("typing answers after a pause, leaving the field answers at once", async () => {
    vi.useFakeTimers();
    const sent = recordCommands();
    draw(sample("filling"));
    const input = screen.getByTestId<HTMLInputElement>("ask-juminhyo-request-request-purpose");
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
    const input = screen.getByTestId<HTMLInputElement>("ask-juminhyo-request-request-purpose");
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
    await fireEvent.click(screen.getByTestId("ask-juminhyo-request-request-items-code"));
    await fireEvent.click(screen.getByTestId("ask-juminhyo-request-request-items-domicile"));
    await fireEvent.click(screen.getByTestId("ask-juminhyo-request-request-items-head"));
    await fireEvent.click(screen.getByTestId("ask-juminhyo-request-request-kind-individual"));
    expect(answers(sent)).toEqual(["head,code", "head,domicile,code", "domicile,code", "individual"]);
  });

  test("what the view says is drawn, but never over what is being typed", async () => {
    recordCommands();
    const { rerender } = draw(only(asked[3]!));
    const input = screen.getByTestId<HTMLInputElement>("ask-juminhyo-request-request-purpose");
    input.blur();
    await fireEvent.blur(input);
    await rerender({ view: only({ ...asked[3]!, value: "年金" }) });
    expect(input.value).toBe("年金");
    await fireEvent.input(input, { target: { value: "年金の" } });
    await rerender({ view: only({ ...asked[3]!, value: "別の答え" }) });
    expect(input.value).toBe("年金の");
  });

  test("a problem leads the cursor to its field, and a fatal one stops printing", async () => {
    recordCommands();
    const { container } = draw(fillingView({ problems, ready: false }));
    expect(container.querySelector('[data-code="missing-glyph"]')).not.toBeNull();
    expect(screen.getByTestId<HTMLButtonElement>("print").disabled).toBe(true);
    await fireEvent.click(screen.getByText("「使う目的」へ移動"));
    const input = screen.getByTestId("ask-juminhyo-request-request-purpose");
    expect(document.activeElement).toBe(input);
    expect(input.getAttribute("aria-invalid")).toBe("true");
  });

  test("a mere warning does not stop printing", () => {
    recordCommands();
    draw(fillingView({ problems: problems.filter(({ fatal }) => !fatal) }));
    expect(screen.getByTestId<HTMLButtonElement>("print").disabled).toBe(false);
  });

  test("nothing is erased unprinted before a second question", async () => {
    const sent = recordCommands();
    draw(sample("filling"));
    await fireEvent.click(screen.getByTestId("end"));
    await fireEvent.click(screen.getByTestId("end-no"));
    expect(screen.queryByTestId("end-dialog")).toBeNull();
    expect(done(sent)).toEqual([]);
    await fireEvent.click(screen.getByTestId("end"));
    await fireEvent.click(screen.getByTestId("end-yes"));
    expect(done(sent)).toEqual([{ command: "end_session", args: {} }]);
  });

  test("the last minute is told, and going on is one button", async () => {
    const sent = recordCommands();
    const { container, rerender } = draw(fillingView({ secondsLeft: 60 }));
    expect(screen.queryByTestId("keep")).toBeNull();
    await rerender({ view: fillingView({ secondsLeft: 59 }) });
    expect(container.textContent).toContain("あと59秒");
    // The seconds are seen, not said.
    expect(screen.getByTestId("soon").closest("[role=alert]")).toBeNull();
    const alerts = screen.getAllByRole("alert").map((alert) => alert.textContent.trim());
    expect(alerts.filter((alert) => alert !== "")).toEqual(["操作がないため、1分以内に消去します。"]);
    await fireEvent.click(screen.getByTestId("keep"));
    expect(done(sent)).toEqual([{ command: "stay", args: {} }]);
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

describe("filling", () => {
  test("questions stand by person, then what several forms share, then each form's own", () => {
    recordCommands();
    const { container } = draw(fillingView({}, moving));
    const titles = [...container.querySelectorAll(".left .person h2, .left section.asked h2")].map(
      (h) => h.textContent,
    );
    expect(titles).toEqual([
      "本人（申請する方）",
      "代理人",
      "家族 1",
      "家族 2",
      "共通の項目",
      "住民票の写し等交付請求書",
    ]);
  });

  test("a datum that is missing on several forms is one thing to do, and many stay folded", async () => {
    recordCommands();
    const { container } = draw(fillingView({}, moving));
    expect(screen.getByTestId("mend").textContent).toContain("10件");
    expect(container.querySelector("[data-field='agent.name']")).toBeNull();
    await fireEvent.click(screen.getByTestId("problems-unfold"));
    expect(container.querySelectorAll("[data-field='agent.name']")).toHaveLength(1);
    await fireEvent.click(screen.getByTestId("problems-unfold"));
    expect(container.querySelector("[data-field='agent.name']")).toBeNull();
  });

  test("the cursor goes into a person that was folded away", async () => {
    recordCommands();
    draw(fillingView({}, moving));
    const folded = screen.getByTestId<HTMLDetailsElement>("person-agent");
    folded.open = false;
    await fireEvent.click(screen.getByTestId("mend"));
    expect(folded.open).toBe(true);
    expect(document.activeElement).toBe(screen.getByTestId("ask-agent-name"));
  });

  test.each([
    ["add-spouse", { command: "add_spouse", args: {} }],
    ["want-agent-card", { command: "add_person", args: { agent: true, byCard: true } }],
    ["want-agent-hand", { command: "add_person", args: { agent: true, byCard: false } }],
  ])("a form that wants somebody who is not there offers them: %s", async (button, command) => {
    const sent = recordCommands();
    draw(fillingView({ problems: [noSpouse, noAgent], ready: false }));
    await fireEvent.click(screen.getByTestId(button));
    expect(done(sent)).toEqual([command]);
  });

  test("who stands in the rows of a form is chosen by name", async () => {
    const sent = recordCommands();
    draw(fillingView({}, moving));
    const one = screen.getByTestId<HTMLInputElement>("member-ido-todoke-family-1");
    expect(one.closest("label")?.textContent?.trim()).toBe("見本 花子");
    expect(screen.getByTestId("member-ido-todoke-family-2").closest("label")?.textContent?.trim()).toBe("家族 2");
    await fireEvent.click(one);
    expect(done(sent)).toEqual([{ command: "want_member", args: { form: "ido-todoke", who: "family.1", on: false } }]);
    // A form without rows has nobody to choose.
    await fireEvent.click(screen.getByTestId("case-form-juminhyo-request"));
    expect(screen.queryByTestId("member-ido-todoke-family-1")).toBeNull();
  });

  test("each form says whether it waits, is ready, or is on paper", () => {
    recordCommands();
    draw(fillingView({ forms: moving.forms.map((form, at) => ({ ...form, printed: at === 2 })) }, moving));
    const state = (id: string) => ({ ...screen.getByTestId(`case-form-${id}`).dataset });
    expect(state("ido-todoke")).toMatchObject({ ready: "false", printed: "false" });
    expect(state("kokuho-join")).toMatchObject({ ready: "true", printed: "false" });
    expect(state("juminhyo-request")).toMatchObject({ ready: "true", printed: "true" });
    expect(screen.getByTestId("case-form-juminhyo-request").textContent).toContain("印刷しました");
  });

  test("forms are added and taken off in a list", async () => {
    const sent = recordCommands();
    draw(fillingView({}, ready));
    await fireEvent.click(screen.getByTestId("form-list"));
    await fireEvent.click(screen.getByTestId("want-child-allowance"));
    await fireEvent.click(screen.getByTestId("want-ido-todoke"));
    expect(done(sent)).toEqual([
      { command: "want_form", args: { form: "child-allowance", on: true } },
      { command: "want_form", args: { form: "ido-todoke", on: false } },
    ]);
    expect(await findings(document.documentElement)).toEqual([]);
  });

  test("the print button says how many forms it prints, which is those that are not on paper yet", async () => {
    const sent = recordCommands();
    const { rerender } = draw(fillingView({}, ready));
    expect(screen.getByTestId("print").textContent).toBe("3件を印刷する");
    await rerender({ view: sample("filling-printing-second") });
    const said = document.querySelector("[data-printing='sending']")?.textContent;
    expect(said).toContain("3件中 2件目");
    expect(said).toContain("国民健康保険 資格取得届");
    await rerender({ view: sample("filling-failed") });
    expect(screen.getByTestId("print").textContent).toBe("もう一度印刷する");
    await fireEvent.click(screen.getByTestId("print"));
    expect(done(sent)).toEqual([{ command: "print_forms", args: { elsewhere: null } }]);
  });

  test("after a failure the rest is printed on another printer, once one was chosen", async () => {
    const sent = recordCommands();
    const { container, rerender } = draw(sample("filling-failed"));
    expect(container.querySelector("[data-code='printer-unreachable']")).not.toBeNull();
    expect(screen.getByTestId<HTMLButtonElement>("print-elsewhere").disabled).toBe(true);
    await fireEvent.change(screen.getByTestId("elsewhere"), { target: { value: "office-2" } });
    await fireEvent.click(screen.getByTestId("print-elsewhere"));
    expect(done(sent)).toEqual([{ command: "print_forms", args: { elsewhere: "office-2" } }]);
    await rerender({ view: { ...sample("filling-failed"), printers: ["counter-1"] } });
    expect(screen.queryByTestId("print-elsewhere")).toBeNull();
  });

  test("an agent's and a family's answers keep their own names", async () => {
    vi.useFakeTimers();
    const sent = recordCommands();
    draw(fillingView({}, moving));
    await fireEvent.input(screen.getByTestId("ask-agent-name"), { target: { value: "代理 一郎" } });
    await fireEvent.input(screen.getByTestId("ask-family-2-name"), { target: { value: "見本 次郎" } });
    await fireEvent.click(screen.getByTestId("ask-family-2-relation-child"));
    vi.advanceTimersByTime(500);
    expect(sent.filter(({ command }) => command === "answer").map(({ args }) => args)).toEqual([
      { name: "family.2.relation", value: "child" },
      { name: "agent.name", value: "代理 一郎" },
      { name: "family.2.name", value: "見本 次郎" },
    ]);
  });

  test("what the desk wrote differently is shown when the field is left", async () => {
    vi.useFakeTimers();
    recordCommands();
    const { rerender } = draw(only(former));
    const input = screen.getByTestId<HTMLInputElement>("ask-move-former_address");
    input.focus();
    await fireEvent.input(input, { target: { value: "みほん" } });
    await vi.advanceTimersByTimeAsync(500);
    await rerender({ view: only({ ...former, value: "ミホン" }) });
    expect(input.value).toBe("みほん");
    await vi.advanceTimersByTimeAsync(1000);
    input.blur();
    await fireEvent.blur(input);
    await vi.waitFor(() => expect(input.value).toBe("ミホン"));
  });
});
