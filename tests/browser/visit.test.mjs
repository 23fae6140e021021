// What a reader made: kept for the visit, shown to others by a link, and never taken for the post's own.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { blog, drawn, eventually, explorer, open, post, site } from "./support.mjs";

const host = site(before, after);

const TEMPLATE = `Parameters:
  Size: {Type: String, Default: t3.micro}
  Password: {Type: String, NoEcho: true, Default: ''}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Host: {Type: AWS::EC2::Instance, Properties: {InstanceType: !Ref Size, ImageId: ami-1}}
`;

async function explore(t, { attributes = "", text = TEMPLATE, before: prepare, body } = {}) {
  const origin = await blog(t, {
    "post.html": post(host.origin, body ?? `<cfn-explorer src="a.yaml" stack-name="demo" ${attributes}></cfn-explorer>`),
    "a.yaml": text,
    "fixed.html": post(host.origin, '<cfn-explorer src="a.yaml" editable="off"></cfn-explorer>'),
    "other.html": "<!doctype html><link rel='icon' href='data:,'><title>Another page</title><p>Elsewhere",
  });
  const page = await open(t, host, `${origin}/post.html`, { context: { permissions: ["clipboard-read", "clipboard-write"] }, before: prepare });
  return { page, view: await drawn(page, "a.yaml"), origin };
}

/** Chooses a tab; the template's text comes a moment after its field. */
async function show(view, name) {
  await view.root.getByRole("tab", { name }).click();
  if (name === "Template") await eventually(() => view.root.locator("textarea").inputValue(), (text) => text !== "");
}
const text = (view) => view.root.locator("textarea").inputValue();

/** Presses the button, and gives the link that is on the clipboard then. */
async function link(page, view) {
  await view.root.getByRole("button", { name: "Copy a link" }).click();
  await eventually(() => view.root.locator(".bar .said").innerText(), (said) => said.startsWith("Link copied."));
  return page.evaluate(() => navigator.clipboard.readText());
}

test("what was typed is there again after another page and after a reload, but no secret", async (t) => {
  const { page, view, origin } = await explore(t);
  await view.field("Size").fill("t3.large");
  await view.field("Password").fill("hunter2hunter2");
  await show(view, "Template");
  await view.root.locator("textarea").fill(TEMPLATE.replace("ami-1", "ami-2"));
  await eventually(() => view.root.locator(".template-tools .said").innerText(), (said) => /Edited, not saved/.test(said));
  await page.goto(`${origin}/other.html`);
  const kept = await page.evaluate(() => JSON.stringify(sessionStorage));
  assert.ok(kept.includes("t3.large") && !kept.includes("hunter2"), kept);
  for (const again of [() => page.goBack(), () => page.reload()]) {
    await again();
    const back = await drawn(page, "a.yaml");
    await eventually(() => back.command("deploy"), (command) => command.includes("t3.large"));
    assert.equal(await back.field("Password").inputValue(), "");
    await show(back, "Template");
    assert.equal(await text(back), TEMPLATE.replace("ami-1", "ami-2"));
    assert.equal(await back.root.locator(".linked").count(), 0, "it is the reader's own");
  }
  const back = explorer(page.locator("cfn-explorer"));
  await back.root.getByRole("button", { name: "Undo: what was changed before" }).click();
  await eventually(() => text(back), (now) => now === TEMPLATE);
  assert.deepEqual(page.trouble, []);
});

test("a link shows the same, says what it changed before anything is copied, and has a way back", async (t) => {
  const { page, view } = await explore(t);
  await view.field("Size").fill("t3.large");
  await view.field("Password").fill("hunter2hunter2");
  await view.root.getByRole("radio", { name: "Resources" }).check({ force: true });
  await show(view, "Template");
  await view.root.locator("textarea").fill(TEMPLATE.replace("ami-1", "ami-2"));
  await eventually(() => view.root.locator(".template-tools .said").innerText(), (said) => /Edited, not saved/.test(said));
  const address = await link(page, view);
  assert.match(address, /#cfn-explorer\?src=a\.yaml&p\.Size=t3\.large/);
  assert.ok(!address.includes("hunter2") && !address.includes("ami-2"));

  const other = await open(t, host, address);
  const theirs = await drawn(other, "a.yaml");
  const told = theirs.root.locator(".linked");
  await told.waitFor();
  assert.match(await told.innerText(), /changed this example: the template, Size is t3\.large/);
  assert.match(await theirs.root.locator(".deploy .from-link").innerText(), /the template, Size is t3\.large/);
  assert.ok(await theirs.root.getByRole("radio", { name: "Resources" }).isChecked());
  await eventually(() => theirs.command("deploy"), (command) => command.includes("t3.large"));
  const box = async (locator) => (await locator.boundingBox()).y;
  assert.ok((await box(told)) < (await box(theirs.root.locator(".stage"))), "above the picture");

  await told.getByRole("button", { name: "Back to the post" }).click();
  await told.waitFor({ state: "detached" });
  await show(theirs, "Template");
  await eventually(() => text(theirs), (now) => now === TEMPLATE);
  assert.doesNotMatch(await theirs.command("deploy"), /t3\.large/);
  // Who left the link and looks again sees what they left.
  await other.waitForTimeout(400);
  await other.reload();
  const again = await drawn(other, "a.yaml");
  await show(again, "Template");
  assert.equal(await text(again), TEMPLATE);
  assert.equal(await again.root.locator(".linked").count(), 0);
  assert.deepEqual([...page.trouble, ...other.trouble], []);
});

test("a template that is too large for a link is left out, and that is said", async (t) => {
  const { page, view } = await explore(t);
  await show(view, "Template");
  let state = 1;
  const noise = Array.from({ length: 30_000 }, () => ((state = (state * 48271) % 2147483647) % 36).toString(36)).join("");
  await view.root.locator("textarea").fill(`${TEMPLATE}# ${noise}\n`);
  await eventually(() => view.root.locator(".template-tools .said").innerText(), (said) => /Edited, not saved/.test(said));
  const address = await link(page, view);
  assert.ok(address.length < 1000 && !address.includes("zipped"), address);
  assert.match(await view.root.locator(".bar .said").innerText(), /too large for a link/);
  assert.deepEqual(page.trouble, []);
});

test("a link that is opened on its own page, or leads to an explorer far below, is followed", async (t) => {
  const body = `<div style="height: 6000px"></div><cfn-explorer src="b.yaml"></cfn-explorer><div style="height: 3000px"></div><cfn-explorer src="a.yaml"></cfn-explorer>`;
  const origin = await blog(t, { "post.html": post(host.origin, body), "a.yaml": TEMPLATE, "b.yaml": TEMPLATE });
  const page = await open(t, host, `${origin}/post.html#cfn-explorer?src=a.yaml&p.Size=t3.nano`);
  const at = (src) => explorer(page.locator(`cfn-explorer[src="${src}"]`));
  await eventually(() => at("a.yaml").command("deploy"), (command) => command.includes("t3.nano"));
  assert.ok(await page.evaluate(() => scrollY > 6000));
  await page.evaluate(() => (location.hash = "#cfn-explorer?src=a.yaml&p.Size=t3.small"));
  await eventually(() => at("a.yaml").command("deploy"), (command) => command.includes("t3.small"));
  await page.evaluate(() => (location.hash = "#cfn-explorer?src=b.yaml&p.Size=t3.medium"));
  await eventually(() => at("b.yaml").command("deploy"), (command) => command.includes("t3.medium"));
  assert.ok((await at("a.yaml").command("deploy")).includes("t3.small"));
  assert.deepEqual(page.trouble, []);
});

test("hostile links run nothing, unpack no more than a template may have, and break nothing", async (t) => {
  const { page, view, origin } = await explore(t);
  const bomb = await page.evaluate(async () => {
    const stream = new Blob([new Uint8Array(50_000_000)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  });
  for (const rest of [`zipped=${bomb}`, "zipped=%00%ff", "p.Size=%22%3Cscript%3Ealert(1)%3C/script%3E&selected=%3Cimg%3E", "text=Resources"]) {
    await page.goto(`${origin}/other.html`);
    await page.evaluate(() => sessionStorage.clear());
    await page.goto(`${origin}/post.html#cfn-explorer?src=a.yaml&${rest}`);
    const theirs = await drawn(page, "a.yaml");
    await show(theirs, "Template");
    assert.equal(await text(theirs), TEMPLATE, rest.slice(0, 40));
  }
  assert.ok(await view.root.locator(".picture").count());
  assert.deepEqual(page.trouble, []);
});

test("a page without storage keeps nothing, and says nothing of it", async (t) => {
  const prepare = (page) => page.addInitScript(() => Object.defineProperty(window, "sessionStorage", { get: () => { throw new DOMException("no", "SecurityError"); } }));
  const { page, view } = await explore(t, { before: prepare });
  await view.field("Size").fill("t3.large");
  await eventually(() => view.command("deploy"), (command) => command.includes("t3.large"));
  await page.waitForTimeout(400);
  await page.reload();
  const back = await drawn(page, "a.yaml");
  assert.equal(await back.field("Size").inputValue(), "t3.micro");
  assert.deepEqual(page.trouble, []);
});

test("each template has a visit of its own, and what readers may not change no link changes", async (t) => {
  const { page, view, origin } = await explore(t);
  await page.evaluate((src) => document.querySelector("cfn-explorer").setAttribute("src", src), `${origin}/a.yaml?b`);
  await show(view, "Template");
  await view.root.locator("textarea").fill(TEMPLATE.replace("ami-1", "ami-2"));
  await eventually(() => page.evaluate(() => JSON.stringify(sessionStorage)), (kept) => kept.includes("ami-2"));
  await page.reload();
  const again = await drawn(page, "a.yaml");
  await show(again, "Template");
  assert.equal(await text(again), TEMPLATE);

  await again.root.locator("textarea").fill(TEMPLATE.replace("ami-1", "ami-3"));
  await eventually(() => again.root.locator(".template-tools .said").innerText(), (said) => /Edited, not saved/.test(said));
  const address = await link(page, again);
  await page.goto(`${origin}/other.html`);
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(address.replace("post.html", "fixed.html"));
  const fixed = await drawn(page, "a.yaml");
  await show(fixed, "Template");
  assert.equal(await text(fixed), TEMPLATE);
  assert.equal(await fixed.root.locator(".linked").count(), 0);
  assert.deepEqual(page.trouble, []);
});

test("a link that was followed is told again after a reload, until it is kept", async (t) => {
  const { page, origin } = await explore(t);
  await page.goto(`${origin}/other.html`);
  await page.goto(`${origin}/post.html#cfn-explorer?src=a.yaml&p.Size=t3.large`);
  let view = await drawn(page, "a.yaml");
  await view.target("Vpc").click({ position: { x: 60, y: 8 } });
  await page.waitForTimeout(500);
  await page.reload();
  view = await drawn(page, "a.yaml");
  const told = view.root.locator(".linked");
  await told.waitFor();
  await told.getByRole("button", { name: "Keep" }).click();
  await page.waitForTimeout(500);
  await page.reload();
  view = await drawn(page, "a.yaml");
  await eventually(() => view.command("deploy"), (command) => command.includes("t3.large"));
  assert.equal(await view.root.locator(".linked").count(), 0);
});

test("the stack's name, the shell and the action are there again, and in no link", async (t) => {
  const { page, view } = await explore(t);
  await view.root.getByLabel("Stack name").fill("mine");
  await view.root.getByText("Other shells and actions").click();
  await view.root.getByLabel("Shell").selectOption("powershell");
  await view.root.getByLabel("Action").selectOption("update-stack");
  await eventually(() => view.command("deploy"), (command) => /update-stack/.test(command) && /--stack-name mine/.test(command));
  const address = await link(page, view);
  assert.doesNotMatch(address, /mine|powershell|update-stack/);
  await page.waitForTimeout(400);
  await page.reload();
  const back = await drawn(page, "a.yaml");
  await eventually(() => back.command("deploy"), (command) => /update-stack `/.test(command) && /--stack-name mine/.test(command));
  // Another reader's link says nothing of it, whatever is put into it.
  const theirs = await open(t, host, `${address}&stack=evil&action=delete-stack`);
  assert.match(await (await drawn(theirs, "a.yaml")).command("deploy"), /create-stack[^]*--stack-name demo/);
});

test("elements in shadow roots are told apart, and what changed right before one went is not lost", async (t) => {
  const body = `<div id="one"></div><div id="two"></div><script>
    for (const id of ["one", "two"]) {
      document.getElementById(id).attachShadow({ mode: "open" }).innerHTML = '<cfn-explorer src="a.yaml" loading="eager"></cfn-explorer>';
    }
  </script>`;
  const origin = await blog(t, { "post.html": post(host.origin, body), "a.yaml": TEMPLATE });
  const page = await open(t, host, `${origin}/post.html`);
  const at = (id) => explorer(page.locator(`#${id} cfn-explorer`));
  await at("one").field("Size").fill("t3.large");
  await at("two").field("Size").waitFor();
  await page.evaluate(() => {
    const { shadowRoot } = document.getElementById("one");
    const element = shadowRoot.querySelector("cfn-explorer");
    element.remove();
    globalThis.gone = element;
  });
  await page.evaluate(() => document.getElementById("one").shadowRoot.append(globalThis.gone));
  await eventually(() => at("one").command("deploy"), (command) => command.includes("t3.large"));
  await page.waitForTimeout(400);
  await page.reload();
  await eventually(() => at("one").command("deploy"), (command) => command.includes("t3.large"));
  await at("two").field("Size").waitFor();
  assert.doesNotMatch(await at("two").command("deploy"), /t3\.large/);
  assert.deepEqual(page.trouble, []);
});

test("a byte order mark goes with a link", async (t) => {
  const { page, view } = await explore(t, { text: `\ufeff${TEMPLATE}` });
  await show(view, "Template");
  const field = view.root.locator("textarea");
  const given = await field.inputValue();
  await field.fill(given.replace("ami-1", "ami-2"));
  await eventually(() => view.root.locator(".template-tools .said").innerText(), (said) => /Edited, not saved/.test(said));
  const theirs = await open(t, host, await link(page, view));
  const other = await drawn(theirs, "a.yaml");
  await show(other, "Template");
  await eventually(() => text(other), (now) => now === given.replace("ami-1", "ami-2"));
  assert.ok(given.startsWith("\ufeff"));
});

test("the tag for a page has what is set now, and says what it cannot have", async (t) => {
  const { page, view, origin } = await explore(t, { attributes: 'theme="dark" open' });
  await view.root.getByRole("radio", { name: "Resources" }).check({ force: true });
  await view.root.getByLabel("Stack name").fill('my"<stack');
  await view.field("Size").fill("t3.large");
  await view.root.locator(".menu summary").click();
  await view.root.getByRole("button", { name: "Copy the tag for a page" }).click();
  await eventually(() => view.root.locator(".bar .said").innerText(), (said) => /^The tag for a page copied\. It has no place for your parameters/.test(said));
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const [said, frame] = await Promise.all([view.root.locator(".bar .said").boundingBox(), view.root.boundingBox()]);
    assert.ok(said.x >= frame.x && said.x + said.width <= frame.x + frame.width, `in the frame at ${width}`);
    assert.ok(await view.root.locator(".bar .said").evaluate((said) => said.scrollWidth <= said.clientWidth && said.scrollHeight <= said.clientHeight + 1), `all of it at ${width}`);
  }
  const tag = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(
    tag,
    `<script type="module" src="${host.origin}/cfn-explorer.js"></script>\n` +
      `<cfn-explorer src="${origin}/a.yaml" stack-name="my&quot;&lt;stack" lens="all-resources" open="" theme="dark" style="display: block; height: 1080px"></cfn-explorer>\n`,
  );
});
