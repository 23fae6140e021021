// Programs that a browser is made of: they start soon or fail, and none is left when the tests end.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../support.mjs";

/** How long a program may take until it is ready. */
const START_MS = 45_000;

/** What must go when this process does, the newest first: a folder after the programs that write into it. */
const remains = new Set();
process.on("exit", () => [...remains].toReversed().forEach((remove) => remove()));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

/** A new folder; `remove` takes it away. */
export function ownFolder() {
  const path = mkdtempSync(join(tmpdir(), "cfn-explorer-test-"));
  const remove = () => {
    remains.delete(remove);
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  };
  remains.add(remove);
  return { path, remove };
}

/**
 * Starts a program. `ready` is asked, with what the program has written so far, until it gives something: that and `end` are
 * what this resolves to. `descriptor` is what is read, 2 the standard error.
 */
export async function startProgram(command, options, { env = {}, descriptor = 2, ready }) {
  const stdio = Array.from({ length: Math.max(3, descriptor + 1) }, (_, at) => (at === descriptor || at === 2 ? "pipe" : "ignore"));
  // A group of its own, which what it starts belongs to.
  const child = spawn(command, options, { stdio, detached: true, env: { ...process.env, ...env } });
  let ended;
  const gone = new Promise((done) => {
    child.once("exit", (code, signal) => done((ended = `it ended (${code ?? signal})`)));
    child.once("error", (error) => done((ended = error.message)));
  });
  const kill = () => {
    remains.delete(kill);
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  remains.add(kill);
  const written = [];
  for (const at of new Set([2, descriptor])) {
    written[at] = "";
    child.stdio[at].on("data", (data) => (written[at] += data));
  }
  const last = await eventually(async () => ended ?? { ready: await ready(written[descriptor]) }, (is) => ended || is.ready, START_MS);
  const end = async () => {
    kill();
    await gone;
  };
  if (last.ready) return { ready: last.ready, end };
  kill();
  throw new Error(`${command} does not start: ${ended ?? `not ready after ${START_MS / 1000} s`}\n${written[2].slice(-2000)}`);
}

/** What a promise gives, if it does so in this time. */
export async function inTime(promise, milliseconds, what) {
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`${what}: nothing has come in ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
