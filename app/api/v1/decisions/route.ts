import { door } from "#app/api/door.ts";
import { DecisionQuery } from "#app/api/inputs.ts";
import { readQuery } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { listDecisions } from "#lib/db/decisions.ts";
import { decisionsInWords } from "#lib/pipeline/incident-answer.ts";

const answers = { listed: { status: 200 } } as const;

/** `GET /api/v1/decisions`: what was made of every signal and why, the newest first. */
export const GET = door("read", async ({ tools, request }) => {
  const { decisions, nextCursor } = await listDecisions(tools.db, readQuery(DecisionQuery, request));
  return reply(answers.listed, { decisions: await decisionsInWords(tools, decisions), next_cursor: nextCursor });
});
