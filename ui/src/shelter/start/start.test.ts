import { fireEvent } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import { recordCommands } from "../../test/commands";
import { acts, allByAct, byAct, byTestId, drawShelter, hasAct, shelterSample } from "../../test/shelter";

const type = (act: string, value: string) => fireEvent.input(byAct(act), { target: { value } });

describe("beginning", () => {
  test("date and time stand large in western and era years, and are asked for before anything else", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("activating"));
    expect(byAct("clock").textContent).toBe("2026年（令和8年）11月21日 14:32");
    expect(hasAct("code")).toBe(false);
    await fireEvent.click(byAct("clock-right"));
    await type("code", "ABCD-1234");
    await fireEvent.submit(byAct("code").closest("form") as HTMLFormElement);
    await expect
      .poll(() => acts(sent))
      .toEqual([
        { act: "clock", real: null },
        { act: "code", code: "ABCD-1234" },
      ]);
  });

  test("a wrong clock can be told by digits, and does not stop anybody", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("activating"));
    await fireEvent.click(byAct("clock-wrong"));
    expect(hasAct("code")).toBe(true);
    await type("clock-time", "0915");
    await fireEvent.click(byAct("clock-told"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "clock", real: "2026-11-21T09:15" }]);
  });

  test("without a package there is no code to type, and one press begins", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("activating-unprepared"));
    await fireEvent.click(byAct("clock-right"));
    expect(hasAct("code")).toBe(false);
    await fireEvent.click(byAct("without-preparation"));
    await expect.poll(() => acts(sent).at(-1)).toEqual({ act: "without_preparation" });
  });

  test("a code that was made is shown alone until it is written down", async () => {
    const sent = recordCommands();
    drawShelter({ ...shelterSample("reception"), codeToKeep: "ふね 12" });
    expect(byAct("code-to-keep").textContent).toBe("ふね 12");
    expect(hasAct("by-hand")).toBe(false);
    await fireEvent.click(byAct("code-kept"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "code_kept" }]);
  });

  test("the counter comes back", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("activating"));
    await fireEvent.click(byAct("to-counter"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "switch_over", on: false }]);
  });
});

describe("opening", () => {
  test("a planned shelter fills the three fields with one press", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("opening"));
    await type("shelter-name-field", "公民");
    expect(allByAct("planned")).toHaveLength(1);
    await fireEvent.click(byAct("planned"));
    await fireEvent.click(byAct("mode-real"));
    await fireEvent.click(byAct("open-shelter"));
    await expect
      .poll(() => acts(sent))
      .toEqual([{ act: "open_shelter", name: "見本公民館", place: "見本市中央5", capacity: "80", training: false }]);
  });

  test("a shelter no list knows opens by its name; real or exercise must be said", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("opening"));
    await type("shelter-name-field", "見本さんの農業用ハウス");
    expect(allByAct("planned")).toHaveLength(0);
    expect((byAct("open-shelter") as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.click(byAct("mode-training"));
    await fireEvent.click(byAct("open-shelter"));
    await expect
      .poll(() => acts(sent))
      .toEqual([{ act: "open_shelter", name: "見本さんの農業用ハウス", place: "", capacity: "", training: true }]);
  });
});

test("a locked desk shows nobody, and its code never stands on the screen", async () => {
  const sent = recordCommands();
  const { container } = drawShelter({ ...shelterSample("known"), operator: null });
  expect(container.textContent).not.toContain("太郎");
  expect(container.textContent).toContain("見本市 危機管理課");
  expect((byAct("code") as HTMLInputElement).type).toBe("password");
  await type("code", "さくら ふね");
  await fireEvent.keyDown(byAct("code"), { key: "Enter" });
  await expect.poll(() => acts(sent)).toEqual([{ act: "code", code: "さくら ふね" }]);
  expect((byAct("code") as HTMLInputElement).value).toBe("");
});

describe("closed", () => {
  test("nothing can be destroyed before the city's receipt", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("closed"));
    expect(hasAct("destroy")).toBe(false);
    expect(byAct("check-words").textContent).toBe("さくら・ふね・3817");
    await type("receipt-check", "さくら・ふね・3817");
    await fireEvent.click(byAct("receipt"));
    await fireEvent.click(byAct("reopen"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "receipt", check: "さくら・ふね・3817" }, { act: "reopen" }]);
  });

  test("destroying asks for the name of the shelter", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("closed-receipt"));
    const destroy = byAct("destroy") as HTMLButtonElement;
    await type("destroy-name", "となり中学校");
    expect(destroy.disabled).toBe(true);
    await type("destroy-name", "見本小学校 体育館");
    await fireEvent.click(destroy);
    await expect.poll(() => acts(sent)).toEqual([{ act: "destroy" }]);
  });
});

test("a date is typed by digits with its era, never picked from a calendar", async () => {
  drawShelter(shelterSample("activating"));
  await fireEvent.click(byAct("clock-wrong"));
  expect((byTestId("clock-date-year") as HTMLInputElement).value).toBe("8");
  expect(document.querySelector("input[type='date'], input[type='time']")).toBeNull();
});
