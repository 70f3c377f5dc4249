import { type AdviceView, type BoxView, commands, type DesignEdit, type DesignerView } from "../generated/bindings";
import { ask } from "../shared/send.svelte";

type Answer = { status: "ok"; data: DesignerView } | { status: "error"; error: AdviceView };

/** The form that is worked on: what Rust says of it, and what is selected. */
export class Design {
  view = $state.raw<DesignerView | null>(null);
  advice = $state.raw<AdviceView | null>(null);
  /** What was saved last, until the next change. */
  saved = $state<"form" | "draft" | null>(null);
  /** The box, or else the entry, that is selected. */
  box = $state<string | null>(null);
  entry = $state<string | null>(null);
  page = $state(1);
  /** A box that was moved, until Rust has answered. */
  moving = $state.raw<BoxView | null>(null);

  readonly selected = $derived(this.view?.entries.find(({ at }) => at === this.entry) ?? null);
  readonly boxes = $derived((this.view?.boxes ?? []).map((each) => (each.at === this.moving?.at ? this.moving : each)));

  // One after the other: each change is about the text that the one before left.
  private last: Promise<unknown> = Promise.resolve();

  async take(answer: Promise<Answer>): Promise<boolean> {
    const given = await ask(answer);
    if (given?.status === "error") this.advice = given.error;
    if (given?.status !== "ok") return false;
    this.advice = null;
    this.view = given.data;
    return true;
  }

  edit(edit: DesignEdit): Promise<boolean> {
    const done = this.last.then(async () => {
      const ok = await this.take(commands.designerEdit(edit));
      if (ok) this.saved = null;
      const made = ok ? this.view?.made : null;
      if (made) this.select(made);
      return ok;
    });
    this.last = done;
    return done;
  }

  /** Moves a box; shown at once, though Rust answers later. */
  async place(box: BoxView): Promise<void> {
    this.moving = box;
    await this.edit({ type: "place", at: box.at, rect: box.rect });
    if (this.moving === box) this.moving = null;
  }

  undo(forward: boolean): Promise<boolean> {
    const done = this.last.then(() => this.take(commands.designerUndo(forward)));
    this.last = done;
    return done;
  }

  async save(unfinished: boolean): Promise<void> {
    this.saved = null;
    await this.last;
    if (await this.take(commands.designerSave(unfinished))) this.saved = unfinished ? "draft" : "form";
  }

  async close(): Promise<void> {
    await ask(commands.designerClose());
    this.view = null;
    this.select(null);
    this.page = 1;
    this.saved = null;
    this.advice = null;
  }

  /** Selects an entry and the first of its boxes. */
  select(entry: string | null): void {
    this.entry = entry;
    const box = this.view?.boxes.find((each) => each.entry === entry);
    this.box = box?.at ?? null;
    const page = this.view?.entries.find(({ at }) => at === entry)?.page;
    if (page) this.page = page;
  }

  selectBox(box: BoxView): void {
    this.box = box.at;
    this.entry = box.entry;
  }
}
