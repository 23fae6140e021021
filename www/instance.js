// One instance of the core, watched: whatever ends a call into it ends the instance, and all who draw with it are told.
//
// A trap (memory that is used up, a fault) or a stack that runs over leaves the core in the middle of what it did: locks
// held, lists half written. Nothing may call it after that, and Rust cannot catch it. So a watch stands around each
// function that the WASM exports: calls of the page, listeners, timers and promises all go through these.

/** What the core's memory may grow to; .cargo/config.toml sets it. */
const CEILING = "512 MB";

/**
 * An instance of the core: of the functions that wasm-bindgen wrote for it (`glue`, a module of its own for each instance)
 * and the response that brings its WASM. `onend` is called when it ends, before anything else can ask for it.
 */
export async function instantiate(glue, response, onend) {
  /** How to tell each explorer that the instance has ended. */
  const tellings = new Set();
  let ended = false;

  const end = (memory, error) => {
    if (ended) return;
    ended = true;
    const message = whatFor(error, memory, tellings.size);
    glue.__forget_memory();
    onend();
    // Not here: the stack may be as full as it can be, or another call of the core wait further down on it.
    queueMicrotask(() => {
      for (const tell of tellings) tell(message);
      tellings.clear();
    });
  };

  const { instance } = await compile(response, { "./cfn-explorer_bg.js": glue });
  const exports = watch(instance.exports, end);
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();

  /** Calls the core for the page; the console is told what ends the call, as it is of a listener. */
  const call = (act) => {
    if (ended) return undefined;
    try {
      return act();
    } catch (error) {
      reportError(error);
      return undefined;
    }
  };

  return {
    /** Whether no more can be drawn with it. */
    get ended() {
      return ended;
    },
    stylesheet: () => glue.stylesheet(),
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
async function compile(response, imports) {
  if (!response.ok) throw new Error(`the server answered HTTP ${response.status}`);
  const type = response.headers.get("content-type") ?? "";
  if (type.trim().toLowerCase() === "application/wasm") return WebAssembly.instantiateStreaming(response, imports);
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

/** The exports, with a watch around each function: the first error that leaves one is the end of all. */
function watch(exports, onend) {
  const watched = {};
  let memory = exports.memory;
  let depth = 0;

  /** Stands for every function after the end. Listeners and timers may still call, for as long as the page lives. */
  const late = () => {
    if (depth > 0) throw new Error("the core has ended"); // so does who called this from within it
    return []; // neither a number nor a pair: glue takes it for nothing
  };

  const end = (error) => {
    if (memory === null) return;
    onend(memory, error);
    memory = null;
    for (const name of Object.keys(watched)) watched[name] = typeof watched[name] === "function" ? late : undefined;
  };

  for (const [name, value] of Object.entries(exports)) {
    watched[name] = typeof value === "function" ? guarded(value) : value;
  }
  return watched;

  function guarded(call) {
    return (...args) => {
      depth += 1;
      try {
        return call(...args);
      } catch (error) {
        end(error);
        throw error;
      } finally {
        depth -= 1;
      }
    };
  }
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
 * Whether memory was what the core ran out of. A list that is full is copied into one of twice the room, so together they
 * need three times what is there. A panic is an error of its own, and never asked about.
 */
function isUsedUp(memory) {
  try {
    memory.grow(2 * (memory.buffer.byteLength / 65_536));
    return false;
  } catch {
    return true;
  }
}
