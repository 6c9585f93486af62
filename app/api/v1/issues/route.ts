import { door } from "#app/api/door.ts";
import { IssueQuery } from "#app/api/inputs.ts";
import { readQuery } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { listIssues } from "#lib/db/issues.ts";
import { withView } from "#lib/model/preset.ts";
import { parseQuery } from "#lib/query/parse.ts";

const answers = { listed: { status: 200 }, misread: { status: 400, code: "bad_request" } } as const;

/** `GET /api/v1/issues`: the most recently seen first. A query that cannot be read is answered with where, as `at`, and what to write instead. */
export const GET = door("read", async ({ tools, request }) => {
  const { query: text, preset, ...page } = readQuery(IssueQuery, request);
  const parsed = parseQuery(text, "list");
  if (!parsed.ok) {
    const { at, message } = parsed.fault;
    return reply(answers.misread, { detail: `query, at character ${at + 1}: ${message}`, at });
  }
  const list = await listIssues(tools.db, { query: parsed.query, now: tools.clock(), sort: "last_seen", ...page });
  const issues = list.issues.map((issue) => ({ ...issue, verdict: issue.verdict && withView(issue.verdict, preset) }));
  return reply(answers.listed, { issues, next_cursor: list.nextCursor });
});
