import assert from "node:assert/strict";
import { test } from "node:test";
import { messageFacts } from "#lib/db/message-facts.ts";
import { noticeFor } from "#lib/pipeline/notice.ts";
import { routeAll } from "../support/route.ts";
import { deliverAndTriage, ownTools } from "../support/tools.ts";
import { errorBody, eventId } from "../support/webhooks.ts";

const tools = await ownTools({ ALERT_WEBHOOK_URL: "https://example.com/hook" });
const { db } = tools;
const down = {
  type: "OperationalError",
  value: 'connection to server at "db.internal" (10.0.0.5), port 5432 failed: Connection refused',
};
/** What anybody can cause who may send a long text, thrown at the same place and so of the same issue. */
const petty = {
  type: "BadRequestError",
  value:
    "Error code: 400 - {'error': {'message': \"This model's maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens.\", 'code': 'context_length_exceeded'}}",
};

async function happens(issue: string, error: { type: string; value: string }): Promise<void> {
  await deliverAndTriage(tools, "error", errorBody({ issue, event: eventId(), ...error }));
  await routeAll(tools);
}
const critical = async () =>
  (await db.incident.findMany({ where: { policy: "critical" }, orderBy: { id: "asc" } })).map(({ state, severityRank }) => [
    state,
    severityRank,
  ]);

test("another text in the same issue lowers no alert and closes none", async () => {
  await happens("900", down);
  assert.deepEqual(await critical(), [["open", 0]]);
  await happens("900", petty);
  assert.equal((await db.issue.findFirstOrThrow({ where: { sentryIssueId: "900" } })).category, "context_length");
  assert.deepEqual(await critical(), [["open", 0]]);
});

test("nor does it where an incident of that text is open already", async () => {
  await happens("901", petty);
  await happens("902", { ...down, value: down.value.replace("db.internal", "replica.internal") });
  const before = await critical();
  await happens("902", petty);
  assert.deepEqual(await critical(), before);
});

test("what is said of it stays as severe as it was told", async () => {
  const message = await db.message.findFirstOrThrow({ where: { reason: "first" }, orderBy: { id: "asc" } });
  const notice = await noticeFor(tools, await messageFacts(db, message), {});
  assert.equal(notice.severity, "critical");
});
