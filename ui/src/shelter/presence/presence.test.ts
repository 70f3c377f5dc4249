import { fireEvent } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import { recordCommands } from "../../test/commands";
import { acts, allByAct, byAct, byTestId, drawShelter, hasAct, shelterSample } from "../../test/shelter";
import { shelterTexts } from "../texts";
import { presenceOf, SHAPES, type State, whereabouts } from "./state";

const STATES = Object.keys(SHAPES) as State[];
/** Words that say all there is. */
const WITHOUT: State[] = ["in", "out", "unknown", "expected"];
const checked = () => allByAct("tick").filter((each) => (each as HTMLInputElement).checked);

describe("a household that was recognised", () => {
  test("only the one who was recognised is ticked: nobody else leaves by mistake", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("known"));
    expect(checked().map(({ dataset }) => dataset["person"])).toEqual(["a1"]);
    await fireEvent.click(byAct("move-in"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "move", people: ["a1"], presence: { state: "in" } }]);
  });

  test("everybody is one press more", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("known"));
    await fireEvent.click(byAct("tick-all"));
    expect(byAct("tick-all").getAttribute("aria-pressed")).toBe("true");
    await fireEvent.click(byAct("move-out"));
    await expect
      .poll(() => acts(sent))
      .toEqual([{ act: "move", people: ["a1", "a2", "a3"], presence: { state: "out" } }]);
  });

  test("with nobody ticked nobody moves, and it says so", async () => {
    drawShelter(shelterSample("known"));
    await fireEvent.click(byAct("tick"));
    expect((byAct("move-in") as HTMLButtonElement).disabled).toBe(true);
    expect(hasAct("nobody")).toBe(true);
  });

  test("the card can be read with its PIN all the same", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("known"));
    await fireEvent.click(byAct("read-card"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "read_card" }]);
  });

  test("seeing somebody is told too", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("known"));
    await fireEvent.click(byAct("seen"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "seen", people: ["a1"] }]);
  });

  test("somebody's page is opened on the page of the search", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("known"));
    await fireEvent.click(byAct("open-person"));
    await expect
      .poll(() => acts(sent))
      .toEqual([
        { act: "go", page: "search" },
        { act: "open_person", person: "a1" },
      ]);
  });
});

describe("where they go", () => {
  test("leaving asks where to and the telephone, and neither must be known", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("known"));
    await fireEvent.click(byAct("move-left"));
    expect(document.activeElement).toBe(byAct("move-place"));
    await fireEvent.input(byAct("move-place"), { target: { value: "となり市の娘の家" } });
    await fireEvent.keyDown(byAct("move-place"), { key: "Enter" });
    expect(document.activeElement).toBe(byAct("move-phone"));
    await fireEvent.keyDown(byAct("move-phone"), { key: "Enter" });
    expect(document.activeElement).toBe(byAct("move-done"));
    await fireEvent.click(byAct("move-done"));
    await expect
      .poll(() => acts(sent))
      .toEqual([{ act: "move", people: ["a1"], presence: { state: "left", to: "となり市の娘の家", phone: "" } }]);
  });

  test("a night away has its last day by digits", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("known"));
    await fireEvent.click(byAct("move-overnight"));
    await fireEvent.click(byTestId("move-until-era-R"));
    for (const [box, text] of [
      ["year", "8"],
      ["month", "11"],
      ["day", "23"],
    ]) {
      await fireEvent.input(byTestId(`move-until-${box}`), { target: { value: text } });
    }
    await fireEvent.keyDown(byTestId("move-until-day"), { key: "Enter" });
    await fireEvent.click(byAct("move-done"));
    await expect
      .poll(() => acts(sent))
      .toEqual([{ act: "move", people: ["a1"], presence: { state: "overnight", until: "2026-11-23", place: "" } }]);
  });

  test.each(["moved_to", "hospital", "home", "car", "tent", "relatives"] as const)(
    "%s is behind one press and asks for the place",
    async (state) => {
      const sent = recordCommands();
      drawShelter(shelterSample("known"));
      await fireEvent.click(byAct("move-more"));
      await fireEvent.click(byAct(`move-${state}`));
      await fireEvent.input(byAct("move-place"), { target: { value: "見本" } });
      await fireEvent.click(byAct("move-done"));
      await expect
        .poll(() => acts(sent))
        .toEqual([{ act: "move", people: ["a1"], presence: { state, place: "見本" } }]);
    },
  );

  test("one may think better of it", async () => {
    const sent = recordCommands();
    drawShelter(shelterSample("known"));
    await fireEvent.click(byAct("move-left"));
    await fireEvent.click(byAct("move-back"));
    expect(hasAct("move-in")).toBe(true);
    expect(acts(sent)).toEqual([]);
  });
});

describe("whereabouts", () => {
  test("are words in each language, each its own, with a shape and not with a colour alone", () => {
    for (const { presence } of Object.values(shelterTexts)) {
      const said = STATES.map((state) => presence.state[state]);
      expect(new Set(said).size).toBe(STATES.length);
    }
    const groups = new Set(
      ["in", "out", "left", "moved_to", "home", "hospital"].map((state) => SHAPES[state as State]),
    );
    expect(groups.size).toBe(6);
  });

  test.each(STATES)("%s is what was typed", (state) => {
    const typed = { until: "2026-11-23", place: "見本", phone: "0120" };
    const made = presenceOf(state, typed);
    expect(made.state).toBe(state);
    const { place, until } = whereabouts(made);
    expect(place).toBe(WITHOUT.includes(state) ? "" : state === "left" ? "見本 0120" : "見本");
    expect(until).toBe(state === "overnight" ? "2026-11-23" : "");
  });
});
