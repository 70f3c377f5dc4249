import type { PageView, RoleView } from "../generated/bindings";

const PAGES: Record<RoleView, PageView[]> = {
  keeper: ["reception", "search", "serve", "board", "report", "inquiry", "manage"],
  volunteer: ["reception", "search", "serve", "board"],
  viewer: ["board", "report"],
};

/** The pages a role works with. What a role may do is decided in Rust; a page it cannot use is only not drawn. */
export const pagesOf = (role: RoleView | null): PageView[] => (role ? PAGES[role] : []);
