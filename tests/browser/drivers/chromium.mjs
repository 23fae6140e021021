// Chromium, driven by Playwright.
import { readFile } from "node:fs/promises";
import { launchChromium } from "../chromium.mjs";

export async function startChromium({ width, height }) {
  const browser = await launchChromium();
  return {
    async open(address) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: "dark",
        permissions: ["clipboard-read", "clipboard-write"],
      });
      const page = await context.newPage();
      await page.goto(address);
      return {
        run: (expression) => page.evaluate(expression),
        press: ({ x, y }) => page.mouse.click(x, y),
        key: (name) => page.keyboard.press(name),
        async downloaded(action) {
          const coming = page.waitForEvent("download");
          const [download] = await Promise.all([coming, action()]);
          return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
        },
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}
