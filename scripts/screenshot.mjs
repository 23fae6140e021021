// Takes docs/screenshot.png, the README's picture: the explorer of ec2_website.yaml with a key name typed.
// By hand: make screenshot.
import { launchChromium } from "../tests/browser/chromium.mjs";
import { servePage } from "../tests/browser/server.mjs";

const FILE = new URL("../docs/screenshot.png", import.meta.url).pathname;

const server = await servePage();
const browser = await launchChromium();
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 1000 },
    deviceScaleFactor: 1.5,
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  await page.goto(server.origin);
  const explorer = page.locator('cfn-explorer[src$="ec2_website.yaml"]');
  await explorer.scrollIntoViewIfNeeded();
  await explorer.locator("svg.diagram .picture > *").first().waitFor({ state: "attached" });
  await explorer.locator('[data-parameter="KeyName"]').locator("input, select").fill("my-key");
  await explorer.locator("svg.diagram", { hasText: "tcp 22" }).waitFor();
  // Without the focus ring, and with the explorer alone in view.
  await page.evaluate(() => document.activeElement?.blur());
  await page.waitForTimeout(500);
  await explorer.screenshot({ path: FILE, animations: "disabled", caret: "hide" });
  console.log(`Wrote ${FILE}`);
} finally {
  await browser.close();
  await server.close();
}
