// What a reader only looks at changes nothing else: no event, no field, no part of the picture but the marks on it.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const host = site(before, after);

const TEMPLATE = `
Parameters:
  Title: {Type: String, Default: jobs}
Resources:
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Title}}
  Other: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !GetAtt Queue.Arn}}
  Queue: {Type: AWS::SQS::Queue}
Outputs:
  Address: {Value: !Ref Queue}
`;

/** The explorer, and what was touched of it since it was last asked: parts by their classes, and the events. */
async function explore(t) {
  const origin = await blog(t, {
    "post.html": post(host.origin, `<cfn-explorer src="demo.yaml" lens="references"></cfn-explorer>`),
    "demo.yaml": TEMPLATE,
  });
  const page = await open(t, host, `${origin}/post.html`);
  const view = await drawn(page, "demo.yaml");
  await view.root.locator(".options summary").click();
  await view.root.evaluate((element) => {
    globalThis.touched = new Set();
    const part = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
    const name = (node) => {
      const inside = part(node)?.closest(".labels, .picture, .targets, .deploy, .panel, .tools, .bar, .stage > svg, .about");
      return inside?.getAttribute("class") ?? part(node)?.localName;
    };
    new MutationObserver((records) => records.forEach((record) => touched.add(name(record.target)))).observe(element.shadowRoot, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    element.addEventListener("cfn-explorer-change", () => touched.add("event"));
  });
  const since = () =>
    page.evaluate(async () => {
      // Renders come in microtasks, effects of these a frame later.
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
      const parts = [...touched].sort();
      touched.clear();
      return parts;
    });
  await since();
  return { page, view, since };
}

const LINK = "Other→Queue";

test("what is pointed at is labelled, and nothing else is touched", async (t) => {
  const { page, view, since } = await explore(t);
  const labels = view.root.locator(".labels text");
  // On its line: the middle of its box may lie on none.
  const { x, y } = await view.target(LINK).locator("path").evaluate((path) => {
    const at = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM());
    return { x: at.x, y: at.y };
  });
  await page.mouse.move(x, y);
  assert.equal(await eventually(() => labels.count(), (count) => count === 1), 1);
  assert.deepEqual(await since(), ["picture labels"]);
  await page.mouse.move(0, 0);
  assert.equal(await eventually(() => labels.count(), (count) => count === 0), 0);
  assert.deepEqual(await since(), ["picture labels"]);
  await view.target("Queue").hover();
  assert.deepEqual(await since(), []);
});

test("what is selected is marked and told of, and nothing else is touched", async (t) => {
  const { view, since } = await explore(t);
  await view.target("Other").click();
  await view.panel.locator(".details").waitFor();
  // The panel gives way to the details.
  assert.deepEqual(await since(), ["about", "panel", "picture labels", "targets"]);
  await view.target("Other").click();
  await view.root.locator(".target.selected").waitFor({ state: "detached" });
  assert.deepEqual(await since(), ["panel", "picture labels", "targets"]);
});

test("a zoom moves the view, and nothing else is touched", async (t) => {
  const { view, since } = await explore(t);
  await view.root.getByRole("button", { name: "Zoom in" }).click();
  await view.root.locator(".stage.zoomed").waitFor();
  const parts = await since();
  for (const part of ["event", "deploy", "panel", "picture", "picture labels", "targets", "bar"]) assert.ok(!parts.includes(part), `${parts}`);
});

test("a value touches what it changes, and is told", async (t) => {
  const { view, since } = await explore(t);
  await view.field("Title").fill("mail");
  await view.diagram.getByText("mail", { exact: true }).waitFor({ state: "attached" });
  const parts = await since();
  for (const part of ["event", "deploy", "panel", "picture"]) assert.ok(parts.includes(part), `${parts}`);
  // An option has no place in the picture; what hangs on a parameter is marked only while its field has the focus.
  await view.root.getByLabel("Profile").focus();
  await since();
  await view.root.getByLabel("Profile").fill("me");
  await view.root.locator('[data-command="deploy"] pre', { hasText: "--profile me" }).waitFor();
  assert.deepEqual(await since(), ["deploy", "event"]);
});

test("the steps that follow are worded as they are opened", async (t) => {
  const { view } = await explore(t);
  assert.equal(await view.commandBlock("script").count(), 0);
  await view.root.getByText("Other shells and actions").click();
  assert.match(await view.command("script"), /create-stack[^]*wait stack-create-complete/);
  await view.root.getByLabel("Shell").selectOption("powershell");
  assert.match(await view.command("step-2"), /wait stack-create-complete/);
});
