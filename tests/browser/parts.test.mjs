// The parts of the core that load when they are used: when each is fetched, that one which does not come says so in its own
// place and can be tried again, and that no core meets the parts of another.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import test, { after, before } from "node:test";
import { DIST } from "./server.mjs";
import { blog, drawn, eventually, explorer, open, post, site } from "./support.mjs";

const host = site(before, after);
const template = () => readFile(`${DIST}templates/ec2_website.yaml`, "utf8");
const folder = async () => (await readdir(`${DIST}core`)).find((name) => name.startsWith("parts-"));

/** The names of the parts' own files that a page fetched; `common` is of them all. */
const fetched = (page) => page.requests.flatMap((url) => /\/parts-\w+\/([a-z]+)\.wasm$/.exec(url)?.[1] ?? []).filter((name) => name !== "common");

/** A post with an explorer, of which some parts do not come until `page.mend()`. */
async function without(t, parts, attributes = "", answer = (route) => route.abort()) {
  const element = `<cfn-explorer src="a.yaml" ${attributes} style="display: block; height: 1080px"><p class="still">Its picture.</p></cfn-explorer>`;
  const origin = await blog(t, { "post.html": post(host.origin, element), "a.yaml": await template() });
  const broken = new Set(parts);
  const page = await open(t, host, `${origin}/post.html`, {
    before: (page) =>
      page.route(/\/parts-\w+\/\w+\.wasm/, (route) => (broken.has(/(\w+)\.wasm/.exec(route.request().url())[1]) ? answer(route) : route.continue())),
  });
  page.mend = () => broken.clear();
  const view = explorer(page.locator("cfn-explorer"));
  await view.target("Ec2WebHost").waitFor();
  return { page, view };
}

/** The parts that come by themselves once the picture is there, in whatever order. */
const BY_THEMSELVES = ["forms", "panels"];
const fetchedSorted = async (page, count) => (await eventually(() => fetched(page), (all) => all.length === count)).toSorted();

const again = (within) => within.getByRole("button", { name: "Try again" });

test("who only looks fetches the panels, and each other part when it is used", async (t) => {
  const { page, view } = await without(t, []);
  await drawn(page);
  assert.deepEqual(await fetchedSorted(page, 2), BY_THEMSELVES);
  await view.root.locator("label", { hasText: "References" }).click();
  const added = async (count) => (await eventually(() => fetched(page), (all) => all.length === count)).slice(2);
  assert.deepEqual(await added(3), ["references"]);
  await view.tab("Template").click();
  await view.root.locator(".template-pane textarea").waitFor();
  assert.deepEqual(await added(4), ["references", "editing"]);
  await view.tab("Problems").click();
  await view.panel.getByText("Checked against AWS’s resource types").waitFor();
  assert.deepEqual(await added(5), ["references", "editing", "check"]);
  assert.deepEqual(page.trouble, []);
});

test("a second explorer of a page finds what the first has fetched", async (t) => {
  const one = (id) => `<cfn-explorer id="${id}" src="a.yaml" loading="eager" style="display: block; height: 1080px"></cfn-explorer>`;
  const origin = await blog(t, { "post.html": post(host.origin, one("a")), "a.yaml": await template() });
  const page = await open(t, host, `${origin}/post.html`);
  await drawn(page);
  await page.locator("main").evaluate((main, html) => main.insertAdjacentHTML("beforeend", html), one("b"));
  const second = explorer(page.locator("#b"));
  await second.field("KeyName").waitFor();
  assert.match(await second.command("deploy"), /create-stack/);
  assert.deepEqual(await fetchedSorted(page, 2), BY_THEMSELVES);
});

test("panels that do not come say so in their places, and can be tried again; the picture stands", async (t) => {
  const { page, view } = await without(t, ["panels"]);
  const deploy = view.root.getByRole("group", { name: "Deploy" });
  for (const place of [view.panel, deploy]) {
    await place.getByText("This panel could not be loaded.").waitFor();
    assert.equal(await again(place).count(), 1);
  }
  const before = await view.diagram.boundingBox();
  // The picture is not less for it.
  await view.target("Ec2WebHost").click();
  assert.ok(await view.target("Ec2WebHost").evaluate((shape) => shape.classList.contains("selected")));
  await again(view.panel).click();
  await view.panel.getByText("This panel could not be loaded.").waitFor();
  page.mend();
  await again(deploy).click();
  await view.commandBlock("deploy").waitFor();
  assert.match(await view.command("deploy"), /create-stack/);
  // What was pressed before is what is told now.
  await view.panel.getByText("instance Ec2WebHost").first().waitFor();
  await view.tab("Parameters").click();
  await view.field("KeyName").fill("mine");
  assert.match(await eventually(() => view.command("deploy"), (text) => text.includes("mine")), /ParameterValue=mine/);
  assert.deepEqual(await view.diagram.boundingBox(), before, "nothing moved");
});

test("a template's text that does not come says so in its tab", async (t) => {
  const { page, view } = await without(t, ["editing"]);
  await drawn(page);
  await view.tab("Template").click();
  await view.panel.getByText("The template’s text could not be loaded.").waitFor();
  // Other tabs do not miss it.
  await view.tab("Parameters").click();
  await view.field("KeyName").waitFor();
  await view.tab("Template").click();
  page.mend();
  await again(view.panel).click();
  await view.root.locator(".template-pane textarea").waitFor();
});

test("a lens that does not come leaves the picture that was, and says so below it", async (t) => {
  for (const attributes of ["", 'lens="references"']) {
    const { page, view } = await without(t, ["references"], attributes);
    await drawn(page);
    if (!attributes) await view.root.locator("label", { hasText: "References" }).click();
    await view.banner.getByText("The references lens could not be loaded.").waitFor();
    assert.match(await view.pictureText(), /AZ/);
    page.mend();
    await again(view.banner).click();
    assert.doesNotMatch(await eventually(() => view.pictureText(), (text) => !/AZ/.test(text)), /AZ/, attributes);
    assert.equal(await view.banner.isVisible(), false);
  }
});

test("the references lens is the first thing to see where the author chose it", async (t) => {
  const { page, view } = await without(t, [], 'lens="references"');
  await drawn(page);
  assert.doesNotMatch(await view.pictureText(), /AZ/);
  assert.deepEqual(await fetchedSorted(page, 3), [...BY_THEMSELVES, "references"]);
  assert.deepEqual(page.trouble, []);
});

test("parts come from servers that do not say what they are", async (t) => {
  const plain = async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-type": "text/plain" } });
  };
  const { page, view } = await without(t, ["panels"], "", plain);
  await drawn(page);
  assert.match(await view.command("deploy"), /create-stack/);
  assert.deepEqual(page.trouble, []);
});

test("a core asks for its own parts alone, whose folder is named by what is in it", async (t) => {
  const { page } = await without(t, []);
  await drawn(page);
  const own = await folder();
  const asked = page.requests.filter((url) => /\/core\/.+\//.test(url));
  assert.ok(asked.length > 0 && asked.every((url) => url.includes(`/core/${own}/`)), `${asked}`);
  const glue = await readFile(`${DIST}core/cfn-explorer.js`, "utf8");
  assert.ok(glue.includes(`"folder":"${own}"`));
});

test("a core from before an update is told that its parts are gone, and never gets newer ones", async (t) => {
  const gone = (route) => route.fulfill({ status: 404, body: "" });
  const { page, view } = await without(t, ["panels"], "", gone);
  await view.panel.getByText("reload the page: there may be a newer version of it").waitFor();
  await again(view.panel).click();
  await view.panel.getByText("reload the page: there may be a newer version of it").waitFor();
  const own = await folder();
  assert.ok(page.requests.filter((url) => url.includes("panels.wasm")).every((url) => url.includes(`/core/${own}/`)));
});

/** A template of so many queues. */
const queues = (count, more = "") =>
  `${more}Resources:\n${Array.from({ length: count }, (_, at) => `  Queue${at}: {Type: AWS::SQS::Queue}`).join("\n")}\n`;
const LOOP = "  Fn::ForEach::Topics: [Name, [Orders, Bills], {'Topic${Name}': {Type: AWS::SNS::Topic}}]\n";

/** An explorer of a template, of whose parts some do not come until `mend()`; its picture need not. */
async function drawing(t, text, parts = []) {
  const element = '<cfn-explorer src="a.yaml" loading="eager" style="display: block; height: 1080px"><p class="still">Its picture.</p></cfn-explorer>';
  const origin = await blog(t, { "post.html": post(host.origin, element), "a.yaml": text });
  const broken = new Set(parts);
  const page = await open(t, host, `${origin}/post.html`, {
    before: (page) => page.route(/\/parts-\w+\/\w+\.wasm/, (route) => (broken.has(/(\w+)\.wasm/.exec(route.request().url())[1]) ? route.abort() : route.continue())),
  });
  return { page, view: explorer(page.locator("cfn-explorer")), mend: () => broken.clear() };
}

test("what a template needs to be drawn comes beside the core, and before the picture", async (t) => {
  for (const [text, part, says] of [
    [queues(40), "folding", /×40/],
    [`${queues(1, "Transform: AWS::LanguageExtensions\n")}${LOOP}`, "loops", /Orders/],
  ]) {
    const { page, view } = await drawing(t, text);
    await drawn(page);
    assert.match(await view.pictureText(), says);
    const asked = page.requests.map((url) => /(\w+)\.(?:wasm|yaml)$/.exec(url)?.[1]);
    assert.equal(asked.filter((name) => name === part).length, 1, `${asked}`);
    assert.ok(asked.indexOf(part) < asked.indexOf("panels"), `${asked}`);
    assert.deepEqual(page.trouble, []);
  }
});

test("without what it needs nothing wrong is drawn: the author's picture stays, and another try draws it", async (t) => {
  const { page, view, mend } = await drawing(t, queues(40), ["folding"]);
  const note = page.getByRole("alert").filter({ hasText: "What folds the picture could not be loaded." });
  await note.waitFor();
  assert.ok(await page.locator(".still").isVisible());
  mend();
  await page.getByRole("button", { name: "Try again" }).click();
  await drawn(page);
  assert.match(await view.pictureText(), /×40/);
});

test("a change that takes a part waits for it, and is taken when it is there", async (t) => {
  const { page, view, mend } = await drawing(t, queues(2), ["folding", "loops"]);
  await drawn(page);
  assert.deepEqual(await fetchedSorted(page, 2), BY_THEMSELVES);
  await page.locator("cfn-explorer").evaluate((element, text) => (element.template = text), `${queues(1, "Transform: AWS::LanguageExtensions\n")}${LOOP}`);
  await view.banner.getByText("What unrolls the template’s loops could not be loaded.").waitFor();
  assert.match(await view.pictureText(), /Queue1/);
  mend();
  await again(view.banner).click();
  assert.match(await eventually(() => view.pictureText(), (text) => /Bills/.test(text)), /Bills/);
  assert.equal(await view.banner.isVisible(), false);
});
