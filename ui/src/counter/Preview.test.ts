import { fireEvent, screen } from "@testing-library/svelte";
import { describe, expect, test, vi } from "vitest";

import { juminhyo, ready } from "../dev/case-samples";
import { recordCommands } from "../test/commands";
import { draw, fillingView, sample } from "../test/staff";

const pages = (pages: number, revision: number) => fillingView({ forms: [{ ...juminhyo, pages, revision }] });

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
    const fetched = () => sent.filter(({ command }) => command === "preview_page").map(({ args }) => args["page"]);

    const { rerender, unmount } = draw(pages(2, 1));
    expect((await screen.findByTestId("preview")).getAttribute("src")).toBe("blob:0");
    expect(given).toEqual([]);
    await rerender({ view: pages(2, 2) });
    await vi.waitFor(() => expect(given).toEqual(["blob:0"]));
    await fireEvent.click(screen.getByTestId("preview-next"));
    await vi.waitFor(() => expect(given).toEqual(["blob:0", "blob:1"]));
    // The second page is gone: back to the last one there is.
    await rerender({ view: pages(1, 3) });
    await vi.waitFor(() => expect(given).toHaveLength(3));
    expect(fetched()).toEqual([0, 0, 1, 0]);
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

  test("is that of the form that was chosen, from its first page", async () => {
    const sent = recordCommands((command) => (command === "preview_page" ? new ArrayBuffer(8) : null));
    const of = () =>
      sent.filter(({ command }) => command === "preview_page").map(({ args }) => [args["form"], args["page"]]);
    draw(fillingView({}, ready));
    await vi.waitFor(() => expect(of()).toEqual([["ido-todoke", 0]]));
    await fireEvent.click(screen.getByTestId("case-form-juminhyo-request"));
    await vi.waitFor(() => expect(of()).toHaveLength(2));
    await fireEvent.click(await screen.findByTestId("preview-next"));
    await vi.waitFor(() => expect(of()).toHaveLength(3));
    await fireEvent.click(screen.getByTestId("case-form-kokuho-join"));
    await vi.waitFor(() => expect(of()).toHaveLength(4));
    expect(of().slice(1)).toEqual([
      ["juminhyo-request", 0],
      ["juminhyo-request", 1],
      ["kokuho-join", 0],
    ]);
    expect((await screen.findByTestId("preview")).dataset["form"]).toBe("kokuho-join");
  });
});
