// What elements get of the world outside once they start: templates, the facts about resource types, and files on the
// reader's disk. Whatever fails says why in words for the reader.

/** CloudFormation takes no template over 1 MB (S3) and neither do we. */
const MAX_BYTES = 1_048_576;

/** What to tell a reader; who asks tells it by its name, since a retry may have brought this module a second time. */
class Problem extends Error {
  name = "Problem";
}

/** The address that an attribute gives, or a {@link Problem} that says what is wrong with it. */
export function addressOf(src) {
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
export async function fetchTemplate(url, signal, again, advice = "Check the src attribute.") {
  const name = sayable(fileName(url));
  let response;
  try {
    response = await fetch(url, { signal, credentials: "same-origin", cache: again ? "no-cache" : "default" });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Problem(`${name} could not be fetched: ${whyUnreachable(url)}.`, { cause: error });
  }
  if (response.status === 404) {
    throw new Problem(`${name} was not found at ${url.href} (HTTP 404). ${advice}`);
  }
  if (!response.ok) throw new Problem(`${name} could not be fetched: the server answered HTTP ${response.status}.`);
  if (/^text\/html\b/i.test(response.headers.get("content-type") ?? "")) {
    throw new Problem(`${name} is a web page, not a template. ${advice}`);
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
  return bytesOf(response.body, MAX_BYTES, () => tooLarge(name));
}

/** All bytes of a stream; what `refusal` makes is thrown when there are more than `most`. */
async function bytesOf(stream, most, refusal) {
  const reader = stream.getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    size += value.byteLength;
    if (size > most) {
      reader.cancel();
      throw refusal();
    }
    chunks.push(value);
  }
}

/** Bytes that a page gave, under the name that it gave; a {@link Problem} where they are too many. */
export function capped(bytes, url) {
  if (bytes.byteLength > MAX_BYTES) throw tooLarge(sayable(fileName(url)));
  return bytes;
}

/** More resources than these are likely to be folded. */
const FEW = 24;

/** The parts of the core that a template seems to take to be drawn, by its text: no more than a guess, so that they come beside the core. */
export function partsFor(bytes) {
  const text = new TextDecoder().decode(bytes);
  const parts = { folding: (text.match(/\bType['"]?\s*:\s*['"]?\w+::\w+::/g) ?? []).length > FEW, loops: text.includes("Fn::ForEach::") };
  return Object.keys(parts).filter((part) => parts[part]);
}

const tooLarge = (name) => new Problem(`${name} is larger than 1 MB, the most that CloudFormation takes. Split it into nested stacks.`);

const srcOf = (element) => element.getAttribute("src")?.trim() ?? "";

/** Where what a reader made of an element is kept for the visit: its place among those with its template, in each shadow root that it is in. */
function visitKey(element) {
  const places = [];
  for (let one = element; one; one = one.getRootNode().host) {
    const alike = [...one.getRootNode().querySelectorAll(one.localName)].filter((other) => one !== element || srcOf(other) === srcOf(one));
    places.unshift(alike.indexOf(one));
  }
  return `cfn-explorer ${location.pathname} ${places.join(".")} ${srcOf(element)}`;
}

/** What was made of elements of this page: what is stored may be older by a moment. */
const latest = new Map();

/** What a link, or this visit, made of an element before; nothing where that cannot be told. */
export async function visitOf(element) {
  const key = visitKey(element);
  let is = location.hash.startsWith("#cfn-explorer?") || latest.has(key);
  try {
    is ||= sessionStorage.getItem(key) !== null;
  } catch {
    // This page has no storage.
  }
  if (!is) return undefined;
  const visit = await late("visit.js").catch(() => null);
  const made = await visit?.visitOf(key, srcOf(element), latest.get(key), bytesOf);
  // Where readers may not change the template, nobody does for them.
  if (made && element.getAttribute("editable") === "off") made.pairs = made.pairs.filter(([name]) => name !== "text" && name !== "file");
  return made;
}

/** Returns a function that keeps what the reader makes of an element. */
export function visitKeeper(element, link) {
  let keep = null;
  return async (pairs) => {
    const key = visitKey(element); // its template may change
    latest.set(key, { pairs, link });
    keep ??= late("visit.js").then(({ keeper }) => keeper());
    await keep.then((keep) => keep(key, { pairs, link })).catch(() => (keep = null)); // the next change tries again
  };
}

/** Puts a link to what an element shows on the clipboard, or the tag that shows it on another page; says so. */
export async function shareVisit(element, pairs, form) {
  const { share, tag } = await late("visit.js", "That could not be made: there is no connection.");
  if (form === "link") return share(pairs, srcOf(element), bytesOf);
  const { html, note } = tag(element, pairs);
  const said = await savePicture({ format: "html", copied: "The tag for a page", name: "cfn-explorer", images: [], text: () => html }, false);
  return `${said}${note}`;
}

/** A template of the reader's own: a file, or what is at an address. */
export async function openTemplate(wanted) {
  if (typeof wanted !== "string") {
    if (wanted.size > MAX_BYTES) throw tooLarge(sayable(wanted.name));
    try {
      return { fileName: wanted.name, bytes: new Uint8Array(await wanted.arrayBuffer()) };
    } catch (error) {
      throw new Problem(`${sayable(wanted.name)} could not be read.`, { cause: error }); // a folder, or it is gone
    }
  }
  const address = /^[a-z][a-z+.-]*:/i.test(wanted) ? wanted : `https://${wanted}`;
  let url;
  try {
    url = new URL(address);
  } catch (error) {
    throw new Problem(`“${quotable(wanted)}” is no address of a template.`, { cause: error });
  }
  if (!/^https?:$/.test(url.protocol)) throw new Problem(`No template can be opened from a ${url.protocol} address.`);
  // The usual page that shows a file on GitHub is none; where it has the file alone, everybody may read it.
  const shown = /^\/([^/]+\/[^/]+)\/blob\/(.+)$/.exec(url.pathname);
  if (url.host === "github.com" && shown) url = new URL(`https://raw.githubusercontent.com/${shown[1]}/${shown[2]}`);
  return { fileName: fileName(url), bytes: await fetchTemplate(url, new AbortController().signal, false, "Check the address.") };
}

/** The last part of an address, as a reader would save it. */
export function fileName(url) {
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

/** A name in a message of ours, which may be read before the core is there to write out what is hidden in it. */
export function sayable(name) {
  return /[\p{C}\p{Zl}\p{Zp}\p{DI}]/u.test(name) ? encodeURI(name.toWellFormed?.() ?? name) : name;
}

/** The folder with pictures of AWS services. */
export const IMAGES = new URL("../icons/", import.meta.url).href;

/** The facts about AWS's resource types on their way, for all elements: the core keeps them once they are there. */
let facts = null;

/** They are larger than all the rest: the core asks when a reader wants a template checked, and not before. */
export function loadTypeFacts() {
  facts ??= fetchTypeFacts().finally(() => {
    facts = null;
  });
  return facts;
}

async function fetchTypeFacts() {
  let response;
  try {
    response = await fetch(new URL("./type-facts.txt", import.meta.url), { credentials: "same-origin" });
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

/** What each further try to load one of these adds to its address, as for the core. */
let again = "";

/** A module that few readers need: it comes when the first one does. */
function late(file, trouble) {
  return import(new URL(`../${file}${again}`, import.meta.url).href).catch((error) => {
    again = `?retry=${Date.now()}`;
    throw new Problem(trouble, { cause: error });
  });
}

/** Takes a picture along, in light or dark colours; what there is to say of it. */
export async function savePicture(picture, isDark) {
  const trouble = picture.copied ? null : downloadTrouble();
  if (trouble?.sure) throw new Problem(trouble.text);
  const { save } = await late("save.js", "The file could not be made: there is no connection.");
  const said = await save(picture, IMAGES, isDark);
  if (trouble) throw new Problem(trouble.text);
  return said;
}

/**
 * Why a file that is saved may not arrive: a sandboxed frame needs `allow-downloads`, and no browser tells a script that it
 * saved nothing. `{ sure, text }`, or null where nothing speaks against it.
 */
export function downloadTrouble() {
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
