import type { ResidentStep } from "../generated/bindings";
import type { CardProblemCode } from "../generated/problem-codes";
import type { ProblemText, ResidentTexts } from "../texts";
import { plain } from "../texts/ruby";

/** The words for an error, the general ones for a code that has none of its own. */
export function problemText(t: ResidentTexts, code: string): ProblemText {
  const known = t.problem.byCode;
  return Object.hasOwn(known, code) ? known[code as CardProblemCode] : t.problem.general;
}

/** What stands large on a step: before the title, the title, and the sentences below it. */
type Said = { lead?: string; title: string; body?: string };

/** The words of a step, as its screen shows them and as a screen reader says them. */
export function said(t: ResidentTexts, step: ResidentStep): Said {
  switch (step.step) {
    case "welcome":
      return t.welcome;
    case "place_card":
      return t.placeCard;
    case "checking_card":
      return t.checkingCard;
    case "enter": {
      const isPin = step.secret === "pin";
      return {
        ...(step.wrongBefore ? { lead: t.enter.wrong } : {}),
        title: isPin ? t.enter.pin : t.enter.faceCode,
        body: step.triesLeft === 1 ? t.enter.lastTry : t.enter.tries(step.triesLeft),
      };
    }
    case "confirm_last_try": {
      const c = t.confirmLastTry;
      return {
        ...(step.wrongBefore ? { lead: c.wrong } : {}),
        title: step.secret === "pin" ? c.pin : c.faceCode,
        body: c.body,
      };
    }
    case "locked":
      return { title: step.secret === "pin" ? t.locked.pin : t.locked.faceCode };
    case "reading":
      return t.reading;
    case "take_card": {
      const { title, body, leftTitle, left } = t.takeCard;
      return step.read ? { title, body } : { title: leftTitle, body: left };
    }
    case "staff_at_work":
      return t.staffAtWork;
    case "finished": {
      const f = t.finished;
      return step.cardPresent ? { title: f.takeCardTitle, body: f.takeCard } : { title: f.title, body: f.body };
    }
    case "problem": {
      const { title, next } = problemText(t, step.code);
      return { title, body: next };
    }
  }
}

/** The same in one line without readings, each part a sentence. */
export function spoken({ lead, title, body }: Said): string {
  return [lead, title, body]
    .filter((text) => text !== undefined)
    .map((text) => plain(text.replaceAll("\n", " ")))
    .map((text) => (/[。.]$/.test(text) ? text : text + (/[a-z]$/i.test(text) ? "." : "。")))
    .join(" ");
}
