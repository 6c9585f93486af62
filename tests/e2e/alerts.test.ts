import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import type { Page } from "playwright";
import { openAuth } from "#lib/auth/auth.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { addAlertStory } from "../support/alert-story.ts";
import { launch, openPage } from "../support/browser.ts";
import { ownDatabase } from "../support/database.ts";
import { accessible, looksRight, signIn } from "../support/looks.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";

const ada = { email: "ada@example.com", password: "a long enough password" };
const grace = { email: "grace@example.com", password: "another long enough password" };
const signing = "whsec_c2lnbmluZy1zZWNyZXQtb2YtdGhlLXBhZ2U=";
const { url: databaseUrl, db } = await ownDatabase();
const receiver = await startReceiver({ secret: signing });
after(() => receiver.close());
const verdict = await startVerdict({
  databaseUrl,
  worker: false,
  env: { SLACK_WEBHOOK_URL: "https://hooks.slack.example/services/T/B/x", ALLOW_PRIVATE_TARGETS: "127.0.0.0/8" },
});
after(() => verdict.stop());
const browser = await launch();
after(() => browser.close());
const auth = openAuth({ db, secret: "of no session", publicUrl: verdict.url });
await auth.createUser({ ...ada, name: "Ada Lovelace", role: "admin" });
await auth.createUser({ ...grace, name: "Grace Hopper", role: "viewer" });
const story = await addAlertStory(db);
const fault = "Slack answered 404 no_service: the webhook was removed.";
await db.channel.create({ data: { name: "slack", kind: "slack", state: "broken", error: fault, stateAt: new Date() } });

const faults: string[] = [];

async function visitor(person: typeof ada): Promise<Page> {
  const page = await openPage(browser, verdict.url, faults);
  await page.goto("/sign-in");
  await signIn(page, person);
  return page;
}

const page = await visitor(ada);
const region = (name: string) => page.getByRole("region", { name, exact: true });
const standing = (id: string) => db.incident.findUniqueOrThrow({ where: { id } });
const field = (name: string) => page.getByLabel(name, { exact: true });
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

describe("what everybody who can act must know stands on every page", () => {
  test("an alert that nobody got leads to its incident, a broken channel to where it is mended", async () => {
    await page.goto("/issues");
    await region("Warnings").getByText("Nobody could be told of “PaymentError").waitFor();
    await region("Warnings").getByText("openai is out").waitFor();
    await region("Warnings").getByRole("link", { name: "Mend it" }).click();
    await page.waitForURL(/\/settings\/channels#channel-slack$/);
    await region("Warnings").getByRole("link", { name: "Open the incident" }).first().click();
    await page.waitForURL(new RegExp(story.lost));
    await region("Nobody could be told of this").getByText("nothing is sent there any more").waitFor();
    assert.equal(await region("Warnings").getByText("Nobody could be told").count(), 0); // this page tells it better
    assert.match((await region("Facts").textContent()) ?? "", /Toldnobody/);
    await accessible(page);
  });

  test("who may only read is not warned of what others must mend", async () => {
    const reader = await visitor(grace);
    await reader.goto("/issues");
    await reader.getByRole("heading", { level: 1 }).waitFor();
    assert.equal(await reader.getByRole("region", { name: "Warnings" }).count(), 0);
    await reader.context().close();
  });

  test("Now tells what a provider's outage does, and the list who has what", async () => {
    await page.goto("/");
    await region("Providers in trouble").getByText("240 failures in the last ten minutes, of 3 signatures").waitFor();
    await region("Providers in trouble").getByText("1 symptom was told to nobody").waitFor();
    assert.equal(await region("Warnings").getByText("openai is out").count(), 0); // Now tells it better
    await page.goto("/incidents");
    const words = (await page.locator("tbody").textContent()) ?? "";
    for (const word of ["Nobody could be told", "Held back", "Handed to hook", "By digest only"])
      assert.ok(words.includes(word), word);
  });
});

describe("the ladder", () => {
  test("says what each step came to", async () => {
    await page.goto(`/incidents/${story.lost}`);
    const [first] = await region("Who is told").locator("ol > li").allTextContents();
    assert.match(first ?? "", /Step 1.*at once.*urgent.*slack did not take it/);
    assert.equal(await region("Who is told").getByText("Nobody took it").count(), 2);
    await region("Timeline").getByText("No channel took step 1").waitFor();
    await region("Timeline").getByText("slack: Failed").waitFor();
  });

  test("says what comes next and when", async () => {
    await page.goto(`/incidents/${story.climbing}`);
    const [first, second] = await region("Who is told").locator("ol > li").allTextContents();
    assert.match(
      first ?? "",
      /^Step 1 · at onceslack was toldhook cannot be usedmail cannot be usedTold \d+m ago · \d\d:\d\d UTC$/,
    );
    assert.match(second ?? "", /^Step 2 · after 15 minutes, if in:working-hours · urgentpagerNext in \d+m · \d\d:\d\d UTC$/);
    await page.goto(`/incidents/${story.outsideHours}`);
    await region("Who is told").getByText("Waits for working-hours").waitFor();
    await region("Who is told").getByText("What comes next is held back by the calendar working-hours.").waitFor(); // the first word was told
  });

  test("says who or what keeps it still", async () => {
    await page.goto(`/incidents/${story.held}`);
    const silence = region("Who is told").getByRole("link", { name: "the silence “load test”" });
    assert.match((await silence.getAttribute("href")) ?? "", /view=silences#silence-01939393/);
    await region("Timeline")
      .getByText(/would have told slack, hook, mail/)
      .waitFor();
    await page.goto(`/incidents/${story.digested}`);
    await region("Who is told")
      .getByText(/^Nobody (?:is interrupted: digest tells of it next|was interrupted: digest told of it) at \d\d:\d\d UTC \(/)
      .waitFor();
    await region("Timeline").getByText("collected in digest").waitFor();
    await page.goto(`/incidents/${story.handedOn}`);
    await region("Who is told").getByText("Handed over: hook instead of the ladder.").waitFor();
    await region("Timeline").getByText("Ada Lovelace handed it to hook").waitFor();
  });
});

test("times are as the reader's clock shows them, and in UTC on hover", async () => {
  const storageState = await page.context().storageState();
  const context = await browser.newContext({ baseURL: verdict.url, timezoneId: "Asia/Tokyo", storageState });
  const reader = await context.newPage();
  await reader.goto(`/incidents/${story.lost}`);
  const time = reader.getByRole("region", { name: "Timeline" }).locator("time").first();
  const title = await until("its zone", async () => /^.* GMT\+9\n.* UTC$/.exec((await time.getAttribute("title")) ?? "")?.[0]);
  const at = new Date((await time.getAttribute("datetime")) ?? "");
  const shown = new Intl.DateTimeFormat("en", { timeZone: "Asia/Tokyo", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  assert.ok((await time.textContent())?.endsWith(shown.format(at)), title);
  await context.close();
});

describe("what people do", () => {
  test("a message's link leads to the button and presses nothing", async () => {
    await page.goto(`/incidents/${story.lost}#acknowledge`);
    const button = page.getByRole("button", { name: "Acknowledge", exact: true });
    await until("the focus", () => button.evaluate((element) => element === document.activeElement));
    assert.equal((await standing(story.lost)).state, "open");
    await page.keyboard.press("Enter");
    await page.getByText(/^Acknowledged “PaymentError/).waitFor();
    await region("Who is told")
      .getByText(/no repeat until .* UTC \(in [34]h.*\. Then the ladder begins again/)
      .waitFor();
    await page.goto("/incidents");
    await until("the warning to go", async () => (await region("Warnings").getByText("Nobody could be told").count()) === 0);
  });

  test("it is snoozed until a time that was chosen; one that is past is refused", async () => {
    await page.goto(`/incidents/${story.climbing}`);
    await page.keyboard.press("s");
    await page.getByRole("menuitem", { name: "Until…" }).click();
    await field("Until").fill("2020-01-01T09:00");
    await page.getByRole("dialog").getByRole("button", { name: "Snooze" }).click();
    await page.getByText("Choose a time within the next 30 days.").waitFor();
    await accessible(page);
    const chosen = new Date(Date.now() + 26 * 3_600_000);
    await field("Until").fill(chosen.toISOString().slice(0, 16)); // the browser is in UTC
    await page.getByRole("dialog").getByRole("button", { name: "Snooze" }).click();
    await page.getByText(/^Snoozed “LedgerError/).waitFor();
    const { snoozedUntil } = await standing(story.climbing);
    assert.ok(snoozedUntil && Math.abs(snoozedUntil.getTime() - chosen.getTime()) < 120_000);
    await region("Who is told")
      .getByText(/Quiet until/)
      .waitFor();
  });
});

describe("channels", () => {
  const entry = (name: string) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) });

  test("what the environment sets is read-only, and what is broken stands first", async () => {
    await page.goto("/settings/channels");
    assert.match((await page.getByRole("main").getByRole("heading", { level: 2 }).first().textContent()) ?? "", /slack/);
    await entry("slack").getByText(fault, { exact: true }).waitFor();
    await entry("slack")
      .getByText(/set by SLACK_WEBHOOK_URL/)
      .waitFor();
    await entry("slack")
      .getByText(/cannot be changed here: give Verdict a new value there/)
      .waitFor();
    await entry("digest").getByText("What carries it is broken").waitFor();
    assert.equal(
      await entry("slack")
        .getByRole("button", { name: /Replace|Set up/ })
        .count(),
      0,
    );
    await entry("slack")
      .getByText(/2 sent in 24 hours.*1 failed/)
      .click();
    await entry("slack").getByText("the webhook was removed. Make a new one").waitFor();
    await entry("morning").getByText("Goes daily at 09:00 (UTC), carried by slack, mail.").waitFor();
    assert.equal(await entry("morning").getByRole("button").count(), 0);
    await accessible(page);
  });

  test("each kind asks for what it needs, and says what is wrong at the field", async () => {
    await press("Set up pager");
    await page.getByRole("link", { name: "Where PagerDuty shows the key" }).waitFor();
    await field("Integration key").fill("short");
    await press("Save channel");
    await page.getByText(/is too short to be a PagerDuty integration key/i).waitFor();
    await accessible(page);
    await field("Integration key").fill("R0123456789abcdef0123456789abcdef");
    await press("Save channel");
    await entry("pager").getByText("integration key …cdef").waitFor();
    await press("Set up mail");
    await field("SMTP server").fill("https://mail.example.com");
    await press("Save channel");
    await page.getByText(/must look like smtp:/i).waitFor();
    await page.getByText("Fill this in.").waitFor();
    await page.keyboard.press("Escape");
    await press("Set up sms");
    await field("Account SID").fill("AC");
    await press("Save channel");
    await page.getByText(/is the Account SID from Twilio/i).waitFor();
    await page.keyboard.press("Escape");
  });

  test("a double click on Send test sends once", async () => {
    await press("Set up hook");
    await field("Address").fill(receiver.url);
    await field("Signing secret").fill(signing);
    await press("Save channel");
    const test = page.getByRole("button", { name: "Send test to hook" });
    await test.dblclick();
    await page.getByText("Delivered. Look for the test message.").waitFor();
    assert.deepEqual([receiver.arrived.length, receiver.faults], [1, []]);
    await accessible(page);
  });

  test("an incident is handed to a channel, which is told at once", async () => {
    await verdict.worker.start();
    await page.goto(`/incidents/${story.outsideHours}`);
    await page.keyboard.press("a");
    await press("Hand over and tell now");
    await page.getByText("Choose at least one channel.").waitFor();
    await page.getByRole("dialog").getByText("broken: what was sent there lately did not arrive").waitFor();
    await accessible(page);
    await page.getByRole("checkbox", { name: "hook · Webhook" }).check();
    await press("Hand over and tell now");
    await page.getByText(/^Handed “MigrationError/).waitFor();
    await region("Who is told").getByText("Handed over: hook instead of the ladder.").waitFor();
    assert.deepEqual((await standing(story.outsideHours)).assigned, ["hook"]);
    await until("the message", () => receiver.arrived.length >= 2, 30_000);
    await region("Timeline").getByText("hook: Sent").waitFor();
    await verdict.worker.kill("SIGTERM");
  });
});

describe("decisions", () => {
  const rows = () => page.locator("tbody tr");
  const choose = async (menu: string, option: string) => {
    await page.getByRole("button", { name: menu, exact: true }).click();
    await page.getByRole("list", { name: menu }).getByRole("link", { name: option, exact: true }).click();
    await page.keyboard.press("Escape");
  };

  test("are filtered by outcome, reason, policy and signal, all in the address", async () => {
    await page.goto("/decisions");
    await page.getByRole("navigation", { name: "Outcome" }).getByRole("link", { name: "Not told" }).click();
    await page.waitForURL(/told=no/);
    await choose("Policy", "high");
    await page.waitForURL(/policy=high/);
    await choose("Why not", "Silenced");
    await page.waitForURL(/reason=silenced/);
    await until("one row", async () => (await rows().count()) === 1);
    assert.match(
      (await rows().textContent()) ?? "",
      /it falls under the silence “load test” by Grace Hopper, until .* · would have told slack, hook, mail/,
    );
    await page.goto("/decisions?signal=provider_outage");
    assert.equal(await rows().count(), 1);
    await page.goto("/decisions?reason=inhibited");
    await rows().getByRole("link", { name: "the incident “openai is out”" }).waitFor();
    await page.goto("/decisions?action=hold");
    await rows().getByRole("link", { name: "the calendar working-hours" }).waitFor();
    await accessible(page);
  });

  test("noise is told by policy and reason, each number with its meaning", async () => {
    await page.getByRole("link", { name: "Noise by policy" }).click();
    await page.waitForURL(/\/decisions\/noise$/);
    await page.getByText(/became \d+ incidents and \d+ messages/).waitFor();
    await page.getByRole("row", { name: /^high/ }).waitFor();
    await page.getByText("What these figures mean").click();
    await page.getByText("Messages to PagerDuty, by SMS or by phone").waitFor();
    await accessible(page);
    await page.getByRole("navigation", { name: "Range" }).getByRole("link", { name: "7 days" }).click();
    await page.waitForURL(/days=7/);
  });
});

describe("on every screen", () => {
  test("nothing scrolls sideways, in both themes and at every width; axe finds nothing", async () => {
    const incidents = [story.lost, story.held].map((id) => `/incidents/${id}`);
    const lists = ["/", "/incidents", "/decisions", "/decisions/noise", "/settings/channels", "/issues/8104"];
    await looksRight(page, [...lists, ...incidents]);
  });

  test("no page complained", () => assert.deepEqual(faults, []));
});
