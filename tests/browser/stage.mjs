// Where scenarios.mjs plays: a blog's post that embeds the element, in a browser that one of drivers/ drives.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ownFolder } from "./drivers/program.mjs";
import { serveOtherOrigin } from "./server.mjs";
import { eventually, post } from "./support.mjs";

/** How long what is waited for may take, on a machine that has much to do. */
const PATIENCE_MS = 30_000;

/** What every post tells: the element's events, and all that the page has to complain of. */
const WITNESS = `<script>(${witness})()</script>`;

function witness() {
  globalThis.events = [];
  globalThis.trouble = [];
  for (const name of ["ready", "change", "error"]) document.addEventListener(`cfn-explorer-${name}`, () => events.push(name));
  addEventListener("error", (event) => trouble.push(event.message ?? `not loaded: ${event.target.outerHTML}`), true);
  addEventListener("unhandledrejection", (event) => trouble.push(String(event.reason)));
  for (const level of ["error", "warn"]) {
    const say = console[level];
    console[level] = (...words) => {
      trouble.push(words.join(" "));
      say.apply(console, words);
    };
  }
  const root = () => document.querySelector("cfn-explorer").shadowRoot;
  globalThis.part = (selector) => root()?.querySelector(selector) ?? null;
  globalThis.text = () => [...root().querySelectorAll(".diagram .picture text")].map((text) => text.textContent).join("\n");
  globalThis.isSeen = (element) => Boolean(element?.checkVisibility({ visibilityProperty: true }));
  /** Where to press a part: its middle, once it is on the screen and nothing covers it. */
  globalThis.place = (selector) => {
    const wanted = part(selector);
    if (!wanted) return null;
    wanted.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = wanted.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    let hit = document.elementFromPoint(x, y);
    while (hit?.shadowRoot?.elementFromPoint(x, y) && hit.shadowRoot.elementFromPoint(x, y) !== hit) hit = hit.shadowRoot.elementFromPoint(x, y);
    return wanted.contains(hit) ? { x, y } : null;
  };
}

/**
 * A stage of this browser for one scenario. `host` is where the element comes from; `known` keeps what must be the same
 * everywhere. `leave` closes what was opened, and gives what the pages had to complain of, and, where asked, what they showed.
 */
export function stageIn(browser, host, known) {
  const opened = [];
  const stage = {
    /** A post with this body and these files beside it; waits until the element has drawn unless told otherwise. */
    async open(body, files, { drawn = true } = {}) {
      const folder = ownFolder();
      const closing = [folder.remove];
      opened.push({ closing });
      const put = (name, text) => writeFile(join(folder.path, name), text);
      const server = await serveOtherOrigin(folder.path);
      closing.push(server.close);
      for (const [name, text] of Object.entries({ ...files, "post.html": post(host, body, WITNESS) })) await put(name, text);
      const tab = await browser.open(`${server.origin}/post.html`);
      closing.push(tab.close);
      opened.at(-1).trouble = () => tab.run("trouble");
      opened.at(-1).shown = () => tab.run(`document.querySelector("cfn-explorer").shadowRoot.textContent`);
      const page = pageOf(tab, put);
      if (drawn) await page.until("the picture is drawn", () => part("svg.diagram .picture > *"));
      return page;
    },
    sameEverywhere(what, value) {
      if (!known.has(what)) known.set(what, value);
      if (known.get(what) !== value) throw new Error(`${what}: not as in the browser before`);
    },
  };
  const leave = async (withWhatIsShown = false) => {
    const trouble = [];
    for (const { closing, trouble: ask, shown } of opened) {
      trouble.push(...((await ask?.().catch((error) => [error.message])) ?? []));
      if (withWhatIsShown) trouble.push(`shown: ${(await shown?.().catch((error) => error.message))?.slice(0, 500)}`);
      for (const close of closing.toReversed()) await close();
    }
    return trouble;
  };
  return { stage, leave };
}

/** What a scenario does with a page. Functions that it hands over run in the page, where WITNESS has put names. */
function pageOf(tab, put) {
  const run = (what, ...values) => tab.run(typeof what === "string" ? what : `(${what})(${values.map((value) => JSON.stringify(value)).join(", ")})`);
  const until = async (what, test, ...values) => {
    let last;
    const asked = () => run(test, ...values).then((is) => Boolean(is), (error) => void (last = error));
    if (!(await eventually(asked, Boolean, PATIENCE_MS))) throw new Error(`not in ${PATIENCE_MS / 1000} s: ${what}${last ? ` (${last.message})` : ""}`);
  };
  /** Where a part stands, once it stands still. */
  const placeOf = async (selector) => {
    let before;
    const look = async () => {
      const [now, last] = [await run((selector) => place(selector), selector), before];
      before = now;
      return now && now.x === last?.x && now.y === last?.y ? now : null;
    };
    const found = await eventually(look, Boolean, PATIENCE_MS);
    if (!found) throw new Error(`cannot be pressed: ${selector}`);
    return found;
  };
  const press = async (selector) => tab.press(await placeOf(selector));
  return {
    run,
    until,
    put,
    press,
    key: tab.key,
    /** Types into a field, over what is in it. */
    async type(selector, text) {
      await press(selector);
      await tab.key("Control+a");
      for (const character of text) await tab.key(character);
    },
    /** All text of the picture, a line each. */
    text: () => run(() => text()),
    /** The command that makes the stack. */
    command: () => run(() => part(`[data-command="deploy"] pre`).innerText),
    downloaded: (selector) => tab.downloaded(() => press(selector)),
  };
}
