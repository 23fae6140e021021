// The server of the page's tests: types that browsers insist on, and nothing outside its folder.
import assert from "node:assert/strict";
import { mkdtemp, mkdir, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { serve } from "../../scripts/serve.mjs";

async function served(t, options) {
  const folder = await mkdtemp(join(tmpdir(), "cfn-explorer-"));
  await mkdir(join(folder, "posts"));
  await writeFile(join(folder, "index.html"), "<p>page");
  await writeFile(join(folder, "a.wasm"), "\0asm");
  await writeFile(join(folder, "posts", "index.html"), "<p>posts");
  await symlink("/etc/hostname", join(folder, "out.txt"));
  const server = await serve(folder, options);
  t.after(server.close);
  return server.origin;
}

test("files have the types that browsers insist on", async (t) => {
  const origin = await served(t);
  const wasm = await fetch(`${origin}/a.wasm`);
  assert.equal(wasm.headers.get("content-type"), "application/wasm");
  assert.equal(wasm.headers.get("access-control-allow-origin"), "*");
  assert.equal(await (await fetch(`${origin}/posts/`)).text(), "<p>posts");
  assert.equal(await (await fetch(`${origin}/?query`)).text(), "<p>page");
});

test("nothing outside the folder is served", async (t) => {
  const origin = await served(t, { cors: false });
  for (const path of ["/../../etc/hostname", "/..%2f..%2fetc/hostname", "/out.txt", "/%00", "/missing"]) {
    const response = await fetch(origin + path);
    assert.ok([400, 404].includes(response.status), `${path}: ${response.status}`);
    assert.equal(response.headers.get("access-control-allow-origin"), null);
  }
});

test("a port that is taken gives way to the next", async (t) => {
  const first = await served(t, { port: 18080 });
  const second = await served(t, { port: Number(new URL(first).port) });
  assert.notEqual(first, second);
});
