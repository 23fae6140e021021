// Heavy templates in the page: each is drawn or refused in words, and the core stays whole. Times are printed, and fail
// nothing but what never ends; `make hostile` measures every family.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { measure } from "../../scripts/hostile/measure.mjs";
import { site } from "./support.mjs";

/** Where `make test` has written the families of 1 MB. */
const FOLDER = process.env.CFN_EXPLORER_HEAVY ?? new URL("../../target/heavy", import.meta.url).pathname;

/** Those that were, or could be, the heaviest of their kinds. */
const HEAVIEST = {
  architecture: [
    "nested-Base64",
    "aliases-of-a-long-name",
    "dynamic-references-that-never-end",
    "names-nearly-right",
    "many-parameters",
    "many-outputs",
    "a-long-default-in-outputs",
    "Globals-for-many-functions",
    "many-subnets",
    "long-names-of-everything",
  ],
  "all-resources": ["Auto-Scaling-groups-over-many-subnets", "items-that-must-differ", "types-nobody-knows"],
  references: ["dense-DependsOn", "stacks-alike-and-not"],
};

/** Those that are not read at all: the reader is told so. */
const REFUSED = ["aliases-of-a-long-name", "dynamic-references-that-never-end"];

const world = site(before, after);

for (const [lens, names] of Object.entries(HEAVIEST)) {
  for (const name of names) {
    test(`${name}, in the lens ${lens}`, async (t) => {
      const files = await readdir(FOLDER).catch(() => []);
      assert.ok(files.includes(`${name}.yaml`), "the templates are missing: make test writes them");
      const text = await readFile(join(FOLDER, `${name}.yaml`), "utf8");
      const { ending, longest, memory } = await measure(world.browser, world.origin, text, lens);
      t.diagnostic(`${ending}, longest task ${Math.round(longest)} ms, ${memory} MB`);
      if (REFUSED.includes(name)) assert.match(ending, /^error: heavy\.yaml cannot be drawn\. Line \d+, column \d+\. ./);
      else assert.equal(ending, "drawn");
    });
  }
}
