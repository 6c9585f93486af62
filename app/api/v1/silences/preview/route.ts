import { door } from "#app/api/door.ts";
import { readBytes, readJson } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { readInput } from "#lib/model/read-input.ts";
import { SilencePreviewInput } from "#lib/model/silence-preview.ts";
import { previewSilence } from "#lib/pipeline/silence-preview.ts";

const answers = { looked: { status: 200 } } as const;

/** `POST /api/v1/silences/preview`: what a silence of `{"match", "days"}` would have held back lately. Changes nothing. */
export const POST = door("read", async ({ tools, request }) => {
  const input = readInput(SilencePreviewInput, readJson(await readBytes(request)));
  return reply(answers.looked, await previewSilence(tools, input));
});
