import { door } from "#app/api/door.ts";
import { ifMatch } from "#app/api/if-match.ts";
import { RollBackInput } from "#app/api/inputs.ts";
import { readBytes, readJson } from "#app/api/read.ts";
import { readInput } from "#lib/model/read-input.ts";
import { rollBackPolicies } from "#lib/pipeline/policy-versions.ts";
import { savedAnswer, saveOnce } from "../body.ts";

/** `POST /api/v1/policies/rollback`: an earlier version stands again, as the next one; with If-Match only if nobody was faster. */
export const POST = door("write", async (call) => {
  const { tools, caller, request } = call;
  const bytes = await readBytes(request);
  const { version: to } = readInput(RollBackInput, readJson(bytes));
  const wanted = { to, ifVersion: ifMatch(request), by: { id: caller.id, name: caller.name } };
  return savedAnswer(request, await saveOnce(call, bytes, () => rollBackPolicies(tools, wanted)));
});
