import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { riddle, startLlm } from "../standins/llm.ts";
import { signedDelivery } from "../standins/sentry.ts";
import { startSlack } from "../standins/slack.ts";
import { launch, openPage } from "../support/browser.ts";
import { ownDatabase } from "../support/database.ts";
import { sendOne } from "../support/generator.ts";
import { accessible } from "../support/looks.ts";
import { clientSecret } from "../support/secrets.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";
import { errorBody } from "../support/webhooks.ts";

const person = { email: "ada@example.com", password: "a long enough password" };
const { url: databaseUrl, db } = await ownDatabase();
const [slack, llm] = await Promise.all([startSlack(), startLlm()]);
after(() => Promise.all([slack.close(), llm.close()]));
const verdict = await startVerdict({
  databaseUrl,
  env: {
    ADMIN_EMAIL: person.email,
    ADMIN_PASSWORD: person.password,
    SLACK_BOT_TOKEN: slack.token,
    SLACK_CHANNEL: slack.channel,
    SLACK_API_URL: slack.url,
    LLM_BASE_URL: llm.baseUrl,
    LLM_API_KEY: llm.key,
    LLM_MODEL_FAST: "gpt-4.1-mini",
    LLM_FLUSH_SECONDS: "1",
    ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
  },
});
after(() => verdict.stop());
const browser = await launch();
after(() => browser.close());
await until("the administrator to be made", async () => (await db.user.count()) === 1, 60_000);

const faults: string[] = [];
const page = await openPage(browser, verdict.url, faults);

const posted = (words: RegExp) =>
  until(`Slack to show ${words}`, () => slack.standing().find(({ seen }) => words.test(seen)), 60_000);

describe("the loop, as a team lead walks it", () => {
  test("a sample storm is sent from the settings", async () => {
    await page.goto("/settings/sentry");
    await page.getByLabel("Email").fill(person.email);
    await page.getByLabel("Password").fill(person.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Send a sample storm" }).click();
    await page.getByText(/\d+ webhooks sent and accepted/).waitFor({ timeout: 60_000 });
  });

  test("Now shows what needs somebody, without being loaded again", async () => {
    await page.goto("/");
    const incidents = page.getByRole("region", { name: "Open incidents" });
    await incidents.getByText(/quota/i).first().waitFor({ timeout: 60_000 });
    await accessible(page);
  });

  test("the message arrived once, and says what is wrong and what to do", async () => {
    const { seen } = await posted(/quota/i);
    for (const words of [/critical/i, /quota/i, /sample-storm/, /retry/i, /credit|billing|limit/i]) assert.match(seen, words);
    assert.deepEqual(slack.faults, []);
    const quota = slack.received.filter(({ path, seen: text }) => path === "/api/chat.postMessage" && /quota/i.test(text));
    assert.equal(quota.length, 1);
  });

  test("its incident is opened and acknowledged, and the message is edited where it stands", async () => {
    await page.getByRole("region", { name: "Open incidents" }).getByRole("link", { name: /quota/i }).first().click();
    await page.waitForURL(/\/incidents\//);
    await accessible(page);
    await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
    await page.getByText("Acknowledged by").first().waitFor();
    const { path } = await posted(/acknowledged by/i);
    assert.equal(path, "/api/chat.update");
  });

  test("a wrong label is corrected from the incident's issue, and the message says so", async () => {
    await page.getByRole("region", { name: "Issues" }).getByRole("link").first().click();
    await page.waitForURL(/\/issues\//);
    await page.getByRole("button", { name: "Wrong" }).click();
    await page.getByRole("combobox", { name: "Category" }).fill("rate");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Save correction" }).click();
    await page.getByText("Saved: Rate limit").waitFor();
    await posted(/rate limit[\s\S]*acknowledged|acknowledged[\s\S]*rate limit/i);
    const decision = await db.decision.findFirst({ where: { reason: "corrected", action: "update" } });
    assert.ok(decision, "the decision is in the ledger");
  });

  test("what the model was asked is on the bill, and no more than it was", async () => {
    const shot = {
      event: "",
      ...signedDelivery({ resource: "error", body: errorBody({ ...riddle("third_party") }), secret: clientSecret }),
    };
    assert.equal((await sendOne(verdict.url, shot)).status, 202);
    await until("a model's verdict", async () => (await db.verdict.count({ where: { tier: "llm-fast" } })) > 0, 60_000);
    await until("the ledger to be settled", async () => (await db.spend.count({ where: { state: "reserved" } })) === 0, 60_000);
    await page.goto("/costs");
    await page.getByText("gpt-4.1-mini").first().waitFor();
    await accessible(page);
    const { _sum: sum } = await db.spend.aggregate({ _sum: { costMicros: true } });
    assert.ok(Number(sum.costMicros) >= llm.spent() && llm.spent() > 0, `${sum.costMicros} of ${llm.spent()} micro-dollars`);
    const answer = (await (await verdict.api("/api/v1/spend?group=model")).json()) as { spend: { cost_usd: number }[] };
    assert.equal(Math.round(answer.spend.reduce((total, row) => total + row.cost_usd, 0) * 1e6), Number(sum.costMicros));
    assert.deepEqual(llm.faults, []);
  });

  test("nothing was wrong in the console all the while", () => assert.deepEqual(faults, []));
});
