import type { PersonLine } from "../types";

/** The person of the next inquiry, as chosen on the person's page; gone with the session. */
export const picked = $state<{ person: PersonLine | null }>({ person: null });
