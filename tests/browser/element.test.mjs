// The element as a citizen of other people's pages: when it loads, what it shows meanwhile, how it fails, how it goes.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { DIST } from "./server.mjs";
import { blog, drawn, eventually, explorer, open, post, site } from "./support.mjs";

const host = site(before, after);
const wasmOf = (page) => page.requests.filter((url) => url.endsWith("cfn-explorer_bg.wasm"));
const template = (name = "ec2_website") => readFile(`${DIST}templates/${name}.yaml`, "utf8");

/** A blog with this body in its post and these files beside it. */
async function posted(t, body, files = {}, head = "") {
  const origin = await blog(t, { "post.html": post(host.origin, body, head), ...files });
  return `${origin}/post.html`;
}

/** A script that writes down the element's events. */
const HEAR = `<script>
  globalThis.events = [];
  for (const name of ["ready", "change", "error"]) document.addEventListener("cfn-explorer-" + name, () => events.push(name));
</script>`;
const heard = (page) => page.evaluate(() => globalThis.events);

test("nothing is fetched before the element nears the viewport", async (t) => {
  const url = await posted(
    t,
    `<p style="height: 5000px">A long read.</p><cfn-explorer src="a.yaml"><p>A still.</p></cfn-explorer>`,
    { "a.yaml": await template() },
  );
  const page = await open(t, host, url);
  await page.waitForTimeout(300);
  assert.deepEqual(page.requests.filter((url) => /\.wasm$|core\/|a\.yaml/.test(url)), []);
  await drawn(page);
  assert.equal(wasmOf(page).length, 1);
});

test("two elements share one instance and do not disturb each other", async (t) => {
  const url = await posted(
    t,
    `<cfn-explorer src="a.yaml" stack-name="first"></cfn-explorer><cfn-explorer src="a.yaml" stack-name="second"></cfn-explorer>`,
    { "a.yaml": await template() },
  );
  const page = await open(t, host, url);
  const [first, second] = [0, 1].map((n) => explorer(page.locator("cfn-explorer").nth(n)));
  await first.target("Vpc").waitFor();
  await second.root.scrollIntoViewIfNeeded();
  await second.target("Vpc").waitFor();
  await second.field("KeyName").fill("only-here");
  await second.root.getByRole("radio", { name: "Update" }).check({ force: true });
  assert.match(await second.command("deploy"), /update-stack[^]*ParameterValue=only-here$/);
  assert.equal(await first.field("KeyName").inputValue(), "");
  assert.match(await first.command("deploy"), /create-stack/);
  assert.doesNotMatch(await first.command("deploy"), /only-here/);
  await first.target("Ec2WebHost").click();
  assert.equal(await second.root.locator(".target.selected").count(), 0);
  assert.equal(wasmOf(page).length, 1, "one fetch for both");
  assert.deepEqual(page.trouble, []);
});

test("a broken template keeps the last drawing and says where it is broken; typed values survive", async (t) => {
  const good = await template();
  const broken = good.replace("  Ec2WebHost:\n", "  Ec2WebHost: [\n");
  const line = broken.split("\n").findIndex((text) => text.startsWith("  Ec2WebHost: [")) + 1;
  const url = await posted(t, `<cfn-explorer src="a.yaml"></cfn-explorer>`, { "a.yaml": good, "broken.yaml": broken });
  const page = await open(t, host, url);
  const view = await drawn(page);
  await view.field("KeyName").fill("kept");
  await view.root.evaluate((element) => element.setAttribute("src", "broken.yaml"));
  const message = await eventually(() => view.banner.innerText(), (text) => /line \d+/i.test(text));
  const said = Number(/line (\d+), column \d+/i.exec(message)?.[1]);
  assert.ok(said >= line && said <= line + 3, `line ${line} is broken: ${message}`);
  assert.match(message, /last version that could be read/);
  assert.ok(await view.target("Ec2WebHost").isVisible());
  assert.equal(await view.field("KeyName").inputValue(), "kept");
  await view.root.evaluate((element) => element.setAttribute("src", "a.yaml"));
  await view.banner.locator("p").waitFor({ state: "detached" });
  assert.equal(await view.field("KeyName").inputValue(), "kept");
  assert.deepEqual(page.trouble, []);
});

test("a template that was broken from the start keeps the still, says where it is broken, and can be tried again", async (t) => {
  const broken = {
    "unclosed.yaml": ["Resources:\n  A: [\n  B: }\n", /unclosed\.yaml cannot be drawn\. Line \d+, column \d+\./],
    "empty.yaml": ["", /empty\.yaml cannot be drawn\. ./],
    "list.yaml": ["- a\n- b\n", /list\.yaml cannot be drawn\. ./],
    "text.yaml": ["just words\n", /text\.yaml cannot be drawn\. ./],
    "broken.json": ['{"Resources": {', /broken\.json cannot be drawn\. ./],
  };
  for (const [name, [text, message]] of Object.entries(broken)) {
    const still = `<img src="${host.origin}/templates/ec2_website.svg" alt="A web server">`;
    const url = await posted(t, `<cfn-explorer src="${name}">${still}</cfn-explorer>`, { [name]: text }, HEAR);
    let mended = false;
    const page = await open(t, host, url, {
      before: (page) => page.route(`**/${name}`, async (route) => (mended ? route.fulfill({ body: await template() }) : route.continue())),
    });
    const alert = page.getByRole("alert");
    await alert.waitFor();
    assert.match(await alert.innerText(), message, name);
    assert.ok(await page.getByRole("img", { name: "A web server" }).isVisible(), name);
    assert.deepEqual(await heard(page), ["error"], name);
    await page.getByRole("button", { name: "Try again" }).click();
    assert.deepEqual(await eventually(() => heard(page), (names) => names.length > 1), ["error", "error"], name);
    assert.ok(await page.getByRole("img", { name: "A web server" }).isVisible(), name);
    mended = true;
    await page.getByRole("button", { name: "Try again" }).click();
    await drawn(page);
    assert.ok(!(await alert.isVisible()), name);
    assert.deepEqual((await heard(page)).slice(2, 4), ["ready", "change"], name);
    assert.deepEqual(page.trouble, [], name);
  }
});

test("a template that is broken at first is drawn when another address is set", async (t) => {
  const files = { "a.yaml": "Resources: [", "b.yaml": await template() };
  const page = await open(t, host, await posted(t, `<cfn-explorer src="a.yaml"></cfn-explorer>`, files, HEAR));
  await page.getByRole("alert").waitFor();
  await page.locator("cfn-explorer").evaluate((element) => element.setAttribute("src", "b.yaml"));
  await drawn(page);
  assert.deepEqual((await heard(page)).slice(0, 3), ["error", "ready", "change"]);
});

test("bytes that are no UTF-8 are named with their place, and the template is drawn", async (t) => {
  const text = `# the site\u0092s queue\n${"Resources:\n  Queue: {Type: AWS::SQS::Queue}\n"}`;
  const url = await posted(t, `<cfn-explorer src="a.yaml"></cfn-explorer>`, { "a.yaml": Buffer.from(text, "latin1") });
  const page = await open(t, host, url);
  const view = explorer(page.locator("cfn-explorer"));
  await view.target("Queue").waitFor();
  await view.tab("Problems").click();
  const isNamed = (said) => said.includes("byte 0x92 is no UTF-8");
  assert.ok(isNamed(await eventually(() => view.panel.innerText(), isNamed)));
  assert.deepEqual(page.trouble, []);
});

test("a missing template says what to do, keeps the still, and can be tried again", async (t) => {
  const still = `<p id="still">A still picture.</p>`;
  const url = await posted(t, `<cfn-explorer src="late.yaml">${still}</cfn-explorer>`, { "a.yaml": await template() });
  let there = false;
  const page = await open(t, host, url, {
    before: (page) =>
      page.route("**/late.yaml", async (route) => (there ? route.fulfill({ body: await template() }) : route.continue())),
  });
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /late\.yaml was not found at .*HTTP 404.*Check the src attribute/);
  assert.ok(await page.locator("#still").isVisible());
  there = true;
  await page.getByRole("button", { name: "Try again" }).click();
  await drawn(page);
  assert.ok(!(await page.locator("#still").isVisible()));
});

test("what cannot be fetched over a good drawing is told, and retried, without losing it", async (t) => {
  const url = await posted(t, `<cfn-explorer src="a.yaml"></cfn-explorer>`, { "a.yaml": await template() });
  let down = true;
  const page = await open(t, host, url, {
    before: (page) =>
      page.route("**/b.yaml", async (route) => (down ? route.abort() : route.fulfill({ body: await template("base_infrastructure") }))),
  });
  const view = await drawn(page);
  await view.root.evaluate((element) => element.setAttribute("src", "b.yaml"));
  assert.match(await eventually(() => view.banner.innerText(), Boolean), /^b\.yaml could not be fetched: there is no connection/);
  assert.ok(await view.target("Ec2WebHost").isVisible());
  down = false;
  await view.banner.getByRole("button", { name: "Try again" }).click();
  await view.target("Ec2WebHost").waitFor({ state: "detached" });
  assert.match(await view.command("deploy"), /file:\/\/b\.yaml/);
});

test("a template over 1 MB, a web page and a missing address each have their own message", async (t) => {
  const url = await posted(
    t,
    `<cfn-explorer src="big.yaml"></cfn-explorer><cfn-explorer src="post.html"></cfn-explorer><cfn-explorer></cfn-explorer>`,
    { "big.yaml": `# ${"x".repeat(1_048_577)}\n` },
  );
  const page = await open(t, host, url);
  const expected = [/big\.yaml is larger than 1 MB/, /post\.html is a web page, not a template/, /has no src attribute/];
  for (const [n, message] of expected.entries()) {
    const element = page.locator("cfn-explorer").nth(n);
    await element.scrollIntoViewIfNeeded();
    await element.getByRole("alert").waitFor();
    assert.match(await element.getByRole("alert").innerText(), message);
  }
});

test("without WASM the still stays, with a message, and a retry draws", async (t) => {
  const url = await posted(
    t,
    `<cfn-explorer src="a.yaml"><img src="${host.origin}/templates/ec2_website.svg" alt="A web server"></cfn-explorer>`,
    { "a.yaml": await template() },
  );
  let blocked = true;
  const page = await open(t, host, url, {
    before: (page) => page.route("**/*.wasm*", (route) => (blocked ? route.abort() : route.continue())),
  });
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /could not be loaded/);
  const still = page.getByRole("img", { name: "A web server" });
  assert.ok(await still.isVisible());
  assert.ok((await still.evaluate((img) => img.naturalWidth)) > 100, "it is a picture");
  blocked = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await drawn(page);
});

test("without any script the stills of the page show", async (t) => {
  const page = await open(t, host, `${host.origin}/`, { context: { javaScriptEnabled: false } });
  const stills = await page.locator(".place img").all();
  const places = (await readFile(`${DIST}index.html`, "utf8")).match(/class="place[^>]* data-src=/g).length;
  assert.equal(stills.length, places);
  for (const still of stills) {
    await still.scrollIntoViewIfNeeded();
    assert.ok((await still.boundingBox()).height > 50, await still.getAttribute("src"));
    assert.ok(await still.evaluate((img) => img.complete && img.naturalWidth > 40), await still.getAttribute("src"));
  }
});

test("the drawing takes exactly the room that was kept for it", async (t) => {
  for (const width of [320, 360, 640, 720, 1000, 1280]) {
    const url = await posted(
      t,
      `<cfn-explorer src="a.yaml"><p>A still.</p></cfn-explorer><p id="below">More text.</p>`,
      { "a.yaml": await template() },
    );
    let release;
    const held = new Promise((done) => (release = done));
    const page = await open(t, host, url, {
      context: { viewport: { width, height: 900 } },
      before: (page) => page.route("**/*.wasm", async (route) => held.then(() => route.continue())),
    });
    await page.waitForFunction(() => document.querySelector("cfn-explorer").shadowRoot);
    const top = () => page.locator("#below").evaluate((p) => p.getBoundingClientRect().top + scrollY);
    const kept = await top();
    release();
    await drawn(page);
    assert.equal(await top(), kept, `at ${width}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, `nothing sticks out at ${width}`);
    const cut = await page.locator("cfn-explorer").evaluate((element) => {
      const frame = element.shadowRoot.querySelector(".root .frame").getBoundingClientRect();
      const parts = [...element.shadowRoot.querySelectorAll(".diagram, .tools button, .tools label, .tabs:not(.sizes) button, .copy")];
      return parts.filter((part) => part.getBoundingClientRect().right > frame.right).map((part) => part.textContent || part.ariaLabel);
    });
    assert.deepEqual(cut, [], `nothing is cut off at ${width}`);
  }
});

test("the page's style does not leak in", async (t) => {
  const hostile = `<style>* { font-family: fantasy !important; color: red; padding: 9px; }
    button, input, pre, p, svg, text { display: none !important; } svg * { fill: red !important; }</style>`;
  const files = { "a.yaml": await template() };
  const tag = `<cfn-explorer src="a.yaml"></cfn-explorer>`;
  const plain = await drawn(await open(t, host, await posted(t, tag, files)));
  const styled = await drawn(await open(t, host, await posted(t, tag, files, hostile)));
  const look = (view) =>
    view.root.evaluate((element) =>
      ["input", ".copy", "pre", "svg.diagram text", ".tabs button", ".help"].map((selector) => {
        const style = getComputedStyle(element.shadowRoot.querySelector(selector));
        return [selector, style.display, style.color, style.fontFamily, style.padding, style.fill].join(" | ");
      }),
    );
  assert.deepEqual(await look(styled), await look(plain));
});

test("a strict content security policy needs nothing but WASM and the host", async (t) => {
  const policy = `default-src 'self'; script-src ${host.origin} 'wasm-unsafe-eval'; connect-src 'self' ${host.origin};
    style-src 'none'; img-src data: ${host.origin}; require-trusted-types-for 'script'`;
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy.replace(/\s+/g, " ")}">`;
  const more = "\n  Scan: {Type: AWS::CodeGuruReviewer::RepositoryAssociation}\n";
  const text = (await template()).replace("\nResources:\n", `\nResources:${more}`);
  const url = await posted(t, `<cfn-explorer src="a.yaml"></cfn-explorer>`, { "a.yaml": text }, head);
  const page = await open(t, host, url);
  const view = await drawn(page);
  await view.field("KeyName").fill("demo");
  await view.target("Ec2WebHost").click();
  assert.equal(await view.root.evaluate((e) => getComputedStyle(e.shadowRoot.querySelector(".bar")).display), "flex");
  await view.group("Scan").locator("image").evaluate((image) => image.decode());
  assert.deepEqual(page.trouble, []);
});

test("a service's icon is loaded when a drawing shows it; letters stand for one that does not come", async (t) => {
  const files = {
    "plain.yaml": await template(),
    "more.yaml": "Resources:\n  Scan: {Type: AWS::CodeGuruReviewer::RepositoryAssociation}\n  Rest: {Type: AWS::Wisdom::KnowledgeBase}\n",
  };
  const url = await posted(t, `<cfn-explorer src="plain.yaml"></cfn-explorer>`, files);
  const before = (page) => page.route("**/icons/AmazonCodeGuru.svg", (route) => route.abort());
  const page = await open(t, host, url, { before });
  const view = await drawn(page);
  const icons = () => page.requests.filter((url) => url.includes("/icons/"));
  assert.deepEqual(icons(), []);
  await view.root.evaluate((element) => element.setAttribute("src", "more.yaml"));
  await view.group("Rest").locator("image").evaluate((image) => image.decode());
  assert.deepEqual(icons().map((url) => url.slice(host.origin.length)).sort(), ["/icons/AmazonCodeGuru.svg", "/icons/AmazonConnect.svg"]);
  // A browser would draw a torn page over the letters.
  await view.group("Scan").locator("image").waitFor({ state: "hidden" });
  assert.equal(await view.group("Scan").locator("text").first().textContent(), "CGR");
});

test("on a page that reads from right to left, the command still reads from left to right", async (t) => {
  const files = { "a.yaml": await template() };
  const page = await open(t, host, await posted(t, `<div dir="rtl"><cfn-explorer src="a.yaml"></cfn-explorer></div>`, files));
  const view = await drawn(page);
  assert.equal(await view.root.locator("pre").first().evaluate((pre) => getComputedStyle(pre).direction), "ltr");
  assert.equal(await view.diagram.evaluate((svg) => getComputedStyle(svg).direction), "ltr");
});

test("a long value makes the command scroll, and the page no longer", async (t) => {
  const page = await open(t, host, await posted(t, `<cfn-explorer src="a.yaml"></cfn-explorer>`, { "a.yaml": await template() }));
  const view = await drawn(page);
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  const before = await height();
  for (const name of ["EnvironmentName", "AdminIp", "KeyName"]) await view.field(name).fill("x".repeat(4096));
  assert.match(await view.command("deploy"), /x{4096}/);
  assert.equal(await height(), before);
});

test("a template with no resources says that there is nothing to draw", async (t) => {
  const url = await posted(t, `<cfn-explorer src="a.yaml"></cfn-explorer>`, { "a.yaml": "Resources: {}\n" });
  const page = await open(t, host, url);
  await page.getByText("This template has no resources: there is nothing to draw.").waitFor();
});

test("an address that holds no template has its own message", async (t) => {
  const dead = `<script>URL.revokeObjectURL(globalThis.dead = URL.createObjectURL(new Blob(["Resources: {}"])));</script>`;
  const page = await open(t, host, await posted(t, `<cfn-explorer src="http://["></cfn-explorer>`, {}, dead));
  const alert = page.getByRole("alert");
  const said = async (address, message) => {
    await page.locator("cfn-explorer").evaluate((element, src) => element.setAttribute("src", src), address);
    assert.match(await eventually(() => alert.innerText(), (text) => message.test(text)), message);
    assert.doesNotMatch(await alert.innerText(), / ,|  |undefined|null/);
  };
  await said("http://[", /^“http:\/\/\[” is no address of a template\. Check the src attribute\.$/);
  await said("javascript:alert(1)", /^No template can be fetched from a javascript: address \(“javascript:alert\(1\)”\)\. Check the src attribute\.$/);
  await said(`javascript:${"x".repeat(5000)}`, /javascript: address \(“javascript:x{69}…”\)/);
  await said("mailto:a@example.com", /from a mailto: address/);
  await said("about:blank", /from a about: address/);
  await said("file:///tmp/a.yaml", /^a\.yaml could not be fetched: no page on the web may read files of its reader\. Give src the template’s address on the web\.$/);
  await said(await page.evaluate(() => globalThis.dead), /^template\.yaml could not be fetched: its blob: address leads to nothing\.$/);
  await said("http://localhost:1/a.yaml", /^a\.yaml could not be fetched: there is no connection, or localhost:1 does not let this page read it \(CORS\)\.$/);
});

test("a page that is opened as a file says why it draws nothing", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "cfn-explorer-file-"));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "post.html"), post(host.origin, `<cfn-explorer src="a.yaml"></cfn-explorer>`));
  await writeFile(join(folder, "a.yaml"), await template());
  const page = await open(t, host, `file://${folder}/post.html`);
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /^a\.yaml could not be fetched: browsers let no page that is opened as a file read other files\. Serve the folder/);
});

test("several attributes in a row are one update, and each has its effect", async (t) => {
  const files = { "a.yaml": await template(), "b.yaml": await template("base_infrastructure") };
  const page = await open(t, host, await posted(t, `<cfn-explorer src="a.yaml"></cfn-explorer>`, files));
  const view = await drawn(page);
  await view.root.evaluate((element) => {
    element.setAttribute("stack-name", "one");
    element.setAttribute("stack-name", "two");
    element.setAttribute("src", "b.yaml");
    element.setAttribute("region", "eu-west-1");
  });
  const expected = /file:\/\/b\.yaml[^]*--stack-name two[^]*--region eu-west-1/;
  assert.match(await eventually(() => view.command("deploy"), (text) => expected.test(text)), expected);
  assert.equal(page.requests.filter((url) => url.endsWith("b.yaml")).length, 1);
});

test("a move keeps everything; a removal destroys; a return draws anew, with what was typed", async (t) => {
  const files = { "a.yaml": await template() };
  const page = await open(t, host, await posted(t, `<cfn-explorer src="a.yaml"></cfn-explorer><div id="other"></div>`, files));
  const view = await drawn(page);
  await view.field("KeyName").fill("kept");
  await page.evaluate(() => document.querySelector("#other").append(document.querySelector("cfn-explorer")));
  await page.waitForTimeout(100);
  assert.equal(await view.field("KeyName").inputValue(), "kept");
  await page.evaluate(() => {
    globalThis.kept = document.querySelector("cfn-explorer");
    globalThis.kept.remove();
  });
  await page.waitForTimeout(50);
  assert.equal(await page.evaluate(() => globalThis.kept.shadowRoot.querySelectorAll(".root").length), 0);
  await page.evaluate(() => document.querySelector("#other").append(globalThis.kept));
  const again = await drawn(page);
  assert.equal(await eventually(() => again.field("KeyName").inputValue(), (value) => value !== ""), "kept");
  assert.equal(wasmOf(page).length, 1);
  assert.deepEqual(page.trouble, []);
});

test("what is removed is freed: twenty comings and goings leave no more than one", async (t) => {
  const page = await open(t, host, await posted(t, `<div id="place"></div>`, { "a.yaml": await template() }, HEAR));
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  const comeAndGo = async () => {
    const ready = (await heard(page)).filter((name) => name === "ready").length;
    await page.evaluate(() => {
      const element = document.createElement("cfn-explorer");
      element.setAttribute("src", "a.yaml");
      document.querySelector("#place").append(element);
    });
    await eventually(() => heard(page), (names) => names.filter((name) => name === "ready").length > ready);
    await page.locator("svg.diagram .picture > *").first().waitFor({ state: "attached" });
    await page.evaluate(() => document.querySelector("cfn-explorer").remove());
    await page.waitForTimeout(20);
  };
  const counts = async () => {
    for (let n = 0; n < 3; n += 1) await client.send("HeapProfiler.collectGarbage");
    const { metrics } = await client.send("Performance.getMetrics");
    return Object.fromEntries(metrics.filter(({ name }) => ["Nodes", "JSEventListeners"].includes(name)).map(({ name, value }) => [name, value]));
  };
  for (let n = 0; n < 3; n += 1) await comeAndGo();
  const before = await counts();
  for (let n = 0; n < 20; n += 1) await comeAndGo();
  const after = await counts();
  assert.ok(after.JSEventListeners <= before.JSEventListeners, JSON.stringify({ before, after }));
  assert.ok(after.Nodes <= before.Nodes + 20, JSON.stringify({ before, after }));
  assert.deepEqual(page.trouble, []);
});

test("who takes the place of a removed explorer finds nothing of it", async (t) => {
  const files = { "a.yaml": await template(), "b.yaml": await template("base_infrastructure") };
  const page = await open(t, host, await posted(t, `<cfn-explorer src="a.yaml" lens="references"></cfn-explorer>`, files));
  const first = await drawn(page);
  await first.field("KeyName").fill("mine");
  await first.target("Ec2WebHost").click();
  await page.evaluate(() => {
    const old = document.querySelector("cfn-explorer");
    const next = document.createElement("cfn-explorer");
    next.setAttribute("src", "b.yaml");
    old.replaceWith(next);
  });
  const next = await drawn(page);
  assert.doesNotMatch(await next.command("deploy"), /KeyName|mine/);
  assert.equal(await next.root.locator(".target.selected").count(), 0);
  assert.ok(await next.root.getByRole("radio", { name: "Architecture" }).isChecked());
  assert.deepEqual(page.trouble, []);
});

test("events reach the document", async (t) => {
  const listen = `<script>
    globalThis.heard = [];
    for (const name of ["ready", "change", "error"])
      document.addEventListener("cfn-explorer-" + name, (event) => heard.push([name, event.detail]));
  </script>`;
  const url = await posted(t, `<cfn-explorer src="a.yaml"></cfn-explorer>`, { "a.yaml": await template() }, listen);
  const page = await open(t, host, url);
  const view = await drawn(page);
  await view.field("KeyName").fill("demo");
  const heard = () => page.evaluate(() => globalThis.heard);
  const last = async () => (await heard()).filter(([name]) => name === "change").at(-1)?.[1];
  const change = await eventually(last, (detail) => detail?.parameters.KeyName === "demo");
  assert.deepEqual(change.parameters, { KeyName: "demo" });
  assert.equal(change.stale, false);
  assert.match(change.command, /ParameterValue=demo$/);
  await view.root.evaluate((element) => element.setAttribute("src", "gone.yaml"));
  const names = await eventually(async () => (await heard()).map(([name]) => name), (names) => names.includes("error"));
  assert.deepEqual([...new Set(names)].sort(), ["change", "error", "ready"]);
});

test("the page's own rem changes no size in the element", async (t) => {
  const sizes = [];
  for (const head of ["", "<style>html { font-size: 62.5% }</style>", "<style>html { font-size: 200% }</style>"]) {
    const url = await posted(t, `<cfn-explorer src="a.yaml"></cfn-explorer>`, { "a.yaml": await template() }, head);
    const view = await drawn(await open(t, host, url));
    const style = (selector) =>
      view.root.locator(selector).first().evaluate((element) => getComputedStyle(element).fontSize);
    sizes.push([await style("pre"), await style("input"), await style(".help")].join(" "));
  }
  assert.deepEqual(sizes, Array(3).fill(sizes[0]));
});

test("a page may give the template itself: nothing is fetched, src names it, and null gives it back to src", async (t) => {
  const url = await posted(t, `<cfn-explorer></cfn-explorer>`, { "a.yaml": await template() });
  const page = await open(t, host, url);
  const element = page.locator("cfn-explorer");
  const give = (template, src) =>
    element.evaluate((element, [template, src]) => {
      if (src) element.setAttribute("src", src);
      element.template = template;
    }, [template, src]);
  await give("Resources:\n  Inbox: {Type: AWS::SQS::Queue}\n");
  const view = await drawn(page);
  assert.ok(await view.target("Inbox").isVisible());
  assert.match(await view.command("deploy"), /file:\/\/template\.yaml/);
  assert.equal(await element.evaluate((element) => element.template.length), 44);

  // Another text, by a name of its own.
  await give("Resources:\n  Outbox: {Type: AWS::SQS::Queue}\n", "mail/out%20box.yaml");
  await view.target("Outbox").waitFor();
  assert.match(await view.command("deploy"), /'file:\/\/out box\.yaml'/);
  assert.equal(await view.target("Inbox").count(), 0);

  // Bytes, as a file has them.
  await element.evaluate((element) => (element.template = new TextEncoder().encode("Resources: {Bytes: {Type: AWS::SNS::Topic}}")));
  await view.target("Bytes").waitFor();

  // One that cannot be read leaves the last good picture; one that is too large says so.
  await give("Resources: [");
  await view.banner.locator("p").first().waitFor();
  assert.ok(await view.target("Bytes").isVisible());
  await element.evaluate((element) => (element.template = "#".repeat(1_048_577)));
  await view.banner.getByText("larger than 1 MB").waitFor();

  assert.deepEqual(page.requests.filter((url) => url.endsWith("yaml")), []);
  await give(null, "a.yaml");
  await view.target("Ec2WebHost").waitFor();
  assert.match(await view.command("deploy"), /file:\/\/a\.yaml/);
  assert.equal(await element.evaluate((element) => element.template), null);
});

test("a template that the page gave before the element's script was there is drawn", async (t) => {
  const given = `<cfn-explorer></cfn-explorer><script>document.querySelector("cfn-explorer").template = "Resources: {Early: {Type: AWS::SQS::Queue}}";</script>`;
  const view = await drawn(await open(t, host, await posted(t, given, {})));
  assert.ok(await view.target("Early").isVisible());
});

test("a template that the page gave is never said to be at an address of its name", async (t) => {
  const src = "https://my-bucket.s3.amazonaws.com/a.yaml";
  const given = `<cfn-explorer src="${src}"></cfn-explorer><script>document.querySelector("cfn-explorer").template = "Resources: {Early: {Type: AWS::SQS::Queue}}";</script>`;
  const view = await drawn(await open(t, host, await posted(t, given, {})));
  assert.equal(await view.root.getByText("console", { exact: false }).and(view.root.locator("a")).count(), 0);
  await view.root.evaluate((element, src) => element.setAttribute("template-url", src), src);
  await view.root.locator('a[href*="console.aws.amazon.com"]').first().waitFor({ state: "attached" });
});
