import { mockIPC } from "@tauri-apps/api/mocks";
import { fireEvent, render, screen } from "@testing-library/svelte";
import { describe, expect, test, vi } from "vitest";

import { speech } from "../counter/words.svelte";
import StaffWindow from "../counter/StaffWindow.svelte";
import { designerForms, designerView, edited } from "../dev/designer-samples";
import { staffSamples } from "../dev/samples";
import type { DesignEdit, DesignerView } from "../generated/bindings";
import { findings } from "../test/axe";
import type { Sent } from "../test/commands";
import Designer from "./Designer.svelte";

const refusal = {
  code: "design-changed-on-disk",
  what: { ja: "ほかの人が変えました。", en: "Somebody else changed it." },
  next: { ja: "開き直してください。", en: "Open it again." },
};

/** Answers as Rust would, and keeps what was sent. */
function pretend(open: DesignerView | null = designerView, refuses: string[] = []): Sent[] {
  const sent: Sent[] = [];
  let view = open;
  mockIPC((command, args) => {
    const given = { ...(args as Record<string, unknown>) };
    sent.push({ command, args: given });
    if (refuses.includes(command)) throw refusal;
    switch (command) {
      case "designer_forms":
        return designerForms;
      case "designer_page":
        return new ArrayBuffer(8);
      case "designer_close":
        view = null;
        return null;
      case "designer_open":
      case "designer_copy":
      case "designer_over_pdf":
        view = designerView;
        return view;
      case "designer_edit":
        view = view && edited(view, given["edit"] as DesignEdit);
        return view;
      case "designer_save":
        view = view && { ...view, unsaved: false };
        return view;
      default:
        return view;
    }
  });
  return sent;
}

const of = (sent: Sent[], command: string) => sent.filter((each) => each.command === command).map(({ args }) => args);
const edits = (sent: Sent[]) => of(sent, "designer_edit").map(({ edit }) => edit);
/** Inside the window, which gives it its language and its main part. */
async function drawInWindow() {
  const drawn = render(StaffWindow, { view: staffSamples["choosing"]! });
  await fireEvent.click(screen.getByTestId("designer-open"));
  return drawn;
}
const draw = () => render(Designer, { onclose: () => {} });

/** jsdom lays nothing out: the sheet is 420 px wide, two for a millimetre. */
async function sheet(): Promise<HTMLElement> {
  const found = await screen.findByTestId("sheet");
  Object.defineProperty(found, "clientWidth", { value: 420 });
  return found;
}

async function drag(at: string, by: { x: number; y: number }, altKey = false) {
  const on = await sheet();
  const pointer = { button: 0, pointerId: 1, clientX: 100, clientY: 100 };
  await fireEvent.pointerDown(screen.getByTestId(at), pointer);
  await fireEvent.pointerMove(on, { ...pointer, clientX: 100 + by.x, clientY: 100 + by.y, altKey });
  await fireEvent.pointerUp(on, pointer);
}

describe.each(["ja", "en"] as const)("in %s", (language) => {
  test("the list of forms is drawn and axe finds nothing", async () => {
    speech.language = language;
    pretend(null);
    await drawInWindow();
    await screen.findByTestId("design-juminhyo-request");
    expect(await findings(document.documentElement)).toEqual([]);
  });

  test("the form is drawn and axe finds nothing", async () => {
    speech.language = language;
    pretend();
    const { container } = await drawInWindow();
    await fireEvent.click(await screen.findByTestId("entry-field.0"));
    expect(container.querySelectorAll("h1")).toHaveLength(1);
    expect(await findings(document.documentElement)).toEqual([]);
  });
});

test("a form is opened, its draft taken up, a copy begun, a PDF named", async () => {
  const sent = pretend(null);
  const { unmount } = draw();
  await fireEvent.click(await screen.findByTestId("design-draft-ido-todoke"));
  expect(await screen.findByTestId("sheet")).toBeTruthy();
  expect(of(sent, "designer_open")).toEqual([{ id: "ido-todoke", unfinished: true }]);
  unmount();

  const again = pretend(null);
  draw();
  await fireEvent.input(await screen.findByTestId("pdf-path"), { target: { value: "/srv/申請書.pdf" } });
  await fireEvent.input(screen.getByTestId("pdf-id"), { target: { value: "city-form" } });
  await fireEvent.click(screen.getByTestId("pdf-begin"));
  await vi.waitFor(() =>
    expect(of(again, "designer_over_pdf")).toEqual([{ pdf: "/srv/申請書.pdf", id: "city-form", title: "" }]),
  );
});

describe("a box", () => {
  test("is dragged and comes to rest on the grid, as one change", async () => {
    const sent = pretend();
    draw();
    // 3.1 mm to the right, 20.2 mm down.
    await drag("box-field.0.box", { x: 6.2, y: 40.4 });
    await vi.waitFor(() => expect(edits(sent)).toHaveLength(1));
    expect(edits(sent)).toEqual([
      { type: "place", at: "field.0.box", rect: { x: 49_000, y: 68_500, w: 100_000, h: 10_000 } },
    ]);
  });

  test("that is only clicked is selected and nothing is sent", async () => {
    const sent = pretend();
    draw();
    await drag("box-field.0.box", { x: 0, y: 0 });
    expect(screen.getByTestId("box-field.0.box").getAttribute("aria-pressed")).toBe("true");
    expect(screen.getByTestId<HTMLInputElement>("set-name").value).toBe("氏名");
    expect(edits(sent)).toEqual([]);
  });

  test("is pulled at its corner with Alt by tenths", async () => {
    const sent = pretend();
    draw();
    await drag("box-field.0.box", { x: 0, y: 0 });
    await drag("pull11", { x: -2.3, y: 1 }, true);
    await vi.waitFor(() => expect(edits(sent)).toHaveLength(1));
    expect(edits(sent)).toEqual([
      { type: "place", at: "field.0.box", rect: { x: 46_000, y: 48_500, w: 98_900, h: 10_500 } },
    ]);
  });

  test("goes by the arrow keys, each from where the one before left it", async () => {
    const sent = pretend();
    draw();
    await fireEvent.click(await screen.findByTestId("entry-field.0"));
    const box = screen.getByTestId("box-field.0.box");
    await fireEvent.keyDown(box, { key: "ArrowRight" });
    await fireEvent.keyDown(box, { key: "ArrowDown", shiftKey: true });
    await fireEvent.keyDown(box, { key: "ArrowLeft", altKey: true });
    await vi.waitFor(() => expect(edits(sent)).toHaveLength(3));
    const places = edits(sent).map((edit) => (edit as { rect: { x: number; y: number } }).rect);
    expect(places.map(({ x, y }) => [x, y])).toEqual([
      [46_500, 48_500],
      [46_500, 53_500],
      [46_400, 53_500],
    ]);
  });

  test("of words is shown when it is asked for or selected", async () => {
    pretend();
    draw();
    await sheet();
    expect(screen.queryByTestId("box-text.0.box")).toBeNull();
    await fireEvent.click(screen.getByTestId("show-text"));
    expect(screen.getByTestId("box-text.0.box")).toBeTruthy();
  });
});

describe("the panel", () => {
  test("sets keys, and takes a flag away instead of writing its usual value", async () => {
    const sent = pretend();
    draw();
    await fireEvent.click(await screen.findByTestId("entry-field.0"));
    await fireEvent.change(screen.getByTestId("set-size"), { target: { value: "12" } });
    await fireEvent.click(screen.getByTestId("set-required"));
    await fireEvent.click(screen.getByTestId("set-editable"));
    await fireEvent.change(screen.getByTestId("place-field.0.box-x"), { target: { value: "47.5" } });
    await vi.waitFor(() => expect(edits(sent)).toHaveLength(4));
    const set = (key: string, value: string) => ({ type: "set", entry: "field.0", key, value });
    expect(edits(sent).slice(0, 3)).toEqual([set("size", "12"), set("required", ""), set("editable", "false")]);
    expect(edits(sent)[3]).toMatchObject({ type: "place", rect: { x: 47_500 } });
  });

  test("finds names of values by their Japanese words", async () => {
    const sent = pretend();
    draw();
    await fireEvent.click(await screen.findByTestId("entry-field.0"));
    await fireEvent.input(screen.getByTestId("name-search"), { target: { value: "電話" } });
    const select = screen.getByTestId<HTMLSelectElement>("set-value");
    expect([...select.options].map(({ value }) => value)).toEqual(["person.name", "person.phone"]);
    await fireEvent.change(select, { target: { value: "person.phone" } });
    await vi.waitFor(() =>
      expect(edits(sent)).toEqual([{ type: "set", entry: "field.0", key: "value", value: "person.phone" }]),
    );
  });
});

test("a problem leads to its field, on its page", async () => {
  pretend();
  const { container } = draw();
  await sheet();
  await fireEvent.click(container.querySelector('[data-code="form-overlap"] button')!);
  expect(screen.getByTestId("box-rows.0.field.0.box").getAttribute("aria-pressed")).toBe("true");
  expect(screen.queryByTestId("box-field.0.box")).toBeNull();
});

test("Ctrl+Z and Ctrl+Y undo and redo, but not while somebody types", async () => {
  const sent = pretend();
  draw();
  await fireEvent.click(await screen.findByTestId("entry-field.0"));
  await fireEvent.keyDown(screen.getByTestId("set-size"), { key: "z", ctrlKey: true });
  await fireEvent.keyDown(window, { key: "z", ctrlKey: true });
  await fireEvent.keyDown(window, { key: "y", ctrlKey: true });
  await vi.waitFor(() => expect(of(sent, "designer_undo")).toEqual([{ forward: false }, { forward: true }]));
});

test("what was not saved is asked about before it is lost", async () => {
  const sent = pretend();
  draw();
  await drag("box-field.0.box", { x: 10, y: 0 });
  await screen.findByTestId("unsaved");
  await fireEvent.click(screen.getByTestId("design-close"));
  await fireEvent.click(screen.getByTestId("closing-no"));
  expect(of(sent, "designer_close")).toEqual([]);
  await fireEvent.click(screen.getByTestId("design-close"));
  await fireEvent.click(screen.getByTestId("closing-yes"));
  expect(await screen.findByTestId("design-juminhyo-request")).toBeTruthy();
});

test("saving says so, and a refusal says why", async () => {
  pretend();
  const { unmount } = draw();
  await fireEvent.click(await screen.findByTestId("design-save"));
  expect((await screen.findByTestId("saved")).textContent).toContain("保存しました");
  unmount();
  pretend(designerView, ["designer_save"]);
  const { container } = draw();
  await fireEvent.click(await screen.findByTestId("design-save"));
  await vi.waitFor(() => expect(container.querySelector('[data-code="design-changed-on-disk"]')).not.toBeNull());
  expect(screen.queryByTestId("saved")).toBeNull();
});

test("it is reached from the counter only while nobody is served, and goes when somebody is", async () => {
  pretend(null);
  const choosing = staffSamples["choosing"]!;
  const { rerender } = render(StaffWindow, { view: choosing });
  await fireEvent.click(screen.getByTestId("designer-open"));
  expect(await screen.findByTestId("designer")).toBeTruthy();
  await rerender({ view: staffSamples["filling"]! });
  expect(screen.queryByTestId("designer")).toBeNull();
  expect(screen.queryByTestId("designer-open")).toBeNull();
  await rerender({ view: choosing });
  expect(screen.queryByTestId("designer")).toBeNull();
});
