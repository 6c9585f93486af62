import assert from "node:assert/strict";
import { test } from "node:test";
import { models } from "#lib/pipeline/models.ts";
import { tryModel } from "#lib/pipeline/try-model.ts";
import { ownRefinery } from "../support/riddles.ts";

const { tools } = await ownRefinery();

test("a person tests models five times a minute at most, and each test is written down", async () => {
  const by = { id: "u1", name: "Ada" };
  const [model] = await models(tools);
  for (let n = 0; n < 5; n++) await tryModel(tools, model!.id, by);
  assert.match((await tryModel(tools, model!.id, by)) ?? "", /5 tests within a minute: wait \d+ s/);
  const entries = await tools.db.auditEntry.findMany({ where: { action: "model.tested" } });
  assert.deepEqual([entries.length, entries[0]?.byName, entries[0]?.target], [5, "Ada", model!.model]);
  await assert.rejects(tryModel(tools, "0190aaaa-0000-7000-8000-000000000000", by), /no such model/);
});
