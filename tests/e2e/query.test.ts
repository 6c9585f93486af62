import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { categories, severities } from "#lib/model/taxonomy.ts";
import { launch, openPage } from "../support/browser.ts";
import { ownDatabase } from "../support/database.ts";
import { addIssue } from "../support/issues.ts";
import { signIn, staysRight } from "../support/looks.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";

const person = { email: "ada@example.com", password: "a long enough password" };
const { url: databaseUrl, db } = await ownDatabase();
const env = { ADMIN_EMAIL: person.email, ADMIN_PASSWORD: person.password };
const verdict = await startVerdict({ databaseUrl, env });
after(() => verdict.stop());
const browser = await launch();
after(() => browser.close());

const titles = [
  "RateLimitError: Rate limit reached for gpt-4.1 in organization org-a on tokens per min",
  "APITimeoutError: Request timed out after 600 s",
  "ReadError: [Errno 104] Connection reset by peer",
  "TypeError: Cannot read properties of undefined (reading 'choices')",
];
for (let n = 0; n < 24; n++)
  await addIssue(db, {
    sentryIssueId: String(8000 + n),
    category: categories[n % 7] ?? "unknown",
    severity: severities[n % 5] ?? "info",
    issue: {
      title: titles[n % 4] ?? "",
      project: n % 3 ? "chat-api" : "check out",
      environment: n % 2 ? "production" : "staging",
      users: n * 7,
      events: n * 31,
      lastSeen: new Date(Date.now() - n * 600_000),
      firstSeen: new Date(Date.now() - n * 7_200_000),
    },
    verdict: { provisional: n % 6 === 0 },
  });

const faults: string[] = [];
const page = await openPage(browser, verdict.url, faults);
const box = page.getByRole("combobox", { name: "Query" });
const rows = () => page.locator("[data-row]").count();
const query = () => new URL(page.url()).searchParams.get("query");

const pictures = (name: string): Promise<void> => staysRight(page, `query-${name}`, false);

describe("the list, asked in the query language", () => {
  test("a query is written with the keyboard alone", async () => {
    await until("the administrator to be made", async () => (await db.user.count()) === 1, 60_000);
    await page.goto("/issues");
    await signIn(page, person);
    await page.waitForURL(/\/issues$/);
    assert.equal(await rows(), 24);
    await page.keyboard.press("/");
    await page.keyboard.type("cat");
    await page.getByRole("option", { name: "category:" }).first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.type("time");
    await page.getByRole("option", { name: "category:timeout" }).waitFor();
    await pictures("options");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal(await box.inputValue(), "category:timeout ");
    await page.keyboard.press("Enter");
    await page.waitForURL(/query=category/);
    assert.equal(await box.evaluate((field) => field === document.activeElement), true);
    await page.getByRole("link", { name: "Remove the filter Timeout" }).waitFor();
  });

  test("Escape closes the list and keeps the text", async () => {
    await box.fill("sever");
    await page.getByRole("option", { name: "severity:" }).waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await page.getByRole("listbox").count(), 0);
    assert.equal(await box.inputValue(), "sever");
  });

  test("chips, tabs and menus change the text, and the text changes them", async () => {
    await page.goto("/issues?query=severity%3A%3E%3Dhigh+%22timed+out%22");
    await page.getByRole("link", { name: "Critical" }).and(page.locator("[aria-current]")).waitFor();
    await page.getByRole("link", { name: "Remove the filter the severity is high or worse" }).click();
    await page.waitForURL((url) => url.searchParams.get("query") === '"timed out"');
    await until("the text to follow", async () => (await box.inputValue()) === '"timed out"');
    await page.getByRole("button", { name: "Project" }).click();
    await page.getByRole("link", { name: "check out" }).click();
    await page.waitForURL((url) => url.searchParams.get("query") === '"timed out" project:"check out"');
    assert.ok((await rows()) > 0);
    await page.keyboard.press("Escape");
    await pictures("chips");
  });

  test("a wrong query says where and how to mend it, and the list stays", async () => {
    await page.goto("/issues?query=is%3Aprovisional+category%3Arate_limits+severity%3Ahigh");
    const alert = page.locator("#query-fault");
    await alert.waitFor();
    assert.match((await alert.textContent()) ?? "", /character 25:.*did you mean rate_limit\?/);
    assert.equal(await alert.locator("mark").textContent(), "rate_limits");
    assert.equal(await box.getAttribute("aria-invalid"), "true");
    assert.equal(await rows(), 24);
    await pictures("fault");
    await page.getByRole("navigation", { name: "Severity" }).getByRole("link", { name: "High" }).click();
    await page.waitForURL((url) => url.searchParams.get("query") === "severity:high");
  });

  test("links of before still lead to the same issues", async () => {
    await page.goto("/issues?category=rate_limit&severity=critical,high&search=gpt");
    assert.equal(await box.inputValue(), 'category:rate_limit (severity:critical OR severity:high) "gpt"');
    assert.equal(query(), null);
  });

  test("the page of the API tells every operation, and its links lead to what they name", async () => {
    await page.goto("/docs/api");
    await page.getByRole("heading", { name: "API", level: 1 }).waitFor();
    assert.ok((await page.locator("article").count()) > 50);
    const broken = await page.evaluate(() =>
      [...document.querySelectorAll('main a[href^="#"]')]
        .map((link) => link.getAttribute("href") ?? "")
        .filter((href) => !document.getElementById(href.slice(1))),
    );
    assert.deepEqual(broken, []);
    await pictures("reference");
  });

  test("a rule that was typed and not saved is offered after a way out, until it is saved or given up", async () => {
    const name = page.getByLabel("Name", { exact: true });
    const which = page.getByLabel("Which errors");
    const leave = async (): Promise<void> => {
      await page.getByRole("link", { name: "Incidents" }).first().click();
      await page.waitForURL(/\/incidents$/);
      await page.goto("/rules/edit");
    };
    await page.goto("/rules/edit");
    await name.fill("Gates");
    await which.pressSequentially("message:gate");
    await leave();
    await page.getByText("You typed something here before and did not save it.").waitFor();
    assert.deepEqual([await name.inputValue(), await which.inputValue()], ["", ""]);
    await pictures("rule-left");
    await page.getByRole("button", { name: "Bring it back" }).click();
    assert.deepEqual([await name.inputValue(), await which.inputValue()], ["Gates", "message:gate"]);
    await which.press("End");
    await which.pressSequentially(" cat");
    await page.getByRole("option", { name: /^category:/ }).click();
    assert.equal(await which.inputValue(), "message:gate category:");
    await leave();
    await page.getByRole("button", { name: "Discard it" }).click();
    await name.fill("Doors");
    await page.getByRole("link", { name: "Cancel" }).click();
    await page.waitForURL(/\/rules$/);
    await page.goto("/rules/edit");
    await name.waitFor();
    assert.equal(await page.getByText("You typed something here before").count(), 0);
  });

  test("a rule is written, tried, saved and takes its errors; it is deleted and comes back", async () => {
    await page.goto("/issues/8003");
    await page.getByRole("link", { name: "Make a rule from this issue" }).click();
    await page.waitForURL(/\/rules\/edit/);
    await page.getByLabel("Which errors").fill("message:gat");
    await page.getByRole("button", { name: "Save rule" }).click();
    await page.getByText("2 fields need another look").waitFor();
    await page.getByLabel("Name", { exact: true }).fill("Gates");
    await page.getByLabel("Which errors").fill('message:"message of 80" cat');
    await page.getByRole("option", { name: /^category:/ }).click();
    await page.getByRole("option", { name: /category:unknown/ }).click();
    await page.getByLabel("Category", { exact: true }).selectOption("third_party");
    await page.getByLabel("Severity", { exact: true }).selectOption("low");
    await page.getByRole("button", { name: "Try" }).click();
    await page.getByText("Of 24 issues in 7 days this rule decides 24, and 24 would change.").waitFor();
    await pictures("rule-edit");
    await page.getByRole("button", { name: "Save rule" }).click();
    await page.waitForURL(/\/rules$/);
    await until(
      "open issues to be judged by it",
      async () => (await db.issue.count({ where: { category: "third_party" } })) >= 24,
    );
    await pictures("rules");

    await page.getByRole("button", { name: "Delete Gates" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("“Gates” is back.").waitFor();
    await page.goto("/rules?view=history");
    await pictures("rules-history");
    await page.getByRole("button", { name: "Put version 2 back" }).click();
    await page.getByText("Version 2 stands again, as version 4.").waitFor();
    await page.getByRole("link", { name: "Rules", exact: true }).last().click();
    await page.getByText("No rules yet").waitFor();
  });

  test("nothing was wrong in the console all the while", () => assert.deepEqual(faults, []));
});
