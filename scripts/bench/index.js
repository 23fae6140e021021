// Our core as a peer of the harness: what it calls, and the drawing as plain rectangles and points.
import init, { Bench } from "./core/cfn-explorer.js";

// The page's address says what is timed: the references lens, as "ours", or a lens, which "-open" may follow.
const [, name] = location.pathname.split("/");
const lens = name.replace(/-open$/, "");

window.peer = {
  split: true,
  init: () => init(),
  parse: (text) => new Bench(text, lens === "ours" ? "references" : lens, name !== lens),
  graph(bench) {
    bench.compose();
    return bench;
  },
  layout(bench) {
    bench.arrange();
    return bench;
  },
  render(bench, element) {
    element.innerHTML = bench.svg();
  },
  read(bench) {
    const { nodes, links } = JSON.parse(bench.report());
    return { nodes: nodes.map(withLabel), edges: links };
  },
};

// A leaf of the others is a box with its text in it: ours is an icon with its text below it.
function withLabel(node) {
  const { label, ...rest } = node;
  if (node.container || !label) return rest;
  const [x, y] = [Math.min(node.x, label.x), Math.min(node.y, label.y)];
  const [right, bottom] = [Math.max(node.x + node.w, label.x + label.w), Math.max(node.y + node.h, label.y + label.h)];
  return { ...rest, x, y, w: right - x, h: bottom - y };
}
