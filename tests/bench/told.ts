import type { Db } from "#lib/db/client.ts";
import { startSlack } from "../standins/slack.ts";
import { sendOne, shots } from "../support/generator.ts";
import { tellOn } from "../support/tell-on.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";

const warmUps = 5;

/** Milliseconds, ascending, from sending a webhook to Slack being asked to post: one error at a time, each of an incident of its own. */
export async function told(databaseUrl: string, db: Db, count: number): Promise<number[]> {
  const slack = await startSlack();
  await tellOn(db, "slack");
  const { token: SLACK_BOT_TOKEN, channel: SLACK_CHANNEL, url: SLACK_API_URL } = slack;
  const env = { SLACK_BOT_TOKEN, SLACK_CHANNEL, SLACK_API_URL, ALLOW_PRIVATE_TARGETS: "127.0.0.0/8" };
  const verdict = await startVerdict({ databaseUrl, env });
  try {
    const took: number[] = [];
    for (const [n, shot] of shots(count + warmUps, count + warmUps).entries()) {
      await db.$executeRaw`TRUNCATE "Incident", "IncidentMember", "Signal", "Decision"`;
      const began = Date.now();
      await sendOne(verdict.url, shot);
      took.push((await until("Slack to be asked", () => slack.received[n], 10_000)).at - began);
    }
    return took.slice(warmUps).sort((a, b) => a - b);
  } finally {
    await verdict.stop();
    await slack.close();
  }
}
