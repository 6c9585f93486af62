import { door } from "#app/api/door.ts";
import { PolicyDiffQuery } from "#app/api/inputs.ts";
import { readQuery } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { policyDiff } from "#lib/pipeline/policy-diff.ts";

const answers = { compared: { status: 200 } } as const;
const asText = {
  "content-type": "text/plain; charset=utf-8",
  "x-content-type-options": "nosniff",
  "cache-control": "private, no-store",
};

/** `GET /api/v1/policies/diff`: two versions as YAML, as a unified diff; the text alone for who accepts text. */
export const GET = door("read", async ({ tools, request }) => {
  const found = await policyDiff(tools, readQuery(PolicyDiffQuery, request));
  if (/^\s*text\/(?:plain|x-diff|x-patch)\b/i.test(request.headers.get("accept") ?? ""))
    return new Response(found.diff, { headers: asText });
  return reply(answers.compared, found);
});
