import type { ArrivalView, NewcomerView, ShelterInput, ShelterView } from "../generated/bindings";
import { both } from "./case-samples";
import { everybody, taroPage } from "./shelter-people";
import { shelterSamples } from "./shelter-samples";

type People = Extract<ArrivalView, { step: "people" }>;

/** Where the shelter desk stands after an act, roughly as the application would have it. */
export function afterAct(view: ShelterView, input: ShelterInput): ShelterView {
  const sample = (name: string) => shelterSamples[name] ?? view;
  const told = (ja: string, en: string): Partial<ShelterView> => ({
    last: { id: (view.last?.id ?? 0) + 1, ok: true, what: both(ja, en), next: null },
  });
  switch (input.act) {
    case "switch_over":
      return sample(input.on ? "shelter-activating" : "shelter-off");
    case "code":
    case "without_preparation":
      return sample(view.phase === "locked" ? "shelter-reception" : "shelter-made");
    case "code_kept":
      return sample("shelter-opening");
    case "open_shelter":
      return { ...sample("shelter-reception"), training: input.training };
    case "lock":
      return sample("shelter-locked");
    case "go":
      return { ...view, ...pageOf(input.page), page: input.page };
    case "by_hand":
      return { ...view, arrival: sample("shelter-people").arrival };
    case "cancel":
      return { ...view, arrival: { step: "waiting" } };
    case "register":
      return { ...view, arrival: sample("shelter-done").arrival, ...told("登録しました。", "Registered.") };
    case "open_person":
      return { ...view, person: everybody.find(({ id }) => id === input.person) ?? taroPage };
    case "close_person":
      return { ...view, person: null };
    case "choose_offer":
      return { ...view, serving: view.serving && { ...view.serving, chosen: input.offer } };
    case "inquire":
      return { ...view, told: sample("shelter-inquiry-told").told };
    case "inquiry_over":
      return { ...view, told: null };
    case "sound":
      return { ...view, sound: input.on };
    case "taps":
      return { ...view, taps: input.on };
    case "close":
      return sample("shelter-closed");
    default:
      if (view.arrival.step === "people") {
        return { ...view, arrival: { ...view.arrival, ...changed(view.arrival, input) } };
      }
      return { ...view, ...told(`した：${input.act}`, `done: ${input.act}`) };
  }
}

function pageOf(page: ShelterView["page"]): Partial<ShelterView> {
  const name = {
    reception: "reception",
    search: "search",
    serve: "offers",
    board: "board",
    report: "report",
    inquiry: "inquiry",
    manage: "manage",
  };
  const found = shelterSamples[`shelter-${name[page]}`];
  return { serving: found?.serving ?? null, report: found?.report ?? null, manage: found?.manage ?? null };
}

function changed({ members, presence }: People, input: ShelterInput): Partial<People> {
  const one = (index: number, change: Partial<NewcomerView>) => ({
    members: members.map((each) => (each.index === index ? { ...each, ...change } : each)),
  });
  switch (input.act) {
    case "add_member": {
      const last = members.at(-1);
      return last ? { members: [...members, { ...last, index: members.length, name: "", age: "", help: null }] } : {};
    }
    case "remove_member":
      return {
        members: members.filter(({ index }) => index !== input.index).map((each, index) => ({ ...each, index })),
      };
    case "set_member":
      return one(input.index, { [input.field]: input.value });
    case "set_help":
      return one(input.index, { help: input.help });
    case "set_stay":
      return { presence: input.presence };
    default:
      return { presence };
  }
}
