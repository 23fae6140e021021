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

/** What an author may put inside the tag to be pressed. */
const PRESSABLE = "a, button, input, label, select, summary, textarea, audio, video";

/** The attributes that are followed; `theme` is for the style sheet alone. */
const ATTRIBUTES = ["src", "stack-name", "region", "template-url", "lens", "ghosts", "detail", "editable", "open", "heading-level", "loading"];

/** How long nothing is said of loading: most readers wait no longer. */
const PATIENCE_MS = 300;

/** After how long loading is said in words. */
const LONG_MS = 10_000;

/** The element's style sheet: the build puts frame.css here, so that it comes with this file. */
const FRAME = `frame.css`;

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

/** What each further try adds to the addresses of modules: browsers remember those that failed, and those whose instance has ended. */
let again = "";
let tries = 0;

function tryAnew() {
  tries += 1;
  again = `?retry=${tries}-${Date.now()}`;
}

const file = (name) => new URL(`./core/${name}${again}`, import.meta.url).href;

function unloadable(cause) {
  const error = new Error(`The interactive drawing could not be loaded (${cause.message}).`, { cause });
  error.name = "Problem"; // something to tell a reader
  return error;
}

/** What fetches for all elements (outside.js): the module, and the promise of it. */
let outside = null;
let comingOutside = null;

function loadOutside() {
  comingOutside ??= import(file("outside.js")).then(
    (module) => (outside = module),
    (error) => {
      comingOutside = null; // so that a retry can succeed
      tryAnew();
      throw unloadable(error);
    },
  );
  return comingOutside;
}

/** The one instance of the core that all elements of a page share. */
let core = null;

/** The style sheet of the drawings: the core has it. */
let coreSheet = null;

function loadCore() {
  core ??= importCore().catch((error) => {
    core = null;
    tryAnew();
    throw unloadable(error);
  });
  return core;
}

/** The core's modules, once it is asked for. */
let modules = null;

async function importCore() {
  if (typeof WebAssembly === "undefined") throw new Error("this browser runs no WebAssembly");
  try {
    // Side by side, and none of them asks for another.
    modules = Promise.all([import(file("instance.js")), import(file("cfn-explorer.js"))]);
    const [[{ instantiate }, glue], wasm] = await Promise.all([
      modules,
      fetch(file("cfn-explorer_bg.wasm"), { credentials: "same-origin" }),
    ]);
    const instance = await instantiate(glue, wasm, () => {
      core = null; // whoever asks from now on gets a new one
      tryAnew();
    });
    coreSheet ??= sheetOf(instance.stylesheet());
    return instance;
  } catch (error) {
    // Right after a new release a cache may still have one of the files of the old.
    if (tries > 0 || !(error instanceof WebAssembly.LinkError)) throw error;
    tryAnew();
    return importCore();
  }
}

/** Begins to fetch, beside the core, what a template seems to take to be drawn. What fails here is told when it is missed. */
async function fetchAhead(template) {
  try {
    const [[{ fetchAhead }, glue], bytes] = await Promise.all([modules, template]);
    if (bytes) fetchAhead(glue, outside.partsFor(bytes));
  } catch {
    // As said.
  }
}

/** Whether its reader pays for what is loaded, or waits long for it. Some browsers do not say. */
function isDear() {
  const { saveData, effectiveType } = navigator.connection ?? {};
  return saveData || /^(slow-2g|2g|3g)$/.test(effectiveType);
}

/**
 * The element.
 *
 * Attributes: `src`, `loading` (`auto`, `eager`, `interaction`), `stack-name`, `region`, `template-url`, `lens` (`architecture`, `all-resources`, `references`),
 * `ghosts` (`on`, `off`), `detail` (`fitting`, `everything`, `overview`), `editable` (`on`, `off`), `open` (`on`, `off`), `theme` (`light`, `dark`), `heading-level` (`1` to
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
  #explore = build("button", "explore", "Explore · parameters · deploy command"); // where it starts when its reader asks
  #wasFocused = false; // that button, when the drawing took its place
  #waiting = false; // for what starts it
  #near = null; // the IntersectionObserver, until the element is near
  #started = false;
  #pending = false; // an update is due in this microtask
  #turn = 0; // counts updates: what a slow one brings is void when a newer one has begun
  #address = ""; // of the template that #template promises
  #template = null;
  #fetching = null; // the AbortController of its fetch
  #given = null; // the template itself, where the page gave it
  #visit; // what a link, or this visit, made of it before
  #keep = null; // keeps what the reader makes of it

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
    this.#explore.type = "button";
    this.#explore.lang = "en";
    this.#explore.hidden = true;
    this.#frame.append(waiting, this.#skeleton, this.#explore, this.#note);
    this.#progress.setAttribute("role", "progressbar");
    this.#progress.ariaLabel = "Loading";
    this.#progress.hidden = true;
    this.#patience.setAttribute("role", "status");
    const loading = build("div", "loading");
    loading.append(this.#progress, this.#patience);
    shadow.append(loading, this.#frame);
    for (const name of ["pointerenter", "focusin"]) this.addEventListener(name, () => this.#asks() && this.#preload());
    this.addEventListener("click", (event) => {
      // What the author put there to be pressed is theirs.
      if (this.#asks() && !event.defaultPrevented && !event.target.closest(PRESSABLE)) this.#start();
    });
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
    this.#waiting = true;
    this.#await();
    addEventListener("hashchange", this.#onhash);
  }

  /** A link to it was opened on its own page. */
  #onhash = async () => {
    if (!this.#isLinked()) return;
    this.scrollIntoView();
    if (!this.#app) return this.#start();
    this.#visit = await outside.visitOf(this);
    this.#keep = null;
    this.#refresh();
  };

  /** Whether the page's address is a link to it: the first one with its template is meant. */
  #isLinked() {
    if (!location.hash.startsWith("#cfn-explorer?")) return false;
    const src = new URLSearchParams(location.hash.slice(14)).get("src");
    return [...document.querySelectorAll("cfn-explorer")].find((one) => one.getAttribute("src")?.trim() === src) === this;
  }

  disconnectedCallback() {
    // A move is a disconnect and a connect in one go; only what stays away is destroyed.
    queueMicrotask(() => this.isConnected || this.#stop());
  }

  attributeChangedCallback(name) {
    if (name === "loading") {
      if (this.#waiting) this.#await();
      return;
    }
    if (this.#pending || !this.#started) return;
    this.#pending = true; // several attributes set in a row are one update
    queueMicrotask(() => {
      this.#pending = false;
      if (this.#started) this.#refresh();
    });
  }

  /** Waits for what starts it, which `loading` says. */
  #await() {
    this.#forget();
    this.#waiting = true;
    const loading = this.getAttribute("loading")?.trim().toLowerCase();
    this.#explore.hidden = loading === "eager" || this.#isLinked() || !(loading === "interaction" || isDear());
    if (!this.#explore.hidden) return;
    const isLinked = this.#isLinked();
    if (isLinked) this.scrollIntoView();
    if (loading === "eager" || isLinked) return this.#start();
    this.#near = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.#start(),
      { rootMargin: AHEAD },
    );
    this.#near.observe(this);
  }

  /** Waits for nothing any more. */
  #forget() {
    this.#near?.disconnect();
    this.#near = null;
    this.#waiting = false;
  }

  /** Whether it starts when its reader asks, and has not been asked. */
  #asks() {
    return this.#waiting && !this.#explore.hidden;
  }

  /** Its reader seems about to ask: all that it takes is on its way. What fails now is told when it is asked for. */
  #preload() {
    loadCore().catch(() => {});
    if (this.#given === null) this.#fetch(false).catch(() => {});
  }

  #start() {
    this.#forget();
    if (this.#started || !this.isConnected) return;
    this.#started = true;
    // A button that was pressed stays while all is on its way, and keeps the focus.
    this.#refresh();
  }

  #stop() {
    this.#forget();
    removeEventListener("hashchange", this.#onhash);
    this.#cover(false);
    this.#keep = null;
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
      const template = this.#given === null ? this.#fetch(again) : this.#take();
      const coming = loadCore();
      fetchAhead(template);
      const [core, bytes] = await Promise.all([coming, template]);
      if (!this.#app) this.#visit = await outside.visitOf(this);
      if (turn !== this.#turn) return;
      instance = core;
      source = { fileName: outside.fileName(new URL(this.#address)), bytes };
      if (!this.#app) await instance.prepare({ ...this.#options(source), ...this.#room() });
      if (turn !== this.#turn) return;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#wait(false);
      const message = error.name === "Problem" ? error.message : `The drawing failed (${error.message ?? error}).`;
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
    this.#wasFocused = this.shadowRoot.activeElement === this.#explore;
    const room = this.#room();
    this.#frame.hidden = true;
    this.#explore.hidden = true;
    this.#say(null);
    this.#instance = instance;
    this.#app = instance.mount(this.#root, { ...this.#options(source), ...room }, (message) => this.#fail(message));
  }

  /** The room that the picture will have: what is drawn first is folded for it. */
  #room() {
    const { width, height } = this.#frame.firstElementChild.getBoundingClientRect();
    const style = getComputedStyle(this.#frame);
    const above = parseFloat(style.getPropertyValue("--_bar")) + parseFloat(style.getPropertyValue("--_tools"));
    return { roomWidth: width, roomHeight: height - above };
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
      if (this.#wasFocused) this.shadowRoot.querySelector('.target[tabindex="0"]')?.focus({ preventScroll: true });
      this.#wasFocused = false;
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
      this.#fail(`${outside.sayable(outside.fileName(new URL(this.#address)))} cannot be drawn. ${why}`);
    });
  }

  /** The template's text; it is fetched anew when the address has changed, when the last try failed, or when told so. */
  async #fetch(again) {
    const turn = this.#turn;
    if (!outside) await loadOutside();
    if (turn !== this.#turn) return null; // a newer update fetches, or none
    let url = null;
    try {
      url = outside.addressOf(this.getAttribute("src")?.trim());
    } finally {
      if (again || url?.href !== this.#address || !this.#template) {
        this.#fetching?.abort();
        this.#template = null;
      }
    }
    if (this.#template) return this.#template;
    this.#address = url.href;
    this.#fetching = new AbortController();
    const template = outside.fetchTemplate(url, this.#fetching.signal, again);
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
    const turn = this.#turn;
    if (!outside) await loadOutside();
    if (turn !== this.#turn) return null;
    this.#address = outside.addressOf(this.getAttribute("src")?.trim() || "template.yaml").href;
    const bytes = typeof this.#given === "string" ? new TextEncoder().encode(this.#given) : new Uint8Array(this.#given);
    return outside.capped(bytes, new URL(this.#address));
  }

  #options(source) {
    return {
      ...source,
      stackName: this.getAttribute("stack-name") ?? undefined,
      region: this.getAttribute("region") ?? undefined,
      templateUrl: this.getAttribute("template-url") ?? (this.#given === null ? this.#address : undefined),
      lens: this.getAttribute("lens") ?? undefined,
      ghosts: this.getAttribute("ghosts") ?? undefined,
      editable: this.getAttribute("editable") ?? undefined,
      open: this.getAttribute("open") === "" ? "on" : (this.getAttribute("open") ?? undefined),
      onopen: outside.openTemplate,
      detail: this.getAttribute("detail") ?? undefined,
      headingLevel: this.getAttribute("heading-level") ?? undefined,
      downloadNote: outside.downloadTrouble()?.text,
      visit: this.#visit,
      onvisit: (this.#keep ??= outside.visitKeeper(this, this.#visit?.fragment)),
      onshare: (pairs, form) => outside.shareVisit(this, pairs, form),
      onretry: () => this.#refresh(true),
      images: outside.IMAGES,
      loadTypeFacts: outside.loadTypeFacts,
      onsave: (picture) => outside.savePicture(picture, this.#isDark()),
      onfullscreen: () => this.#fillScreen(),
      onchange: (detail) => this.#changed(detail),
    };
  }

  /** Gives the explorer the whole screen, or takes it back. */
  #fillScreen() {
    if (!document.fullscreenEnabled) {
      // Phones of Apple have it for no element: then it lies above all the page.
      this.#cover(!this.hasAttribute("data-full-screen"));
      dispatchEvent(new Event("resize")); // of the element: what measures itself listens to that
      return;
    }
    const done = this.matches(":fullscreen") ? document.exitFullscreen() : this.requestFullscreen();
    done.catch(() => {}); // a browser may refuse: then all stays as it is
  }

  /** Lays the explorer over all the page, or no more. */
  #cover(isFull) {
    if (this.toggleAttribute("data-full-screen", isFull)) addEventListener("keydown", this.#onescape);
    else removeEventListener("keydown", this.#onescape);
    // Within an element that is transformed, or that clips, nothing else than the top layer lies over the page.
    if (isFull && this.isConnected && this.showPopover && !this.hasAttribute("popover")) {
      this.popover = "manual";
      this.showPopover();
    } else if (!isFull && this.popover === "manual") {
      this.popover = null; // which hides it, too
    }
  }

  #onescape = (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) this.#fillScreen();
  };

  /** Whether the explorer is dark, be it by the page, the reader's system or `theme`: a colour of the frame says it. */
  #isDark() {
    return getComputedStyle(this.#frame).floodColor === "rgb(255, 255, 255)";
  }

  /** Shows a message below what stands inside the tag, or takes it away. */
  #say(message) {
    this.#note.hidden = message === null;
    if (message !== null) this.#explore.hidden = true; // the note has a button of its own
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
