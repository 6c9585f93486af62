import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import type { Page } from "playwright";
import { openAuth } from "#lib/auth/auth.ts";
import { launch, openPage } from "../support/browser.ts";
import { ownDatabase } from "../support/database.ts";
import { addIncidentStory } from "../support/incident-story.ts";
import { accessible, looksRight, signIn } from "../support/looks.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";

const ada = { email: "ada@example.com", password: "a long enough password" };
const grace = { email: "grace@example.com", password: "another long enough password" };
const { url: databaseUrl, db } = await ownDatabase();
const verdict = await startVerdict({
  databaseUrl,
  worker: false,
  env: { SLACK_WEBHOOK_URL: "https://hooks.slack.example/services/T/B/x" },
});
after(() => verdict.stop());
const browser = await launch();
after(() => browser.close());
const auth = openAuth({ db, secret: "of no session", publicUrl: verdict.url });
await auth.createUser({ ...ada, name: "Ada Lovelace", role: "responder" });
await auth.createUser({ ...grace, name: "Grace Hopper", role: "viewer" });
const incidents = await addIncidentStory(db);

const faults: string[] = [];

async function visitor(person: typeof ada): Promise<Page> {
  const page = await openPage(browser, verdict.url, faults);
  await page.goto("/sign-in");
  await signIn(page, person);
  return page;
}

const page = await visitor(ada);

const standing = (id: string) => db.incident.findUniqueOrThrow({ where: { id } });

describe("incidents", () => {
  test("the list begins with what nobody took, the worst first, the oldest of those first", async () => {
    await page.goto("/incidents");
    const rows = page.locator("tbody tr");
    assert.deepEqual(
      (await rows.locator("[data-row]").allInnerTexts()).map((title) => title.split(" ")[0]),
      ["APITimeoutError", "AuthenticationError", "JSONDecodeError", "RateLimitError"],
    );
    assert.match((await rows.nth(0).textContent()) ?? "", /1,326/); // the users of both issues
    await accessible(page);
  });

  test("filters live in the address, and what no address can mean is passed over", async () => {
    await page.getByRole("navigation", { name: "State" }).getByRole("link", { name: "Resolved" }).click();
    await page.waitForURL(/state=resolved/);
    await page.getByText("remaining connection slots").waitFor();
    await page.goto("/incidents?severity=critical,nonsense&state=worst&cursor=zzz");
    assert.equal(await page.locator("tbody tr").count(), 2);
  });

  test("j, k and e: an incident is acknowledged from the list, at once and for good", async () => {
    await page.goto("/incidents");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("e");
    await page.getByText(/Acknowledged “AuthenticationError/).waitFor();
    await until("the row to be acknowledged", async () => (await standing(incidents.key)).state === "acknowledged");
    assert.equal((await standing(incidents.key)).acknowledgedBy, "Ada Lovelace");
    assert.equal((await standing(incidents.outage)).state, "open");
  });

  test("the acknowledgement is taken back on the page of the incident", async () => {
    await page.goto(`/incidents/${incidents.key}`);
    await page.getByRole("button", { name: "Unacknowledge" }).click();
    await page.getByText(/^“AuthenticationError.* is open again/).waitFor();
    assert.equal((await standing(incidents.key)).state, "open");
    await page.getByRole("region", { name: "Timeline" }).getByText("Ada Lovelace took the acknowledgement back").waitFor();
    await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
    await until("it to be acknowledged again", async () => (await standing(incidents.key)).state === "acknowledged");
  });

  test("the page says why, what to do, and everything that happened", async () => {
    await page.goto("/incidents");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(incidents.outage));
    await page.getByText("The provider did not answer within 30 s").waitFor();
    const timeline = page.getByRole("region", { name: "Timeline" });
    await timeline.getByText("Told because the severity rose").waitFor();
    await timeline.getByText("23 times").waitFor();
    await timeline.getByText("It may have arrived twice").waitFor();
    await timeline.getByText("answered 503 four times").waitFor();
    assert.equal(await page.getByRole("region", { name: "Issues" }).getByRole("link").count(), 2);
    await accessible(page);
  });

  test("it is snoozed, woken and resolved by keyboard; what cannot be taken back asks first", async () => {
    await page.keyboard.press("s");
    await page.getByRole("menuitem", { name: "4 hours" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByText(/Snoozed “APITimeoutError/).waitFor();
    const { snoozedUntil } = await standing(incidents.outage);
    assert.ok(snoozedUntil && snoozedUntil.getTime() > Date.now() + 3_500_000);
    await page.keyboard.press("s");
    await page.getByRole("menuitem", { name: "End the snooze now" }).press("Enter");
    await page.getByText(/^The snooze of “APITimeoutError.* ended/).waitFor();
    await page.getByRole("region", { name: "Timeline" }).getByText("Ada Lovelace ended the snooze").waitFor();
    await page.keyboard.press("r");
    await page.getByRole("dialog", { name: "Resolve this incident" }).waitFor();
    await accessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    assert.equal((await standing(incidents.outage)).state, "open");
    await page.keyboard.press("r");
    await page.getByRole("button", { name: "Resolve it" }).press("Enter");
    await page.getByText(/Resolved “APITimeoutError/).waitFor();
    await until("the incident to be over", async () => (await standing(incidents.outage)).state === "resolved");
    assert.equal(await page.getByRole("button", { name: "Acknowledge" }).count(), 0);
  });

  test("an id that no incident has leads back to the list", async () => {
    const lost = await page.context().newPage(); // a browser notes each 404 as an error of the page
    for (const id of ["00000000-0000-4000-8000-000000000000", "nonsense", "%00"]) {
      const answer = await lost.goto(`/incidents/${id}`);
      assert.ok([200, 404].includes(answer?.status() ?? 0));
      await lost.getByText("No incident has this id").waitFor();
    }
    await lost.close();
  });
});

describe("decisions", () => {
  test("the ledger answers why, and filters by reason and issue in the address", async () => {
    await page.goto("/decisions?reason=severity_rise");
    assert.equal(await page.locator("tbody tr").count(), 1);
    await page.goto("/decisions?issue=8003");
    assert.match((await page.locator("tbody").textContent()) ?? "", /no channel that the policy names can be used/);
    await page.getByRole("link", { name: "Mend the channels" }).first().waitFor();
    await accessible(page);
    await page.goto("/decisions?reason=nonsense&cursor=zzz&issue=%00");
    await page.getByRole("heading", { name: "Decisions" }).waitFor();
  });

  test("the issue's page leads to its incident and says what was told", async () => {
    await page.goto("/issues/8001");
    await page
      .getByRole("region", { name: "Why somebody was told, or not" })
      .getByText("Told because the severity rose")
      .waitFor();
    await page.getByRole("region", { name: "Messages" }).getByText("slack: Sent").first().waitFor();
    await accessible(page);
    await page.getByRole("link", { name: "Part of an incident" }).click();
    await page.waitForURL(new RegExp(incidents.outage));
  });
});

describe("a silence from an incident", () => {
  test("leads back to it, before it is kept and afterwards", async () => {
    const path = `/incidents/${incidents.key}`;
    const back = page.getByRole("link", { name: "Back to the incident" });
    await page.goto(path);
    await page.getByRole("link", { name: "Silence errors like these" }).click();
    await back.click();
    await page.waitForURL((url) => url.pathname === path);
    await page.getByRole("link", { name: "Silence errors like these" }).click();
    await page.getByLabel("For how long").fill("1h");
    await page.getByLabel("Reason").fill("the key is being changed");
    await page.getByRole("button", { name: "Silence", exact: true }).click();
    await page.getByText("the key is being changed").waitFor();
    await page.getByText("Silenced for 1h.").waitFor();
    await back.click();
    await page.waitForURL((url) => url.pathname === path);
  });
});

describe("on every screen", () => {
  const paths = ["/incidents", `/incidents/${incidents.outage}`, "/decisions", "/issues/8001"];

  test("nothing scrolls sideways, in both themes and at every width; axe finds nothing", () => looksRight(page, paths));

  test("who may only read sees no button that acts", async () => {
    const reader = await visitor(grace);
    for (const [path, button] of [
      ["/incidents", /^Acknowledge/],
      [`/incidents/${incidents.snoozed}`, /^(?:Acknowledge|Snooze|Resolve)$/],
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
