// What nobody sees in a text is written out wherever the page shows it, and a secret is nowhere in it.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const host = site(before, after);

/** Turns, hides, joins, breaks lines: all that a template can write but what YAML and JSON refuse. */
const HOSTILE = "x\u001b[2J\u009b31m\u007f\u202e\u2066\u061c\u200e\u200b\ufeff\u00ad\u2060\u180e\u2028\u3164\u{e0041}y";

/** All of these but white space, which is harmless where text is laid out. */
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/u;

const template = (text) => JSON.stringify({
  Description: text,
  Metadata: { "AWS::CloudFormation::Interface": {
    ParameterGroups: [{ Label: { default: text }, Parameters: ["Size"] }],
    ParameterLabels: { Size: { default: text } },
  } },
  Parameters: {
    Size: { Type: "String", Default: text, AllowedPattern: "[a-z]", ConstraintDescription: text, Description: text },
    Kind: { Type: "String", Default: text, AllowedValues: ["a", text] },
    [text]: { Type: text },
  },
  Resources: {
    Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: text, [text]: text } },
    [text]: { Type: `AWS::SNS::${text}`, DependsOn: "Queue", Properties: { TopicName: { Ref: "Size" } } },
    Host: { Type: "AWS::EC2::Instance", Properties: { Tags: [{ Key: "Name", Value: text }, { Key: text, Value: text }], SubnetId: { Ref: text } } },
  },
  Outputs: { [text]: { Value: text, Description: text, Export: { Name: text } }, Other: { Value: { "Fn::GetAtt": [text, text] } } },
});

/** Every text of an explorer, and every attribute that is shown or read out. */
const texts = (view) => view.root.evaluate((element) => {
  const all = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) all.push(node.data);
    for (const name of ["title", "aria-label", "placeholder", "data-why", "alt", "label"]) {
      if (node.getAttribute?.(name)) all.push(node.getAttribute(name));
    }
    for (const child of node.childNodes) walk(child);
  };
  walk(element.shadowRoot);
  return all;
});

test("nothing hidden is in a text or a label of the page", async (t) => {
  const origin = await blog(t, {
    "post.html": post(host.origin, `<cfn-explorer src="t.json" stack-name="demo"></cfn-explorer>`),
    "t.json": template(HOSTILE),
  });
  const view = await drawn(await open(t, host, `${origin}/post.html`), "t.json");
  let writtenOut = 0;
  const check = async (where) => {
    for (const text of await texts(view)) {
      assert.doesNotMatch(text, HIDDEN, `${where}: ${JSON.stringify(text)}`);
      writtenOut += text.includes("\\u{202e}");
    }
  };
  await check("at first");
  await view.field("Size").fill(`${HOSTILE}c`);
  await view.parameter("Size").locator(".problem").waitFor();
  await check("a value that does not fit");
  await view.tab("Problems").click();
  await view.panel.locator(".checked.found, .checked.good").waitFor();
  await check("problems");
  for (const group of await view.root.locator("[data-target]").all()) {
    await group.dispatchEvent("click");
    await view.panel.locator(".details").waitFor();
    await check("details");
  }
  for (const lens of ["Resources", "References"]) {
    await view.root.getByRole("radio", { name: lens }).check({ force: true });
    await view.diagram.locator(".picture > *").first().waitFor({ state: "attached" });
    await check(lens);
  }
  assert.ok(writtenOut > 50, `${writtenOut}`);
});

test("nothing hidden is in what is said before anything is drawn", async (t) => {
  const sources = [encodeURIComponent(`${HOSTILE}.yaml`), `http://[${HOSTILE}`];
  const elements = sources.map((src) => `<cfn-explorer src="${src}"></cfn-explorer>`);
  const origin = await blog(t, { "post.html": post(host.origin, elements.join("")) });
  const page = await open(t, host, `${origin}/post.html`);
  for (const [at, said] of [/was not found at/, /is no address of a template/].entries()) {
    const alert = page.locator("cfn-explorer").nth(at).getByRole("alert");
    await alert.scrollIntoViewIfNeeded();
    const text = await eventually(() => alert.innerText(), (text) => said.test(text));
    assert.match(text, said);
    assert.match(text, /%E2%80%AE/i);
    assert.doesNotMatch(text, HIDDEN);
  }
});

test("a secret and its default are in no text and no attribute", async (t) => {
  const origin = await blog(t, {
    "post.html": post(host.origin, `<cfn-explorer src="t.yaml" stack-name="demo"></cfn-explorer>`),
    "t.yaml": `
Parameters:
  Password: { Type: String, Default: Zq7-default, NoEcho: true, AllowedPattern: '[a-z]+' }
  Choice: { Type: String, Default: one, NoEcho: true, AllowedValues: [one, two] }
Resources:
  Db: { Type: AWS::RDS::DBInstance, Properties: { DBInstanceClass: db.t3.micro, Engine: mysql, MasterUserPassword: !Ref Password } }
Outputs:
  Login: { Value: !Sub 'https://admin:\${Password}@\${Db.Endpoint.Address}' }
`,
  });
  const view = await drawn(await open(t, host, `${origin}/post.html`), "t.yaml");
  const look = async () => {
    const markup = await view.root.evaluate((element) => element.shadowRoot.innerHTML);
    assert.doesNotMatch(markup, /Zq7/);
    assert.match(await view.output("Login").innerText(), /admin:‹Password›@/);
  };
  await look();
  assert.equal(await view.field("Password").getAttribute("placeholder"), "The template’s default");
  assert.equal(await view.field("Choice").getAttribute("type"), "password", "what is chosen of a list, all can read");
  await view.field("Password").fill("Zq7-typed");
  await view.parameter("Password").locator(".problem").waitFor();
  assert.match(await view.parameter("Password").locator(".problem").innerText(), /^The value does not match the pattern/);
  await look();
  await view.tab("Problems").click();
  await look();
  await view.target("Db").dispatchEvent("click");
  await view.panel.locator(".details").waitFor();
  await look();
});
