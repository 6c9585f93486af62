import { v5 as uuidv5 } from "uuid";
import { type Tx, transaction } from "#lib/db/client.ts";
import { overdueIncidents } from "#lib/db/conversations.ts";
import { overdueGatherings } from "#lib/db/gatherings.ts";
import { forgottenMessages } from "#lib/db/messages.ts";
import { forgottenSignals } from "#lib/db/signals.ts";
import { isSweeping } from "#lib/db/sweep-lock.ts";
import { watchOutages } from "./outage.ts";
import { sendOverdueRetryCalls } from "./retry-calls.ts";
import { checkSentrySilence } from "./sentry-silent.ts";
import type { Tools } from "./tools.ts";

/** What has a time is looked for soon after it. */
const lateMs = 60_000;
/** What is to be done at once may wait in a long queue. */
const overdueMs = 900_000;
/** The same is asked for at most once in this time. */
const againMs = 300_000;

const space = "0f1d0f0e-6f1b-4a6e-9d5c-3a5f1c6b7e21";

/** Has what was forgotten looked at again: incidents, digests, signals and messages whose job was lost or used up. */
async function wakeForgotten({ queue, clock }: Tools, tx: Tx): Promise<void> {
  const now = clock().getTime();
  const turn = Math.floor(now / againMs);
  const idOf = (...about: readonly string[]): string => uuidv5(JSON.stringify([...about, turn]), space);
  const [late, overdue] = [new Date(now - lateMs), new Date(now - overdueMs)];
  const incidents = await overdueIncidents(tx, late);
  await queue.sendAll(
    tx,
    "due",
    incidents.map(({ id }) => ({ id: idOf("due", id), data: { incident: id } })),
  );
  const gatherings = await overdueGatherings(tx, late);
  await queue.sendAll(
    tx,
    "digest",
    gatherings.map(({ dueAt: _, ...data }) => ({ id: idOf("digest", data.installation, data.channel, data.carrier), data })),
  );
  const signals = await forgottenSignals(tx, overdue);
  await queue.sendAll(
    tx,
    "route",
    signals.map((signal) => ({ id: idOf("route", signal), data: { signal } })),
  );
  const messages = await forgottenMessages(tx, overdue);
  await queue.sendAll(
    tx,
    "notify",
    messages.map((message) => ({ id: idOf("notify", message), data: { message } })),
  );
}

/** Of several sweeps at once one looks for what was forgotten. */
async function findForgotten(tools: Tools): Promise<void> {
  await transaction(tools.db, async (tx) => {
    if (!(await isSweeping(tx))) await wakeForgotten(tools, tx);
    await tools.fault("sweep.before_commit");
  });
}

const duties = [findForgotten, sendOverdueRetryCalls, watchOutages, checkSentrySilence];

/** Looks, each minute, for what was forgotten and for what begins and ends by the clock alone. What fails keeps nothing else from being looked at. */
export async function sweep(tools: Tools): Promise<void> {
  const failures: unknown[] = [];
  for (const duty of duties) await duty(tools).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
