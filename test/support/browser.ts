import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** The Chromium that comes with npm's packages; nothing is installed by hand. */
export async function startBrowser(): Promise<{ browser: Browser; stop(): Promise<void> }> {
  // It unpacks itself into TMPDIR and would take whatever lies there under its name already.
  const folder = mkdtempSync(join(tmpdir(), "sdn-browser-"));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  const { default: bundled } = await import("@sparticuz/chromium");
  try {
    const executablePath = await bundled.executablePath();
    const browser = await chromium.launch({ executablePath, args: bundled.args });
    return {
      browser,
      async stop() {
        await browser.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
