// Starts the Chromium that the page's tests drive.
import { chromium } from "playwright-core";

// It runs as root in containers, with no display and no way to Google's hosts, which it would call at each start.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A headless Chromium: the one that CHROMIUM names, else Debian's. */
export function launchChromium(options = {}) {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  // Scrollbars show, as they do for most readers: a part that scrolls where nothing should is seen.
  const ignoreDefaultArgs = ["--hide-scrollbars"];
  return chromium.launch({ executablePath, headless: true, ignoreDefaultArgs, ...options, args: [...FLAGS, ...(options.args ?? [])] });
}
