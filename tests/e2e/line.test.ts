import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import type { IssueDetail } from "#lib/model/issue.ts";
import { signedDelivery } from "../standins/sentry.ts";
import { launch, openPage } from "../support/browser.ts";
import { ownDatabase } from "../support/database.ts";
import { type Shot, sendOne } from "../support/generator.ts";
import { accessible, looksRight, signIn } from "../support/looks.ts";
import { clientSecret } from "../support/secrets.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";
import { errorBody, eventId, issueBody } from "../support/webhooks.ts";

const person = { email: "ada@example.com", password: "a long enough password" };
const { url: databaseUrl, db } = await ownDatabase();
const verdict = await startVerdict({ databaseUrl, env: { ADMIN_EMAIL: person.email, ADMIN_PASSWORD: person.password } });
after(() => verdict.stop());
const browser = await launch();
after(() => browser.close());
await until("the administrator to be made", async () => (await db.user.count()) === 1, 60_000);

const faults: string[] = [];
const page = await openPage(browser, verdict.url, faults);

const odd = { type: "AcmeError", value: "the acme widget 71 would not turn" };

async function tell(resource: string, body: object): Promise<void> {
  const shot: Shot = { event: "", ...signedDelivery({ resource, body, secret: clientSecret }) };
  assert.equal((await sendOne(verdict.url, shot)).status, 202);
}

const detail = (issue: string): Promise<IssueDetail> =>
  until(`issue ${issue}`, async () => {
    const answer = await verdict.api(`/api/v1/issues/${issue}`);
    return answer.status === 200 && ((await answer.json()) as IssueDetail);
  });

describe("the line, as a person walks it", () => {
  test("a webhook becomes an issue with a verdict that the API shows", async () => {
    await tell("issue", issueBody({ id: "7001" }));
    await tell("error", errorBody({ issue: "7002", ...odd }));
    const { verdict: given } = await detail("7001");
    assert.deepEqual(
      [given?.category, given?.severity, given?.should_retry, given?.retry_after_seconds],
      ["rate_limit", "medium", true, 20],
    );
    assert.equal((await detail("7002")).verdict?.category, "unknown");
  });

  test("a link from Sentry's sidebar leads through sign-in to the issue", async () => {
    await page.goto("/issues/7002");
    assert.match(page.url(), /\/sign-in\?next=/);
    await signIn(page, person);
    await page.waitForURL(/\/issues\/7002$/);
    await page.getByRole("heading", { name: odd.type }).waitFor();
    await accessible(page);
  });

  test("the list shows both, and its filters live in the address", async () => {
    await page.goto("/issues?category=rate_limit");
    await page.getByText("Rate limit reached for gpt-4.1").first().waitFor();
    assert.equal(await page.getByText("acme widget").count(), 0);
    await page.goto("/issues");
    await page.getByText("acme widget").first().waitFor();
    await accessible(page);
    await page.getByText("acme widget").first().click();
    await page.waitForURL(/\/issues\/7002/);
  });

  test("a wrong label is corrected on the page, and the correction stands at once", async () => {
    await page.getByRole("button", { name: "Wrong" }).click();
    await accessible(page);
    await page.getByRole("combobox", { name: "Category" }).fill("third");
    await page.keyboard.press("Enter");
    await page.getByLabel("Reason").fill("acme is a supplier of ours");
    await page.getByRole("button", { name: "Save correction" }).click();
    await page.getByText("Saved: Third party").waitFor();
    const { verdict: given, corrections } = await detail("7002");
    assert.deepEqual([given?.category, given?.tier, given?.confidence], ["third_party", "human", 1]);
    assert.deepEqual(
      [corrections[0]?.reason, corrections[0]?.category, corrections[0]?.was.category],
      ["acme is a supplier of ours", "third_party", "unknown"],
    );
    await page.reload();
    await page.getByText("acme is a supplier of ours").waitFor();
  });

  test("the next occurrence carries the correction", async () => {
    await tell("error", errorBody({ issue: "7003", ...odd, value: "the acme widget 99 would not turn", event: eventId() }));
    assert.equal((await detail("7003")).verdict?.category, "third_party");
    await page.goto("/issues/7003");
    await page.getByRole("region", { name: "Verdict" }).getByText("Third party").first().waitFor();
  });

  test("it can be read on a phone without scrolling sideways, in both themes", async () => {
    await looksRight(page, ["/issues", "/issues/7002"]);
  });

  test("hostile text in every field stays text", async () => {
    const bad = `<img src=x onerror="window.__xss=1"><script>window.__xss=1</script>{{7*7}} javascript:alert(1)`;
    const body = errorBody({ issue: "7004", type: bad, value: bad, environment: bad, tags: [[bad, bad]] });
    await tell("error", body);
    await detail("7004");
    for (const path of ["/issues", "/issues/7004"]) {
      await page.goto(path);
      assert.equal(await page.evaluate(() => Reflect.get(window, "__xss")), undefined);
    }
  });

  test("wrong addresses, ids and queries get a page that says what, and leads back", async () => {
    for (const path of [
      "/issues/does-not-exist",
      "/nowhere",
      "/issues?category=nonsense&sort=%00&cursor=zzz&limit=-1",
      "/issues/%F0%9F%98%80",
      "/issues/%",
    ]) {
      const answer = await page.goto(path);
      assert.ok([200, 404].includes(answer?.status() ?? 0), `${path}: ${answer?.status()}`);
      assert.ok((await page.getByRole("link").count()) > 0);
    }
  });

  test("nothing was wrong in the console all the while", () =>
    assert.deepEqual(
      faults.filter((text) => !text.includes("404")),
      [],
    ));
});
