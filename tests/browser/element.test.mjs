// The element as a citizen of other people's pages: when it loads, what it shows meanwhile, how it fails, how it goes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { after, before } from "node:test";
import { DIST } from "./server.mjs";
import { blog, drawn, eventually, explorer, open, post, site } from "./support.mjs";

const host = site(before, after);
const wasmOf = (page) => page.requests.filter((url) => url.endsWith(".wasm"));
const template = (name = "ec2_website") => readFile(`${DIST}templates/${name}.yaml`, "utf8");

/** A blog with this body in its post and these files beside it. */
async function posted(t, body, files = {}, head = "") {
  const origin = await blog(t, { "post.html": post(host.origin, body, head), ...files });
  return `${origin}/post.html`;
}

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

test("a template that was broken from the start says so, with its line", async (t) => {
  const url = await posted(t, `<cfn-explorer src="a.yaml"></cfn-explorer>`, { "a.yaml": "Resources:\n  A: [\n  B: }\n" });
  const page = await open(t, host, url);
  const text = await eventually(() => page.locator("cfn-explorer .nothing").innerText(), (text) => /line/i.test(text));
  assert.match(text, /line \d+, column \d+/i);
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
  const stills = page.locator("cfn-explorer img");
  assert.equal(await stills.count(), 4);
  await stills.first().scrollIntoViewIfNeeded();
  assert.ok((await stills.first().boundingBox()).height > 100);
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
      const parts = [...element.shadowRoot.querySelectorAll(".diagram, .tools button, .tools label, .tabs button, .copy")];
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

test("a move keeps everything; a removal destroys; a return draws anew", async (t) => {
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
  assert.equal(await again.field("KeyName").inputValue(), "");
  assert.equal(wasmOf(page).length, 1);
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
