import assert from "node:assert/strict";
import { test } from "node:test";
import { databaseCode, transaction } from "#lib/db/client.ts";
import { ownDatabase } from "../support/database.ts";

const { db } = await ownDatabase();
const row = (hash: string) => ({ installationId_hash: { installationId: "default", hash } });

test("two transactions that take the same rows in opposite order both succeed: who is chosen as the victim tries again", async () => {
  for (const hash of ["a", "b"]) await db.signature.create({ data: { installationId: "default", hash, template: hash } });
  let tries = 0;
  const bothHoldOne = Promise.withResolvers<void>();
  let holding = 0;
  const add = (first: string, second: string) =>
    transaction(db, async (tx) => {
      tries++;
      await tx.signature.update({ where: row(first), data: { occurrences: { increment: 1 } } });
      if (++holding === 2) bothHoldOne.resolve();
      await bothHoldOne.promise;
      await tx.signature.update({ where: row(second), data: { occurrences: { increment: 1 } } });
    });
  await Promise.all([add("a", "b"), add("b", "a")]);
  assert.equal(tries, 3, "one of them was tried twice");
  const rows = await db.signature.findMany({ orderBy: { hash: "asc" } });
  assert.deepEqual(
    rows.map(({ occurrences }) => occurrences),
    [2, 2],
  );
});

test("what fails four times fails, with its code", async () => {
  let tries = 0;
  const failing = transaction(db, async (tx) => {
    tries++;
    await tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'always' USING ERRCODE = '40001'; END $$`;
  });
  const error = await failing.then(
    () => assert.fail("it cannot succeed"),
    (raised: unknown) => raised,
  );
  assert.equal(databaseCode(error), "40001");
  assert.equal(tries, 4);
});

test("other failures are not tried again", async () => {
  let tries = 0;
  await assert.rejects(
    transaction(db, async (tx) => {
      tries++;
      await tx.$executeRaw`SELECT 1 / 0`;
    }),
  );
  assert.equal(tries, 1);
});
