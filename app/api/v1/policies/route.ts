import { door } from "#app/api/door.ts";
import { etag, ifMatch } from "#app/api/if-match.ts";
import { reply } from "#app/reply.ts";
import { currentPolicies, savePolicies } from "#lib/pipeline/policies.ts";
import { documentAnswer, readDocument } from "./body.ts";

const answers = {
  stale: { status: 409, code: "stale_version" },
  invalid: { status: 422, code: "invalid_policies" },
} as const;

/** `GET /api/v1/policies`: policies, calendars, channels and silences as one document, in JSON or YAML. */
export const GET = door("read", async ({ tools, request }) => {
  const { version, document } = await currentPolicies(tools);
  return documentAnswer(request, version, document);
});

/** `PUT /api/v1/policies`: the document as it shall be from now on; with If-Match only if nobody was faster. */
export const PUT = door("write", async ({ tools, caller, request }) => {
  const saved = await savePolicies(tools, {
    document: await readDocument(request),
    ifVersion: ifMatch(request),
    by: { id: caller.id, name: caller.name },
  });
  if (saved.outcome === "saved") return documentAnswer(request, saved.version, saved.document);
  if (saved.outcome === "invalid")
    return reply(answers.invalid, { detail: "Nothing was saved: the document is wrong in these places.", errors: saved.errors });
  const { version, document } = saved;
  const detail = `Nothing was saved: version ${version} is newer than the one that was edited.`;
  return reply({ ...answers.stale, headers: { etag: etag(version) } }, { detail, version, document });
});
