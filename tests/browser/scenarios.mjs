// What a reader does with the element, in one list for every browser: each scenario is `async (stage) => …`, a stage being
// what stage.mjs gives. Nothing here knows which browser it is.
import assert from "node:assert/strict";

const TEMPLATE = `
Description: A host in a subnet, and a channel that has a picture of its own.
Parameters:
  Range: {Type: String, Default: 10.0.0.0/16}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Range}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Routes: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Routed: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Routes}}
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet, InstanceType: t3a.medium, ImageId: ami-0123456789abcdef0}}
  Channel: {Type: AWS::MediaLive::Channel, Properties: {Name: live}}
`;

/** The template with a name of a property that AWS does not know. */
const MISSPELT = TEMPLATE.replace("InstanceType:", "InstanceTyp:");

const STILL = `<p id="still">The author’s picture.</p>`;
const ELEMENT = `<cfn-explorer src="demo.yaml" stack-name="shop">${STILL}</cfn-explorer>`;

const target = (id) => `[data-target="${id}"]`;
const fold = (id) => `[data-fold="${id}"]`;
const lens = (name) => `label:has([name=lens][value=${name}])`;
const field = `[data-parameter="Range"] input`;
const save = (format) => `.save button[aria-label^="Download ${format}"]`;
const deploy = `[data-command="deploy"]`;

// A reader's act reaches the parts of the page one after the other, between which Yew lets the browser go on: each part is
// waited for. Runs in the page.
const commandSays = (pattern) => new RegExp(pattern).test(part(`[data-command="deploy"] pre`).innerText);

export const scenarios = {
  async ready({ open }) {
    const page = await open(ELEMENT, { "demo.yaml": TEMPLATE }, { drawn: false });
    await page.until("the element says that it is ready", () => events.includes("ready"));
    // A second change brings the commands, at once or later: they come with the panels.
    const [ready, ...changes] = await page.run(() => events);
    assert.equal(ready, "ready");
    assert.ok(changes.length >= 1 && changes.length <= 2 && changes.every((event) => event === "change"), JSON.stringify(changes));
    const shown = await page.run(() => [document.querySelector("#still"), part(".skeleton"), part(".progress")].map(isSeen));
    assert.deepEqual(shown, [false, false, false], "what is shown before");
    assert.notEqual(await page.run(() => document.querySelector("cfn-explorer").getAttribute("aria-busy")), "true");
  },

  async picture({ open }) {
    const page = await open(ELEMENT, { "demo.yaml": TEMPLATE });
    const boxes = await page.run((ids) => ids.map((id) => part(`[data-target="${id}"]`).getBoundingClientRect().toJSON()), ["Vpc", "Subnet", "Host", "Channel"]);
    const [vpc, subnet, host, channel] = boxes;
    for (const box of boxes) assert.ok(box.width > 20 && box.height > 20, JSON.stringify(box));
    assert.ok(holds(vpc, subnet) && holds(subnet, host) && !holds(vpc, channel), JSON.stringify(boxes));
    assert.match(await page.text(), /VPC[^]*10\.0\.0\.0\/16[^]*t3a\.medium/);
    assert.equal(await page.run(() => part("svg.diagram").getAttribute("aria-label")), "A host in a subnet, and a channel that has a picture of its own.");
    const image = await page.run(async () => {
      const address = part(".picture image").getAttribute("href");
      const picture = Object.assign(new Image(), { src: address });
      await picture.decode();
      return picture.naturalWidth;
    });
    assert.ok(image > 0, "the picture of the service is there");
  },

  async parameter({ open }) {
    const page = await open(ELEMENT, { "demo.yaml": TEMPLATE });
    await page.type(field, "10.9.0.0/16");
    await page.until("the picture has what was typed", () => text().includes("10.9.0.0/16"));
    await page.until("the command has it", commandSays, String.raw`ParameterKey=Range,ParameterValue=10\.9\.0\.0/16$`);
    assert.ok(await page.run((field) => part(field).matches(":focus") && part(field).value === "10.9.0.0/16", field));
    await page.until("the post is told", () => events.at(-1) === "change");
    await page.press(`button[aria-label="Reset Range to its default"]`);
    await page.until("the picture is as it was", () => text().includes("10.0.0.0/16"));
    await page.until("so is the command", () => !/Parameter/.test(part(`[data-command="deploy"] pre`).innerText));
  },

  async lens({ open }) {
    const page = await open(ELEMENT, { "demo.yaml": TEMPLATE });
    const checked = (name) => part(`[name=lens][value=${name}]`).checked;
    assert.ok(await page.run(checked, "architecture"));
    await page.press(lens("all-resources"));
    await page.until("all resources are chosen", checked, "all-resources");
    await page.until("the picture shows them", () => part(`[data-target="Routes"]`));
    await page.run(() => void (globalThis.before = part(".picture").innerHTML));
    await page.key("ArrowRight");
    await page.until("the references are chosen by key", checked, "references");
    await page.until("the picture is another", () => part(".picture").innerHTML !== before);
    await page.press(lens("architecture"));
    await page.until("the architecture is back", () => !part(`[data-target="Routes"]`));
  },

  async zoom({ open }) {
    const page = await open(ELEMENT, { "demo.yaml": TEMPLATE });
    const whole = await page.run(() => part("svg.diagram").getAttribute("viewBox"));
    const width = () => page.run(() => part(`[data-target="Host"]`).getBoundingClientRect().width);
    const before = await width();
    assert.equal(await page.run(() => part(`[aria-label="Zoom out"]`).getAttribute("aria-disabled")), "true");
    await page.press(`[aria-label="Zoom in"]`);
    await page.until("the picture is larger", (before) => part(`[data-target="Host"]`).getBoundingClientRect().width > 1.1 * before, before);
    const larger = await width();
    await page.press(target("Host"));
    await page.key("+");
    await page.until("by key it is larger still", (larger) => part(`[data-target="Host"]`).getBoundingClientRect().width > 1.1 * larger, larger);
    await page.press(`[aria-label="Fit the whole picture"]`);
    await page.until("all of it is seen again", (whole) => part("svg.diagram").getAttribute("viewBox") === whole, whole);
  },

  async selection({ open }) {
    const page = await open(ELEMENT, { "demo.yaml": TEMPLATE });
    const pressed = (id, is) => part(`[data-target="${id}"]`).getAttribute("aria-selected") === is;
    await page.press(target("Host"));
    await page.until("the host is selected", pressed, "Host", "true");
    await page.until("its details are shown", () => /InstanceType\s+t3a\.medium/.test(part("#panel").innerText));
    await page.press(target("Channel"));
    await page.until("the channel is selected", pressed, "Channel", "true");
    await page.until("one at a time", pressed, "Host", "false");
    await page.until("its details are shown", () => part("#panel").innerText.includes("AWS::MediaLive::Channel"));
    await page.key("Enter");
    await page.until("a key takes the selection back", pressed, "Channel", "false");
  },

  async collapse({ open }) {
    const page = await open(ELEMENT, { "demo.yaml": TEMPLATE });
    await page.press(fold("Vpc"));
    await page.until("the host is in its VPC", () => !part(`[data-target="Host"]`));
    await page.until("the VPC says how much is in it", () => /4 resources/.test(text()));
    await page.until("its button opens it", () => part(`[data-target="Vpc"]`).getAttribute("aria-expanded") === "false");
    await page.press(fold("Vpc"));
    await page.until("the host is back", () => part(`[data-target="Host"]`));
  },

  async save({ open, sameEverywhere }) {
    const page = await open(ELEMENT, { "demo.yaml": TEMPLATE });
    // The PNG first: its pictures are not in the browser's memory yet.
    const png = await page.downloaded(save("PNG"));
    assert.equal(png.name, "demo.png");
    const svg = await page.downloaded(save("SVG"));
    assert.equal(svg.name, "demo.svg");
    const drawing = svg.bytes.toString();
    assert.match(drawing, /^<svg /);
    sameEverywhere("the SVG's bytes", drawing);
    const seen = await page.run(look, `data:image/png;base64,${png.bytes.toString("base64")}`, drawing);
    assert.equal(seen.clear, 0, "no clear ground");
    assert.equal(seen.images, 1);
    assert.ok(seen.orange > 0.4, `${seen.orange} of the picture's place is orange`);
    assert.ok(seen.white > 0.05, `${seen.white} of it is white`);
    assert.ok(seen.colours > 30, "lines and texts");
  },

  async copy({ open }) {
    const page = await open(`${ELEMENT}<textarea id="paste"></textarea>`, { "demo.yaml": TEMPLATE });
    await page.press(`${deploy} .copy`);
    await page.until("the page says so", (deploy) => part(`${deploy} .said`).textContent === "Copied to the clipboard.", deploy);
    await page.run(() => document.querySelector("#paste").focus());
    await page.key("Control+v");
    await page.until("something is pasted", () => document.querySelector("#paste").value);
    const pasted = await page.run(() => document.querySelector("#paste").value);
    assert.equal(pasted, await page.command());
    assert.match(pasted, /^aws cloudformation create-stack \\\n[^]*--stack-name shop$/);
  },

  async problems({ open }) {
    const page = await open(ELEMENT, { "demo.yaml": MISSPELT });
    await page.press("#tab-problems");
    await page.until("it is checked", () => /1 problem found/.test(part("#panel [role=status]")?.innerText));
    await page.until("it is listed", () => part("#panel li"));
    const found = await page.run(() => part("#panel li").innerText);
    assert.match(found, /InstanceTyp[^]*Did you mean InstanceType\?/);
    const line = MISSPELT.split("\n").findIndex((text) => text.includes("InstanceTyp:")) + 1;
    assert.match(found, new RegExp(`line ${line}, column \\d+`));
  },

  // The reader's system is dark in every scenario.
  async dark({ open }) {
    const page = await open(ELEMENT, { "demo.yaml": TEMPLATE });
    assert.ok(await page.run(() => matchMedia("(prefers-color-scheme: dark)").matches), "the system is dark");
    assert.ok((await page.run(brightness)) > 0.9, "a page that knows no dark");
    await page.run(() => void (document.documentElement.style.colorScheme = "light dark"));
    await page.until("the explorer is dark as its page", `(${brightness})() < 0.2`);
    const ink = await page.run(() => getComputedStyle(part(`.picture [data-id="Host"] text`)).fill);
    assert.ok(luminance(ink) > 0.5, `dark letters on a dark ground: ${ink}`);
    await page.run(() => document.querySelector("cfn-explorer").setAttribute("theme", "light"));
    await page.until("theme overrides the page", `(${brightness})() > 0.9`);
    await page.run(() => void (document.documentElement.style.colorScheme = "only light"));
    await page.run(() => document.querySelector("cfn-explorer").setAttribute("theme", "dark"));
    await page.until("the other way as well", `(${brightness})() < 0.2`);
  },

  async errors({ open }) {
    const page = await open(ELEMENT, {}, { drawn: false });
    await page.until("an error is heard", () => events.includes("error"));
    assert.deepEqual(await page.run(() => events), ["error"]);
    assert.match(await page.run(() => part("[role=alert]").innerText), /demo\.yaml was not found at .*HTTP 404/);
    assert.ok(await page.run(() => isSeen(document.querySelector("#still"))), "the author's picture stays");
    await page.put("demo.yaml", TEMPLATE.replace("  Host: {", "  Host: ["));
    await page.press(".note button");
    await page.until("the template is broken", () => /demo\.yaml cannot be drawn\. Line \d+, column \d+/.test(part("[role=alert]").innerText));
    await page.put("demo.yaml", TEMPLATE);
    await page.press(".note button");
    await page.until("it is drawn", () => part(`[data-target="Host"]`));
    await page.until("the author's picture makes room", () => !isSeen(document.querySelector("#still")));
  },
};

const holds = (outer, inner) =>
  outer.left <= inner.left && outer.top <= inner.top && outer.right >= inner.right && outer.bottom >= inner.bottom;

/** How bright the explorer's ground is, from 0 to 1. Runs in the page. */
function brightness() {
  const [red, green, blue] = getComputedStyle(part("[part=stage]").closest(".frame")).backgroundColor.match(/[\d.]+/g).map(Number);
  return (red + green + blue) / 3 / 255;
}

const luminance = (colour) => colour.match(/[\d.]+/g).slice(0, 3).reduce((sum, value) => sum + Number(value), 0) / 3 / 255;

/** What is in a PNG, and where the SVG of the same drawing has the picture of MediaLive, orange and white. Runs in the page. */
async function look(png, svg) {
  const bitmap = await createImageBitmap(await (await fetch(png)).blob());
  const canvas = Object.assign(document.createElement("canvas"), { width: bitmap.width, height: bitmap.height });
  const context = canvas.getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const pixels = (x, y, width, height) => {
    const data = context.getImageData(x, y, width, height).data;
    return Array.from({ length: data.length / 4 }, (_, at) => [...data.subarray(4 * at, 4 * at + 4)]);
  };
  const holder = document.body.appendChild(document.createElement("div"));
  holder.style.cssText = "position: absolute; left: 0; top: 0";
  holder.innerHTML = svg;
  const whole = holder.firstElementChild.getBoundingClientRect();
  const images = [...holder.querySelectorAll("use")];
  const place = images[0].getBoundingClientRect();
  holder.remove();
  // The file has a margin of 8 units around the drawing, and the same pixels for each unit everywhere.
  const scale = bitmap.width / (whole.width + 16);
  const at = (value) => Math.round(scale * (8 + value));
  const within = pixels(at(place.left - whole.left), at(place.top - whole.top), Math.round(scale * place.width), Math.round(scale * place.height));
  const near = (wanted) => within.filter((pixel) => wanted.every((value, at) => Math.abs(value - pixel[at]) < 12)).length / within.length;
  const all = pixels(0, 0, bitmap.width, bitmap.height);
  return {
    images: images.length,
    orange: near([0xed, 0x71, 0x00]),
    white: near([255, 255, 255]),
    clear: all.filter((pixel) => pixel[3] !== 255).length,
    colours: new Set(all.map(([red, green, blue]) => (red << 16) | (green << 8) | blue)).size,
  };
}
