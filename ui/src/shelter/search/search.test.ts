import { fireEvent } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import type { EvacueeView } from "../../generated/bindings";
import { found } from "../../dev/shelter-people";
import { recordCommands, type Sent } from "../../test/commands";
import { acts, allByAct, byAct, drawShelter, hasAct, shelterSample } from "../../test/shelter";

const type = (act: string, text: string) => fireEvent.input(byAct(act), { target: { value: text } });
const hits = () =>
  [...document.querySelectorAll<HTMLElement>("li[data-person]")].map(({ dataset }) => dataset["person"]);

/** Commands that search as the application would, roughly. */
function searching(): Sent[] {
  const sent: Sent[] = recordCommands((command) =>
    command === "shelter_find" ? found(String(sent.at(-1)?.args["text"])) : null,
  );
  return sent;
}

describe("searching", () => {
  test("finds while typing, and says how many and by what", async () => {
    searching();
    drawShelter(shelterSample("search"));
    expect(document.activeElement).toBe(byAct("find-text"));
    await type("find-text", "ミホン");
    await expect.poll(hits).toEqual(["a1", "a2", "a3", "b1"]);
    expect(byAct("find-count").textContent).toBe("4人見つかりました");
    expect(document.querySelector("li[data-person]")?.textContent).toContain("名前が合います。");
    await type("find-text", "いない人");
    await expect.poll(hits).toEqual([]);
    expect(byAct("find-count").textContent).toContain("ふりがなでもさがせます");
    await type("find-text", "");
    await expect.poll(() => byAct("find-count").textContent.trim()).toBe("");
  });

  test("an answer that was overtaken is not drawn", async () => {
    const answers: ((hits: unknown) => void)[] = [];
    recordCommands((command) => (command === "shelter_find" ? new Promise((done) => answers.push(done)) : null));
    drawShelter(shelterSample("search"));
    await type("find-text", "ミ");
    await type("find-text", "見本 花子");
    await expect.poll(() => answers).toHaveLength(2);
    answers[1]?.(found("花子"));
    await expect.poll(hits).toEqual(["a2"]);
    answers[0]?.(found("ミ"));
    await Promise.resolve();
    expect(hits()).toEqual(["a2"]);
  });

  test("each new view asks again, so that nobody is shown where they were", async () => {
    const sent = searching();
    const { rerender } = drawShelter(shelterSample("search"));
    await type("find-text", "花子");
    await expect.poll(hits).toEqual(["a2"]);
    const before = sent.filter(({ command }) => command === "shelter_find").length;
    await rerender({ view: { ...shelterSample("search"), clock: "2026-11-21 14:33" } });
    await expect.poll(() => sent.filter(({ command }) => command === "shelter_find").length).toBe(before + 1);
  });

  test("Enter opens the only one found, a press any of them", async () => {
    const sent = searching();
    drawShelter(shelterSample("search"));
    await type("find-text", "花子");
    await expect.poll(hits).toEqual(["a2"]);
    await fireEvent.keyDown(byAct("find-text"), { key: "Enter" });
    await expect.poll(() => acts(sent)).toEqual([{ act: "open_person", person: "a2" }]);
    await fireEvent.click(byAct("find-choose"));
    await expect.poll(() => acts(sent)).toHaveLength(2);
  });

  test("somebody without a name is called by the description", async () => {
    searching();
    drawShelter(shelterSample("search"));
    await type("find-text", "コート");
    await expect.poll(hits).toEqual(["c1"]);
    expect(document.querySelector("li[data-person] strong")?.textContent).toBe("70代くらいの女性、青いコート");
  });
});

test("the people behind a count of the board are listed, and asked for again with each view", async () => {
  const sent = recordCommands((command) => (command === "shelter_list" ? found("花子") : null));
  const { rerender } = drawShelter(shelterSample("search"));
  await fireEvent.click(byAct("list-unseen_48"));
  await expect.poll(hits).toEqual(["a2"]);
  expect(sent.at(-1)).toEqual({ command: "shelter_list", args: { which: "unseen_48" } });
  expect(byAct("list-unseen_48").getAttribute("aria-pressed")).toBe("true");
  await rerender({ view: { ...shelterSample("search"), clock: "2026-11-21 14:33" } });
  await expect.poll(() => sent.filter(({ command }) => command === "shelter_list")).toHaveLength(2);
  await fireEvent.click(byAct("list-choose"));
  await expect.poll(() => acts(sent)).toEqual([{ act: "open_person", person: "a2" }]);
});

test("where somebody is by two reports is settled by saying where they are", () => {
  const view = shelterSample("person");
  const conflicts = [{ item: "presence", value: "in", others: ["movedto"] }];
  drawShelter({ ...view, person: { ...(view.person as EvacueeView), conflicts } });
  expect(byAct("conflicts").textContent).toMatch(/ここにいる.*別の避難所.*いまの場所を選んでください/s);
  expect(hasAct("settle")).toBe(false);
});

test("what has a part of its own on the page is not typed into a field", () => {
  const view = shelterSample("person");
  const missing = [{ item: "needs" }, { item: "consent" }, { item: "phone" }];
  drawShelter({ ...view, person: { ...(view.person as EvacueeView), missing } });
  expect(byAct("missing").textContent).toContain("手助けが必要か");
  expect(hasAct("ask-needs")).toBe(false);
  expect(hasAct("ask-phone")).toBe(true);
});

describe("a person's page", () => {
  test("each datum has where it came from, and dates are said in era years", () => {
    drawShelter(shelterSample("person"));
    expect(document.querySelector('[data-item="birth_date"]')?.textContent).toBe("1954年（昭和29年）3月2日");
    expect(document.querySelector('[data-item="birth_date"] + [data-origin]')?.textContent).toBe("カード");
    expect(document.querySelector('[data-item="pets"] + [data-origin]')?.textContent).toBe("手入力");
  });

  test("what contradicts stands side by side and is settled by one press", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("person"));
    const [kept, other] = allByAct("settle");
    expect(kept?.textContent).toContain("2丁目3番");
    await fireEvent.click(other as HTMLElement);
    await expect
      .poll(() => acts(sent))
      .toEqual([{ act: "settle", person: "a1", item: "address", value: "見本県見本市となり町5" }]);
  });

  test("what is missing is asked by its name", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("person"));
    await fireEvent.click(byAct("ask-phone"));
    expect(document.activeElement).toBe(byAct("item-value"));
    await type("item-value", "0120-000-000");
    await fireEvent.click(byAct("item-save"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "tell", person: "a1", item: "phone", value: "0120-000-000" }]);
  });

  test("a datum is changed in its place", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("person"));
    await fireEvent.click(byAct("change-sex"));
    await fireEvent.click(byAct("item-sex-x"));
    await fireEvent.click(byAct("item-save"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "tell", person: "a1", item: "sex", value: "x" }]);
  });

  test("a volunteer sees what to do and no diagnosis, no consent, and nothing of secrets", () => {
    const { container } = drawShelter(shelterSample("person-volunteer"));
    expect(container.textContent).toContain("電源が必要");
    for (const name of ["needs", "consent", "protected"]) expect(hasAct(name)).toBe(false);
    expect(container.textContent).not.toMatch(/酸素|医療機器|支援措置|隠/);
  });

  test("a keeper adds a need and takes one away", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("person"));
    const oxygen = { code: "medical_device", value: "oxygen", urgency: 1, text: "夜だけ" };
    await fireEvent.click(byAct("need-add"));
    await fireEvent.change(byAct("need-kind"), { target: { value: "allergy" } });
    await fireEvent.click(byAct("need-value-egg"));
    await fireEvent.click(byAct("need-urgency-2"));
    await fireEvent.click(byAct("need-save"));
    await fireEvent.click(byAct("need-remove"));
    await expect
      .poll(() => acts(sent))
      .toEqual([
        {
          act: "set_needs",
          person: "a1",
          needs: [oxygen, { code: "allergy", value: "egg", urgency: 2, text: "" }],
        },
        { act: "set_needs", person: "a1", needs: [] },
      ]);
  });

  test("consent is three questions, each unanswered until somebody answers", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("person"));
    expect((byAct("consent-acquaintances-not_asked") as HTMLInputElement).checked).toBe(true);
    expect((byAct("consent-public-no") as HTMLInputElement).checked).toBe(true);
    await fireEvent.click(byAct("consent-acquaintances-yes"));
    await expect
      .poll(() => acts(sent))
      .toEqual([
        { act: "set_consent", person: "a1", consent: { relatives: true, acquaintances: true, public: false } },
      ]);
  });

  test.each([
    ["protect", { act: "set_protected", person: "a1", on: true }],
    ["bind-next", { act: "bind_next", person: "a1" }],
    ["revoke-labels", { act: "revoke_labels", person: "a1" }],
    ["link", { act: "link", person: "a1", other: "b1", on: true }],
    ["unlink", { act: "link", person: "a1", other: "c1", on: false }],
    ["print-card", { act: "print", what: "card", people: ["a1"] }],
    ["close-person", { act: "close_person" }],
  ])("%s sends its act", async (button, input) => {
    const sent = recordCommands();
    drawShelter(shelterSample("person"));
    await fireEvent.click(byAct(button));
    await expect.poll(() => acts(sent)).toEqual([input]);
  });

  test("somebody is put into another household, or into one of their own", async () => {
    const sent = searching();
    drawShelter(shelterSample("person"));
    await fireEvent.click(byAct("join"));
    await type("join-text", "マリア");
    await expect.poll(() => hasAct("join-choose")).toBe(true);
    await fireEvent.click(byAct("join-choose"));
    await fireEvent.click(byAct("household-leave"));
    await expect
      .poll(() => acts(sent))
      .toEqual([
        { act: "set_household", person: "a1", with: "b1", representative: false },
        { act: "set_household", person: "a1", with: null, representative: true },
      ]);
  });

  test("the household moves from here too", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("person"));
    await fireEvent.click(byAct("tick-all"));
    await fireEvent.click(byAct("move-in"));
    await expect
      .poll(() => acts(sent))
      .toEqual([{ act: "move", people: ["a1", "a2", "a3"], presence: { state: "in" } }]);
  });
});
