// The parts of the page with their sizes, zipped as servers with brotli can (quality 11), and what each may take.
// `node scripts/budgets.mjs` prints them as a table; tests/browser/budgets.test.mjs holds them.
import { readFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url);
const KB = 1000;

/**
 * What is loaded together, when, and the most that it may take: `budget` is where it is to be, and `limit`, where it is not
 * there yet, the most that it may take until then. A limit is only ever lowered. `part` names a part of the core
 * (src/view/parts.rs): what several have in common is weighed with the first of them here.
 */
export const PARTS = [
  { name: "the element", when: "with the page", files: ["cfn-explorer.js"], budget: 6 * KB },
  {
    name: "core",
    when: "near the viewport, or at the first touch",
    files: ["core/instance.js", "core/outside.js", "core/cfn-explorer.js", "core/cfn-explorer_bg.wasm"],
    budget: 440 * KB,
    limit: 656 * KB,
  },
  { name: "panels", when: "with the first picture", part: "panels", budget: 120 * KB },
  { name: "folding", when: "with a large picture, or when the reader folds", part: "folding", budget: 25 * KB },
  { name: "loops", when: "with a template that has some", part: "loops", budget: 10 * KB },
  { name: "template", when: "its tab, or an edit", part: "editing", budget: 50 * KB },
  { name: "check", when: "problems, or a template with errors", part: "check", budget: 50 * KB },
  { name: "search", when: "first use", part: "search", budget: 15 * KB },
  { name: "references lens", when: "first use", part: "references", budget: 55 * KB },
  { name: "map, table, changes", when: "after the picture", part: "forms", budget: 12 * KB },
  { name: "saving", when: "first use", part: "export", files: ["save.js"], budget: 15 * KB },
  { name: "other tools", when: "first use", part: "tools", budget: 20 * KB },
  { name: "links and visits", when: "first use", files: ["visit.js"], budget: 5 * KB },
];

/** What is no code; nobody who only looks loads it. */
const DATA = { name: "type facts", when: "problems, or a template with errors", files: ["core/type-facts.txt"], budget: 300 * KB };

/** All of {@link PARTS}. */
const TOGETHER = { name: "all of these", when: "", budget: 640 * KB, limit: 944 * KB };

/** Each part with its files and their bytes, as they are and zipped; then all of them together, and the data. */
export async function weigh() {
  const { __parts } = await import(new URL("core/cfn-explorer.js", DIST));
  const seen = new Set();
  const parts = PARTS.map(({ files = [], part, ...rest }) => {
    const own = (__parts.files[part] ?? []).map((name) => `core/${__parts.folder}/${name}.wasm`);
    const all = [...files, ...own].filter((name) => !seen.has(name));
    all.forEach((name) => seen.add(name));
    return { ...rest, files: all };
  });
  const weighed = [];
  for (const part of [...parts, DATA]) {
    const files = await Promise.all(part.files.map((name) => readFile(new URL(name, DIST))));
    const sum = (size) => files.reduce((total, file) => total + size(file), 0);
    weighed.push({ ...part, plain: sum((file) => file.length), zipped: sum(zipped) });
  }
  const data = weighed.pop();
  const all = (of) => weighed.reduce((total, part) => total + part[of], 0);
  return [...weighed, { ...TOGETHER, files: [], plain: all("plain"), zipped: all("zipped") }, data];
}

function zipped(file) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: file.length };
  return brotliCompressSync(file, { params }).length;
}

/** How a part stands to its budget. */
export const verdict = ({ zipped, budget }) => (zipped <= budget ? "pass" : "short");

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const kb = (bytes) => `${(bytes / KB).toFixed(1)} KB`;
  const rows = (await weigh()).map((part) => [part.name, part.when, kb(part.plain), kb(part.zipped), kb(part.budget), verdict(part)]);
  const all = [["part", "when", "plain", "brotli", "budget", ""], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  for (const row of all) console.log(`    ${row.map((cell, column) => cell.padEnd(widths[column])).join("  ").trimEnd()}`);
}
