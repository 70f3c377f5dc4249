/** As long as the hub keeps a session without a request. */
export const LONGEST_IDLE_MS = 30 * 60_000;
/** From then on it is said that the session is about to end. */
export const NOTICE_MS = 25 * 60_000;
