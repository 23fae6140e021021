// Serves a folder over HTTP on this machine, for `make run` and for the page's tests.
// By hand: node scripts/serve.mjs FOLDER [PORT]. A port that is taken gives way to the next free one.
import { createServer } from "node:http";
import { readFile, realpath, stat } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".yaml": "text/yaml; charset=utf-8",
  ".yml": "text/yaml; charset=utf-8",
};

/**
 * Serves `root` and resolves to `{ origin, close }` once it answers. Port 0 takes any free one.
 * `cors` lets pages of other origins read the files, as a host of the element must.
 */
export async function serve(root, { port = 0, cors = true } = {}) {
  const folder = await realpath(root);
  const server = createServer((request, response) => {
    answer(folder, request, response, cors).catch(() => end(response, 500, "internal error"));
  });
  const taken = await listen(server, port);
  return {
    origin: `http://localhost:${taken}`,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

async function answer(folder, request, response, cors) {
  if (cors) response.setHeader("Access-Control-Allow-Origin", "*");
  // Whoever edits and builds anew must see the new files on reload.
  response.setHeader("Cache-Control", "no-cache");
  response.setHeader("X-Content-Type-Options", "nosniff");
  if (request.method !== "GET" && request.method !== "HEAD") return end(response, 405, "only GET and HEAD");

  let path;
  try {
    path = decodeURIComponent(new URL(`http://localhost${request.url}`).pathname);
  } catch {
    return end(response, 400, "not a path");
  }
  if (path.includes("\0")) return end(response, 400, "not a path");
  let file = resolve(join(folder, path));
  try {
    if ((await stat(file)).isDirectory()) file = join(file, "index.html");
    file = await realpath(file);
    if (!file.startsWith(folder + sep)) return end(response, 404, "not found");
    const body = await readFile(file);
    response.writeHead(200, {
      "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
      "Content-Length": body.length,
    });
    response.end(request.method === "HEAD" ? undefined : body);
  } catch {
    end(response, 404, "not found");
  }
}

function end(response, status, text) {
  if (!response.headersSent) response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}

/** Listens on `port`, or on the next free one of the twenty after it. */
async function listen(server, port, tries = 20) {
  try {
    await new Promise((done, failed) => {
      server.once("error", failed);
      server.listen(port, "localhost", () => {
        server.off("error", failed);
        done();
      });
    });
    return server.address().port;
  } catch (error) {
    if (error.code !== "EADDRINUSE" || tries === 0) throw error;
    return listen(server, port + 1, tries - 1);
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [folder = "dist", port = "8080"] = process.argv.slice(2);
  const { origin } = await serve(folder, { port: Number(port) });
  console.log(`\nReady: the explorer is at ${origin}/ (Ctrl-C ends it)`);
}
