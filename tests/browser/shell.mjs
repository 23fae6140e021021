// Runs a command as a reader would: a real bash, with an `aws` that only writes down how it was called.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The stand-in: its arguments, each ended by a NUL. */
const AWS = `#!/bin/bash\nprintf '%s\\0' "$@" >>"$AWS_CALLS"\n`;

/** The arguments that \`aws\` was called with; fails when the command wrote anything else. */
export async function argumentsOf(command) {
  const folder = await mkdtemp(join(tmpdir(), "cfn-explorer-shell-"));
  try {
    const bin = join(folder, "bin");
    const work = join(folder, "work");
    await run("mkdir", [bin, work]);
    await writeFile(join(bin, "aws"), AWS, { mode: 0o755 });
    await writeFile(join(folder, "command.sh"), command);
    const calls = join(folder, "calls");
    const env = { PATH: `${bin}:/usr/bin:/bin`, HOME: work, AWS_CALLS: calls };
    const { stdout, stderr } = await run("bash", [join(folder, "command.sh")], { cwd: work, env });
    const litter = await readdir(work);
    if (stdout || stderr || litter.length > 0) {
      throw new Error(`the command did more than call aws: ${JSON.stringify({ stdout, stderr, litter })}`);
    }
    return (await readFile(calls, "utf8")).split("\0").slice(0, -1);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What follows `--parameters`, as names and values: the shorthand a value each, or one JSON list. */
export function parametersOf(argv) {
  const start = argv.indexOf("--parameters");
  if (start < 0) return {};
  const rest = argv.slice(start + 1);
  const end = rest.findIndex((argument) => /^--[a-z]/.test(argument));
  const list = end < 0 ? rest : rest.slice(0, end);
  const entries = list[0]?.startsWith("[")
    ? JSON.parse(list[0]).map((item) => [item.ParameterKey, item.ParameterValue])
    : list.map((item) => {
        const [, key, value] = /^ParameterKey=([^,]*),ParameterValue=([^]*)$/.exec(item) ?? [];
        if (key === undefined) throw new Error(`no shorthand: ${item}`);
        return [key, value];
      });
  return Object.fromEntries(entries);
}
