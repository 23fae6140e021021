// What `render --format dot|d2|mermaid` writes is read by those tools themselves, and none of them loses a node or takes a
// name for more than a name.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { promisify } from "node:util";
import { D2 } from "../exports/node_modules/@terrastruct/d2/dist/node-esm/index.js";
import { instance } from "../exports/node_modules/@viz-js/viz/dist/viz.js";
import { launchChromium } from "./chromium.mjs";

const ROOT = new URL("../../", import.meta.url).pathname;
const BINARY = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/cfn-explorer");
const MERMAID = join(ROOT, "tests/exports/node_modules/mermaid/dist/mermaid.min.js");

/** Words that one of the languages knows, and names that would act in one if they were not escaped. */
const NAMES = [
  ...["end", "graph", "subgraph", "default", "style", "class", "click", "linkStyle", "classDef", "flowchart", "direction"],
  ...["node", "edge", "digraph", "strict", "label", "shape", "near", "icon", "width", "height", "top", "left", "constraint"],
  ...["layers", "scenarios", "steps", "vars", "classes", "null", "sql_table", "link", "tooltip", "source", "target", "_"],
  ...['"] end --> x["', '\\"; } digraph x {', "${vars.x} $ \\$", "<script>x</script>", "#quot; #35; &lt;", "`a` |md **b** | %% c"],
  ...["1. first - second", "- a", "# a", "\u202edlrow\u200b", "a\nb\r\nc\td", "'' \" '", "]]> --> <!--", "{a: b}", "*.* -> x", "\u{1f600} é"],
];

/** D2 and Mermaid take a tenth of a second each. */
const SLOW = 4;

let browser;
let folder;
before(async () => {
  execFileSync("cargo", ["build", "--quiet", "--locked", "--bin", "cfn-explorer"], { cwd: ROOT, stdio: "inherit" });
  folder = await mkdtemp(join(tmpdir(), "cfn-explorer-exports-"));
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

/** The templates of the series and of every so many scenes, and one of every name. */
async function files(every) {
  const found = [];
  for (const at of ["www/templates", "tests/scenes"]) {
    const names = (await readdir(join(ROOT, at))).filter((name) => name.endsWith(".yaml"));
    const chosen = names.filter((_, index) => at === "www/templates" || index % every === 0);
    found.push(...chosen.map((name) => join(ROOT, at, name)));
  }
  assert.ok(found.length > 300 / every, "the templates were not found");
  const resources = {};
  for (const name of NAMES) {
    resources[name] = { Type: "AWS::EC2::Instance", Properties: { SubnetId: { Ref: "Subnet" }, Tags: [{ Key: "Name", Value: name }] } };
  }
  resources.Vpc = { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.0.0.0/16", Tags: [{ Key: "Name", Value: NAMES.join(" ") }] } };
  resources.Subnet = { Type: "AWS::EC2::Subnet", Properties: { VpcId: { Ref: "Vpc" }, CidrBlock: "10.0.0.0/24" } };
  const names = join(folder, "names.json");
  await writeFile(names, JSON.stringify({ Resources: resources }));
  return [names, ...found];
}

const run = promisify(execFile);
async function rendered(file, format) {
  const options = ["render", file, "--format", format, "--detail", "everything"];
  return (await run(BINARY, options, { maxBuffer: 1 << 28 })).stdout;
}

/** Each file as text of a format and as what is drawn. */
async function* texts(format, every = 1) {
  for (const file of await files(every)) {
    const [text, drawn] = await Promise.all([rendered(file, format), rendered(file, "json")]);
    yield { file, text, nodes: JSON.parse(drawn).nodes.length };
  }
}

test("Graphviz lays out every picture, with each node once", async () => {
  const viz = await instance();
  for await (const { file, text, nodes } of texts("dot")) {
    const { status, output, errors } = viz.render(text, { format: "json" });
    // It knows the widths of few letters.
    const faults = errors.filter(({ message }) => !message.includes("width of non-ASCII character"));
    assert.deepEqual([status, faults], ["success", []], file);
    assert.equal(JSON.parse(output).objects?.length ?? 0, nodes, file);
  }
});

test("D2 compiles every picture, with each node once", async () => {
  const d2 = new D2();
  for await (const { file, text, nodes } of texts("d2", SLOW)) {
    const { diagram } = await d2.compile({ fs: { index: text }, options: { layout: "dagre" } }).catch((error) => {
      throw new Error(`${file}: ${error.message}`);
    });
    assert.equal(diagram.shapes.length, nodes, file);
  }
  d2.worker?.terminate();
});

test("Mermaid draws every picture, with each node once, and runs nothing of it", async (t) => {
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.addScriptTag({ path: MERMAID });
  await page.evaluate(() => globalThis.mermaid.initialize({ startOnLoad: false, maxTextSize: 1e7, maxEdges: 1e5 }));
  for await (const { file, text, nodes } of texts("mermaid", SLOW)) {
    const found = await page.evaluate(async (text) => {
      const { svg } = await globalThis.mermaid.render("picture", text);
      const drawn = new DOMParser().parseFromString(svg, "text/html");
      const broken = drawn.body.textContent.includes("Unsupported markdown");
      return [drawn.querySelectorAll("g.node, g.cluster").length, drawn.querySelectorAll("script, b").length, broken];
    }, text);
    assert.deepEqual(found, [nodes, 0, false], file);
  }
});
