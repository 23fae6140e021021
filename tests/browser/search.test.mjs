// The search: everything of a template by its name or its text, by keyboard, mouse and finger, and back to where one was.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import test, { after, before } from "node:test";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const host = site(before, after);

const TEMPLATE = `# Who may come to the host
Parameters:
  Size: {Type: String, Default: t3.micro}
Conditions:
  IsSmall: !Equals [!Ref Size, t3.micro]
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: who may come
      VpcId: !Ref Vpc
  SshRule:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !Ref Group, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 203.0.113.7/32}
  Host:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-0123456789abcdef0
      InstanceType: !Ref Size
      SubnetId: !Ref Subnet
      SecurityGroupIds: [!Ref Group]
  Orders:
    Type: AWS::SQS::Queue
    Condition: IsSmall
    Properties: {QueueName: all-orders}
Outputs:
  Address: {Value: !GetAtt Host.PublicIp}
`;

async function explore(t, attributes = "", options = {}) {
  const origin = await blog(t, {
    "post.html": post(
      host.origin,
      `<cfn-explorer src="a.yaml" stack-name="demo" ${attributes} style="display: block; height: 1080px"></cfn-explorer>`,
      '<meta name="viewport" content="width=device-width">',
    ),
    "a.yaml": TEMPLATE,
  });
  const page = await open(t, host, `${origin}/post.html`, options);
  const view = await drawn(page);
  return {
    page,
    view,
    box: view.root.getByRole("combobox", { name: "Search" }),
    hits: view.root.getByRole("option"),
    button: view.root.getByRole("button", { name: "Search", exact: true }),
    landed: view.root.locator(".landed"),
  };
}

const selected = (view) => view.root.locator(".target.selected").evaluateAll((all) => all.map((one) => one.dataset.target).join());
const focused = (page) =>
  page.evaluate(() => {
    const element = document.querySelector("cfn-explorer").shadowRoot.activeElement;
    return element?.dataset?.target ?? element?.getAttribute("role") ?? element?.localName ?? "";
  });
const parts = (page) => page.requests.flatMap((url) => /\/parts-\w+\/([a-z]+)\.wasm$/.exec(url)?.[1] ?? []);

test("a slash begins it, arrow keys choose, Enter flies there and Escape back", async (t) => {
  const { page, view, box, hits, landed } = await explore(t);
  await view.target("Orders").click();
  await view.tab("Parameters").click();
  await view.target("Orders").focus();
  assert.ok(!parts(page).includes("search"), parts(page).join());
  await page.keyboard.press("/");
  await eventually(() => focused(page), (role) => role === "combobox");
  assert.ok(parts(page).includes("search"), parts(page).join());
  assert.equal(await box.inputValue(), "", "the slash is no text");
  assert.equal(await box.getAttribute("aria-expanded"), "false");
  await page.keyboard.type("host");
  await hits.first().waitFor();
  assert.equal(await box.getAttribute("aria-expanded"), "true");
  const active = async () => view.root.locator(`#${await box.getAttribute("aria-activedescendant")}`).innerText();
  assert.match(await active(), /^Host\s+AWS::EC2::Instance/);
  assert.deepEqual(await hits.first().locator("mark").allInnerTexts(), ["Host"]);
  await page.keyboard.press("ArrowDown");
  await eventually(active, (text) => text.startsWith("Address"));
  await page.keyboard.press("ArrowUp");
  await eventually(active, (text) => text.startsWith("Host"));
  await page.keyboard.press("ArrowUp");
  await eventually(active, (text) => text.startsWith("# Who may come to the host"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await eventually(() => selected(view), (id) => id === "Host");
  assert.equal(await focused(page), "Host");
  assert.equal(await box.count(), 0);
  assert.match(await landed.innerText(), /Host is selected/);
  await view.panel.getByText("ami-0123456789abcdef0").first().waitFor();
  await page.keyboard.press("Escape");
  await eventually(() => selected(view), (id) => id === "Orders");
  await eventually(() => focused(page), (id) => id === "Orders");
  assert.equal(await view.tab("Parameters").getAttribute("aria-selected"), "true");
  assert.equal(await landed.count(), 0);
  assert.deepEqual(page.trouble, []);
});

test("Escape in the field goes back without going anywhere", async (t) => {
  const { page, view, box, button } = await explore(t);
  await view.target("Orders").click();
  await button.click();
  await box.fill("host");
  await page.keyboard.press("Escape");
  assert.equal(await box.count(), 0);
  assert.equal(await selected(view), "Orders");
  assert.ok(await button.evaluate((button) => button.getRootNode().activeElement === button));
});

test("a slash in a field is typed, and outside of the explorer it is the page's", async (t) => {
  const { page, view, box } = await explore(t);
  await view.field("Size").fill("");
  await page.keyboard.type("a/b");
  assert.equal(await view.field("Size").inputValue(), "a/b");
  await view.tab("Template").click();
  const text = view.root.locator("textarea");
  await eventually(() => text.inputValue(), (value) => value !== "");
  await text.focus();
  await page.keyboard.type("/");
  await eventually(() => text.inputValue(), (value) => value.includes("/") && value.length === TEMPLATE.length + 1);
  await page.evaluate(() => document.body.focus());
  await view.root.evaluate((element) => element.shadowRoot.activeElement?.blur());
  await page.keyboard.press("/");
  assert.equal(await box.count(), 0);
  await view.tab("Problems").focus();
  await page.keyboard.press("Control+/");
  assert.equal(await box.count(), 0);
});

test("what has no box of its own is said, and its owner selected; Back undoes it", async (t) => {
  const { view, box, hits, button, landed } = await explore(t);
  await button.click();
  await box.fill("203.0.113");
  const hit = hits.filter({ hasText: "SshRule" }).first();
  assert.match(await hit.innerText(), /CidrIp: 203\.0\.113\.7\/32\s+part of .*Group, line 16/);
  await hit.click();
  await eventually(() => selected(view), (id) => id === "Group");
  assert.match(await landed.innerText(), /SshRule has no box of its own: part of .*Group/);
  await landed.getByRole("button", { name: "Back" }).click();
  await eventually(() => selected(view), (id) => id === "");
  await button.click();
  await box.fill("sshrule");
  await hits.first().click();
  await landed.getByRole("button", { name: "Stay here" }).click();
  await landed.waitFor({ state: "detached" });
  assert.equal(await selected(view), "Group");
});

test("what is folded opens, and folds again on the way back", async (t) => {
  const { page, view, box, hits, button } = await explore(t, 'detail="overview"');
  assert.equal(await view.target("Host").count(), 0);
  await button.click();
  await box.fill("ec2 instance host");
  assert.match(await hits.first().innerText(), /folded into VPC/);
  await page.keyboard.press("Enter");
  await eventually(() => selected(view), (id) => id === "Host");
  const [picture, target] = await Promise.all([view.diagram.boundingBox(), view.target("Host").boundingBox()]);
  assert.ok(target.x >= picture.x && target.x + target.width <= picture.x + picture.width, "it is in sight");
  await page.keyboard.press("Escape");
  await eventually(() => view.target("Host").count(), (count) => count === 0);
});

test("who looked closely at something is led to what is out of sight, and back to it", async (t) => {
  const { page, view, box, button } = await explore(t);
  const seen = () => view.diagram.getAttribute("viewBox");
  await view.target("Orders").click();
  for (let turn = 0; turn < 5; turn += 1) await view.root.getByRole("button", { name: "Zoom in" }).click();
  await view.target("Orders").focus();
  const near = await eventually(seen, (box) => Number(box.split(" ")[2]) < 300);
  await button.click();
  await box.fill("subnet");
  await page.keyboard.press("Enter");
  await eventually(seen, (box) => box !== near);
  const [picture, target] = await Promise.all([view.diagram.boundingBox(), view.target("Subnet").boundingBox()]);
  assert.ok(target.x < picture.x + picture.width && target.x + target.width > picture.x);
  await page.keyboard.press("Escape");
  await eventually(seen, (box) => box === near);
});

test("parameters show what they change; conditions, outputs and lines lead to the text", async (t) => {
  const { page, view, box, hits, button, landed } = await explore(t);
  await button.click();
  await box.fill("size");
  await hits.first().click();
  await view.panel.getByText("Parameter Size").waitFor();
  assert.ok(await view.target("Host").evaluate((target) => target.classList.contains("related")));
  await button.click();
  await box.fill("issmall");
  await page.keyboard.press("Enter");
  const line = () => view.root.locator("textarea").evaluate((field) => field.value.slice(0, field.selectionStart).split("\n").length);
  await eventually(() => view.root.locator("textarea").count(), (count) => count === 1);
  await eventually(line, (line) => line === 5);
  assert.match(await landed.innerText(), /IsSmall: what hangs on it is marked/);
  await eventually(() => view.target("Orders").evaluate((target) => target.classList.contains("related")), Boolean);
  await button.click();
  await box.fill("# who may");
  await page.keyboard.press("Enter");
  await eventually(line, (line) => line === 1);
  assert.match(await landed.innerText(), /^Line 1 is in the template’s text/);
  await landed.getByRole("button", { name: "Back" }).click();
  await landed.waitFor({ state: "detached" });
  await button.click();
  await box.fill("address");
  await hits.first().click();
  await eventually(() => landed.innerText(), (text) => /^Address: what it is made of is marked/.test(text));
  await eventually(() => view.target("Host").evaluate((target) => target.classList.contains("related")), Boolean);
  await button.click();
  await box.fill("GroupDescription: who");
  await view.root.locator(".hit").last().click();
  await eventually(() => landed.innerText(), (text) => /^Line 12, in Group is selected/.test(text));
  await landed.getByRole("button", { name: "Back" }).click();
  await eventually(() => selected(view), (id) => id === "");
  assert.deepEqual(page.trouble, []);
});

test("a finger searches on a phone: nothing is too small, and nothing sticks out", async (t) => {
  const { page, view, box, hits, button } = await explore(t, "", { context: { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } } });
  await button.tap();
  await box.waitFor();
  assert.ok(Number.parseFloat(await box.evaluate((field) => getComputedStyle(field).fontSize)) >= 16, "smaller ones make phones zoom");
  await box.fill("o");
  await hits.first().waitFor();
  const [frame, ...rows] = await Promise.all([view.root.locator(".search").boundingBox(), ...(await hits.all()).map((hit) => hit.boundingBox())]);
  assert.ok(frame.x >= 0 && frame.x + frame.width <= 360);
  for (const row of rows) assert.ok(row.height >= 24 && row.x >= frame.x && row.x + row.width <= frame.x + frame.width);
  await box.fill("orders");
  await hits.first().tap();
  await eventually(() => selected(view), (id) => id === "Orders");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["light", 360]]) {
  test(`axe finds nothing in it, ${colorScheme}, ${width} wide`, async (t) => {
    const { page, view, box, hits, button } = await explore(t, "", {
      context: { colorScheme, viewport: { width, height: 900 }, bypassCSP: true },
      before: (page) => page.addInitScript(() => addEventListener("DOMContentLoaded", () => (document.documentElement.style.colorScheme = "light dark"))),
    });
    await button.click();
    await box.fill("host");
    await hits.first().waitFor();
    await page.addScriptTag({ content: await readFile(AXE, "utf8") });
    const look = () => page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
    const told = ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
    assert.deepEqual(told(await look()), []);
    await hits.first().click();
    await view.root.locator(".landed").waitFor();
    assert.deepEqual(told(await look()), []);
  });
}

test("one that does not come says so, and can be tried again", async (t) => {
  let broken = true;
  const { view, box, button } = await explore(t, "", {
    before: (page) => page.route(/\/parts-\w+\/search\.wasm/, (route) => (broken ? route.abort() : route.continue())),
  });
  await button.click();
  await view.root.getByText("The search could not be loaded.").waitFor();
  broken = false;
  await view.banner.getByRole("button", { name: "Try again" }).click();
  await box.fill("host");
  assert.match(await view.root.getByRole("option").first().innerText(), /^Host/);
});
