// What in a script or a style sheet is newer than given engines, by MDN's tables of what each release knows.
//
// Names of members are judged without knowing whose they are: one is too new when nobody had it in the oldest engines.
// So `URL.parse` is found by the class that it is called on, and `.toSorted` by its name alone, but not a `.parse` on
// anything else.
import { createRequire } from "node:module";
import { parse } from "acorn";
import * as css from "css-tree";

const tables = createRequire(import.meta.url)("@mdn/browser-compat-data");

/** What takes private methods, `??=` and class fields, and no more. */
const ECMASCRIPT = 2022;

/** Lists what of a module's text the engines lack: `{ chrome: "123", … }`, but for the names in `known`. */
export function newInScript(text, engines, known = []) {
  const found = new Set();
  const judge = (name, entries) => {
    if (entries.length === 0 || known.includes(name)) return;
    const lacking = entries.map((entry) => lacks(entry, engines));
    if (lacking.every(Boolean)) found.add(`${name}: ${lacking[0]}`);
  };
  walk(parse(text, { ecmaVersion: ECMASCRIPT, sourceType: "module" }), (node) => {
    if (node.type === "Identifier") judge(node.name, globals(node.name));
    if (node.type !== "MemberExpression" || node.computed) return;
    const { object, property } = node;
    if (property.type !== "Identifier") return;
    const owner = object.type === "Identifier" ? globals(object.name) : [];
    const own = owner.flatMap((entry) => [entry[property.name], entry[`${property.name}_static`]].filter(Boolean));
    if (own.length > 0) judge(`${object.name}.${property.name}`, own);
    else judge(`.${property.name}`, members.get(property.name) ?? []);
  });
  return [...found].sort();
}

/** The same for a style sheet; `known` has properties. */
export function newInStyle(text, engines, known = []) {
  const found = new Set();
  const judge = (name, entry) => {
    const lacking = entry && lacks(entry, engines);
    if (lacking) found.add(`${name}: ${lacking}`);
    return Boolean(lacking);
  };
  const { properties, selectors, types } = tables.css;
  const atRules = tables.css["at-rules"];
  // What stands in at-rules is left as it is written: css-tree knows not all of it.
  const onParseError = (error) => found.add(`cannot be read: ${error.message}`);
  css.walk(css.parse(text, { parseAtrulePrelude: false, onParseError }), (node) => {
    if (node.type === "Declaration" && !/^-/.test(node.property) && !known.includes(node.property)) {
      const property = properties[node.property];
      if (!property) found.add(`${node.property}: nobody knows it`);
      if (judge(node.property, property)) return;
      css.walk(node.value, (part) => {
        if (part.type === "Identifier") judge(`${node.property}: ${part.name}`, property?.[part.name]);
      });
    }
    // As written: css-tree keeps what it does not take apart as raw text.
    if (node.type === "Function") judge(`${node.name}()`, functionOf(types, node.name));
    if (node.type === "Raw") for (const [, name] of node.value.matchAll(/([a-z-]+)\(/g)) judge(`${name}()`, functionOf(types, name));
    if (node.type === "PseudoClassSelector" || node.type === "PseudoElementSelector") judge(`:${node.name}`, selectors[node.name]);
    if (node.type === "Dimension") judge(`${node.unit}`, unitOf(types, node.unit));
    if (node.type === "Atrule") {
      judge(`@${node.name}`, atRules[node.name]);
      if (node.name === "media") {
        const prelude = css.generate(node.prelude);
        for (const [, feature] of prelude.matchAll(/\(\s*([a-z-]+)/g)) judge(`@media (${feature})`, atRules.media[feature]);
        if (/[<>]/.test(prelude)) judge("@media with <", atRules.media.range_syntax);
      }
    }
    if (node.type === "NestingSelector") judge("nesting", selectors.nesting);
  });
  return [...found].sort();
}

/** The entries of a name that stands by itself: the page's classes and functions, and the language's own. */
function globals(name) {
  const { api, javascript, webassembly } = tables;
  const entries = [api[name], javascript.builtins[name], webassembly?.api?.[name]];
  return entries.filter((entry) => entry?.__compat && Object.hasOwn(entry, "__compat"));
}

/** Every member that some class has, by its name. */
const members = new Map();
for (const group of [tables.api, tables.javascript.builtins, tables.webassembly.api]) {
  for (const owner of Object.values(group)) {
    for (const [key, entry] of Object.entries(owner)) {
      if (!entry?.__compat || key === "__compat") continue;
      const name = key.replace(/_(static|event)$/, "");
      if (key.endsWith("_event")) continue;
      members.set(name, [...(members.get(name) ?? []), entry]);
    }
  }
}

/** The entry of a function of CSS, which stand in the tables by what they give. */
function functionOf(types, name) {
  for (const type of Object.values(types)) if (type[name]?.__compat) return type[name];
  return types[name]?.__compat ? types[name] : undefined;
}

/** The entry of a unit of length, where it has one of its own. */
function unitOf(types, unit) {
  const length = types.length ?? {};
  return length[unit] ?? (/^cq/.test(unit) ? length.container_query_length_units : undefined);
}

/** Which of the engines lacks this, in words; nothing when none does. */
function lacks(entry, engines) {
  const late = Object.entries(engines).filter(([engine, oldest]) => {
    const statements = [entry.__compat.support[engine] ?? []].flat();
    return !statements.some(({ version_added: since, version_removed: until, flags, prefix, alternative_name: other }) => {
      if (typeof since !== "string" || since === "preview" || flags || prefix || other) return false;
      return compare(since.replace("≤", ""), oldest) <= 0 && (!until || compare(until, oldest) > 0);
    });
  });
  return late.map(([engine, oldest]) => `${engine} ${oldest} lacks it`).join(", ");
}

function compare(a, b) {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function walk(node, visit) {
  if (!node || typeof node.type !== "string") return;
  visit(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) value.forEach((item) => walk(item, visit));
    else if (value && typeof value === "object") walk(value, visit);
  }
}
