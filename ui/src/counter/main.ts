import "../shared/base.css";

import { mount } from "svelte";

import App from "./App.svelte";

if (import.meta.env.DEV && !("__TAURI_INTERNALS__" in window)) {
  const { pretendToBeTauri } = await import("../dev/backend");
  pretendToBeTauri();
}

mount(App, { target: document.body });
