// How a heavy template fares in the page.

/** How long a template may take in all before it is given up, in ms. */
const PATIENCE = 60_000;

/** Loads a template in a page of its own: its longest task in ms, the core's memory in MB, and how it ended. */
export async function measure(browser, origin, text, lens) {
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
  await page.goto(`${origin}/heavy.html`);
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
        element.addEventListener("cfn-explorer-error", (event) => end(`error: ${event.detail.message}`));
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
