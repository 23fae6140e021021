// <cfn-explorer src="template.yaml">: draws the architecture that a CloudFormation template builds.
//
// One line in a page is enough; everything else is found beside this file, whatever its origin:
//   <script type="module" src="https://host/cfn-explorer.js"></script>
//   <cfn-explorer src="template.yaml" stack-name="demo"><img src="template.svg" alt="…"></cfn-explorer>
//
// What stands inside the tag is shown until the drawing is there, and stays when it cannot be made.

/** How far ahead of the viewport an element starts to load. */
const AHEAD = "600px 0px";

/** CloudFormation takes no template over 1 MB (S3) and neither do we. */
const MAX_BYTES = 1_048_576;

/** The attributes that the drawing follows; `theme` is for the style sheet alone. */
const ATTRIBUTES = ["src", "stack-name", "region", "template-url", "lens", "ghosts", "detail"];

/**
 * The frame has the same size before and after the drawing is there, so that the page never jumps: it follows
 * from the element's width alone. The rows are those of the explorer: bar, picture, panels. Lengths are in px, here
 * and in explorer.css: a rem is the page's, and many blogs set it to 10px.
 */
const FRAME = `
:host {
  display: block; container: cfn-explorer / inline-size; color-scheme: light dark;
  --_bar: 48px; --_tools: 52px;
  --_font: var(--cfn-font, -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif);
}
:host([hidden]) { display: none; }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
.frame {
  all: initial; color-scheme: inherit; /* what a page sets on the element itself would be inherited otherwise */
  font: 400 16px/1.5 var(--_font);
  box-sizing: border-box; display: grid; overflow: hidden;
  --_stage: var(--cfn-picture-height, calc(clamp(224px, 76cqi, 528px) + var(--_tools)));
  --_panel: var(--cfn-panel-height, 400px); --_deploy: var(--cfn-deploy-height, 432px);
  grid: "bar" var(--_bar) "stage" var(--_stage) "panel" var(--_panel) "deploy" var(--_deploy) / minmax(0, 1fr);
  color: var(--cfn-text, light-dark(#1b232d, #e6ebf1)); background: var(--cfn-surface, light-dark(#ffffff, #141a22));
  border: 1px solid var(--cfn-border, light-dark(#d5dbe3, #323d4b)); border-radius: var(--cfn-radius, 12px);
}
@container cfn-explorer (width < 640px) {
  .frame { --_tools: 88px; } /* two rows */
}
@container cfn-explorer (width >= 672px) {
  .frame {
    --_panel: var(--cfn-panel-height, 448px);
    grid: "bar bar" var(--_bar) "stage stage" var(--_stage) "panel deploy" var(--_panel) / minmax(0, 6fr) minmax(0, 7fr);
  }
}
@container cfn-explorer (width >= 960px) {
  .frame {
    --_stage: var(--cfn-picture-height, clamp(416px, 40cqi, 576px)); --_deploy: var(--cfn-deploy-height, 416px);
    grid: "bar panel" var(--_bar) "stage panel" var(--_stage) "deploy panel" var(--_deploy) / minmax(0, 1fr) clamp(352px, 32cqi, 400px);
  }
}
.waiting {
  grid-area: stage; min-height: 0; min-width: 0; display: grid; grid-template-rows: minmax(0, 1fr); place-items: center;
  padding: 12px 12px var(--_tools);
}
.waiting ::slotted(*) { max-width: 100%; max-height: 100%; box-sizing: border-box; }
.waiting ::slotted(svg), .waiting ::slotted(img), .waiting ::slotted(picture) {
  width: 100%; height: 100%; object-fit: contain;
}
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
@media print { .frame { display: block; height: auto; overflow: visible; } }
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

/** The bytes of a template, or a {@link Problem} that says what to do. The core makes text of them. */
async function fetchTemplate(url, signal) {
  const name = sayable(fileName(url));
  let response;
  try {
    response = await fetch(url, { signal, credentials: "same-origin" });
  } catch (error) {
    if (signal.aborted) throw error;
    const foreign = url.origin !== location.origin ? `, or ${url.host} does not let this page read it (CORS)` : "";
    throw new Problem(`${name} could not be fetched: there is no connection${foreign}.`, { cause: error });
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
      throw new Problem(`${name} is larger than 1 MB, the most that CloudFormation takes. Split it into nested stacks.`);
    }
    chunks.push(value);
  }
}

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

/** A name in a message of ours, which may be read before the core is there to write out what is hidden in it. */
function sayable(name) {
  return /[\p{C}\p{Zl}\p{Zp}\p{DI}]/u.test(name) ? encodeURI(name.toWellFormed?.() ?? name) : name;
}

/**
 * The element.
 *
 * Attributes: `src`, `stack-name`, `region`, `template-url`, `lens` (`architecture`, `all-resources`, `references`),
 * `ghosts` (`on`, `off`), `detail` (`fitting`, `everything`, `overview`), `theme` (`auto`, `light`, `dark`).
 * Custom properties: `--cfn-picture-height`, `--cfn-panel-height`, `--cfn-deploy-height`, `--cfn-font`, `--cfn-radius`
 * and the colours of explorer.css.
 * Events (bubbling and composed): `cfn-explorer-ready`, `cfn-explorer-change`, `cfn-explorer-error`.
 */
export class CfnExplorer extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #frame = build("div", "frame"); // what shows before the drawing
  #note = build("div", "note"); // in it, a message
  #alert = build("p");
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

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [(frameSheet ??= sheetOf(FRAME))];
    this.#alert.setAttribute("role", "alert");
    this.#note.hidden = true;
    const button = build("button", "", "Try again");
    button.type = "button";
    button.addEventListener("click", () => this.#refresh());
    this.#note.append(this.#alert, button);
    const waiting = build("div", "waiting");
    waiting.append(build("slot"));
    this.#frame.append(waiting, this.#note);
    shadow.append(this.#frame);
  }

  connectedCallback() {
    if (this.#started) return; // moved within the page: nothing is lost
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
    this.#say(null);
  }

  /** Brings what shows in line with the attributes; the core and the template are fetched side by side. */
  async #refresh() {
    const turn = (this.#turn += 1);
    let instance;
    let source;
    try {
      const [core, bytes] = await Promise.all([loadCore(), this.#fetch()]);
      if (turn !== this.#turn) return;
      instance = core;
      source = { fileName: fileName(new URL(this.#address)), bytes };
    } catch (error) {
      if (turn !== this.#turn) return;
      const message = error instanceof Problem ? error.message : `The drawing failed (${error.message ?? error}).`;
      if (!this.#app) return this.#say(message);
      this.#emit("error", { message });
      source = { failure: message };
    }
    if (this.#app) this.#app.update(this.#options(source));
    else if (instance.ended) this.#refresh(); // another element's drawing ended it while the template was on its way
    else this.#mount(instance, source);
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
    if (!this.#ready) {
      this.#ready = true;
      this.#emit("ready", {});
    }
    this.#emit("change", detail);
  }

  /** The template's bytes; they are fetched anew when the address has changed, or when the last try failed. */
  #fetch() {
    const src = this.getAttribute("src")?.trim();
    const url = src ? URL.parse(src, document.baseURI) : null;
    if (url && url.href === this.#address && this.#template) return this.#template;
    this.#fetching?.abort();
    this.#template = null;
    if (!src) return Promise.reject(new Problem("This element has no src attribute: there is no template to draw."));
    if (!url) return Promise.reject(new Problem(`“${sayable(src)}” is no address of a template. Check the src attribute.`));
    this.#address = url.href;
    this.#fetching = new AbortController();
    const template = fetchTemplate(url, this.#fetching.signal);
    this.#template = template;
    template.catch(() => {
      if (this.#template === template) this.#template = null;
    });
    return template;
  }

  #options(source) {
    return {
      ...source,
      stackName: this.getAttribute("stack-name") ?? undefined,
      region: this.getAttribute("region") ?? undefined,
      templateUrl: this.getAttribute("template-url") ?? this.#address,
      lens: this.getAttribute("lens") ?? undefined,
      ghosts: this.getAttribute("ghosts") ?? undefined,
      detail: this.getAttribute("detail") ?? undefined,
      onretry: () => this.#refresh(),
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
    const { colorScheme } = getComputedStyle(this);
    const system = matchMedia("(prefers-color-scheme: dark)").matches;
    const dark = colorScheme.includes("dark") && (system || !colorScheme.includes("light"));
    const { save } = await loadSave();
    await save(picture, new URL("./icons/", import.meta.url).href, dark);
  }

  /** Shows a message below what stands inside the tag, or takes it away. */
  #say(message) {
    this.#note.hidden = message === null;
    this.#alert.textContent = message ?? "";
    if (message !== null) this.#emit("error", { message });
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`cfn-explorer-${name}`, { bubbles: true, composed: true, detail }));
  }
}

if (!customElements.get("cfn-explorer")) customElements.define("cfn-explorer", CfnExplorer);
