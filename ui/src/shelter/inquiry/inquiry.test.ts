import { fireEvent } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import { both } from "../../dev/case-samples";
import { found } from "../../dev/shelter-people";
import { recordCommands } from "../../test/commands";
import { acts, byAct, drawShelter, hasAct, shelterSample } from "../../test/shelter";

const type = (act: string, text: string) => fireEvent.input(byAct(act), { target: { value: text } });

async function asks() {
  await type("inquirer", "見本 次郎");
  await type("identified", "運転免許証");
  await type("reason", "無事を知りたい");
  await fireEvent.click(byAct("asker-relative"));
}
const asked = { asker: "relative", inquirer: "見本 次郎", identified: "運転免許証", reason: "無事を知りたい" };

describe("an inquiry after somebody", () => {
  test("nobody can be searched before it is known who asks and why", async () => {
    recordCommands();
    drawShelter(shelterSample("inquiry"));
    expect(hasAct("inquiry-text")).toBe(false);
    await type("inquirer", "見本 次郎");
    await type("identified", "　");
    await type("reason", "無事を知りたい");
    await fireEvent.click(byAct("asker-relative"));
    expect(hasAct("inquiry-text")).toBe(false);
    expect(byAct("inquiry-first").textContent).toContain("4つ");
    await type("identified", "運転免許証");
    expect(hasAct("inquiry-text")).toBe(true);
  });

  test("somebody found is answered about, and so is nobody", async () => {
    const sent = recordCommands((command) => (command === "shelter_find" ? found("太郎") : null));
    drawShelter(shelterSample("inquiry"));
    await asks();
    await type("inquiry-text", "太郎");
    await expect.poll(() => hasAct("inquiry-choose")).toBe(true);
    // An answer is never given by Enter alone.
    await fireEvent.keyDown(byAct("inquiry-text"), { key: "Enter" });
    await fireEvent.click(byAct("inquiry-choose"));
    await fireEvent.click(byAct("inquiry-nobody"));
    await expect
      .poll(() => acts(sent))
      .toEqual([
        { act: "inquire", person: "a1", ...asked },
        { act: "inquire", person: null, ...asked },
      ]);
  });

  test("the answer stands alone in its words, and the next asker begins with empty fields", async () => {
    const sent = recordCommands();
    const { rerender } = drawShelter(shelterSample("inquiry"));
    await asks();
    const words = both("お尋ねの方の情報はありません。", "There is no information about this person.");
    await rerender({ view: { ...shelterSample("inquiry"), told: words } });
    expect(byAct("told").textContent).toBe("お尋ねの方の情報はありません。");
    expect(hasAct("inquirer")).toBe(false);
    await fireEvent.click(byAct("inquiry-next"));
    await expect.poll(() => acts(sent)).toEqual([{ act: "inquiry_over" }]);
    await rerender({ view: shelterSample("inquiry") });
    expect((byAct("inquirer") as HTMLInputElement).value).toBe("");
  });
});
