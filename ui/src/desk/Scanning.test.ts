import { expect, test } from "vitest";

import { recordCommands } from "../test/commands";
import { acts, byAct, drawShelter, shelterSample } from "../test/shelter";

/** Presses keys on this, as a scanner does: 5 ms apart, and into a field as the WebView would write them. */
function scan(target: HTMLElement, text: string, gap = 5): KeyboardEvent {
  let at = 10_000;
  const press = (key: string) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, "timeStamp", { value: (at += gap) });
    target.dispatchEvent(event);
    return event;
  };
  for (const key of text) {
    const event = press(key);
    if (target instanceof HTMLInputElement && !event.defaultPrevented) {
      target.value += key;
      target.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  return press("Enter");
}

test("a scan anywhere outside of fields is told, and the button with the focus is not pressed", async () => {
  const sent = recordCommands();
  drawShelter(shelterSample("reception"));
  const button = byAct("by-hand");
  button.focus();
  const enter = scan(button, "0123456789AB");
  expect(enter.defaultPrevented).toBe(true);
  await expect.poll(() => acts(sent)).toEqual([{ act: "scan", text: "0123456789AB" }]);
});

test("a label scanned into a field is told, and the field keeps what stood in it", async () => {
  const sent = recordCommands();
  drawShelter(shelterSample("people"));
  const field = byAct("member-name") as HTMLInputElement;
  field.focus();
  field.value = "見本";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  scan(field, "KZL1ABCDEF");
  await expect
    .poll(() => acts(sent).filter(({ act }) => act === "scan"))
    .toEqual([{ act: "scan", text: "KZL1ABCDEF" }]);
  expect(field.value).toBe("見本");
  // What was typed before the scan is told, the letters of the scan never.
  const told = acts(sent).filter(({ act }) => act === "set_member");
  expect(told.every((each) => each.act === "set_member" && each.value === "見本")).toBe(true);
});

test("what is typed by hand, and a telephone number in a field, are no scans", async () => {
  const sent = recordCommands();
  drawShelter(shelterSample("people"));
  scan(byAct("member-phone"), "0312345678");
  scan(document.body, "abcdef", 300);
  await Promise.resolve();
  expect(acts(sent).filter(({ act }) => act === "scan")).toEqual([]);
});

test("a badge opens a locked desk", async () => {
  const sent = recordCommands();
  drawShelter(shelterSample("locked"));
  scan(document.body, "KZB1XYZ123");
  await expect.poll(() => acts(sent)).toEqual([{ act: "scan", text: "KZB1XYZ123" }]);
});
