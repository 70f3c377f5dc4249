import type { WrittenFile } from "../api/send";

/** Hands a file to the browser, which asks or saves as it is set up. */
export function save({ name, bytes }: WrittenFile): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it by then; the bytes must not stay in memory.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
