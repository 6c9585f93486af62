import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { writeBacksOf } from "#lib/db/write-backs.ts";
import { BadInput } from "#lib/model/errors.ts";
import { correct } from "#lib/pipeline/correct.ts";
import { urgency, writeBack } from "#lib/pipeline/write-back.ts";
import { saveWriteBack, writeBackSettings } from "#lib/pipeline/write-back-settings.ts";
import type { Job } from "#lib/queue/queue.ts";
import { sentryClient } from "#lib/sentry/client.ts";
import { startSentry } from "../standins/sentry.ts";
import { deliverAndTriage, ownTools } from "../support/tools.ts";
import { errorBody, issueBody } from "../support/webhooks.ts";

const sentry = await startSentry();
after(() => sentry.close());
const env = { SENTRY_BASE_URL: sentry.url, SENTRY_AUTH_TOKEN: sentry.token, SENTRY_ORG: sentry.org };
const own = await ownTools({ ...env, PUBLIC_URL: "https://verdict.example" });
const tools = { ...own, sentry: () => client() };
const { db } = tools;
const client = () =>
  sentryClient({
    baseUrl: sentry.url,
    token: sentry.token,
    request: own.request,
    clock: () => new Date(),
    pause: async () => {},
  });
const ann = { id: "u1", name: "Ann" };
const everything = { kinds: ["comment", "priority", "assign", "link"], dry_run: false, owners: { rate_limit: "team:771" } };
after(() => assert.deepEqual(sentry.faults, []));

beforeEach(async () => {
  await db.setting.deleteMany();
  await db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'write_back'`;
});

const jobs = async (): Promise<Job<"write_back">[]> => {
  const rows = await db.$queryRaw<{ data: Job<"write_back"> }[]>`
    SELECT data FROM pgboss.job WHERE name = 'write_back' ORDER BY priority DESC, created_on`;
  return rows.map(({ data }) => data);
};
/** The job of the verdict that stands on an issue. */
async function jobOf(sentryIssueId: string): Promise<Job<"write_back">> {
  const { verdictId } = await db.issue.findFirstOrThrow({ where: { sentryIssueId } });
  return (await jobs()).find(({ verdict }) => verdict === verdictId)!;
}
/** A rate limit of a signature of its own. */
const limited = (issue: string, more: Partial<Parameters<typeof errorBody>[0]> = {}) =>
  errorBody({ issue, value: `Rate limit reached in room ${words[Number(issue) % 20]}. Please try again in 20s.`, ...more });
const words = "oak elm ash fir yew box bay fig hop ivy rye oat sea sky sun ice fog dew mud log".split(" ");
const rows = (sentryIssueId: string) => writeBacksOf(db, { installation: "default", sentryIssueId });
const stateOf = async (id: string) => Object.fromEntries((await rows(id)).map(({ kind, state }) => [kind, state]));

test("nothing is switched on: no work is made", async () => {
  await deliverAndTriage(tools, "error", limited("100"));
  assert.deepEqual(await jobs(), []);
});

test("a verdict is written once in each kind, and edited when it changes", async () => {
  await saveWriteBack(tools, everything, ann);
  await deliverAndTriage(tools, "error", limited("101"));
  const job = await jobOf("101");
  assert.equal(job.uuid, "5b0f7d1e-2c6a-4d8f-9a3b-7e1c4f602d95", "the installation of the delivery it answers");
  await writeBack(tools, job);
  await writeBack(tools, job);
  assert.deepEqual(await stateOf("101"), { link: "done", priority: "done", assign: "done", comment: "done" });
  assert.equal((await rows("101")).length, 4);
  const { shown, installation: _, ...link } = sentry.links.get("101")!;
  assert.deepEqual(link, { webUrl: "https://verdict.example/issues/101", project: "verdict", identifier: "rate_limit" });
  assert.equal(shown, true);
  assert.equal(sentry.notes.size, 1);

  await correct(tools, { issue: "101", by: ann, input: { category: "timeout", severity: "critical" } });
  await writeBack(tools, await jobOf("101"));
  assert.equal(sentry.notes.size, 1, "the comment was edited");
  assert.match([...sentry.notes.values()][0]!.text, /timeout.*critical/);
  assert.equal(sentry.links.get("101")?.identifier, "timeout");
  assert.equal((await stateOf("101")).assign, "done");
  assert.match((await rows("101")).find(({ kind }) => kind === "assign")?.error ?? "", /Nobody is set to own timeout/);
});

test("a job whose verdict no longer stands writes nothing", async () => {
  await saveWriteBack(tools, everything, ann);
  await deliverAndTriage(tools, "error", limited("102"));
  const job = await jobOf("102");
  await correct(tools, { issue: "102", by: ann, input: { category: "network" } });
  await writeBack(tools, job);
  assert.deepEqual(await rows("102"), []);
});

test("a dry run only records", async () => {
  await saveWriteBack(tools, { ...everything, dry_run: true }, ann);
  const before = sentry.requests.length;
  await deliverAndTriage(tools, "error", limited("103"));
  const job = await jobOf("103");
  await writeBack(tools, job);
  await writeBack(tools, job);
  assert.deepEqual(await stateOf("103"), { link: "dry-run", priority: "dry-run", assign: "dry-run", comment: "dry-run" });
  assert.equal((await rows("103")).length, 4);
  assert.equal(sentry.requests.length, before);
});

test("the environment decides over what is stored, owners are always stored", async () => {
  const fixed = await ownTools({ ...env, SENTRY_WRITE_BACK: "dry-run:comment, link" });
  const saved = await saveWriteBack(fixed, { kinds: ["assign"], dry_run: false, owners: { timeout: "user:5" } }, ann);
  assert.deepEqual(saved, { kinds: ["comment", "link"], dry_run: true, owners: { timeout: "user:5" }, fixed: true });
  assert.deepEqual(await writeBackSettings(fixed), saved);
  await assert.rejects(saveWriteBack(fixed, { owners: { timeout: "nobody at all" } }, ann), BadInput);
  await assert.rejects(saveWriteBack(fixed, { kinds: ["tweet"] }, ann), BadInput);
  assert.equal(await fixed.db.auditEntry.count({ where: { action: "write_back.change" } }), 1);
});

test("never in answer to who is not Sentry itself, never about what is no issue, never about ourselves", async () => {
  await saveWriteBack(tools, everything, ann);
  const by = (actor: object) => ({ ...(limited("104") as object), actor });
  await deliverAndTriage(tools, "error", by({ type: "application", id: "b1c2d3", name: "Verdict" }));
  await deliverAndTriage(tools, "issue", { ...(issueBody({ id: "105" }) as object), actor: { type: "user", id: 5 } });
  await deliverAndTriage(tools, "error", limited("106", { tags: [["verdict.self", "of another deployment"]] }));
  const body = errorBody({}) as { data: { error: { issue_id?: string } } };
  body.data.error.issue_id = undefined as never;
  await deliverAndTriage(tools, "error", body);
  assert.deepEqual(await jobs(), []);
});

test("what a fetch reads for a delivery that is not Sentry's own is not written back either", async () => {
  await saveWriteBack(tools, everything, ann);
  await deliverAndTriage(tools, "issue", { ...(issueBody({ id: "107" }) as object), actor: { type: "user", id: 5 } });
  const [fetch] = await db.$queryRaw<{ data: Job<"fetch"> }[]>`
    SELECT data FROM pgboss.job WHERE name = 'fetch' AND data->>'issue' = '107'`;
  assert.equal(fetch?.data.answers?.bySentry, false);
});

test("our own assignment is no news when it comes back", async () => {
  await saveWriteBack(tools, everything, ann);
  await deliverAndTriage(tools, "error", limited("108"));
  await writeBack(tools, await jobOf("108"));
  const told = issueBody({ id: "108", action: "assigned" }) as { data: { issue: object } };
  const assigned = (id: string) => ({
    ...told,
    data: { issue: { ...told.data.issue, assignedTo: { type: "team", id, name: `team ${id}` } } },
  });
  const assignee = async () => (await db.issue.findFirstOrThrow({ where: { sentryIssueId: "108" } })).assignee;
  await deliverAndTriage(tools, "issue", assigned("771"));
  assert.equal(await assignee(), "team:771", "as we wrote it");
  await deliverAndTriage(tools, "issue", assigned("9"));
  assert.equal(await assignee(), "team 9");
});

test("who is assigned already stays", async () => {
  await saveWriteBack(tools, everything, ann);
  const told = issueBody({ id: "109" }) as { data: { issue: object } };
  await deliverAndTriage(tools, "issue", {
    ...told,
    data: { issue: { ...told.data.issue, assignedTo: { type: "user", id: "5", name: "Bo" } } },
  });
  await writeBack(tools, await jobOf("109"));
  assert.equal((await stateOf("109")).assign, "skipped");
});

test("a missing permission fails the writing by name, and the verdict stands", async () => {
  await saveWriteBack(tools, everything, ann);
  await deliverAndTriage(tools, "error", limited("110"));
  sentry.scopes.delete("event:write");
  await writeBack(tools, await jobOf("110"));
  sentry.scopes.add("event:write");
  assert.deepEqual(new Set(Object.values(await stateOf("110"))), new Set(["failed"]));
  for (const { error } of await rows("110")) assert.match(error ?? "", /permission event:write/);
  assert.ok((await db.issue.findFirstOrThrow({ where: { sentryIssueId: "110" } })).verdictId);
});

test("when Sentry has no time, what is left comes again as late as it asks", async () => {
  await saveWriteBack(tools, everything, ann);
  await deliverAndTriage(tools, "error", limited("111"));
  sentry.script("comment", { status: 429, headers: { "retry-after": "40" } });
  await writeBack(tools, await jobOf("111"));
  const again = (await jobs()).find(({ attempt }) => attempt === 2)!;
  const [{ wait } = { wait: 0 }] = await db.$queryRaw<{ wait: number }[]>`
    SELECT extract(epoch FROM start_after - created_on)::int AS wait FROM pgboss.job WHERE name = 'write_back' AND data->>'attempt' = '2'`;
  assert.ok(wait >= 39 && wait <= 41, String(wait));
  assert.deepEqual(await stateOf("111"), { link: "done", priority: "done", assign: "done" });
  await writeBack(tools, again);
  assert.equal((await stateOf("111")).comment, "done");
  assert.equal(sentry.updates.filter(({ issue }) => issue === "111").length, 2, "nothing was written twice");
});

test("the newest of the most severe go first", async () => {
  const at = new Date("2026-11-30T12:00:00Z");
  const later = new Date(at.getTime() + 60_000);
  assert.ok(urgency(0, later) > urgency(0, at) && urgency(0, at) > urgency(1, later) && urgency(4, at) > urgency(null, at) - 1);
  assert.ok(urgency(0, new Date("2090-01-01")) < 2 ** 31);
});

test("without a token or an organisation the row says what to set", async () => {
  await saveWriteBack(tools, everything, ann);
  await deliverAndTriage(tools, "error", limited("112"));
  await writeBack({ ...tools, sentry: () => null }, await jobOf("112"));
  for (const { error } of await rows("112")) assert.match(error ?? "", /SENTRY_AUTH_TOKEN/);
});
