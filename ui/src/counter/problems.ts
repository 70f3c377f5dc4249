import type { ProblemView } from "../generated/bindings";

/** One datum on six forms that is not there yet is one thing to do. */
const key = ({ name, wants, form, field, advice }: ProblemView) => `${name || (wants ?? form + field)} ${advice.code}`;

/** Every thing to do once. */
export const eachOnce = (problems: ProblemView[]): ProblemView[] =>
  problems.filter((problem, at) => problems.findIndex((each) => key(each) === key(problem)) === at);

/** What merely waits for an answer is no mistake. */
export const isEmpty = (problem: ProblemView): boolean => problem.advice.code === "field-missing";
