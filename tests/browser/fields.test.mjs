// Each kind of parameter has the field that suits it, and says what is wrong with a value.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const host = site(before, after);

const TEMPLATE = `
Metadata:
  AWS::CloudFormation::Interface:
    ParameterGroups:
      - { Label: { default: Size }, Parameters: [Type, Public] }
    ParameterLabels: { Type: { default: Kind of instance } }
Parameters:
  Owner: { Type: String, Description: Who pays, AllowedPattern: '[a-z]+', ConstraintDescription: must be lower-case letters }
  Type: { Type: String, Default: t3.micro, AllowedValues: [t3.micro, t3.small] }
  Public: { Type: String, Default: 'false', AllowedValues: ['true', 'false'] }
  Password: { Type: String, Default: secret, NoEcho: true }
Conditions:
  IsPublic: !Equals [!Ref Public, 'true']
Resources:
  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref Owner } }
  Topic: { Type: AWS::SNS::Topic, Condition: IsPublic }
Outputs:
  Address: { Value: !Ref Topic, Condition: IsPublic, Description: Where it listens }
`;

async function fields(t) {
  const origin = await blog(t, {
    "post.html": post(host.origin, `<cfn-explorer src="a.yaml" stack-name="demo"></cfn-explorer>`),
    "a.yaml": TEMPLATE,
  });
  const page = await open(t, host, `${origin}/post.html`);
  return [await drawn(page), page];
}

test("a required parameter says so, and a bad value says why, tied to its field", async (t) => {
  const [view, page] = await fields(t);
  const owner = view.field("Owner");
  assert.equal(await owner.getAttribute("placeholder"), "Required");
  assert.equal(await owner.getAttribute("aria-required"), "true");
  await owner.fill("Nobody 1");
  await view.parameter("Owner").locator(".problem").waitFor();
  assert.match(await view.parameter("Owner").locator(".problem").innerText(), /must be lower-case letters/i);
  assert.equal(await owner.getAttribute("aria-invalid"), "true");
  assert.match(await described(owner), /Who pays[^]*must be lower-case letters/i);
  await owner.fill("nobody");
  await view.parameter("Owner").locator(".problem").waitFor({ state: "detached" });
  assert.equal(await owner.getAttribute("aria-invalid"), null);
  assert.match(await view.command("deploy"), /ParameterKey=Owner,ParameterValue=nobody/);
  assert.deepEqual(page.trouble, []);
});

test("a few allowed values are a list, true and false a switch", async (t) => {
  const [view] = await fields(t);
  const type = view.root.getByLabel("Kind of instance", { exact: true });
  assert.deepEqual(await type.locator("option").allTextContents(), ["t3.micro", "t3.small"]);
  await type.selectOption("t3.small");
  assert.match(await view.command("deploy"), /ParameterKey=Type,ParameterValue=t3\.small/);
  await view.parameter("Type").getByRole("button", { name: /^Reset/ }).click();
  assert.equal(await type.inputValue(), "t3.micro");

  const output = view.root.locator('[data-output="Address"]');
  assert.match(await output.innerText(), /Its condition is false/);
  const toggle = view.root.getByRole("switch", { name: "Public" });
  assert.equal(await toggle.isChecked(), false);
  await toggle.click();
  assert.match(await view.command("deploy"), /ParameterKey=Public,ParameterValue=true/);
  assert.match(await eventually(() => output.innerText(), (text) => /listens/.test(text)), /‹Topic›[^]*Where it listens/);
  await toggle.click();
  assert.doesNotMatch(await view.command("deploy"), /ParameterValue=true/);
});

test("parameters stand in their groups, and one press resets them all", async (t) => {
  const [view] = await fields(t);
  assert.deepEqual(await view.root.locator(".group > legend").allTextContents(), ["Size", "Other parameters"]);
  const reset = view.root.getByRole("button", { name: "Reset all parameters" });
  assert.ok(await reset.isDisabled());
  await view.field("Owner").fill("somebody");
  await view.root.getByLabel("Kind of instance", { exact: true }).selectOption("t3.small");
  await reset.click();
  assert.equal(await view.field("Owner").inputValue(), "");
  assert.doesNotMatch(await view.command("deploy"), /somebody|t3\.small/);
});

test("a secret is hidden, and no command shows it", async (t) => {
  const [view] = await fields(t);
  assert.equal(await view.field("Password").getAttribute("type"), "password");
  await view.field("Password").fill("hunter2");
  await eventually(() => view.command("deploy"), (text) => /Password/.test(text));
  assert.doesNotMatch(await view.command("deploy"), /hunter2/);
});

test("other shells, other actions and the whole script are a press away, with reasons", async (t) => {
  const [view, page] = await fields(t);
  await view.field("Owner").fill("nobody");
  assert.ok(!(await view.root.getByLabel("Shell").isVisible()), "out of the way until wanted");
  await view.root.getByText("Other shells and actions").click();
  assert.match(await view.root.locator(".more .notes").last().innerText(), /Owner/);
  const changed = view.commandBlock("deploy").locator(".reason", { hasText: "nobody" });
  assert.match(await changed.first().getAttribute("data-why"), /Owner/);
  assert.match(await view.command("script"), /create-stack[^]*wait stack-create-complete/);
  await view.root.getByLabel("Shell").selectOption("powershell");
  assert.match(await view.command("deploy"), /create-stack `\n/);
  await view.root.getByLabel("Action", { exact: true }).selectOption("delete-stack");
  assert.match(await view.command("deploy"), /^aws cloudformation delete-stack/);
  await view.root.getByRole("radio", { name: "Create" }).check({ force: true });
  assert.match(await view.command("deploy"), /create-stack/);
  assert.deepEqual(page.trouble, []);
});

/** The text that a screen reader adds to a field. */
function described(field) {
  return field.evaluate((input) =>
    input.getAttribute("aria-describedby").split(" ").map((id) => input.getRootNode().getElementById(id).textContent).join("\n"),
  );
}
