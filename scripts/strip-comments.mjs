// Takes the comments and the indentation out of the scripts that readers load, which are a quarter of them, and puts the frame's
// style sheet into the element's: it must be there with it. Trunk calls this after each build, with the folder that it fills.
// acorn reads the scripts: what is a comment is not guessed.
import { readFile, writeFile } from "node:fs/promises";
import { parse } from "acorn";

const FILES = ["cfn-explorer.js", "save.js", "visit.js", "core/instance.js", "core/outside.js", "core/cfn-explorer.js"];
const folder = process.env.TRUNK_STAGING_DIR;

for (const name of FILES) {
  const path = `${folder}/${name}`;
  await writeFile(path, stripped(await readFile(path, "utf8")));
}

const element = `${folder}/cfn-explorer.js`;
const frame = packed(await readFile(new URL("../www/frame.css", import.meta.url), "utf8"));
const [before, after, ...more] = (await readFile(element, "utf8")).split("`frame.css`");
if (after === undefined || more.length > 0 || /[\\`$]/.test(frame)) throw new Error("cfn-explorer.js has no one place for frame.css");
await writeFile(element, `${before}\`${frame}\`${after}`);

/** A style sheet without comments and unneeded space, as build.rs makes the explorer's. */
function packed(sheet) {
  const text = sheet.replace(/\/\*[^]*?\*\//g, "").replace(/\s+/g, " ").trim();
  return text.replace(/ ?([{};,]) ?/g, "$1").replaceAll(": ", ":").replaceAll(";}", "}");
}

function stripped(script) {
  const comments = [];
  const texts = []; // templates keep their lines as they are
  parse(script, {
    ecmaVersion: "latest",
    sourceType: "module",
    onComment: (isBlock, text, start, end) => comments.push([start, end]),
    onToken: ({ type, start, end }) => type.label === "template" && texts.push([start, end]),
  });
  const without = comments.reduceRight((rest, [start, end]) => blank(rest, start, end), script);
  let kept = "";
  let at = 0;
  for (const [start, end] of texts) {
    kept += tidy(without.slice(at, start)) + without.slice(start, end);
    at = end;
  }
  return (kept + tidy(without.slice(at))).replace(/^\n/, "");
}

/** As many blanks: places in the script stay true, and a line stays a line. */
function blank(script, start, end) {
  return script.slice(0, start) + script.slice(start, end).replace(/[^\n]/g, " ") + script.slice(end);
}

/** A line break may end a statement, so one of several stays. */
function tidy(script) {
  return script.replace(/[ \t]*\n\s*/g, "\n");
}
