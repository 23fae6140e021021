// A core that traps, for real: by its memory being used up, by `unreachable`, by its stack running over; in each kind of
// call into it. Every explorer that drew with it gives its picture back, and the next core works.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { after, before } from "node:test";
import { DIST } from "./server.mjs";
import { blog, drawn, eventually, explorer, open, post, site } from "./support.mjs";
import { SWITCH, withCeiling, withSwitch } from "./wasm.mjs";

const host = site(before, after);
const core = () => readFile(`${DIST}core/cfn-explorer_bg.wasm`);
const template = () => readFile(`${DIST}templates/ec2_website.yaml`, "utf8");

/** A template with so many resources. */
const large = (count) =>
  `Resources:\n${Array.from({ length: count }, (_, n) => `  Queue${n}: {Type: AWS::SQS::Queue, Properties: {QueueName: queue-${n}}}\n`).join("")}`;

const FAULT = /^The drawing failed\. This is a fault of cfn-explorer/;
const MEMORY_OF_ONE = /^This template needs more memory than a drawing may take: 512 MB\. Split it/;
const MEMORY_OF_ALL = /^The explorers on this page need more memory than they may take together: 512 MB\. Try them/;

/** What a page of ours remembers: the instances of the core as weakly as the element should, and the events. */
const WATCH = () => {
  globalThis.memories = [];
  globalThis.heard = [];
  const original = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...args) => {
    const made = await original(...args);
    globalThis.memories.push(new WeakRef(made.instance.exports.memory));
    return made;
  };
  for (const name of ["ready", "error"]) {
    document.addEventListener(`cfn-explorer-${name}`, ({ target, detail }) => {
      globalThis.heard.push(`${name} ${target.id}${detail.message ? `: ${detail.message}` : ""}`);
    });
  }
};

const TWO = `<p><input id="page" aria-label="a field of the page"></p>
<cfn-explorer id="a" src="a.yaml" style="--cfn-picture-height: 240px"><p class="still">The picture of a.</p></cfn-explorer>
<cfn-explorer id="b" src="b.yaml" style="--cfn-picture-height: 240px"><p class="still">The picture of b.</p></cfn-explorer>
<div id="more"></div>`;

/**
 * A post with two explorers, `a` and `b`, and a core with a fault. Nothing is drawn yet, unless `draw` says so: then both are,
 * and the page's field has what somebody types.
 */
async function faulty(t, wasm, { files, body = TWO, draw = true, before } = {}) {
  const text = await template();
  const origin = await blog(t, { "post.html": post(host.origin, body), "a.yaml": text, "b.yaml": text, ...files });
  const page = await open(t, host, `${origin}/post.html`, {
    context: { viewport: { width: 1280, height: 2600 } },
    before: async (page) => {
      await page.addInitScript(WATCH);
      await page.route("**/core/cfn-explorer_bg.wasm*", (route) =>
        route.fulfill({ body: wasm, contentType: "application/wasm", headers: { "Access-Control-Allow-Origin": "*" } }),
      );
      await before?.(page);
    },
  });
  page.element = (id) => explorer(page.locator(`#${id}`));
  page.heard = () => page.evaluate(() => globalThis.heard);
  page.cores = () => page.evaluate(() => globalThis.memories.length);
  if (draw) {
    for (const id of ["a", "b"]) await page.element(id).target("Ec2WebHost").waitFor();
    await page.locator("#page").fill("typed into the page");
    assert.deepEqual((await page.heard()).sort(), ["ready a", "ready b"]);
    assert.equal(await page.cores(), 1, "both share one core");
  }
  return page;
}

/** From now on the newest core traps where its WASM was given a switch. */
const arm = (page) =>
  page.evaluate((at) => (new Uint8Array(globalThis.memories.at(-1).deref().buffer)[at] = 1), SWITCH);

/** A click and nothing before it: the way of a pointer may trap as well. */
const touch = (page, id) => page.element(id).tab("Problems").dispatchEvent("click");

/** Leaves the newest core no more than what it has now. */
const useUp = (page) =>
  page.evaluate(() => {
    const memory = globalThis.memories.at(-1).deref();
    memory.grow(512 * 16 - memory.buffer.byteLength / 65_536);
  });

/** That an element shows its picture, why, and a button, and nothing of the drawing. */
async function showsItsPicture(page, id, message) {
  const root = page.locator(`#${id}`);
  await root.getByRole("alert").waitFor();
  assert.match(await root.getByRole("alert").innerText(), message);
  assert.ok(await root.locator(".still").isVisible());
  assert.ok(await root.getByRole("button", { name: "Try again" }).isVisible());
  assert.equal(await root.locator(".root").count(), 0);
}

/** Everything that has to hold once the core of `a` and `b` has ended: until a third explorer, and retries, draw again. */
async function survives(page, message, error) {
  for (const id of ["a", "b"]) await showsItsPicture(page, id, message);
  const heard = (await page.heard()).slice(2).sort();
  assert.deepEqual(heard.map((line) => line.slice(0, 7)), ["error a", "error b"], "each element says so once");
  for (const line of heard) assert.match(line.slice("error a: ".length), message);
  assert.equal(page.trouble.length, 1, `the console is told once: ${page.trouble}`);
  assert.match(page.trouble[0], error);

  // What still holds a function of the dead core calls in vain.
  await page.setViewportSize({ width: 1200, height: 2600 });
  await page.setViewportSize({ width: 1280, height: 2600 });
  await page.waitForTimeout(100);
  assert.equal(page.trouble.length, 1, `nothing calls it any more: ${page.trouble}`);
  assert.equal(await page.cores(), 1, "and nobody has asked for another");
  await isFreed(page, 0);

  await page.evaluate(() => {
    document.querySelector("#more").innerHTML = '<cfn-explorer id="c" src="a.yaml"><p class="still">The picture of c.</p></cfn-explorer>';
  });
  await page.element("c").target("Ec2WebHost").waitFor();
  for (const id of ["a", "b"]) {
    await page.locator(`#${id}`).getByRole("button", { name: "Try again" }).click();
    await page.element(id).target("Ec2WebHost").waitFor();
    assert.ok(!(await page.locator(`#${id} .still`).isVisible()));
  }
  assert.deepEqual((await page.heard()).slice(4), ["ready c", "ready a", "ready b"]);
  assert.equal(await page.cores(), 2, "all three share the next core");
  await page.element("b").field("KeyName").fill("again");
  const command = await eventually(() => page.element("b").command("deploy"), (text) => text.includes("again"));
  assert.match(command, /ParameterValue=again/);
  assert.equal(await page.locator("#page").inputValue(), "typed into the page");
  assert.equal(page.trouble.length, 1, `and nothing else went wrong: ${page.trouble}`);
}

/** That the memory of a core is no more: it may be half a gigabyte. */
async function isFreed(page, number) {
  const session = await page.context().newCDPSession(page);
  const gone = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return page.evaluate((number) => globalThis.memories[number].deref() === undefined, number);
  };
  assert.ok(await eventually(gone, Boolean), "its memory is freed");
  await session.detach();
}

const isListener = (name) => name.includes("closures");

test("memory has a ceiling of 512 MB", async () => {
  const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(await core()), await imports());
  exports.memory.grow(512 * 16 - exports.memory.buffer.byteLength / 65_536);
  assert.equal(exports.memory.buffer.byteLength, 512 * 1024 * 1024);
  assert.throws(() => exports.memory.grow(1), RangeError);
});

/** What the core imports, as functions that do nothing. */
async function imports() {
  const all = {};
  for (const { module, name } of WebAssembly.Module.imports(await WebAssembly.compile(await core()))) {
    (all[module] ??= {})[name] = () => {};
  }
  return all;
}

test("a template that needs more memory than there is at its first drawing is never ready", async (t) => {
  // Enough for the two small templates, and not for the large one.
  const page = await faulty(t, withCeiling(await core(), 60), { files: { "large.yaml": large(3000) } });
  await page.evaluate(() => {
    document.querySelector("#more").innerHTML = '<cfn-explorer id="large" src="large.yaml"><p class="still">A still.</p></cfn-explorer>';
  });
  for (const id of ["a", "b", "large"]) await showsItsPicture(page, id, MEMORY_OF_ALL);
  assert.equal(page.trouble.length, 1, `${page.trouble}`);
  await page.locator("#a").getByRole("button", { name: "Try again" }).click();
  await page.element("a").target("Ec2WebHost").waitFor();
  await page.locator("#large").getByRole("button", { name: "Try again" }).click();
  await page.locator("#a").getByRole("alert").waitFor();
  for (const id of ["a", "large"]) await showsItsPicture(page, id, MEMORY_OF_ALL);
  // Alone in its core it is told what is its own.
  await page.locator("#large").getByRole("button", { name: "Try again" }).click();
  await eventually(() => page.locator("#large").getByRole("alert").innerText(), (text) => MEMORY_OF_ONE.test(text));
  await showsItsPicture(page, "large", MEMORY_OF_ONE);
  assert.equal(page.trouble.length, 3, `${page.trouble}`);
  assert.equal(await page.cores(), 3);
  assert.ok(!(await page.heard()).includes("ready large"));
  await page.locator("#b").getByRole("button", { name: "Try again" }).click();
  await page.element("b").target("Ec2WebHost").waitFor();
});

test("memory that is used up by a new template ends all explorers", async (t) => {
  const page = await faulty(t, await core(), { files: { "large.yaml": large(2000) } });
  await useUp(page);
  await page.evaluate(() => document.querySelector("#a").setAttribute("src", "large.yaml"));
  for (const id of ["a", "b"]) await showsItsPicture(page, id, MEMORY_OF_ALL);
  await page.evaluate(() => document.querySelector("#a").setAttribute("src", "a.yaml"));
  await page.element("a").target("Ec2WebHost").waitFor();
  assert.equal(await page.cores(), 2);
  await isFreed(page, 0);
});

test("memory that is used up while somebody types ends all explorers", async (t) => {
  const page = await faulty(t, await core());
  await useUp(page);
  await page.element("a").field("KeyName").fill("x".repeat(4_000_000));
  await survives(page, MEMORY_OF_ALL, /^uncaught: .*unreachable/);
});

test("a trap at the first drawing ends all explorers, and the new one was never ready", async (t) => {
  const page = await faulty(t, withSwitch(await core(), (name) => name === "mount"));
  await arm(page);
  await page.evaluate(() => {
    document.querySelector("#more").innerHTML = '<cfn-explorer id="d" src="b.yaml"><p class="still">The picture of d.</p></cfn-explorer>';
  });
  await showsItsPicture(page, "d", FAULT);
  const heard = await page.heard();
  assert.ok(!heard.includes("ready d"));
  assert.equal(heard.filter((line) => line.startsWith("error d")).length, 1);
  await page.evaluate(() => {
    document.querySelector("#d").remove();
    globalThis.heard = globalThis.heard.filter((line) => !/^\w+ d/.test(line));
  });
  await survives(page, FAULT, /^uncaught: .*unreachable/);
});

test("a trap in what the first drawing leaves for later: no explorer is ready", async (t) => {
  const page = await faulty(t, await core(), {
    draw: false,
    before: (page) =>
      // Yew draws in a microtask: until then there is memory enough.
      page.addInitScript(() => {
        const original = globalThis.queueMicrotask;
        const full = new WeakSet();
        globalThis.queueMicrotask = (task) => {
          const memory = globalThis.memories.at(-1)?.deref();
          if (memory && !full.has(memory)) {
            full.add(memory);
            memory.grow(512 * 16 - memory.buffer.byteLength / 65_536);
          }
          return original(task);
        };
      }),
    files: { "a.yaml": large(3000), "b.yaml": large(3000) },
  });
  for (const id of ["a", "b"]) await showsItsPicture(page, id, /memory/);
  assert.deepEqual((await page.heard()).filter((line) => line.startsWith("ready")), []);
});

test("a trap at a change of attributes ends all explorers", async (t) => {
  const page = await faulty(t, withSwitch(await core(), (name) => name === "explorer_update"));
  await arm(page);
  await page.evaluate(() => document.querySelector("#b").setAttribute("stack-name", "other"));
  await survives(page, FAULT, /^uncaught: .*unreachable/);
});

test("a trap at the end of one explorer ends the others", async (t) => {
  const body = TWO.replace('<div id="more">', '<cfn-explorer id="gone" src="b.yaml"></cfn-explorer><div id="more">');
  const page = await faulty(t, withSwitch(await core(), (name) => name === "explorer_destroy"), { body, draw: false });
  for (const id of ["a", "b", "gone"]) await page.element(id).target("Ec2WebHost").waitFor();
  await page.locator("#page").fill("typed into the page");
  await arm(page);
  await page.evaluate(() => {
    globalThis.heard = ["ready a", "ready b"];
    document.querySelector("#gone").remove();
  });
  await survives(page, FAULT, /^uncaught: .*unreachable/);
});

for (const [does, error] of [["unreachable", /^uncaught: .*unreachable/], ["recurse", /^uncaught: .*Maximum call stack/]]) {
  test(`a trap in a listener of the drawing ends all explorers (${does})`, async (t) => {
    const page = await faulty(t, withSwitch(await core(), isListener, does));
    await arm(page);
    await touch(page, "a");
    await survives(page, FAULT, error);
  });
}

test("a trap in a listener on the window ends all explorers", async (t) => {
  const page = await faulty(t, withSwitch(await core(), isListener));
  await arm(page);
  await page.evaluate(() => globalThis.dispatchEvent(new Event("resize")));
  await survives(page, FAULT, /^uncaught: .*unreachable/);
});

test("a trap in a timer ends all explorers", async (t) => {
  const page = await faulty(t, withSwitch(await core(), isListener), {
    before: (page) => page.addInitScript(() => (navigator.clipboard.writeText = async () => {})),
  });
  const copy = page.element("a").copy("deploy");
  await copy.click();
  await eventually(() => copy.innerText(), (text) => text === "Copied");
  assert.equal(await copy.innerText(), "Copied");
  await arm(page); // the button forgets it after 4 seconds
  await page.locator("#a").getByRole("alert").waitFor({ timeout: 8000 });
  await survives(page, FAULT, /^uncaught: .*unreachable/);
});

for (const [how, settle] of [["resolves", (page) => page.evaluate(() => globalThis.copied())], ["rejects", (page) => page.evaluate(() => globalThis.refused(new Error("no")))]]) {
  test(`a trap when a promise ${how} ends all explorers`, async (t) => {
    const page = await faulty(t, withSwitch(await core(), isListener), {
      before: (page) =>
        page.addInitScript(() => {
          navigator.clipboard.writeText = () =>
            new Promise((done, failed) => Object.assign(globalThis, { copied: done, refused: failed }));
        }),
    });
    await page.element("b").copy("deploy").click();
    await page.waitForFunction(() => globalThis.copied);
    await arm(page);
    await settle(page);
    await survives(page, FAULT, /^uncaught: .*unreachable/);
  });
}

test("an error in the functions around the WASM is an end like others", async (t) => {
  let broken = true;
  const page = await faulty(t, await core(), {
    draw: false,
    before: (page) =>
      page.route("**/core/cfn-explorer.js*", async (route) => {
        const response = await route.fetch();
        const glue = await response.text();
        assert.match(glue, /export function mount\(/);
        const thrown = 'export function mount() { throw new TypeError("mount is broken"); }\nfunction whole(';
        await route.fulfill({ response, body: broken ? glue.replace("export function mount(", thrown) : glue });
      }),
  });
  // The first ends a core, and so does the second, with one of its own.
  for (const id of ["a", "b"]) await showsItsPicture(page, id, FAULT);
  assert.deepEqual([...new Set(page.trouble)], ["uncaught: mount is broken"]);
  broken = false;
  for (const id of ["a", "b"]) {
    await page.locator(`#${id}`).getByRole("button", { name: "Try again" }).click();
    await page.element(id).target("Ec2WebHost").waitFor();
  }
});

test("an explorer whose template is on its way when the core ends gets the next one", async (t) => {
  let release;
  const held = new Promise((done) => (release = done));
  const page = await faulty(t, withSwitch(await core(), isListener), {
    before: (page) => page.route("**/late.yaml", async (route) => held.then(async () => route.fulfill({ body: await template() }))),
  });
  await page.evaluate(() => {
    document.querySelector("#more").innerHTML = '<cfn-explorer id="late" src="late.yaml"><p class="still">A still.</p></cfn-explorer>';
    document.querySelector("#b").setAttribute("src", "late.yaml");
  });
  await eventually(() => page.requests.filter((url) => url.endsWith("late.yaml")).length, (count) => count === 2);
  await arm(page);
  await touch(page, "a");
  for (const id of ["a", "b"]) await showsItsPicture(page, id, FAULT);
  release();
  await page.element("late").target("Ec2WebHost").waitFor();
  assert.deepEqual((await page.heard()).filter((line) => line.includes("late")), ["ready late"]);
  // The reader of `b` was told, and decides.
  await showsItsPicture(page, "b", FAULT);
});

test("a picture that was being saved when the core ended makes no file", async (t) => {
  let release;
  const held = new Promise((done) => (release = done));
  const page = await faulty(t, withSwitch(await core(), isListener), {
    before: (page) => page.route("**/save.js", (route) => held.then(() => route.continue())),
  });
  const files = [];
  page.on("download", (download) => files.push(download.suggestedFilename()));
  await page.element("a").root.getByRole("button", { name: /SVG/ }).dispatchEvent("click");
  await eventually(() => page.requests.some((url) => url.endsWith("save.js")), Boolean);
  await arm(page);
  await touch(page, "b");
  for (const id of ["a", "b"]) await showsItsPicture(page, id, FAULT);
  release();
  await page.waitForTimeout(300);
  assert.deepEqual(files, []);
  assert.equal(page.trouble.length, 1, `${page.trouble}`);
});

test("errors of the page, its own WASM's among them, end nothing", async (t) => {
  const page = await faulty(t, await core());
  await page.evaluate(() => {
    // (func (export "trap") unreachable)
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const { trap } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports;
    const overflow = () => overflow();
    // While the core waits for the handler of its event, and beside it.
    document.addEventListener("cfn-explorer-change", () => trap(), { once: true });
    document.addEventListener("cfn-explorer-change", () => overflow(), { once: true });
    setTimeout(trap);
    setTimeout(overflow);
    Promise.resolve().then(trap);
    Promise.reject(new WebAssembly.RuntimeError("unreachable"));
  });
  await page.element("a").field("KeyName").fill("kept");
  const trouble = await eventually(() => page.trouble.length, (count) => count >= 6);
  assert.equal(trouble, 6, `${page.trouble}`);
  assert.deepEqual((await page.heard()).sort(), ["ready a", "ready b"]);
  assert.equal(await page.element("a").field("KeyName").inputValue(), "kept");
  assert.match(await page.element("a").command("deploy"), /ParameterValue=kept/);
  assert.equal(await page.cores(), 1);
});
