// Presses and keys as WebDriver has them, in both of its protocols.

/** The keys that have no character. */
const KEYS = { Control: "\uE009", Enter: "\uE007", Escape: "\uE00C", ArrowRight: "\uE014", Home: "\uE011", Delete: "\uE017", Tab: "\uE004" };

/** A press of the mouse at a place of the window. */
export const press = ({ x, y }) => [
  {
    type: "pointer",
    id: "mouse",
    parameters: { pointerType: "mouse" },
    actions: [
      { type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0 },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ],
  },
];

/** One key, after those that are held: `a`, `Enter`, `Control+v`. */
export function key(name) {
  const all = (name === "+" ? [name] : name.split("+")).map((one) => KEYS[one] ?? one);
  const down = all.map((value) => ({ type: "keyDown", value }));
  const up = all.toReversed().map((value) => ({ type: "keyUp", value }));
  return [{ type: "key", id: "keyboard", actions: [...down, ...up] }];
}
