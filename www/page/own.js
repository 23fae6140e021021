// Your own template: typed, pasted, dropped or opened, it is drawn here, and leaves the browser for nowhere.
import { explore, explored } from "./place.js";

/** So long a reader types on before the drawing follows. */
const PAUSE_MS = 250;

/** More than that no stack takes, and no field should show. */
const MAX_BYTES = 1_048_576;

const own = document.querySelector(".own");
const text = document.querySelector("#own-text");
const file = document.querySelector("#own-file");
const said = document.querySelector("#own-said");
const place = document.querySelector("#own-place");
const sample = place.dataset.src;
let name = "template.yaml";
let pause = 0;

// What the picture beside shows, for readers who come near.
const near = new IntersectionObserver((entries) => {
  if (!entries.some((entry) => entry.isIntersecting)) return;
  near.disconnect();
  fetch(sample)
    .then((response) => (response.ok ? response.text() : ""))
    .then((template) => (text.value ||= template))
    .catch(() => {}); // an empty field is one to paste into
}, { rootMargin: "1200px 0px" });
near.observe(own);

text.addEventListener("input", () => {
  if (text.value === "") name = "template.yaml"; // what comes next is no longer the file
  begin();
  clearTimeout(pause);
  pause = setTimeout(draw, PAUSE_MS, text.value);
});
// The same file once more is what the reader has changed since.
file.addEventListener("click", () => (file.value = ""));
file.addEventListener("change", () => file.files.length > 0 && read(file.files[0]));
own.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return; // a text that is dropped is the field's
  event.preventDefault();
  own.classList.add("is-over");
});
own.addEventListener("dragleave", (event) => own.contains(event.relatedTarget) || own.classList.remove("is-over"));
own.addEventListener("drop", (event) => {
  own.classList.remove("is-over");
  if (event.dataTransfer.files.length === 0) return;
  event.preventDefault();
  read(event.dataTransfer.files[0]);
});

/** Draws a file as its bytes are, and shows its text. */
async function read(chosen) {
  begin();
  clearTimeout(pause);
  let bytes;
  try {
    bytes = new Uint8Array(await chosen.arrayBuffer());
  } catch {
    said.textContent = "This cannot be read: a folder is no template, and a file may have been moved.";
    return;
  }
  name = chosen.name;
  text.value = bytes.length > MAX_BYTES ? "" : new TextDecoder().decode(bytes);
  draw(bytes);
}

/**
 * The explorer comes at once, while the reader sees why the page changes, and with the drawing that was here: of a text
 * that cannot be read nothing shows but the last one that could.
 */
function begin() {
  if (explored() !== place) explore(place);
}

function draw(template) {
  place.dataset.src = encodeURIComponent(name);
  place.template = template;
  explore(place);
  said.textContent = `${name} stays in your browser; nothing was uploaded.`;
}
