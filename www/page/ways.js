// Seven ways to host it, as tabs: each brings the explorer to its panel. An address names each, as in #ways-lambda.
import { explore } from "./place.js";

const list = document.querySelector(".tabs");
const tabs = [...list.querySelectorAll("a")];
const panelOf = (tab) => document.querySelector(tab.hash);
const named = () => tabs.find((tab) => tab.hash === location.hash);

list.setAttribute("role", "tablist");
for (const tab of tabs) {
  const panel = panelOf(tab);
  tab.id = `tab-${panel.id}`;
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", panel.id);
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", tab.id);
}
select(named() ?? tabs[0]);
document.querySelector(".panels").classList.add("is-ready");
if (named()) explore(placeOf(named()));

list.addEventListener("click", (event) => {
  const tab = event.target.closest("a");
  if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault(); // the panel is in view already: nothing is to scroll
  choose(tab);
});
list.addEventListener("keydown", (event) => {
  const at = tabs.indexOf(event.target.closest("a"));
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1, " ": at }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const tab = tabs.at(to % tabs.length);
  tab.focus();
  choose(tab);
});
// Links of the table, of other pages, and the browser's own buttons.
addEventListener("hashchange", () => named() && choose(named()));

/** Shows a way, with the explorer, and names it in the address. */
function choose(tab) {
  select(tab);
  if (location.hash !== tab.hash) history.replaceState(null, "", tab.hash);
  explore(placeOf(tab));
}

function placeOf(tab) {
  return panelOf(tab).querySelector(".place");
}

function select(chosen) {
  for (const tab of tabs) {
    tab.setAttribute("aria-selected", String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
    panelOf(tab).classList.toggle("is-shown", tab === chosen);
  }
}
