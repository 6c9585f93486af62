import assert from "node:assert/strict";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright";

/** With `PICTURES=1` the browser tests keep what the screens look like in this folder. */
const folder = "tests/output";
const sizes = [
  [320, 700],
  [375, 812],
  [768, 1024],
  [1440, 900],
] as const;

/** No rule of WCAG that axe knows is broken, once its title has arrived and colours are where they are on their way to. */
export async function accessible(page: Page): Promise<void> {
  await page.waitForFunction(() => document.title !== "");
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    return Promise.allSettled(ending.map(({ finished }) => finished));
  });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
  );
}

/** Keeps a picture of the page, when pictures are asked for. */
export async function picture(page: Page, name: string, fullPage = true): Promise<void> {
  if (process.env.PICTURES) await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
}

/** Fills in the page that asks strangers who they are. */
export async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(({ pathname }) => !pathname.startsWith("/sign-in"));
}

/** Nothing stands outside the window's width, at any size, in either theme; leaves the page light, at the largest size. */
export async function looksRight(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const name = path.slice(1).replaceAll(/\W+/g, "-") || "now";
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await atEachSize(page, { name: `${name}-${colorScheme}`, closely: colorScheme === "dark" ? 375 : 1440 });
    }
  }
}

/** The same of a page as it stands, with what was opened or typed in it. */
export async function staysRight(page: Page, name: string, fullPage = true): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await atEachSize(page, { name: `${name}-${colorScheme}`, closely: 1440, fullPage });
  }
}

interface Looking {
  name: string;
  /** The width at which axe looks too: on a phone other things stand on a page than on a desk. */
  closely: (typeof sizes)[number][0];
  fullPage?: boolean;
}

async function atEachSize(page: Page, { name, closely, fullPage = true }: Looking): Promise<void> {
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${name} at ${width}`);
    await picture(page, `${name}-${width}`, fullPage);
    if (width === closely) await accessible(page);
  }
}
