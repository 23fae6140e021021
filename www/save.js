// Takes the picture of an explorer along, as a file or on the clipboard. cfn-explorer.js loads this when a reader asks for it.

/** Pixels of a PNG for each unit of the picture: sharp on slides and on dense screens. */
const SCALE = 2;

/** Room around the picture in a PNG, in units: slides and posts put it next to something. */
const MARGIN = 8;

/** The most pixels that every browser's canvas holds, on a side and in all. */
const MAX_SIDE = 8192;
const MAX_AREA = 16_777_216;

/** How long an address that is being downloaded stays. */
const KEPT_FOR_MS = 60_000;

/**
 * Downloads or copies a picture, with the pictures of services from a folder (its address, a slash at its end); letters stand
 * for what cannot be fetched. What it returns or throws is for the reader.
 */
export async function save({ format, copied, name, images, text }, folder, dark) {
  if (copied) return copy(text([], dark), copied, `${name}.${format}`);
  const texts = await Promise.all(images.map((image) => fetchText(`${folder}${image}.svg`)));
  const written = text(texts, dark);
  const type = format === "svg" ? "image/svg+xml" : "application/xml";
  download(format === "png" ? await png(written) : new Blob([written], { type }), `${name}.${format}`);
}

async function copy(text, title, name) {
  try {
    await navigator.clipboard.writeText(text);
    return `${title} copied.`;
  } catch {
    download(new Blob([text], { type: "text/plain" }), name);
    return "This page may not use the clipboard: it comes as a file.";
  }
}

function download(file, name) {
  const link = document.createElement("a");
  // The page's own address, which no content security policy has anything against.
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_FOR_MS);
}

async function fetchText(url) {
  try {
    // What an <image> left in the cache may lack the header that lets a script read it.
    const response = await fetch(url).catch(() => fetch(url, { cache: "reload" }));
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}

async function png(svg) {
  const image = new Image();
  // Not `decode()`: in Firefox that is done before the pictures within the picture are there. A load waits for them.
  const loaded = new Promise((done, failed) => {
    image.onload = done;
    image.onerror = failed;
  });
  // Policies that allow pictures allow data: more often than blob:.
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  try {
    await loaded;
  } catch (error) {
    throw new Error("This page does not let a PNG be made. Save the SVG.", { cause: error });
  }
  const [width, height] = [image.naturalWidth + 2 * MARGIN, image.naturalHeight + 2 * MARGIN];
  const scale = Math.min(SCALE, MAX_SIDE / Math.max(width, height), Math.sqrt(MAX_AREA / (width * height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.floor(width * scale);
  canvas.height = Math.floor(height * scale);
  const context = canvas.getContext("2d");
  // The ground is what an SVG paints first.
  context.fillStyle = /fill="(#\w+)"/.exec(svg)[1];
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  context.drawImage(image, MARGIN, MARGIN);
  const file = await new Promise((done) => canvas.toBlob(done));
  if (!file) throw new Error("The picture is too large for a PNG. Save the SVG.");
  return file;
}
