import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

import { pretendToBeTheHub } from "./src/hub/dev/server.ts";

/** The hub serves a directory's `index.html`; the desks have that name in the source folder already. */
const asIndex: Plugin = {
  name: "hub-index",
  apply: "build",
  enforce: "post",
  generateBundle(_, bundle) {
    const page = bundle["hub.html"];
    if (page?.type !== "asset") return;
    delete bundle["hub.html"];
    this.emitFile({ type: "asset", fileName: "index.html", source: page.source });
  },
};

// The city's page. `vite build` with the other configuration makes the windows of the desks.
export default defineConfig({
  plugins: [svelte(), asIndex, pretendToBeTheHub()],
  base: "/page/",
  server: { port: 1421, strictPort: true },
  preview: { port: 1422, strictPort: true },
  build: {
    outDir: "dist-hub",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // Files of their own: the hub's content security policy lets no data address in.
    assetsInlineLimit: 0,
    rollupOptions: { input: "hub.html" },
  },
});
