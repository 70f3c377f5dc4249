/** The id of an asked field's control, also its `data-testid`: `request.copies` → `ask-request-copies`. */
export const askId = (name: string): string => `ask-${name.replaceAll(/[./]/g, "-")}`;
