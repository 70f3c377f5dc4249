/** What the hub and its page say to each other: made from the hub's own types. */
export type * from "../generated/hub";
