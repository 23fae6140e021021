// <cfn-explorer src="template.yaml">: draws the architecture that a CloudFormation template builds.
//
// One line in a page is enough; everything else is found beside this file, whatever its origin:
//   <script type="module" src="https://host/cfn-explorer.js"></script>
//   <cfn-explorer src="template.yaml" stack-name="demo" style="display: block; height: 1080px">
//     <img src="template.svg" alt="…" style="max-width: 100%">
//   </cfn-explorer>
//
// What stands inside the tag is shown until the drawing is there, and stays when it cannot be made. The style keeps the
// room before this script runs; the explorer fills it, whatever the width.

/** What it takes: `light-dark()` came last. tests/browser/engines.test.mjs holds the sources to these. */
const OLDEST = "Chrome or Edge 123, Firefox 120 or Safari 17.5";
const IS_NEW_ENOUGH = CSS.supports("color", "light-dark(#000, #fff)");

/** How far ahead of the viewport an element starts to load. */
const AHEAD = "600px 0px";

/** CloudFormation takes no template over 1 MB (S3) and neither do we. */
const MAX_BYTES = 1_048_576;

/** The attributes that the drawing follows; `theme` is for the style sheet alone. */
const ATTRIBUTES = ["src", "stack-name", "region", "template-url", "lens", "ghosts", "detail", "heading-level"];

/** How long nothing is said of loading: most readers wait no longer. */
const PATIENCE_MS = 300;

/** After how long loading is said in words. */
const LONG_MS = 10_000;

/**
 * The frame has the same size before and after the drawing is there, so that the page never jumps: the height that the
 * page gives the element, which the rows share out, else one that follows from the element's width alone. The rows are
 * those of the explorer: bar, picture, panels. Lengths are in px, here and in explorer.css: a rem is the page's, and many
 * blogs set it to 10px. Light or dark is as the page is (`color-scheme`), unless `theme` says it.
 */
const FRAME = `
:host {
  display: block; container: cfn-explorer / inline-size;
  --_bar: 48px; --_tools: 52px; --_line: var(--cfn-border, light-dark(#d5dbe3, #323d4b));
  --_font: var(--cfn-font, -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif);
}
:host([hidden]) { display: none; }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
.frame {
  all: initial; color-scheme: inherit; /* what a page sets on the element itself would be inherited otherwise */
  flood-color: light-dark(#000, #fff); /* paints nothing: it tells the script which of the two it is */
  font: 400 16px/1.5 var(--_font);
  box-sizing: border-box; display: grid; height: 100%; overflow: hidden auto;
  --_stage: var(--cfn-picture-height, calc(clamp(224px, 76cqi, 528px) + var(--_tools)));
  --_panel: var(--cfn-panel-height, 400px); --_deploy: var(--cfn-deploy-height, 432px);
  /* In a given height the panels give way first, and the picture takes what is left. */
  --_panel-row: minmax(min(200px, var(--_panel)), var(--_panel)); --_deploy-row: minmax(min(200px, var(--_deploy)), var(--_deploy));
  grid: "bar" var(--_bar) "stage" minmax(var(--_stage), 1fr) "panel" var(--_panel-row) "deploy" var(--_deploy-row) / minmax(0, 1fr);
  color: var(--cfn-text, light-dark(#1b232d, #e6ebf1)); background: var(--cfn-surface, light-dark(#ffffff, #141a22));
  border: 1px solid var(--cfn-border, light-dark(#d5dbe3, #323d4b)); border-radius: var(--cfn-radius, 12px);
}
@container cfn-explorer (width < 640px) {
  .frame { --_tools: 88px; } /* two rows */
}
@container cfn-explorer (width >= 672px) {
  .frame {
    --_panel: var(--cfn-panel-height, 448px);
    grid: "bar bar" var(--_bar) "stage stage" minmax(var(--_stage), 1fr) "panel deploy" var(--_panel-row) / minmax(0, 6fr) minmax(0, 7fr);
  }
}
@container cfn-explorer (width >= 960px) {
  .frame {
    --_stage: var(--cfn-picture-height, clamp(416px, 40cqi, 576px)); --_deploy: var(--cfn-deploy-height, 416px);
    grid: "bar panel" var(--_bar) "stage panel" minmax(var(--_stage), 1fr) "deploy panel" var(--_deploy-row) / minmax(0, 1fr) clamp(352px, 32cqi, 400px);
  }
}
/* What stands in the tag begins where it began before this script ran: it must not jump either. */
.waiting { grid-area: bar-start / bar-start / stage-end / stage-end; contain: size; min-height: 0; min-width: 0; overflow: hidden; }
.waiting ::slotted(*) { max-width: 100%; max-height: 100%; box-sizing: border-box; }
.waiting ::slotted(svg), .waiting ::slotted(img), .waiting ::slotted(picture) {
  width: 100%; height: 100%; object-fit: contain; padding: var(--_bar) 12px var(--_tools);
}
/* It is in a line, where padding would push what it holds out of sight. */
.waiting ::slotted(picture) { padding: 0; }
.skeleton { grid-area: stage; margin: 12px; border: 2px dashed var(--_line); position: relative; }
.skeleton::before, .skeleton::after { content: ""; position: absolute; inset: 22% 54% 22% 12%; border: 2px dashed var(--_line); }
.skeleton::after { inset-inline: 54% 12%; }
.loading { height: 0; position: relative; z-index: 1; direction: ltr; }
.progress { position: absolute; inset: 0 0 auto; height: 3px; overflow: hidden; background: color-mix(in srgb, var(--_line) 60%, transparent); }
.progress::before { content: ""; position: absolute; inset: 0 auto 0 0; width: 30%; background: var(--cfn-accent, light-dark(#0b62b8, #6db3ff)); }
@media (prefers-reduced-motion: no-preference) {
  .progress::before { animation: 1.4s ease-in-out infinite alternate on-its-way; }
}
@keyframes on-its-way { from { translate: 0; } to { translate: 233%; } }
@media (forced-colors: active) { .progress::before { background: Highlight; } }
.patience {
  position: absolute; inset: 12px auto auto 12px; max-width: calc(100% - 24px); box-sizing: border-box; margin: 0; padding: 6px 12px;
  font: 400 14px/1.4 var(--_font); color: var(--cfn-text, light-dark(#1b232d, #e6ebf1));
  background: var(--cfn-surface, light-dark(#ffffff, #141a22)); border: 1px solid var(--_line); border-radius: 6px;
}
.patience:empty { display: none; }
.root, .seat { display: contents; }
.note {
  direction: ltr; grid-area: panel; padding: 24px; text-align: center; align-self: center; font-size: 15px;
  overflow-wrap: anywhere;
}
.note p { margin: 0 auto 12px; max-width: 544px; }
.note button {
  font: inherit; font-weight: 600; min-height: 36px; padding: 0 16px; cursor: pointer; color: inherit;
  background: none; border: 1px solid currentColor; border-radius: 6px;
}
.note button:focus-visible { outline: 2px solid var(--cfn-accent, light-dark(#0b62b8, #6db3ff)); outline-offset: 2px; }
[hidden] { display: none !important; }
@media print {
  :host { height: auto !important; }
  .frame { display: block; height: auto; overflow: visible; }
  .loading, .skeleton { display: none; }
}
`;

let frameSheet = null;

/** A style sheet that all elements share; unlike a style element, content security policies have nothing against it. */
function sheetOf(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

function build(tag, name = "", text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}

/** What to tell a reader. */
class Problem extends Error {}

/** The one instance of the core that all elements of a page share, and how often it was tried. */
let core = null;
let tries = 0;

/** The style sheet of the drawings: the core has it. */
let coreSheet = null;

function loadCore() {
  core ??= importCore().catch((error) => {
    core = null; // so that a retry can succeed
    throw new Problem(`The interactive drawing could not be loaded (${error.message}).`, { cause: error });
  });
  return core;
}

async function importCore() {
  if (typeof WebAssembly === "undefined") throw new Error("this browser runs no WebAssembly");
  // Browsers remember modules, those that failed to load and those whose instance has ended: each further try has
  // addresses of its own.
  const again = tries > 0 ? `?retry=${tries}-${Date.now()}` : "";
  tries += 1;
  const file = (name) => new URL(`./core/${name}${again}`, import.meta.url).href;
  try {
    const [{ instantiate }, glue, wasm] = await Promise.all([
      import(file("instance.js")),
      import(file("cfn-explorer.js")),
      fetch(file("cfn-explorer_bg.wasm"), { credentials: "same-origin" }),
    ]);
    const instance = await instantiate(glue, wasm, () => {
      core = null; // whoever asks from now on gets a new one
    });
    coreSheet ??= sheetOf(instance.stylesheet());
    return instance;
  } catch (error) {
    // Right after a new release a cache may still have one of the files of the old.
    if (tries === 1 && error instanceof WebAssembly.LinkError) return importCore();
    throw error;
  }
}

/** The facts about AWS's resource types on their way, for all elements: the core keeps them once they are there. */
let facts = null;

/** They are larger than all the rest: the core asks when a reader wants a template checked, and not before. */
function loadTypeFacts() {
  facts ??= fetchTypeFacts().finally(() => {
    facts = null;
  });
  return facts;
}

async function fetchTypeFacts() {
  let response;
  try {
    response = await fetch(new URL("./core/type-facts.txt", import.meta.url), { credentials: "same-origin" });
  } catch (error) {
    throw new Problem("there is no connection", { cause: error });
  }
  if (!response.ok) throw new Problem(`the server answered HTTP ${response.status}`);
  try {
    return await response.text();
  } catch (error) {
    throw new Problem("the connection broke off", { cause: error });
  }
}

/** What each further try to load save.js adds to its address, as for the core. */
let saveAgain = "";

/** What saves pictures: few readers do, so it comes when the first one does. */
function loadSave() {
  return import(new URL(`./save.js${saveAgain}`, import.meta.url).href).catch((error) => {
    saveAgain = `?retry=${Date.now()}`;
    throw new Problem("The file could not be made: there is no connection.", { cause: error });
  });
}

/** The address that an attribute gives, or a {@link Problem} that says what is wrong with it. */
function addressOf(src) {
  if (!src) throw new Problem("This element has no src attribute: there is no template to draw.");
  let url;
  try {
    url = new URL(src, document.baseURI);
  } catch (error) {
    throw new Problem(`“${quotable(src)}” is no address of a template. Check the src attribute.`, { cause: error });
  }
  if (!FETCHABLE.test(url.protocol)) {
    throw new Problem(`No template can be fetched from a ${url.protocol} address (“${quotable(src)}”). Check the src attribute.`);
  }
  return url;
}

/** The bytes of a template, or a {@link Problem} that says what to do: the core makes text of them. `again` asks the server whether there is a newer one. */
async function fetchTemplate(url, signal, again) {
  const name = sayable(fileName(url));
  let response;
  try {
    response = await fetch(url, { signal, credentials: "same-origin", cache: again ? "no-cache" : "default" });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Problem(`${name} could not be fetched: ${whyUnreachable(url)}.`, { cause: error });
  }
  if (response.status === 404) {
    throw new Problem(`${name} was not found at ${url.href} (HTTP 404). Check the src attribute.`);
  }
  if (!response.ok) throw new Problem(`${name} could not be fetched: the server answered HTTP ${response.status}.`);
  if (/^text\/html\b/i.test(response.headers.get("content-type") ?? "")) {
    throw new Problem(`${name} is a web page, not a template. Check the src attribute.`);
  }
  return readCapped(response, name);
}

/** Why a browser may have fetched nothing; it does not tell scripts. */
function whyUnreachable(url) {
  if (url.protocol === "file:") {
    return location.protocol === "file:"
      ? "browsers let no page that is opened as a file read other files. Serve the folder instead, as with “python3 -m http.server”"
      : "no page on the web may read files of its reader. Give src the template’s address on the web";
  }
  if (!url.host) return `its ${url.protocol} address leads to nothing`;
  if (location.protocol === "https:" && url.protocol === "http:") {
    return `there is no connection, or the browser lets no page on https read from ${url.origin}`;
  }
  if (url.origin === location.origin) return "there is no connection";
  return `there is no connection, or ${url.host} does not let this page read it (CORS)`;
}

async function readCapped(response, name) {
  const reader = response.body.getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    size += value.byteLength;
    if (size > MAX_BYTES) {
      reader.cancel();
      throw tooLarge(name);
    }
    chunks.push(value);
  }
}

const tooLarge = (name) => new Problem(`${name} is larger than 1 MB, the most that CloudFormation takes. Split it into nested stacks.`);

/** The last part of an address, as a reader would save it. */
function fileName(url) {
  if (!/^(https?|file):$/.test(url.protocol)) return "template.yaml"; // data: and blob: have no name
  const last = url.pathname.split("/").pop();
  try {
    return decodeURIComponent(last) || url.host;
  } catch {
    return last;
  }
}

/** What a page may fetch at all; `javascript:` and `mailto:` are addresses of no text. */
const FETCHABLE = /^(https?|file|data|blob|[a-z-]+-extension):$/;

/** As much of an attribute as a message has room for. */
function quotable(text) {
  return sayable(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/**
 * Why a file that is saved may not arrive: a sandboxed frame needs `allow-downloads`, and no browser tells a script that it
 * saved nothing. `{ sure, text }`, or null where nothing speaks against it.
 */
function downloadTrouble() {
  let unknown = self.origin === "null"; // as in every sandbox without allow-same-origin
  for (let frame = window; frame !== frame.parent; frame = frame.parent) {
    let tag = null;
    try {
      tag = frame.frameElement; // null where the page around it is another site's
    } catch {
      // that of another origin, in some browsers
    }
    if (!tag) unknown = true;
    else if (tag.hasAttribute("sandbox") && !tag.sandbox.contains("allow-downloads")) {
      return { sure: true, text: "The frame that this page is in may save no files: its sandbox lacks allow-downloads." };
    }
  }
  return unknown ? { sure: false, text: "If no file comes, the frame that this page is in may save none." } : null;
}

/** A name in a message of ours, which may be read before the core is there to write out what is hidden in it. */
function sayable(name) {
  return /[\p{C}\p{Zl}\p{Zp}\p{DI}]/u.test(name) ? encodeURI(name.toWellFormed?.() ?? name) : name;
}

/**
 * The element.
 *
 * Attributes: `src`, `stack-name`, `region`, `template-url`, `lens` (`architecture`, `all-resources`, `references`),
 * `ghosts` (`on`, `off`), `detail` (`fitting`, `everything`, `overview`), `theme` (`light`, `dark`), `heading-level` (`1` to
 * `6`, `none`).
 * Property: `template`, the template itself in place of what `src` leads to.
 * Custom properties: `--cfn-picture-height`, `--cfn-panel-height`, `--cfn-deploy-height`, `--cfn-font`, `--cfn-radius`
 * and the colours of explorer.css.
 * Events (bubbling and composed): `cfn-explorer-ready`, `cfn-explorer-change`, `cfn-explorer-error`.
 */
export class CfnExplorer extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #frame = build("div", "frame"); // what shows before the drawing
  #note = build("div", "note"); // in it, a message
  #alert = build("p");
  #skeleton = build("div", "skeleton"); // where nothing stands inside the tag
  #progress = build("div", "progress");
  #patience = build("p", "patience");
  #waits = []; // the timers that will say that it takes long
  #root = null; // what Yew draws in
  #instance = null; // of the core, and
  #app = null; // the handle that it gave
  #ready = false; // what Yew draws is there
  #near = null; // the IntersectionObserver, until the element is near
  #started = false;
  #pending = false; // an update is due in this microtask
  #turn = 0; // counts updates: what a slow one brings is void when a newer one has begun
  #address = ""; // of the template that #template promises
  #template = null;
  #fetching = null; // the AbortController of its fetch
  #given = null; // the template itself, where the page gave it

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [(frameSheet ??= sheetOf(FRAME))];
    this.#alert.setAttribute("role", "alert");
    this.#note.hidden = true;
    this.#note.lang = this.#patience.lang = "en"; // what stands inside the tag is the page's
    const button = build("button", "", "Try again");
    button.type = "button";
    button.addEventListener("click", () => this.#refresh(true));
    this.#note.append(this.#alert, button);
    const waiting = build("div", "waiting");
    const slot = build("slot");
    slot.addEventListener("slotchange", () => this.#outline());
    waiting.append(slot);
    this.#skeleton.ariaHidden = "true";
    this.#frame.append(waiting, this.#skeleton, this.#note);
    this.#progress.setAttribute("role", "progressbar");
    this.#progress.ariaLabel = "Loading";
    this.#progress.hidden = true;
    this.#patience.setAttribute("role", "status");
    const loading = build("div", "loading");
    loading.append(this.#progress, this.#patience);
    shadow.append(loading, this.#frame);
  }

  /**
   * The template itself, as text or its bytes, in place of what `src` leads to: nothing is fetched, and `src` only names it.
   * With null it is `src` again.
   */
  get template() {
    return this.#given;
  }

  set template(template) {
    this.#given = template ?? null;
    this.attributeChangedCallback();
  }

  connectedCallback() {
    if (Object.hasOwn(this, "template")) {
      // The page gave it before this class was there.
      const { template } = this;
      delete this.template;
      this.template = template;
    }
    if (this.#started) return; // moved within the page: nothing is lost
    this.#outline();
    this.#near = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.#start(),
      { rootMargin: AHEAD },
    );
    this.#near.observe(this);
  }

  disconnectedCallback() {
    // A move is a disconnect and a connect in one go; only what stays away is destroyed.
    queueMicrotask(() => this.isConnected || this.#stop());
  }

  attributeChangedCallback() {
    if (this.#pending || !this.#started) return;
    this.#pending = true; // several attributes set in a row are one update
    queueMicrotask(() => {
      this.#pending = false;
      if (this.#started) this.#refresh();
    });
  }

  #start() {
    this.#near?.disconnect();
    this.#near = null;
    if (this.#started || !this.isConnected) return;
    this.#started = true;
    this.#refresh();
  }

  #stop() {
    this.#near?.disconnect();
    this.#near = null;
    this.#started = false;
    this.#turn += 1;
    this.#fetching?.abort();
    this.#template = null;
    this.#app?.destroy();
    this.#unmount();
    this.#wait(false);
    this.#say(null);
  }

  /**
   * Brings what shows in line with the attributes; the core and the template are fetched side by side. `again` when the
   * reader asks for it.
   */
  async #refresh(again = false) {
    const turn = (this.#turn += 1);
    this.#wait(true);
    let instance;
    let source;
    try {
      const [core, bytes] = await Promise.all([loadCore(), this.#given === null ? this.#fetch(again) : this.#take()]);
      if (turn !== this.#turn) return;
      instance = core;
      source = { fileName: fileName(new URL(this.#address)), bytes };
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#wait(false);
      const message = error instanceof Problem ? error.message : `The drawing failed (${error.message ?? error}).`;
      if (!this.#app) return this.#say(message);
      this.#emit("error", { message });
      source = { failure: message };
    }
    if (!this.#app && instance.ended) return this.#refresh(); // another element's drawing ended it while the template was on its way
    this.#wait(false);
    if (this.#app) this.#app.update(this.#options(source));
    else this.#mount(instance, source);
  }

  /** Says that something is on its way: at once to assistive technology, to the eye when it takes a moment, in words when it takes long. */
  #wait(busy) {
    this.#waits.forEach(clearTimeout);
    this.#waits = [];
    if (busy) {
      this.ariaBusy = "true";
      this.#waits.push(setTimeout(() => (this.#progress.hidden = false), PATIENCE_MS));
      this.#waits.push(setTimeout(() => (this.#patience.textContent = "Still loading the drawing…"), LONG_MS));
    } else {
      this.ariaBusy = null;
      this.#progress.hidden = true;
      this.#patience.textContent = "";
    }
  }

  /** Draws an outline where the tag holds nothing to look at meanwhile. */
  #outline() {
    this.#skeleton.hidden = !this.#note.hidden || this.childElementCount > 0 || this.textContent.trim() !== "";
  }

  #mount(instance, source) {
    const sheets = this.shadowRoot.adoptedStyleSheets;
    if (!sheets.includes(coreSheet)) this.shadowRoot.adoptedStyleSheets = [...sheets, coreSheet];
    this.#root = document.createElement("div");
    this.#root.className = "root";
    this.shadowRoot.append(this.#root);
    this.#frame.hidden = true;
    this.#say(null);
    this.#instance = instance;
    this.#app = instance.mount(this.#root, this.#options(source), (message) => this.#fail(message));
  }

  /** What stands inside the tag shows again. */
  #unmount() {
    this.#app = null;
    this.#instance = null;
    this.#ready = false;
    this.#root?.remove();
    this.#root = null;
    this.#frame.hidden = false;
  }

  /** The instance has ended: the reader is told, and may try again with another. */
  #fail(message) {
    this.#turn += 1;
    this.#unmount();
    this.#say(message);
  }

  /** The drawing stands or has changed. What still runs in an instance that has ended says nothing. */
  #changed(detail) {
    if (this.#instance?.ended ?? true) return;
    if (detail.broken !== undefined) return this.#break(detail.broken);
    if (!this.#ready) {
      this.#ready = true;
      this.#emit("ready", {});
    }
    this.#emit("change", detail);
  }

  /** The template could not be read, and there is no older one: the page keeps what stands inside the tag. */
  #break(why) {
    const [app, turn] = [this.#app, this.#turn];
    // Not within a call of the explorer that is to go.
    queueMicrotask(() => {
      if (app !== this.#app || turn !== this.#turn) return;
      app.destroy();
      this.#fail(`${sayable(fileName(new URL(this.#address)))} cannot be drawn. ${why}`);
    });
  }

  /** The template's text; it is fetched anew when the address has changed, when the last try failed, or when told so. */
  async #fetch(again) {
    let url = null;
    try {
      url = addressOf(this.getAttribute("src")?.trim());
    } finally {
      if (again || url?.href !== this.#address || !this.#template) {
        this.#fetching?.abort();
        this.#template = null;
      }
    }
    if (this.#template) return this.#template;
    this.#address = url.href;
    this.#fetching = new AbortController();
    const template = fetchTemplate(url, this.#fetching.signal, again);
    this.#template = template;
    template.catch(() => {
      if (this.#template === template) this.#template = null;
    });
    return template;
  }

  /** The bytes of the template that the page gave. */
  async #take() {
    this.#fetching?.abort();
    this.#template = null;
    this.#address = addressOf(this.getAttribute("src")?.trim() || "template.yaml").href;
    const bytes = typeof this.#given === "string" ? new TextEncoder().encode(this.#given) : new Uint8Array(this.#given);
    if (bytes.byteLength > MAX_BYTES) throw tooLarge(sayable(fileName(new URL(this.#address))));
    return bytes;
  }

  #options(source) {
    return {
      ...source,
      stackName: this.getAttribute("stack-name") ?? undefined,
      region: this.getAttribute("region") ?? undefined,
      templateUrl: this.getAttribute("template-url") ?? (this.#given === null ? this.#address : undefined),
      lens: this.getAttribute("lens") ?? undefined,
      ghosts: this.getAttribute("ghosts") ?? undefined,
      detail: this.getAttribute("detail") ?? undefined,
      headingLevel: this.getAttribute("heading-level") ?? undefined,
      downloadNote: downloadTrouble()?.text,
      onretry: () => this.#refresh(true),
      images: new URL("./icons/", import.meta.url).href,
      loadTypeFacts,
      onsave: (picture) => this.#save(picture),
      onfullscreen: document.fullscreenEnabled ? () => this.#fillScreen() : undefined,
      onchange: (detail) => this.#changed(detail),
    };
  }

  /** Gives the explorer the whole screen, or takes it back. */
  #fillScreen() {
    const done = this.matches(":fullscreen") ? document.exitFullscreen() : this.requestFullscreen();
    done.catch(() => {}); // a browser may refuse: then all stays as it is
  }

  /** Saves the picture, in the colours that the reader sees. */
  async #save(picture) {
    const trouble = downloadTrouble();
    if (trouble?.sure) throw new Problem(trouble.text);
    const { save } = await loadSave();
    await save(picture, new URL("./icons/", import.meta.url).href, this.#isDark());
    if (trouble) throw new Problem(trouble.text);
  }

  /** Whether the explorer is dark, be it by the page, the reader's system or `theme`: a colour of the frame says it. */
  #isDark() {
    return getComputedStyle(this.#frame).floodColor === "rgb(255, 255, 255)";
  }

  /** Shows a message below what stands inside the tag, or takes it away. */
  #say(message) {
    this.#note.hidden = message === null;
    this.#alert.textContent = message ?? "";
    this.#outline();
    if (message !== null) this.#emit("error", { message });
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`cfn-explorer-${name}`, { bubbles: true, composed: true, detail }));
  }
}

/** The element in a browser that cannot draw it: what stands inside the tag, and one sentence. */
class StillPicture extends HTMLElement {
  constructor() {
    super();
    const note = build("p", "", `The interactive drawing needs ${OLDEST}, or newer.`);
    note.lang = "en";
    this.attachShadow({ mode: "open" }).append(build("slot"), note);
  }

  connectedCallback() {
    this.style.height = "auto"; // no explorer comes that would fill the room
  }
}

if (!customElements.get("cfn-explorer")) customElements.define("cfn-explorer", IS_NEW_ENOUGH ? CfnExplorer : StillPicture);
