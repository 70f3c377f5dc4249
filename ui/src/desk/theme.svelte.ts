/** Bright or dark, as the system says or as the volunteer chose. It lives as long as the window: nothing is stored. */
export const theme = $state<{ chosen: "system" | "light" | "dark" }>({ chosen: "system" });

/** Whether the window is dark now. */
export function isDark(): boolean {
  if (theme.chosen !== "system") return theme.chosen === "dark";
  return typeof matchMedia === "function" && matchMedia("(prefers-color-scheme: dark)").matches;
}
