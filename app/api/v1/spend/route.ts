import { door } from "#app/api/door.ts";
import { SpendQuery } from "#app/api/inputs.ts";
import { readQuery } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { spendBy } from "#lib/db/spend.ts";

const answers = { summed: { status: 200 } } as const;

/** `GET /api/v1/spend?group=day,model,tier,project&from=&to=`: the ledger of calls to models. */
export const GET = door("read", async ({ tools, request }) => {
  const { group, from, to } = readQuery(SpendQuery, request);
  return reply(answers.summed, { spend: await spendBy(tools.db, group, { ...(from && { from }), ...(to && { to }) }) });
});
