import { door } from "#app/api/door.ts";
import { ifMatch } from "#app/api/if-match.ts";
import { PoliciesQuery } from "#app/api/inputs.ts";
import { readQuery } from "#app/api/read.ts";
import { currentPolicies, savePolicies } from "#lib/pipeline/policies.ts";
import { policiesAt } from "#lib/pipeline/policy-diff.ts";
import { documentAnswer, readDocument, savedAnswer, saveOnce } from "./body.ts";

/** `GET /api/v1/policies`: policies, calendars, channels and silences as one document, in JSON or YAML; with `?version=` an earlier one. */
export const GET = door("read", async ({ tools, request }) => {
  const { version: asked } = readQuery(PoliciesQuery, request);
  if (asked !== undefined) return documentAnswer(request, asked, await policiesAt(tools, asked));
  const { version, document } = await currentPolicies(tools);
  return documentAnswer(request, version, document);
});

/** `PUT /api/v1/policies`: the document as it shall be from now on; with If-Match only if nobody was faster. */
export const PUT = door("write", async (call) => {
  const { tools, caller, request } = call;
  const { bytes, document } = await readDocument(request);
  const edit = { document, ifVersion: ifMatch(request), by: { id: caller.id, name: caller.name } };
  return savedAnswer(request, await saveOnce(call, bytes, () => savePolicies(tools, edit)));
});
