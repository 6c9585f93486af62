import { type Tx, transaction } from "#lib/db/client.ts";
import { undeliveredIncidents } from "#lib/db/conversations.ts";
import { holdConversations, type KeptRow } from "#lib/db/slice.ts";
import { awaits } from "#lib/policy/act.ts";
import { digestCarriers } from "#lib/policy/gather.ts";
import { governing } from "#lib/policy/match.ts";
import type { Job } from "#lib/queue/queue.ts";
import { actOn } from "./incidents.ts";
import { type RulesNow, rulesNow } from "./rules-now.ts";
import type { Tools } from "./tools.ts";

/** As many as one transaction decides about. */
const atOnce = 50;

/** Those that wait for the channel, as they come in `ids`. */
function waiting(rules: RulesNow, channel: string, kept: readonly KeptRow[], ids: readonly string[], now: Date): KeptRow[] {
  const { policies, calendars } = rules.document;
  const facts = { carriers: digestCarriers(rules) };
  const own = kept.filter(({ conversation }) => {
    const policy = governing(policies, conversation, now, calendars);
    return policy && awaits(conversation, channel, { policy, facts, now });
  });
  return own.sort((a, b) => ids.indexOf(a.conversation.id) - ids.indexOf(b.conversation.id));
}

async function tellOf(tools: Tools, tx: Tx, rules: RulesNow, channel: string, ids: readonly string[]): Promise<void> {
  for (const [installation, all] of await holdConversations(tx, ids)) {
    const kept = waiting(rules, channel, all, ids, tools.clock());
    if (kept.length > 0)
      await actOn(tools, tx, rules, { installation, kept, act: () => ({ kind: "mended", channel }), by: null });
  }
}

/**
 * A channel works again: incidents of which nobody was reached, and that it is to be told of, are told anew. Once, however many jobs
 * come; each looks at some, and leaves those that come after them to another.
 */
export async function tellUnreached(tools: Tools, { channel, after }: Job<"mended">): Promise<void> {
  const rules = await rulesNow(tools);
  await transaction(tools.db, async (tx) => {
    const found = await undeliveredIncidents(tx, atOnce, after);
    const ids = found.map(({ id }) => id);
    await tellOf(tools, tx, rules, channel, ids);
    const last = found[atOnce - 1];
    if (last) await tools.queue.send(tx, "mended", { channel, after: last });
    await tools.fault("route.before_commit");
  });
  await tools.fault("route.after_commit");
}
