import type { Plugin } from "vite";

import { ALL_ROLES, PretendedHub, whoIs } from "./pretend.ts";
import { inventedShelters } from "./shelters.ts";

/** Shelters of `npm run dev:hub`: as many as a large city has in its worst days. */
const SHELTERS = 1_000;
const CHANGE_EVERY_MS = 5_000;

/** What this needs of Node's requests and answers. */
type Request = { url?: string; method?: string; on: (event: string, then: (part: unknown) => void) => void };
type Response = {
  writeHead: (status: number, headers: Record<string, string>) => void;
  write: (text: string) => void;
  end: (text: string) => void;
};

/** The samples behind the real addresses, for looking at the page without a hub. Everybody in it is invented. */
export function pretendToBeTheHub(): Plugin {
  const hub = new PretendedHub(whoIs(ALL_ROLES), SHELTERS, Date.now());
  let change = 1;

  function tellChanges(request: Request, response: Response) {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
    const tell = () => response.write(`data: ${JSON.stringify({ change: ++change })}\n\n`);
    tell();
    const ticking = setInterval(tell, CHANGE_EVERY_MS);
    request.on("close", () => clearInterval(ticking));
  }
  function answer(request: Request, response: Response, next: () => void) {
    const address = request.url ?? "";
    if (!address.startsWith("/page/api/")) return next();
    if (address.endsWith("/live")) return tellChanges(request, response);
    let text = "";
    request.on("data", (part) => (text += String(part)));
    request.on("end", () => {
      const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
      if (Date.now() - hub.now > CHANGE_EVERY_MS) {
        hub.now = Date.now();
        hub.shelters = inventedShelters(SHELTERS, hub.now);
      }
      const came = hub.answer(request.method ?? "GET", address, body);
      const headers: Record<string, string> = came.file
        ? { "Content-Disposition": `attachment; filename="${came.file.name}"` }
        : { "Content-Type": "application/json" };
      response.writeHead(came.status, headers);
      response.end(came.file?.text ?? (came.body === undefined ? "" : JSON.stringify(came.body)));
    });
  }
  type Server = { middlewares: { use: (handle: never) => unknown } };
  const listen = ({ middlewares }: Server) => void middlewares.use(answer as never);
  // Only where somebody looks: nothing of it is in what is built.
  return { name: "hub-pretended", configureServer: listen, configurePreviewServer: listen };
}
