import { door } from "#app/api/door.ts";
import { write } from "#app/api/write.ts";
import { reply } from "#app/reply.ts";
import { BudgetsInput, budgets, budgetUse, saveBudgets } from "#lib/pipeline/budgets.ts";
import type { Tools } from "#lib/pipeline/tools.ts";

const answers = { shown: { status: 200 } } as const;

async function shown(tools: Tools): Promise<object> {
  return { ...(await budgets(tools)), use: await budgetUse(tools) };
}

/** `GET /api/v1/budgets`: the limits, whether the environment fixes them, and what their periods have seen. */
export const GET = door("read", async ({ tools }) => reply(answers.shown, await shown(tools)));

/** `PUT /api/v1/budgets`: `{"daily_usd": 0.25, "monthly_usd": null}`. */
export const PUT = door(
  "write",
  write(BudgetsInput, answers.shown, async ({ tools, caller }, input) => {
    await saveBudgets(tools, input, caller);
    return shown(tools);
  }),
);
