// For every reader: axe finds nothing, the keyboard reaches everything, the page's own scroll stays the page's.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test, { after, before } from "node:test";
import { drawn, eventually, open, site } from "./support.mjs";

const host = site(before, after);
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

async function violations(page) {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(" ")} ${node.failureSummary}`));
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [390, 720, 1280]) {
    test(`axe finds nothing, ${colorScheme}, ${width} wide`, async (t) => {
      const context = { colorScheme, viewport: { width, height: 900 } };
      const page = await open(t, host, `${host.origin}/`, { context });
      const view = await drawn(page, "ec2_website.yaml");
      await view.field("KeyName").fill("demo");
      await view.showCommands();
      await view.root.getByText("Other shells and actions").click();
      await view.root.getByText("Options", { exact: true }).click();
      await view.root.getByLabel("Region").fill("no region");
      await view.root.getByRole("switch", { name: "Parameters in a file" }).click();
      await view.root.getByRole("button", { name: "Add a tag" }).click();
      assert.deepEqual(await violations(page), []);
      await view.target("Ec2WebHost").click();
      await view.tab("Details").and(page.locator('[aria-selected="true"]')).waitFor();
      assert.deepEqual(await violations(page), []);
      await view.tab("Problems").click();
      await view.panel.getByText("no problems found").waitFor();
      assert.deepEqual(await violations(page), []);
      await view.show("Table");
      await view.panel.getByRole("table").waitFor();
      assert.deepEqual(await violations(page), []);
      await view.root.evaluate((element) => element.setAttribute("src", "gone.yaml"));
      await view.banner.locator("p").waitFor();
      assert.deepEqual(await violations(page), []);
      await view.tab("Problems").click();
      assert.deepEqual(await violations(page), []);
    });
  }
}

test("axe finds nothing in a folded picture", async (t) => {
  const page = await open(t, host, `${host.origin}/`);
  const view = await drawn(page, "ec2_website_alb.yaml");
  await view.target("Vpc").focus();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Space");
  await view.target("Ec2WebHostA").waitFor({ state: "detached" });
  assert.deepEqual(await violations(page), []);
});

test("the theme attribute wins over the reader's system", async (t) => {
  const page = await open(t, host, `${host.origin}/`, { context: { colorScheme: "dark" } });
  const view = await drawn(page, "ec2_website.yaml");
  const surface = () => view.root.locator(".root .frame").evaluate((frame) => getComputedStyle(frame).backgroundColor);
  const dark = await surface();
  await view.root.evaluate((element) => element.setAttribute("theme", "light"));
  assert.equal(await surface(), "rgb(255, 255, 255)");
  await view.root.evaluate((element) => element.setAttribute("theme", "dark"));
  assert.equal(await surface(), dark);
});

test("the picture is one tree to the keyboard: down into a box, beside, up, along a way to its other end, and Escape back", async (t) => {
  const page = await open(t, host, `${host.origin}/`);
  const view = await drawn(page, "ec2_website_alb.yaml");
  const active = () =>
    view.root.evaluate((element) => element.shadowRoot.activeElement?.getAttribute("data-target") ?? element.shadowRoot.activeElement?.ariaLabel);
  assert.equal(await view.root.locator('.targets [tabindex="0"]').count(), 1, "one stop for the whole picture");
  await view.root.locator('.targets [tabindex="0"]').focus();
  // Every node is reached by steps down and to the right.
  const seen = new Set();
  const walk = async () => {
    for (let id = await active(); !seen.has(id); id = await active()) {
      seen.add(id);
      await page.keyboard.press("ArrowDown");
      if ((await view.root.locator(".way:focus").count()) > 0) await page.keyboard.press("ArrowUp");
      else if ((await active()) !== id) {
        await walk();
        await page.keyboard.press("ArrowUp");
      }
      assert.equal(await active(), id);
      await page.keyboard.press("ArrowRight");
      if ((await view.root.locator(".way:focus").count()) > 0) return page.keyboard.press("ArrowUp").then(() => page.keyboard.press("ArrowDown"));
    }
  };
  await page.keyboard.press("Home");
  await walk();
  const all = await view.root.locator(".target:not(.line)").evaluateAll((targets) => targets.map((target) => target.dataset.target));
  assert.deepEqual([...seen].sort(), [...all].sort(), "every node was reached");

  // From a host to what balances to it, and back.
  await view.target("Ec2WebHostA").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  const ways = await view.root.locator(".way").evaluateAll((ways) => ways.map((way) => way.ariaLabel));
  assert.ok(ways.some((way) => /^in security group /.test(way)), ways.join());
  const balanced = ways.findIndex((way) => /^is balanced to by /.test(way));
  assert.ok(balanced >= 0, ways.join());
  for (let n = 0; n < balanced; n += 1) await page.keyboard.press("ArrowRight");
  assert.equal(await active(), ways[balanced]);
  await page.keyboard.press("Enter");
  const balancer = await active();
  assert.notEqual(balancer, "Ec2WebHostA");
  assert.equal(await view.root.locator(".target.selected").getAttribute("data-target"), balancer);
  await page.keyboard.press("Escape");
  assert.equal(await eventually(active, (name) => name === ways[balanced]), ways[balanced], "back to the way");
  await page.keyboard.press("Escape");
  assert.equal(await active(), "Ec2WebHostA", "and to where it began");
  assert.equal(await view.tab("Details").getAttribute("aria-selected"), "true");
  await page.keyboard.press("Escape");
  assert.equal(await view.root.locator(".target.selected").count(), 0);
  assert.deepEqual(page.trouble, []);
});

test("screen readers hear level, place and number of each item, what is folded, and how many connections it has", async (t) => {
  const page = await open(t, host, `${host.origin}/`);
  const view = await drawn(page, "ec2_website_alb.yaml");
  const tree = view.root.getByRole("tree", { name: "Resources in the picture" });
  assert.equal(await tree.count(), 1);
  const items = await tree.locator(".target:not(.line)").evaluateAll((all) =>
    all.map(({ id, role, ariaLevel, ariaPosInSet, ariaSetSize, ariaExpanded, ariaLabel }) => ({ id, role, ariaLevel, ariaPosInSet, ariaSetSize, ariaExpanded, ariaLabel })),
  );
  const vpc = items.find((item) => item.ariaLabel.startsWith("VPC"));
  assert.equal(vpc.ariaExpanded, "true");
  for (const item of items) {
    assert.equal(item.role, "treeitem");
    assert.ok(item.ariaLevel >= 1 && Number(item.ariaPosInSet) >= 1 && Number(item.ariaPosInSet) <= Number(item.ariaSetSize), JSON.stringify(item));
  }
  const owned = (await tree.getAttribute("aria-owns")).split(" ");
  assert.deepEqual([...owned].sort(), items.map((item) => item.id).sort(), "in the order of the tree");
  assert.match(await view.target("Ec2WebHostA").getAttribute("aria-description"), /\d connections?/);
  await view.target("Ec2WebHostA").click();
  assert.ok((await tree.locator(".way").count()) >= 2);
  assert.deepEqual(await violations(page), []);
});

test("Home and End lead to the first and the last in the picture", async (t) => {
  const page = await open(t, host, `${host.origin}/`);
  const view = await drawn(page, "ec2_website_alb.yaml");
  const owned = (await view.root.locator(".targets").getAttribute("aria-owns")).split(" ");
  const all = await view.root.evaluate((element, ids) => ids.map((id) => element.shadowRoot.getElementById(id).dataset.target), owned);
  const active = () => view.root.evaluate((element) => element.shadowRoot.activeElement?.getAttribute("data-target"));
  await view.root.locator('.target[tabindex="0"]').focus();
  for (const [key, id] of [["End", all.at(-1)], ["Home", all[0]], ["ArrowLeft", all[0]], ["ArrowUp", all[0]]]) {
    await page.keyboard.press(key);
    assert.equal(await active(), id, key);
  }
});

test("what is pressed again is no longer selected; a double click, which zooms, leaves it selected", async (t) => {
  const page = await open(t, host, `${host.origin}/`);
  const view = await drawn(page, "ec2_website.yaml");
  const pressed = () => view.target("Ec2WebHost").getAttribute("aria-selected");
  await view.target("Ec2WebHost").click();
  assert.equal(await eventually(pressed, (is) => is === "true"), "true");
  await page.waitForTimeout(600); // else the next is the second of a double click
  await view.target("Ec2WebHost").click();
  assert.equal(await eventually(pressed, (is) => is === "false"), "false");
  await page.waitForTimeout(600);
  await view.target("Ec2WebHost").dblclick();
  assert.equal(await eventually(pressed, (is) => is === "true"), "true");
});

test("titles are headings of the level that the post has for them, or none", async (t) => {
  const page = await open(t, host, `${host.origin}/`);
  const view = await drawn(page, "ec2_website.yaml");
  await view.root.getByText("Other shells and actions").click();
  await view.target("Ec2WebHost").click();
  await view.panel.getByText("Refers to").waitFor();
  const levels = () =>
    view.root.evaluate((element) => {
      const all = [...element.shadowRoot.querySelectorAll("h1, h2, h3, h4, h5, h6")];
      return [...new Set(all.map((heading) => heading.localName))].sort().join();
    });
  for (const [level, expected] of [[null, "h3,h4"], ["2", "h2,h3"], ["6", "h6"], ["none", ""], ["7", "h3,h4"], ["x", "h3,h4"]]) {
    await view.root.evaluate((element, level) => (level ? element.setAttribute("heading-level", level) : element.removeAttribute("heading-level")), level);
    assert.equal(await eventually(levels, (found) => found === expected), expected, String(level));
  }
});

test("the explorer's words are English on a page in another language; what its author wrote is the page's", async (t) => {
  const page = await open(t, host, `${host.origin}/`);
  await page.evaluate(() => (document.documentElement.lang = "de"));
  const view = await drawn(page, "ec2_website.yaml");
  for (const words of [view.tab("Problems"), view.copy("deploy"), view.diagram]) {
    assert.equal(await words.evaluate((element) => element.closest("[lang]")?.lang), "en");
  }
  await view.root.evaluate((element) => element.removeAttribute("src"));
  const alert = view.root.getByText("has no src attribute").first();
  assert.equal(await alert.evaluate((element) => element.closest("[lang]")?.lang), "en");
});

test("nothing scrolls that shows all it has, with scrollbars in sight", async (t) => {
  for (const width of [320, 390, 720, 1000, 1280]) {
    const page = await open(t, host, `${host.origin}/`, { context: { viewport: { width, height: 900 } } });
    const view = await drawn(page, "ec2_website.yaml");
    const scrolling = () =>
      view.root.evaluate((element) =>
        [...element.shadowRoot.querySelectorAll("*")]
          .filter((part) => part.clientWidth > 0 && !part.matches(".panel, .deploy, input"))
          .flatMap((part) => {
            const style = getComputedStyle(part);
            const bars = part.offsetWidth - part.clientWidth - parseFloat(style.borderLeftWidth) - parseFloat(style.borderRightWidth);
            return bars > 1 ? [`${part.localName}.${part.className}: ${bars}`] : [];
          }),
      );
    assert.deepEqual(await scrolling(), [], `at ${width}`);
    await view.root.evaluate((element) => element.setAttribute("src", "data:text/yaml,Resources:%0A  A: {Type: AWS::EC2::Instance, Properties: {SubnetIdd: a}}"));
    await view.tab("Problems").click();
    await view.panel.getByText("E3002").waitFor();
    assert.deepEqual(await scrolling(), [], `with problems, at ${width}`);
  }
});

test("nothing moves for readers who want less motion", async (t) => {
  const page = await open(t, host, `${host.origin}/`, { context: { reducedMotion: "reduce" } });
  const view = await drawn(page, "ec2_website.yaml");
  await view.root.getByText("Options", { exact: true }).click();
  const moving = () =>
    view.root.evaluate((element) =>
      [...element.shadowRoot.querySelectorAll("*")].flatMap((part) =>
        ["", "::before", "::after"].flatMap((pseudo) => {
          const { transitionDuration, animationName } = getComputedStyle(part, pseudo);
          return /[1-9]/.test(transitionDuration) || animationName !== "none" ? [`${part.localName}.${part.className}${pseudo}`] : [];
        }),
      ),
    );
  assert.deepEqual(await moving(), []);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  const all = await moving();
  for (const part of [/^input\..*/, /^button/, /^div\.progress::before/]) assert.ok(all.some((name) => part.test(name)), `${part}: ${all.slice(0, 9)}`);
});

test("in forced colours what is off looks off, and the picture has the ground that its colours are for", async (t) => {
  const page = await open(t, host, `${host.origin}/`, { context: { forcedColors: "active", colorScheme: "dark" } });
  const view = await drawn(page, "ec2_website.yaml");
  const look = (name) => view.root.getByRole("button", { name }).evaluate((button) => getComputedStyle(button).color);
  assert.notEqual(await look("Zoom out"), await look("Zoom in"));
  const grounds = await view.diagram.evaluate((svg) => {
    const probe = svg.ownerDocument.createElement("p");
    svg.parentNode.append(probe);
    probe.style.cssText = "forced-color-adjust: none; color: var(--cfn-paper)";
    const colors = [getComputedStyle(svg).backgroundColor, getComputedStyle(probe).color];
    probe.remove();
    return colors;
  });
  assert.equal(grounds[0], grounds[1]);
});

test("tabs answer to the arrow keys", async (t) => {
  const page = await open(t, host, `${host.origin}/`);
  const view = await drawn(page, "ec2_website.yaml");
  await view.tab("Parameters").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await view.tab("Details").getAttribute("aria-selected"), "true");
  await page.keyboard.press("Home");
  assert.equal(await view.tab("Parameters").getAttribute("aria-selected"), "true");
  await page.keyboard.press("End");
  assert.equal(await view.tab("Table").getAttribute("aria-selected"), "true");
  await page.keyboard.press("ArrowRight");
  assert.equal(await view.tab("Parameters").getAttribute("aria-selected"), "true");
});

test("on a phone the tabs are one row with the commands among them, and those without room are in a menu", async (t) => {
  for (const width of [320, 360, 390, 500]) {
    const page = await open(t, host, `${host.origin}/`, { context: { viewport: { width, height: 900 } } });
    const view = await drawn(page, "ec2_website.yaml");
    const row = view.root.getByRole("tablist");
    const names = ["Parameters", "Details", "Problems", "Template", "Table", "Command"];
    await eventually(() => row.evaluate((row) => row.scrollWidth - row.clientWidth), (over) => over === 0);
    const more = view.root.getByRole("button", { name: "More about this template" });
    const inRow = await row.getByRole("tab").count();
    assert.equal(inRow < names.length, await more.isVisible(), `at ${width}`);
    for (const name of names) {
      if (await view.tab(name).isVisible()) await view.tab(name).click();
      else {
        await more.focus();
        await page.keyboard.press("Enter");
        await view.root.getByRole("menuitem", { name }).focus();
        await page.keyboard.press("Enter");
        await view.root.locator(`#tab-${name.toLowerCase()}:focus`).waitFor();
      }
      await view.tab(name).and(page.locator('[aria-selected="true"]')).waitFor();
      await eventually(() => row.evaluate((row) => row.scrollWidth - row.clientWidth), (over) => over === 0);
      assert.equal(await view.root.locator(".deploy").isVisible(), name === "Command", `${name} at ${width}`);
      const { height } = await view.root.locator(".tab-row").boundingBox();
      assert.ok(height < 60, `one row at ${width}`);
    }
    assert.match(await view.command("deploy"), /aws cloudformation create-stack/);
    if (await more.isVisible()) {
      await more.click();
      await view.root.getByRole("menuitem").first().focus();
      await page.keyboard.press("Escape");
      assert.equal(await view.root.getByRole("menuitem").count(), 0);
      assert.deepEqual(await violations(page), []);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await view.tab("Parameters").and(page.locator('[aria-selected="true"]')).waitFor();
    assert.ok(await view.root.locator(".deploy").isVisible(), "beside the panel there is room");
    assert.deepEqual(page.trouble, []);
  }
});

test("the menu of tabs stays open while the number of problems comes, and a choice takes the focus once", async (t) => {
  const page = await open(t, host, `${host.origin}/`, { context: { viewport: { width: 320, height: 900 } } });
  const view = await drawn(page, "ec2_website.yaml");
  const more = view.root.getByRole("button", { name: "More about this template" });
  await more.click();
  const items = view.root.getByRole("menuitem");
  await items.first().focus();
  const item = await items.first().elementHandle();
  await view.root.evaluate((element) => (element.template = "Resources: {Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Nobody}}}"));
  await view.root.locator(".tab-row .count").locator("visible=true").or(items.locator(".count")).first().waitFor();
  assert.ok(await item.evaluate((item) => item.isConnected && item.getRootNode().activeElement === item), "the menu is the same, and has the focus");
  const name = (await items.last().innerText()).trim();
  await items.last().click();
  await view.root.locator(`#tab-${name.toLowerCase()}:focus`).waitFor();
  // What the reader goes to next keeps the focus.
  await view.root.getByRole("button", { name: "Search", exact: true }).focus();
  await page.waitForTimeout(100);
  assert.equal(await view.root.evaluate((element) => element.shadowRoot.activeElement.className), "find");
  assert.deepEqual(page.trouble, []);
});

test("where a browser has no full screen for elements, the explorer lies above the page, until Escape", async (t) => {
  const context = { viewport: { width: 390, height: 800 } };
  const none = (page) => page.addInitScript(() => Object.defineProperty(Document.prototype, "fullscreenEnabled", { get: () => false }));
  const page = await open(t, host, `${host.origin}/`, { context, before: none });
  const view = await drawn(page, "ec2_website.yaml");
  // Which is where all that is fixed stands, and what clips it, for what is in it.
  await view.root.evaluate((element) => Object.assign(element.parentElement.style, { transform: "scale(0.8)", contain: "paint" }));
  await view.root.getByRole("button", { name: "Full screen" }).click();
  const box = await eventually(() => view.root.boundingBox(), (box) => box.height === 800);
  assert.ok(box.x === 0 && box.y === 0 && box.width > 370 && box.height === 800, JSON.stringify(box));
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  await eventually(() => view.root.boundingBox(), (box) => box.height !== 800);
  assert.equal(await view.root.getAttribute("popover"), null);
  assert.ok(await view.diagram.isVisible());
  assert.deepEqual(page.trouble, []);
});

test("the full screen has room for all tabs, or their menu, and for the tools", async (t) => {
  const none = (page) => page.addInitScript(() => Object.defineProperty(Document.prototype, "fullscreenEnabled", { get: () => false }));
  const page = await open(t, host, `${host.origin}/`, { before: none });
  const view = await drawn(page, "ec2_website_alb.yaml");
  for (const width of [700, 768, 830, 900, 980]) {
    await page.setViewportSize({ width, height: 900 });
    await view.root.getByRole("button", { name: "Full screen" }).click();
    await eventually(() => view.root.boundingBox(), (box) => box.height === 900);
    const over = () => view.root.locator(".tabs[role=tablist]").evaluate((row) => row.scrollWidth - row.clientWidth);
    await eventually(over, (over) => over === 0);
    const tabs = () => view.root.getByRole("tab").count();
    const menu = view.root.getByRole("button", { name: "More about this template" });
    // The commands have no tab here.
    await eventually(async () => [await tabs(), await menu.isVisible()], ([tabs, hasMenu]) => hasMenu || tabs === 5);
    const lens = await view.root.locator(".tools .segmented").boundingBox();
    assert.ok(lens.x >= 0, `the lenses begin at ${lens.x} at ${width}`);
    await page.keyboard.press("Escape");
    await eventually(() => view.root.boundingBox(), (box) => box.height !== 900);
  }
  assert.deepEqual(page.trouble, []);
});

test("a wheel scrolls the page; with Ctrl it zooms the picture; the buttons do, too", async (t) => {
  const page = await open(t, host, `${host.origin}/`);
  const view = await drawn(page, "ec2_website.yaml");
  const box = await view.diagram.boundingBox();
  const viewBox = async () => (await view.diagram.getAttribute("viewBox")).split(" ").map(Number);
  const [, , whole] = await viewBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 60);
  const before = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, 120);
  await page.waitForFunction((y) => scrollY > y, before);
  assert.equal((await viewBox())[2], whole, "a plain wheel does not zoom");
  const scrolled = await page.evaluate(() => scrollY);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -240);
  await page.keyboard.up("Control");
  await page.waitForFunction(([root, width]) => {
    const svg = document.querySelector(`cfn-explorer[src$="${root}"]`).shadowRoot.querySelector("svg.diagram");
    return Number(svg.getAttribute("viewBox").split(" ")[2]) < width;
  }, ["ec2_website.yaml", whole]);
  assert.equal(await page.evaluate(() => scrollY), scrolled, "zooming does not scroll");
  await view.root.getByRole("button", { name: "Fit the whole picture" }).click();
  assert.equal((await viewBox())[2], whole);
  await view.root.getByRole("button", { name: "Zoom in" }).click();
  assert.ok((await viewBox())[2] < whole);
  await view.root.getByRole("button", { name: "Zoom out" }).click();
  assert.ok(Math.abs((await viewBox())[2] - whole) < 0.02);
});

test("the explorer takes the whole screen: there a plain wheel zooms, what is selected stays in place, and Escape leads back", async (t) => {
  const page = await open(t, host, `${host.origin}/`);
  const view = await drawn(page, "ec2_website.yaml");
  const before = await view.diagram.boundingBox();
  const button = view.root.getByRole("button", { name: "Full screen" });
  await button.click();
  const full = () => view.root.evaluate((element) => element.matches(":fullscreen"));
  assert.ok(await eventually(full, (is) => is));
  const large = await eventually(() => view.diagram.boundingBox(), (box) => box.height > before.height);
  assert.ok(large.height > before.height, `${large.height} of ${before.height}`);
  assert.ok(!(await view.root.locator(".deploy").isVisible()));
  assert.deepEqual(await violations(page), []);
  await view.target("Ec2WebHost").click();
  await view.tab("Details").and(page.locator('[aria-selected="true"]')).waitFor();
  assert.ok((await view.panel.getByText("t3a.medium").count()) > 0);
  const middle = async () => {
    const { x, y, width, height } = await view.target("Ec2WebHost").boundingBox();
    return [x + width / 2, y + height / 2];
  };
  const [x, y] = await middle();
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -240);
  const width = async () => (await view.target("Ec2WebHost").boundingBox()).width;
  const wide = await width();
  await view.root.getByRole("button", { name: "Zoom in" }).click();
  assert.ok((await eventually(width, (now) => now > wide * 1.3)) > wide * 1.3);
  const [nowX, nowY] = await middle();
  assert.ok(Math.hypot(nowX - x, nowY - y) < 3, `${[x, y]} is now ${[nowX, nowY]}`);
  await button.click();
  assert.ok(!(await eventually(full, (is) => !is)));
});

test("another lens begins with the whole picture", async (t) => {
  const page = await open(t, host, `${host.origin}/`);
  const view = await drawn(page, "ec2_website.yaml");
  await view.root.getByRole("button", { name: "Zoom in" }).click();
  const fit = view.root.getByRole("button", { name: "Fit the whole picture" });
  assert.equal(await fit.getAttribute("aria-disabled"), null);
  await view.root.getByRole("radio", { name: "References" }).check({ force: true });
  assert.equal(await eventually(() => fit.getAttribute("aria-disabled"), (off) => off === "true"), "true");
});

test("a dragged mouse moves a zoomed picture and selects nothing", async (t) => {
  const page = await open(t, host, `${host.origin}/`);
  const view = await drawn(page, "ec2_website.yaml");
  for (let n = 0; n < 3; n += 1) await view.root.getByRole("button", { name: "Zoom in" }).click();
  const box = await view.diagram.boundingBox();
  const before = await view.diagram.getAttribute("viewBox");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 80, box.y + box.height / 2 + 40, { steps: 5 });
  await page.mouse.up();
  assert.notEqual(await view.diagram.getAttribute("viewBox"), before);
  assert.equal(await view.root.locator(".target.selected").count(), 0);
});

test("two fingers zoom, one finger scrolls", async (t) => {
  const context = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } };
  const page = await open(t, host, `${host.origin}/`, { context });
  const view = await drawn(page, "ec2_website.yaml");
  const box = await view.diagram.boundingBox();
  const width = async () => Number((await view.diagram.getAttribute("viewBox")).split(" ")[2]);
  const whole = await width();
  const client = await page.context().newCDPSession(page);
  const touch = (type, ...points) =>
    client.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await touch("touchStart", [x - 30, y], [x + 30, y]);
  for (const d of [40, 60, 80]) await touch("touchMove", [x - d, y], [x + d, y]);
  await touch("touchEnd");
  const zoomed = await eventually(width, (width) => width < whole * 0.6);
  assert.ok(zoomed < whole * 0.6, `${zoomed} of ${whole}`);
  const before = await page.evaluate(() => scrollY);
  await touch("touchStart", [x, y]);
  for (const d of [20, 60, 120]) await touch("touchMove", [x, y - d]);
  await touch("touchEnd");
  await page.waitForFunction((y) => scrollY > y, before);
});

test("targets are at least 24 pixels in size on a phone", async (t) => {
  const page = await open(t, host, `${host.origin}/`, { context: { viewport: { width: 390, height: 800 } } });
  const view = await drawn(page, "ec2_website.yaml");
  await view.field("KeyName").fill("demo");
  await view.showCommands();
  await view.root.getByText("Options", { exact: true }).click();
  await view.root.getByRole("button", { name: "Add a tag" }).click();
  for (const control of await view.root.locator("button, input, select").all()) {
    if (!(await control.isVisible())) continue;
    const { width, height } = await control.boundingBox();
    assert.ok(width >= 24 && height >= 24, `${await control.evaluate((c) => c.outerHTML.slice(0, 80))}: ${width}×${height}`);
  }
});
