import type { PageProblem } from "../types";

/** What came of a request: the answer, or why there is none. */
export type Came<Answer> = { ok: true; answer: Answer } | { ok: false; problem: PageProblem };

/** A file that the hub wrote. */
export type WrittenFile = { name: string; bytes: Blob };

/** The hub was not reached, or what answered was no hub. */
export const NOT_REACHED: PageProblem = {
  status: 0,
  code: "page-hub-not-reached",
  adviceJa: "サーバに届きません。ネットワークを確かめてください。つながり次第、もう一度試してください。",
  adviceEn: "The server is not reached. Check the network and try again when it is back.",
};

let lost: () => void = () => {};

/** Whom to tell when the hub does not know the session any more. */
export function onLost(tell: () => void): void {
  lost = tell;
}

function isProblem(value: unknown): value is PageProblem {
  return typeof value === "object" && value !== null && "code" in value && "adviceJa" in value && "adviceEn" in value;
}

async function request(method: string, address: string, body?: unknown): Promise<Came<Response>> {
  // A header of its own: another site's form cannot set it.
  const headers: Record<string, string> = { Accept: "application/json", "Kazashi-Page": "1" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    const answer = await fetch(address, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
    });
    if (answer.ok) return { ok: true, answer };
    const said: unknown = await answer.json().catch(() => null);
    const problem = isProblem(said) ? said : { ...NOT_REACHED, status: answer.status };
    if (problem.code === "page-not-logged-in") lost();
    return { ok: false, problem };
  } catch {
    return { ok: false, problem: NOT_REACHED };
  }
}

async function json<Answer>(came: Came<Response>): Promise<Came<Answer>> {
  if (!came.ok) return came;
  try {
    // Acts are answered with a status alone.
    const text = await came.answer.text();
    return { ok: true, answer: (text === "" ? null : JSON.parse(text)) as Answer };
  } catch {
    return { ok: false, problem: NOT_REACHED };
  }
}

export const get = async <Answer>(address: string): Promise<Came<Answer>> => json(await request("GET", address));

export const post = async <Answer>(address: string, body: unknown = {}): Promise<Came<Answer>> =>
  json(await request("POST", address, body));

export const put = async <Answer>(address: string, body: unknown): Promise<Came<Answer>> =>
  json(await request("PUT", address, body));

/** Asks for a file; the hub says its name. */
export async function fetchFile(address: string, body: unknown, otherwise: string): Promise<Came<WrittenFile>> {
  const came = await request("POST", address, body);
  if (!came.ok) return came;
  const says = came.answer.headers.get("Content-Disposition") ?? "";
  const name = /filename="([^"/\\]+)"/.exec(says)?.[1] ?? otherwise;
  try {
    return { ok: true, answer: { name, bytes: await came.answer.blob() } };
  } catch {
    return { ok: false, problem: NOT_REACHED };
  }
}
