// WebKit, driven by WebKitGTK's driver under a virtual display: it has no mode without one.
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { downloadsIn } from "./downloads.mjs";
import * as input from "./input.mjs";
import { ownFolder, startProgram } from "./program.mjs";

/** How long one command may take, the one too that starts the browser. */
const ANSWER_MS = 60_000;

export async function startWebkit({ width, height }) {
  const folder = ownFolder();
  const ends = [async () => folder.remove()];
  const close = async () => {
    for (const end of ends.toReversed()) await end();
  };
  try {
    const screen = `${width}x${height}x24`;
    const display = await startProgram(process.env.XVFB ?? "Xvfb", ["-displayfd", "3", "-screen", "0", screen, "-nolisten", "tcp"], {
      descriptor: 3,
      ready: (text) => /^\d+(?=\n)/.exec(text)?.[0],
    });
    ends.push(display.end);
    const downloads = downloadsIn(folder.path);
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const driver = await startProgram(process.env.WEBKIT_DRIVER ?? "WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      env: environment(folder.path, downloads.path, display.ready),
      ready: () => ask("GET", `${address}/status`).then((status) => status.ready, () => false),
    });
    ends.push(driver.end);
    const { sessionId } = await ask("POST", `${address}/session`, { capabilities: {} });
    const session = `${address}/session/${sessionId}`;
    ends.push(() => ask("DELETE", session).catch(() => {}));
    await ask("POST", `${session}/timeouts`, { script: ANSWER_MS / 2, pageLoad: ANSWER_MS / 2 });
    // The bars of the browser are part of it.
    await ask("POST", `${session}/window/rect`, { x: 0, y: 0, width, height });
    return { open: (url) => openPage(session, url, downloads), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openPage(session, url, downloads) {
  await ask("POST", `${session}/url`, { url });
  const perform = (actions) => ask("POST", `${session}/actions`, { actions });
  return {
    async run(expression) {
      const script = `const done = arguments[0];
        (async () => JSON.stringify((await (${expression})) ?? null))().then(
          (value) => done({ value }),
          (error) => done({ error: String(error) }),
        );`;
      const { value, error } = await ask("POST", `${session}/execute/async`, { script, args: [] });
      if (error) throw new Error(error);
      return JSON.parse(value);
    },
    press: (place) => perform(input.press(place)),
    key: (name) => perform(input.key(name)),
    downloaded: (action) => downloads.of(action),
    // One window for all: the next address takes this page's place.
    close: () => ask("POST", `${session}/url`, { url: "about:blank" }),
  };
}

/** One command of WebDriver: its value, or what the driver has to say. */
async function ask(method, address, body) {
  const signal = AbortSignal.timeout(ANSWER_MS);
  const response = await fetch(address, { method, body: body && JSON.stringify(body), signal });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${new URL(address).pathname}: ${value?.error}: ${value?.message}`);
  return value;
}

/** A home of its own, a display, a dark system, and none of the services of a desktop. */
function environment(home, downloads, display) {
  const config = join(home, "config");
  mkdirSync(config);
  writeFileSync(join(config, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  return {
    HOME: home,
    XDG_CONFIG_HOME: config,
    XDG_CACHE_HOME: join(home, "cache"),
    XDG_DATA_HOME: join(home, "data"),
    DISPLAY: `:${display}`,
    WAYLAND_DISPLAY: "",
    GDK_BACKEND: "x11",
    GTK_THEME: "Adwaita:dark",
    GIO_USE_VFS: "local",
    GSETTINGS_BACKEND: "memory",
    DBUS_SESSION_BUS_ADDRESS: "disabled:",
    NO_AT_BRIDGE: "1",
    LIBGL_ALWAYS_SOFTWARE: "1",
    WEBKIT_DISABLE_DMABUF_RENDERER: "1",
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    // On x64 Linux this engine, once in hundreds of pages, leaves the memory of good WASM when it changes to faster code in the
    // midst of a function ("Out of bounds memory access"; https://bugs.webkit.org/show_bug.cgi?id=289009).
    JSC_useWasmOSR: "0",
  };
}

/** A port that nobody listens on: the driver takes none by itself. */
async function freePort() {
  const server = createServer();
  await new Promise((done, failed) => server.once("error", failed).listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
