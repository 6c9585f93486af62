import { retryHook } from "#lib/channels/retry-hook.ts";
import { type ChannelRow, channelRow } from "#lib/db/channels.ts";
import { transaction } from "#lib/db/client.ts";
import {
  type ClaimedCall,
  claimRetryCall,
  endRetryCall,
  overdueRetryCalls,
  type RetryFacts,
  retryCallDue,
  retryCallWaits,
  retryFacts,
} from "#lib/db/retry-calls.ts";
import { ConfigurationError } from "#lib/model/errors.ts";
import type { RetryCallBody } from "#lib/model/retry-call.ts";
import { Category } from "#lib/model/taxonomy.ts";
import type { Job } from "#lib/queue/queue.ts";
import { noteTaken } from "./channel-mended.ts";
import { specOf } from "./channels.ts";
import { type ChannelAt, secretsOf } from "./open-channel.ts";
import { retryCallFailed } from "./retry-call-failed.ts";
import type { Tools } from "./tools.ts";

/** Longer than a hook takes to answer or to be given up. */
const leaseMs = 45_000;
/** The queue goes by the database's clock. */
const skewMs = 1000;
/** What failed so long ago, nobody waits for. */
const oldestMs = 86_400_000;

/** Has a call looked at again at a time. */
async function callLater({ db, queue, clock }: Tools, call: string, at: Date): Promise<void> {
  const startAfterSeconds = Math.max(0, Math.ceil((at.getTime() - clock().getTime()) / 1000));
  await transaction(db, (tx) => queue.send(tx, "retry_call", { call }, { startAfterSeconds }));
}

type Ready = { call: ClaimedCall; facts: RetryFacts; spec: ChannelAt; row: ChannelRow | null };

/** What stands against sending it: for ever, or until a time. */
function hindrance({ call, facts, row }: Pick<Ready, "call" | "facts" | "row">, now: Date): string | Date | null {
  const { shouldRetry, retryAfterSeconds } = facts.verdict;
  if (!shouldRetry) return "The verdict changed: trying again does not help.";
  const advised = new Date(call.createdAt.getTime() + (retryAfterSeconds ?? 0) * 1000);
  if (advised.getTime() > now.getTime() + skewMs) return advised;
  if (now.getTime() - Math.max(advised.getTime(), call.createdAt.getTime()) > oldestMs) return "Its time was over a day ago.";
  return row?.pausedUntil && row.pausedUntil > now ? row.pausedUntil : null;
}

function bodyOf({ call, facts: { report, issue, verdict } }: Pick<Ready, "call" | "facts">, now: Date): RetryCallBody {
  const { eventId, llm, project, environment } = report.data;
  return {
    type: "retry",
    id: call.id,
    timestamp: now.toISOString(),
    reportId: eventId ?? report.id,
    shouldRetry: verdict.shouldRetry,
    retryAfterSeconds: verdict.retryAfterSeconds ?? 0,
    category: Category.parse(verdict.category),
    llm,
    issueId: issue.sentryIssueId,
    eventId,
    project: issue.project ?? project,
    environment: environment ?? issue.environment,
  };
}

async function post(tools: Tools, { call, facts, spec, row }: Ready): Promise<void> {
  const secrets = secretsOf(tools, spec, row);
  if (!secrets || !("url" in secrets)) throw new ConfigurationError("Its secrets are not set: save them in the settings");
  const hook = retryHook({ ...secrets, send: tools.request, clock: tools.clock });
  await hook(bodyOf({ call, facts }, tools.clock()));
}

async function send(tools: Tools, ready: Ready): Promise<void> {
  const { call, spec } = ready;
  try {
    await post(tools, ready);
  } catch (error) {
    return retryCallFailed(tools, { call, spec }, error);
  }
  await endRetryCall(tools.db, call.id, { state: "sent", at: tools.clock() });
  await noteTaken(tools, spec);
}

/** Tells a retry hook that a failed call may be run again, if that still holds. */
export async function retryCall(tools: Tools, { call: id }: Job<"retry_call">): Promise<void> {
  const { db } = tools;
  const call = await claimRetryCall(db, id, new Date(tools.clock().getTime() + skewMs), leaseMs);
  if (!call) {
    const due = await retryCallDue(db, id);
    return due ? callLater(tools, id, due) : undefined;
  }
  const [facts, spec, row] = await Promise.all([retryFacts(db, call), specOf(tools, call.channel), channelRow(db, call.channel)]);
  const gone = (error: string): Promise<void> => endRetryCall(db, id, { state: "cancelled", error });
  if (!spec) return gone(`The policies no longer name the channel ${call.channel}.`);
  if (!facts) return gone("The error or its verdict is gone.");
  const hindered = hindrance({ call, facts, row }, tools.clock());
  if (typeof hindered === "string") return gone(hindered);
  if (!hindered) return send(tools, { call, facts, spec, row });
  await retryCallWaits(db, id, { at: hindered, counts: false, error: null });
  await callLater(tools, id, hindered);
}

const overdueMs = 60_000;

/** Calls whose job was lost or used up are looked at again. */
export async function sendOverdueRetryCalls({ db, queue, clock }: Tools): Promise<void> {
  const overdue = await overdueRetryCalls(db, new Date(clock().getTime() - overdueMs));
  if (overdue.length === 0) return;
  await transaction(db, (tx) =>
    queue.sendAll(
      tx,
      "retry_call",
      overdue.map((call) => ({ data: { call } })),
    ),
  );
}
