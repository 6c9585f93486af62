import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, test } from "node:test";
import { launch } from "../support/browser.ts";
import { freePort } from "../support/free-port.ts";
import { signIn } from "../support/looks.ts";
import { patience } from "../support/patience.ts";
import { dataFolder, processesOf, startProgram } from "../support/start.ts";
import { until } from "../support/wait.ts";

const port = await freePort();
const folder = dataFolder();
const began = performance.now();
const demo = startProgram("demo.ts", { PORT: String(port), TMPDIR: folder, LLM_API_KEY: "sk-never-used", LOG_LEVEL: "error" });
/** The README's pictures: `PICTURES=1` takes them anew. */
const pictured: Record<string, string> = {
  "/": "now",
  "/issues": "triage",
  "/issues/6800042": "issue",
  "/incidents": "incidents",
  "/costs": "costs",
  "/policies": "policies",
};

const full = /sign in at (?<url>\S+) as (?<email>\S+) with the password (?<password>\S+)/;
const browser = await launch();
after(() => browser.close());

test("every screen has something to show, under a banner that says it is a demo", { timeout: 260_000 }, async (t) => {
  const { url, email, password } = await until("the demo to be full", () => full.exec(demo.out())?.groups, 240_000);
  t.diagnostic(`full after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const told =
    /(?<critical>\d+) critical incidents, (?<announced>\d+) of them announced, the slowest after (?<ms>\d+) ms; (?<outages>\d+) provider outages; (?<atOnce>\d+) messages at once and (?<digests>\d+) digests/;
  const { critical, announced, ms, outages, atOnce, digests } = told.exec(demo.out())?.groups ?? {};
  t.diagnostic(`${atOnce} messages at once, ${digests} digests`);
  assert.deepEqual([critical, announced, outages], ["12", "12", "3"]);
  assert.ok(Number(ms) < patience(5000) && Number(atOnce) <= 100 && Number(digests) <= 50, demo.out());
  const page = await browser.newPage({ baseURL: url!, viewport: { width: 1440, height: 900 } });
  await page.goto("/sign-in");
  await signIn(page, { email: email!, password: password! });
  const screens: [string, RegExp][] = [
    ["/", /rate limit/i],
    ["/issues", /RateLimitError/],
    ["/issues/6800042", /InternalServerError/],
    ["/incidents", /critical/i],
    ["/decisions", /critical/i],
    ["/costs", /gpt-5\.4-mini/],
    ["/policies", /critical/i],
    ["/rules", /CRM/],
    ["/settings", /./],
  ];
  for (const [path, shown] of screens) {
    const answer = await page.goto(path);
    assert.equal(answer?.status(), 200, path);
    await page.getByText(/demo/i).first().waitFor();
    assert.match((await page.locator("main").textContent()) ?? "", shown, path);
    const picture = pictured[path];
    if (picture && process.env.PICTURES) await page.screenshot({ path: `public/pictures/${picture}.png` });
  }
});

test("Ctrl-C ends it within 15 s, and nothing of it is left", { timeout: 40_000 }, async () => {
  const asked = performance.now();
  demo.signal("SIGINT");
  await demo.ended;
  assert.ok(performance.now() - asked < patience(15_000));
  assert.deepEqual(readdirSync(folder), []);
  assert.deepEqual(processesOf(folder), []);
  assert.equal(demo.err().trim(), "");
});
