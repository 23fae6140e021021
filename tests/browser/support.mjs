// What the page's tests share: two sites, a page that watches itself, and the explorer's parts by name.
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { tmpdir } from "node:os";
import { launchChromium } from "./chromium.mjs";
import { serveOtherOrigin, servePage } from "./server.mjs";

/** A Chromium and the built page, for all tests of a file. `before` and `after` are the file's hooks. */
export function site(before, after) {
  const site = {};
  before(async () => {
    site.browser = await launchChromium();
    site.server = await servePage();
    site.origin = site.server.origin;
  });
  after(async () => {
    await site.browser?.close();
    await site.server?.close();
  });
  return site;
}

/** A second origin that serves these files, as a blog that embeds the element does. */
export async function blog(t, files) {
  const folder = await mkdtemp(join(tmpdir(), "cfn-explorer-blog-"));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const server = await serveOtherOrigin(folder);
  t.after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  return server.origin;
}

/** A post of that blog: one script line, and what its author wrote. */
export const post = (host, body, head = "") => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>A post</title>${head}
<script type="module" src="${host}/cfn-explorer.js"></script></head><body><main><h1>A post</h1>${body}</main></body></html>`;

/**
 * Opens a page. `page.trouble` collects what the console and the network have to complain of, `page.requests` the
 * addresses that were fetched.
 */
export async function open(t, site, url, { context: options, before } = {}) {
  const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  page.trouble = [];
  page.requests = [];
  page.on("pageerror", (error) => page.trouble.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.trouble.push(`${message.type()}: ${message.text()}`);
  });
  page.on("request", (request) => page.requests.push(request.url()));
  await before?.(page, context);
  await page.goto(url);
  return page;
}

/** The parts of one explorer. Playwright looks into open shadow roots by itself. */
export function explorer(root) {
  const diagram = root.locator("svg.diagram");
  const command = (name) => root.locator(`[data-command="${name}"]`);
  return {
    root,
    diagram,
    target: (id) => root.locator(`[data-target="${id}"]`),
    group: (id) => root.locator(`.picture [data-id="${id}"]`),
    /** All text of the picture, a line each. */
    pictureText: async () => (await diagram.locator(".picture text").allTextContents()).join("\n"),
    field: (name) => root.locator(`[data-parameter="${name}"]`).locator("input, select"),
    parameter: (name) => root.locator(`[data-parameter="${name}"]`),
    tab: (name) => root.getByRole("tab", { name }),
    /** Shows a tab, be it in the row or in the menu at its end. */
    show: async (name) => {
      const tab = root.getByRole("tab", { name });
      if (await tab.isVisible()) return tab.click();
      await root.getByRole("button", { name: "More about this template" }).click();
      await root.getByRole("menuitem", { name }).click();
    },
    /** Brings the commands forth, which stand behind a tab where all is in one column. */
    async showCommands() {
      if (!(await root.locator(".deploy").isVisible())) await this.show("Command");
    },
    panel: root.getByRole("tabpanel"),
    output: (name) => root.locator(`[data-output="${name}"] .value`),
    command: (name) => command(name).locator("pre").innerText(),
    commandBlock: command,
    copy: (name) => command(name).locator("button.copy"),
    banner: root.locator(".banner"),
  };
}

/** The explorer of this template, once it has drawn and its panels are there. Our own page has one explorer, which is brought to the drawing first. */
export async function drawn(page, src) {
  const find = async () => {
    const addresses = await page.locator("cfn-explorer").evaluateAll((all) => all.map((element) => element.getAttribute("src")));
    return addresses.findIndex((address) => !src || address.endsWith(`/${src}`) || address === src);
  };
  // By position: a test may give it another address.
  let at = await find();
  if (at < 0 && (await page.locator("#theatre").isVisible())) {
    await page.keyboard.press("Escape");
    // The dialog's `close` comes later than the key, and only then does the explorer go home.
    await page.waitForFunction(() => !document.querySelector("#theatre cfn-explorer"));
    at = await find();
  }
  if (at < 0) {
    at = 0;
    await page.locator(`.place[data-src$="/${src}"]:visible .explore`).first().click();
  }
  if (await page.locator("#theatre").count()) {
    await page.locator("cfn-explorer").locator('[data-command="deploy"]', { hasText: src }).waitFor({ state: "attached" });
  }
  const root = page.locator("cfn-explorer").nth(at);
  await root.scrollIntoViewIfNeeded();
  await root.locator("svg.diagram .picture > *").first().waitFor({ state: "attached" });
  await root.locator("svg.diagram").scrollIntoViewIfNeeded();
  await root.locator('[data-command="deploy"]').waitFor({ state: "attached" }); // the panels come after the picture
  return explorer(root);
}

/** What `read` gives as soon as `test` accepts it; an error that says what it gave last, when it never does. */
export async function eventually(read, test, timeout = 5000) {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await read();
    if (test(value)) return value;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(value)} after ${timeout} ms, which ${test} refuses`);
    await new Promise((done) => setTimeout(done, 25));
  }
}
