// What a reader does, on our own page and again on a blog's: see, type, read, copy.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { after, before } from "node:test";
import { DIST } from "./server.mjs";
import { argumentsOf, parametersOf } from "./shell.mjs";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const host = site(before, after);
const STACK = "OzNetNerd-demo-environment";
const CREATE = `aws cloudformation create-stack \\
--template-body file://ec2_website.yaml \\
--stack-name ${STACK}`;

const PLACES = {
  "the page": async () => `${host.origin}/`,
  "a post on another origin": async (t) => {
    const template = await readFile(`${DIST}templates/ec2_website.yaml`, "utf8");
    const tag = `<cfn-explorer src="ec2_website.yaml" stack-name="${STACK}"></cfn-explorer>`;
    const origin = await blog(t, {
      "2026/post.html": post(host.origin, tag),
      "2026/ec2_website.yaml": template,
    });
    return `${origin}/2026/post.html`;
  },
};

/** What a shell, a JSON reader or the AWS CLI's shorthand would trip over. */
const VALUES = [
  "my key",
  " blanks at both ends ",
  `it's "quoted"`,
  "$(touch ran) `touch ran` $HOME ${PATH}",
  "one,two,ParameterValue=three",
  "back\\slash\\",
  "a\\\\b\\",
  "[1]",
  '{"json": true}',
  "--dashes -d",
  "#comment; touch ran & touch ran | touch ran",
  "!history ~ * ?",
  "%PATH% ^caret",
  "ünïcode 日本 😀",
  "=",
];

for (const [place, address] of Object.entries(PLACES)) {
  test(`${place}: the drawing is there, and nothing complains`, async (t) => {
    const page = await open(t, host, await address(t));
    const view = await drawn(page, "ec2_website.yaml");
    for (const id of ["Vpc", "InternetGateway", "PublicSubnetA", "Ec2WebHostSecurityGroup", "Ec2WebHost"]) {
      assert.ok(await view.target(id).isVisible(), id);
    }
    assert.match(await view.pictureText(), /VPC[^]*Security group/);
    assert.match(await view.diagram.getAttribute("aria-label"), /./);
    assert.deepEqual(page.trouble, []);
  });

  test(`${place}: untouched, the command is the series' own`, async (t) => {
    const page = await open(t, host, await address(t));
    const view = await drawn(page, "ec2_website.yaml");
    assert.equal(await view.command("deploy"), CREATE);
    assert.match(await view.command("outputs"), /describe-stacks[^]*WebAddress/);
  });

  test(`${place}: a key name brings the rule for SSH, the key and the parameter`, async (t) => {
    const page = await open(t, host, await address(t));
    const view = await drawn(page, "ec2_website.yaml");
    const rule = "tcp 22 ← 0.0.0.0/0";
    assert.ok(!(await shownRules(view)).includes(rule), "no rule for SSH without a key");
    await view.field("KeyName").pressSequentially("demo");
    assert.ok((await eventually(() => shownRules(view), (rules) => rules.includes(rule))).includes(rule));
    assert.equal(
      await view.command("deploy"),
      `${CREATE} \\\n--parameters \\\nParameterKey=KeyName,ParameterValue=demo`,
    );
    await view.target("Ec2WebHost").click();
    assert.match(await view.panel.innerText(), /KeyName\s+demo/);
  });

  test(`${place}: another address changes the rules' labels, and a reset brings the old one back`, async (t) => {
    const page = await open(t, host, await address(t));
    const view = await drawn(page, "ec2_website.yaml");
    await view.field("AdminIp").fill("203.0.113.7/32");
    const after = await eventually(() => shownRules(view), (rules) => rules.includes("tcp 5000 ← 203.0.113.7/32"));
    assert.ok(after.includes("tcp 5000 ← 203.0.113.7/32"), after.join("; "));
    await view.parameter("AdminIp").getByRole("button", { name: "Reset AdminIp" }).click();
    assert.equal(await view.field("AdminIp").inputValue(), "0.0.0.0/0");
    assert.ok((await shownRules(view)).includes("tcp 5000 ← 0.0.0.0/0"));
    assert.equal(await view.command("deploy"), CREATE);
  });

  test(`${place}: the output reads as it will be`, async (t) => {
    const page = await open(t, host, await address(t));
    const view = await drawn(page, "ec2_website.yaml");
    const output = view.output("WebAddress");
    assert.ok(await output.isVisible(), "beside the fields, not behind a tab");
    assert.equal(await output.innerText(), "http://‹Ec2WebHost.PublicIp›:5000");
  });

  test(`${place}: create becomes update, and back`, async (t) => {
    const page = await open(t, host, await address(t));
    const view = await drawn(page, "ec2_website.yaml");
    await view.root.getByRole("radio", { name: "Update" }).check({ force: true });
    assert.match(await view.command("deploy"), /^aws cloudformation update-stack /);
    await view.root.getByRole("radio", { name: "Create" }).check({ force: true });
    assert.equal(await view.command("deploy"), CREATE);
  });

  test(`${place}: what is copied and run carries exactly what was typed`, async (t) => {
    const url = await address(t);
    const permissions = { permissions: ["clipboard-read", "clipboard-write"] };
    const page = await open(t, host, url, { context: permissions });
    const view = await drawn(page, "ec2_website.yaml");
    for (const value of VALUES) {
      await view.field("KeyName").fill(value);
      await view.field("EnvironmentName").fill(`x${value}`);
      await view.copy("deploy").click();
      await view.commandBlock("deploy").getByText("Copied to the clipboard.").waitFor({ state: "attached" });
      const text = await page.evaluate(() => navigator.clipboard.readText());
      const argv = await argumentsOf(text);
      assert.deepEqual(argv.slice(0, 2), ["cloudformation", "create-stack"], value);
      assert.equal(argv[argv.indexOf("--stack-name") + 1], STACK);
      assert.deepEqual(parametersOf(argv), { EnvironmentName: `x${value}`, KeyName: value });
    }
    await view.copy("outputs").click();
    await view.commandBlock("outputs").getByText("Copied to the clipboard.").waitFor({ state: "attached" });
    const argv = await argumentsOf(await page.evaluate(() => navigator.clipboard.readText()));
    assert.deepEqual(argv.slice(0, 2), ["cloudformation", "describe-stacks"]);
    assert.deepEqual(page.trouble, []);
  });
}

test("every template of the series is drawn", async (t) => {
  const page = await open(t, host, `${host.origin}/`);
  for (const name of ["base_infrastructure", "ec2_website", "ec2_website_alb", "ec2_website_s3"]) {
    const view = await drawn(page, `${name}.yaml`);
    assert.ok(await view.target("Vpc").isVisible(), name);
    assert.ok((await view.command("deploy")).includes(`file://${name}.yaml`));
    assert.equal((await view.command("deploy")).includes("--capabilities CAPABILITY_IAM"), name === "ec2_website_s3");
  }
  assert.deepEqual(page.trouble, []);
});

test("typing keeps the focus and the caret", async (t) => {
  const page = await open(t, host, `${host.origin}/`);
  const view = await drawn(page, "ec2_website.yaml");
  const field = view.field("InstanceType");
  await field.focus();
  await field.press("Home");
  await field.press("ArrowRight");
  await page.keyboard.type("XYZ");
  assert.equal(await field.inputValue(), "tXYZ3a.medium");
  assert.equal(await field.evaluate((input) => input.selectionStart), 4);
});

test("without the clipboard the command is selected, and the reader is told", async (t) => {
  const page = await open(t, host, `${host.origin}/`, {
    before: (page) => page.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined })),
  });
  const view = await drawn(page, "ec2_website.yaml");
  await view.copy("deploy").click();
  await view.commandBlock("deploy").getByText("press Ctrl+C").waitFor();
  assert.equal(await page.evaluate(() => getSelection().toString()), CREATE);
});

/** The security group's rules as the picture shows them. */
async function shownRules(view) {
  return (await view.pictureText()).split("\n").filter((line) => line.includes("←"));
}
