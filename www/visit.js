// What a reader made of an explorer, beyond the page: kept for the visit, and in links. outside.js loads this when there is
// something to bring back, or something changed. The core gives it as names and values, and never a secret among them.

/** Begins the fragment of a link. */
const FRAGMENT = "#cfn-explorer?";

/** The most characters of a changed template that a link has, zipped: longer addresses get lost on their way. */
const MOST_IN_LINK = 8192;

/** The most characters of a template that comes out of a link: CloudFormation takes no more bytes. */
const MOST_TEXT = 1_048_576;

/** How long after a change it is kept. */
const PAUSE_MS = 300;

/** What is a reader's own, and in no link. */
const OWN = ["stack", "shell", "action"];

/** The attributes that a tag has, in their order; those that a reader sets in the explorer are named as its visit names them. */
const ATTRIBUTES = { src: "", "stack-name": "stack", region: "region", "template-url": "", lens: "lens", ghosts: "ghosts", detail: "detail", editable: "", open: "", theme: "", "heading-level": "", loading: "" };

/** What need not be said in a tag: it is so anyway. */
const USUAL = { lens: "architecture", ghosts: "on", detail: "fitting" };

/**
 * What was made of an explorer, by a link or before in this visit: `{ pairs, linked }`, or undefined. `latest` is what is not
 * stored yet; a link that its explorer has had is no news: a second look at the page is the reader's own.
 */
export async function visitOf(key, src, latest, bytesOf) {
  const fragment = fragmentOf(src);
  const kept = latest ?? stored(key);
  if (fragment && kept?.link !== fragment) return { pairs: await unpacked(new URLSearchParams(fragment), bytesOf), linked: true, fragment };
  return kept && { pairs: kept.pairs, linked: false, fragment: kept.link };
}

/** The names and values of the page's fragment, where it is of an explorer with this template. */
export function fragmentOf(src) {
  if (!location.hash.startsWith(FRAGMENT)) return null;
  const fragment = location.hash.slice(FRAGMENT.length);
  return new URLSearchParams(fragment).get("src") === src ? fragment : null;
}

/** Returns a function that keeps what it is given last, until the visit ends. */
export function keeper() {
  let timer = null;
  let key = null;
  let latest = null;
  const write = () => {
    clearTimeout(timer);
    timer = null;
    try {
      sessionStorage.setItem(key, JSON.stringify(latest));
    } catch {
      // There is no room, or no storage for this page: then nothing lasts but what is on it.
    }
  };
  addEventListener("pagehide", () => timer && write());
  return (of, visit) => {
    if (timer && of !== key) write();
    key = of;
    latest = visit;
    timer ??= setTimeout(write, PAUSE_MS);
  };
}

/** Puts a link on the clipboard that shows this explorer as it is; what there is to say of it. */
export async function share(pairs, src, bytesOf) {
  const address = packed(pairs, src, bytesOf);
  const text = address.then(({ href }) => href);
  try {
    // With a promise: some browsers forget that the reader pressed something once it takes a moment.
    if (globalThis.ClipboardItem && navigator.clipboard?.write) {
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": text.then((href) => new Blob([href], { type: "text/plain" })) })]);
    } else {
      await navigator.clipboard.writeText(await text);
    }
  } catch {
    history.replaceState(history.state, "", await text);
    return `The link is in the address bar: this page may not use the clipboard.${(await address).note}`;
  }
  return `Link copied.${(await address).note}`;
}

/**
 * The tag that shows an explorer on another page as it is now, with the line that loads the element; and what there is to say of what
 * no attribute can hold.
 */
export function tag(element, pairs) {
  const made = new Map(pairs);
  const valueOf = ([name, own]) => {
    if (name === "src") return element.hasAttribute("src") ? new URL(element.getAttribute("src"), document.baseURI).href : "template.yaml";
    return made.get(own) ?? (own in USUAL ? null : element.getAttribute(name));
  };
  const set = Object.entries(ATTRIBUTES).map((one) => [one[0], valueOf(one)]);
  const written = set.filter(([name, value]) => value !== null && value !== USUAL[name]);
  const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const attributes = written.map(([name, value]) => ` ${name}="${quoted(value)}"`).join("");
  const script = new URL("./cfn-explorer.js", import.meta.url);
  script.search = "";
  const html = `<script type="module" src="${quoted(script.href)}"></script>\n<cfn-explorer${attributes} style="display: block; height: 1080px"></cfn-explorer>\n`;
  const hasValues = pairs.some(([name]) => name.startsWith("p."));
  const lacks = [hasValues && "your parameters", made.has("text") && "your changes of the template"].filter(Boolean).join(" and ");
  return { html, note: lacks && ` It has no place for ${lacks}: change the template’s file, or send a link.` };
}

async function packed(pairs, src, bytesOf) {
  const params = new URLSearchParams([["src", src], ...pairs.filter(([name]) => name !== "text" && !OWN.includes(name))]);
  const text = pairs.find(([name]) => name === "text")?.[1];
  let note = "";
  if (text !== undefined) {
    const zipped = base64(await bytesOf(through(new TextEncoder().encode(text), new CompressionStream("deflate-raw")), Infinity));
    if (zipped.length <= MOST_IN_LINK) params.append("zipped", zipped);
    else note = " Your template is too large for a link and not in it: save it, and send the file.";
  }
  const href = new URL(location.href);
  href.hash = FRAGMENT + params;
  return { href: href.href, note };
}

async function unpacked(params, bytesOf) {
  const pairs = [...params].filter(([name]) => name !== "src" && name !== "zipped" && name !== "text");
  const zipped = params.get("zipped");
  if (zipped) {
    try {
      const bytes = Uint8Array.from(atob(zipped.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
      const text = await bytesOf(through(bytes, new DecompressionStream("deflate-raw")), MOST_TEXT, () => new Error("too long"));
      // A mark at its beginning is a part of the file.
      pairs.push(["text", new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(text)]);
    } catch {
      // A link that was cut off on its way has no text; its values hold.
    }
  }
  return pairs;
}

function base64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const through = (bytes, stream) => new Blob([bytes]).stream().pipeThrough(stream);

function stored(key) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key));
    const isPair = (pair) => Array.isArray(pair) && pair.length === 2 && pair.every((one) => typeof one === "string");
    return Array.isArray(kept?.pairs) && kept.pairs.every(isPair) ? kept : null;
  } catch {
    return null; // no storage for this page, or not our text
  }
}
