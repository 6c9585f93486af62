import type { Db } from "#lib/db/client.ts";
import { riddle, startLlm } from "../standins/llm.ts";
import { signedDelivery } from "../standins/sentry.ts";
import { startSlack } from "../standins/slack.ts";
import { sendOne, shots } from "../support/generator.ts";
import { clientSecret } from "../support/secrets.ts";
import { tellOn } from "../support/tell-on.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";
import { errorBody } from "../support/webhooks.ts";

const warmUps = 5;

const unsure = (n: number) => ({
  event: "",
  ...signedDelivery({ resource: "error", body: errorBody({ ...riddle("timeout", n), issue: "9400000" }), secret: clientSecret }),
});

/**
 * Milliseconds, ascending, from sending a webhook to Slack being asked to post: one error at a time, each of an incident of its
 * own. With a model, one that must be asked about an error goes before each.
 */
export async function told(databaseUrl: string, db: Db, count: number, withModel: boolean): Promise<number[]> {
  const [slack, llm] = await Promise.all([startSlack(), startLlm()]);
  await tellOn(db, "slack");
  const { token: SLACK_BOT_TOKEN, channel: SLACK_CHANNEL, url: SLACK_API_URL } = slack;
  const model = { LLM_BASE_URL: llm.baseUrl, LLM_API_KEY: llm.key, LLM_MODEL_FAST: "gpt-4.1-mini", LLM_FLUSH_SECONDS: "0" };
  const env = { SLACK_BOT_TOKEN, SLACK_CHANNEL, SLACK_API_URL, ALLOW_PRIVATE_TARGETS: "127.0.0.0/8", ...(withModel && model) };
  const verdict = await startVerdict({ databaseUrl, env });
  try {
    const took: number[] = [];
    for (const [n, shot] of shots(count + warmUps, count + warmUps).entries()) {
      if (withModel) await sendOne(verdict.url, unsure(n));
      const began = Date.now();
      await sendOne(verdict.url, shot);
      const isIt = ({ at, seen }: (typeof slack.received)[number]): boolean => at >= began && seen.includes("RateLimitError");
      took.push((await until(`Slack to be asked to post ${n}`, () => slack.received.find(isIt), 60_000)).at - began);
    }
    return took.slice(warmUps).sort((a, b) => a - b);
  } finally {
    await verdict.stop();
    await Promise.all([slack.close(), llm.close()]);
  }
}
