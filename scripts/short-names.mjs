// short-names.mjs WASM GLUE MODULE: gives what a WASM imports from MODULE, and GLUE's functions of these names, short ones. Half of
// each of wasm-bindgen's is a hash, which cannot be compressed, and it stands in both files.
import { readFile, writeFile } from "node:fs/promises";

const [wasm, glue, from] = process.argv.slice(2);
const bytes = await readFile(wasm);
const code = await readFile(glue, "utf8");
const IMPORTS = 2;

/** A number as WASM writes it, and where the next thing begins. */
function number(at) {
  for (let value = 0, shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value |= (byte & 127) << shift;
    if (byte < 128) return [value, at];
  }
}

const written = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...written(value >>> 7)]);

/** A text as WASM writes it. */
const named = (text) => Buffer.concat([Buffer.from(written(Buffer.byteLength(text))), Buffer.from(text)]);

const names = new Map();
/** The short name of an import. */
function short(name) {
  if (!names.has(name)) names.set(name, `_${names.size.toString(36)}`);
  return names.get(name);
}

/** The content of the section of imports with short names. */
function renamed(at) {
  const [count, first] = number(at);
  const parts = [Buffer.from(written(count))];
  at = first;
  const text = () => {
    const [length, start] = number(at);
    at = start + length;
    return bytes.toString("utf8", start, at);
  };
  for (let index = 0; index < count; index++) {
    const [module, name] = [text(), text()];
    const start = at;
    const kind = bytes[at++];
    // A function has a type; what else there may be is a type and limits, and flags say which.
    if (kind === 0) [, at] = number(at);
    else if (kind === 1 || kind === 2) {
      if (kind === 1) at++;
      const flags = bytes[at++];
      for (let limit = 0; limit < 1 + (flags & 1); limit++) [, at] = number(at);
    } else if (kind === 3) at += 2;
    else throw new Error(`${wasm} imports ${name}, which is of a kind that this script does not know`);
    parts.push(named(module), named(module === from ? short(name) : name), bytes.subarray(start, at));
  }
  return Buffer.concat(parts);
}

const sections = [bytes.subarray(0, 8)];
for (let at = 8; at < bytes.length; ) {
  const [size, start] = number(at + 1);
  const content = bytes[at] === IMPORTS ? renamed(start) : bytes.subarray(start, start + size);
  sections.push(Buffer.from([bytes[at], ...written(content.length)]), content);
  at = start + size;
}

const functions = code.replace(/\b__wb\w+/g, (name) => names.get(name) ?? name);
for (const name of names.values()) {
  const defined = functions.match(new RegExp(`export (function|const) ${name}\\b`, "g")) ?? [];
  if (defined.length !== 1) throw new Error(`${glue} has ${defined.length} functions ${name} that ${wasm} imports`);
}
await writeFile(wasm, Buffer.concat(sections));
await writeFile(glue, functions);
