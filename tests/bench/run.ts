import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { connect, type Db } from "#lib/db/client.ts";
import { startEmbedded } from "#lib/db/embedded.ts";
import { migrate } from "#lib/db/migrate.ts";
import { readSettings } from "#lib/pipeline/settings.ts";
import { openTools } from "#lib/pipeline/tools.ts";
import { installQueues } from "#lib/queue/queue.ts";
import { startVerdict, type Verdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";
import { alerts } from "./alerts.ts";
import { burst, median, nothing, percentile, saturate, steadily, webhook } from "./load.ts";
import { coldStart, localLine } from "./local-line.ts";
import { addMonth, replayMonth } from "./replay.ts";
import { told } from "./told.ts";

/** `npm run bench [-- --seconds 30 --rounds 3]`: the figures of the README against their baselines in the same run, fsync on. */
const { values } = parseArgs({
  options: { seconds: { type: "string", default: "30" }, rounds: { type: "string", default: "3" } },
});
const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
const say = (name: string, figure: string): void => console.log(`${name.padEnd(58)} ${figure}`);
const ms = (value: number): string => `${value.toFixed(1)} ms`;

const dataDir = mkdtempSync(join(tmpdir(), "verdict-bench-"));
chmodSync(dataDir, 0o755); // root runs PostgreSQL as another user
const server = await startEmbedded({ dataDir });
await migrate({
  url: server.url,
  now: new Date(),
  keepDeliveriesDays: 30,
  keepReportsDays: 90,
  and: () => installQueues(server.url),
});
const db = connect({ url: server.url, connections: 2, name: "verdict-bench" });
const verdict = await startVerdict({ databaseUrl: server.url, worker: false });
console.log(
  `machine: ${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}; ${rounds} rounds of ${seconds} s, 50 connections\n`,
);
try {
  await alone();
  await throughput(verdict);
  await clear(db);
  await verdict.worker.start();
  await idle(verdict, db);
  await backlog(verdict, db);
  await storm(verdict, db);
  await verdict.stop();
  await clear(db);
  await idleTold(false);
  await clear(db);
  await idleTold(true);
  await clear(db);
  await decided();
  await replayed();
} finally {
  await verdict.stop();
  await db.$disconnect();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** The local line and the command line, which need neither server nor database. */
async function alone(): Promise<void> {
  const { perEvent, ratio } = await localLine(rounds);
  say("an event read, redacted, signed and judged, on one core (under 0.5)", `${perEvent.toFixed(3)} ms`);
  say("  ratio to reading and hashing its line", ratio.toFixed(0));
  const { own, bare } = coldStart();
  say("verdict classify of one line, from nothing (under 400)", `${ms(own)}, a bare Node ${ms(bare)}`);
}

/** Webhooks against a route handler that does nothing, turn by turn. */
async function throughput({ url }: Verdict): Promise<void> {
  await saturate(url, nothing, 3);
  await saturate(url, webhook, 3);
  const runs: { base: number; hooks: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const base = (await saturate(url, nothing, seconds)).perSecond;
    const { perSecond: hooks, statuses } = await saturate(url, webhook, seconds);
    if ([...statuses.keys()].some((status) => status !== 202))
      console.log(`  answers other than 202: ${JSON.stringify([...statuses])}`);
    runs.push({ base, hooks });
  }
  say("do-nothing route handler", `${median(runs.map(({ base }) => base)).toFixed(0)}/s`);
  say("webhook verified, stored and enqueued (worker stopped)", `${median(runs.map(({ hooks }) => hooks)).toFixed(0)}/s`);
  say("  ratio, median of rounds (at least 0.65)", median(runs.map(({ base, hooks }) => hooks / base)).toFixed(2));
}

async function clear(from: Db): Promise<void> {
  await from.$executeRaw`TRUNCATE "Delivery", "DeliveryDigest", "Report", "ReportKey", "Issue", "Signature", "Verdict", pgboss.job`;
}

async function doneSince(from: Db, since: Date): Promise<number> {
  return from.delivery.count({ where: { receivedAt: { gte: since }, state: "done" } });
}

/** One webhook at a time, until its verdict can be read from the database. */
async function idle({ url }: Verdict, from: Db): Promise<void> {
  await until("the worker", async () => (await from.heartbeat.count()) > 0, 60_000);
  const latencies: number[] = [];
  for (let n = 0; n < 220; n++) {
    const began = performance.now();
    const since = new Date();
    await burst(url, webhook, 1, 1);
    for (; (await doneSince(from, since)) === 0; ) await new Promise((next) => setImmediate(next));
    if (n >= 20) latencies.push(performance.now() - began);
  }
  latencies.sort((a, b) => a - b);
  say(
    "webhook sent to verdict readable, idle, p50 / p95 (under 150)",
    `${ms(percentile(latencies, 50))} / ${ms(percentile(latencies, 95))}`,
  );
}

/** The same until Slack is asked to post. */
async function idleTold(withModel: boolean): Promise<void> {
  const latencies = await told(server.url, db, 100, withModel);
  say(
    `webhook sent to Slack asked, ${withModel ? "a model asked meanwhile" : "idle"}, p50 / p95 (under 1000)`,
    `${ms(percentile(latencies, 50))} / ${ms(percentile(latencies, 95))}`,
  );
}

/** From signals to decisions, and to Slack. */
async function decided(): Promise<void> {
  const { perSecond, told: latencies } = await alerts(server.url, db, 100, (env) =>
    startVerdict({ databaseUrl: server.url, env }),
  );
  say("signals decided about in a burst of 1,000 (at least 100/s)", `${perSecond.toFixed(0)}/s`);
  say(
    "signal written to Slack asked, idle, p50 / p95 (under 500)",
    `${ms(percentile(latencies, 50))} / ${ms(percentile(latencies, 95))}`,
  );
}

/** A month's signals decided again, as the editor does before anything is saved. */
async function replayed(): Promise<void> {
  await db.$executeRaw`TRUNCATE "Signal", "Incident", "IncidentMember", "IncidentAct", "Decision", "Message", "DigestLine", "Gathering"`;
  await addMonth(server.url, 100_000);
  const channels = { SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/T/B/x", PAGERDUTY_ROUTING_KEY: "0".repeat(32) };
  const settings = readSettings({ DATABASE_URL: server.url, DATA_DIR: dataDir, LOG_LEVEL: "silent", ...channels });
  const tools = await openTools(settings, "worker");
  try {
    const runs = [];
    for (let round = 0; round < rounds; round++) runs.push(await replayMonth(tools));
    const [{ signals } = { signals: 0 }] = runs;
    say(
      `policies replayed over ${signals} signals of 1.4 KB (under 5)`,
      `${median(runs.map(({ seconds: took }) => took)).toFixed(1)} s`,
    );
    say("  the longest that other work of the process waited", ms(median(runs.map(({ held }) => held))));
  } finally {
    await tools.close();
  }
}

async function backlog({ url, worker }: Verdict, from: Db): Promise<void> {
  await worker.kill("SIGTERM");
  const since = new Date();
  await burst(url, webhook, 10_000, 50);
  await worker.start();
  await until("the worker to have begun", async () => (await doneSince(from, since)) > 100, 60_000);
  const { latencies, statuses } = await steadily(url, webhook, 200, 15);
  const left = 13_000 - (await doneSince(from, since));
  say(
    "answers at 200/s while 10,000 are digested, p50 / p99 (under 50)",
    `${ms(percentile(latencies, 50))} / ${ms(percentile(latencies, 99))}`,
  );
  say("  answers; deliveries still undone when it ended", `${JSON.stringify([...statuses])}; ${left}`);
  await until("the backlog to end", async () => (await doneSince(from, since)) >= 13_000, 300_000);
}

async function storm({ url, web, worker }: Verdict, from: Db): Promise<void> {
  const since = new Date();
  const began = performance.now();
  const { latencies, statuses } = await burst(url, webhook, 10_000, 200);
  const sent = performance.now();
  await until("the storm to be triaged", async () => (await doneSince(from, since)) >= 10_000, 300_000);
  const took = (from_: number, to: number): string => `${((to - from_) / 1000).toFixed(1)} s`;
  say("storm of 10,000, 200 in flight: answers, p99.9", `${JSON.stringify([...statuses])}, ${ms(percentile(latencies, 99.9))}`);
  say("  all answered after / all with a verdict after", `${took(began, sent)} / ${took(began, performance.now())}`);
  say("  most memory: web, worker (under 400 MB)", `${peak(web.child.pid)}, ${peak(worker.child.pid)}`);
}

/** The most memory a process ever held. */
function peak(pid: number | undefined): string {
  const kib = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return `${Math.round(Number(kib) / 1024)} MB`;
}
