import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  // Relative addresses: the windows are served from the application's own scheme.
  base: "./",
  server: { port: 1420, strictPort: true },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The polyfill would be one more script for a WebView that has module preload anyway.
    modulePreload: { polyfill: false },
    rollupOptions: { input: { staff: "index.html", resident: "resident.html" } },
  },
  test: {
    environment: "jsdom",
    // The colours of the desks are held to WCAG; no other style is looked at.
    css: { include: /desk\/theme\.css/ },
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/test/setup.ts"],
    // Left to itself it keeps one core free, which on CI's two is half of them.
    maxWorkers: "100%",
    // axe looks at every screen, and a machine with two busy cores takes its time.
    testTimeout: 60_000,
  },
});
