import { door } from "#app/api/door.ts";
import { FiguresQuery } from "#app/api/inputs.ts";
import { readQuery } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { noiseFigures } from "#lib/pipeline/noise.ts";

const answers = { counted: { status: 200 } } as const;

/** `GET /api/v1/policies/figures`: how much was told of how much, what was suppressed, and which policies nobody acts upon. */
export const GET = door("read", async ({ tools, request }) => {
  const { days } = readQuery(FiguresQuery, request);
  return reply(answers.counted, await noiseFigures(tools, days));
});
