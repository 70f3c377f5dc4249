import { render } from "@testing-library/svelte";
import { flushSync, tick } from "svelte";
import { expect, vi } from "vitest";

import { theme } from "../../desk/theme.svelte";
import { live } from "../api/live.svelte";
import App from "../App.svelte";
import { type Pretended, PretendedHub } from "../dev/pretend";
import { session } from "../session.svelte";
import type { WhoAmI } from "../types";
import { readAddress } from "../where.svelte";
import { type HubLanguage, speech } from "../words.svelte";

/** A request as it left the page. */
export type Request = { method: string; address: string; body: unknown; headers: Record<string, string> };

/** The browser's source of events, told by the test. */
export class ToldSource {
  static readonly CLOSED = 2;
  static all: ToldSource[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly address: string) {
    ToldSource.all.push(this);
  }
  addEventListener() {}
  close() {
    this.readyState = ToldSource.CLOSED;
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  tell(change: number) {
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify({ change }) }));
  }
  fail(forGood: boolean) {
    this.readyState = forGood ? ToldSource.CLOSED : 0;
    this.onerror?.();
  }
}

export type Page = {
  hub: PretendedHub;
  sent: Request[];
  /** Another answer than the pretended hub's, where it gives one. */
  instead: (answer: (request: Request) => Pretended | undefined) => void;
};

/** Opens the page at an address, with an invented hub behind it. */
export async function open(who: WhoAmI | null, hash = "", language: HubLanguage = "ja", shelters = 48): Promise<Page> {
  const hub = new PretendedHub(who, shelters);
  const sent: Request[] = [];
  let other: (request: Request) => Pretended | undefined = () => undefined;
  ToldSource.all = [];
  vi.stubGlobal("EventSource", ToldSource);
  vi.stubGlobal("fetch", (address: string, init: RequestInit) => {
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    const request = { method: init.method ?? "GET", address, body, headers: init.headers as Record<string, string> };
    sent.push(request);
    const came = other(request) ?? hub.answer(request.method, address, body);
    const headers = came.file ? { "Content-Disposition": `attachment; filename="${came.file.name}"` } : undefined;
    const text = came.file?.text ?? (came.body === undefined ? null : JSON.stringify(came.body));
    return Promise.resolve(new Response(text, { status: came.status, headers }));
  });
  Object.assign(session, { phase: "starting", ended: null, who: null, ways: null, problem: null });
  Object.assign(live, { turn: 0, on: false, since: null });
  speech.language = language;
  theme.chosen = "light";
  location.hash = hash;
  readAddress();
  render(App);
  await settled();
  return { hub, sent, instead: (answer) => (other = answer) };
}

/** Until every answer is drawn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) {
    await tick();
    await Promise.resolve();
    await new Promise((then) => queueMicrotask(() => then(null)));
    flushSync();
  }
  if (!vi.isFakeTimers()) await new Promise((then) => setTimeout(then, 5));
  flushSync();
}

export function byAct(act: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-act="${act}"]`);
  if (!found) throw new Error(`nothing is called ${act}`);
  return found;
}
export const hasAct = (act: string): boolean => document.querySelector(`[data-act="${act}"]`) !== null;
export const actsLike = (start: string): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(`[data-act^="${start}"]`),
];

/** The browser tells of a new address a moment after a link was pressed. */
export async function onPage(page: string): Promise<void> {
  await vi.waitFor(() => expect(document.querySelector("main")?.dataset["page"]).toBe(page));
}

export async function press(act: string): Promise<void> {
  byAct(act).click();
  await settled();
}
export async function type(act: string, text: string): Promise<void> {
  const field = byAct(act) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
  await settled();
}

/** Requests that change or ask something, in their order. */
export const posted = (sent: Request[]): Request[] => sent.filter(({ method }) => method !== "GET");
