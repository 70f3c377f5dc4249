// Variation selectors: WebKit draws each as an empty box, whatever the font.
const SELECTORS = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;

/** Whether the text holds a character whose shape this window cannot show. */
export const hasVariant = (text: string): boolean => text.search(SELECTORS) >= 0;

/** The text in its plain shapes; paper and preview have the true ones. */
export const plainShapes = (text: string): string => text.replaceAll(SELECTORS, "");
