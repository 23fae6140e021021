// The one explorer of the page, and the place where it is.

/** How long the drawing of another place may stand at this one before the picture takes over. */
const LATE_MS = 150;

const explorer = document.querySelector("cfn-explorer");
let place = explorer.closest(".place");
let picture = explorer.querySelector("picture");
let isDrawn = false;
let late = 0;

explorer.addEventListener("cfn-explorer-ready", () => (isDrawn = true));
new MutationObserver(settle).observe(explorer, { attributeFilter: ["aria-busy"] });

/** Where the explorer is. */
export const explored = () => place;

/**
 * Brings the explorer to a place, which says by its data what to draw. The element stays the same one, so what was typed
 * stays; the place that it leaves shows its picture again.
 */
export function explore(next) {
  const { src, stack = "OzNetNerd-demo-environment", level } = next.dataset;
  if (next !== place) move(next);
  set("loading", "eager"); // who asked here need not ask the explorer again
  set("src", src);
  set("stack-name", stack);
  set("heading-level", level);
  const template = next.template ?? null;
  if (explorer.template !== template) explorer.template = template;
  if (isDrawn) {
    clearTimeout(late);
    late = setTimeout(showPicture, LATE_MS);
  }
}

function move(next) {
  place.prepend(picture);
  place.classList.remove("is-explored");
  place = next;
  place.classList.add("is-explored", "has-room");
  picture = place.querySelector("picture");
  place.prepend(explorer);
  if (!explorer.inert) explorer.append(picture); // else it shows already, where it is
}

function set(name, value) {
  if (explorer.getAttribute(name) !== value) explorer.setAttribute(name, value);
}

/** While the drawing of a place is on its way, its picture shows instead of the drawing of the last. */
function showPicture() {
  if (!explorer.hasAttribute("aria-busy")) return;
  place.prepend(picture);
  explorer.classList.add("is-late");
  explorer.inert = true;
}

/** The drawing is there, or it cannot be made and the explorer says so. */
function settle() {
  if (explorer.hasAttribute("aria-busy")) return;
  clearTimeout(late);
  explorer.classList.remove("is-late");
  explorer.inert = false;
  if (picture.parentNode !== explorer) explorer.append(picture);
}
