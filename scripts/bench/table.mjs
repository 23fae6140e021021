// Prints what `make bench` measured: node scripts/bench/table.mjs FOLDER SIZE…
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const [folder, ...sizes] = process.argv.slice(2);
const json = async (name) => JSON.parse(await readFile(join(folder, name), "utf8"));
const { table } = await json("time.json");
const quality = await json("quality.json");

/** Milliseconds of the native layout: `references/gen500`, `architecture-open/gen500`. */
const native = {};
for (const [file, suffix] of [["native.txt", ""], ["native-open.txt", "-open"]]) {
  for (const line of (await readFile(join(folder, file), "utf8")).split("\n")) {
    const cells = line.trim().split(/\s+/);
    const lens = { referenc: "references", architec: "architecture", all: "all-resources" }[cells[0]];
    if (lens) native[`${lens}${suffix}/${cells.at(-1)}`] = Number(cells.at(-2));
  }
}

// Heads of rows, with the name in the harness; the others draw references, and so they stand beside that lens.
const LENSES = { references: "ours", architecture: 0, "architecture-open": 0, "all-resources": 0, "all-resources-open": 0 };
const ENGINES = { "ours, WASM": "ours", Graphviz: "graphviz", elkjs: "elk" };
const NAME = 28;
const wasm = (name, size) => table[`${name}/gen${size}`]?.warm_layout ?? NaN;
const cell = (value, digits = 1) => (Number.isFinite(value) ? value.toFixed(digits) : "-").padStart(10);

console.log("\nLayout in ms, warm; growth: the exponent from 200 to 500; times: the page's references lens is 1");
console.log("".padEnd(NAME) + sizes.map((size) => String(size).padStart(10)).join("") + "    growth   times at 500");
function row(name, time) {
  const growth = Math.log(time(500) / time(200)) / Math.log(500 / 200);
  const times = sizes.map((size) => cell(time(size))).join("");
  console.log(name.padEnd(NAME) + times + cell(growth, 2) + cell(time(500) / wasm("ours", 500)).padStart(15));
}
for (const [lens, name] of Object.entries(LENSES)) {
  const head = lens.replace("-open", " open").replace("-", " ");
  row(`${head}, native`, (size) => native[`${lens}/gen${size}`] ?? NaN);
  row(`${head}, WASM`, (size) => wasm(name || lens, size));
}
row("Graphviz", (size) => wasm("graphviz", size));
row("elkjs", (size) => wasm("elk", size));

const METRICS = ["overlaps", "containment", "crossings", "edgeOverlaps", "edgeThroughNode", "edgeThroughBox", "aspect", "density"];
const WIDTH = 15;
console.log("\nQuality, by the harness's own judge");
console.log("".padEnd(24) + METRICS.map((key) => key.padStart(WIDTH)).join(" "));
for (const size of sizes) {
  for (const [name, engine] of Object.entries(ENGINES)) {
    const found = quality[`${engine}/gen${size}`];
    if (!found) continue;
    const values = METRICS.map((key) => (Number.isInteger(found[key]) ? found[key] : found[key]?.toFixed(3)) ?? "-");
    console.log(`gen${size}`.padEnd(8) + name.padEnd(16) + values.map((value) => String(value).padStart(WIDTH)).join(" "));
  }
}
