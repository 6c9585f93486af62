import { door } from "#app/api/door.ts";
import { VersionsQuery } from "#app/api/inputs.ts";
import { readQuery } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { policyVersions } from "#lib/pipeline/policy-versions.ts";

const answers = { listed: { status: 200 } } as const;

/** `GET /api/v1/policies/versions`: who changed what and when, the newest first. */
export const GET = door("read", async ({ tools, request }) => {
  const { cursor: before, limit } = readQuery(VersionsQuery, request);
  const { versions, next } = await policyVersions(tools, { before, limit });
  return reply(answers.listed, { versions, next_cursor: next === null ? null : String(next) });
});
