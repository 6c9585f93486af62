import assert from "node:assert/strict";
import { test } from "node:test";
import { connect } from "#lib/db/client.ts";
import { issueFacets } from "#lib/db/issue-facets.ts";
import { listIssues } from "#lib/db/issues.ts";
import { parseQuery } from "#lib/query/parse.ts";
import type { Query } from "#lib/query/query.ts";
import { ownDatabase } from "../support/database.ts";

const { url } = await ownDatabase();

test("a connection keeps no statement of a form that a query chose", async (t) => {
  const db = connect({ url, connections: 1, name: "statements" });
  t.after(() => db.$disconnect());
  const now = new Date();
  const ask = async (query: Query): Promise<void> => {
    await listIssues(db, { query, now, sort: "last_seen", limit: 10 });
    await issueFacets(db, query, now);
  };
  const kept = async (): Promise<number> => {
    const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS "count" FROM pg_prepared_statements`;
    return row?.count ?? 0;
  };
  await ask({ kind: "all" });
  const before = await kept();
  assert.ok(before > 0, "ordinary statements are kept");
  for (let terms = 1; terms <= 20; terms++) {
    const parsed = parseQuery(Array.from({ length: terms }, (_, n) => `message:w${n}`).join(" "), "list");
    assert.ok(parsed.ok);
    await ask(parsed.query);
  }
  assert.ok((await kept()) <= before + 1, `${before} became ${await kept()}`);
});
