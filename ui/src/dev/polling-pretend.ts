import type { PollingAct, PollingStepView, PollingView } from "../generated/bindings";
import { both } from "./case-samples";
import { pollingSamples } from "./polling-samples";

/** Where the polling desk stands after an act, roughly as the application would have it. */
export function afterPollingAct(view: PollingView, input: PollingAct): PollingView {
  const sample = (name: string) => pollingSamples[`polling-${name}`] ?? view;
  const at = (name: string): PollingView => ({ ...view, step: sample(name).step });
  const { step } = view;
  switch (input.act) {
    case "switch_over":
      return sample(input.on ? "activating" : "off");
    case "take_package":
      return { ...sample("activating-code"), training: input.training };
    case "code":
      return { ...sample("waiting"), training: view.training };
    case "lock":
      return sample("locked");
    case "go":
      return { ...sample(input.page === "booth" ? "waiting" : input.page), operator: view.operator };
    case "find":
    case "scan":
      return at("namesakes");
    case "choose_candidate":
      return at("elector");
    case "none_of_them":
      return at("not-found");
    case "cancel":
    case "left_desk":
      return { ...view, step: { step: "waiting" } };
    case "paper_entry":
      return { ...view, paperEntry: input.occurred };
    case "accept":
      return at("accepted");
    case "issued":
    case "declined":
      return step.step === "accepted" ? { ...view, step: handed(step, input) } : view;
    default:
      if (step.step === "elector") return { ...view, step: onPage(step, input) };
      return {
        ...view,
        last: { id: (view.last?.id ?? 0) + 1, ok: true, what: both(input.act, input.act), next: null },
      };
  }
}

type Accepted = Extract<PollingStepView, { step: "accepted" }>;
function handed(step: Accepted, input: Extract<PollingAct, { act: "issued" | "declined" }>): Accepted {
  const ballots = step.ballots.map((each) => (each.ballot === input.ballot ? { ...each, progress: input.act } : each));
  return { ...step, ballots, canLeave: ballots.every(({ progress }) => progress !== "to_issue") };
}

type Page = Extract<PollingStepView, { step: "elector" }>;
function onPage(step: Page, input: PollingAct): Page {
  const next = { ...step };
  if (input.act === "set_reason") next.reason = input.number;
  if (input.act === "set_proxy") next.proxy = input.on;
  if (input.act === "set_braille") next.braille = input.on;
  if (input.act === "hold") next.held = input.note;
  if (input.act === "set_wanted") {
    next.ballots = step.ballots.map((each) =>
      each.ballot === input.ballot ? { ...each, wanted: input.wanted } : each,
    );
  }
  if (next.slip) {
    if (input.act === "set_slip_mode") next.slip = { ...next.slip, mode: input.mode };
    if (input.act === "print_slip") next.slip = { ...next.slip, state: { state: "printed" } };
    if (input.act === "slip_received") next.slip = { ...next.slip, state: { state: "received" } };
  }
  next.canAccept = next.reason !== null && next.slip?.state.state === "received";
  if (next.canAccept) next.missing = [];
  return next;
}
