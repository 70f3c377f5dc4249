/** Whether the last command failed to reach the application. */
export const link = $state({ broken: false });

/** Asks for something; null when the question did not arrive. Its reason stays in Rust: it could hold anything. */
export async function ask<Answer>(command: Promise<Answer>): Promise<Answer | null> {
  try {
    const answer = await command;
    link.broken = false;
    return answer;
  } catch {
    link.broken = true;
    return null;
  }
}

/** Sends a command; a failure is shown, never swallowed. */
export async function send(command: Promise<unknown>): Promise<void> {
  await ask(command);
}
