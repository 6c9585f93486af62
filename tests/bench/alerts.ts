import type { Db } from "#lib/db/client.ts";
import { PolicyDocument } from "#lib/model/policy.ts";
import { openQueue } from "#lib/queue/queue.ts";
import { startSlack } from "../standins/slack.ts";
import { raiseMany } from "../support/signals.ts";
import { tellOn } from "../support/tell-on.ts";
import { until } from "../support/wait.ts";

const warmUps = 5;
const burst = 1000;
/** Errors of a kind that come together. */
const perGroup = 4;

interface Deciding {
  /** Signals of a burst, each second. */
  perSecond: number;
  /** Milliseconds, ascending, from a signal that is written to Slack being asked to post. */
  told: number[];
}

/** How fast signals are decided about and told, by a worker that `start` runs with the environment it is given. */
export async function alerts(
  databaseUrl: string,
  db: Db,
  count: number,
  start: (env: Record<string, string>) => Promise<{ stop: () => Promise<void> }>,
): Promise<Deciding> {
  const slack = await startSlack();
  const queue = openQueue({ url: databaseUrl, connections: 1, worker: false, onError: () => undefined });
  const tools = { db, queue, clock: () => new Date() };
  await tellOn(db, "slack");
  const { token: SLACK_BOT_TOKEN, channel: SLACK_CHANNEL, url: SLACK_API_URL } = slack;
  const worker = await start({ SLACK_BOT_TOKEN, SLACK_CHANNEL, SLACK_API_URL, ALLOW_PRIVATE_TARGETS: "127.0.0.0/8" });
  try {
    const told: number[] = [];
    for (let n = 0; n < count + warmUps; n++) {
      const began = Date.now();
      await raiseMany(tools, [{ issue: `idle${n}`, subject: { message: `idle ${n} of all`, severity: "high" } }]);
      const isIt = ({ at, seen }: (typeof slack.received)[number]): boolean => at >= began && seen.includes(`idle ${n} of all`);
      told.push((await until(`Slack to be asked to post ${n}`, () => slack.received.find(isIt), 10_000)).at - began);
    }
    return { told: told.slice(warmUps).sort((a, b) => a - b), perSecond: await ofBurst(tools) };
  } finally {
    await worker.stop();
    await Promise.all([slack.close(), queue.close(0)]);
  }
}

/** By the usual limit of an hour, as in a storm. */
async function ofBurst(tools: Parameters<typeof raiseMany>[0]): Promise<number> {
  const { db } = tools;
  const document = PolicyDocument.parse({
    version: 1,
    channels: [{ name: "slack", kind: "slack" }],
    policies: [{ name: "everything", match: "*", deadline: "0s", ladder: [{ after: "0s", to: ["slack"] }] }],
  });
  await db.policyVersion.create({ data: { version: 2, document, byName: "bench" } });
  const wanted = Array.from({ length: burst }, (_, n) => ({
    issue: `burst${n}`,
    subject: { severity: "high", signature: `group ${Math.floor(n / perGroup)}` } as const,
  }));
  const began = performance.now();
  await raiseMany(tools, wanted);
  await until("all to be decided about", async () => (await db.signal.count({ where: { routedAt: null } })) === 0, 60_000);
  await db.policyVersion.delete({ where: { version: 2 } });
  return burst / ((performance.now() - began) / 1000);
}
