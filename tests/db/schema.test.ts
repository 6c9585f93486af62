import assert from "node:assert/strict";
import { test } from "node:test";
import { Prisma } from "#lib/db/generated/client.ts";
import { ownDatabase } from "../support/database.ts";

const { db } = await ownDatabase();

for (const model of Object.values(Prisma.ModelName)) {
  test(`the migrations hold every column of ${model}`, async () => {
    const name = `${model.charAt(0).toLowerCase()}${model.slice(1)}` as "issue";
    assert.equal(await db[name].findFirst(), null);
  });
}
