import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright";
import { ensureBuild } from "#lib/cli/build.ts";
import { launch } from "../support/browser.ts";
import { freePort } from "../support/free-port.ts";
import { accessible, signIn } from "../support/looks.ts";
import { dataFolder, startProgram } from "../support/start.ts";
import { until } from "../support/wait.ts";

await ensureBuild({ signal: new AbortController().signal });

const PORT = String(await freePort());
const program = startProgram("start.ts", { DATA_DIR: dataFolder(), PORT, HOST: "127.0.0.1" });
const link = await until("the one-time link", () => /http:\S+\/setup\?token=\S+/.exec(program.out())?.[0], 60_000);
const browser = await launch();
after(() => browser.close());

const person = { name: "Ada", email: "ada@example.com", password: "a sentence is fine" };

/** A page whose console must stay silent: a breach of the content security policy, a failed script or request is a fault. */
async function quietPage(): Promise<{ page: Page; faults: string[] }> {
  const page = await (await browser.newContext()).newPage();
  const faults: string[] = [];
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  return { page, faults };
}

const atNow = ({ pathname }: URL): boolean => pathname === "/";

test("until somebody is administrator, the sign-in page says how the first one is made", async () => {
  const { page, faults } = await quietPage();
  await page.goto(new URL("/sign-in", link).href);
  await page.getByText("Nobody is administrator yet").waitFor();
  await accessible(page);
  assert.deepEqual(faults, []);
});

test("a link that is not the console's makes nobody, and says so", async () => {
  const { page } = await quietPage();
  assert.equal((await page.goto(`${link}x`))?.status(), 404);
  await page.getByRole("heading", { name: "This link makes no administrator" }).waitFor();
  await accessible(page);
});

test("the link makes the first administrator, who is signed in and sees Now", async () => {
  const { page, faults } = await quietPage();
  await page.goto(link);
  await accessible(page);
  await page.getByLabel("Name").fill(person.name);
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL(atNow);
  await page.getByRole("navigation").first().waitFor();
  await accessible(page);
  assert.deepEqual(faults, []);
});

test("the link is worth nothing afterwards, says that it was used, and leads to sign-in", async () => {
  const { page } = await quietPage();
  assert.equal((await page.goto(link))?.status(), 404);
  await page.getByText("This link was used already").waitFor();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Password").waitFor();
  assert.equal(await page.getByText("Nobody is administrator yet").count(), 0);
  await signIn(page, person);
  await page.waitForURL(atNow);
});

test("a stranger is sent to the sign-in page, and the password opens it", async () => {
  const { page, faults } = await quietPage();
  await page.goto(new URL("/issues", link).href);
  assert.match(page.url(), /\/sign-in/);
  await accessible(page);
  await signIn(page, person);
  await page.waitForURL(/\/issues$/);
  assert.deepEqual(faults, []);
});
