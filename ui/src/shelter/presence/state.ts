import type { PresenceView } from "../../generated/bindings";

export type State = PresenceView["state"];
/** Where somebody can be said to be, with more to tell than the word. */
export type Away = Exclude<State, "in" | "out" | "unknown" | "expected">;

/** A shape of its own for each kind of whereabouts: the word stands beside it, and no colour is needed. */
export const SHAPES: Record<State, string> = {
  in: "●",
  out: "◐",
  overnight: "◐",
  moved_to: "→",
  left: "×",
  home: "△",
  car: "△",
  tent: "△",
  relatives: "△",
  hospital: "＋",
  unknown: "?",
  expected: "…",
};

/** Where somebody is in words: until when, which place. */
export function whereabouts(presence: PresenceView): { until: string; place: string } {
  switch (presence.state) {
    case "in":
    case "out":
    case "unknown":
    case "expected":
      return { until: "", place: "" };
    case "overnight":
      return { until: presence.until, place: presence.place };
    case "left":
      return { until: "", place: [presence.to, presence.phone].filter((each) => each !== "").join(" ") };
    default:
      return { until: "", place: presence.place };
  }
}

/** What was typed about a stay. */
export type Typed = { until: string; place: string; phone: string };

/** The stay that was typed. */
export function presenceOf(state: State, { until, place, phone }: Typed): PresenceView {
  switch (state) {
    case "in":
    case "out":
    case "unknown":
    case "expected":
      return { state };
    case "overnight":
      return { state, until, place };
    case "left":
      return { state, to: place, phone };
    default:
      return { state, place };
  }
}
