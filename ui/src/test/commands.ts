import { mockIPC } from "@tauri-apps/api/mocks";

/** A command as it left the window. */
export type Sent = { command: string; args: Record<string, unknown> };

/** Answers every command and keeps what was sent; `answer` may give or throw another answer. */
export function recordCommands(answer: (command: string) => unknown = () => null): Sent[] {
  const sent: Sent[] = [];
  mockIPC((command, args) => {
    sent.push({ command, args: { ...(args as Record<string, unknown>) } });
    return answer(command);
  });
  return sent;
}
