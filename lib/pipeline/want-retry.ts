import type { Issue, Tx } from "#lib/db/client.ts";
import { addRetryCalls, keptRetryHooks } from "#lib/db/retry-calls.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { retry } from "./channels.ts";
import { environmentSecrets } from "./environment-channels.ts";
import type { Tools } from "./tools.ts";

/** A verdict that changed to yes has these run again too: what failed longer ago, nobody waits for. */
const recentMs = 15 * 60_000;
/** A report of which only the title is known is soon filled with its event, whose id the hook is told. */
const fillMs = 5000;

interface Judged {
  issue: Issue;
  report: { id: string; isOpen: boolean };
  verdict: Verdict;
  occurrences: number;
  isGiven: boolean;
}

/** Has each failed call of which the verdict says so run again once the advised wait is over, where somebody listens to it. */
export async function wantRetry(tools: Tools, tx: Tx, { issue, report, verdict, occurrences, isGiven }: Judged): Promise<void> {
  if (!verdict.should_retry || (occurrences === 0 && !isGiven)) return;
  const kept = await keptRetryHooks(tx);
  const channels = [...new Set(environmentSecrets(tools.settings, retry) ? [...kept, retry.name] : kept)];
  if (channels.length === 0) return;
  const now = tools.clock();
  const waitMs = Math.max((verdict.retry_after_seconds ?? 0) * 1000, report.isOpen ? fillMs : 0);
  const calls = await addRetryCalls(tx, {
    installation: issue.installationId,
    issue: issue.id,
    of: isGiven ? { since: new Date(now.getTime() - recentMs) } : { report: report.id },
    channels,
    dueAt: new Date(now.getTime() + waitMs),
    now,
  });
  const startAfterSeconds = Math.ceil(waitMs / 1000);
  await tools.queue.sendAll(
    tx,
    "retry_call",
    calls.map((call) => ({ data: { call }, startAfterSeconds })),
  );
}
