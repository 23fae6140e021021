// Our core as a peer of the harness: what it calls, and the drawing as plain rectangles and points.
import init, { Bench } from "./core/cfn-explorer.js";

window.peer = {
  split: true,
  init: () => init(),
  parse: (text) => new Bench(text),
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
    return { nodes, edges: links };
  },
};
