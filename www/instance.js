// One instance of the core, watched: whatever ends a call into it ends the instance, and all who draw with it are told.
//
// A trap (memory that is used up, a fault) or a stack that runs over leaves the core in the middle of what it did: locks
// held, lists half written. Nothing may call it after that, and Rust cannot catch it. So a watch stands around each
// function that the WASM exports: calls of the page, listeners, timers and promises all go through these.
//
// The core asks for its parts by itself, when they are first used. They belong to this instance, and to no other release: the
// folder that they come from has its name from what is in it.

/** What the core's memory may grow to; .cargo/config.toml sets it. */
const CEILING = "512 MB";

/** The size of a page of WASM's memory, in bytes. */
const PAGE = 65_536;

/**
 * An instance of the core: of the functions that wasm-bindgen wrote for it (`glue`, a module of its own for each instance)
 * and the response that brings its WASM. `onend` is called when it ends, before anybody can ask for it again.
 */
export async function instantiate(glue, response, onend) {
  /** How to tell each explorer that the instance has ended. */
  const tellings = new Set();
  let ended = false;

  const loaders = {};
  for (const part of Object.keys(glue.__parts.files)) {
    loaders[`__wasm_split_load_${part}`] = async (callback, data) => {
      const has = await load(part);
      if (!ended) call(() => exports.__indirect_function_table.get(callback)(data, has));
    };
  }

  const { instance } = await instantiated(response, { "./core_bg.js": glue, "./__wasm_split.js": loaders });
  const { exports, watched } = watch(instance.exports, (error, memory) => {
    ended = true;
    const message = whatFor(error, memory, tellings.size);
    glue.__forget_memory();
    onend();
    // Not here: the stack may be as full as it can be, or another call of the core wait further down on it.
    queueMicrotask(() => {
      for (const tell of tellings) tell(message);
      tellings.clear();
    });
  });
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();

  /** Calls the core for the page; the console is told what ends the call, as it is of a listener. */
  const call = (act) => {
    if (ended) return undefined;
    try {
      return watched(act)();
    } catch (error) {
      reportError(error);
      return undefined;
    }
  };

  const load = partsOf(glue.__parts, (name) => exports[name], () => ended);

  return {
    /** Whether nothing more can be drawn with it. */
    get ended() {
      return ended;
    },
    stylesheet: () => glue.stylesheet(),
    /**
     * Draws what the options say and resolves when all that this takes is there; throws what says so to the reader when
     * something does not come, or the drawing ends the instance. Of an instance that has ended before, nothing is prepared.
     */
    async prepare(options) {
      if (ended) return;
      let tell;
      const ending = new Promise((_, fail) => (tell = (message) => fail(Object.assign(new Error(message), { name: "Problem" }))));
      tellings.add(tell);
      try {
        await Promise.race([call(() => glue.prepare(options)), ending]);
        if (ended) await ending;
      } finally {
        tellings.delete(tell);
      }
    },
    /** Shows an explorer in an element; `tell` gets the words for its reader when the instance ends. */
    mount(root, options, tell) {
      tellings.add(tell);
      const explorer = call(() => glue.mount(root, options));
      return {
        update: (options) => call(() => explorer.update(options)),
        destroy() {
          tellings.delete(tell);
          call(() => explorer.destroy());
        },
      };
    },
  };
}

/** Compiles while the bytes come, from servers that say what they are. */
async function instantiated(response, imports) {
  if (isStreamable(response)) return WebAssembly.instantiateStreaming(response, imports);
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

async function compiled(response) {
  return isStreamable(response) ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

function isStreamable(response) {
  if (!response.ok) throw new Error(`the server answered HTTP ${response.status}`);
  return (response.headers.get("content-type") ?? "").trim().toLowerCase() === "application/wasm";
}

const addressOf = (folder, name) => new URL(`./${folder}/${name}.wasm`, import.meta.url).href;

/** The responses that were asked for before an instance was there to ask, by their addresses; null once one has it. */
const ahead = new Map();

/** Begins to fetch what a template seems to take besides the core. */
export function fetchAhead({ __parts: { folder, files } }, parts) {
  for (const url of parts.flatMap((part) => files[part]).map((name) => addressOf(folder, name))) {
    if (ahead.has(url)) continue;
    const response = fetch(url, { credentials: "same-origin" });
    ahead.set(url, response);
    response.catch(() => ahead.delete(url)); // whoever needs it tries again
  }
}

/**
 * What loads a part of an instance, and resolves to whether it is there. A part has a file of its own and some that it has in
 * common with others; they are fetched side by side, each until it has come. `sharedOf` gives what they need of the core.
 */
function partsOf({ folder, shared, files }, sharedOf, hasEnded) {
  /** The promises of the files that are in the core or on their way. */
  const coming = new Map();
  const failed = new Set();

  const load = async (name) => {
    // What a cache has of a failure is no answer to a second try.
    const cache = failed.has(name) ? "reload" : "default";
    const url = addressOf(folder, name);
    const early = ahead.get(url);
    ahead.set(url, null);
    const response = await (early ?? fetch(url, { credentials: "same-origin", cache }));
    const module = await compiled(response);
    const imports = Object.fromEntries(shared.map((name) => [name, sharedOf(name)]));
    await WebAssembly.instantiate(module, { __wasm_split: imports }); // puts its functions into the core's table
  };

  return async (part) => {
    try {
      await Promise.all(
        (files[part] ?? []).map((name) => {
          if (!coming.has(name)) {
            const file = load(name);
            coming.set(name, file);
            file.catch(() => {
              coming.delete(name);
              failed.add(name);
            });
          }
          return coming.get(name);
        }),
      );
      return true;
    } catch (error) {
      if (!hasEnded()) console.error(`cfn-explorer: the part “${part}” could not be loaded.`, error);
      return false;
    }
  };
}

/**
 * The exports with a watch around each function, and what puts one around others: the first error that leaves a function
 * is the end of all. `onend` gets it, and the memory as it is then.
 */
function watch(originals, onend) {
  const exports = {};
  let memory = originals.memory;
  let depth = 0;

  const watched =
    (call) =>
    (...args) => {
      depth += 1;
      try {
        return call(...args);
      } catch (error) {
        if (memory) end(error);
        throw error;
      } finally {
        depth -= 1;
      }
    };

  const end = (error) => {
    onend(error, memory);
    // Listeners and timers hold on to the functions for as long as the page lives: let them hold nothing else.
    memory = null;
    for (const name of Object.keys(exports)) exports[name] = typeof exports[name] === "function" ? late : undefined;
  };

  /** Stands for every function after the end. */
  const late = () => {
    if (depth > 0) throw new Error("the core has ended"); // and so does the call that this one comes out of
    return []; // neither a number nor a pair: the glue takes it for nothing
  };

  for (const [name, value] of Object.entries(originals)) {
    exports[name] = typeof value === "function" ? watched(value) : value;
  }
  return { exports, watched };
}

/** Why the instance ended, in words for the readers of so many explorers. */
function whatFor(error, memory, explorers) {
  if (!(error instanceof WebAssembly.RuntimeError && isUsedUp(memory))) {
    return "The drawing failed. This is a fault of cfn-explorer; the console of your browser says more.";
  }
  return explorers > 1
    ? `The explorers on this page need more memory than they may take together: ${CEILING}. Try them one by one.`
    : `This template needs more memory than a drawing may take: ${CEILING}. Split it into nested stacks.`;
}

/**
 * Whether memory is what a trap was about; a panic is no trap, but an error with words. A list that is full is copied into one
 * of twice the room, so the two need three times what is there.
 */
function isUsedUp(memory) {
  try {
    memory.grow(2 * (memory.buffer.byteLength / PAGE));
    return false;
  } catch {
    return true;
  }
}
