import { door } from "#app/api/door.ts";
import { IssueDetailQuery } from "#app/api/inputs.ts";
import { readQuery } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { issueDetail } from "#lib/db/issues.ts";
import { NotFound } from "#lib/model/errors.ts";
import { withView } from "#lib/model/preset.ts";
import { issueId } from "../address.ts";

const answers = { found: { status: 200 } } as const;

/** `GET /api/v1/issues/{sentryIssueId}`: there once a delivery that names the issue was triaged. */
export const GET = door("read", async ({ tools, params, request }) => {
  const { installation, preset } = readQuery(IssueDetailQuery, request);
  const detail = await issueDetail(tools.db, issueId(params), installation);
  if (!detail) throw new NotFound("No delivery that names this issue has been triaged yet.");
  const verdicts = detail.verdicts.map((verdict) => withView(verdict, preset));
  return reply(answers.found, { ...detail, verdict: detail.verdict && withView(detail.verdict, preset), verdicts });
});
