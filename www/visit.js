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

/** The link that was followed, once its explorer has it: a second look at the page is the reader's own. */
const TAKEN = "link";

/** What was made of an explorer, by a link or before in this visit: `{ pairs, linked }`, or undefined. */
export async function visitOf(key, src) {
  const fragment = fragmentOf(src);
  const kept = stored(key);
  if (fragment && kept?.[TAKEN] !== fragment) return { pairs: await unpacked(new URLSearchParams(fragment)), linked: true, fragment };
  return kept && { pairs: kept.pairs, linked: false, fragment: kept[TAKEN] };
}

/** The names and values of the page's fragment, where it is of an explorer with this template. */
export function fragmentOf(src) {
  if (!location.hash.startsWith(FRAGMENT)) return null;
  const fragment = location.hash.slice(FRAGMENT.length);
  return new URLSearchParams(fragment).get("src") === src ? fragment : null;
}

/** Returns a function that keeps what it is given last, until the visit ends. */
export function keeper(fragment) {
  let timer = null;
  let key = null;
  let latest = null;
  const write = () => {
    clearTimeout(timer);
    timer = null;
    try {
      sessionStorage.setItem(key, JSON.stringify({ pairs: latest, [TAKEN]: fragment }));
    } catch {
      // There is no room, or no storage for this page: then nothing lasts but what is on it.
    }
  };
  addEventListener("pagehide", () => timer && write());
  return (of, pairs) => {
    if (timer && of !== key) write();
    key = of;
    latest = pairs;
    timer ??= setTimeout(write, PAUSE_MS);
  };
}

/** Puts a link on the clipboard that shows this explorer as it is; what there is to say of it. */
export async function share(pairs, src) {
  const address = packed(pairs, src);
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

async function packed(pairs, src) {
  const params = new URLSearchParams([["src", src], ...pairs.filter(([name]) => name !== "text")]);
  const text = pairs.find(([name]) => name === "text")?.[1];
  let note = "";
  if (text !== undefined) {
    const zipped = base64(await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw")));
    if (zipped.length <= MOST_IN_LINK) params.append("zipped", zipped);
    else note = " Your template is too large for a link and not in it: save it, and send the file.";
  }
  const href = new URL(location.href);
  href.hash = FRAGMENT + params;
  return { href: href.href, note };
}

async function unpacked(params) {
  const pairs = [...params].filter(([name]) => name !== "src" && name !== "zipped" && name !== "text");
  const zipped = params.get("zipped");
  if (zipped) {
    try {
      const bytes = Uint8Array.from(atob(zipped.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
      const text = await through(bytes, new DecompressionStream("deflate-raw"), MOST_TEXT);
      pairs.push(["text", new TextDecoder("utf-8", { fatal: true }).decode(text)]);
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

/** Bytes through a stream; an error when more than `most` come out. */
async function through(bytes, stream, most = Infinity) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    size += value.byteLength;
    if (size > most) {
      reader.cancel();
      throw new Error("too long");
    }
    chunks.push(value);
  }
}

function stored(key) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key));
    const isPair = (pair) => Array.isArray(pair) && pair.length === 2 && pair.every((one) => typeof one === "string");
    return Array.isArray(kept?.pairs) && kept.pairs.every(isPair) ? kept : null;
  } catch {
    return null; // no storage for this page, or not our text
  }
}
