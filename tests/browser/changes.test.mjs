// What a change does to the picture: what moved glides, what came or went is marked and told, and paper has all of it.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const host = site(before, after);

const TEMPLATE = `Parameters: {Key: {Type: String, Default: ''}, Title: {Type: String, Default: jobs}}
Conditions: {HasKey: !Not [!Equals [!Ref Key, '']]}
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Part: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/24}}
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: !Ref Net
      GroupDescription: web
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}
        - !If [HasKey, {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 203.0.113.7/32}, !Ref AWS::NoValue]
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Part, SecurityGroupIds: [!Ref Web]}}
  Alerts: {Type: AWS::SNS::Topic, Condition: HasKey}
  Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Title}}
`;

async function explore(t, attributes = "", options = {}) {
  const origin = await blog(t, {
    "post.html": post(host.origin, `<cfn-explorer src="demo.yaml" ${attributes}></cfn-explorer>`),
    "demo.yaml": TEMPLATE,
  });
  const page = await open(t, host, `${origin}/post.html`, { context: options });
  await page.waitForLoadState("networkidle"); // what marks changes comes behind the picture
  return { page, view: await drawn(page, "demo.yaml") };
}

/** The animations that run in the picture: the id of each group, and the animation's name. */
const running = (view) =>
  view.diagram.evaluate((svg) =>
    svg
      .getAnimations({ subtree: true })
      .filter((animation) => animation.animationName)
      .map((animation) => `${animation.effect.target.dataset?.id ?? animation.effect.target.parentNode.getAttribute("class")} ${animation.animationName}`),
  );

test("what a change moved glides, what went is marked where it stood, and what came is marked", async (t) => {
  const { page, view } = await explore(t, "ghosts=off");
  await view.field("Key").fill("mine");
  const came = await eventually(() => running(view), (all) => all.some((one) => /^Alerts come/.test(one)));
  assert.ok(came.some((one) => /^Alerts come/.test(one)), came.join());
  await page.waitForTimeout(1800);
  assert.deepEqual(await running(view), []);
  await view.field("Key").fill("");
  const went = await eventually(() => running(view), (all) => all.some((one) => /went/.test(one)));
  assert.ok(went.some((one) => /went/.test(one)), went.join());
  await page.waitForTimeout(1800);
  // Folding the network makes room, and what stands beside it comes closer.
  await view.root.locator('[data-fold="Net"]').dispatchEvent("click");
  const glides = await eventually(() => running(view), (all) => all.some((one) => /glide/.test(one)));
  assert.ok(glides.some((one) => /glide/.test(one)), glides.join());
  // What is folded is not gone, and what opens is not new.
  assert.equal(await view.root.locator(".gone rect").count(), 0);
  assert.ok(!glides.some((one) => /went|come/.test(one)), glides.join());
  assert.deepEqual(page.trouble, []);
});

test("nothing glides for readers who prefer less motion", async (t) => {
  const { page, view } = await explore(t, "", { reducedMotion: "reduce" });
  await view.root.locator('[data-fold="Net"]').dispatchEvent("click");
  await view.target("Host").waitFor({ state: "detached" });
  assert.deepEqual((await running(view)).filter((one) => /glide/.test(one)), []);
  assert.deepEqual(page.trouble, []);
});

test("screen readers are told what a value changed", async (t) => {
  const { page, view } = await explore(t);
  const told = view.root.locator(".told");
  assert.equal(await told.getAttribute("role"), "status");
  assert.equal(await told.textContent(), "");
  await view.field("Key").fill("mine");
  assert.match(await eventually(() => told.textContent(), (text) => /SSH/.test(text)), /^SSH rule added to Web, Alerts added$/);
  await view.field("Key").fill("");
  assert.match(await eventually(() => told.textContent(), (text) => /left out/.test(text)), /^SSH rule removed from Web, Alerts left out$/);
  await view.target("Host").click();
  assert.deepEqual(page.trouble, []);
});

test("on paper there is the whole picture, the parameters and the command, whatever the screen showed", async (t) => {
  const { page, view } = await explore(t);
  for (let n = 0; n < 3; n += 1) await view.root.getByRole("button", { name: "Zoom in" }).click();
  await view.tab("Details").click();
  const zoomed = await view.diagram.getAttribute("viewBox");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await view.field("Key").waitFor();
  assert.notEqual(await view.diagram.getAttribute("viewBox"), zoomed);
  assert.ok((await view.diagram.boundingBox()).height > 100);
  assert.ok(await view.commandBlock("deploy").isVisible());
  const pressed = "button, summary, .segmented, .map, .tools, .tab-row, .zoom, .fold, .menu, .over > *";
  assert.deepEqual(await view.root.locator(pressed).locator("visible=true").allInnerTexts(), [], "nothing to press");
  const [area, picture] = await Promise.all([view.root.locator(".picture-area").boundingBox(), view.diagram.boundingBox()]);
  assert.ok(area.height - picture.height < 2, "no room is kept for the tools");
  const ground = await view.root.locator(".frame").last().evaluate((frame) => getComputedStyle(frame).backgroundColor);
  assert.equal(ground, "rgb(255, 255, 255)", "paper is white, whatever the screen is");
  await page.emulateMedia({ media: null });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await eventually(() => view.diagram.getAttribute("viewBox"), (box) => box === zoomed), zoomed);
  assert.equal(await view.tab("Details").getAttribute("aria-selected"), "true");
  const pdf = await page.pdf();
  assert.ok(pdf.length > 5000);
  assert.deepEqual(page.trouble, []);
});

for (const [name, options, style] of [
  ["at 400 % of 1,280 pixels", { viewport: { width: 320, height: 256 } }, ""],
  ["in a page from right to left", { viewport: { width: 900, height: 800 } }, "<script>document.documentElement.dir = 'rtl'</script>"],
  ["in forced colours", { viewport: { width: 900, height: 800 }, forcedColors: "active" }, ""],
]) {
  test(`picture, table and tree are whole ${name}`, async (t) => {
    const origin = await blog(t, {
      "post.html": post(host.origin, `<cfn-explorer src="demo.yaml"></cfn-explorer>`, `<meta name="viewport" content="width=device-width">${style}`),
      "demo.yaml": TEMPLATE,
    });
    const page = await open(t, host, `${origin}/post.html`, { context: options });
    const view = await drawn(page, "demo.yaml");
    await view.show("Table");
    const table = view.panel.getByRole("table");
    await table.waitFor();
    assert.equal(await table.getByRole("row").count(), 7);
    assert.equal(await view.panel.evaluate((panel) => panel.scrollWidth - panel.clientWidth), 0, "nothing sticks out");
    for (const button of await table.getByRole("button").all()) assert.ok((await button.boundingBox()).height >= 24);
    await view.root.locator('.targets [tabindex="0"]').focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    const focused = view.root.locator(".target:focus > .shape");
    assert.notEqual(await focused.evaluate((shape) => getComputedStyle(shape).stroke), "none");
    assert.deepEqual(page.trouble, []);
  });
}
