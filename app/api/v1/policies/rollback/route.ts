import { door } from "#app/api/door.ts";
import { ifMatch } from "#app/api/if-match.ts";
import { RollBackInput } from "#app/api/inputs.ts";
import { readBytes, readJson } from "#app/api/read.ts";
import { readInput } from "#lib/model/read-input.ts";
import { rollBackPolicies } from "#lib/pipeline/policy-versions.ts";
import { savedAnswer } from "../body.ts";

/** `POST /api/v1/policies/rollback`: an earlier version stands again, as the next one; with If-Match only if nobody was faster. */
export const POST = door("write", async ({ tools, caller, request }) => {
  const { version: to } = readInput(RollBackInput, readJson(await readBytes(request)));
  const by = { id: caller.id, name: caller.name };
  return savedAnswer(request, await rollBackPolicies(tools, { to, ifVersion: ifMatch(request), by }));
});
