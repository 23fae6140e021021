// A large picture at any width: what is folded so that it can be read, what zooming opens, where phones start, and the map.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { blog, drawn, eventually, open, post, site } from "./support.mjs";

const host = site(before, after);

const HOSTS = ["Mail", "Shop", "Blog", "Wiki", "Chat", "Docs", "Maps", "News"];

/** Networks of three subnets with eight hosts each. */
const networks = (count) => `Parameters: {Range: {Type: String, Default: 10.0.0.0/8}}
Resources:
${Array.from({ length: count }, (_, net) => `  Net${net}: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.${net}.0.0/16, Tags: [{Key: Note, Value: !Ref Range}]}}
${[0, 1, 2].map((part) => `  Part${net}x${part}: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net${net}, CidrBlock: 10.${net}.${part}.0/24}}
${HOSTS.map((name) => `  ${name}${net}x${part}: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Part${net}x${part}}}`).join("\n")}`).join("\n")}`).join("\n")}
`;

/** Few icons, but in a drawing that no phone shows whole. */
const WIDE = `Resources:
${[0, 1, 2].map((net) => `  Net${net}: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.${net}.0.0/16}}
${[0, 1].map((part) => `  Part${net}x${part}: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net${net}, CidrBlock: 10.${net}.${part}.0/24, AvailabilityZone: !Select [${part}, !GetAZs '']}}
  Host${net}x${part}: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Part${net}x${part}}}`).join("\n")}`).join("\n")}
`;

async function explore(t, template, width, options = {}) {
  const origin = await blog(t, {
    "post.html": post(host.origin, `<cfn-explorer src="demo.yaml"></cfn-explorer>`, "<meta name='viewport' content='width=device-width'><style>body { margin: 0 } main { max-width: none }</style>"),
    "demo.yaml": template,
  });
  const page = await open(t, host, `${origin}/post.html`, { context: { viewport: { width, height: 900 }, ...options } });
  const view = await drawn(page, "demo.yaml");
  const button = (name) => view.root.getByRole("button", { name });
  const isFit = async () => (await button("Fit the whole picture").getAttribute("aria-disabled")) === "true";
  return { page, view, button, isFit };
}

/** The least size of a text that shows, and of an icon, in pixels. */
const least = (view) =>
  view.diagram.evaluate((svg) => {
    const scale = svg.getScreenCTM().a;
    const shown = [...svg.querySelectorAll(".picture text")].filter((text) => getComputedStyle(text).opacity !== "0");
    const sizes = shown.map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
    const icons = [...svg.querySelectorAll('.picture [class~="resource"]')];
    return { text: Math.min(...sizes), texts: sizes.length, icon: 48 * scale, icons: icons.length };
  });

for (const width of [720, 1200]) {
  test(`at ${width} pixels a large picture is folded until all that shows can be read, without a jump`, async (t) => {
    const { page, view, isFit } = await explore(t, networks(6), width);
    assert.ok(await isFit());
    const { text, texts, icon } = await eventually(() => least(view), ({ text }) => text >= 7.99);
    assert.ok(text >= 7.99 && texts > 5 && icon >= 20, JSON.stringify({ text, texts, icon }));
    assert.equal(await view.target("Mail0x0").count(), 0);
    assert.match(await view.pictureText(), /Instance ×8|Instance ×24|\d+ resources/);
    assert.deepEqual(page.trouble, []);
  });
}

for (const lens of ["Resources", "References"]) {
  test(`so it is through the lens of ${lens.toLowerCase()}; what the reader opens there opens`, async (t) => {
    const { page, view, button, isFit } = await explore(t, networks(6), 720);
    await view.root.getByRole("radio", { name: lens }).check({ force: true });
    await eventually(() => view.target("Net0").count(), (count) => count === 1);
    const { text, icon } = await eventually(() => least(view), ({ text }) => text >= 7.99);
    assert.ok(text >= 7.99 && icon >= 20 && (await isFit()), JSON.stringify({ text, icon }));
    assert.equal(await view.target("Mail0x0").count(), 0);
    await button("Expand all").click();
    await view.target("Mail0x0").waitFor();
    assert.deepEqual(page.trouble, []);
  });
}

test("what a collapsed box says leaves neither the box nor room for the button that opens it", async (t) => {
  const { page, view } = await explore(t, networks(6), 1200);
  const crowded = await view.diagram.evaluate((svg) => {
    const rect = (element) => element.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll(".fold.closed")].map((fold) => [fold, fold.closest(".spot").querySelector(".shape")]);
    const texts = [...svg.querySelectorAll(".picture text")].filter((text) => getComputedStyle(text).opacity !== "0").map(rect);
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const wrong = boxes.flatMap(([fold, shape]) => {
      const [button, box] = [rect(fold.querySelector(".button")), rect(shape)];
      const inside = texts.filter((text) => meet(text, box) && text.left >= box.left);
      return inside.filter((text) => text.right > box.right || meet(text, button));
    });
    return [boxes.length, wrong.length];
  });
  assert.ok(crowded[0] > 3 && crowded[1] === 0, JSON.stringify(crowded));
  assert.deepEqual(page.trouble, []);
});

/** As many queues and topics as would not fit, each with a name of its own. */
const MANY = `${networks(4)}${Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (letter, n) => `  ${letter}${"xyz"[n % 3]}: {Type: AWS::${n % 2 ? "SQS::Queue" : "SNS::Topic"}}\n`).join("")}`;

test("'Collapse all' takes nothing apart", async (t) => {
  const { page, view, button } = await explore(t, MANY, 720);
  const count = () => view.diagram.locator('.picture [class~="resource"]').count();
  const before = await count();
  assert.ok(before < 12, `${before} icons`);
  await view.root.locator('.fold[data-fold="Net0"] .hit').click({ force: true });
  await view.target("Part0x0").waitFor();
  await button("Collapse all").click();
  await view.target("Part0x0").waitFor({ state: "detached" });
  assert.ok((await count()) <= before, `${await count()} icons, ${before} before`);
  assert.deepEqual(page.trouble, []);
});

/** Alike hosts of an open subnet are a stack in a picture with so many. */
const OPEN = "Mail0x0/stack";

test("zooming in opens what is under the pointer, which stays where it is; zooming out folds it again", async (t) => {
  const { page, view, button, isFit } = await explore(t, networks(6), 1200);
  const folded = (await view.target("Part0x0").count()) ? "Part0x0" : "Net0";
  const box = await view.target(folded).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.keyboard.down("Control");
  for (let n = 0; n < 20 && !(await view.target(OPEN).count()); n += 1) {
    await page.mouse.wheel(0, -120);
    await page.waitForTimeout(60);
    const { x: left, y: top, width, height } = await view.target(folded).boundingBox();
    assert.ok(left <= x && x <= left + width && top <= y && y <= top + height, `turn ${n}: ${[left, top, width, height]} for ${[x, y]}`);
  }
  await page.keyboard.up("Control");
  assert.equal(await view.target(OPEN).count(), 1);
  assert.ok((await least(view)).text >= 7.99);
  await button("Fit the whole picture").click();
  await view.target(OPEN).waitFor({ state: "detached" });
  assert.ok(await eventually(isFit, Boolean));
  assert.deepEqual(page.trouble, []);
});

test("the keyboard and the buttons open it, too; what the reader opened stays open", async (t) => {
  const { page, view, button } = await explore(t, networks(6), 1200);
  await view.root.locator('.target[tabindex="0"]').focus();
  for (let n = 0; n < 12 && !(await view.target(OPEN).count()); n += 1) {
    await page.keyboard.press("+");
    await page.waitForTimeout(60);
  }
  assert.equal(await view.target(OPEN).count(), 1);
  await button("Fit the whole picture").click();
  await view.target(OPEN).waitFor({ state: "detached" });
  await button("Expand all").click();
  await view.target("Mail0x0").waitFor();
  await view.field("Range").fill("10.0.0.0/9");
  await page.setViewportSize({ width: 900, height: 900 });
  await page.waitForTimeout(200);
  assert.equal(await view.target("News5x2").count(), 1);
  assert.deepEqual(page.trouble, []);
});

test("a small picture that fits no phone starts where most of it stands, and is one tap from whole; the map leads about in it", async (t) => {
  const { page, view, button, isFit } = await explore(t, WIDE, 360, { hasTouch: true, isMobile: true });
  assert.ok(!(await eventually(isFit, (is) => !is)), "it starts zoomed");
  assert.ok((await least(view)).text >= 6.5, JSON.stringify(await least(view)));
  assert.equal(await view.target("Host0x0").count(), 1, "nothing is folded");
  const map = view.root.locator(".map");
  await map.waitFor();
  assert.equal(await map.getAttribute("aria-hidden"), "true");
  const { x, y, width, height } = await map.boundingBox();
  assert.ok(width >= 24 && height >= 24, `${width} × ${height}`);
  const viewBox = () => view.diagram.getAttribute("viewBox").then((box) => box.split(" ").map(Number));
  const [first] = await viewBox();
  // Not at its edge: a browser takes a tap there for one on the button beside it.
  await page.touchscreen.tap(x + width - 16, y + height - 16);
  const [left, top, w, h] = await eventually(viewBox, ([left]) => left > first);
  await page.touchscreen.tap(x + 3, y + 3);
  await eventually(viewBox, ([nowLeft, nowTop]) => nowLeft < left && nowTop <= top);
  await button("Fit the whole picture").tap();
  assert.ok(await eventually(isFit, Boolean));
  await map.waitFor({ state: "detached" });
  assert.ok((await viewBox())[2] > w && (await viewBox())[3] > h);
  assert.deepEqual(page.trouble, []);
});

test("a mouse that is dragged in the map moves the view with it", async (t) => {
  const { page, view, button } = await explore(t, networks(2), 1200);
  for (let n = 0; n < 4; n += 1) await button("Zoom in").click();
  const map = view.root.locator(".map");
  await map.waitFor();
  const { x, y, width, height } = await map.boundingBox();
  const left = async () => Number((await view.diagram.getAttribute("viewBox")).split(" ")[0]);
  await page.mouse.move(x + 8, y + 8);
  await page.mouse.down();
  const first = await eventually(left, (left) => left < 100);
  await page.mouse.move(x + width - 8, y + height - 8, { steps: 4 });
  await eventually(left, (now) => now > first + 50);
  await page.mouse.up();
  const last = await left();
  await page.mouse.move(x + 8, y + 8);
  assert.equal(await left(), last, "not pressed, it does nothing");
  assert.deepEqual(page.trouble, []);
});

test("all resources stand in a table: what, where, in which state, without a click", async (t) => {
  const { page, view } = await explore(t, networks(1), 1200);
  await view.show("Table");
  const table = view.panel.getByRole("table", { name: "Resources of the template" });
  await table.waitFor();
  assert.equal(await table.getByRole("row").count(), 1 + 1 + 3 + 24);
  const row = table.getByRole("row", { name: /Wiki0x1/ });
  assert.match(await row.innerText(), /AWS::EC2::Instance/);
  assert.match(await row.innerText(), /Part0x1/);
  assert.match(await row.innerText(), /in the stack/);
  await row.getByRole("button", { name: "Wiki0x1" }).click();
  assert.equal(await view.tab("Table").getAttribute("aria-selected"), "true");
  await eventually(() => view.diagram.locator(".target.selected").count(), (count) => count === 1);
  assert.match(await row.getAttribute("class"), /selected/);
  const tops = async () => new Set(await row.locator("th, td").evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().top)));
  assert.equal((await tops()).size, 1, "one line each");
  await page.setViewportSize({ width: 360, height: 800 });
  await eventually(tops, (tops) => tops.size === 2);
  assert.ok(await view.panel.evaluate((panel) => panel.scrollWidth <= panel.clientWidth));
  assert.deepEqual(page.trouble, []);
});

test("in the table a thing that is folded has its place, and a press opens it in the picture; Escape leads back", async (t) => {
  const { page, view } = await explore(t, networks(6), 720);
  assert.equal(await view.target("Wiki3x1").count(), 0);
  await view.show("Table");
  const row = view.panel.getByRole("row", { name: /Wiki3x1/ });
  assert.match(await row.innerText(), /Net3.*Part3x1/s);
  await row.getByRole("button", { name: "Wiki3x1" }).click();
  await eventually(() => view.diagram.locator('.target.selected[data-target="Wiki3x1"]').count(), (count) => count === 1);
  await page.keyboard.press("Escape");
  await view.target("Wiki3x1").waitFor({ state: "detached" });
  assert.deepEqual(page.trouble, []);
});

test("a phone starts where most is seen as a whole", async (t) => {
  const { page, view } = await explore(t, WIDE, 360, { hasTouch: true, isMobile: true });
  const [whole, cut] = await view.diagram.evaluate((svg) => {
    const [seen, rects] = [svg.getBoundingClientRect(), [...svg.querySelectorAll(".target:not(.box):not(.line) > .shape")].map((shape) => shape.getBoundingClientRect())];
    const meets = (rect) => rect.left < seen.right && rect.right > seen.left && rect.top < seen.bottom && rect.bottom > seen.top;
    const holds = (rect) => rect.left >= seen.left && rect.right <= seen.right && rect.top >= seen.top && rect.bottom <= seen.bottom;
    return [rects.filter(holds).length, rects.filter((rect) => meets(rect) && !holds(rect)).length];
  });
  assert.ok(whole >= 2 && cut === 0, `${whole} whole, ${cut} cut`);
  assert.deepEqual(page.trouble, []);
});
