import assert from "node:assert/strict";
import { test } from "node:test";
import { areArriving } from "#lib/db/arrivals.ts";
import { connect } from "#lib/db/client.ts";
import { inboxName } from "#lib/db/inbox.ts";
import { ownDatabase } from "../support/database.ts";
import { until } from "../support/wait.ts";

const { url, db } = await ownDatabase();

test("deliveries are arriving while an inbox has a statement under way, and not before or after", async () => {
  assert.equal(await areArriving(db), false);
  const inbox = connect({ url, connections: 1, name: inboxName });
  const [held, other] = [connect({ url, connections: 1, name: "holder" }), connect({ url, connections: 1, name: "another" })];
  await held.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(4711)::text`;
    const ask = (client: typeof db) => client.$queryRaw`SELECT pg_advisory_lock_shared(4711)::text`;
    void Promise.allSettled([ask(other)]);
    assert.equal(await areArriving(db), false, "others do not count");
    void Promise.allSettled([ask(inbox)]);
    await until("the inbox to wait for its statement", () => areArriving(db));
  });
  await until("the inbox to be at rest", async () => !(await areArriving(db)));
  await Promise.all([inbox, held, other].map((client) => client.$disconnect()));
});
