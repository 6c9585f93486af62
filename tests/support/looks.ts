import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright";

const folder = "tests/output";
const sizes = [
  [320, 700],
  [375, 812],
  [768, 1024],
  [1440, 900],
] as const;

/** No rule of WCAG that axe knows is broken. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
  );
}

/** Nothing stands outside the window's width, at any size, in either theme; keeps a picture of each. */
export async function looksRight(page: Page, paths: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const path of paths) {
      await page.goto(path);
      for (const [width, height] of sizes) {
        await page.setViewportSize({ width, height });
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${path} at ${width}`);
        const name = `${path.replaceAll("/", "-").slice(1)}-${width}-${colorScheme}.png`;
        await page.screenshot({ path: join(folder, name), fullPage: true });
      }
      await accessible(page);
    }
  }
}
