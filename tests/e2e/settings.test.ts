import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { startLlm } from "../standins/llm.ts";
import { signedDelivery, startSentry } from "../standins/sentry.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { launch, openPage } from "../support/browser.ts";
import { ownDatabase } from "../support/database.ts";
import { sendOne } from "../support/generator.ts";
import { accessible, looksRight, picture, signIn } from "../support/looks.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";
import { issueBody } from "../support/webhooks.ts";

const person = { email: "ada@example.com", password: "a long enough password" };
const secrets = { client: "client-secret-pasted-into-the-page", hook: "whsec_c2lnbmluZy1zZWNyZXQtb2YtdGhlLXBhZ2U=" };
const { url: databaseUrl, db } = await ownDatabase();
const [sentry, receiver, llm] = await Promise.all([
  startSentry({ token: "sntrys_token-of-the-page" }),
  startReceiver({ secret: secrets.hook }),
  startLlm(),
]);
after(() => Promise.all([sentry.close(), receiver.close(), llm.close()]));
const verdict = await startVerdict({
  databaseUrl,
  env: {
    SENTRY_CLIENT_SECRET: "",
    ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
    ADMIN_EMAIL: person.email,
    ADMIN_PASSWORD: person.password,
  },
});
after(() => verdict.stop());
const browser = await launch();
after(() => browser.close());
await until("the administrator to be made", async () => (await db.user.count()) === 1, 60_000);

const faults: string[] = [];
const page = await openPage(browser, verdict.url, faults);

/** As if the password had been given long ago. */
const longAgo = () => db.session.updateMany({ data: { createdAt: new Date(Date.now() - 3_600_000) } });
const field = (name: string) => page.getByLabel(name, { exact: true });
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

describe("Sentry is set up without a restart", () => {
  test("a stranger signs in and comes back", async () => {
    await page.goto("/settings");
    await signIn(page, person);
    await page.waitForURL(/\/settings\/sentry$/);
    await page.getByText("Starts once the client secret is set.").waitFor();
    await picture(page, "settings-sentry-new");
  });

  test("a wrong secret is said at its field, which gets the focus and keeps what was typed", async () => {
    await field("Client secret").fill("too-short");
    await field("Organisation slug").fill(sentry.org);
    await press("Save and check");
    await page.getByText("A client secret has at least 24 characters").waitFor();
    assert.equal(await field("Client secret").evaluate((input) => input === document.activeElement), true);
    assert.equal(await field("Organisation slug").inputValue(), sentry.org);
    await accessible(page);
  });

  test("what Sentry says of the token stands at the token, and nothing was kept", async () => {
    await field("Client secret").fill(secrets.client);
    await field("Token").fill("sntrys_not-the-token");
    await field("Base URL").fill(sentry.url);
    await press("Save and check");
    await page.getByText("Sentry refuses the token (401)").waitFor();
    assert.equal(await field("Token").getAttribute("aria-invalid"), "true");
    assert.equal((await db.installation.findFirstOrThrow()).secret, null);
  });

  test("what Sentry accepts is in use at once, and only its end is shown", async () => {
    await field("Token").fill(sentry.token);
    await press("Save and check");
    await page.getByText("Saved. In use now.").waitFor();
    await page.getByText("Waiting for the first webhook…").waitFor();
    assert.equal(await field("Client secret").getAttribute("placeholder"), "…page");
    assert.equal(await field("Client secret").inputValue(), "");
    assert.equal(await field("Organisation slug").inputValue(), sentry.org);
    const html = await page.content();
    assert.ok(!html.includes(secrets.client) && !html.includes(sentry.token));
  });

  test("the first webhook appears by itself", async () => {
    const shot = { event: "", ...signedDelivery({ resource: "issue", body: issueBody({ id: "8001" }), secret: secrets.client }) };
    assert.equal((await sendOne(verdict.url, shot)).status, 202);
    await page.getByText(/^First webhook received/).waitFor();
    await page.getByText("issue.created").first().waitFor();
  });

  test("a sample storm goes through the same route", async () => {
    await press("Send a sample storm");
    await page.getByText(/\d+ webhooks sent and accepted/).waitFor({ timeout: 30_000 });
    await page.getByRole("link", { name: "See them in Triage" }).waitFor();
    await press("Send a sample storm");
    await page.getByRole("alert").filter({ hasText: "A storm was sent a moment ago" }).waitFor();
  });

  test("write-back is switched by kind, owners are checked", async () => {
    await page.getByLabel("Comment").check();
    await page.getByLabel("Dry run").check();
    await page.getByText("Who owns which category").click();
    await field("Database").fill("nobody in particular");
    await press("Save write-back");
    await page.getByText("Is whom Sentry assigns to").waitFor();
    await field("Database").fill("team:7");
    await press("Save write-back");
    await page.getByText("Saved.", { exact: true }).waitFor();
    const { value } = await db.setting.findUniqueOrThrow({ where: { key: "write_back" } });
    assert.deepEqual(value, { kinds: ["comment"], dry_run: true, owners: { database: "team:7" } });
  });
});

describe("models, budgets and channels", () => {
  test("without a model it says what runs, and an address that answers makes one", async () => {
    await page.goto("/settings/models");
    await page.getByText("Running on rules alone, $0").waitFor();
    await press("Add model");
    await field("Base URL").fill(llm.baseUrl);
    await field("Model").fill("gpt-5-mini");
    await field("API key").fill(llm.key);
    await field("Input").fill("free");
    await press("Save model");
    await page.getByText("Write an amount in USD").waitFor();
    await picture(page, "settings-model-form", false);
    await accessible(page);
    await field("Input").fill("");
    await press("Save model");
    await press("Test gpt-5-mini");
    await page
      .getByText(/no model.*gpt-5-mini/)
      .first()
      .waitFor();
    await press("Edit gpt-5-mini");
    await field("Model").fill("gpt-4.1-mini");
    await press("Save model");
    await press("Test gpt-4.1-mini");
    await page.getByText("The model answered.").waitFor();
    assert.ok(!(await page.content()).includes(llm.key));
  });

  test("budgets are amounts", async () => {
    await field("Per day, USD").fill("much");
    await press("Save budgets");
    await page.getByText("Write an amount in USD").waitFor();
    await field("Per day, USD").fill("0.5");
    await press("Save budgets");
    await page.getByText("of $0.50").waitFor();
    await page
      .getByText(/^resets in \d+ (min|h|d)/)
      .first()
      .waitFor();
  });

  test("a channel is set up and tested, and what goes wrong is said exactly", async () => {
    await page.goto("/settings/channels");
    await press("Set up hook");
    await field("Address").fill("http://10.0.0.1/hook");
    await field("Signing secret").fill(secrets.hook);
    await press("Save channel");
    await page.getByText(/ALLOW_PRIVATE_TARGETS/).waitFor();
    await field("Address").fill(receiver.url);
    await press("Save channel");
    const unreached = { undeliveredAt: { not: null }, state: "open" };
    const onTheWay = {
      OR: [{ state: { in: ["queued", "sending"] } }, { state: "sent", wanted: { gt: db.message.fields.posted } }],
    };
    await until("what reached nobody before to be told", async () => {
      const left = [db.incident.count({ where: unreached }), db.message.count({ where: { channel: "hook", ...onTheWay } })];
      return (await Promise.all(left)).every((count) => count === 0);
    });
    const tests = () => receiver.arrived.filter(({ event }) => event.type === "test").length;
    await press("Send test to hook");
    await page.getByText("Delivered. Look for the test message.").waitFor();
    assert.deepEqual([tests(), receiver.faults], [1, []]);
    /** A click soon after another is that one's: it is pressed until it counts. */
    const sendAnew = async (arrived: number): Promise<void> =>
      void (await until("another test to arrive", async () => {
        await press("Send test to hook");
        return tests() === arrived;
      }));
    receiver.script({ status: 503 });
    await sendAnew(2);
    await page.getByText("Last attempt failed").waitFor();
    receiver.script({ status: 410 });
    await sendAnew(3);
    await page.getByRole("alert").filter({ hasText: "410" }).first().waitFor();
  });
});

test("every page of the settings is dense and calm in both themes, from a phone to a wide screen", async () => {
  await looksRight(
    page,
    ["sentry", "models", "channels", "members", "keys", "audit"].map((name) => `/settings/${name}`),
  );
});

test("an old session is asked for the password before a key is made", async () => {
  await page.setViewportSize({ width: 375, height: 812 });
  await longAgo();
  await page.goto("/settings/keys");
  await press("Create key");
  await field("Name").fill("pipeline");
  await press("Create key");
  await field("Your password").fill("not it");
  await press("Create key");
  await page.getByText("This is not your password.").waitFor();
  await picture(page, "settings-password-again", false);
  await accessible(page);
  await field("Your password").fill(person.password);
  await press("Create key");
  await page.getByText("Copy the key now.").waitFor();
});

test("nothing was wrong in the console all the while", () => assert.deepEqual(faults, []));
