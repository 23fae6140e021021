// Drawings amid the text are explored over the page, so that the page stays as it was.
import { explore, explored } from "./place.js";

const theatre = document.querySelector("#theatre");
const stage = theatre.querySelector(".place");
let home = explored();

/** Opens a drawing over the page, or where it is when it has the room. */
export function open(place) {
  if ("inline" in place.dataset) return explore(place);
  if (explored() !== stage) home = explored();
  theatre.querySelector("h2").textContent = place.dataset.title;
  stage.dataset.src = place.dataset.src;
  stage.replaceChildren(place.querySelector("picture").cloneNode(true));
  theatre.showModal();
  document.documentElement.classList.add("is-behind");
  explore(stage);
}

document.addEventListener("click", (event) => {
  const place = event.target.closest(".explore, .place:not(.is-explored) > picture")?.closest(".place");
  if (place) open(place);
});
theatre.querySelector(".close").addEventListener("click", () => theatre.close());
// A press beside the theatre closes it, as Escape does.
theatre.addEventListener("click", (event) => event.target === theatre && isOutside(event) && theatre.close());
theatre.addEventListener("close", () => {
  document.documentElement.classList.remove("is-behind");
  explore(home);
  stage.replaceChildren();
});

function isOutside({ clientX: x, clientY: y }) {
  const box = theatre.getBoundingClientRect();
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}
