/** Whether the last command failed to reach the application. */
export const link = $state({ broken: false });

/** Sends a command; a failure is shown, never swallowed. Its reason stays in Rust: it could hold anything. */
export async function send(command: Promise<unknown>): Promise<void> {
  try {
    await command;
    link.broken = false;
  } catch {
    link.broken = true;
  }
}
