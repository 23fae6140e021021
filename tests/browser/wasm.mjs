// Changes WASM as tests want it: a lower ceiling of memory, and functions that trap when they are told to.

/** Section numbers, instructions and types of the binary format. */
const [TYPES, IMPORTS, FUNCTIONS, MEMORIES, EXPORTS, CODE] = [1, 2, 3, 5, 7, 10];
const [UNREACHABLE, IF, END, CALL, DROP, LOCAL_GET, I32_LOAD8, I32_CONST] = [0x00, 0x04, 0x0b, 0x10, 0x1a, 0x20, 0x2d, 0x41];
const VOID = 0x40;

/** A byte that nothing uses: the far end of the stack. Functions that were changed read it first. */
export const SWITCH = 8;

/** The same WASM, whose memory grows to so many pages at most. */
export function withCeiling(wasm, pages) {
  return rewritten(wasm, MEMORIES, (reader) => {
    const [count, flags, least] = [reader.number(), reader.number(), reader.number()];
    return [...number(count), ...number(flags | 1), ...number(least), ...number(pages)];
  });
}

/**
 * The same WASM, where functions do something else once the switch is on: those that are exported by a name that `which`
 * accepts, `unreachable` by default, or without end calling themselves.
 */
export function withSwitch(wasm, which, does = "unreachable") {
  const module = outline(wasm);
  const changed = new Map();
  for (const [name, index] of module.exports) if (which(name)) changed.set(index - module.imported, name);
  if (changed.size === 0) throw new Error("no export has such a name");
  return rewritten(wasm, CODE, (reader) => {
    const count = reader.number();
    const bytes = [number(count)];
    for (let at = 0; at < count; at += 1) {
      let body = reader.bytes(reader.number());
      if (changed.has(at)) {
        const { parameters, results } = module.types[module.functions[at]];
        const act =
          does === "unreachable"
            ? [UNREACHABLE]
            : [
                ...[...Array(parameters).keys()].flatMap((n) => [LOCAL_GET, ...number(n)]),
                CALL,
                ...number(at + module.imported),
                ...Array(results).fill(DROP),
              ];
        const start = afterLocals(body);
        const check = [I32_CONST, SWITCH, I32_LOAD8, 0, 0, IF, VOID, ...act, END];
        body = Buffer.concat([body.subarray(0, start), Buffer.from(check), body.subarray(start)]);
      }
      bytes.push(number(body.length), body);
    }
    return Buffer.concat(bytes.map((part) => Buffer.from(part)));
  });
}

/** What it takes to find a function by its name and to call it. */
function outline(wasm) {
  const module = { types: [], imported: 0, functions: [], exports: [] };
  for (const { id, content } of sections(wasm)) {
    const reader = new Reader(content);
    const each = (read) => {
      for (let left = reader.number(); left > 0; left -= 1) read();
    };
    if (id === TYPES) {
      each(() => {
        if (reader.byte() !== 0x60) throw new Error("a type that is no function's");
        const [parameters, results] = [reader.bytes(reader.number()).length, reader.bytes(reader.number()).length];
        module.types.push({ parameters, results });
      });
    } else if (id === IMPORTS) {
      each(() => {
        reader.bytes(reader.number());
        reader.bytes(reader.number());
        if (reader.byte() !== 0) throw new Error("an import that is no function");
        reader.number();
        module.imported += 1;
      });
    } else if (id === FUNCTIONS) {
      each(() => module.functions.push(reader.number()));
    } else if (id === EXPORTS) {
      each(() => {
        const name = reader.bytes(reader.number()).toString();
        const kind = reader.byte();
        const index = reader.number();
        if (kind === 0) module.exports.push([name, index]);
      });
    }
  }
  return module;
}

/** Where a function's instructions begin. */
function afterLocals(body) {
  const reader = new Reader(body);
  for (let left = reader.number(); left > 0; left -= 1) {
    reader.number();
    reader.byte();
  }
  return reader.at;
}

/** The same WASM with one section made anew. */
function rewritten(wasm, wanted, make) {
  const parts = [wasm.subarray(0, 8)];
  for (const { id, content } of sections(wasm)) {
    const bytes = id === wanted ? Buffer.from(make(new Reader(content))) : content;
    parts.push(Buffer.from([id, ...number(bytes.length)]), bytes);
  }
  return Buffer.concat(parts);
}

function sections(wasm) {
  const reader = new Reader(wasm.subarray(8));
  const sections = [];
  while (!reader.done) sections.push({ id: reader.byte(), content: reader.bytes(reader.number()) });
  return sections;
}

class Reader {
  at = 0;
  #all;
  constructor(all) {
    this.#all = all;
  }
  get done() {
    return this.at >= this.#all.length;
  }
  byte() {
    return this.#all[this.at++];
  }
  bytes(length) {
    this.at += length;
    return this.#all.subarray(this.at - length, this.at);
  }
  /** An unsigned LEB128. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
}

function number(value) {
  const bytes = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  return [...bytes, value];
}
