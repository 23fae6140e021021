// When an element starts, as `loading` says: at once, near the viewport, or when its reader asks; and that nothing jumps.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { after, before } from "node:test";
import { DIST } from "./server.mjs";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const host = site(before, after);
const CORE = ["cfn-explorer.js", "cfn-explorer_bg.wasm", "instance.js", "outside.js"];
const template = () => readFile(`${DIST}templates/ec2_website.yaml`, "utf8");
const still = () => `<img src="${host.origin}/templates/ec2_website.svg" alt="A web server">`;

/** What the page fetched of the core and the template. */
const fetched = (page) => page.requests.filter((url) => /\/core\/[^/]+$|a\.yaml/.test(url)).map((url) => url.split("/").pop().replace(/\?.*/, ""));

/** A connection as browsers that tell of it do. */
const connection = (value) => (page) =>
  page.addInitScript((value) => Object.defineProperty(navigator, "connection", { get: () => value }), value);

/** Adds up how far things jump, those after a press too. */
const shifts = (page) =>
  page.addInitScript(() => {
    globalThis.jumped = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (globalThis.jumped += value))).observe({ type: "layout-shift", buffered: true });
  });

async function opened(t, attributes, { body = still(), above = "", before = () => {} } = {}) {
  const element = `<cfn-explorer src="a.yaml" ${attributes} style="display: block; height: 1080px">${body}</cfn-explorer>`;
  const origin = await blog(t, { "post.html": post(host.origin, `${above}${element}<p id="below">More text.</p>`), "a.yaml": await template() });
  const page = await open(t, host, `${origin}/post.html`, {
    before: async (page) => {
      await shifts(page);
      await before(page);
    },
  });
  await page.waitForFunction(() => document.querySelector("cfn-explorer").shadowRoot);
  return page;
}

const button = (page) => page.getByRole("button", { name: "Explore · parameters · deploy command" });
const AFAR = '<p style="height: 5000px">A long read.</p>';

test("eager starts at once, however far away", async (t) => {
  const page = await opened(t, 'loading="eager"', { above: AFAR });
  await page.locator("cfn-explorer .picture > *").first().waitFor({ state: "attached" });
  assert.equal(await page.evaluate(() => scrollY), 0);
  assert.deepEqual(fetched(page).toSorted(), ["a.yaml", ...CORE].toSorted());
});

test("auto, which is also what is no mode, starts near the viewport", async (t) => {
  for (const attributes of ["", 'loading="auto"', 'loading="lazy"']) {
    const page = await opened(t, attributes, { above: AFAR });
    await page.waitForTimeout(300);
    assert.deepEqual(fetched(page), [], attributes);
    await drawn(page);
    assert.equal(await button(page).count(), 0);
  }
});

test("auto waits for its reader where data is saved or the connection is slow", async (t) => {
  const ways = [[{ saveData: true, effectiveType: "4g" }, true], [{ saveData: false, effectiveType: "3g" }, true], [{ saveData: false, effectiveType: "4g" }, false], [undefined, false]];
  for (const [told, waits] of ways) {
    const page = await opened(t, "", { before: connection(told) });
    if (!waits) {
      await drawn(page);
      continue;
    }
    await button(page).waitFor();
    await page.waitForTimeout(200);
    assert.deepEqual(fetched(page), [], JSON.stringify(told));
    await button(page).click();
    await drawn(page);
  }
  const page = await opened(t, 'loading="eager"', { before: connection({ saveData: true }) });
  await drawn(page);
});

test("interaction shows the picture and a bar, loads when pointed at and starts when pressed, at the same place", async (t) => {
  const page = await opened(t, 'loading="interaction"');
  const picture = page.getByRole("img", { name: "A web server" });
  assert.ok(await picture.isVisible());
  const [bar, before] = [await button(page).boundingBox(), await picture.boundingBox()];
  assert.ok(bar.height >= 44, "there is enough to press");
  const padding = await picture.evaluate((img) => getComputedStyle(img).paddingTop);
  assert.equal(padding, "48px", "the picture stands below the room of the explorer's bar");
  await page.waitForTimeout(200);
  assert.deepEqual(fetched(page), []);
  await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
  await eventually(() => fetched(page).length, (count) => count === 5);
  await page.waitForTimeout(500);
  assert.ok(await picture.isVisible(), "what is loaded is not yet shown");
  assert.equal(await page.locator("cfn-explorer .root").count(), 0);
  await page.mouse.down();
  await page.mouse.up();
  await page.locator("cfn-explorer svg.diagram .picture > *").first().waitFor();
  assert.deepEqual(fetched(page).toSorted(), ["a.yaml", ...CORE].toSorted(), "nothing is fetched twice");
  const stage = await page.locator("cfn-explorer svg.diagram").boundingBox();
  assert.ok(Math.abs(stage.y - (before.y + 48)) < 12 && Math.abs(stage.x - before.x) < 16, `${JSON.stringify(before)} → ${JSON.stringify(stage)}`);
  assert.equal(await button(page).count(), 0);
  assert.deepEqual(page.trouble, []);
});

test("interaction starts by a key, and the focus goes on into the picture", async (t) => {
  const page = await opened(t, 'loading="interaction"');
  await page.keyboard.press("Tab");
  await eventually(() => fetched(page).length, (count) => count === 5);
  assert.equal(await page.locator("cfn-explorer .root").count(), 0, "the focus alone starts nothing");
  await page.keyboard.press("Enter");
  await drawn(page);
  const focused = () => page.evaluate(() => document.querySelector("cfn-explorer").shadowRoot.activeElement?.getAttribute("class"));
  assert.match((await eventually(focused, Boolean)) ?? "", /\btarget\b/);
});

test("a link of the author's in a waiting picture leads where it leads, and starts nothing", async (t) => {
  const page = await opened(t, 'loading="interaction"', { body: '<a href="#below">The whole picture</a>' });
  await page.getByRole("link").click();
  assert.match(page.url(), /#below$/);
  assert.equal(await page.locator("cfn-explorer").evaluate((element) => element.ariaBusy), null);
});

test("what was loaded ahead and failed is told when its reader asks, and can be tried again", async (t) => {
  let blocked = true;
  const page = await opened(t, 'loading="interaction"', {
    before: (page) => page.route("**/core/outside.js*", (route) => (blocked ? route.abort() : route.continue())),
  });
  await button(page).hover();
  await page.waitForTimeout(300);
  assert.equal(await page.getByRole("alert").isVisible(), false);
  await button(page).click();
  assert.match(await eventually(() => page.getByRole("alert").innerText(), Boolean), /could not be loaded/);
  assert.equal(await button(page).isVisible(), false);
  blocked = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await drawn(page);
});

test("another mode while it waits counts", async (t) => {
  const page = await opened(t, 'loading="interaction"');
  await button(page).waitFor();
  await page.locator("cfn-explorer").evaluate((element) => element.setAttribute("loading", "auto"));
  await drawn(page);
});

test("all files start together: none waits for another to come", async (t) => {
  let release;
  const held = new Promise((done) => (release = done));
  const page = await opened(t, 'loading="eager"', {
    before: (page) => page.route("**/core/*", async (route) => held.then(() => route.continue())),
  });
  await eventually(() => fetched(page).length, (count) => count >= CORE.length);
  assert.deepEqual(fetched(page).toSorted(), CORE.toSorted());
  release();
  await drawn(page);
});

test("a line tells that something is on its way after 300 ms, and not before", async (t) => {
  let release;
  const held = new Promise((done) => (release = done));
  const page = await opened(t, 'loading="interaction"', {
    before: (page) => page.route("**/*.wasm", async (route) => held.then(() => route.continue())),
  });
  const line = page.getByRole("progressbar");
  const seen = await page.evaluate(async () => {
    const root = document.querySelector("cfn-explorer").shadowRoot;
    root.querySelector(".explore").click();
    await new Promise((done) => setTimeout(done, 150));
    return !root.querySelector(".progress").hidden;
  });
  assert.equal(seen, false);
  await line.waitFor();
  release();
  await drawn(page);
});

test("nothing jumps in any mode", async (t) => {
  for (const loading of ["eager", "auto", "interaction"]) {
    const page = await opened(t, `loading="${loading}"`, { above: "<p>Before.</p>" });
    if (loading === "interaction") await button(page).click();
    await page.locator("cfn-explorer svg.diagram .picture > *").first().waitFor();
    await page.waitForTimeout(300);
    const jumped = await page.evaluate(() => globalThis.jumped);
    assert.ok(jumped < 0.02, `${loading}: ${jumped}`);
  }
});
