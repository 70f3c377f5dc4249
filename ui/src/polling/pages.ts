import type { PollingPageView, PollingRoleView } from "../generated/bindings";

/** The pages of a role. The commission accepts nobody: who makes the roll does not hand out ballots. */
const PAGES: Record<PollingRoleView, PollingPageView[]> = {
  clerk: ["booth", "board"],
  officer: ["booth", "officer", "manage", "board"],
  administrator: ["manage", "officer", "board"],
};

export const pagesOf = (role: PollingRoleView | null): PollingPageView[] => (role ? PAGES[role] : []);
