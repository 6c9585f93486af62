import { noteTest } from "#lib/db/tests-made.ts";
import type { By } from "#lib/model/by.ts";
import { NotFound } from "#lib/model/errors.ts";
import { models, testModel } from "./models.ts";
import type { Tools } from "./tools.ts";

const testsPerMinute = 5;

/** `testModel` for people: written down, and at most five times a minute. */
export async function tryModel(tools: Tools, id: string, by: By): Promise<string | null> {
  const row = (await models(tools)).find((one) => one.id === id);
  if (!row) throw new NotFound("There is no such model.");
  const seconds = await noteTest(tools.db, { action: "model.tested", target: row.model, by }, testsPerMinute);
  return seconds === null ? testModel(tools, id) : `There were ${testsPerMinute} tests within a minute: wait ${seconds} s.`;
}
