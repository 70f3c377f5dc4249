// Replicates documents as large as an event to a PouchDB server on this machine and back, and prints a line for
// each batch: how many together, pushed a second, pulled a second.
// Usage: node replicate.mjs DOCUMENTS BATCH [BATCH …]
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const PouchDB = require("pouchdb");

const [documents, ...batches] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "kazashi-pouchdb-"));

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const port = await freePort();
const program = require.resolve("pouchdb-server/bin/pouchdb-server");
const server = spawn(process.execPath, [program, "--port", port, "--host", "127.0.0.1", "--dir", join(folder, "server")], {
  cwd: folder,
  stdio: "ignore",
});
const answers = async () => {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      if ((await fetch(`http://127.0.0.1:${port}/`)).ok) return;
    } catch {
      // Not up yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the PouchDB server does not answer");
};

// 300 random bytes, as a sealed payload is, and the fields of a header.
const document = (number) => ({
  _id: `${String(number).padStart(9, "0")}-${randomBytes(4).toString("hex")}`,
  kind: "person.registered",
  device: "0123456789abcdef0123456789abcdef",
  seq: number,
  payload: randomBytes(224).toString("base64"),
});

try {
  await answers();
  for (const batch of batches) {
    const local = new PouchDB(join(folder, `local-${batch}`));
    for (let first = 0; first < documents; first += 1000) {
      await local.bulkDocs(Array.from({ length: Math.min(1000, documents - first) }, (_, at) => document(first + at)));
    }
    const url = `http://127.0.0.1:${port}/events${batch}`;
    const seconds = async (work) => {
      const start = performance.now();
      await work();
      return (performance.now() - start) / 1000;
    };
    const push = await seconds(() => local.replicate.to(url, { batch_size: batch }));
    const fresh = new PouchDB(join(folder, `fresh-${batch}`));
    const pull = await seconds(() => fresh.replicate.from(url, { batch_size: batch }));
    const { doc_count: arrived } = await fresh.info();
    if (arrived !== documents) throw new Error(`${arrived} of ${documents} documents arrived`);
    console.log(batch, documents / push, documents / pull);
  }
} finally {
  server.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
