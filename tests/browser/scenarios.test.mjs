// Every scenario in every browser: Chromium, Firefox, WebKit.
import assert from "node:assert/strict";
import test, { after, before, describe } from "node:test";
import { startChromium } from "./drivers/chromium.mjs";
import { startFirefox } from "./drivers/firefox.mjs";
import { inTime } from "./drivers/program.mjs";
import { startWebkit } from "./drivers/webkit.mjs";
import { scenarios } from "./scenarios.mjs";
import { servePage } from "./server.mjs";
import { stageIn } from "./stage.mjs";

const BROWSERS = { Chromium: startChromium, Firefox: startFirefox, WebKit: startWebkit };

/** How long a browser may take until it can be driven. */
const START_MS = 60_000;

const WINDOW = { width: 1280, height: 900 };

/** What must be the same in all browsers. */
const known = new Map();

for (const [name, start] of Object.entries(BROWSERS)) {
  describe(name, () => {
    let server;
    let browser;
    before(async () => {
      server = await servePage();
      browser = await inTime(start(WINDOW), START_MS, `${name} does not start`);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });
    for (const [scenario, play] of Object.entries(scenarios)) {
      test(`${name}: ${scenario}`, async () => {
        const { stage, leave } = stageIn(browser, server.origin, known);
        const failure = await play(stage).then(() => null, (error) => error);
        const trouble = await leave(Boolean(failure));
        if (failure) throw new Error(`${failure.message}\nThe page complains of ${JSON.stringify(trouble)}`, { cause: failure });
        assert.deepEqual(trouble, []);
      });
    }
  });
}
