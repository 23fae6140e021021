// What a reader folds: boxes, stacks of what is alike, and what the stack will not have.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const host = site(before, after);

const workers = Array.from({ length: 6 }, (_, i) => `  Worker${i + 1}: {Type: AWS::SQS::Queue}`).join("\n");
const TEMPLATE = `
Parameters:
  Range: {Type: String, Default: 10.0.0.0/16}
  Mail: {Type: String, Default: ''}
Conditions:
  HasMail: !Not [!Equals [!Ref Mail, '']]
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Range}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet}}
  Other: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet}}
  Alerts: {Type: AWS::SNS::Topic, Condition: HasMail, Properties: {TopicName: !GetAtt Worker1.QueueName}}
${workers}
`;

async function explore(t, attributes = "", options = {}) {
  const origin = await blog(t, {
    "post.html": post(host.origin, `<cfn-explorer src="demo.yaml" ${attributes}></cfn-explorer>`),
    "demo.yaml": TEMPLATE,
  });
  const page = await open(t, host, `${origin}/post.html`, options);
  const view = await drawn(page, "demo.yaml");
  const fold = (id) => view.root.locator(`[data-fold="${id}"]`);
  const focused = () =>
    view.root.evaluate((element) => element.shadowRoot.activeElement?.closest(".spot")?.firstElementChild.dataset.target);
  return { page, view, fold, focused };
}

test("a box is collapsed and expanded by the button in its corner, and stays so when parameters change", async (t) => {
  const { page, view, fold } = await explore(t);
  assert.equal(await view.target("Vpc").getAttribute("aria-expanded"), "true");
  assert.equal(await fold("Vpc").evaluate((button) => getComputedStyle(button).opacity), "0");
  await view.target("Vpc").hover({ position: { x: 60, y: 8 } });
  assert.equal(await fold("Vpc").evaluate((button) => getComputedStyle(button).opacity), "1");
  const { width, height } = await fold("Vpc").boundingBox();
  assert.ok(width >= 24 && height >= 24, `${width} × ${height}`);
  await fold("Vpc").click();
  await view.target("Host").waitFor({ state: "detached" });
  assert.match(await view.pictureText(), /3 resources/);
  assert.equal(await view.target("Vpc").getAttribute("aria-expanded"), "false");
  assert.match(await view.panel.innerText(), /With what is in it[^]*Subnet[^]*Host/);
  await view.tab("Parameters").click();
  await view.field("Range").fill("10.1.0.0/16");
  await eventually(() => view.pictureText(), (text) => /10\.1\.0\.0/.test(text));
  assert.equal(await view.target("Host").count(), 0);
  await fold("Vpc").click();
  await view.target("Host").waitFor();
  assert.deepEqual(page.trouble, []);
});

test("the keyboard folds too, by Space; Enter only selects, or takes the selection back", async (t) => {
  const { page, view, focused } = await explore(t, "detail=overview");
  await view.target("Worker1/stack").focus();
  const selected = () => view.target("Worker1/stack").getAttribute("aria-selected");
  for (const is of ["true", "false"]) {
    await page.keyboard.press("Enter");
    assert.equal(await eventually(selected, (now) => now === is), is);
  }
  assert.equal(await view.target("Worker1/stack").getAttribute("aria-expanded"), "false");
  await page.keyboard.press("Space");
  await view.target("Worker3").waitFor();
  assert.equal(await eventually(focused, (id) => id === "Worker1"), "Worker1");
  await view.panel.getByRole("button", { name: "Show all alike as one" }).click();
  await view.target("Worker1/stack").waitFor();

  await view.target("Vpc").focus();
  await page.keyboard.press("Space");
  await view.target("Host").waitFor();
  assert.equal(await focused(), "Vpc");
  await page.keyboard.press("Space");
  await view.target("Host").waitFor({ state: "detached" });
  assert.equal(await focused(), "Vpc");
  assert.deepEqual(page.trouble, []);
});

test("everything is collapsed or expanded at once", async (t) => {
  const { page, view } = await explore(t);
  await view.root.getByRole("button", { name: "Collapse all" }).click();
  await view.target("Worker1/stack").waitFor();
  assert.match(await view.pictureText(), /Worker ×6/);
  assert.equal(await view.target("Host").count(), 0);
  await view.root.getByRole("button", { name: "Expand all" }).click();
  await view.target("Host").waitFor();
  await view.target("Worker6").waitFor();
  assert.deepEqual(page.trouble, []);
});

test("what a false condition leaves out is shown or not; the switch is there only when something is", async (t) => {
  const { page, view } = await explore(t);
  const choice = view.root.getByRole("switch", { name: "1 left out" });
  assert.match(await view.group("Alerts").getAttribute("class"), /ghost/);
  await choice.click();
  await view.group("Alerts").waitFor({ state: "detached" });
  await choice.click();
  await view.group("Alerts").waitFor({ state: "attached" });
  await view.field("Mail").fill("a@example.com");
  await choice.waitFor({ state: "detached" });
  assert.deepEqual(page.trouble, []);
});

test("the element's attributes say where it starts", async (t) => {
  const { view } = await explore(t, "ghosts=off detail=overview");
  assert.equal(await view.group("Alerts").count(), 0);
  assert.equal(await view.target("Host").count(), 0);
  await view.root.evaluate((element) => element.setAttribute("ghosts", "on"));
  await view.group("Alerts").waitFor({ state: "attached" });
  await view.root.evaluate((element) => element.setAttribute("detail", "everything"));
  await view.target("Host").waitFor();
});

test("on a phone a button is as large as a finger needs", async (t) => {
  const { fold } = await explore(t, "", { context: { viewport: { width: 360, height: 740 }, hasTouch: true } });
  const { width, height } = await fold("Vpc").boundingBox();
  assert.ok(width >= 24 && height >= 24, `${width} × ${height}`);
});

test("on a phone a button that would hide a small box comes with the selection, and is not hit before", async (t) => {
  const { view, fold } = await explore(t, "", { context: { viewport: { width: 390, height: 740 }, hasTouch: true, isMobile: true } });
  const style = (id, name) => fold(id).evaluate((button, name) => getComputedStyle(button)[name], name);
  assert.equal(await style("Vpc", "opacity"), "1");
  // The Vpc as wide as a thumb: the same box at a fifth of the size.
  await view.root.evaluate((element) => element.style.setProperty("width", "120px"));
  await view.root.evaluate(() => dispatchEvent(new Event("resize")));
  assert.equal(await eventually(() => style("Vpc", "opacity"), (opacity) => opacity === "0"), "0");
  assert.equal(await style("Vpc", "pointerEvents"), "none");
  await view.target("Vpc").focus();
  await view.root.page().keyboard.press("Enter");
  assert.equal(await eventually(() => style("Vpc", "opacity"), (opacity) => opacity === "1"), "1");
});

test("all tools at once have room at any width", async (t) => {
  const { page, view } = await explore(t, "detail=overview");
  await view.root.getByRole("switch", { name: "1 left out" }).waitFor();
  for (const width of [320, 351, 352, 390, 430, 479, 500, 591, 592, 639, 640, 671, 672, 800, 959, 960, 1007, 1008, 1023, 1024, 1240]) {
    await view.root.evaluate((element, width) => element.style.setProperty("width", `${width}px`), width);
    const seen = () => view.root.evaluate((element) => {
      const tools = element.shadowRoot.querySelector(".tools");
      const frame = tools.getBoundingClientRect();
      const boxes = [...tools.children].map((tool) => tool.getBoundingClientRect());
      const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      const inside = (box) => box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
      return boxes.flatMap((box, i) => [
        ...(inside(box) ? [] : [`${i} is out`]),
        ...boxes.slice(i + 1).flatMap((other, j) => (apart(box, other) ? [] : [`${i} meets ${i + 1 + j}`])),
      ]);
    });
    // A busy machine may show the width before a frame later.
    const faults = await eventually(seen, (faults) => faults.length === 0);
    assert.deepEqual(faults, [], `${width} wide`);
  }
  assert.deepEqual(page.trouble, []);
});

test("in the references lens the lines of what is selected say by which property", async (t) => {
  const { page, view } = await explore(t, "lens=references");
  assert.doesNotMatch(await view.pictureText(), /TopicName/);
  await view.target("Alerts").click();
  await eventually(() => view.pictureText(), (text) => /Topic/.test(text));
  assert.match(await view.diagram.locator(".labels").textContent(), /Topic/);
  const marked = view.diagram.locator(".target.line.related");
  assert.deepEqual(await marked.evaluateAll((lines) => lines.map((line) => line.dataset.target)), ["Alerts→Worker1"]);
  await page.keyboard.press("Escape");
  assert.equal(await eventually(() => view.diagram.locator(".labels text").count(), (count) => count === 0), 0);
  assert.deepEqual(page.trouble, []);
});
