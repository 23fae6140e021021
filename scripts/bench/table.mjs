// Prints what `make bench` measured: node scripts/bench/table.mjs FOLDER SIZE…
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const [folder, ...sizes] = process.argv.slice(2);
const json = async (name) => JSON.parse(await readFile(join(folder, name), "utf8"));
const { table } = await json("time.json");
const quality = await json("quality.json");

/** Milliseconds of the native layout in the references lens, by template. */
const native = {};
for (const line of (await readFile(join(folder, "native.txt"), "utf8")).split("\n")) {
  const cells = line.trim().split(/\s+/);
  if (cells[0] === "referenc") native[cells.at(-1)] = Number(cells.at(-2));
}

const ENGINES = { "ours, native": null, "ours, WASM": "ours", Graphviz: "graphviz", elkjs: "elk" };
const time = (engine, size) => (engine ? table[`${engine}/gen${size}`]?.warm_layout : native[`gen${size}`]) ?? NaN;
const cell = (value, digits = 1) => (Number.isFinite(value) ? value.toFixed(digits) : "-").padStart(10);

console.log("\nLayout in ms, warm, references lens; growth: the exponent from 200 to 500; times: ours in WASM is 1");
console.log("".padEnd(14) + sizes.map((size) => String(size).padStart(10)).join("") + "    growth   times at 500");
for (const [name, engine] of Object.entries(ENGINES)) {
  const growth = Math.log(time(engine, 500) / time(engine, 200)) / Math.log(500 / 200);
  const times = sizes.map((size) => cell(time(engine, size))).join("");
  console.log(name.padEnd(14) + times + cell(growth, 2) + cell(time(engine, 500) / time("ours", 500)).padStart(15));
}

const METRICS = ["overlaps", "containment", "crossings", "edgeOverlaps", "edgeThroughNode", "edgeThroughBox", "aspect", "density"];
const WIDTH = 15;
console.log("\nQuality, by the harness's own judge");
console.log("".padEnd(24) + METRICS.map((key) => key.padStart(WIDTH)).join(" "));
for (const size of sizes) {
  for (const [name, engine] of Object.entries(ENGINES)) {
    const found = engine && quality[`${engine}/gen${size}`];
    if (!found) continue;
    const values = METRICS.map((key) => (Number.isInteger(found[key]) ? found[key] : found[key]?.toFixed(3)) ?? "-");
    console.log(`gen${size}`.padEnd(8) + name.padEnd(16) + values.map((value) => String(value).padStart(WIDTH)).join(" "));
  }
}
