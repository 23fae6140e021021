// The panel that words the commands: options, files, steps, reasons, links; each with what AWS would refuse beside it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { after, before } from "node:test";
import { argumentsOf } from "./shell.mjs";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const host = site(before, after);

const TEMPLATE = `
Parameters:
  KeyName: { Type: String, Default: '' }
  Zone: { Type: String, Default: a }
  Password: { Type: String, Default: unset, NoEcho: true }
Resources:
  Role: { Type: AWS::IAM::Role }
  Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Ref AWS::Region } }
Outputs:
  First: { Value: !Ref Topic }
  Second: { Value: !Ref Role }
`;

const STRICT = (host) =>
  `default-src 'none'; script-src ${host} 'wasm-unsafe-eval'; connect-src 'self' ${host}; style-src 'none'; img-src 'self' data:`;

async function panel(t, { attributes = "", head = "", template = TEMPLATE, ...options } = {}) {
  const origin = await blog(t, {
    "post.html": post(host.origin, `<cfn-explorer src="a.yaml" stack-name="demo" ${attributes}></cfn-explorer>`, head),
    "a.yaml": template,
  });
  const page = await open(t, host, `${origin}/post.html`, options);
  const view = await drawn(page);
  const option = (name) => view.root.locator(`[data-option="${name}"] input`);
  return {
    ...view,
    page,
    option,
    problem: (name) => view.root.locator(`[data-option="${name}"] .problem`),
    options: () => view.root.getByText("Options", { exact: true }).click(),
    more: () => view.root.getByText("Other shells and actions").click(),
    toggle: (name) => view.root.getByRole("switch", { name }),
  };
}

/** The words after an option, up to the next. */
function wordsAfter(argv, option) {
  const start = argv.indexOf(option);
  const rest = start < 0 ? [] : argv.slice(start + 1);
  const end = rest.findIndex((word) => word.startsWith("--"));
  return end < 0 ? rest : rest.slice(0, end);
}

test("options are out of the way until wanted, and change the command at once", async (t) => {
  const view = await panel(t);
  assert.ok(!(await view.option("Region").isVisible()));
  await view.options();
  await view.option("Region").fill("eu-west-1");
  await view.option("Profile").fill("my work");
  await view.option("Role").fill("arn:aws:iam::123456789012:role/deployer");
  await view.option("Topics to notify").fill("arn:aws:sns:eu-west-1:123456789012:a, arn:aws:sns:eu-west-1:123456789012:b");
  await view.option("Timeout").fill("30");
  await view.root.getByLabel("When it fails").selectOption({ index: 2 });
  await view.toggle("Termination protection").click();
  const argv = await argumentsOf(await view.command("deploy"));
  for (const [option, ...words] of [
    ["--region", "eu-west-1"],
    ["--profile", "my work"],
    ["--role-arn", "arn:aws:iam::123456789012:role/deployer"],
    ["--notification-arns", "arn:aws:sns:eu-west-1:123456789012:a", "arn:aws:sns:eu-west-1:123456789012:b"],
    ["--timeout-in-minutes", "30"],
    ["--on-failure", "DELETE"],
    ["--enable-termination-protection"],
  ]) {
    assert.ok(argv.includes(option), option);
    assert.deepEqual(wordsAfter(argv, option), words);
  }
  assert.equal(await view.root.locator(".options .problem").count(), 0);
  assert.match(await view.root.locator(".options summary").innerText(), /7 set/);
  assert.deepEqual(view.page.trouble, []);
});

test("Express mode, validation and drift are options of the actions that have them, and said to be none of the others", async (t) => {
  const view = await panel(t);
  await view.options();
  await view.more();
  const express = view.root.getByLabel("Express mode");
  const action = view.root.getByLabel("Action", { exact: true });
  await express.selectOption({ index: 2 });
  await view.toggle("Without validation").click();
  const argv = await argumentsOf(await view.command("deploy"));
  assert.deepEqual(wordsAfter(argv, "--deployment-config"), ["Mode=EXPRESS,DisableRollback=false"]);
  assert.ok(argv.includes("--disable-validation"));
  assert.equal(await view.toggle("Undo what others changed").count(), 0, "a new stack has no drift");
  await action.selectOption("create-change-set");
  await view.toggle("makes a new stack").click();
  await view.toggle("Undo what others changed").click();
  assert.deepEqual(wordsAfter(await argumentsOf(await view.command("deploy")), "--deployment-mode"), ["REVERT_DRIFT"]);
  assert.match(await view.root.locator(".options summary").innerText(), /3 set/);
  await action.selectOption("deploy");
  assert.doesNotMatch(await view.command("deploy"), /EXPRESS|validation|DRIFT/);
  assert.match(await described(express), /Not taken by deploy/);
  assert.match(await view.commandBlock("deploy").innerText(), /deploy has no Express mode/);
});

test("what AWS would refuse is said beside its field, and tied to it", async (t) => {
  const view = await panel(t);
  await view.options();
  for (const [name, wrong, right, says] of [
    ["Region", "eu west", "eu-west-1", /No region/],
    ["Role", "deployer", "arn:aws:iam::123456789012:role/a", /ARN of a role/],
    ["Topics to notify", "news", "arn:aws:sns:eu-west-1:123456789012:a", /ARN of a topic/],
    ["Timeout", "soon", "5", /whole number of minutes/],
  ]) {
    await view.option(name).fill(wrong);
    assert.match(await view.problem(name).innerText(), says);
    assert.equal(await view.option(name).getAttribute("aria-invalid"), "true");
    assert.match(await described(view.option(name)), says);
    await view.option(name).fill(right);
    await view.problem(name).waitFor({ state: "detached" });
    assert.equal(await view.option(name).getAttribute("aria-invalid"), null);
  }
  const name = view.root.locator("#stack-name");
  await name.fill("1; rm -rf ~");
  assert.match(await described(name), /starts with a letter/);
  assert.ok(await view.commandBlock("deploy").locator(".stack-name .problem").isVisible());
});

test("tags are rows that come, go and reach the command as typed", async (t) => {
  const view = await panel(t);
  await view.options();
  const add = view.root.getByRole("button", { name: "Add a tag" });
  const typed = [["Team", "web"], ["it's \"5\" $(touch ran)", "a,b=c `touch ran` \\"]];
  for (const [key, value] of typed) {
    await add.click();
    await view.page.keyboard.type(key); // the focus is in the new row
    await view.page.keyboard.press("Tab");
    await view.page.keyboard.type(value);
  }
  const tags = async () => JSON.parse(wordsAfter(await argumentsOf(await view.command("deploy")), "--tags")[0]);
  assert.deepEqual(await tags(), typed.map(([Key, Value]) => ({ Key, Value })));
  await view.root.getByLabel("Key of tag 1").fill("aws:x");
  assert.match(await described(view.root.getByLabel("Key of tag 1")), /does not start with/);
  await view.root.getByRole("button", { name: "Remove tag 1" }).click();
  assert.deepEqual(await tags(), [{ Key: typed[1][0], Value: typed[1][1] }]);
  assert.ok(await add.evaluate((button) => button.getRootNode().activeElement === button));
});

test("the parameter file downloads under a strict policy and holds what the command needs, no secret", async (t) => {
  const head = `<meta http-equiv="Content-Security-Policy" content="${STRICT(host.origin)}">`;
  const view = await panel(t, { head });
  await view.options();
  await view.field("KeyName").fill("it's \"mine\" \u202e é");
  await view.toggle("Parameters in a file").click();
  assert.match(await view.command("deploy"), /--parameters file:\/\/params\.json \\$/m);
  const saved = async () => {
    const [download] = await Promise.all([
      view.page.waitForEvent("download"),
      view.root.getByRole("link", { name: "Download params.json" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "params.json");
    return JSON.parse(await readFile(await download.path(), "utf8"));
  };
  assert.deepEqual(await saved(), [{ ParameterKey: "KeyName", ParameterValue: "it's \"mine\" \u202e é" }]);
  await view.more();
  await view.root.getByLabel("Action", { exact: true }).selectOption("deploy");
  assert.match(await view.command("deploy"), /--parameter-overrides file:\/\/params\.json/);
  assert.deepEqual(await saved(), ["KeyName=it's \"mine\" \u202e é"]);
  await view.field("Password").fill("hunter2");
  await view.root.getByRole("link", { name: "Download params.json" }).waitFor({ state: "detached" });
  assert.doesNotMatch(await view.command("deploy"), /hunter2|file:\/\/params/);
  assert.deepEqual(view.page.trouble, []);
});

test("every action is there, with what it alone takes", async (t) => {
  const view = await panel(t);
  await view.options();
  await view.more();
  const action = view.root.getByLabel("Action", { exact: true });
  const values = await action.locator("option").evaluateAll((all) => all.map((option) => option.value));
  assert.equal(new Set(values).size, 15);
  const verbs = new Set();
  for (const value of values) {
    await action.selectOption(value);
    const argv = await argumentsOf(await view.command("deploy"));
    verbs.add(argv.slice(1, argv[1] === "wait" ? 3 : 2).join(" "));
    if (/outputs/.test(value)) assert.ok(argv.includes("--query"), value);
  }
  assert.equal(verbs.size, 14, "one output and all outputs are the same verb");
  await action.selectOption("update-stack");
  await view.field("KeyName").fill("demo");
  await view.toggle("Keep the stack's values").click();
  assert.match(await view.command("deploy"), /ParameterKey=Zone,UsePreviousValue=true/);
  await action.selectOption("create-change-set");
  await view.option("Change set").fill("try-it");
  await view.toggle("makes a new stack").click();
  assert.match(await view.command("deploy"), /--change-set-name try-it[^]*--change-set-type UPDATE/);
  await view.root.getByLabel("Output to print").selectOption("Second");
  assert.match(await view.command("outputs"), /OutputKey=='Second'/);
});

test("what follows is there step by step, each to copy, and as one script in one line or several", async (t) => {
  const view = await panel(t, { context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await view.options();
  await view.more();
  await view.commandBlock("script").waitFor();
  const steps = await view.root.locator('[data-command^="step-"] h3').allInnerTexts();
  assert.deepEqual(steps, ["2. Wait until it is created", "3. Print its output", "4. If it failed, see what went wrong"]);
  for (const [name, verb] of [["step-2", "wait"], ["step-3", "describe-stacks"]]) {
    await view.copy(name).click();
    await view.commandBlock(name).getByText("Copied to the clipboard.").waitFor({ state: "attached" });
    assert.equal((await argumentsOf(await view.page.evaluate(() => navigator.clipboard.readText())))[1], verb);
  }
  await view.toggle("In one line").click();
  for (const name of ["deploy", "script"]) assert.equal((await view.command(name)).split("\n").length, 1, name);
  const script = await argumentsOf(await view.command("script"));
  assert.deepEqual(script.filter((word) => /^(create-stack|wait|describe-stacks)$/.test(word)), ["create-stack", "wait", "describe-stacks"]);
});

test("a reason shows under the pointer, in focus and by touch, is told, and is never copied", async (t) => {
  const view = await panel(t, { context: { hasTouch: true } });
  await view.field("KeyName").fill("demo");
  const mark = view.commandBlock("deploy").locator("mark.reason");
  assert.equal(await mark.count(), 1, "what differs from the defaults is marked, as one part");
  const capability = view.commandBlock("deploy").locator("span.reason");
  assert.equal(await capability.innerText(), "CAPABILITY_IAM");
  const shown = (part) => part.evaluate((element) => {
    const { content, display } = getComputedStyle(element, "::after");
    return display === "none" || content === "none" ? "" : content;
  });
  assert.equal(await shown(mark), "");
  await mark.hover();
  assert.match(await shown(mark), /KeyName: demo instead of nothing/);
  await view.root.getByRole("tab", { name: "Parameters" }).hover();
  assert.equal(await shown(mark), "");
  await mark.focus();
  assert.match(await shown(mark), /KeyName: demo/);
  assert.match(await described(mark), /KeyName: demo/);
  await view.page.keyboard.press("Escape");
  assert.equal(await eventually(() => shown(mark), (text) => text === ""), "", "Escape takes it away");
  await mark.evaluate((element) => element.blur());
  await capability.tap();
  assert.match(await shown(capability), /the stack makes IAM resources/);
  assert.doesNotMatch(await view.command("deploy"), /instead of/);
  await view.page.evaluate(() => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined }));
  await mark.focus();
  await view.copy("deploy").click();
  assert.equal(await view.page.evaluate(() => getSelection().toString()), await view.command("deploy"));
});

test("characters that nobody sees are told to the reader", async (t) => {
  const view = await panel(t);
  await view.field("KeyName").fill("a\u202eb\u200bc");
  assert.match(await view.commandBlock("deploy").locator(".notes").innerText(), /cannot be seen[^]*\\u\{202e\}[^]*\\u\{200b\}/);
  assert.doesNotMatch(await view.command("deploy"), /[\u202e\u200b]/);
  assert.match(await view.commandBlock("deploy").locator(".notes").innerText(), /depend on the region/);
});

test("limits are told: long values, large templates and their bucket", async (t) => {
  const large = `Description: ${"x".repeat(1000)}\n${TEMPLATE}${"# filler\n".repeat(6000)}`;
  const view = await panel(t, { template: large });
  const notes = () => view.commandBlock("deploy").locator(".notes").innerText();
  assert.match(await notes(), /more than 51200 bytes/);
  assert.match(await view.command("deploy"), /aws s3 cp a\.yaml s3:\/\/amzn-s3-demo-bucket\/a\.yaml/);
  await view.options();
  await view.option("Bucket").fill("My Bucket");
  assert.match(await view.problem("Bucket").innerText(), /No bucket/);
  await view.option("Bucket").fill("my-bucket");
  assert.match(await view.command("deploy"), /--template-url https:\/\/my-bucket\.s3\.amazonaws\.com\/a\.yaml/);
  await view.field("KeyName").fill("x".repeat(4097));
  assert.match(await notes(), /4,?096/);
});

test("a template in S3 can be launched in the console, without secrets", async (t) => {
  const url = "https://b.s3.eu-west-1.amazonaws.com/a.yaml";
  const view = await panel(t, { attributes: `template-url="${url}"` });
  await view.field("KeyName").fill("a&b");
  await view.field("Password").fill("hunter2");
  const link = view.root.getByRole("link", { name: "Launch the stack" });
  const href = await eventually(() => link.getAttribute("href"), (href) => href.includes("a%26b"));
  assert.match(href, /^https:\/\/us-east-1\.console\.aws\.amazon\.com\/cloudformation\/home\?region=us-east-1#\/stacks\/quickcreate\?templateURL=https%3A%2F%2Fb\.s3/);
  assert.match(href, /&stackName=demo&param_KeyName=a%26b$/);
  await view.options();
  await view.toggle("public URL").click();
  assert.ok((await view.command("deploy")).includes(`--template-url ${url}`));
  await view.root.evaluate((element) => element.removeAttribute("template-url"));
  await link.waitFor({ state: "detached" });
});

test("what a page is told has no secret in it", async (t) => {
  const view = await panel(t);
  await view.root.evaluate((element) => element.addEventListener("cfn-explorer-change", ({ detail }) => {
    (globalThis.told ??= []).push(JSON.stringify(detail));
  }));
  await view.field("Password").fill("hunter2");
  await view.field("KeyName").fill("demo");
  const told = await eventually(() => view.page.evaluate(() => globalThis.told?.join("\n") ?? ""), (text) => text.includes("demo"));
  assert.match(told, /"KeyName":"demo"/);
  assert.doesNotMatch(told, /hunter2/);
});

/** The text that a screen reader adds to an element. */
function described(element) {
  return element.evaluate((one) =>
    one.getAttribute("aria-describedby").split(" ").map((id) => one.getRootNode().getElementById(id).textContent).join("\n"),
  );
}
