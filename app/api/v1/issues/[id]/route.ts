import { door } from "#app/api/door.ts";
import { reply } from "#app/reply.ts";
import { issueDetail } from "#lib/db/issues.ts";
import { NotFound } from "#lib/model/errors.ts";
import { issueAddress } from "../address.ts";

const answers = { found: { status: 200 } } as const;

/** `GET /api/v1/issues/{sentryIssueId}`: there once a delivery that names the issue was triaged. */
export const GET = door("read", async ({ tools, params, request }) => {
  const { issue, installation } = issueAddress(params, request);
  const detail = await issueDetail(tools.db, issue, installation);
  if (!detail) throw new NotFound("No delivery that names this issue has been triaged yet.");
  return reply(answers.found, detail);
});
