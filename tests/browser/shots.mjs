// Takes pictures of the built page, to be looked at: node tests/browser/shots.mjs [FOLDER]
// It is tests/browser/shots/ unless told otherwise. The README's picture is taken by scripts/screenshot.mjs.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "./chromium.mjs";
import { servePage } from "./server.mjs";
import { drawn } from "./support.mjs";

const WIDTHS = { wide: [1280, 960], blog: [720, 1100], phone: [390, 844] };
const TEMPLATES = ["base_infrastructure", "ec2_website", "ec2_website_alb", "ec2_website_s3"];

/** What each picture shows: where, how, and what was done before. */
function scenes() {
  const scenes = [];
  for (const [place, [width, height]] of Object.entries(WIDTHS)) {
    for (const colorScheme of ["light", "dark"]) {
      const name = `${place}-${colorScheme}`;
      scenes.push({ name, width, height, colorScheme, template: "ec2_website", act: (view) => view.field("KeyName").fill("demo") });
    }
    scenes.push({ name: `${place}-selected`, width, height, template: "ec2_website_alb", act: (view) => view.target("Ec2WebHostA").click() });
    scenes.push({
      name: `${place}-broken`,
      width,
      height,
      template: "ec2_website",
      act: async (view) => {
        await view.root.evaluate((element) => element.setAttribute("src", "data:text/yaml,Resources:%0A  Vpc: [%0A  Host: }"));
        await view.banner.locator("p").waitFor();
        await view.tab("Problems").click();
      },
    });
  }
  scenes.push({
    name: "checked",
    width: 1280,
    height: 960,
    template: "ec2_website",
    act: async (view) => {
      await view.root.evaluate((element) =>
        element.setAttribute("src", "data:text/yaml,Resources:%0A  Host: {Type: AWS::EC2::Instance, Properties: {SubnetIdd: a}}"),
      );
      await view.tab("Problems").click();
      await view.panel.getByText("E3002").waitFor();
    },
  });
  for (const template of TEMPLATES) {
    const [width, height] = WIDTHS.wide;
    scenes.push({ name: template, width, height, template, act: () => {} });
    for (const lens of ["Resources", "References"]) {
      const act = (view) => view.root.getByRole("radio", { name: lens }).check({ force: true });
      scenes.push({ name: `${template}-${lens.toLowerCase()}`, width, height, template, act });
    }
  }
  const zoom = async (view) => {
    for (let n = 0; n < 3; n += 1) await view.root.getByRole("button", { name: "Zoom in" }).click();
    await view.target("Ec2WebHost").focus();
  };
  scenes.push({ name: "zoomed", width: 1280, height: 960, template: "ec2_website", act: zoom });
  return scenes;
}

async function take(browser, origin, scene, path) {
  const { width, height, colorScheme = "light", template, act } = scene;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  const view = await drawn(page, `${template}.yaml`);
  await act(view);
  await page.mouse.move(0, 0);
  await view.root.evaluate((element) => scrollTo({ top: element.getBoundingClientRect().top + scrollY - 24, behavior: "instant" }));
  await page.waitForTimeout(200);
  await page.screenshot({ path });
  await context.close();
  console.log(path);
}

const target = process.argv[2] ?? new URL("shots/", import.meta.url).pathname;
await mkdir(target, { recursive: true });
const [browser, server] = [await launchChromium(), await servePage()];
for (const scene of scenes()) await take(browser, server.origin, scene, join(target, `${scene.name}.png`));
await browser.close();
await server.close();
