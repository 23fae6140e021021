// The oldest browsers that the element draws in: nothing in its sources is newer, and all texts name the same.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import test from "node:test";
import { newInScript, newInStyle } from "./engines.mjs";
import { DIST } from "./server.mjs";

const OLDEST = { chrome: "123", edge: "123", firefox: "120", safari: "17.5" };

/** What a script may name all the same: what it asks for first, methods of our own, and what the core exports. */
const KNOWN = [".popover", ".showPopover", ".toWellFormed", ".ClipboardItem", "ClipboardItem", ".connection", ".fileName", ".destroy", ".memory"];

/** What the core's functions may, besides: what wasm-bindgen asks for first or tries, and what a listener's options hold. */
const KNOWN_OF_GLUE = ["Symbol.dispose", ".detached", "TouchEvent", ".touches", ".capture"];

/** What a style sheet may: some have no forced colours, and the others by another name, or later; nothing hangs on them. */
const ORNAMENTS = ["scrollbar-width", "scrollbar-color", "user-select", "forced-color-adjust", "text-wrap", "scrollbar-gutter"];

const source = (path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

/** The files of a folder that end so, by their paths. */
const listed = async (folder, end) =>
  (await readdir(new URL(`../../${folder}/`, import.meta.url))).filter((name) => name.endsWith(end)).map((name) => `${folder}/${name}`);

test("every script is one for the oldest browsers, those that wasm-bindgen wrote too", async () => {
  const ours = [...(await listed("www", ".js")), ...(await listed("www/page", ".js"))];
  assert.ok(ours.length >= 7);
  for (const name of ours) assert.deepEqual(newInScript(await source(name), OLDEST, KNOWN), [], name);
  // An explorer's options are an object of ours.
  const options = [...(await source("src/embed.rs")).matchAll(/getter, structural(?:, js_name = (\w+))?\)\]\s*fn (\w+)/g)].map(([, js, rust]) => `.${js ?? rust}`);
  assert.ok(options.includes(".fileName"));
  const glue = await readFile(`${DIST}core/cfn-explorer.js`, "utf8");
  assert.deepEqual(newInScript(glue, OLDEST, [...KNOWN, ...KNOWN_OF_GLUE, ...options]), [], "the core's functions");
});

test("every style sheet is one for the oldest browsers", async () => {
  assert.deepEqual(newInStyle(await source("www/frame.css"), OLDEST, ORNAMENTS), [], "the frame");
  assert.deepEqual(newInStyle(await source("src/view/explorer.css"), OLDEST, ORNAMENTS), [], "the explorer");
  const page = await listed("www/styles", ".css");
  assert.ok(page.length >= 4);
  for (const name of page) assert.deepEqual(newInStyle(await source(name), OLDEST, ORNAMENTS), [], name);
});

test("what is newer is found", () => {
  const script = (text) => newInScript(text, OLDEST).map((line) => line.split(":")[0]);
  assert.deepEqual(script("URL.parse(address, base);"), ["URL.parse"]);
  assert.deepEqual(script("const { promise } = Promise.withResolvers();"), ["Promise.withResolvers"]);
  assert.deepEqual(script("Object.groupBy(list, key); Promise.try(call);"), ["Promise.try"]);
  assert.deepEqual(script("new Set(list).union(other); text.isWellFormed();"), [".union"]);
  assert.deepEqual(script("JSON.parse(text); URL.canParse(text); list.toSorted(); reader.read();"), []);
  assert.throws(() => script("using file = open();"), SyntaxError);
  const style = (text) => newInStyle(text, OLDEST).map((line) => line.replace(/: [a-z]+ [\d.]+ lacks it.*/, ""));
  assert.deepEqual(style("a { color: light-dark(#000, #fff); width: clamp(1px, 2cqi, 3px); }"), []);
  assert.deepEqual(style("a { field-sizing: content; }"), ["field-sizing"]);
  assert.deepEqual(style("a { width: calc-size(auto, size); }"), ["calc-size()"]);
  assert.deepEqual(style("@starting-style { a { opacity: 0; } }"), ["@starting-style"]);
  assert.deepEqual(style("a:open { opacity: 0; }"), [":open"]);
  assert.deepEqual(style("a { colour: red; }"), ["colour: nobody knows it"]);
});

test("the oldest browsers are those that take what the element asks for, and every text names them", async () => {
  const sentence = `Chrome or Edge ${OLDEST.chrome}, Firefox ${OLDEST.firefox} or Safari ${OLDEST.safari}`;
  const script = await source("www/cfn-explorer.js");
  assert.ok(script.includes(`const OLDEST = "${sentence}";`));
  assert.match(script, /CSS\.supports\("color", "light-dark\(/);
  for (const file of ["README.md", "docs/embedding.md"]) {
    const said = `Chrome and Edge ${OLDEST.chrome}, Firefox ${OLDEST.firefox} and Safari ${OLDEST.safari}`;
    assert.ok((await source(file)).replace(/\s+/g, " ").includes(said), file);
  }
  // One release earlier of each lacks it.
  const earlier = { chrome: "122", edge: "122", firefox: "119", safari: "17.4" };
  for (const [engine, version] of Object.entries(earlier)) {
    const [line] = newInStyle("a { color: light-dark(#000, #fff); }", { [engine]: version });
    assert.equal(line, `light-dark(): ${engine} ${version} lacks it`);
  }
});
