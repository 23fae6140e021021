// core-parts.mjs FROM WASM TO FEATURE…: puts the parts of the core WASM, which wasm-split-cli wrote into FROM, into a folder in TO, under names
// that say what they are for, and prints what www/instance.js has to know of them. The folder's name hangs on what is in the core
// and in its parts: no other core finds them. The loader that wasm-split-cli wrote is read, and not used: it
// would load for one instance of the core alone, and only from servers that call WASM by its name. What parts have in common is
// often a few functions: all that is so small is one file, as each would take a request and be mostly what every file has.
// The features are those that the WASM uses, as options of Binaryen's tools.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";

/** A file of fewer bytes that several parts have in common is not worth a request of its own: the panels, which come with every
 * picture, need most of them. */
const SMALL = 16_384;

const [from, wasm, to, ...features] = process.argv.slice(2);
const loader = await readFile(`${from}/__wasm_split.js`, "utf8");

/** Everything that an expression finds in the loader; nothing at all would mean that it is written otherwise now. */
const found = (expression) => {
  const all = [...loader.matchAll(expression)];
  if (all.length === 0) throw new Error(`${from}/__wasm_split.js is not as expected: it has no ${expression}`);
  return all;
};

const FETCHED = String.raw`makeLoad\(\(\) => \{\s*const \w+ = [\w.]+\("\./(\w+)\.wasm"`;
const shared = found(/const \{ ([\w, ]+?),? +\} = __wasm;/g)[0][1].split(/, */);
const files = {}; // of each part, without their endings
const names = new Map(); // of files

for (const [, part, own, chunks] of found(new RegExp(String.raw`export const __wasm_split_load_(\w+) = wrapAsyncCb\(${FETCHED}.*?\}\s*, \[([\w, ]*)\]\)\);`, "gs"))) {
  names.set(own, part);
  files[part] = [own, ...chunks.split(", ").filter(Boolean)];
}
// Several parts share what only they have in common. There may be none.
for (const [, parts, variable, own] of loader.matchAll(new RegExp(String.raw`/\* ([\w, ]+) \*/\s*const (\w+) = ${FETCHED}`, "g"))) {
  names.set(own, parts.split(", ").sort().join("-"));
  for (const list of Object.values(files)) if (list.includes(variable)) list[list.indexOf(variable)] = own;
}

const written = (await readdir(from)).filter((name) => name.endsWith(".wasm")).map((name) => basename(name, ".wasm"));
const unknown = written.filter((name) => !names.has(name)).concat([...names.keys()].filter((name) => !written.includes(name)));
if (unknown.length > 0) throw new Error(`the files that were written and those of the loader differ: ${unknown}`);

const sizes = new Map(await Promise.all(written.map(async (name) => [name, (await stat(`${from}/${name}.wasm`)).size])));
const small = written.filter((name) => !(name in files) && names.get(name).includes("-") && sizes.get(name) < SMALL).sort();
if (small.length > 1) {
  await merge(small, "common");
  small.forEach((name) => names.delete(name));
  names.set("common", "common");
  for (const [part, list] of Object.entries(files)) files[part] = [...new Set(list.map((name) => (small.includes(name) ? "common" : name)))];
  written.splice(0, Infinity, ...written.filter((name) => !small.includes(name)), "common");
}

/** Makes one file of several. What each of them takes from the core it takes once. */
async function merge(all, name) {
  const run = (tool, ...args) => execFileSync(tool, [...features, ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  const merged = `${from}/${name}`;
  run("wasm-merge", "--enable-multimemory", ...all.flatMap((one) => [`${from}/${one}.wasm`, one]), "-o", `${merged}.wasm`);
  const text = run("wasm-dis", "--enable-multimemory", `${merged}.wasm`);
  const first = new Map(); // the name of each import, by what it is called where it comes from
  const same = new Map(); // that name for each other one
  const once = text.replace(/^ \(import ("\w+" "\w+") \(\w+ (\$[\w$]+).*\n/gm, (line, what, own) => {
    same.set(own, first.get(what) ?? own);
    if (first.has(what)) return "";
    first.set(what, own);
    return line;
  });
  await writeFile(`${merged}.wat`, once.replace(/\$\w+import\$\d+/g, (own) => same.get(own) ?? own));
  run("wasm-as", `${merged}.wat`, "-o", `${merged}.wasm`);
  run("wasm-opt", "-O2", "--strip-producers", "--strip-target-features", `${merged}.wasm`, "-o", `${merged}.wasm`);
}

const hash = createHash("sha256").update(await readFile(wasm));
for (const own of written.sort()) hash.update(await readFile(`${from}/${own}.wasm`));
const folder = `parts-${hash.digest("hex").slice(0, 12)}`;
await mkdir(`${to}/${folder}`, { recursive: true });
for (const [own, name] of names) await copyFile(`${from}/${own}.wasm`, `${to}/${folder}/${name}.wasm`);
const parts = Object.fromEntries(Object.entries(files).map(([part, all]) => [part, all.map((own) => names.get(own))]));
console.log(`export const __parts = ${JSON.stringify({ folder, shared, files: parts })};`);
