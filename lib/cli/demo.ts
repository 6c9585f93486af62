import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTools } from "#lib/pipeline/tools.ts";
import type { DayTold } from "./demo/alert-rows.ts";
import { liveThrough } from "./demo/alerts.ts";
import { planDay } from "./demo/day.ts";
import { adminEmail, demoEnvironment, demoSecrets } from "./demo/environment.ts";
import { becomeHistory } from "./demo/history.ts";
import { correctSome, moveIn, type Person, writeRules } from "./demo/people.ts";
import { sendAll } from "./demo/send.ts";
import { sentryState } from "./demo/sentry-api.ts";
import { settled } from "./demo/settle.ts";
import { startSurroundings } from "./demo/surroundings.ts";
import { environment } from "./environment.ts";
import { localAddress } from "./port.ts";
import { leave, say } from "./program.ts";
import type { Role } from "./roles.ts";
import { inSession, type Session } from "./session.ts";
import { begin } from "./start.ts";

const seed = 20_261_130;
const patienceMs = 90_000;

/** A folder of the demo's own, which the database's user can enter too; gone when all else has ended. */
function throwAwayFolder(session: Session): string {
  return session.add({ graceMs: 0, hurriedMs: 0 }, () => {
    const folder = mkdtempSync(join(tmpdir(), "verdict-demo-"));
    chmodSync(folder, 0o755);
    return { value: folder, stop: async () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
  });
}

async function demo(session: Session): Promise<void> {
  environment(); // whatever `.env` says is known, and hidden below
  const dataDir = throwAwayFolder(session);
  const sentry = sentryState();
  const surroundings = await startSurroundings(sentry);
  session.add({ graceMs: 1000, hurriedMs: 200 }, () => ({ value: undefined, stop: () => surroundings.close() }));
  const secrets = demoSecrets();
  const { url, told } = surroundings;
  Object.assign(process.env, demoEnvironment(process.env, { dataDir, url, token: sentry.token, secrets }));

  const day = planDay(new Date(), seed);
  for (const [id, issue] of day.issues) sentry.issues.set(id, issue);
  const role = await begin(session, false);
  if (!session.signal.aborted)
    await fill(session, role, { day, secret: secrets.client, forgetTold: () => Object.assign(told, { slack: 0, webhook: 0 }) });
  if (session.signal.aborted) return;
  say(`Slack was told ${told.slack} times, the webhook ${told.webhook} times; Sentry got ${sentry.notes.size} comments.`);
  say(
    `\nA demo with made-up errors: sign in at ${role.settings.PUBLIC_URL} as ${adminEmail} with the password ${secrets.password}`,
  );
  say("Nothing of it leaves this machine, and all of it is deleted when it ends. Ctrl-C ends it.");
}

/** A day of traffic through the real doors, and what people did about it; then it becomes history. */
async function fill(
  { signal }: Session,
  { settings, url }: Role,
  { day, secret, forgetTold }: { day: ReturnType<typeof planDay>; secret: string; forgetTold: () => void },
): Promise<void> {
  const began = performance.now();
  const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  const web = localAddress(settings.HOST, settings.PORT);
  const people = await moveIn(url);
  const target = { url: web, secret, signal };
  await writeRules(web, people);
  const total = day.beginnings.length + day.endings.length;
  say(`Sending ${total} signed webhooks.`);

  const sent = await sendAll(target, day.beginnings, (done) => say(`  ${done} of ${total} (${seconds()})`));
  await calm(url, signal);
  await correctSome(web, people);
  say(`  judged (${seconds()})`);
  sent.push(...(await sendAll(target, day.endings, () => undefined)));
  await calm(url, signal);
  await becomeHistory(url, sent, settings.TIME_ZONE);
  const { critical, announced, slowestMs, outages, atOnce, digests } = await tellAgain(settings, url, people, forgetTold);
  say(`  the day is complete (${seconds()})`);
  say(
    `${critical} critical incidents, ${announced} of them announced, the slowest after ${Math.round(slowestMs)} ms; ${outages} provider outages; ${atOnce} messages at once and ${digests} digests.`,
  );
}

/** Has the policies decide about each signal at its time, and people told; what was told in the rush of the sending does not count. */
async function tellAgain(
  settings: Role["settings"],
  url: string,
  people: readonly Person[],
  forgetTold: () => void,
): Promise<DayTold> {
  const tools = await openTools({ ...settings, DATABASE_URL: url }, "worker");
  try {
    forgetTold();
    return await liveThrough(
      tools,
      people.map(({ name }) => ({ id: name, name })),
      new Date(),
    );
  } finally {
    await tools.close();
  }
}

async function calm(url: string, signal: AbortSignal): Promise<void> {
  if (!(await settled(url, { limitMs: patienceMs, signal, progress: (left) => say(`  ${left}`) })))
    say("  the line is still busy; the day goes on without what it has left to do");
}

/** Ended before it was full: that is no failure. */
async function untilEnded(session: Session): Promise<void> {
  await demo(session).catch((error: unknown) => {
    if (!session.signal.aborted) throw error;
  });
}

if (import.meta.main) await leave(inSession(untilEnded));
