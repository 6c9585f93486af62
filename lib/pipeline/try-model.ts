import { noteTest } from "#lib/db/channels.ts";
import type { By } from "#lib/model/by.ts";
import { NotFound } from "#lib/model/errors.ts";
import { models, testModel } from "./models.ts";
import type { Tools } from "./tools.ts";

const testsPerMinute = 5;

/** `testModel` for people: written down, and at most five times a minute. */
export async function tryModel(tools: Tools, id: string, by: By): Promise<string | null> {
  const row = (await models(tools)).find((one) => one.id === id);
  if (!row) throw new NotFound("There is no such model.");
  const seconds = await noteTest(tools.db, row.model, by, testsPerMinute, "model.tested");
  return seconds === null ? testModel(tools, id) : `There were ${testsPerMinute} tests within a minute: wait ${seconds} s.`;
}
