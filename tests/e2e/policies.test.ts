import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import type { Page } from "playwright";
import { openAuth } from "#lib/auth/auth.ts";
import { PolicyDocument } from "#lib/model/policy.ts";
import { readYaml, writeYaml } from "#lib/pipeline/policy-yaml.ts";
import { launch, openPage } from "../support/browser.ts";
import { accessible, looksRight, signIn, staysRight } from "../support/looks.ts";
import { routeAll } from "../support/route.ts";
import { raiseMany } from "../support/signals.ts";
import { ownTools } from "../support/tools.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";

const ada = { email: "ada@example.com", password: "a long enough password" };
const grace = { email: "grace@example.com", password: "another long enough password" };
const env = { SLACK_WEBHOOK_URL: "https://hooks.slack.example/services/T/B/x" };
const tools = await ownTools(env);
const { db } = tools;
const verdict = await startVerdict({ databaseUrl: tools.databaseUrl, worker: false, env });
after(() => verdict.stop());
const browser = await launch();
after(() => browser.close());
const auth = openAuth({ db, secret: "of no session", publicUrl: verdict.url });
await auth.createUser({ ...ada, name: "Ada Lovelace", role: "responder" });
await auth.createUser({ ...grace, name: "Grace Hopper", role: "viewer" });
const failing = ["search", "checkout", "checkout"].map((project, n) => ({
  issue: `80${n}`,
  subject: {
    project,
    severity: "critical" as const,
    type: "RateLimitError",
    message: `Rate limit reached for gpt-4.1, request ${n}`,
  },
}));
await raiseMany(tools, failing);
await routeAll(tools);

const faults: string[] = [];

async function visitor(person: typeof ada): Promise<Page> {
  const page = await openPage(browser, verdict.url, faults);
  await page.goto("/sign-in");
  await signIn(page, person);
  return page;
}

const page = await visitor(ada);

const newest = () => db.policyVersion.findFirstOrThrow({ orderBy: { version: "desc" } });
const version = async (): Promise<number> => (await newest()).version;
const documentNow = async (): Promise<PolicyDocument> => PolicyDocument.parse((await newest()).document);
const policyNamed = async (name: string) => (await documentNow()).policies.find((policy) => policy.name === name);
const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? "");
const save = () => page.getByRole("button", { name: "Save policy" }).click();
const step = (number: number) => page.getByRole("listitem", { name: new RegExp(`^Step ${number},`) });
const isInForm = (): Promise<boolean> => page.evaluate(() => document.activeElement?.closest("main form") != null);
/** What has the focus, where a bar that stays in place lies over a part of it. */
const coveredFocus = (): Promise<string[]> =>
  page.evaluate(() => {
    const focus = document.activeElement;
    const bars = [...document.querySelectorAll("header, form div")].filter((bar) => getComputedStyle(bar).position === "sticky");
    const { top, bottom } = focus?.getBoundingClientRect() ?? new DOMRect();
    const over = bars.filter((bar) => {
      const place = bar.getBoundingClientRect();
      return !bar.contains(focus) && place.height > 0 && place.top < bottom && place.bottom > top;
    });
    return over.length > 0 ? [focus?.outerHTML.slice(0, 100) ?? ""] : [];
  });

/** Somebody else saves meanwhile. */
async function linus(change: (document: PolicyDocument) => PolicyDocument = (same) => same): Promise<number> {
  const next = (await version()) + 1;
  await db.policyVersion.create({ data: { version: next, document: change(await documentNow()), byName: "Linus" } });
  return next;
}

describe("the list", () => {
  test("says in a sentence what each policy does, what is not set up, and what it sent", async () => {
    await page.goto("/policies");
    const row = page.locator("tr", { has: page.getByRole("link", { name: "critical", exact: true }) });
    await row.getByText("Pages pager and sms and tells slack and hook at once").waitFor();
    await row.getByText(/^Not set up: .*pager/).waitFor();
    await row.getByText("3 messages").waitFor();
    assert.equal(await page.getByRole("switch", { name: "everything else is on" }).isDisabled(), true);
    await page.getByRole("main").getByText("Somebody hears about every kind of signal.").waitFor();
    await accessible(page);
  });

  test("a policy is moved, switched off, deleted and brought back", async () => {
    const first = (await documentNow()).policies.map(({ name }) => name);
    await page.getByRole("button", { name: "Move critical up" }).click();
    await page.getByText("“critical” is now number 1.").waitFor();
    assert.equal((await documentNow()).policies[0]?.name, "critical");
    await page.getByRole("switch", { name: "medium is on" }).click();
    await page.getByText("“medium” is off").waitFor();
    assert.equal((await policyNamed("medium"))?.enabled, false);
    await page.getByRole("button", { name: "More for medium" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Undo" }).waitFor();
    await page.keyboard.press("z");
    await page.getByText("“medium” is back.").waitFor();
    assert.deepEqual((await documentNow()).policies.map(({ name }) => name).toSorted(), first.toSorted());
  });
});

describe("the form of a policy", () => {
  test("a ladder is built by keyboard, and its sentence follows", async () => {
    await page.goto("/policies");
    await page.getByRole("link", { name: "Add a policy" }).click();
    await page.getByLabel("Name").fill("checkout");
    await save();
    await page.getByText("Write a query, or a star for everything.").waitFor(); // nothing typed is not everything
    await page.getByLabel("It is asked").selectOption("first");
    await page.getByLabel("Which errors").fill("project:checkout");
    await step(1).getByRole("checkbox", { name: "slack" }).check();
    const sentence = page.getByRole("region", { name: "In plain words" });
    await sentence.getByText(/^Tells slack at once\.$/).waitFor();
    await page.getByRole("button", { name: "Add a step" }).press("Enter");
    await until("the focus on the new step", async () => (await focused()) === "policy-ladder-1-after");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("10m");
    await step(2).getByRole("checkbox", { name: "pager" }).check();
    await step(2).getByLabel("Only if").fill("in:working-hours");
    await sentence
      .getByText(/then pages pager after 10 min if nobody has acknowledged and the time is in working-hours/)
      .waitFor();
    await page.getByRole("button", { name: "Move step 2 up" }).press("Enter");
    await until("the focus to go along", async () => (await focused()) === "ladder-0-up");
    assert.equal(await step(1).getByLabel("Only if").inputValue(), "in:working-hours");
    await page.getByRole("button", { name: "Move step 1 down" }).press("Enter");
    await page.getByRole("button", { name: "Add a step" }).press("Enter");
    await page.getByRole("button", { name: "Take step 3 away" }).press("Enter");
    assert.equal(await page.getByRole("listitem", { name: /^Step \d/ }).count(), 2);
  });

  test("hours say in plain words whether critical errors wait too", async () => {
    await page.getByLabel("It may tell").selectOption("working-hours");
    await page.getByText("Critical errors are told at any hour, as if there were no calendar.").waitFor();
    await page.getByLabel("Outside these hours").selectOption("digest");
    await page.getByRole("checkbox", { name: "Critical errors wait as well" }).check();
    await page
      .getByText("Outside working-hours a critical error is only a line in the next digest, however bad it is.")
      .waitFor();
    await page.getByText(/even what is critical/).waitFor();
    await page.getByLabel("An acknowledgement lasts").fill("4h");
    await page.getByLabel("Told as provisional below").fill("62.5");
    await staysRight(page, "policies-new");
  });

  test("it is replayed before it is saved: told how far, cancelled, and what would have come otherwise", async () => {
    const panel = page.getByRole("region", { name: "What this would have done" });
    let release = (): void => undefined;
    await page.route("**/policies/replay", async (route) => {
      await new Promise<void>((done) => {
        release = done;
      });
      await route.continue().catch(() => undefined);
    });
    await panel.getByRole("button", { name: "Replay" }).click();
    await panel.getByRole("progressbar").waitFor();
    await panel.getByRole("button", { name: "Cancel" }).click();
    await panel.getByText("Cancelled. Nothing was changed.").waitFor();
    release();
    await page.unroute("**/policies/replay");
    await page.getByLabel("It may tell").selectOption("");
    await step(1).getByLabel("After").fill("2h");
    await step(2).getByLabel("After").fill("3h");
    await panel.getByRole("button", { name: "Replay" }).click();
    const late = panel.getByRole("region", { name: "Told later" });
    await late.getByText("(120 min later)").or(late.getByText("(2 hr later)")).first().waitFor();
    assert.equal(await late.getByRole("link").count(), 2);
    assert.match((await late.getByRole("link").first().getAttribute("href")) ?? "", /^\/incidents\/[\da-f-]{36}$/);
    await panel.getByRole("row", { name: /^Messages 3 1 / }).waitFor();
    await staysRight(page, "policies-replayed");
    assert.equal((await policyNamed("checkout")) ?? null, null);
  });

  test("saved, it stands where it was told to, and the text says what the form said", async () => {
    await save();
    await page.waitForURL(/\/policies$/);
    const { policies } = await documentNow();
    assert.deepEqual([policies[0]?.name, policies.at(-1)?.name], ["checkout", "everything else"]);
    await page.goto("/policies/edit?policy=checkout");
    await page.getByLabel("It may tell").selectOption("working-hours");
    await page.getByLabel("Outside these hours").selectOption("digest");
    await page.getByRole("checkbox", { name: "Critical errors wait as well" }).check();
    await save();
    await page.waitForURL(/\/policies$/);
    assert.deepEqual(await policyNamed("checkout"), {
      name: "checkout",
      enabled: true,
      stop: true,
      match: "project:checkout",
      groupBy: ["project", "environment", "signature"],
      window: { kind: "rolling", for: "5m" },
      wait: "0s",
      update: "5m",
      repeat: "never",
      again: ["severity_rise", "regression"],
      calendar: { name: "working-hours", outside: "digest", critical: true },
      ladder: [
        { after: "2h", to: ["slack"], urgency: "low" },
        { after: "3h", to: ["pager"], if: "in:working-hours", urgency: "high" },
      ],
      ackExpires: "4h",
      onResolve: "edit",
      deadline: "20s",
      confidenceFloor: 0.625,
    });
    await page.goto("/policies?view=yaml");
    assert.deepEqual(readYaml((await page.locator("pre").textContent()) ?? ""), (await newest()).document);
  });

  test("a copy begins with every part of what it was copied from, but its name", async () => {
    await page.goto("/policies/edit?copy=checkout");
    assert.equal(await page.getByLabel("Name").inputValue(), "");
    assert.equal(await page.getByLabel("Which errors").inputValue(), "project:checkout");
    assert.equal(await page.getByLabel("An acknowledgement lasts").inputValue(), "4h");
    assert.equal(await step(2).getByLabel("Only if").inputValue(), "in:working-hours");
  });

  test("a query is read while it is typed; a wrong one says where and what to write", async () => {
    await page.goto("/policies/edit?policy=high");
    const match = page.getByLabel("Which errors");
    await match.fill("severity:high projekt:checkout");
    await page.getByText(/At character 15: /).waitFor();
    await accessible(page);
    await match.fill("severity:high project:checkout");
    await page.getByText(/Means: .*checkout/).waitFor();
  });

  test("what is wrong is said at its field, and the first of them has the focus", async () => {
    const before = await version();
    await page.getByLabel("Which errors").fill("severity:high (project:checkout");
    await step(1).getByLabel("After").fill("later");
    await step(2).getByLabel("Only if").fill("in:(");
    await page.getByLabel("Once per").fill("0s");
    await page.getByLabel("Repeat").fill("often");
    await page.getByLabel("Told as provisional below").fill("many");
    await save();
    await page.getByText("6 fields need another look. Nothing was saved.").waitFor();
    await page
      .getByText(/this parenthesis is never closed/)
      .first()
      .waitFor();
    for (const label of ["Which errors", "Once per", "Repeat", "Told as provisional below"])
      assert.equal(await page.getByLabel(label).getAttribute("aria-invalid"), "true", label);
    assert.equal(await step(1).getByLabel("After").getAttribute("aria-invalid"), "true");
    assert.equal(await step(2).getByLabel("Only if").getAttribute("aria-invalid"), "true");
    await until("the focus", async () => (await focused()) === "policy-match");
    await staysRight(page, "policies-wrong");
    assert.equal(await version(), before);
  });

  test("a step that tells nobody, or comes before the one above it, is refused at its field", async () => {
    await page.goto("/policies/edit?policy=high");
    await step(1).getByLabel("After").fill("1h");
    await save();
    await step(2)
      .getByText(/comes before the step above it/)
      .waitFor();
    await step(1).getByLabel("After").fill("0s");
    await step(2).getByRole("checkbox", { name: "pager" }).uncheck();
    await save();
    await step(2).getByText("Choose at least one channel").waitFor();
  });

  test("on a phone what has the focus is under neither bar that stays in place, whichever way the focus goes", async () => {
    await page.setViewportSize({ width: 375, height: 667 });
    await page.goto("/policies/edit?policy=high");
    await page.getByLabel("Name").focus();
    for (const key of ["Tab", "Shift+Tab"]) {
      await page.keyboard.press(key);
      for (let n = 0; n < 70 && (await isInForm()); n++) {
        assert.deepEqual(await coveredFocus(), [], `${key} ${n}`);
        await page.keyboard.press(key);
      }
      await page.getByRole("link", { name: "Cancel" }).focus();
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test("what stays beside the form can be reached where it is taller than the window", async () => {
    await page.setViewportSize({ width: 1440, height: 320 });
    await page.goto("/policies/edit?policy=high");
    const replay = page.getByRole("button", { name: "Replay" });
    await replay.focus();
    const { y, height } = (await replay.boundingBox())!;
    assert.ok(y >= 0 && y + height <= 320, `it begins at ${y}`);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test("what was typed and not saved is offered after a way out, until it is saved or given up", async () => {
    await page.goto("/policies/edit?policy=high");
    await page.getByLabel("Repeat").fill("3h");
    await page.getByRole("link", { name: "Incidents" }).first().click();
    await page.waitForURL(/\/incidents$/);
    await page.goto("/policies/edit?policy=high");
    await page.getByText("You typed something here before and did not save it.").waitFor();
    assert.equal(await page.getByLabel("Repeat").inputValue(), "");
    await accessible(page);
    await page.getByRole("button", { name: "Bring it back" }).click();
    assert.equal(await page.getByLabel("Repeat").inputValue(), "3h");
    await page.getByRole("link", { name: "Cancel" }).click();
    await page.waitForURL(/\/policies$/);
    await page.goto("/policies/edit?policy=high");
    await page.getByLabel("Repeat").waitFor();
    assert.equal(await page.getByText("You typed something here before").count(), 0);
  });

  test("who saves second overwrites nothing, and loses nothing typed", async () => {
    await page.goto("/policies/edit?policy=high");
    await page.getByLabel("Name").fill("high, and mine");
    await step(2).getByLabel("After").fill("20m");
    const theirs = await linus();
    await save();
    await page.getByRole("heading", { name: `Linus saved version ${theirs} meanwhile` }).waitFor();
    assert.equal(await page.getByLabel("Name").inputValue(), "high, and mine");
    assert.equal(await version(), theirs);
    await accessible(page);
    await page.getByRole("button", { name: "Load the newer one" }).click();
    assert.equal(await page.getByLabel("Name").inputValue(), "high");
    await page.getByRole("button", { name: "Bring my text back" }).click();
    assert.equal(await step(2).getByLabel("After").inputValue(), "20m");
    await save();
    await page.waitForURL(/\/policies$/);
    assert.equal((await policyNamed("high, and mine"))?.ladder[1]?.after, "20m");
  });
});

describe("calendars and channels", () => {
  test("a calendar is added by days, times and zone; what is wrong is said at its field", async () => {
    await page.goto("/policies?view=calendars");
    await page.getByRole("link", { name: "Add a calendar" }).click();
    await page.getByLabel("Name").fill("nights");
    await page.getByLabel("Time zone").fill("Asia/Tokio");
    await page.getByRole("button", { name: "Add a window" }).click();
    await page.getByRole("listitem", { name: "Window 2" }).getByLabel("From").fill("22:00");
    await page.getByRole("listitem", { name: "Window 2" }).getByLabel("To").fill("22:00");
    await page.getByRole("button", { name: "Save calendar" }).click();
    await page.getByText(/did you mean Asia\/Tokyo\?/).waitFor();
    await page.getByText(/must not be the time at which the window begins/).waitFor();
    await page.getByLabel("Time zone").fill("Asia/Tokyo");
    await page.getByRole("listitem", { name: "Window 2" }).getByLabel("To").fill("06:00");
    await page.getByRole("listitem", { name: "Window 2" }).getByRole("checkbox", { name: "Sun" }).check();
    await staysRight(page, "policies-calendar");
    await page.getByRole("button", { name: "Save calendar" }).click();
    await page.waitForURL(/view=calendars/);
    await page.getByText("Mon–Fri, Sun, 22:00–06:00").waitFor();
    assert.equal((await documentNow()).calendars.at(-1)?.zone, "Asia/Tokyo");
  });

  test("one that is used stays and says by whom; another goes and comes back", async () => {
    await page.getByRole("button", { name: "Delete working-hours" }).click();
    await page.getByText("working-hours stays: it is used by").waitFor();
    await page.getByRole("button", { name: "Delete nights" }).click();
    await page.getByText("Deleted “nights”.").waitFor();
    await page.keyboard.press("z");
    await page.getByText("“nights” is back.").waitFor();
    assert.ok((await documentNow()).calendars.some(({ name }) => name === "nights"));
    await accessible(page);
  });

  test("a digest is added with what carries it, and the hourly limit is set within its bounds", async () => {
    await page.goto("/policies?view=channels");
    await page.getByRole("link", { name: "Add a channel" }).click();
    await page.getByLabel("Name").fill("evening");
    await page.getByLabel("Kind").selectOption("digest");
    await page.getByLabel("Comes").selectOption("every");
    await page.getByLabel("Every").fill("soon");
    await page.getByRole("button", { name: "Save channel" }).click();
    await page.getByText(/Write at least 1s/).waitFor();
    await page.getByLabel("Every").fill("6h");
    await page.getByRole("button", { name: "Save channel" }).click();
    await page.getByText("Choose at least one channel that carries the digest").waitFor();
    await page.getByRole("checkbox", { name: "slack" }).check();
    await page.getByLabel("Language").selectOption("ja");
    await accessible(page);
    await page.getByRole("button", { name: "Save channel" }).click();
    await page.waitForURL(/view=channels/);
    await page.getByText("every 6 hours to slack").waitFor();
    const kept = (await documentNow()).channels.at(-1);
    assert.deepEqual(kept, { name: "evening", kind: "digest", to: ["slack"], language: "ja", every: "6h" });
    await page.getByLabel("Messages a channel gets in an hour").fill("0");
    await page.getByRole("button", { name: "Save limit" }).click();
    await page.locator("#hourly-error").waitFor();
    await page.getByLabel("Messages a channel gets in an hour").fill("5");
    await page.getByRole("button", { name: "Save limit" }).click();
    await page.getByText("A channel gets at most 5 messages an hour now.").waitFor();
    assert.equal((await documentNow()).hourly, 5);
  });
});

describe("silences", () => {
  test("one is prefilled by a link, shows what it would hide, and is refused at its field", async () => {
    await page.goto(`/policies?${new URLSearchParams({ silence: "project:checkout" })}`);
    assert.equal(await page.getByLabel("Which errors").inputValue(), "project:checkout");
    await page.getByText(/^2 signals of the last 7 days match: 2 incidents, 2 messages\.$/).waitFor();
    await page.getByRole("list", { name: "The newest that match" }).getByRole("link").first().waitFor();
    await page.getByLabel("For how long").fill("soon");
    await page.getByRole("button", { name: "Silence", exact: true }).click();
    await page.getByText(/Write at least 1s, as a whole number and s, m, h or d/).waitFor();
    await until("the focus", async () => (await focused()) === "silence-for");
    await staysRight(page, "policies-silence");
  });

  test("it ends by a time, a calendar or a condition; its end is changed, and what ended is remembered", async () => {
    await page.getByLabel("For how long").fill("4h");
    await page.getByLabel("What it matches is").selectOption("digest");
    await page.getByLabel("Reason").fill("load test");
    await page.getByRole("button", { name: "Silence", exact: true }).click();
    await page.getByText("load test").waitFor();
    await until("an empty form", async () => (await page.getByLabel("Which errors").inputValue()) === "");
    await page.getByLabel("Which errors").fill("project:staging");
    await page.getByLabel("It lasts").selectOption("while");
    await page.getByLabel("While this goes on").fill("signal:sentry_silent");
    await page.getByRole("button", { name: "Silence", exact: true }).click();
    await page.getByText("While signal:sentry_silent").or(page.getByText("while signal:sentry_silent")).first().waitFor();
    await accessible(page);
    await page.getByRole("link", { name: "Edit the silence of project:checkout" }).click();
    await page.getByRole("heading", { name: "Edit the silence" }).waitFor();
    await page.getByLabel("It lasts").selectOption("calendar");
    await page.getByLabel("Calendar", { exact: true }).selectOption("nights");
    await page.getByRole("button", { name: "Save silence" }).click();
    await page.waitForURL(/view=silences/);
    await page.getByText("in nights").waitFor();
    await page.getByRole("link", { name: "Edit the silence of project:checkout" }).click();
    await page.getByRole("heading", { name: "Edit the silence" }).waitFor();
    await page.getByLabel("It lasts").selectOption("for");
    await page.getByRole("button", { name: "Save silence" }).click();
    await page.waitForURL(/view=silences/);
    await page.getByRole("button", { name: "End the silence of project:checkout" }).click();
    await page.getByText("The silence ended.").waitFor();
    await page.getByRole("list", { name: "Ended lately" }).getByText("project:checkout").waitFor();
  });
});

describe("versions and text", () => {
  test("each version says what it changed, line by line, and is put back by one press", async () => {
    const before = await documentNow();
    await page.goto("/policies/edit?policy=medium");
    await page.getByLabel("Repeat").fill("2h");
    await save();
    await page.waitForURL(/\/policies$/);
    const changed = await version();
    await page.goto("/policies?view=history");
    await page.getByRole("link", { name: `Show what version ${changed} changed` }).click();
    await page.waitForURL(new RegExp(`diff=${changed}`));
    await page.getByText(/^\+ +repeat: 2h$/).waitFor();
    await staysRight(page, "policies-history");
    await page.getByRole("button", { name: `Put version ${changed - 1} back` }).click();
    await page.getByText(`Version ${changed - 1} stands again, as version ${changed + 1}.`).waitFor();
    assert.deepEqual(await documentNow(), before);
  });

  test("the text is downloaded, read from a file, refused at its line, compared, replayed and saved", async () => {
    await page.goto("/policies?view=yaml");
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download" }).click();
    const path = await (await waiting).path();
    const text = await readFile(path, "utf8");
    assert.equal(text, writeYaml(await documentNow()));
    await page.getByRole("button", { name: "Change as text" }).click();
    const file = join(tools.dataDir, "policies.yaml");
    await writeFile(file, text.replace("match: severity:medium", "match: severity:medum"));
    await page.getByLabel("A file with policies").setInputFiles(file);
    const field = page.getByLabel("The document as YAML");
    await until("the file in the field", async () => (await field.inputValue()).includes("severity:medum"));
    await page.getByRole("button", { name: "Save document" }).click();
    const line = text.split("\n").indexOf("    match: severity:medium") + 1;
    await page.getByRole("button", { name: `Line ${line}` }).click();
    assert.equal(
      await field.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd)),
      "    match: severity:medum",
    );
    await staysRight(page, "policies-text");
    await field.fill(text.replace("match: severity:medium", "match: severity:medium -is:silenced"));
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("It can be saved. This is what it changes.").waitFor();
    await page.getByText(/^\+ +match: severity:medium -is:silenced$/).waitFor();
    await page.getByRole("button", { name: "Replay" }).click();
    await page.getByRole("table", { name: "Messages and pages before and after" }).waitFor();
    const theirs = await linus();
    await page.getByRole("button", { name: "Save document" }).click();
    await page.getByText(`Linus saved version ${theirs} meanwhile.`).waitFor();
    assert.ok((await field.inputValue()).includes("severity:medium -is:silenced"));
    await page.getByRole("button", { name: "Save document" }).click();
    await page.getByText(`Saved as version ${theirs + 1}.`).waitFor();
    assert.equal((await policyNamed("medium"))?.match, "severity:medium -is:silenced");
  });
});

describe("on every screen", () => {
  test("what nobody would hear about is said, with the policy that names nobody who can be told", async () => {
    await linus(({ policies, ...rest }) => ({
      ...rest,
      policies: policies.map((policy) =>
        policy.match === "severity:critical" ? { ...policy, ladder: [{ after: "0s", to: ["pager"], urgency: "high" }] } : policy,
      ),
    }));
    await page.goto("/policies");
    const gap = page
      .getByRole("region", { name: "Coverage" })
      .getByRole("listitem")
      .filter({ has: page.getByRole("link", { name: "critical" }) });
    await gap.getByText("names pager, none of which can be sent to").waitFor();
    await gap.getByText("new errors").waitFor();
    await staysRight(page, "policies-coverage");
  });

  for (const paths of [
    ["/policies", "/policies/edit?policy=critical", "/policies?view=silences"],
    ["/policies?view=calendars", "/policies?view=channels", "/policies?view=yaml"],
  ])
    test(`nothing scrolls sideways, in both themes and at every width; axe finds nothing: ${paths[0]} and others`, () =>
      looksRight(page, paths));

  test("an address that names nothing leads back", async () => {
    const lost = await page.context().newPage(); // a browser notes each 404 as an error of the page
    for (const path of ["edit?policy=nobody", "calendar?name=nobody", "channel?name=%00", "silence?id=1", "silence"]) {
      await lost.goto(`/policies/${path}`);
      await lost.getByRole("link", { name: "Policies" }).last().waitFor();
    }
    await lost.close();
  });

  test("who may only read sees everything and no button that acts", async () => {
    const reader = await visitor(grace);
    for (const [path, button] of [
      ["/policies", /^(?:Move|More for)/],
      ["/policies?view=silences", /^(?:End|Silence)/],
      ["/policies?view=calendars", /^Delete/],
      ["/policies?view=channels", /^(?:Delete|Save)/],
      ["/policies?view=history", /^Put/],
      ["/policies?view=yaml", /^Change/],
      ["/policies/edit?policy=critical", /^Save/],
      ["/policies/calendar?name=working-hours", /^Save/],
    ] as const) {
      await reader.goto(path);
      await reader.getByRole("heading", { level: 1 }).waitFor();
      assert.equal(await reader.getByRole("button", { name: button }).count(), 0, path);
    }
    await accessible(reader);
    await reader.context().close();
  });

  test("no page complained", () => assert.deepEqual(faults, []));
});
