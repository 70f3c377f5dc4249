import type { CaseView, DeskView } from "../generated/bindings";
import { byHand, filling, moving } from "./case-samples";
import { guides, guiding, guidingOpen } from "./guide-samples";

/** What the commands of a case carry. */
export type Args = {
  name: string;
  value: string;
  form: string;
  who: string;
  guide: string;
  on: boolean;
  agent: boolean;
};

/** Where the session stands after a command, roughly as the application would have it. */
export function after(desk: DeskView, command: string, args: Args): DeskView {
  switch (command) {
    case "choose_guide":
      return { ...guidingOpen, guide: guides.find(({ id }) => id === args.guide) ?? guidingOpen.guide };
    case "choose_form":
      return filling();
    case "to_forms":
      return filling({}, moving);
    case "to_guide":
      return guiding;
    case "end_session":
      return { stage: "choosing" };
  }
  if (desk.stage !== "guiding" && desk.stage !== "filling") return desk;
  if (command === "want_form") {
    return { ...desk, forms: desk.forms.map((each) => (each.id === args.form ? { ...each, on: args.on } : each)) };
  }
  if (desk.stage === "filling") return { ...desk, case: changed(desk.case, command, args) };
  const questions = answered(desk.questions, args);
  const done = questions.every(({ value }) => value !== "");
  return { ...desk, questions, procedures: done ? guiding.procedures : [], forms: done ? guiding.forms : desk.forms };
}

function answered(questions: CaseView["questions"], { name, value }: Args): CaseView["questions"] {
  return questions.map((each) =>
    each.name === name ? { ...each, value, missing: false, changed: each.onCard && value !== each.value } : each,
  );
}

function changed(old: CaseView, command: string, args: Args): CaseView {
  switch (command) {
    case "answer":
    case "leave_for_hand": {
      const given = command === "answer" ? args : { ...args, value: "" };
      const questions = answered(old.questions, given);
      const waiting = questions.filter(({ missing }) => missing);
      const problems = old.problems.filter(({ name }) => name !== args.name);
      return {
        ...old,
        questions,
        problems,
        forms: old.forms.map((each) => ({ ...each, pages: each.pages || 1, revision: each.revision + 1 })),
        firstMissing: waiting[0]?.name ?? null,
        missing: waiting.length,
        ready: waiting.length === 0 && problems.every(({ fatal }) => !fatal),
      };
    }
    case "add_person": {
      const count = old.people.filter((each) => each.who.startsWith("family.")).length;
      const who = args.agent ? "agent" : `family.${count + 1}`;
      const questions = [...byHand(who), ...old.questions];
      return {
        ...old,
        people: [...old.people, { who, known: "hand", name: "" }],
        questions,
        firstMissing: `${who}.name`,
      };
    }
    case "remove_person":
      return {
        ...old,
        people: old.people.filter((each) => each.who !== args.who),
        questions: old.questions.filter((each) => each.who !== args.who),
      };
    case "want_member":
      return {
        ...old,
        forms: old.forms.map((form) =>
          form.id !== args.form
            ? form
            : {
                ...form,
                members: form.members.map((each) => (each.who === args.who ? { ...each, on: args.on } : each)),
              },
        ),
      };
    default:
      return old;
  }
}
