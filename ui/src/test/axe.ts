import axe from "axe-core";

/** What axe finds against WCAG 2.2 A and AA. jsdom draws nothing, so contrast is checked in the real window. */
export async function findings(root: Element): Promise<string[]> {
  const { violations } = await axe.run(root, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: { "color-contrast": { enabled: false } },
  });
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`));
}
