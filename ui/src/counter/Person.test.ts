import { fireEvent, screen } from "@testing-library/svelte";
import { describe, expect, test, vi } from "vitest";

import { byHand, child, hanako, moving, noGlyph, oneForm, person, ready } from "../dev/case-samples";
import { postal } from "../dev/times-samples";
import type { CaseView, PostalView } from "../generated/bindings";
import { findings } from "../test/axe";
import { recordCommands } from "../test/commands";
import { answers, done, draw, fillingView } from "../test/staff";
import { speech } from "./words.svelte";

const change = (of: CaseView, name: string, more: Partial<CaseView["questions"][number]>) => ({
  questions: of.questions.map((each) => (each.name === name ? { ...each, ...more } : each)),
});
const who = (id: string) => screen.getByTestId<HTMLDetailsElement>(`person-${id}`);

describe("a person", () => {
  test("known by card is read, not typed, until somebody wants to change it", async () => {
    recordCommands();
    draw(fillingView());
    expect(screen.getByTestId("known-person-birth_date").textContent).toBe("昭和55年3月2日");
    expect(screen.getByTestId("known-person-sex").textContent).toBe("男");
    expect(screen.queryByTestId("ask-person-name")).toBeNull();
    await fireEvent.click(screen.getByTestId("change-person"));
    expect(screen.getByTestId<HTMLInputElement>("ask-person-name").value).toBe("見本 太郎");
    expect(screen.queryByTestId("known-person-name")).toBeNull();
  });

  test("whose card item was changed shows it, marked", () => {
    recordCommands();
    draw(fillingView(change(oneForm, "person.name", { value: "見本 次郎", changed: true })));
    const field = screen.getByTestId("ask-person-name").closest(".field");
    expect(field?.classList.contains("changed")).toBe(true);
    expect(field?.textContent).toContain("手で変更");
    expect(screen.getByTestId("known-person-address")).toBeTruthy();
  });

  test("with a card item that cannot be printed shows it to be mended", () => {
    recordCommands();
    draw(fillingView({ problems: [noGlyph], ready: false }));
    expect(screen.getByTestId("ask-person-name").getAttribute("aria-invalid")).toBe("true");
  });

  test("with items that may not be changed offers no change", () => {
    recordCommands();
    draw(fillingView({ questions: oneForm.questions.map((each) => ({ ...each, editable: false })) }));
    expect(screen.queryByTestId("change-person")).toBeNull();
  });

  test("is called what they are in the case, in both languages", async () => {
    recordCommands();
    const { rerender } = draw(fillingView({}, moving));
    expect(who("agent").querySelector("h2")?.textContent).toBe("代理人");
    expect(who("family-2").querySelector("h2")?.textContent).toBe("家族 2");
    speech.language = "en";
    await rerender({ view: fillingView({}, moving) });
    expect(who("agent").querySelector("h2")?.textContent).toBe("Agent");
    expect(who("family-1").querySelector("h2")?.textContent).toBe("Family 1");
  });

  test("of whom all is known is folded away, unfolds when something is missing, and for the cursor", async () => {
    recordCommands();
    const { rerender } = draw(fillingView({}, ready));
    expect(who("person").open).toBe(true);
    expect(who("family-1").open).toBe(false);
    expect(screen.getByTestId("fold-family-1").textContent).toContain("見本 花子");
    await rerender({ view: fillingView(change(ready, "family.1.relation", { value: "", missing: true }), ready) });
    expect(who("family-1").open).toBe(true);
    expect(screen.getByTestId("fold-family-1").textContent).toContain("あと1項目");
  });
});

describe("people", () => {
  test.each([
    ["add-family-card", { command: "add_person", args: { agent: false, byCard: true } }],
    ["add-family-hand", { command: "add_person", args: { agent: false, byCard: false } }],
    ["add-agent-card", { command: "add_person", args: { agent: true, byCard: true } }],
    ["add-agent-hand", { command: "add_person", args: { agent: true, byCard: false } }],
    ["remove-family-1", { command: "remove_person", args: { who: "family.1" } }],
  ])("%s sends its command", async (button, command) => {
    const sent = recordCommands();
    draw(fillingView({}, ready));
    await fireEvent.click(screen.getByTestId(button));
    expect(done(sent)).toEqual([command]);
  });

  test("a card can be read for who was typed, and the applicant cannot be removed", async () => {
    const sent = recordCommands();
    draw(fillingView({}, moving));
    await fireEvent.click(screen.getByTestId("read-family-2"));
    expect(done(sent)).toEqual([{ command: "read_card_of", args: { who: "family.2" } }]);
    expect(screen.queryByTestId("remove-person")).toBeNull();
    expect(screen.queryByTestId("add-agent-card")).toBeNull();
  });

  test("without room there is nobody to add", () => {
    recordCommands();
    draw(fillingView({ familyHasRoom: false }, ready));
    expect(screen.queryByTestId("add-family-card")).toBeNull();
    expect(screen.getByTestId("add-agent-card")).toBeTruthy();
  });

  test("who is added by hand is typed at once", async () => {
    recordCommands();
    const { rerender } = draw(fillingView({}, ready));
    const people = [person, hanako, child];
    await rerender({ view: fillingView({ people, questions: [...ready.questions, ...byHand("family.2")] }, ready) });
    expect(document.activeElement).toBe(screen.getByTestId("ask-family-2-name"));
  });
});

describe("the reading of a typed name", () => {
  const typed = () => fillingView({ people: [{ ...person, known: "hand" }], questions: byHand("person") });
  const compose = async (input: HTMLInputElement, texts: string[], after: string) => {
    await fireEvent.compositionStart(input);
    for (const data of texts) await fireEvent.compositionUpdate(input, { data });
    await fireEvent.compositionEnd(input, { data: texts.at(-1) });
    // As WebKit does: the field holds the text only after the event.
    input.value = after;
    await fireEvent.input(input);
  };

  test("is offered, never filled in by itself, and given with a button", async () => {
    const sent = recordCommands();
    draw(typed());
    const input = screen.getByTestId<HTMLInputElement>("ask-person-name");
    await compose(input, ["み", "みほん", "見本"], "見本");
    await compose(input, ["は", "はなこ", "花子"], "見本　花子");
    const offer = await screen.findByTestId("give-ask-person-kana");
    expect(offer.textContent).toBe("「みほん　はなこ」を入れる");
    expect(answers(sent)).not.toContain("みほん　はなこ");
    await fireEvent.click(offer);
    expect(done(sent)).toContainEqual({ command: "answer", args: { name: "person.kana", value: "みほん　はなこ" } });
    expect(screen.queryByTestId("give-ask-person-kana")).toBeNull();
  });

  test("is told of a word that the next one ended, where the field holds the text before the event", async () => {
    recordCommands();
    draw(typed());
    const input = screen.getByTestId<HTMLInputElement>("ask-person-name");
    await fireEvent.compositionStart(input);
    await fireEvent.compositionUpdate(input, { data: "みほん" });
    input.value = "見本";
    await fireEvent.compositionEnd(input, { data: "見本" });
    await fireEvent.compositionStart(input);
    await fireEvent.compositionUpdate(input, { data: "はなこ" });
    input.value = "見本花子";
    await fireEvent.compositionEnd(input, { data: "花子" });
    const offer = () => screen.getByTestId("give-ask-person-kana").textContent;
    await vi.waitFor(() => expect(offer()).toBe("「みほんはなこ」を入れる"));
  });

  test("is not offered for what was typed without an input method", async () => {
    recordCommands();
    draw(typed());
    await fireEvent.input(screen.getByTestId("ask-person-name"), { target: { value: "MIHON HANAKO" } });
    expect(screen.queryByTestId("give-ask-person-kana")).toBeNull();
  });
});

describe("postal codes", () => {
  const typed = () => fillingView({ people: [{ ...person, known: "hand" }], questions: byHand("person") });
  const answering = (found: PostalView[]) => recordCommands((command) => (command.startsWith("postal") ? found : null));

  test("lead to addresses to choose from; the cursor goes on to the house number", async () => {
    const sent = answering(postal.slice(0, 2));
    draw(typed());
    await fireEvent.input(screen.getByTestId("ask-person-postal_code"), { target: { value: "123-4567" } });
    await fireEvent.click(screen.getByTestId("postal-person-by-code"));
    expect(sent).toContainEqual({ command: "postal_by_code", args: { code: "123-4567" } });
    expect(await screen.findByText("2件あります。選んでください。")).toBeTruthy();
    expect(sent.filter(({ args }) => args["name"] === "person.address")).toEqual([]);
    expect(await findings(document.documentElement)).toEqual([]);
    await fireEvent.click(screen.getByTestId("postal-person-choice-1"));
    expect(sent).toContainEqual({
      command: "answer",
      args: { name: "person.address", value: "見本県見本市北見本町" },
    });
    await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("ask-person-address")));
    expect(screen.queryByTestId("postal-person-choice-0")).toBeNull();
  });

  test("are found from an address, and a single one is a choice too", async () => {
    const sent = answering(postal.slice(2));
    draw(typed());
    await fireEvent.input(screen.getByTestId("ask-person-address"), { target: { value: "見本県となり市中央1-2" } });
    await fireEvent.click(screen.getByTestId("postal-person-of-address"));
    expect(sent).toContainEqual({ command: "postal_of_address", args: { address: "見本県となり市中央1-2" } });
    expect(answers(sent)).not.toContain("7654321");
    await fireEvent.click(await screen.findByTestId("postal-person-choice-0"));
    expect(sent).toContainEqual({ command: "answer", args: { name: "person.postal_code", value: "7654321" } });
  });

  test("that nobody knows are said to be unknown", async () => {
    answering([]);
    draw(typed());
    await fireEvent.click(screen.getByTestId("postal-person-by-code"));
    expect(await screen.findByText(/^見つかりませんでした/)).toBeTruthy();
  });

  test("have a box of their own where the forms want the address alone", async () => {
    const sent = answering(postal.slice(2));
    const questions = byHand("person").filter(({ name }) => !name.endsWith("postal_code"));
    draw(fillingView({ people: [{ ...person, known: "hand" }], questions }));
    await fireEvent.input(screen.getByTestId("postal-person-code"), { target: { value: "7654321" } });
    await fireEvent.keyDown(screen.getByTestId("postal-person-code"), { key: "Enter" });
    await fireEvent.click(await screen.findByTestId("postal-person-choice-0"));
    expect(answers(sent)).toEqual(["見本県となり市中央"]);
    expect(screen.queryByTestId("postal-person-of-address")).toBeNull();
  });

  test("are not asked of who was read from a card", () => {
    answering([]);
    draw(fillingView());
    expect(screen.queryByTestId("postal-person-by-code")).toBeNull();
  });
});
