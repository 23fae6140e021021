// Templates of the reader's own in the place of the post's, and what differs between the two.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const host = site(before, after);

const TEMPLATE = `Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: orders
      VisibilityTimeout: 30
  Topic: {Type: AWS::SNS::Topic}
`;
const MINE = "Resources:\n  Table: {Type: AWS::S3::Bucket}\n";

async function explore(t, attributes = "", files = {}) {
  const origin = await blog(t, {
    "post.html": post(host.origin, `<cfn-explorer src="a.yaml" stack-name="demo" ${attributes}></cfn-explorer>`),
    "a.yaml": TEMPLATE,
    ...files,
  });
  const page = await open(t, host, `${origin}/post.html`);
  const view = await drawn(page);
  return { page, view, origin, field: view.root.locator("textarea") };
}

/** Chooses a tab; the template's text comes a moment after its field. */
async function show(view, name) {
  await view.root.getByRole("tab", { name }).click();
  if (name === "Template") await eventually(() => view.root.locator("textarea").inputValue(), (text) => text !== "");
}
const nodes = (view) => view.root.locator("[data-id]").evaluateAll((all) => all.map((one) => one.dataset.id));
const command = (view) => view.root.locator(".command pre").first().innerText();

/** Drops a file on what the locator finds. */
async function drop(page, target, name, text) {
  const data = await page.evaluateHandle(
    ([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      return data;
    },
    [name, text],
  );
  await target.dispatchEvent("dragover", { dataTransfer: data });
  await target.dispatchEvent("drop", { dataTransfer: data });
}

test("a chosen file takes the place of the post's, names the command, and goes again", async (t) => {
  const { page, view, field } = await explore(t);
  await show(view, "Template");
  await view.root.getByLabel("Open a template").setInputFiles({ name: "mine.yaml", mimeType: "text/yaml", buffer: Buffer.from(MINE) });
  await eventually(() => nodes(view), (ids) => ids.includes("Table") && !ids.includes("Queue"));
  assert.equal(await field.inputValue(), MINE);
  await eventually(() => command(view), (text) => text.includes("file://mine.yaml"));
  assert.match(await view.root.locator(".template-tools .said").innerText(), /Your file/);
  await view.root.getByRole("button", { name: "Undo: opening mine.yaml" }).click();
  await eventually(() => field.inputValue(), (text) => text === TEMPLATE);
  await eventually(() => command(view), (text) => text.includes("file://a.yaml"));
  await view.root.getByRole("button", { name: "Redo: opening mine.yaml" }).click();
  await eventually(() => field.inputValue(), (text) => text === MINE);
  await view.root.getByRole("button", { name: "Reset" }).click();
  await eventually(() => nodes(view), (ids) => ids.includes("Queue"));
  assert.deepEqual(page.trouble, []);
});

test("a file can be dropped on the picture; one that cannot be read keeps it, and one too large is refused", async (t) => {
  const { page, view, field } = await explore(t);
  await drop(page, view.root.locator(".stage"), "mine.yaml", MINE);
  await eventually(() => nodes(view), (ids) => ids.includes("Table"));
  await drop(page, view.root.locator(".stage"), "broken.yaml", "Resources: [\n");
  await eventually(() => field.inputValue(), (text) => text === "Resources: [\n");
  assert.ok((await nodes(view)).includes("Table"), "the last good picture stays");
  const name = () => view.root.locator(".bar strong").innerText();
  assert.equal(await name(), "broken.yaml");
  await eventually(() => command(view), (text) => text.includes("file://broken.yaml"));
  await drop(page, view.root.locator(".stage"), "large.yaml", "#".repeat(1_048_577));
  const why = view.root.locator(".template-tools .problem");
  await why.waitFor();
  assert.match(await why.innerText(), /large\.yaml is larger than 1 MB/);
  assert.equal(await field.inputValue(), "Resources: [\n");
  await view.root.getByRole("button", { name: "Undo: opening broken.yaml" }).click();
  await eventually(name, (name) => name === "mine.yaml");
  assert.deepEqual(page.trouble, []);
});

test("a source that the page sets later has its name above the picture, be it a template or not", async (t) => {
  const { page, view, field } = await explore(t, "", { "b.yaml": MINE, "c.yaml": "Resources: [\n" });
  const name = () => view.root.locator(".bar strong").innerText();
  const set = (src) => view.root.evaluate((element, src) => element.setAttribute("src", src), src);
  assert.equal(await name(), "a.yaml");
  await set("b.yaml");
  await eventually(name, (name) => name === "b.yaml");
  await eventually(() => nodes(view), (ids) => ids.includes("Table"));
  await set("c.yaml");
  await eventually(name, (name) => name === "c.yaml");
  await show(view, "Template");
  assert.equal(await field.inputValue(), "Resources: [\n");
  assert.ok((await nodes(view)).includes("Table"), "the last good picture stays");
  await eventually(() => command(view), (text) => text.includes("file://c.yaml"));
  await set("a.yaml");
  await eventually(name, (name) => name === "a.yaml");
  await eventually(() => nodes(view), (ids) => ids.includes("Queue"));
  assert.deepEqual(page.trouble, []);
});

test("an address can be opened where the author allows it, and says what is wrong with it", async (t) => {
  const { page, view, origin, field } = await explore(t, 'open="on"', { "mine.yaml": MINE });
  await show(view, "Template");
  const address = view.root.getByLabel("Address of a template");
  await address.fill(`${origin}/mine.yaml`);
  await address.press("Enter");
  await eventually(() => field.inputValue(), (text) => text === MINE);
  await address.fill("javascript:alert(1)");
  await address.press("Enter");
  const why = view.root.locator(".template-tools .problem");
  await why.waitFor();
  assert.match(await why.innerText(), /No template can be opened from a javascript: address/);
  await address.fill(`${origin}/none.yaml`);
  await address.press("Enter");
  await eventually(() => why.innerText(), (text) => /none\.yaml was not found .*Check the address/.test(text));
  assert.equal(await field.inputValue(), MINE);
  page.trouble.splice(0); // the browser's own word about the 404
});

test("nothing can be opened where the template is not to be changed, nor by address without the author's word", async (t) => {
  const { page, view, field } = await explore(t, 'editable="off"');
  await show(view, "Template");
  assert.equal(await view.root.getByLabel("Open a template").count(), 0);
  await drop(page, view.root.locator(".stage"), "mine.yaml", MINE);
  await page.waitForTimeout(100);
  assert.equal(await field.inputValue(), TEMPLATE);
  await page.evaluate(() => document.querySelector("cfn-explorer").setAttribute("editable", "on"));
  await view.root.getByLabel("Open a template").waitFor({ state: "attached" });
  assert.equal(await view.root.getByLabel("Address of a template").count(), 0);
  assert.deepEqual(page.trouble, []);
});

test("the changes against the post's template are shown, and taken back one by one", async (t) => {
  const { page, view, field } = await explore(t);
  await show(view, "Template");
  await field.fill(TEMPLATE.replace("orders", "invoices").replace("  Topic: {Type: AWS::SNS::Topic}\n", ""));
  await eventually(() => nodes(view), (ids) => !ids.includes("Topic"));
  const signs = () => view.root.locator(".line-row").evaluateAll((rows) => rows.map((row) => row.className));
  await eventually(signs, (rows) => /\bother\b/.test(rows[4]) && /\bgone\b/.test(rows[6]));
  await view.root.getByRole("button", { name: "Changes", exact: true }).click();
  const changes = view.root.locator(".change");
  assert.equal(await changes.count(), 2);
  assert.match(await changes.nth(0).innerText(), /Changed: line 5[^]*−\s*QueueName: orders\s*\+\s*QueueName: invoices/);
  assert.match(await changes.nth(1).innerText(), /Removed: 1 line before line 7[^]*−\s*Topic/);
  await view.root.getByRole("button", { name: "Take back: Changed: line 5" }).click();
  await eventually(() => changes.count(), (count) => count === 1);
  assert.equal(await field.inputValue(), TEMPLATE.replace("  Topic: {Type: AWS::SNS::Topic}\n", ""));
  await view.root.getByRole("button", { name: /^Take back/ }).click();
  await eventually(() => field.inputValue(), (text) => text === TEMPLATE);
  assert.ok(await field.isVisible(), "without changes it is the text again");
  assert.deepEqual(page.trouble, []);
});
