import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { signedDelivery } from "../standins/sentry.ts";
import { launch, openPage } from "../support/browser.ts";
import { ownDatabase } from "../support/database.ts";
import { seedFigures } from "../support/figures.ts";
import { sendOne } from "../support/generator.ts";
import { accessible, looksRight, signIn, staysRight } from "../support/looks.ts";
import { clientSecret } from "../support/secrets.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";
import { errorBody } from "../support/webhooks.ts";

const person = { email: "ada@example.com", password: "a long enough password" };
const { url: databaseUrl, db } = await ownDatabase();
const models = { LLM_API_KEY: "sk-nobody-asks-with-this", LLM_MODEL_FAST: "gpt-5-mini", LLM_MODEL_STRONG: "gpt-5" };
const env = {
  ...models,
  LLM_MONTHLY_BUDGET_USD: "5",
  LLM_BASE_URL: "http://127.0.0.1:9/v1",
  ALLOW_PRIVATE_TARGETS: "true",
  ADMIN_EMAIL: person.email,
  ADMIN_PASSWORD: person.password,
};
const verdict = await startVerdict({ databaseUrl, env });
after(() => verdict.stop());
const browser = await launch();
after(() => browser.close());
await until("the administrator to be made", async () => (await db.user.count()) === 1, 60_000);

const faults: string[] = [];
const page = await openPage(browser, verdict.url, faults);
const context = page.context();

const tell = async (body: object): Promise<void> => {
  const shot = { event: "", ...signedDelivery({ resource: "error", body, secret: clientSecret }) };
  assert.equal((await sendOne(verdict.url, shot)).status, 202);
};

describe("Now and Costs, as a team lead opens them", () => {
  test("before anything arrived, Now says how to begin and Costs that nothing is spent", async () => {
    await page.goto("/");
    await signIn(page, person);
    await page.getByRole("heading", { name: "Connect Sentry" }).waitFor();
    await page.getByRole("link", { name: "Send a sample storm" }).waitFor();
    await accessible(page);
    await page.goto("/costs");
    await page.getByText("No model was asked in this time.").first().waitFor();
    await accessible(page);
    await page.goto("/decisions/noise");
    await page.getByText("No signal came in the last 30 days, so there was nothing to tell.").waitFor();
    await page.getByText("There was nothing to tell.", { exact: true }).waitFor();
    await staysRight(page, "noise-empty");
  });

  test("the first webhook changes the page by itself", async () => {
    await page.goto("/");
    await page
      .getByText(/^Live · updated/)
      .first()
      .waitFor();
    await tell(errorBody({ issue: "9001", type: "APITimeoutError", value: "Request timed out." }));
    await page.getByRole("heading", { name: "Most users affected" }).waitFor({ timeout: 15_000 });
    await page.getByText("APITimeoutError").first().waitFor();
  });

  test("Now shows what waits, what goes wrong, and whether the line is well", async () => {
    await seedFigures(db);
    await page.goto("/");
    await page.getByText(/incidents wait for somebody, the oldest for/).waitFor();
    await page.getByRole("region", { name: "Open incidents" }).getByText("overloaded_error").waitFor();
    const taken = page.getByRole("link", { name: /^\d+ taken, / });
    assert.equal(await taken.getAttribute("href"), "/incidents?state=acknowledged");
    await page
      .getByRole("region", { name: "Spend on models" })
      .getByText(/of \$5\.00/)
      .waitFor();
    await page.getByRole("region", { name: "From webhook to verdict" }).getByText("Last webhook").waitFor();
    await accessible(page);
  });

  test("range and split live in the address", async () => {
    await page.getByRole("link", { name: "7 d", exact: true }).click();
    await page.waitForURL(/\?range=7d$/);
    await page.getByRole("navigation", { name: "Split by" }).getByText("Severity").click();
    await page.waitForURL(/\?range=7d&by=severity$/);
    await page.goto("/?range=nonsense&by=%00");
    await page.getByText("The 24 h before").waitFor();
  });

  test("the chart is walked by arrow keys, and has a table twin", async () => {
    await page.goto("/");
    const chart = page.getByRole("group", { name: /Errors by category/ });
    await chart.focus();
    await page.keyboard.press("ArrowLeft");
    const said = await until("the last column to be said", async () => (await chart.getByRole("status").textContent()) || null);
    await page.keyboard.press("ArrowLeft");
    await until("the one before", async () => (await chart.getByRole("status").textContent()) !== said);
    assert.match((await chart.getByRole("status").textContent()) ?? "", /UTC: [\d,]+\. /);
    await page.keyboard.press("Escape");
    await page.getByText("Show as table").first().click();
    assert.equal(await page.getByRole("table", { name: "Errors by category" }).getByRole("row").count(), 25);
    await accessible(page);
  });

  test("a number leads to its rows", async () => {
    await page.goto("/");
    await page.getByRole("link", { name: "Rate limit", exact: true }).first().click();
    await page.waitForURL(/\/issues\?query=category%3Arate_limit/);
    await page.getByText("Rate limit reached for gpt-4.1").first().waitFor();
  });

  test("g and a letter lead from page to page, and the rail says where one is", async () => {
    for (const [key, path] of [
      ["c", "/costs"],
      ["n", "/"],
      ["t", "/issues"],
    ] as const) {
      await page.locator("body").press("g");
      await page.locator("body").press(key);
      await page.waitForURL(({ pathname }) => pathname === path);
    }
    const current = page.getByRole("navigation", { name: "Main" }).locator("[aria-current=page]");
    assert.deepEqual(await current.allTextContents(), ["Triage"]);
  });

  test("Costs compares models, draws spend under the budget, and says what was avoided", async () => {
    await page.goto("/costs");
    await page.getByText(/bought .* answers of models/).waitFor();
    const table = page.getByRole("table", { name: "Models side by side" });
    assert.deepEqual(await table.getByRole("columnheader").count(), 3);
    await table
      .getByRole("row", { name: /Overruled/ })
      .getByText("%")
      .first()
      .waitFor();
    await page.getByText("Daily budget $0.25").waitFor();
    await page
      .getByRole("region", { name: "Cost avoided" })
      .getByText(/verdicts were given by people/)
      .waitFor();
    await page.getByText(/^Here a verdict carries its share of the calls/).waitFor();
    await page.getByRole("navigation", { name: "Split by" }).getByText("Category").click();
    await page.waitForURL(/by=category/);
    await page.getByRole("table", { name: "Where it goes" }).getByText("Response quality").waitFor();
    await accessible(page);
  });

  test("both can be read on every screen without scrolling sideways, in both themes", async () => {
    await looksRight(page, ["/", "/costs"]);
  });

  test("no page ships more than 250 KB of compressed scripts", async () => {
    const settings = ["sentry", "models", "projects", "channels", "members", "keys", "audit"].map((name) => `/settings/${name}`);
    const { sentryIssueId } = await db.issue.findFirstOrThrow();
    for (const path of [
      "/",
      "/costs",
      "/incidents",
      "/policies",
      "/rules",
      "/rules/edit",
      "/issues",
      `/issues/${sentryIssueId}`,
      "/decisions",
      ...settings,
    ]) {
      const fresh = await (
        await browser.newContext({ baseURL: verdict.url, storageState: await context.storageState() })
      ).newPage();
      await fresh.goto(path);
      const bytes = await fresh.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .filter(({ name }) => name.endsWith(".js"))
          .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
      );
      await fresh.context().close();
      assert.ok(bytes > 50_000 && bytes <= 250 * 1024, `${path}: ${Math.round(bytes / 1024)} KB`);
    }
  });

  test("a phone has the pages in its menu", async () => {
    await page.setViewportSize({ width: 375, height: 812 });
    await page.goto("/");
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("menuitem", { name: "Costs" }).click();
    await page.waitForURL(/\/costs$/);
  });

  test("a page that has lost its stream says how old its figures are", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto("/");
    await page
      .getByText(/^Live · updated/)
      .first()
      .waitFor();
    await context.setOffline(true);
    await page
      .getByText(/^Connection lost, figures are/)
      .first()
      .waitFor();
    await context.setOffline(false);
    await page
      .getByText(/^Live · updated/)
      .first()
      .waitFor();
  });

  test("nothing was wrong in the console all the while", () =>
    assert.deepEqual(
      faults.filter((text) => !text.includes("ERR_INTERNET_DISCONNECTED") && !text.includes("ERR_NETWORK_CHANGED")),
      [],
    ));

  test("open streams do not keep the process from ending", async () => {
    await page.goto("/");
    await page
      .getByText(/^Live · updated/)
      .first()
      .waitFor();
    const began = performance.now();
    await verdict.web.kill("SIGTERM");
    assert.ok(performance.now() - began < 5000, `${Math.round(performance.now() - began)} ms`);
  });
});
