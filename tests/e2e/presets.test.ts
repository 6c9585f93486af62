import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { categories, severities } from "#lib/model/taxonomy.ts";
import { launch } from "../support/browser.ts";
import { ownDatabase } from "../support/database.ts";
import { addIncident } from "../support/incidents.ts";
import { addIssue } from "../support/issues.ts";
import { signIn, staysRight } from "../support/looks.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";

const person = { email: "ada@example.com", password: "a long enough password" };
const { url: databaseUrl, db } = await ownDatabase();
for (let n = 0; n < categories.length; n++)
  await addIssue(db, {
    sentryIssueId: String(9000 + n),
    category: categories[n] ?? "unknown",
    severity: severities[n % 5] ?? "info",
    issue: {
      title: `${categories[n]}: as one provider words it`,
      project: n % 4 ? "checkout" : "search",
      environment: "production",
      users: 40 - n,
      events: 400 - n,
      lastSeen: new Date(Date.now() - n * 60_000),
    },
  });
const group = { category: "quota_exceeded", project: "checkout" };
const incident = await addIncident(db, { subject: { category: "quota_exceeded" }, incident: { group } });
const verdict = await startVerdict({ databaseUrl, env: { ADMIN_EMAIL: person.email, ADMIN_PASSWORD: person.password } });
after(() => verdict.stop());
const browser = await launch();
after(() => browser.close());
const context = await browser.newContext({ baseURL: verdict.url, viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
const row = (id: string) => page.locator("tr", { has: page.locator(`a[href^="/issues/${id}"]`) });

const pictures = (name: string): Promise<void> => staysRight(page, `presets-${name}`);

describe("a project that speaks in the names of another set", () => {
  test("its administrator chooses the set, beside a table of what it calls the categories", async () => {
    await until("the administrator to be made", async () => (await db.user.count()) === 1, 60_000);
    await page.goto("/settings/projects");
    await signIn(page, person);
    await page.getByRole("button", { name: "Change checkout" }).click();
    await page.getByLabel("Categories").selectOption("sre");
    await pictures("choice");
    await page.getByRole("button", { name: "Save project" }).click();
    await page.getByRole("cell", { name: "SRE" }).waitFor();
    await page.keyboard.press("Escape");
    await pictures("projects");
    await page.getByRole("link", { name: "What each set calls the categories" }).click();
    await page.getByRole("heading", { name: "Category names" }).waitFor();
    await pictures("table");
  });

  test("the list says its categories in those names, and other projects' in ours", async () => {
    await page.goto("/issues");
    assert.match((await row("9001").textContent()) ?? "", /auth/);
    assert.match((await row("9004").textContent()) ?? "", /Context length/);
    assert.equal(await row("9001").locator("a").getAttribute("title"), "in Verdict: Quota exceeded");
    await pictures("list");
    await page.goto("/issues?query=project%3Acheckout");
    await page.getByRole("button", { name: "Category" }).click();
    await page.getByRole("link", { name: /^auth \d/ }).click();
    await page.waitForURL((url) => url.searchParams.get("query") === "project:checkout category:sre/auth");
    await page.getByRole("link", { name: "Remove the filter sre: auth" }).waitFor();
    assert.equal(await page.locator("[data-row]").count(), 2);
    await pictures("facet");
  });

  test("an issue is told and corrected in them, with Verdict's own name beside", async () => {
    await page.goto("/issues/9001");
    await page.getByText("in Verdict: Quota exceeded").waitFor();
    await pictures("issue");
    await page.keyboard.press("c");
    assert.equal(await page.getByRole("option").count(), 6);
    await pictures("picker");
    await page.keyboard.type("netw");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.getByText("Saved: network").waitFor();
    await until("the correction to stand", async () => (await db.correction.findFirst())?.category === "network");
  });

  test("incidents and the first screen follow", async () => {
    await page.goto("/incidents");
    const line = page.getByText("checkout · auth").filter({ visible: true });
    await line.waitFor();
    await page.goto(`/incidents/${incident}`);
    await line.waitFor();
    await page.getByText("in Verdict: Quota exceeded").waitFor();
    await pictures("incident");
    await page.goto("/");
    await page.getByRole("heading", { name: "Now", level: 1 }).waitFor();
    await pictures("now");
  });
});
