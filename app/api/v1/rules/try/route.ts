import { door } from "#app/api/door.ts";
import { readBytes, readJson } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { readInput } from "#lib/model/read-input.ts";
import { TrialInput, tryRules } from "#lib/pipeline/rules-try.ts";

const answers = { tried: { status: 200 }, invalid: { status: 422, code: "invalid_rules" } } as const;

/** `POST /api/v1/rules/try`: what `{"rules":[…],"days":7}`, or `{"query":"…","days":7}` alone, would have meant. Changes nothing. */
export const POST = door("write", async ({ tools, request }) => {
  const tried = await tryRules(tools, readInput(TrialInput, readJson(await readBytes(request))));
  if (tried.ok) return reply(answers.tried, tried.trial);
  return reply(answers.invalid, { detail: "Nothing was tried: the rules are wrong in these places.", errors: tried.errors });
});
