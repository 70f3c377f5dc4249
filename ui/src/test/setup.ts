import { clearMocks } from "@tauri-apps/api/mocks";
import { afterEach, vi } from "vitest";

import { speech } from "../counter/words.svelte";
import { speak } from "../desk/words.svelte";
import { theme } from "../desk/theme.svelte";
import { link } from "../shared/send.svelte";

// The title stands in the two HTML files, which the parts never see.
document.title = "かざし";

// What jsdom lacks and our windows use.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.open = false;
};
HTMLCanvasElement.prototype.getContext = () => null;
Element.prototype.scrollIntoView ??= () => {};
URL.createObjectURL ??= () => "blob:none";
URL.revokeObjectURL ??= () => {};

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  clearMocks();
  speak("ja");
  speech.language = "ja";
  theme.chosen = "system";
  link.broken = false;
});
