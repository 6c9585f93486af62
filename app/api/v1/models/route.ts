import { door } from "#app/api/door.ts";
import { write } from "#app/api/write.ts";
import { reply } from "#app/reply.ts";
import { ModelsInput } from "#lib/pipeline/model-input.ts";
import { models, saveModels } from "#lib/pipeline/models.ts";

const answers = { listed: { status: 200 } } as const;

/** `GET /api/v1/models`: who may be asked; keys are never shown. */
export const GET = door("read", async ({ tools }) => reply(answers.listed, { models: await models(tools) }));

/** `PUT /api/v1/models`: the whole list as it shall be; a row without `key` keeps the one it has. */
export const PUT = door(
  "admin",
  write(ModelsInput, answers.listed, async ({ tools, caller }, input) => ({ models: await saveModels(tools, input, caller) })),
);
