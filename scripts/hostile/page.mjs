// Measures heavy templates in the page: the longest task that holds the reader's browser, and the core's memory, in each
// lens. page.mjs FOLDER [NAME...]: FOLDER has the templates, as `cargo run --example heavy` writes them.
//
// The most that a task should take is 2 s on a quiet machine of two cores.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "../../tests/browser/chromium.mjs";
import { serve } from "../serve.mjs";
import { measure } from "./measure.mjs";

const LENSES = ["architecture", "all-resources", "references"];
const LONGEST = 2_000;

const [folder, ...names] = process.argv.slice(2);
const files = (await readdir(folder)).filter((file) => file.endsWith(".yaml")).sort();
const wanted = files.filter((file) => names.length === 0 || names.some((name) => file.includes(name)));

const site = await serve(new URL("../../dist/", import.meta.url).pathname);
const browser = await launchChromium();
let slow = 0;
for (const file of wanted) {
  const text = await readFile(join(folder, file), "utf8");
  const cells = [];
  for (const lens of LENSES) cells.push(await measure(browser, site.origin, text, lens));
  const worst = Math.max(...cells.map((cell) => cell.longest));
  if (worst > LONGEST) slow += 1;
  const shown = cells.map((cell) => `${cell.ending.split(":")[0]} ${Math.round(cell.longest)} ms`.padEnd(18));
  const memory = Math.max(...cells.map((cell) => cell.memory));
  console.log(`${file.slice(0, 48).padEnd(48)} ${shown.join(" ")} ${memory} MB${worst > LONGEST ? "  SLOW" : ""}`);
}
console.log(`${wanted.length} templates, ${slow} with a task over ${LONGEST} ms`);
await browser.close();
await site.close();
