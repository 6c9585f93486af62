import type { By } from "#lib/model/by.ts";
import { models, saveModels } from "#lib/pipeline/models.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import type { Answer } from "../answer.ts";
import { faultsOf, kept, readModel } from "./model-form.ts";

interface Change {
  /** Null adds one. */
  id: string | null;
  fields: Readonly<Record<string, string>>;
}

/** Puts one model into the list, or another in its place; the others stay as they are. */
export async function changeModels(tools: Tools, { id, fields }: Change, by: By): Promise<Answer> {
  const read = readModel(fields);
  if (!("model" in read)) return read;
  const rows = (await models(tools)).filter(({ fixed }) => !fixed);
  const at = id === null ? rows.length : rows.findIndex((row) => row.id === id);
  if (at === -1) return { ok: false, say: "gone" };
  const wanted: object[] = rows.map(kept);
  wanted[at] = { ...read.model, ...(id && { id }) };
  try {
    await saveModels(tools, { models: wanted }, by);
    return { ok: true };
  } catch (error) {
    return faultsOf(error, at);
  }
}
