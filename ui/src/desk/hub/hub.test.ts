import { fireEvent, render } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import { hubSamples } from "../../dev/hub-samples";
import type { HubAct, HubView } from "../../generated/bindings";
import { findings } from "../../test/axe";
import { allByAct, byAct, hasAct } from "../../test/shelter";
import HubBox from "./HubBox.svelte";

function draw(name: string): { sent: HubAct[]; container: HTMLElement } {
  const sent: HubAct[] = [];
  const { container } = render(HubBox, { hub: hubSamples[name] as HubView, onact: (act) => sent.push(act) });
  return { sent, container };
}

describe("the hub's part of a page", () => {
  test.each(Object.keys(hubSamples))("%s can be used by everybody", async (name) => {
    const { container } = draw(name);
    expect(await findings(container)).toEqual([]);
  });

  test("one PC becomes the hub after it was asked once more", async () => {
    const { sent } = draw("alone");
    await fireEvent.click(byAct("hub-host"));
    expect(sent).toEqual([]);
    await fireEvent.click(byAct("hub-host-no"));
    expect(hasAct("hub-host-yes")).toBe(false);
    await fireEvent.click(byAct("hub-host"));
    await fireEvent.click(byAct("hub-host-yes"));
    expect(sent).toEqual([{ do: "host" }]);
  });

  test("the other joins what was found with one click", async () => {
    const { sent } = draw("found");
    await fireEvent.click(byAct("hub-join"));
    expect(sent).toEqual([{ do: "join", address: "https://192.168.10.21:7443" }]);
  });

  test("the city's code is typed with its address, or scanned as one", async () => {
    const { sent } = draw("alone");
    await fireEvent.click(byAct("hub-by-code"));
    expect((byAct("hub-enrol") as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.input(byAct("hub-address"), { target: { value: " https://hub.mihon.example " } });
    await fireEvent.click(byAct("hub-enrol"));
    expect(sent.pop()).toEqual({ do: "join", address: "https://hub.mihon.example" });
    await fireEvent.input(byAct("hub-code"), { target: { value: "ABCD-EFGH-JKMN-PQRS-TVWX" } });
    await fireEvent.click(byAct("hub-enrol"));
    expect(sent).toEqual([{ do: "enrol", address: "https://hub.mihon.example", code: "ABCD-EFGH-JKMN-PQRS-TVWX" }]);
  });

  test("the PC that is the hub shows who has joined, and who waits", () => {
    draw("here");
    expect(byAct("hub-reach").textContent).toBe("https://192.168.10.21:7443");
    const others = allByAct("hub-other").map(({ textContent }) => textContent);
    expect(others[0]).toContain("記録 812件・最後の連絡 11-21 14:32");
    expect(others[1]).toContain("まだ連絡がありません・承認を待っています");
  });

  test("what was not sent is counted, and leaving is asked once more", async () => {
    const { sent } = draw("elsewhere");
    expect(byAct("hub-waiting").textContent).toContain("送っていない記録 212件");
    await fireEvent.click(byAct("hub-leave"));
    await fireEvent.click(byAct("hub-leave-yes"));
    expect(sent).toEqual([{ do: "leave" }]);
  });
});
