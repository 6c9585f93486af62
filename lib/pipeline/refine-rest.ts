import { transaction } from "#lib/db/client.ts";
import { holdUntold, type Signatures } from "#lib/db/refined-issues.ts";
import { judgeAgain } from "./judge-again.ts";
import type { Tools } from "./tools.ts";

const first = "00000000-0000-0000-0000-000000000000";
const atOnce = 25;

/**
 * Lets what is remembered stand on issues that were not reached when it was said: many at once, in small transactions, until the
 * deadline. Returns whether all were reached.
 */
export async function standOnRest(tools: Tools, of: Signatures | null, deadline: number): Promise<boolean> {
  let after: string | undefined = first;
  while (after !== undefined) {
    if (performance.now() > deadline) return false;
    const from: string = after;
    after = await transaction(tools.db, async (tx) => {
      const issues = await holdUntold(tx, of, from, atOnce);
      for (const issue of issues) await judgeAgain(tools, tx, issue, null);
      return issues.at(-1)?.id;
    });
  }
  return true;
}
