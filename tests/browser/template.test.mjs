// The template's text beside its picture, and its values where they are seen: what is changed shows at once in the picture,
// the text and the command, and can be taken back.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const host = site(before, after);

const TEMPLATE = `# Two queues and who may reach a host
Parameters:
  Size: {Type: String, Default: t3.micro}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: orders # kept
      VisibilityTimeout: 30
      FifoQueue: false
  Host:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-0123456789abcdef0
      InstanceType: !Ref Size
      SecurityGroupIds: [!Ref Group]
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: who may come
`;

async function explore(t, attributes = "", text = TEMPLATE, context = {}) {
  const origin = await blog(t, {
    "post.html": post(host.origin, `<cfn-explorer src="a.yaml" stack-name="demo" ${attributes}></cfn-explorer>`),
    "a.yaml": text,
  });
  const page = await open(t, host, `${origin}/post.html`, { context });
  const view = await drawn(page);
  return { page, view, field: view.root.locator("textarea") };
}

/** Chooses a tab; the template's text comes a moment after its field. */
async function show(view, name) {
  await view.root.getByRole("tab", { name }).click();
  if (name === "Template") await eventually(() => view.root.locator("textarea").inputValue(), (text) => text !== "");
}
const select = (view, id) => view.root.locator(`[data-target="${id}"]`).first().dispatchEvent("click");
const nodes = (view) => view.root.locator("[data-id]").evaluateAll((all) => all.map((one) => one.dataset.id));

test("what is typed is drawn, and a broken text keeps the picture and everything typed", async (t) => {
  const { page, view, field } = await explore(t);
  await show(view, "Template");
  assert.equal(await field.inputValue(), TEMPLATE);
  await field.fill(TEMPLATE + "  Topic: {Type: AWS::SNS::Topic}\n");
  await eventually(() => nodes(view), (ids) => ids.includes("Topic"));
  assert.match(await view.root.getByRole("status").allInnerTexts().then((all) => all.join()), /Edited, not saved/);
  await field.fill(TEMPLATE + "  Topic: [\n");
  await view.root.locator(".finding .error").waitFor();
  assert.match(await view.root.locator(".finding").innerText(), /Line 2\d/);
  assert.ok((await nodes(view)).includes("Topic"), "the last good picture stays");
  assert.equal(await field.inputValue(), TEMPLATE + "  Topic: [\n");
  await view.root.getByRole("button", { name: /^Undo/ }).click();
  await eventually(() => field.inputValue(), (text) => text === TEMPLATE + "  Topic: {Type: AWS::SNS::Topic}\n");
  await view.root.getByRole("button", { name: "Reset" }).click();
  await eventually(() => field.inputValue(), (text) => text === TEMPLATE);
  await eventually(() => nodes(view), (ids) => !ids.includes("Topic"));
  assert.deepEqual(page.trouble, []);
});

test("a resource selects its lines, and a line its resource", async (t) => {
  const { page, view, field } = await explore(t);
  await show(view, "Template");
  await select(view, "Host");
  const marked = () => view.root.locator(".line-row.selected").allInnerTexts();
  await eventually(marked, (lines) => lines.join() === "11,12,13,14,15,16");
  assert.ok(await field.isVisible(), "who reads the text stays there");
  await field.focus();
  await field.evaluate((field) => field.setSelectionRange(field.value.indexOf("QueueName"), field.value.indexOf("QueueName")));
  await page.keyboard.press("ArrowRight");
  await eventually(marked, (lines) => lines.join() === "5,6,7,8,9,10");
  await eventually(() => view.root.locator(".target.selected").getAttribute("data-target"), (id) => id === "Queue");
  await field.evaluate((field) => field.setSelectionRange(field.value.indexOf("Size"), field.value.indexOf("Size")));
  await page.keyboard.press("ArrowRight");
  await eventually(() => view.root.locator(".target.related").evaluateAll((all) => all.map((one) => one.dataset.target)), (ids) => ids.includes("Host") && !ids.includes("Queue"));
});

test("a value is changed where it is seen: its scalar alone, refused with why, and taken back", async (t) => {
  const { view, field, page } = await explore(t);
  await select(view, "Queue");
  const name = view.root.getByLabel("QueueName", { exact: true });
  await name.fill("invoices");
  await name.press("Enter");
  await show(view, "Template");
  await eventually(() => field.inputValue(), (text) => text === TEMPLATE.replace("orders", "invoices"));
  await show(view, "Details");
  // The facts have come by now: what AWS would refuse is refused.
  const timeout = view.root.getByLabel("VisibilityTimeout", { exact: true });
  await eventually(() => timeout.getAttribute("title"), (title) => title === "From 0 to 43200");
  await timeout.fill("99999");
  await timeout.press("Enter");
  await view.root.locator(".written .problem").waitFor();
  assert.equal(await timeout.inputValue(), "99999", "nothing typed is lost");
  assert.equal(await timeout.getAttribute("aria-invalid"), "true");
  await timeout.fill("60");
  await timeout.press("Enter");
  await view.root.locator(".written .problem").waitFor({ state: "detached" });
  await show(view, "Template");
  await eventually(() => field.inputValue(), (text) => text === TEMPLATE.replace("orders", "invoices").replace("30", "60"));
  await view.root.getByRole("button", { name: "Undo: VisibilityTimeout of Queue" }).click();
  await view.root.getByRole("button", { name: "Undo: QueueName of Queue" }).click();
  await eventually(() => field.inputValue(), (text) => text === TEMPLATE);
  assert.deepEqual(page.trouble, []);
});

test("rules are added at their group, resources are copied and removed, literals become parameters", async (t) => {
  const { view, field } = await explore(t);
  await select(view, "Group");
  const form = view.root.getByRole("form", { name: "A new rule" });
  await form.getByLabel("The other side").fill("203.0.113.7/33");
  await form.getByLabel("Port").fill("22");
  await form.getByRole("button").click();
  assert.match(await form.locator(".problem").innerText(), /no range of addresses: its last part is a number up to 32/);
  await form.getByLabel("The other side").fill("203.0.113.7");
  await form.getByRole("button").click();
  await eventually(() => view.root.locator(".picture").first().textContent(), (text) => text.includes("tcp 22 ← 203.0.113.7/32"));
  await select(view, "Queue");
  await view.root.getByLabel("Logical ID of the copy").fill("Second");
  await view.root.getByRole("button", { name: "Duplicate" }).click();
  await eventually(() => nodes(view), (ids) => ids.includes("Second"));
  await view.root.getByRole("button", { name: "Make a parameter of QueueName" }).click();
  await show(view, "Parameters");
  await eventually(() => view.root.locator("[data-parameter]").count(), (count) => count === 2);
  await show(view, "Details");
  await view.root.getByRole("button", { name: "Remove", exact: true }).click();
  await eventually(() => nodes(view), (ids) => !ids.includes("Queue"));
  await show(view, "Template");
  assert.match(await field.inputValue(), /CidrIp: 203\.0\.113\.7\/32/);
});

test("what was typed for a parameter becomes its default", async (t) => {
  const { view, field } = await explore(t);
  await view.field("Size").fill("t3.small");
  await view.root.getByRole("button", { name: /Keep as default of Size/ }).click();
  await show(view, "Template");
  await eventually(() => field.inputValue(), (text) => text === TEMPLATE.replace("t3.micro", "t3.small"));
  assert.doesNotMatch(await view.command("deploy"), /ParameterKey/);
});

test("the command says that it deploys the saved file, until it is saved", async (t) => {
  const { page, view, field } = await explore(t);
  await show(view, "Template");
  await field.fill(TEMPLATE.replace("orders", "bills"));
  const note = view.root.locator(".deploy .edited");
  await note.waitFor();
  assert.match(await note.innerText(), /The command deploys the file that you save: Save a\.yaml/);
  const [download] = await Promise.all([page.waitForEvent("download"), note.getByRole("link").click()]);
  assert.equal(download.suggestedFilename(), "a.yaml");
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  assert.equal(Buffer.concat(chunks).toString(), TEMPLATE.replace("orders", "bills"));
  await eventually(() => note.innerText(), (text) => /file that you saved/.test(text));
});

test("a post may keep its template as it is", async (t) => {
  const { view, field } = await explore(t, 'editable="off"');
  await show(view, "Template");
  assert.equal(await field.inputValue(), TEMPLATE);
  assert.ok(await field.evaluate((field) => field.readOnly));
  assert.equal(await view.root.getByRole("button", { name: /^Undo/ }).count(), 0);
  await show(view, "Parameters");
  await view.field("Size").fill("t3.small");
  assert.equal(await view.root.getByRole("button", { name: /Keep as default/ }).count(), 0);
  await select(view, "Queue");
  await show(view, "Details");
  assert.equal(await view.root.getByLabel("QueueName", { exact: true }).count(), 0);
});

test("a problem leads to its line", async (t) => {
  const { view, field } = await explore(t, "", TEMPLATE.replace("!Ref Size", "!Ref Sice"));
  await show(view, /Problems/);
  await view.root.getByRole("button", { name: /line 15/ }).first().click();
  const line = () => field.evaluate((field) => field.value.slice(0, field.selectionStart).split("\n").length);
  await eventually(line, (line) => line === 15);
});

test("only the lines in sight are painted, whatever the length of the text", async (t) => {
  const many = Array.from({ length: 400 }, (_, at) => `  Q${at}:\n    Type: AWS::SQS::Queue\n`).join("");
  const { view, field } = await explore(t, "", `Resources:\n${many}`);
  await show(view, "Template");
  await field.evaluate((field) => field.scrollTo(0, 8000));
  await eventually(() => view.root.locator(".line-row .number").first().innerText(), (text) => Number(text) > 350);
  assert.ok((await view.root.locator(".line-text").count()) < 120);
  const rows = await view.root.locator(".line-text").allInnerTexts();
  const first = Number(await view.root.locator(".line-row .number").first().innerText());
  const lines = (await field.inputValue()).split("\n");
  assert.deepEqual(rows.map((row) => row.trimEnd()), lines.slice(first - 1, first - 1 + rows.length));
});

/** Puts the caret before the first occurrence of a text in the field. */
const caretAt = (field, what) => field.evaluate((field, what) => {
  field.focus();
  field.setSelectionRange(field.value.indexOf(what), field.value.indexOf(what));
}, what);
const numbers = (view) => view.root.locator(".line-row .number").allInnerTexts();

test("blocks fold, by pointer, by keys and all at once, and what is typed beside them leaves them as they are", async (t) => {
  const { page, view, field } = await explore(t);
  await show(view, "Template");
  await view.root.getByRole("button", { name: "Fold Queue" }).click();
  await eventually(() => field.inputValue(), (text) => text.includes("  Queue:\n  Host:\n"));
  assert.deepEqual((await numbers(view)).slice(3, 7), ["4", "5", "11", "12"]);
  await caretAt(field, "t3.micro");
  await page.keyboard.type("x");
  await caretAt(field, "Host:");
  await page.keyboard.type("My");
  const changed = TEMPLATE.replace("t3.micro", "xt3.micro").replace("  Host:", "  MyHost:");
  await eventually(() => view.root.getByRole("button", { name: /^Undo/ }).first().isEnabled(), Boolean);
  await view.root.getByRole("button", { name: "Unfold all" }).click();
  await eventually(() => field.inputValue(), (text) => text === changed);

  await caretAt(field, "VisibilityTimeout");
  await page.keyboard.press("Control+Shift+BracketLeft");
  await eventually(() => field.inputValue(), (text) => text.includes("    Properties:\n  MyHost:\n"));
  await page.keyboard.press("Control+Shift+BracketRight");
  await eventually(() => field.inputValue(), (text) => text === changed);

  await view.root.getByRole("button", { name: "Fold", exact: true }).click();
  await eventually(() => field.inputValue(), (text) => text.endsWith("Resources:\n  Queue:\n  MyHost:\n  Group:\n"));
  // What would be joined with a block that nobody sees comes into sight, and nothing is lost.
  await caretAt(field, "  MyHost:");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Home");
  await page.keyboard.press("Backspace");
  await eventually(() => field.inputValue(), (text) => text === changed);
  assert.deepEqual(page.trouble, []);
});

test("a line that is folded away opens for who is led to it", async (t) => {
  const { view, field } = await explore(t, "", TEMPLATE.replace("!Ref Size", "!Ref Sice"));
  await show(view, "Template");
  await view.root.getByRole("button", { name: "Fold Resources" }).click();
  await eventually(() => field.inputValue(), (text) => text.endsWith("Resources:\n"));
  await show(view, /Problems/);
  await view.root.getByRole("button", { name: /line 15/ }).first().click();
  const line = () => field.evaluate((field) => field.value.slice(0, field.selectionStart).split("\n").length);
  await eventually(line, (line) => line === 15);
});

test("line ends of Windows stay, and places in the text are where they are", async (t) => {
  const { page, view, field } = await explore(t, "", TEMPLATE.replaceAll("\n", "\r\n"));
  await show(view, "Template");
  assert.equal(await field.inputValue(), TEMPLATE);
  await select(view, "Host");
  const marked = () => view.root.locator(".line-row.selected").allInnerTexts();
  await eventually(marked, (lines) => lines.join() === "11,12,13,14,15,16");
  for (const [what, id] of [["QueueName", "Queue"], ["ImageId", "Host"], ["GroupDescription", "Group"]]) {
    await caretAt(field, what);
    await page.keyboard.press("ArrowRight");
    await eventually(() => view.root.locator(".target.selected").first().getAttribute("data-target"), (selected) => selected === id);
  }
  await view.root.getByRole("button", { name: "Fold Queue" }).click();
  await caretAt(field, "who may come");
  await page.keyboard.type("z");
  // An address that a later one has taken the place of leads nowhere.
  const saved = async () => {
    const href = await view.root.locator(".save-text a").getAttribute("href");
    return page.evaluate((href) => fetch(href).then((answer) => answer.text(), () => null), href);
  };
  await eventually(saved, (text) => text === TEMPLATE.replace("Description: who", "Description: zwho").replaceAll("\n", "\r\n"));
});

test("what is folded is copied and cut with its head, and undone", async (t) => {
  const { page, view, field } = await explore(t, "", TEMPLATE, { permissions: ["clipboard-read", "clipboard-write"] });
  await show(view, "Template");
  await view.root.getByRole("button", { name: "Fold", exact: true }).click();
  await eventually(() => field.inputValue(), (text) => text.length < TEMPLATE.length);
  await field.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), TEMPLATE);
  await page.keyboard.press("Control+x");
  assert.equal(await field.inputValue(), "");
  await page.keyboard.press("Control+v");
  await eventually(() => field.inputValue(), (text) => text === TEMPLATE);
  assert.deepEqual(page.trouble, []);
});
