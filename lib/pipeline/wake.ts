import type { Tx } from "#lib/db/client.ts";
import type { Happened } from "./let-happen.ts";
import type { Tools } from "./tools.ts";

/** The queue goes by the database's clock: a job that comes so much too early is sent once more. */
export const skewMs = 5000;

const secondsUntil = (at: Date, now: Date): number => Math.max(0, (at.getTime() - now.getTime()) / 1000);

/** Has incidents looked at again at a time of each. */
export async function lookAgainAt(
  { queue }: Tools,
  tx: Tx,
  times: readonly { incident: string; at: Date }[],
  now: Date,
): Promise<void> {
  const jobs = times.map(({ incident, at }) => ({ data: { incident }, startAfterSeconds: secondsUntil(at, now) }));
  await queue.sendAll(tx, "due", jobs);
}

/** Has each incident looked at when its time comes, where that is another one now. */
export async function wakeIncidents(tools: Tools, tx: Tx, { before, changes, now }: Happened): Promise<void> {
  const was = new Map(before.conversations.map(({ conversation: { id, dueAt } }) => [id, dueAt?.getTime()]));
  const times = changes.conversations.flatMap(({ conversation: { id, dueAt } }) =>
    dueAt && dueAt.getTime() !== was.get(id) ? [{ incident: id, at: dueAt }] : [],
  );
  await lookAgainAt(tools, tx, times, now);
}

/** The same for digests and bundles. */
export async function wakeDigests({ queue }: Tools, tx: Tx, happened: Happened): Promise<void> {
  const { installation, before, changes, now } = happened;
  const keyOf = ({ channel, carrier }: { channel: string; carrier: string }): string => JSON.stringify([channel, carrier]);
  const was = new Map(before.gatherings.map((gathering) => [keyOf(gathering), gathering.dueAt?.getTime()]));
  const jobs = changes.gatherings.flatMap((gathering) => {
    const { channel, carrier, dueAt } = gathering;
    if (!dueAt || dueAt.getTime() === was.get(keyOf(gathering))) return [];
    return [{ data: { installation, channel, carrier }, startAfterSeconds: secondsUntil(dueAt, now) }];
  });
  await queue.sendAll(tx, "digest", jobs);
}
