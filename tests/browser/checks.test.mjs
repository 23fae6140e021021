// The check against AWS's resource types: its facts are fetched when they are wanted, and once.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { after, before } from "node:test";
import { DIST } from "./server.mjs";
import { blog, drawn, eventually, explorer, open, post, site } from "./support.mjs";

const host = site(before, after);
const FACTS = "**/type-facts.txt";
const factsOf = (page) => page.requests.filter((url) => url.includes("type-facts"));

/** The typo is in a template that is right otherwise, so that nothing but the facts finds it. */
async function files() {
  const good = await readFile(`${DIST}templates/ec2_website.yaml`, "utf8");
  const typo = good.replace(/(Ec2WebHost:[^]*?)SubnetId: /, "$1SubnetIdd: ");
  const line = typo.split("\n").findIndex((text) => text.includes("SubnetIdd:")) + 1;
  return { line, "good.yaml": good, "typo.yaml": typo, "wrong.yaml": `${typo}  Wrong: {Value: !Ref Nobody}\n` };
}

/** A blog with elements of these templates. */
async function posted(t, ...names) {
  const { line, ...all } = await files();
  const body = names.map((name) => `<cfn-explorer src="${name}"></cfn-explorer>`).join("");
  const origin = await blog(t, { "post.html": post(host.origin, body), ...all });
  return { url: `${origin}/post.html`, line };
}

const status = (view) => view.panel.getByRole("status");
const says = (view, pattern) => eventually(() => status(view).innerText(), (text) => pattern.test(text));

test("the problems say what AWS would refuse; the facts are fetched once for two elements, not before", async (t) => {
  const { url, line } = await posted(t, "typo.yaml", "good.yaml");
  const page = await open(t, host, url);
  const view = await drawn(page, "typo.yaml");
  const other = await drawn(page, "good.yaml");
  await view.target("Ec2WebHost").click();
  await page.waitForTimeout(300);
  assert.deepEqual(factsOf(page), [], "whoever only looks does not pay");
  await view.tab("Problems").click();
  assert.match(await says(view, /found/), /Checked against AWS’s resource types: 1 problem found\./);
  const found = view.panel.getByRole("listitem").filter({ hasText: "E3002" });
  const text = await found.innerText();
  assert.match(text, /SubnetIdd/);
  assert.match(text, /Did you mean SubnetId\?/);
  assert.match(text, new RegExp(`line ${line}, column \\d+`));
  assert.match(await view.banner.innerText(), new RegExp(`Line ${line}, column \\d+`));
  await other.tab("Problems").click();
  assert.match(await says(other, /found/), /no problems found/);
  assert.equal(await other.panel.getByRole("listitem").count(), 0);
  assert.equal(factsOf(page).length, 1, "one fetch for both");
  // Another template is checked at once, and what is mended is gone.
  await view.root.evaluate((element) => element.setAttribute("src", "good.yaml"));
  assert.match(await says(view, /no problems/), /no problems found/);
  await view.root.evaluate((element) => element.setAttribute("src", "wrong.yaml"));
  await found.waitFor();
  assert.equal(factsOf(page).length, 1);
  assert.deepEqual(page.trouble, []);
});

test("a template with errors is checked unasked, once for two elements at the same time", async (t) => {
  const { url } = await posted(t, "wrong.yaml", "wrong.yaml");
  const page = await open(t, host, url);
  const [view, other] = [0, 1].map((n) => explorer(page.locator("cfn-explorer").nth(n)));
  await other.root.scrollIntoViewIfNeeded();
  for (const one of [view, other]) {
    await one.target("Vpc").waitFor({ state: "attached" });
    assert.equal(await eventually(() => one.tab("Problems").locator(".count").innerText(), (count) => count === "2"), "2");
  }
  assert.equal(factsOf(page).length, 1);
  assert.deepEqual(page.trouble, []);
});

test("facts that cannot be had are told, and can be tried again", async (t) => {
  const { url } = await posted(t, "typo.yaml");
  let answer = (route) => route.abort();
  const page = await open(t, host, url, { before: (page) => page.route(FACTS, (route) => answer(route)) });
  const view = await drawn(page);
  await view.tab("Problems").click();
  assert.match(await says(view, /Not checked/), /Not checked against AWS’s resource types: there is no connection\./);
  const again = view.panel.getByRole("button", { name: "Try again" });
  answer = (route) => route.fulfill({ status: 503, headers: { "access-control-allow-origin": "*" } });
  await again.click();
  assert.match(await says(view, /503/), /the server answered HTTP 503/);
  answer = (route) => route.fulfill({ body: "<!doctype html>\n<p>Log in first.</p>", headers: { "access-control-allow-origin": "*" } });
  await again.click();
  assert.match(await says(view, /facts/), /what was loaded are no facts/);
  let release;
  answer = (route) => new Promise((done) => (release = done)).then(() => route.continue());
  await again.click();
  assert.match(await says(view, /Checking/), /Checking against AWS’s resource types…/);
  await eventually(() => release, Boolean);
  release();
  assert.match(await says(view, /found/), /1 problem found/);
  assert.equal(await again.count(), 0);
});

test("an element that goes while its facts are on their way leaves no trouble", async (t) => {
  const { url } = await posted(t, "typo.yaml", "typo.yaml");
  let release;
  const held = new Promise((done) => (release = done));
  const page = await open(t, host, url, {
    before: (page) => page.route(FACTS, (route) => held.then(() => route.continue())),
  });
  const [first, second] = [0, 1].map((n) => explorer(page.locator("cfn-explorer").nth(n)));
  for (const view of [second, first]) {
    await view.root.scrollIntoViewIfNeeded();
    await view.tab("Problems").click();
    await says(view, /Checking/);
  }
  await page.evaluate(() => document.querySelector("cfn-explorer").remove());
  release();
  assert.match(await says(first, /found/), /1 problem found/); // the one that is left
  assert.equal(factsOf(page).length, 1);
  assert.deepEqual(page.trouble, []);
});
