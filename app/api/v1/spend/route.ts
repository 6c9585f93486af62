import { z } from "zod";
import { door } from "#app/api/door.ts";
import { readQuery } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { spendBy } from "#lib/db/spend.ts";
import { SpendGroup } from "#lib/model/spend.ts";

const answers = { summed: { status: 200 } } as const;
const day = z.iso.date("must be a day such as 2026-11-30").optional();
const Query = z.object({
  group: z
    .string()
    .max(100)
    .default("")
    .transform((list) => list.split(",").filter(Boolean))
    .pipe(z.array(SpendGroup).max(4)),
  from: day,
  to: day,
});

/** `GET /api/v1/spend?group=day,model,tier,project&from=&to=`: the ledger of calls to models. */
export const GET = door("read", async ({ tools, request }) => {
  const { group, from, to } = readQuery(Query, request);
  return reply(answers.summed, { spend: await spendBy(tools.db, group, { ...(from && { from }), ...(to && { to }) }) });
});
