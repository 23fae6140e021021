// Firefox, driven by WebDriver BiDi, which it speaks by itself: no geckodriver stands between.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import WebSocket from "ws";
import { downloadsIn } from "./downloads.mjs";
import * as input from "./input.mjs";
import { inTime, ownFolder, startProgram } from "./program.mjs";

/** How long one command may take. */
const ANSWER_MS = 60_000;

export async function startFirefox({ width, height }) {
  const folder = ownFolder();
  const downloads = downloadsIn(folder.path);
  writeFileSync(join(folder.path, "user.js"), preferences(downloads.path));
  const options = ["--headless", "--no-remote", "--new-instance", "--profile", folder.path, "--remote-debugging-port", "0", "about:blank"];
  const program = await startProgram(process.env.FIREFOX ?? "firefox-esr", options, {
    // As in a home of its own: it refuses another's.
    env: { HOME: folder.path, MOZ_CRASHREPORTER_DISABLE: "1", MOZ_HEADLESS_WIDTH: `${width}`, MOZ_HEADLESS_HEIGHT: `${height}` },
    ready: (said) => /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1],
  });
  const end = async () => {
    await program.end();
    folder.remove();
  };
  try {
    const send = await connect(`${program.ready}/session`);
    await send("session.new", { capabilities: {} });
    return { open: (address) => openTab(send, address, { width, height, downloads }), close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function openTab(send, address, { width, height, downloads }) {
  const { context } = await send("browsingContext.create", { type: "tab" });
  await send("browsingContext.setViewport", { context, viewport: { width, height } });
  await send("browsingContext.navigate", { context, url: address, wait: "interactive" });
  const perform = (actions) => send("input.performActions", { context, actions });
  return {
    async run(expression) {
      // As JSON: BiDi has values of its own.
      const functionDeclaration = `async () => JSON.stringify((await (${expression})) ?? null)`;
      const call = { functionDeclaration, awaitPromise: true, target: { context }, userActivation: false };
      const answer = await send("script.callFunction", call);
      if (answer.type === "exception") throw new Error(answer.exceptionDetails.text);
      return JSON.parse(answer.result.value);
    },
    press: (place) => perform(input.press(place)),
    key: (name) => perform(input.key(name)),
    downloaded: (action) => downloads.of(action),
    close: () => send("browsingContext.close", { context }),
  };
}

/** A function that sends a command and gives its answer. */
async function connect(address) {
  const socket = new WebSocket(address, { perMessageDeflate: false });
  const waiting = new Map();
  const lose = (error) => {
    for (const { failed } of waiting.values()) failed(error);
    waiting.clear();
  };
  socket.on("message", (data) => {
    const { id, type, result, error, message } = JSON.parse(data);
    const one = waiting.get(id);
    waiting.delete(id);
    if (type === "success") one?.done(result);
    else one?.failed(new Error(`${one.method}: ${error}: ${message}`));
  });
  await new Promise((done, failed) => {
    socket.once("open", done);
    socket.once("error", failed);
  });
  socket.on("error", lose);
  socket.on("close", () => lose(new Error("Firefox has gone")));
  let count = 0;
  return (method, params) => {
    const id = (count += 1);
    const answer = new Promise((done, failed) => waiting.set(id, { done, failed, method }));
    socket.send(JSON.stringify({ id, method, params }));
    return inTime(answer, ANSWER_MS, method);
  };
}

/** A reader whose system is dark, who is asked nothing and whom nobody calls. */
function preferences(downloads) {
  const all = {
    "ui.systemUsesDarkTheme": 1,
    "layout.css.prefers-color-scheme.content-override": 0,
    "browser.download.folderList": 2,
    "browser.download.dir": downloads,
    "browser.download.useDownloadDir": true,
    "browser.download.alwaysOpenPanel": false,
    "browser.helperApps.neverAsk.saveToDisk": "image/svg+xml,image/png",
    "browser.download.open_pdf_attachments_inline": false,
    "browser.shell.checkDefaultBrowser": false,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "app.update.enabled": false,
    "app.normandy.enabled": false,
    "datareporting.policy.dataSubmissionEnabled": false,
    "datareporting.healthreport.uploadEnabled": false,
    "toolkit.telemetry.enabled": false,
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
    "extensions.update.enabled": false,
    "extensions.systemAddon.update.enabled": false,
    "services.settings.server": "data:,",
    "termsofuse.bypassNotification": true,
  };
  return Object.entries(all).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join("");
}
