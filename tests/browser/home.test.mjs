// Our own page: pictures for all, one explorer that goes where the reader looks, seven ways as tabs, and a template of one's own.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import test, { after, before } from "node:test";
import { inflateSync } from "node:zlib";
import { DIST } from "./server.mjs";
import { drawn, eventually, explorer, open, site } from "./support.mjs";

const host = site(before, after);
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const WAYS = ["ec2", "beanstalk", "lambda", "fargate", "eks", "lightsail", "s3"];
const WIDTHS = [360, 720, 1440];

const home = (t, options) => open(t, host, `${host.origin}/${options?.fragment ?? ""}`, options);
const tabOf = (page, way) => page.locator(`.tabs a[href="#ways-${way}"]`);
const only = (page) => explorer(page.locator("cfn-explorer"));

/** The explorer, once it has drawn this template at a place that is in sight. */
async function explored(page, template) {
  const view = only(page);
  await view.root.locator('[data-command="deploy"]', { hasText: `file://${template}` }).waitFor({ state: "attached" });
  await view.diagram.waitFor();
  return view;
}

/** The place where the explorer is: the address of its picture. */
const where = (page) => page.locator("cfn-explorer").evaluate((element) => element.closest(".place").dataset.src);

async function violations(page) {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(" ")} ${node.failureSummary}`));
}

/** How far the page has jumped since it was opened or last asked; `mine` counts what follows a reader's own doing, too. */
async function watchJumps(page) {
  await page.addInitScript(() => {
    globalThis.jumps = { free: 0, mine: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.jumps[entry.hadRecentInput ? "mine" : "free"] += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
}
const jumps = async (page) => {
  await page.waitForTimeout(150);
  return page.evaluate(() => {
    const { free, mine } = globalThis.jumps;
    globalThis.jumps = { free: 0, mine: 0 };
    return { free, mine };
  });
};

for (const colorScheme of ["light", "dark"]) {
  for (const width of WIDTHS) {
    test(`axe finds nothing on the page, ${colorScheme}, ${width} wide: as it comes, in a tab, over the page, with a text`, async (t) => {
      const page = await home(t, { context: { colorScheme, viewport: { width, height: 900 } } });
      await drawn(page, "ec2_website.yaml");
      assert.deepEqual(await violations(page), []);
      await tabOf(page, "fargate").click();
      await explored(page, "fargate_website.yaml");
      assert.deepEqual(await violations(page), []);
      await page.locator(".numbered .explore").nth(2).click();
      await explored(page, "ec2_website_alb.yaml");
      assert.deepEqual(await violations(page), []);
      await page.keyboard.press("Escape");
      await page.locator("#own-text").fill("Resources: {Inbox: {Type: AWS::SQS::Queue}}");
      await only(page).target("Inbox").waitFor();
      assert.deepEqual(await violations(page), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(wide, 0, "nothing sticks out");
      assert.deepEqual(page.trouble, []);
    });
  }
}

for (const width of WIDTHS) {
  test(`nothing jumps, ${width} wide: as the page comes, in each tab, over the page`, async (t) => {
    const page = await home(t, { context: { viewport: { width, height: 900 } }, before: watchJumps });
    await explored(page, "ec2_website.yaml");
    const coming = await jumps(page);
    assert.ok(coming.free < 0.02, `as it comes: ${coming.free}`);
    await tabOf(page, "lambda").click(); // here the frame grows, below all that is read
    await explored(page, "lambda_website.yaml");
    assert.ok((await jumps(page)).free < 0.02, "the first");
    const top = () => tabOf(page, "ec2").evaluate((tab) => tab.getBoundingClientRect().top);
    const frame = () => page.locator("cfn-explorer").boundingBox();
    const [tabs, box] = [await top(), await frame()];
    for (const way of [...WAYS, "ec2"]) {
      await tabOf(page, way).focus();
      await page.keyboard.press("Enter");
      await explored(page, `${way}_website.yaml`);
      const { free, mine } = await jumps(page);
      assert.ok(free + mine < 0.02, `${way}: ${free} + ${mine}`);
      assert.equal(await top(), tabs, way);
      assert.deepEqual(await frame(), box, way);
    }
    // Over the page the explorer changes what it shows, as its reader asked; the page itself stays where it is.
    const headings = () => page.locator("main :is(h2, h3)").evaluateAll((all) => all.map((heading) => heading.getBoundingClientRect().top));
    const before = await headings();
    await page.evaluate(() => document.querySelector(".numbered .explore").focus({ preventScroll: true }));
    await page.keyboard.press("Enter");
    await explored(page, "base_infrastructure.yaml");
    assert.deepEqual(await headings(), before);
    await page.keyboard.press("Escape");
    await explored(page, "ec2_website.yaml");
    assert.deepEqual(await headings(), before);
    assert.ok((await jumps(page)).free < 0.02, "over the page");
  });
}

test("there is one explorer, one instance of the core and one drawing, wherever the reader goes", async (t) => {
  const count = (page) =>
    page.addInitScript(() => {
      globalThis.instances = 0;
      for (const name of ["instantiate", "instantiateStreaming"]) {
        const original = WebAssembly[name];
        // Parts of the core come as modules.
        WebAssembly[name] = (...args) => ((globalThis.instances += args[0] instanceof WebAssembly.Module ? 0 : 1), original.apply(WebAssembly, args));
      }
    });
  const page = await home(t, { before: count });
  const alone = async () => {
    const counted = await page.evaluate(() => {
      const all = [...document.querySelectorAll("cfn-explorer")];
      return [all.length, all.flatMap((element) => [...element.shadowRoot.querySelectorAll("svg.diagram")]).length, globalThis.instances];
    });
    assert.deepEqual(counted, [1, 1, 1]);
  };
  await explored(page, "ec2_website.yaml");
  await alone();
  for (const way of WAYS) {
    await tabOf(page, way).click();
    await explored(page, `${way}_website.yaml`);
    await alone();
  }
  for (const button of await page.locator(".step .explore").all()) {
    await button.click();
    const template = await page.locator("#theatre .place").evaluate((place) => place.dataset.src.split("/").pop());
    await explored(page, template);
    await alone();
    await page.keyboard.press("Escape");
  }
  await page.locator("#own-text").fill("Resources: {Inbox: {Type: AWS::SQS::Queue}}");
  await only(page).target("Inbox").waitFor();
  await alone();
  await page.locator("#hero .explore").click();
  await explored(page, "ec2_website.yaml");
  await alone();
  assert.deepEqual(page.trouble, []);
});

test("without script every picture is there, every way can be read, and links lead to it", async (t) => {
  for (const width of WIDTHS) {
    const page = await home(t, { context: { javaScriptEnabled: false, viewport: { width, height: 900 } } });
    const places = await page.locator(".place[data-src]").all();
    assert.equal(places.length, 18);
    for (const place of places) {
      const img = place.locator("img");
      await img.scrollIntoViewIfNeeded();
      const src = await img.getAttribute("src");
      assert.equal(`${src.slice(0, -4)}.yaml`, await place.getAttribute("data-src"));
      assert.ok(await img.evaluate((img) => img.complete && img.naturalWidth > 40 && img.alt.length > 20), src);
      const [inner, outer] = [await img.boundingBox(), await place.boundingBox()];
      assert.ok(inner.height > 50 && inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width, src);
    }
    for (const way of WAYS) {
      assert.ok(await page.locator(`#title-${way}`).isVisible());
      await tabOf(page, way).click();
      const { y } = await page.locator(`#title-${way}`).boundingBox();
      assert.ok(y >= 0 && y < 400, `${way}: ${y}`);
    }
    assert.equal(await page.locator("button:visible, textarea:visible, input:visible").count(), 0, "nothing that does nothing");
    assert.ok(await page.getByText("This part needs JavaScript.").isVisible());
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, `nothing sticks out at ${width}`);
  }
});

test("every link of the page leads to something", async (t) => {
  for (const path of ["/", "/examples/from-one-instance-to-two-zones.html", "/examples/post.html"]) {
    const page = await open(t, host, `${host.origin}${path}`, { context: { javaScriptEnabled: false } });
    const links = await page.locator("a").evaluateAll((all) => all.map((link) => link.href));
    for (const link of new Set(links.filter((link) => link.startsWith(host.origin)))) {
      const { pathname, hash } = new URL(link);
      const file = await readFile(`${DIST}${pathname === "/" ? "index.html" : pathname}`, "utf8");
      if (hash) assert.ok(file.includes(`id="${hash.slice(1)}"`), link);
    }
  }
});

test("on paper there is every picture and every way, and nothing to press", async (t) => {
  const page = await home(t);
  await explored(page, "ec2_website.yaml");
  await tabOf(page, "eks").click();
  await explored(page, "eks_website.yaml");
  await page.emulateMedia({ media: "print" });
  for (const place of await page.locator(".place[data-src]").all()) {
    const src = await place.getAttribute("data-src");
    const picture = place.locator(":scope > picture img, svg.diagram");
    assert.equal(await picture.count(), 1, src);
    assert.ok((await picture.boundingBox())?.height > 50, src);
  }
  for (const way of WAYS) assert.ok(await page.locator(`#title-${way}`).isVisible(), way);
  const pressable = page.locator("button:visible, textarea:visible, input:visible");
  assert.equal(await pressable.evaluateAll((all) => all.filter((part) => part.getRootNode() === document).length), 0);
  // What the explorer shows is all in its place.
  const over = await page.locator("cfn-explorer").evaluate((element) => {
    const bottoms = [...element.shadowRoot.querySelectorAll(".root .field, .root .command, .root [data-parameter]")].filter((part) => part.checkVisibility());
    return Math.max(...bottoms.map((part) => part.getBoundingClientRect().bottom)) - element.closest(".place").getBoundingClientRect().bottom;
  });
  assert.ok(over <= 0, `${over} px stick out`);
  await page.emulateMedia({ media: null });
  // The green of a VPC's border is in the file once a VPC, by the explorer or a picture.
  const green = (await colours(await page.pdf())).filter((colour) => colour === "36 136 20").length;
  const vpcs = await page.evaluate(() => [...document.querySelectorAll("img")].filter((img) => /VPC|subnet|instance/i.test(img.alt)).length);
  assert.ok(green >= vpcs, `${green} of ${vpcs}`);
});

/** The colours that a PDF's pages stroke and fill with, each time that they are set. */
async function colours(pdf) {
  const text = pdf.toString("latin1");
  const found = [];
  for (const { index, 0: start } of text.matchAll(/stream\r?\n/g)) {
    let page;
    try {
      page = inflateSync(pdf.subarray(index + start.length), { finishFlush: 2 }).toString("latin1");
    } catch {
      continue; // a font or a picture that is packed otherwise
    }
    for (const [, ...parts] of page.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) (?:RG|rg)\b/g)) found.push(parts.map((part) => Math.round(part * 255)).join(" "));
  }
  return found;
}

test("on a slow line pictures are painted within a second, before the explorer's code", async (t) => {
  const before = async (page, context) => {
    await page.addInitScript(() => {
      globalThis.painted = new Map();
      new PerformanceObserver((list) => {
        for (const { element, renderTime, loadTime } of list.getEntries()) globalThis.painted.has(element) || globalThis.painted.set(element, renderTime || loadTime);
      }).observe({ type: "element", buffered: true });
      new MutationObserver(() => document.querySelectorAll("img:not([elementtiming])").forEach((img) => img.setAttribute("elementtiming", ""))).observe(document, { childList: true, subtree: true });
    });
    const line = await context.newCDPSession(page);
    await line.send("Network.enable");
    // Chromium's own 'Fast 3G'.
    await line.send("Network.emulateNetworkConditions", { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 });
  };
  for (const width of WIDTHS) {
    const page = await home(t, { context: { viewport: { width, height: 900 } }, before });
    await page.waitForTimeout(3000);
    const { shown, files, code } = await page.evaluate(() => {
      const html = performance.getEntriesByType("navigation")[0].responseEnd;
      const inSight = [...document.images].filter((img) => img.getClientRects().length > 0 && img.getBoundingClientRect().top < innerHeight);
      const fetched = performance.getEntriesByType("resource");
      return {
        shown: inSight.map((img) => [img.src, globalThis.painted.get(img) - html]),
        files: fetched.filter(({ name }) => name.endsWith(".svg")).map(({ responseEnd }) => responseEnd),
        code: fetched.filter(({ name }) => name.includes("/core/")).map(({ startTime }) => startTime),
      };
    });
    assert.ok(shown.length > 0);
    for (const [src, ms] of shown) assert.ok(ms < 1000, `${src}: ${ms} ms after the page`);
    assert.equal(files.length, 14, "each is fetched once");
    assert.ok(Math.min(...code, Infinity) >= Math.max(...files), "code comes after pictures");
  }
});

test("tabs swap the explorer by mouse, each with its reasons and its address", async (t) => {
  const page = await home(t);
  await explored(page, "ec2_website.yaml");
  assert.equal(await where(page), "templates/ec2_website.yaml");
  assert.equal(await page.getByRole("tablist", { name: "Seven ways to host it" }).getByRole("tab").count(), 7);
  for (const way of WAYS) {
    const tab = tabOf(page, way);
    await tab.click();
    const view = await explored(page, `${way}_website.yaml`);
    assert.equal(await tab.getAttribute("aria-selected"), "true");
    const panel = page.locator(`#ways-${way}`);
    assert.equal(await panel.getAttribute("role"), "tabpanel");
    assert.equal(await panel.getAttribute("aria-labelledby"), await tab.getAttribute("id"));
    assert.equal(await panel.locator("cfn-explorer").count(), 1, "the explorer is in the panel");
    assert.equal(await page.locator('.way[role="tabpanel"]:visible').count(), 1, "one panel shows");
    assert.match(await panel.innerText(), /Moving parts: \d+[^]*for permissions and \d+ for the network[^]*When we would take it/);
    assert.equal(new URL(page.url()).hash, `#ways-${way}`);
    assert.ok((await view.root.locator(".target").count()) > 0);
  }
  assert.equal(await page.evaluate(() => history.length), 2, "a swap is no page to go back to");
});

test("tabs answer to the keyboard as tabs do", async (t) => {
  const page = await home(t);
  await explored(page, "ec2_website.yaml");
  const focused = () => page.evaluate(() => document.activeElement.hash);
  assert.equal(await page.locator('nav.tabs > a[tabindex="0"]').count(), 1, "one stop");
  await tabOf(page, "ec2").focus();
  for (const [key, way] of [["ArrowRight", "beanstalk"], ["End", "s3"], ["ArrowRight", "ec2"], ["ArrowLeft", "s3"], ["Home", "ec2"]]) {
    await page.keyboard.press(key);
    assert.equal(await focused(), `#ways-${way}`, key);
    await explored(page, `${way}_website.yaml`);
    assert.equal(await tabOf(page, way).getAttribute("aria-selected"), "true");
  }
  await page.keyboard.press(" ");
  assert.equal(await focused(), "#ways-ec2", "the page does not scroll");
  // Many in a row end at the last.
  for (let n = 0; n < 4; n += 1) await page.keyboard.press("ArrowRight");
  await explored(page, "eks_website.yaml");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("#ways-eks")), "into the panel");
});

test("an address leads to a way, from outside, from the table, and by hand", async (t) => {
  const page = await home(t, { fragment: "#ways-lambda" });
  await explored(page, "lambda_website.yaml");
  assert.equal(await tabOf(page, "lambda").getAttribute("aria-selected"), "true");
  const { y } = await page.locator("#title-lambda").boundingBox();
  assert.ok(y > 0 && y < 500, `${y}`);
  assert.ok(await page.locator("#hero img").isVisible(), "a picture where the explorer was");
  await page.locator("tbody").getByRole("link", { name: "Lightsail" }).click();
  await explored(page, "lightsail_website.yaml");
  await page.evaluate(() => (location.hash = "#ways-eks"));
  await explored(page, "eks_website.yaml");
  await page.goBack();
  await explored(page, "lightsail_website.yaml");
  await page.evaluate(() => (location.hash = "#ways-nothing"));
  assert.equal(await tabOf(page, "lightsail").getAttribute("aria-selected"), "true");
  assert.deepEqual(page.trouble, []);
});

test("what was typed goes along, and the place that the explorer leaves shows its picture", async (t) => {
  const page = await home(t);
  const view = await explored(page, "ec2_website.yaml");
  await view.field("KeyName").fill("demo");
  await tabOf(page, "lightsail").click();
  await explored(page, "lightsail_website.yaml");
  assert.equal(await view.field("KeyName").inputValue(), "demo");
  assert.ok(await page.locator("#hero > picture img").isVisible());
  await page.locator("#hero .explore").click();
  await explored(page, "ec2_website.yaml");
  assert.match(await view.command("deploy"), /KeyName,ParameterValue=demo/);
  assert.ok(await page.locator("#ways-lightsail > .place > picture").isVisible());
});

test("while a drawing is long on its way its picture shows, not the drawing of another place", async (t) => {
  const page = await home(t);
  await explored(page, "ec2_website.yaml");
  let release;
  const held = new Promise((done) => (release = done));
  await page.route("**/fargate_website.yaml", (route) => held.then(() => route.continue()).catch(() => {})); // the first is given up
  await tabOf(page, "fargate").click();
  const still = page.locator("#ways-fargate > .place > picture img");
  await still.waitFor();
  // On to another meanwhile: its picture at once, for as long as its drawing takes.
  let releaseOther;
  const other = new Promise((done) => (releaseOther = done));
  await page.route("**/lambda_website.yaml", (route) => other.then(() => route.continue()));
  await tabOf(page, "lambda").click();
  await page.locator("#ways-lambda img").waitFor();
  releaseOther();
  await explored(page, "lambda_website.yaml");
  await tabOf(page, "fargate").click();
  await still.waitFor();
  const opacity = () => only(page).root.evaluate((element) => getComputedStyle(element).opacity);
  assert.equal(await opacity(), "0");
  assert.ok(await only(page).root.evaluate((element) => element.inert));
  release();
  await explored(page, "fargate_website.yaml");
  assert.equal(await opacity(), "1");
  assert.ok(!(await only(page).root.evaluate((element) => element.inert)));
  assert.equal(await still.count(), 0);
  // Where nothing comes the explorer says so.
  await page.route("**/eks_website.yaml", (route) => route.abort());
  await tabOf(page, "eks").click();
  await only(page).banner.getByText("eks_website.yaml could not be fetched").waitFor();
});

test("at every width the dialog and the table of ways are in sight as a whole", async (t) => {
  for (const width of WIDTHS) {
    const page = await home(t, { context: { viewport: { width, height: 900 } } });
    await explored(page, "ec2_website.yaml");
    const seen = await page.evaluate(() => document.documentElement.clientWidth);
    const scrolls = await page.locator(".scroller").evaluate((scroller) => scroller.scrollWidth - scroller.clientWidth);
    assert.equal(scrolls, 0, `the table, ${width} wide`);
    const cut = await page.locator("table :is(th, td)").evaluateAll((cells) =>
      cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1 || cell.offsetHeight > 90).map((cell) => cell.textContent),
    );
    assert.deepEqual(cut, [], `cells, ${width} wide`);
    await page.locator(".numbered .explore").nth(2).click();
    await explored(page, "ec2_website_alb.yaml");
    const theatre = await page.locator("#theatre").boundingBox();
    const close = await page.locator("#theatre .close").boundingBox();
    // Beside the page's scroll bar, which has its room while the dialog is open, too.
    assert.ok(theatre.x >= 0 && theatre.x + theatre.width <= seen, `${width}: ${theatre.x} + ${theatre.width} of ${seen}`);
    assert.ok(close.x + close.width <= seen, `${width}: ${close.x} + ${close.width}`);
  }
});

test("what is said of a text is true of one that cannot be read, too", async (t) => {
  const page = await home(t);
  await explored(page, "ec2_website.yaml");
  await page.locator("#own-text").fill("hello: [ {{{");
  await only(page).banner.waitFor();
  assert.equal(await page.locator("#own-said").innerText(), "template.yaml stays in your browser; nothing was uploaded.");
});

test("a drawing amid the text opens over the page, by mouse and by keyboard, and closes without a trace", async (t) => {
  const page = await home(t);
  await explored(page, "ec2_website.yaml");
  const theatre = page.getByRole("dialog");
  const closings = [
    () => page.keyboard.press("Escape"),
    () => theatre.getByRole("button", { name: "Close" }).click(),
    () => page.mouse.click(4, 4),
  ];
  const button = page.getByRole("button", { name: "Explore “Two zones behind a load balancer”" });
  for (const close of closings) {
    await button.focus();
    const scrolled = await page.evaluate(() => scrollY);
    await page.keyboard.press("Enter");
    const view = await explored(page, "ec2_website_alb.yaml");
    assert.equal(await theatre.getByRole("heading", { level: 2 }).innerText(), "Two zones behind a load balancer");
    assert.ok(await view.target("Ec2WebHostA").isVisible());
    assert.equal(await theatre.locator("cfn-explorer").count(), 1);
    const { height } = await view.root.boundingBox();
    assert.ok(height > 700, `the explorer has the room: ${height}`);
    await close();
    assert.ok(!(await theatre.isVisible()));
    assert.ok(await button.evaluate((button) => button === document.activeElement), "the focus is where it was");
    assert.equal(await page.evaluate(() => scrollY), scrolled);
    await explored(page, "ec2_website.yaml");
    assert.equal(await page.locator("#hero cfn-explorer").count(), 1, "and so is the explorer");
  }
  await page.locator(".threes picture").nth(2).click();
  await explored(page, "packer_website.yaml");
  await page.keyboard.press("Escape");
  const file = await page.locator(".threes").getByRole("link", { name: "Packer file" }).getAttribute("href");
  assert.match(await readFile(`${DIST}${file}`, "utf8"), /source "amazon-ebs"|required_plugins/);
  assert.deepEqual(page.trouble, []);
});

test("a template of one's own is typed, and drawn as it grows; nothing of it leaves the browser", async (t) => {
  const page = await home(t);
  await explored(page, "ec2_website.yaml");
  const text = page.getByLabel("Template, in YAML or JSON");
  await text.scrollIntoViewIfNeeded();
  assert.match(await eventually(() => text.inputValue(), (value) => value !== ""), /AWS::SQS::Queue/, "a sample to begin with");
  const asked = page.requests.length;
  await text.press("Control+End");
  await page.keyboard.type("\n# secret-word\n");
  const view = await explored(page, "template.yaml");
  await view.target("FailedOrders").waitFor();
  assert.equal(await page.locator("#own-place cfn-explorer").count(), 1);
  await text.fill("Resources:\n  SecretWord: {Type: AWS::SNS::Topic}\n");
  await view.target("SecretWord").waitFor();
  await view.target("FailedOrders").waitFor({ state: "detached" });
  assert.match(await page.getByRole("status").filter({ hasText: "nothing was uploaded" }).innerText(), /template\.yaml/);
  // One that cannot be read: the last good picture, and why.
  await text.fill("Resources:\n  SecretWord: {Type: AWS::SNS::Topic\n");
  await view.banner.getByText("line").first().waitFor();
  assert.ok(await view.target("SecretWord").isVisible());
  await text.fill('{"Resources": {"AsJson": {"Type": "AWS::SQS::Queue"}}}');
  await view.target("AsJson").waitFor();
  const since = page.requests.slice(asked);
  // Its own sample, and icons and facts that belong to the element.
  assert.deepEqual(since.filter((url) => !/\/(templates\/[a-z0-9_]+\.yaml|icons\/\w+\.svg|core\/[\w.-]+)$/.test(url)), []);
  assert.ok(since.every((url) => !/secret/i.test(url)));
  assert.deepEqual(page.trouble, []);

  // It is still there after a look elsewhere.
  await tabOf(page, "s3").click();
  await explored(page, "s3_website.yaml");
  await page.locator("#own-place .explore").click();
  await view.target("AsJson").waitFor();
});

test("a template of one's own is opened or dropped as a file, under its name", async (t) => {
  const page = await home(t);
  await explored(page, "ec2_website.yaml");
  const text = page.locator("#own-text");
  const file = (name, content) => ({ name, mimeType: "text/yaml", buffer: Buffer.from(content, "latin1") });
  await page.getByLabel("Or a file").setInputFiles(file("my queue.yaml", "Resources: {Opened: {Type: AWS::SQS::Queue}}"));
  const view = only(page);
  await view.target("Opened").waitFor();
  assert.match(await view.command("deploy"), /'file:\/\/my queue\.yaml'/);
  assert.match(await text.inputValue(), /Opened/);
  const drop = (name, content) =>
    page.evaluate(([name, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], name));
      const own = document.querySelector(".own");
      own.dispatchEvent(new DragEvent("dragover", { dataTransfer, bubbles: true, cancelable: true }));
      own.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, [name, content]);
  await drop("dropped.json", '{"Resources": {"Dropped": {"Type": "AWS::SNS::Topic"}}}');
  await view.target("Dropped").waitFor();
  assert.match(await view.command("deploy"), /file:\/\/dropped\.json/);
  // Changed by hand it keeps its name; another text that begins anew does not.
  await text.press("Control+End");
  await page.keyboard.type(" ");
  await page.waitForTimeout(400);
  assert.match(await view.command("deploy"), /file:\/\/dropped\.json/);
  await text.fill("");
  await text.fill("Resources: {Fresh: {Type: AWS::SNS::Topic}}");
  await view.target("Fresh").waitFor();
  assert.match(await view.command("deploy"), /file:\/\/template\.yaml/);
  // Too large for a stack: said, and not put into the field.
  await drop("large.yaml", `# ${"x".repeat(1_048_576)}`);
  await view.banner.getByText("larger than 1 MB").waitFor();
  assert.equal(await text.inputValue(), "");
  // Names are anything.
  await drop("a#b?c%d<i>.yaml", "Resources: {Odd: {Type: AWS::SNS::Topic}}");
  await view.target("Odd").waitFor();
  await view.root.getByText("a#b?c%d<i>.yaml", { exact: true }).first().waitFor();
  assert.deepEqual(page.trouble, []);
});

test("own template by keyboard alone: into the field, a paste, out again", async (t) => {
  const page = await home(t, { context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await explored(page, "ec2_website.yaml");
  const text = page.locator("#own-text");
  await text.focus();
  await eventually(() => text.inputValue(), (value) => value !== "");
  await page.evaluate(() => navigator.clipboard.writeText("Resources: {Pasted: {Type: AWS::SQS::Queue}}"));
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
  await only(page).target("Pasted").waitFor();
  assert.ok(await text.evaluate((field) => field === document.activeElement), "the focus stays in the field");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "own-file", "Tab leads on");
});

test("a page whose script does not come still shows a way at a time by its links", async (t) => {
  const page = await home(t, { before: (page) => page.route("**/page/*.js", (route) => route.abort()) });
  assert.ok(await page.locator("#title-ec2").isVisible());
  await page.goto(`${host.origin}/#ways-s3`);
  assert.ok(await page.locator("#title-s3").isVisible());
  assert.ok(await page.locator("#ways-s3 img").isVisible());
  assert.ok(await page.locator("#hero img").isVisible());
});
