// The picture as a file: what the reader sees, in the bytes that the command line gives for the same.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { DIST } from "./server.mjs";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const host = site(before, after);
const ROOT = new URL("../../", import.meta.url).pathname;
const SECRET = "correct-horse-battery";

const TEMPLATE = `
Description: A host behind a group, a queue, and what has no glyph of ours.
Parameters:
  Range: {Type: String, Default: 10.0.0.0/16}
  Password: {Type: String, NoEcho: true, Default: ''}
Conditions:
  HasPassword: !Not [!Equals [!Ref Password, '']]
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Range, Tags: [{Key: Name, Value: !Sub 'a <b> & "\${Password}"'}]}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet}}
  Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub '\${AWS::StackName}-queue'}}
  Alerts: {Type: AWS::SNS::Topic, Condition: HasPassword, Properties: {TopicName: !GetAtt Queue.QueueName, DisplayName: !Ref Password}}
  Channel: {Type: AWS::MediaLive::Channel}
  Ledger: {Type: AWS::QLDB::Ledger, Properties: {PermissionsMode: STANDARD}}
`;

async function explore(t, { attributes = "", head = "", ...options } = {}) {
  const origin = await blog(t, {
    "post.html": post(host.origin, `<cfn-explorer src="demo.yaml" stack-name="shop" ${attributes}></cfn-explorer>`, head),
    "demo.yaml": TEMPLATE,
  });
  const page = await open(t, host, `${origin}/post.html`, options);
  return { page, view: await drawn(page, "demo.yaml") };
}

/** Presses a button of the bar; the file's name and bytes. */
async function saved(page, view, format) {
  const coming = page.waitForEvent("download");
  await view.root.getByRole("button", { name: `Download ${format}` }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The file that the command line writes. */
async function rendered(...options) {
  const folder = await mkdtemp(join(tmpdir(), "cfn-explorer-saving-"));
  try {
    await writeFile(join(folder, "demo.yaml"), TEMPLATE);
    const job = ["render", join(folder, "demo.yaml"), "--stack-name", "shop", "--icons", join(DIST, "icons"), ...options];
    return execFileSync("cargo", ["run", "--quiet", "--locked", "--", ...job], { cwd: ROOT, encoding: "utf8" });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Whether the text is XML, and what it holds that a file must not. */
const faults = (page, text) =>
  page.evaluate((text) => {
    const file = new DOMParser().parseFromString(text, "image/svg+xml");
    const bad = [...file.querySelectorAll("parsererror, script, foreignObject")].map((element) => element.outerHTML);
    for (const element of file.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        const own = value.startsWith("#") || value.startsWith("data:image/svg+xml;base64,");
        if (name.startsWith("on") || (name.endsWith("href") && !own)) bad.push(`${name}=${value}`);
      }
    }
    return bad;
  }, text);

test("the SVG is the command line's, with the pictures of services in it", async (t) => {
  const { page, view } = await explore(t);
  const { name, bytes } = await saved(page, view, "SVG");
  const text = bytes.toString();
  assert.equal(name, "demo.svg");
  assert.equal(text, await rendered());
  for (const part of ["<title id=", "<desc id=", "Amazon Web Services", "data:image/svg+xml;base64,", "QueueName: shop-queue"]) {
    assert.ok(text.includes(part), part);
  }
  assert.deepEqual(await faults(page, text), []);
  assert.deepEqual(page.trouble, []);
});

test("a folded box, another lens, a changed parameter, a switch: the SVG has what is seen", async (t) => {
  const { page, view } = await explore(t);
  await view.target("Vpc").click({ position: { x: 60, y: 8 } });
  await view.root.locator('[data-fold="Vpc"]').click();
  await view.target("Host").waitFor({ state: "detached" });
  assert.equal((await saved(page, view, "SVG")).bytes.toString(), await rendered("--collapse", "Vpc"));

  await view.root.getByRole("radio", { name: "Resources" }).check({ force: true });
  await view.tab("Parameters").click();
  await view.field("Range").fill("10.9.0.0/16");
  await eventually(() => view.command("deploy"), (text) => /10\.9\.0\.0/.test(text));
  await view.root.getByRole("switch", { name: "1 left out" }).click();
  await view.group("Alerts").waitFor({ state: "detached" });
  const all = await saved(page, view, "SVG");
  assert.equal(all.name, "demo-all-resources.svg");
  const options = ["--lens", "all-resources", "--collapse", "Vpc", "--param", "Range=10.9.0.0/16", "--no-ghosts"];
  assert.equal(all.bytes.toString(), await rendered(...options));
  assert.deepEqual(page.trouble, []);
});

test("in the references lens the lines of what is selected are labelled in the file, too", async (t) => {
  const { page, view } = await explore(t, { attributes: 'lens="references"' });
  assert.equal((await saved(page, view, "SVG")).bytes.toString(), await rendered("--lens", "references"));
  await view.target("Alerts").click();
  await eventually(() => view.pictureText(), (text) => /Topic\s*Name/.test(text));
  const { name, bytes } = await saved(page, view, "SVG");
  assert.equal(name, "demo-references.svg");
  assert.match(bytes.toString(), /TopicName/);
  assert.equal(bytes.toString(), await rendered("--lens", "references", "--link-labels-of", "Alerts"));
});

test("a secret is in no file", async (t) => {
  const { page, view } = await explore(t);
  await view.field("Password").fill(SECRET);
  await eventually(() => view.group("Alerts").getAttribute("class"), (name) => !/ghost/.test(name));
  const { bytes } = await saved(page, view, "SVG");
  assert.ok(!bytes.includes(SECRET));
  assert.equal(bytes.toString(), await rendered("--param", `Password=${SECRET}`));
});

test("the colours are those that the reader sees", async (t) => {
  const { page, view } = await explore(t, { context: { colorScheme: "dark" } });
  const dark = await rendered("--theme", "dark");
  assert.equal((await saved(page, view, "SVG")).bytes.toString(), await rendered(), "a page that knows no dark");
  await page.evaluate(() => (document.documentElement.style.colorScheme = "light dark"));
  assert.equal((await saved(page, view, "SVG")).bytes.toString(), dark);
  await page.evaluate(() => (document.documentElement.style.colorScheme = "light"));
  assert.equal((await saved(page, view, "SVG")).bytes.toString(), await rendered());
  await page.evaluate(() => (document.documentElement.style.colorScheme = "only dark"));
  assert.equal((await saved(page, view, "SVG")).bytes.toString(), dark);
  await view.root.evaluate((element) => element.setAttribute("theme", "light"));
  assert.equal((await saved(page, view, "SVG")).bytes.toString(), await rendered());
  await page.emulateMedia({ colorScheme: "light" });
  await view.root.evaluate((element) => element.setAttribute("theme", "dark"));
  assert.equal((await saved(page, view, "SVG")).bytes.toString(), dark);
});

test("letters stand for a picture that does not come", async (t) => {
  const before = (page) => page.route(/\/icons\/.*MediaLive/, (route) => route.abort());
  const { page, view } = await explore(t, { before });
  const { bytes } = await saved(page, view, "SVG");
  const text = bytes.toString();
  const count = (text) => text.split("<image ").length - 1;
  assert.equal(count(text), count(await rendered()) - 1);
  assert.deepEqual(await faults(page, text), []);
});

test("the PNG has two pixels for each unit, a margin, and no clear ground", async (t) => {
  const { page, view } = await explore(t);
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(await rendered());
  const { name, bytes } = await saved(page, view, "PNG");
  assert.equal(name, "demo.png");
  const picture = await page.evaluate(async (data) => {
    const bitmap = await createImageBitmap(await (await fetch(data)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const pixels = context.getImageData(0, 0, bitmap.width, bitmap.height).data;
    const colours = new Set();
    let clear = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      colours.add((pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2]);
      if (pixels[at + 3] !== 255) clear += 1;
    }
    return { width: bitmap.width, height: bitmap.height, clear, colours: colours.size };
  }, `data:image/png;base64,${bytes.toString("base64")}`);
  const margin = 16;
  const [wide, high] = [picture.width - 2 * margin - 2 * width, picture.height - 2 * margin - 2 * height];
  assert.ok(Math.abs(wide) <= 2 && Math.abs(high) <= 2, JSON.stringify(picture));
  assert.equal(picture.clear, 0);
  assert.ok(picture.colours > 50, "lines, texts and pictures");
  assert.deepEqual(page.trouble, []);
});

test("a strict page lets the SVG be saved, and says why there is no PNG", async (t) => {
  const head = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'wasm-unsafe-eval' ${host.origin};
    connect-src 'self' ${host.origin}; img-src ${host.origin}">`;
  const { page, view } = await explore(t, { head });
  assert.equal((await saved(page, view, "SVG")).bytes.toString(), await rendered());
  await view.root.getByRole("button", { name: "Download PNG" }).click();
  const said = view.root.locator(".failed");
  await eventually(() => said.textContent(), (text) => text !== "");
  assert.match(await said.textContent(), /This page does not let a PNG be made/);
});

test("the keyboard saves, on a phone and wide", async (t) => {
  for (const width of [320, 1280]) {
    const { page, view } = await explore(t, { context: { viewport: { width, height: 740 } } });
    const button = view.root.getByRole("button", { name: "Download SVG" });
    const box = await button.boundingBox();
    assert.ok(box.width >= 24 && box.height >= 24 && box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
    await button.focus();
    const coming = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    assert.equal((await coming).suggestedFilename(), "demo.svg");
  }
});

/** Opens the menu of other tools and presses its button. */
async function taken(view, name) {
  await view.root.locator(".menu summary").click();
  await view.root.getByRole("button", { name }).click();
}

test("the menu has the picture for draw.io as a file, and for others on the clipboard, as the command line writes it", async (t) => {
  const { page, view } = await explore(t, { context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await view.field("Password").fill(SECRET);
  await eventually(() => view.group("Alerts").getAttribute("class"), (name) => !/ghost/.test(name));
  const options = ["--param", `Password=${SECRET}`];
  const coming = page.waitForEvent("download");
  await taken(view, "Download for draw.io");
  const download = await coming;
  assert.equal(download.suggestedFilename(), "demo.drawio");
  const text = await readFile(await download.path(), "utf8");
  assert.equal(text, await rendered("--format", "drawio", ...options));
  assert.ok(!text.includes(SECRET));
  for (const [name, format] of [["Mermaid", "mermaid"], ["DOT", "dot"], ["D2", "d2"]]) {
    await taken(view, `Copy as ${name}`);
    await view.root.locator(".said").getByText(`${name} copied.`).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, await rendered("--format", format, ...options));
    assert.equal(await view.root.locator(".menu[open]").count(), 0);
  }
  assert.deepEqual(page.trouble, []);
});

test("without a clipboard a text for another tool comes as a file, and that is said", async (t) => {
  const { page, view } = await explore(t);
  await page.evaluate(() => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined }));
  const coming = page.waitForEvent("download");
  await taken(view, "Copy as Mermaid");
  const download = await coming;
  assert.equal(download.suggestedFilename(), "demo.mmd");
  assert.equal(await readFile(await download.path(), "utf8"), await rendered("--format", "mermaid"));
  await view.root.locator(".said").getByText("it comes as a file").waitFor();
});

test("the keyboard opens the menu, leaves it, and takes what is in it", async (t) => {
  for (const width of [320, 1280]) {
    const { page, view } = await explore(t, { context: { viewport: { width, height: 740 } } });
    const summary = view.root.locator(".menu summary");
    const box = await summary.boundingBox();
    assert.ok(box.width >= 24 && box.height >= 24 && box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
    await summary.focus();
    await page.keyboard.press("Enter");
    for (const button of await view.root.locator(".menu button").all()) {
      const { x, width: wide } = await button.boundingBox();
      assert.ok(x >= 0 && x + wide <= width, `${x} to ${x + wide} of ${width}`);
    }
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    assert.equal(await view.root.locator(".menu[open]").count(), 0);
    assert.ok(await summary.evaluate((element) => element.getRootNode().activeElement === element));
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const coming = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    assert.equal((await coming).suggestedFilename(), "demo.drawio");
    // Whoever goes on leaves nothing lying over the picture.
    await summary.click();
    await view.root.getByRole("button", { name: "Download PNG" }).focus();
    assert.equal(await view.root.locator(".menu[open]").count(), 0);
  }
});
