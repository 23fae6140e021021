// What the page weighs: no part takes more than its budget, or than its limit where it has not reached that yet.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import test from "node:test";
import { verdict, weigh } from "../../scripts/budgets.mjs";
import { DIST } from "./server.mjs";

test("every part keeps to its budget, or to the limit that stands until it does", async () => {
  for (const part of await weigh()) {
    const { name, zipped, budget, limit = budget } = part;
    assert.ok(zipped <= limit, `${name}: ${zipped} bytes, ${limit} at most`);
    assert.ok(limit === budget || verdict(part) === "short", `${name} keeps to its budget now: take its limit out`);
  }
});

test("every file that an element may load belongs to a part", async () => {
  const files = [...(await readdir(DIST)), ...(await readdir(`${DIST}core`, { recursive: true })).map((name) => `core/${name}`)];
  const known = (await weigh()).flatMap(({ files }) => files);
  assert.deepEqual(files.filter((name) => /\.(js|wasm|txt)$/.test(name) && !known.includes(name)), []);
});
