// What the page does with its script: one explorer, which goes where the reader looks.
import "./place.js";
import "./theatre.js";
import "./ways.js";
import "./own.js";

// Pictures come before code: on a slow line the explorer's megabyte would hold them up. A picture that does not come holds up nothing.
const PICTURES_MS = 3000;
const shown = new Promise((done) => (document.readyState === "complete" ? done() : addEventListener("load", done, { once: true })));
await Promise.race([shown, new Promise((done) => setTimeout(done, PICTURES_MS))]);
await import("../cfn-explorer.js");
