// The element in real posts: as light or dark as its page, with no jump, and with a word while it loads.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { after, before } from "node:test";
import { DIST } from "./server.mjs";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const host = site(before, after);
const template = () => readFile(`${DIST}templates/ec2_website.yaml`, "utf8");
const still = () => readFile(`${DIST}templates/ec2_website.svg`, "utf8");

/** A post of a blog, with a template and a still beside it. */
async function posted(t, body, head = "") {
  const files = { "ec2_website.yaml": await template(), "ec2_website.svg": await still() };
  return `${await blog(t, { "post.html": post(host.origin, body, head), ...files })}/post.html`;
}

const TAG = `<cfn-explorer src="ec2_website.yaml"></cfn-explorer>`;
const LIGHT = "rgb(255, 255, 255)";
const DARK = "rgb(20, 26, 34)";

/** The ground of the explorer, and that of its picture. */
const grounds = (view) =>
  view.root.evaluate((element) => {
    const frame = element.shadowRoot.querySelector(".root .frame");
    return [frame, element.shadowRoot.querySelector(".copy")].map((part) => getComputedStyle(part).backgroundColor).join(" / ");
  });
const all = (color) => `${color} / ${color}`;

test("the explorer is as light or dark as its page, whatever the system is", async (t) => {
  const pages = {
    "says nothing": ["", LIGHT, LIGHT],
    "is light only": ["<style>:root { color-scheme: light }</style>", LIGHT, LIGHT],
    "is dark only": ["<style>:root { color-scheme: dark }</style>", DARK, DARK],
    "follows the system": ["<style>:root { color-scheme: light dark }</style>", LIGHT, DARK],
    "follows the system by a meta tag": [`<meta name="color-scheme" content="light dark">`, LIGHT, DARK],
    "is dark by a meta tag": [`<meta name="color-scheme" content="dark">`, DARK, DARK],
    "is dark around the element": ["<style>main { color-scheme: dark }</style>", DARK, DARK],
    "has a rule for the element": ["<style>cfn-explorer { color-scheme: dark }</style>", DARK, DARK],
  };
  for (const [how, [head, ...expected]] of Object.entries(pages)) {
    const url = await posted(t, TAG, head);
    for (const [at, colorScheme] of ["light", "dark"].entries()) {
      const page = await open(t, host, url, { context: { colorScheme } });
      const view = await drawn(page);
      assert.equal(await grounds(view), all(expected[at]), `a page that ${how}, on a ${colorScheme} system`);
    }
  }
});

test("a page's own switch takes the explorer with it; `theme` wins over both", async (t) => {
  // What VitePress, Docusaurus and Material for MkDocs do when a reader presses their switch.
  const switches = [
    ["html.dark { color-scheme: dark }", (on) => document.documentElement.classList.toggle("dark", on)],
    ["html { color-scheme: light } html[data-theme='dark'] { color-scheme: dark }", (on) => (document.documentElement.dataset.theme = on ? "dark" : "light")],
    ["[data-md-color-scheme='slate'] { color-scheme: dark }", (on) => (document.body.dataset.mdColorScheme = on ? "slate" : "default")],
  ];
  for (const [css, turn] of switches) {
    const page = await open(t, host, await posted(t, TAG, `<style>${css}</style>`));
    const view = await drawn(page);
    assert.equal(await grounds(view), all(LIGHT), css);
    await page.evaluate(turn, true);
    assert.equal(await eventually(() => grounds(view), (now) => now === all(DARK)), all(DARK), css);
    await view.root.evaluate((element) => element.setAttribute("theme", "light"));
    assert.equal(await eventually(() => grounds(view), (now) => now === all(LIGHT)), all(LIGHT), css);
    await view.root.evaluate((element) => element.setAttribute("theme", "dark"));
    await page.evaluate(turn, false);
    assert.equal(await eventually(() => grounds(view), (now) => now === all(DARK)), all(DARK), css);
    await view.root.evaluate((element) => element.removeAttribute("theme"));
    assert.equal(await eventually(() => grounds(view), (now) => now === all(LIGHT)), all(LIGHT), css);
  }
});

/** The snippet that a text of ours tells authors to copy. */
async function snippet(file) {
  const text = await readFile(new URL(`../../${file}`, import.meta.url), "utf8");
  const plain = file.endsWith(".html") ? text.replaceAll("&lt;", "<").replaceAll("&gt;", ">") : text;
  const found = /<script type="module" src="https:\/\/your\.host\/cfn-explorer\.js"><\/script>\s*(<cfn-explorer [^]*?<\/cfn-explorer>)/.exec(plain);
  assert.ok(found, `${file} has a snippet`);
  return found[0].replace("https://your.host", host.origin).replaceAll("my_template", "ec2_website");
}

/** The pages that come with the element. */
const OURS = ["/", "/examples/post.html", "/examples/from-one-instance-to-two-zones.html"];

/** A page that knows nothing of the element: the snippet as it is, amid text. */
const plain = (body, css) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A post</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><style>${css}</style></head>
<body><main><h1>A post</h1><p>Before.</p>${body}<p>${"After it comes more text. ".repeat(80)}</p></main></body></html>`;

/** How far the page has jumped: Chromium's own measure, without what readers caused. */
const jumped = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(sum), 100);
      }),
  );

test("the snippet of README.md makes no page jump, as it stands there", async (t) => {
  const styles = { "full width": "", "a column": "main { max-width: 44rem; margin: auto }", "wide": "main { max-width: 75rem; margin: auto }" };
  for (const [name, css] of Object.entries(styles)) {
    const files = { "ec2_website.yaml": await template(), "ec2_website.svg": await still() };
    const origin = await blog(t, { "post.html": plain(await snippet("README.md"), css), ...files });
    for (const width of [390, 800, 1280, 1600]) {
      const page = await open(t, host, `${origin}/post.html`, { context: { viewport: { width, height: 900 } }, before: slowly });
      await drawnInPlace(page);
      const shift = await jumped(page);
      assert.ok(shift < 0.02, `${name} at ${width}: ${shift}`);
      const [kept, taken] = await page.locator("cfn-explorer").evaluate((element) =>
        [element, element.shadowRoot.querySelector(".root .frame")].map((part) => part.getBoundingClientRect().height),
      );
      assert.equal(taken, kept, `${name} at ${width}: the explorer fills its room`);
      const cut = await page.locator("cfn-explorer").evaluate((element) => {
        const { bottom } = element.getBoundingClientRect();
        const parts = [...element.shadowRoot.querySelectorAll(".picture-area, .about, .deploy, .tools")];
        // On a phone the commands stand behind a tab.
        return parts.filter((part) => part.getClientRects().length > 0).filter((part) => part.getBoundingClientRect().bottom > bottom + 1 || part.clientHeight < 40).map((part) => part.className);
      });
      assert.deepEqual(cut, [], `${name} at ${width}: every part has its room`);
    }
  }
});

test("docs/embedding.md and index.html have the snippet of README.md, with pictures of their own", async () => {
  const [measured, ...others] = await Promise.all(
    ["README.md", "docs/embedding.md", "index.html"].map(async (file) => (await snippet(file)).replace(/ alt="[^"]*"/, "")),
  );
  for (const other of others) assert.equal(other, measured);
});

/** Each part comes late enough to be painted without the next. */
async function slowly(page) {
  for (const [pattern, ms] of [["**/ec2_website.svg", 150], ["**/cfn-explorer.js", 300], ["**/*.wasm", 300]]) {
    await page.route(pattern, async (route) => {
      await new Promise((done) => setTimeout(done, ms));
      await route.continue();
    });
  }
}

test("without its style the snippet would make the page jump", async (t) => {
  const body = (await snippet("README.md")).replaceAll(/ style="[^"]*"/g, "");
  const files = { "ec2_website.yaml": await template(), "ec2_website.svg": await still() };
  const origin = await blog(t, { "post.html": plain(body, ""), ...files });
  const page = await open(t, host, `${origin}/post.html`, { before: slowly });
  await drawnInPlace(page);
  const shift = await jumped(page);
  assert.ok(shift > 0.1, `${shift}`);
});

/** Once the explorer has drawn; nothing is scrolled, for a scroll is no jump. */
async function drawnInPlace(page) {
  await page.locator("cfn-explorer svg.diagram .picture > *").first().waitFor({ state: "attached" });
  await page.waitForTimeout(200);
}

test("our own pages make no jump either", async (t) => {
  for (const path of OURS) {
    for (const width of [390, 800, 1280, 1600]) {
      const page = await open(t, host, `${host.origin}${path}`, { context: { viewport: { width, height: 900 } } });
      await drawnInPlace(page);
      const shift = await jumped(page);
      assert.ok(shift < 0.02, `${path} at ${width}: ${shift}`);
    }
  }
});

test("a height that the page gives is the explorer's, low or high; without one it follows from the width", async (t) => {
  for (const height of [480, 700, 1080, 1500]) {
    const url = await posted(t, `<cfn-explorer src="ec2_website.yaml" style="display: block; height: ${height}px"></cfn-explorer>`);
    for (const width of [390, 800, 1280]) {
      const page = await open(t, host, url, { context: { viewport: { width, height: 900 } } });
      const view = await drawn(page);
      const frame = view.root.locator(".root .frame");
      assert.equal((await frame.boundingBox()).height, height);
      // What a low frame has no room for is scrolled to.
      const reachable = await frame.evaluate((frame) => {
        const parts = [...frame.querySelectorAll(".deploy, .about")].map((part) => part.getBoundingClientRect().bottom);
        return Math.max(...parts) - frame.getBoundingClientRect().top <= frame.scrollHeight + 2;
      });
      assert.ok(reachable, `${width} × ${height}`);
      if (height >= 1080) assert.ok(await frame.evaluate((frame) => frame.scrollHeight <= frame.clientHeight), `${width} × ${height} need not scroll`);
    }
  }
});

test("pictures that wait to be explored are in sight as a whole, on narrow screens, too", async (t) => {
  for (const width of [360, 1440]) {
    const page = await open(t, host, `${host.origin}${OURS[2]}`, { context: { viewport: { width, height: 800 } } });
    await drawn(page, "ec2_website.yaml");
    const waiting = page.locator("cfn-explorer", { has: page.locator("picture") });
    let measured = 0;
    for (const element of await waiting.all()) {
      const [inner, outer] = [await element.locator("img").boundingBox(), await element.boundingBox()];
      if (!inner) continue; // drawn since
      measured += 1;
      assert.ok(inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width, `${width}: ${JSON.stringify([inner, outer])}`);
    }
    assert.ok(measured > 0);
  }
});

test("without script the still stands in its own room", async (t) => {
  for (const path of OURS) {
    const page = await open(t, host, `${host.origin}${path}`, { context: { javaScriptEnabled: false } });
    const { height } = await page.locator("cfn-explorer").first().boundingBox();
    assert.ok(height < 900, `${path}: ${height}`);
  }
});

test("what loads says so: at once, by a line after a moment, in words after long; and no more once it is there", async (t) => {
  let release;
  const held = new Promise((done) => (release = done));
  const before = async (page) => {
    await page.clock.install();
    await page.route("**/*.wasm", async (route) => held.then(() => route.continue()));
  };
  const page = await open(t, host, await posted(t, TAG), { before });
  const element = page.locator("cfn-explorer");
  const line = element.locator(".progress");
  const words = element.locator(".patience");
  assert.equal(await eventually(() => element.getAttribute("aria-busy"), (busy) => busy === "true"), "true");
  assert.ok(!(await line.isVisible()));
  await page.clock.runFor(350);
  assert.ok(await line.isVisible());
  assert.equal(await line.getAttribute("role"), "progressbar");
  assert.equal(await words.innerText(), "");
  await page.clock.runFor(10_000);
  assert.match(await words.innerText(), /Still loading/);
  assert.equal(await words.getAttribute("role"), "status");
  release();
  await page.clock.resume();
  const view = await drawn(page);
  const quiet = async () => {
    assert.equal(await eventually(() => element.getAttribute("aria-busy"), (busy) => busy === null), null);
    assert.ok(!(await line.isVisible()));
    assert.equal(await words.textContent(), "");
  };
  await quiet();

  // The same for another template, and where nothing comes.
  let other;
  await page.route("**/other.yaml", (route) => new Promise((done) => (other = () => done(route.abort()))));
  await view.root.evaluate((element) => element.setAttribute("src", "other.yaml"));
  await line.waitFor();
  assert.equal(await element.getAttribute("aria-busy"), "true");
  other();
  await view.banner.locator("p").waitFor();
  await quiet();
});

test("an element that is empty shows an outline until its drawing is there, and one that is not shows what it holds", async (t) => {
  for (const [inside, outlined] of [["", true], ["\n  ", true], ["<p>A still.</p>", false], ["Words.", false]]) {
    let release;
    const held = new Promise((done) => (release = done));
    const before = (page) => page.route("**/*.wasm", async (route) => held.then(() => route.continue()));
    const page = await open(t, host, await posted(t, `<cfn-explorer src="ec2_website.yaml">${inside}</cfn-explorer>`), { before });
    const skeleton = page.locator("cfn-explorer .skeleton");
    await skeleton.waitFor({ state: "attached" });
    assert.equal(await skeleton.isVisible(), outlined, JSON.stringify(inside));
    release();
    await drawn(page);
    assert.ok(!(await skeleton.isVisible()));
  }
});

test("an older browser keeps the author's picture, with one sentence, and fetches nothing", async (t) => {
  const body = `<cfn-explorer src="ec2_website.yaml" style="display: block; height: 1080px"><img src="ec2_website.svg" alt="A web server"></cfn-explorer>`;
  const old = () => {
    const supports = CSS.supports.bind(CSS);
    CSS.supports = (...args) => !args.join(" ").includes("light-dark") && supports(...args);
  };
  const page = await open(t, host, await posted(t, body), { before: (page) => page.addInitScript(old) });
  await page.getByText("The interactive drawing needs Chrome or Edge 123, Firefox 120 or Safari 17.5, or newer.").waitFor();
  assert.ok(await page.getByRole("img", { name: "A web server" }).isVisible());
  assert.ok((await page.locator("cfn-explorer").boundingBox()).height < 900, "no empty room");
  assert.deepEqual(page.requests.filter((url) => /core\/|\.yaml/.test(url)), []);
  assert.deepEqual(page.trouble, []);
});

test("a browser of the oldest kind that draws has no more than it needs", async (t) => {
  const old = () => {
    for (const [owner, name] of [[URL, "parse"], [Promise, "try"], [Promise, "withResolvers"], [Array, "fromAsync"], [Object, "groupBy"], [Uint8Array, "fromBase64"], [globalThis, "Iterator"]]) delete owner[name];
  };
  const page = await open(t, host, await posted(t, TAG), { before: (page) => page.addInitScript(old) });
  const view = await drawn(page);
  await view.field("KeyName").fill("demo");
  assert.match(await view.command("deploy"), /ParameterValue=demo$/);
  assert.deepEqual(page.trouble, []);
});

test("a frame that may save no files says so, and one that may not be asked warns", async (t) => {
  const address = `${host.origin}/examples/post.html`;
  const frame = (sandbox) => `<iframe ${sandbox} width="1200" height="1500" src="${address}"></iframe>`;
  const cases = [
    [`sandbox="allow-scripts"`, /^If no file comes, the frame that this page is in may save none\.$/, 0],
    [`sandbox="allow-scripts allow-downloads"`, /^If no file comes/, 1],
    ["", /^If no file comes/, 1],
  ];
  for (const [sandbox, message, files] of cases) {
    const page = await open(t, host, `${await blog(t, { "around.html": frame(sandbox) })}/around.html`);
    let downloads = 0;
    page.on("download", () => (downloads += 1));
    const inside = page.frameLocator("iframe");
    await inside.locator("svg.diagram .picture > *").first().waitFor({ state: "attached" });
    await inside.getByRole("button", { name: "Download SVG" }).click();
    const said = inside.locator(".bar .failed");
    assert.match(await eventually(() => said.innerText(), (text) => message.test(text)), message, sandbox);
    assert.equal(await eventually(() => downloads, (count) => count === files), files, sandbox);
  }
  // Where the page around is the same site's, what its sandbox lacks can be read.
  const page = await open(t, host, `${host.origin}/examples/post.html`);
  await page.setContent(frame(`sandbox="allow-scripts allow-same-origin"`));
  const inside = page.frameLocator("iframe");
  await inside.locator("svg.diagram .picture > *").first().waitFor({ state: "attached" });
  await inside.getByRole("button", { name: "Download SVG" }).click();
  await inside.getByText("The frame that this page is in may save no files: its sandbox lacks allow-downloads.").first().waitFor();
  await inside.locator('[data-parameter="KeyName"] input').fill("demo");
  await inside.getByText("Options", { exact: true }).click();
  await inside.getByRole("switch", { name: "Parameters in a file" }).click();
  assert.match(await inside.locator(".file").innerText(), /its sandbox lacks allow-downloads/);
});
