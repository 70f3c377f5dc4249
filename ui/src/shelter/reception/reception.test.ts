import { fireEvent } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import type { ArrivalView, NewcomerView, ShelterView } from "../../generated/bindings";
import { recordCommands } from "../../test/commands";
import { acts, allByAct, byAct, byTestId, drawShelter, hasAct, shelterSample } from "../../test/shelter";

type People = Extract<ArrivalView, { step: "people" }>;

const value = (act: string) => (byAct(act) as HTMLInputElement).value;
const type = (act: string, text: string) => fireEvent.input(byAct(act), { target: { value: text } });
const enter = (act: string) => fireEvent.keyDown(byAct(act), { key: "Enter" });
/** The reception of these, the first of them changed. */
function people(name: string, change: Partial<NewcomerView> = {}): ShelterView {
  const view = shelterSample(name);
  const arrival = view.arrival as People;
  const [first, ...rest] = arrival.members;
  return { ...view, arrival: { ...arrival, members: [{ ...(first as NewcomerView), ...change }, ...rest] } };
}

describe("waiting", () => {
  test("the heading has the focus, not a button, so that a scan goes nowhere else", () => {
    drawShelter(shelterSample("reception"));
    expect(document.activeElement?.tagName).toBe("H1");
  });

  test("somebody without a card is one press away", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("reception"));
    await fireEvent.click(byAct("by-hand"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "by_hand" }]);
  });
});

describe("the card's side", () => {
  test("digits and tries are told as numbers, the digits themselves never come here", () => {
    drawShelter(shelterSample("entering-wrong"));
    expect(byAct("digits").textContent).toBe("4桁のうち 0桁");
    expect(byAct("tries").textContent).toMatch(/番号がちがいました。\s*あと2回入れられます/);
    expect(document.querySelector("main input")).toBeNull();
  });

  test.each([
    ["entering", "use-face-code", { command: "use_secret", args: { secret: "face_code" } }],
    ["entering-face-code", "use-pin", { command: "use_secret", args: { secret: "pin" } }],
    ["locked-pin", "use-face-code", { command: "use_secret", args: { secret: "face_code" } }],
    ["problem", "try-again", { command: "shelter_act", args: { input: { act: "try_again" } } }],
    ["place-card", "by-hand", { command: "shelter_act", args: { input: { act: "by_hand" } } }],
    ["last-try", "cancel", { command: "shelter_act", args: { input: { act: "cancel" } } }],
  ])("%s: %s", async (name, button, command) => {
    const sent = recordCommands();
    drawShelter(shelterSample(name));
    await fireEvent.click(byAct(button));
    await expect.poll(() => sent).toEqual([command]);
  });

  test("at every step it goes on without a card", () => {
    for (const name of ["place-card", "checking", "entering", "last-try", "locked-pin", "reading", "problem"]) {
      const { unmount } = drawShelter(shelterSample(name));
      expect(hasAct("by-hand"), name).toBe(true);
      unmount();
    }
  });

  test("a locked card without another way offers none", () => {
    const view = shelterSample("locked-pin");
    drawShelter({ ...view, arrival: { step: "locked", secret: "pin", otherLeft: false } });
    expect(hasAct("use-face-code")).toBe(false);
  });
});

describe("by hand", () => {
  test("name, Enter, Enter, age, Enter: what is typed is told in its order, and the cursor goes on", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("people"));
    expect(document.activeElement).toBe(byAct("member-name"));
    await type("member-name", "見本 三郎");
    await enter("member-name");
    expect(document.activeElement).toBe(byAct("member-kana"));
    await enter("member-kana");
    expect(document.activeElement).toBe(byAct("member-age"));
    await type("member-age", "44");
    await enter("member-age");
    await expect
      .poll(() => acts(sent))
      .toEqual([
        { act: "set_member", index: 0, field: "name", value: "見本 三郎" },
        { act: "set_member", index: 0, field: "age", value: "44" },
      ]);
  });

  test("whoever told an age is not asked for a birth date by Enter, and the last Enter is at the button", async () => {
    recordCommands();
    drawShelter(people("people", { age: "44", sex: "m", help: false }));
    await enter("member-age");
    expect(document.activeElement).toBe(byAct("member-sex-m"));
    await enter("member-sex-m");
    expect(document.activeElement).toBe(byAct("member-help-no"));
    await enter("member-help-no");
    expect(document.activeElement).toBe(byAct("member-address"));
    await enter("member-address");
    await enter("member-phone");
    expect(document.activeElement).toBe(byAct("register"));
  });

  test("Enter of an input method is not ours", async () => {
    recordCommands();
    drawShelter(shelterSample("people"));
    await fireEvent.keyDown(byAct("member-name"), { key: "Enter", isComposing: true });
    expect(document.activeElement).toBe(byAct("member-name"));
  });

  test("what is just typed is told before the registering", async () => {
    const answers: (() => void)[] = [];
    const sent = recordCommands(() => new Promise<void>((done) => answers.push(done)));
    drawShelter(shelterSample("people"));
    byAct("member-age").focus();
    await type("member-age", "44");
    byAct("register").focus();
    await fireEvent.click(byAct("register"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "set_member", index: 0, field: "age", value: "44" }]);
    answers[0]?.();
    await expect.poll(() => acts(sent)).toHaveLength(2);
    expect(acts(sent)[1]).toEqual({ act: "register" });
    answers[1]?.();
  });

  test("a view that comes meanwhile takes no letter away, and brings what Rust made of it afterwards", async () => {
    recordCommands();
    const { rerender } = drawShelter(shelterSample("people"));
    byAct("member-kana").focus();
    await type("member-kana", "みほん さ");
    await rerender({ view: people("people", { name: "見本 三郎" }) });
    expect(value("member-kana")).toBe("みほん さ");
    expect(value("member-name")).toBe("見本 三郎");
    byAct("member-age").focus();
    await rerender({ view: people("people", { name: "見本 三郎", kana: "ミホン サブロウ" }) });
    expect(value("member-kana")).toBe("ミホン サブロウ");
  });

  test("a birth date by era is told as a western one", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("people"));
    await fireEvent.click(byTestId("member-birth-era-S"));
    for (const [box, text] of [
      ["year", "29"],
      ["month", "3"],
      ["day", "2"],
    ]) {
      await fireEvent.input(byTestId(`member-birth-${box}`), { target: { value: text } });
    }
    await fireEvent.keyDown(byTestId("member-birth-day"), { key: "Enter" });
    await expect
      .poll(() => acts(sent))
      .toContainEqual({ act: "set_member", index: 0, field: "birthDate", value: "1954-03-02" });
  });

  test("help is asked of everybody and answered by nobody before", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("people"));
    for (const answer of ["yes", "no"])
      expect((byAct(`member-help-${answer}`) as HTMLInputElement).checked).toBe(false);
    await fireEvent.click(byAct("member-help-yes"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "set_help", index: 0, help: true }]);
  });

  test("one who cannot speak is described", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("people"));
    await fireEvent.click(byAct("nameless"));
    expect(hasAct("member-name")).toBe(false);
    await type("member-description", "青いコートの女性");
    await enter("member-description");
    await expect
      .poll(() => acts(sent))
      .toEqual([{ act: "set_member", index: 0, field: "description", value: "青いコートの女性" }]);
  });

  test("what is wrong stands at its field and is tied to it", () => {
    drawShelter(shelterSample("people-twin"));
    const age = byAct("member-age");
    expect(age.getAttribute("aria-invalid")).toBe("true");
    const hint = document.getElementById(age.getAttribute("aria-describedby") ?? "");
    expect(hint?.textContent).toContain("数字で入れてください。");
  });
});

describe("a family", () => {
  test("one more is one press, and the cursor is in the new name", async () => {
    const sent = recordCommands();
    const { rerender } = drawShelter(shelterSample("people"));
    await fireEvent.click(byAct("add-member"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "add_member" }]);
    await rerender({ view: shelterSample("people-card") });
    expect(document.querySelector("[data-member]")?.getAttribute("data-member")).toBe("1");
    expect(document.activeElement).toBe(byAct("member-name"));
    expect(byAct("register").textContent).toBe("2人を登録する");
  });

  test("a card of the family makes one more, or fills the one of whom nothing is typed", async () => {
    const sent = recordCommands();
    const { unmount } = drawShelter(shelterSample("people-card"));
    await fireEvent.click(byAct("add-member-card"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "read_card_of", index: 1 }]);
    unmount();
    sent.length = 0;
    drawShelter(shelterSample("people-twin"));
    await fireEvent.click(byAct("add-member-card"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "add_member" }, { act: "read_card_of", index: 1 }]);
  });

  test("any of them can be opened again or taken off", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("people-card"));
    await fireEvent.click(byAct("member-0"));
    expect(value("member-name")).toBe("見本 太郎");
    expect(byAct("origin").textContent).toBe("カード");
    await fireEvent.click(byAct("remove-member"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "remove_member", index: 0 }]);
  });

  test("they may stay in a car and be served from here", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("people"));
    await fireEvent.click(byAct("stay-elsewhere"));
    await fireEvent.click(byAct("stay-car"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "set_stay", presence: { state: "car", place: "" } }]);
  });

  test("from paper, its time and number are seen", () => {
    drawShelter(shelterSample("people-paper"));
    expect(byAct("paper-time").textContent).toContain("2026-11-20 08:30");
    expect(byAct("paper-time").textContent).toContain("紙 41");
  });
});

test("what is still needed is said person by person", () => {
  drawShelter(shelterSample("people-card"));
  expect(byAct("not-yet").textContent.trim()).toBe(
    "2人目に要るもの：名前（またはようす）・年齢か生まれた日・手助けの答え",
  );
});

describe("somebody who may be on the list", () => {
  test("can be said to be somebody else after all", async () => {
    const sent = recordCommands();
    drawShelter(people("people-twin", { is: "a2" }));
    expect(hasAct("same")).toBe(false);
    await fireEvent.click(byAct("not-same"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "is_this_one", index: 0, person: null }]);
  });

  test("is shown with the reason, and is the same by one press", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("people-twin"));
    expect(byAct("candidates").textContent).toContain("ふりがなと年齢が同じです。");
    await fireEvent.click(byAct("same"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "is_this_one", index: 0, person: "a2" }]);
  });

  test("or somebody else, and is not asked again", async () => {
    drawShelter(shelterSample("people-twin"));
    await fireEvent.click(byAct("other"));
    expect(hasAct("candidates")).toBe(false);
  });
});

describe("a card for the next disaster", () => {
  test("a keeper prints it of people who have a name, and nobody is registered", async () => {
    const sent = recordCommands();
    const { unmount } = drawShelter(shelterSample("people"));
    expect((byAct("print-beforehand") as HTMLButtonElement).disabled).toBe(true);
    unmount();
    const view = shelterSample("people-card");
    const { arrival } = view;
    if (arrival.step !== "people") throw new Error("people");
    drawShelter({ ...view, arrival: { ...arrival, members: arrival.members.slice(0, 1) } });
    await fireEvent.click(byAct("print-beforehand"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "print", what: "beforehand", people: [] }]);
  });

  test("a volunteer does not", () => {
    drawShelter({ ...shelterSample("people"), operator: { role: "volunteer", label: "受付1番" } });
    expect(hasAct("print-beforehand")).toBe(false);
  });
});

describe("done", () => {
  test("the numbers are there, Enter goes to the next person, and papers are one press", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("done"));
    expect(allByAct("number").map(({ textContent }) => textContent)).toEqual(["KR-0123-5", "KR-0124-2", "KR-0125-9"]);
    expect(document.activeElement).toBe(byAct("next"));
    await fireEvent.click(byAct("print-card"));
    await fireEvent.click(byAct("print-label"));
    await fireEvent.click(byAct("next"));
    const everybody = ["a1", "a2", "a3"];
    await expect
      .poll(() => acts(sent))
      .toEqual([
        { act: "print", what: "card", people: everybody },
        { act: "print", what: "label", people: everybody },
        { act: "cancel" },
      ]);
  });
});
