import assert from "node:assert/strict";
import { test } from "node:test";
import { authenticateKey, bootstrapId, ensureBootstrapKey } from "#lib/auth/api-key.ts";
import { listKeys } from "#lib/db/api-keys.ts";
import { listAudit } from "#lib/db/audit.ts";
import { makeApiKey, revokeApiKey } from "#lib/pipeline/api-keys.ts";
import { ownTools } from "../support/tools.ts";

const bootstrap = "a-bootstrap-key-of-at-least-32-characters";
const tools = await ownTools({ BOOTSTRAP_API_KEY: bootstrap });
const by = { id: "u1", name: "Ada" };
const outcome = async (key: string) => (await authenticateKey(tools.db, `Bearer ${key}`, "read")).outcome;

test("a key opens until it is revoked, and is kept by its digest alone", async () => {
  const made = await makeApiKey(tools, { name: " pipeline ", scope: "read", days: "30" }, by);
  assert.ok(made.ok);
  assert.equal(await outcome(made.key), "known");
  const [key] = await listKeys(tools.db);
  assert.deepEqual([key?.name, key?.scope, key?.prefix], ["pipeline", "read", made.key.slice(0, 8)]);
  assert.ok(Math.abs(new Date(key?.expires_at ?? 0).getTime() - Date.now() - 30 * 86_400_000) < 60_000);
  await revokeApiKey(tools, key?.id ?? "", by);
  assert.equal(await outcome(made.key), "stranger");
  await assert.rejects(revokeApiKey(tools, key?.id ?? "", by), /revoked meanwhile/);
});

test("what is wrong with a key is said by field", async () => {
  const wrong = await makeApiKey(tools, { name: " ", scope: "root", days: "never", role: "admin" }, by);
  assert.ok(!wrong.ok);
  assert.equal(wrong.fields.name, "missing");
  assert.ok("scope" in wrong.fields);
  assert.equal(await tools.db.apiKey.count(), 0);
});

test("the key of the environment is not revoked here", async () => {
  await ensureBootstrapKey(tools.db, bootstrap);
  await assert.rejects(revokeApiKey(tools, bootstrapId, by), /BOOTSTRAP_API_KEY/);
  assert.equal(await outcome(bootstrap), "known");
});

test("the audit log is read newest first, page by page, each entry once", async () => {
  for (let n = 0; n < 5; n++) await makeApiKey(tools, { name: `key ${n}`, scope: "write", days: "never" }, by);
  const seen: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await listAudit(tools.db, { cursor, limit: 3 });
    seen.push(...page.entries.map(({ action, target }) => `${action} ${target}`));
    cursor = page.nextCursor ?? undefined;
    more = page.nextCursor !== null;
  }
  assert.deepEqual(seen, [...[4, 3, 2, 1, 0].map((n) => `key.create key ${n}`), "key.revoke pipeline", "key.create pipeline"]);
  await assert.rejects(listAudit(tools.db, { cursor: "made up", limit: 3 }), /cursor/);
});
