import { expect, test } from "vitest";

import { hasVariant, plainShapes } from "./variants";

test("a variant is told, and shown in its plain shape", () => {
  expect(hasVariant("渡邉\u{E010F}")).toBe(true);
  expect(plainShapes("渡邉\u{E010F}　葛\u{E0103}子")).toBe("渡邉　葛子");
  expect(hasVariant("渡邉　𠮷子")).toBe(false);
  expect(plainShapes("渡邉　𠮷子")).toBe("渡邉　𠮷子");
});
