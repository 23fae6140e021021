// The inspector says where things come from: scripts, conditions, rules, values, and everything that a parameter changes.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test, { after, before } from "node:test";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const host = site(before, after);
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const TEMPLATE = `
Parameters:
  KeyName: {Type: String, Default: ''}
Conditions:
  HasKeyName: !Not [!Equals [!Ref KeyName, '']]
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5000, ToPort: 5000, CidrIp: 0.0.0.0/0}]
  Host:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init: {config: {packages: {yum: {httpd: []}}, services: {systemd: {httpd: {enabled: true, ensureRunning: true}}}}}
    Properties:
      SecurityGroupIds: [!Ref Group]
      Tags: [{Key: Name, Value: !Sub '\${AWS::StackName}-web'}]
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash
          echo "<b>key</b> \${KeyName}"
  Queue: {Type: AWS::SQS::Queue, Condition: HasKeyName}
Outputs:
  Url: {Value: !Sub 'http://\${Host.PublicIp}'}
`;

async function explore(t, options = {}) {
  const origin = await blog(t, {
    "post.html": post(host.origin, `<cfn-explorer src="demo.yaml" stack-name="shop"></cfn-explorer>`),
    "demo.yaml": TEMPLATE,
  });
  const page = await open(t, host, `${origin}/post.html`, options);
  return { page, view: await drawn(page, "demo.yaml") };
}

test("of a host: its script with the values put in, its steps, its outputs, its type's page", async (t) => {
  const { page, view } = await explore(t);
  await view.field("KeyName").fill("mine");
  await view.target("Host").click();
  const details = view.root.locator(".details");
  const script = details.locator(".script");
  await eventually(() => script.textContent(), (text) => /echo "<b>key<\/b> mine/.test(text));
  assert.equal(await script.locator("b").count(), 0);
  assert.equal(await script.locator("mark").getAttribute("title"), "From parameter KeyName");
  const coloured = (name) => script.locator(`.paint-${name}`).allTextContents();
  assert.deepEqual(await coloured("comment"), ["#!/bin/bash"]);
  assert.deepEqual(await coloured("key"), ["echo"]);
  assert.deepEqual(await coloured("text"), ['"<b>key</b> ', '"']);
  const steps = await details.locator("ol.folded li").allTextContents();
  assert.deepEqual(steps, ["Package httpdconfig: by yum", "Service httpdconfig: runs, and starts with the host"]);
  assert.match(await details.textContent(), /Outputs that use it\s*Url/);
  const link = details.locator("dd a").first();
  assert.match(await link.getAttribute("href"), /TemplateReference\/aws-resource-ec2-instance\.html$/);
  assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
  await details.getByText("As written, and as it evaluates").click();
  assert.match(await details.locator("details", { hasText: "As written" }).textContent(), /Tags\[0\]\.Value!Sub '\$\{AWS::StackName\}-web'shop-web/);
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() =>
    // The order of headings is the post's, too: access.test.mjs holds it.
    globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }),
  );
  assert.deepEqual(violations.map(({ id }) => id), []);
  assert.deepEqual(page.trouble, []);
});

test("what a resource names is a press away, parameters too, and back", async (t) => {
  const { page, view } = await explore(t);
  await view.target("Host").click();
  const details = view.root.locator(".details");
  await details.getByRole("button", { name: "KeyName", exact: true }).click();
  await details.getByText("Parameter KeyName").waitFor();
  await view.root.getByRole("button", { name: "Back", exact: true }).click();
  await details.getByText("Start script (UserData)").waitFor();
  assert.deepEqual(page.trouble, []);
});

test("rules are sentences, and a condition says why", async (t) => {
  const { view } = await explore(t);
  await view.target("Group").click({ position: { x: 6, y: 6 } });
  const details = view.root.locator(".details");
  await details.getByText("tcp 5000 from anywhere").waitFor();
  await view.target("Queue").click();
  await details.getByText("HasKeyName is false, because KeyName is empty").waitFor();
});

test("a parameter shows everything that it changes, by keyboard", async (t) => {
  const { page, view } = await explore(t, { context: { viewport: { width: 390, height: 844 } } });
  const button = view.root.getByRole("button", { name: "Everything that KeyName changes" });
  await button.focus();
  await page.keyboard.press("Enter");
  const details = view.root.locator(".details");
  await details.getByText("Parameter KeyName").waitFor();
  await details.getByText("HasKeyName is false, because KeyName is empty").waitFor();
  await details.getByRole("button", { name: "Queue" }).click();
  await details.getByText("AWS::SQS::Queue").first().waitFor();
});

test("what is folded into a thing, what it refers to and what refers to it are a press away", async (t) => {
  const origin = await blog(t, {
    "post.html": post(host.origin, `<cfn-explorer src="demo.yaml" detail="overview"></cfn-explorer>`),
    "demo.yaml": `Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet}}
  Record: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Ref Host}}
  Topic: {Type: AWS::SNS::Topic}
  TopicPolicy: {Type: AWS::SNS::TopicPolicy, Properties: {Topics: [!Ref Topic], PolicyDocument: {}}}
`,
  });
  const page = await open(t, host, `${origin}/post.html`);
  const view = await drawn(page, "demo.yaml");
  const chosen = () => view.root.locator(".target.selected").first().getAttribute("data-target");
  const press = (name) => view.panel.getByRole("button", { name, exact: true }).first().click();
  await view.target("Vpc").click({ position: { x: 10, y: 10 } });
  await press("Host");
  await eventually(chosen, (id) => id === "Host");
  await press("Record");
  await eventually(chosen, (id) => id === "Record");
  await press("Host");
  await eventually(chosen, (id) => id === "Host");
  await view.target("Topic").click();
  // Behind those who refer to it.
  await view.panel.getByRole("button", { name: "TopicPolicy" }).last().click();
  const line = () => view.root.locator("textarea").evaluate((field) => field.value.slice(0, field.selectionStart).split("\n").length);
  await view.root.locator("textarea").waitFor();
  await eventually(line, (line) => line === 7);
  assert.deepEqual(page.trouble, []);
});
