// Measures heavy templates in the page: the longest task that holds the reader's browser, and the core's memory, in each
// lens. page.mjs FOLDER [NAME...]: FOLDER has the templates, as `cargo run --example heavy` writes them.
//
// The most that a task should take is 2 s on a quiet machine of two cores.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "../../tests/browser/chromium.mjs";
import { serve } from "../serve.mjs";

const LENSES = ["architecture", "all-resources", "references"];
const LONGEST = 2_000;
/** How long a template may take in all before it is given up. */
const PATIENCE = 60_000;

const [folder, ...names] = process.argv.slice(2);
const files = (await readdir(folder)).filter((file) => file.endsWith(".yaml")).sort();
const wanted = files.filter((file) => names.length === 0 || names.some((name) => file.includes(name)));

const site = await serve(new URL("../../dist/", import.meta.url).pathname);
const browser = await launchChromium();
let slow = 0;
for (const file of wanted) {
  const text = await readFile(join(folder, file), "utf8");
  const cells = [];
  for (const lens of LENSES) cells.push(await measure(text, lens));
  const worst = Math.max(...cells.map((cell) => cell.longest));
  if (worst > LONGEST) slow += 1;
  const shown = cells.map((cell) => `${cell.ending} ${Math.round(cell.longest)} ms`.padEnd(18));
  const memory = Math.max(...cells.map((cell) => cell.memory));
  console.log(`${file.slice(0, 48).padEnd(48)} ${shown.join(" ")} ${memory} MB${worst > LONGEST ? "  SLOW" : ""}`);
}
console.log(`${wanted.length} templates, ${slow} with a task over ${LONGEST} ms`);
await browser.close();
await site.close();

/** Loads a template in a page of its own: its longest task in ms, the core's memory in MB, and how it ended. */
async function measure(text, lens) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    // The core's memory, as it is made: nothing else tells how large it has become.
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...source) => {
      const made = await instantiate(...source);
      window.memoryOfCore = made.instance.exports.memory;
      return made;
    };
  });
  await page.route("**/heavy.yaml", (route) => route.fulfill({ body: text, contentType: "text/yaml" }));
  await page.route("**/heavy.html", (route) =>
    route.fulfill({ contentType: "text/html", body: `<!doctype html><script type="module" src="/cfn-explorer.js"></script>` }),
  );
  await page.goto(`${site.origin}/heavy.html`);
  const started = page.evaluate(
    ({ lens, patience }) =>
      new Promise((done) => {
        let longest = 0;
        let last = performance.now();
        // Tasks are seen from their ends: a timer that should come at once comes after them.
        const tick = () => {
          const now = performance.now();
          longest = Math.max(longest, now - last);
          last = now;
        };
        const clock = new MessageChannel();
        clock.port1.onmessage = () => {
          tick();
          clock.port2.postMessage(0);
        };
        clock.port2.postMessage(0);
        const end = (ending) =>
          // What the frame after it costs is part of it.
          requestAnimationFrame(() => setTimeout(() => {
            tick();
            done({ ending, longest, memory: Math.round((window.memoryOfCore?.buffer.byteLength ?? 0) / 1e6) });
          }, 50));
        const element = document.createElement("cfn-explorer");
        element.setAttribute("src", "heavy.yaml");
        element.setAttribute("lens", lens);
        element.addEventListener("cfn-explorer-ready", () => end("drawn"));
        element.addEventListener("cfn-explorer-error", () => end("error"));
        setTimeout(() => end("late"), patience);
        document.body.append(element);
      }),
    { lens, patience: PATIENCE },
  );
  const late = new Promise((done) => setTimeout(() => done({ ending: "late", longest: PATIENCE, memory: 0 }), PATIENCE + 5_000));
  const result = await Promise.race([started.catch((error) => ({ ending: `died: ${error.message}`, longest: PATIENCE, memory: 0 })), late]);
  await context.close();
  return result;
}
